#include "siting/price_descent.hpp"

#include <utility>

namespace todoku::siting {

namespace {

// Widths of the smoothed demand and groups of demands on the way down (cover_prices.hpp), found by
// trial like the values there.
constexpr double kFirstWidth = 1.0;
constexpr double kCoarseWidth = 0.2;
constexpr double kLastWidth = 0.1;
constexpr double kNarrower = 0.75;
constexpr std::size_t kStepsPerWidth = 30;
/// Groups only where enough are left to tell the sites apart.
constexpr std::size_t kLeastGroups = 500;
/// Above so many demands single ones are left to descend().
constexpr std::size_t kMostSmooth = 20'000;

} // namespace

void find_prices(PriceSearch& search, std::size_t demands, const PriceEffort& effort, double known,
                 const Progress& progress) {
    const auto stop = [&] {
        return effort.smooth_over ? effort.smooth_over() : search.work() > effort.smooth_work;
    };
    double width = kFirstWidth;
    for (const auto& [group, last] : {std::pair<std::size_t, double>{16, kCoarseWidth},
                                      std::pair<std::size_t, double>{4, kLastWidth}}) {
        if (demands < group * kLeastGroups) {
            continue;
        }
        search.regroup(group);
        for (; width > last && !stop(); width *= kNarrower) {
            search.smooth(width, kStepsPerWidth, progress, stop);
        }
    }
    search.regroup(1);
    for (; width > kLastWidth && demands < kMostSmooth; width *= kNarrower) {
        search.smooth(width, kStepsPerWidth, progress, stop);
    }
    search.descend(kFirstPace, kLeastPace, effort.steps, known, progress, effort.over);
}

} // namespace todoku::siting
