#include "siting/price_descent.hpp"

#include <array>

namespace todoku::siting {

namespace {

/// How many demands share a price, until which part of the effort is over, and how near the best of
/// such prices is near enough. Found by trial on random geometric and clustered instances.
struct Stage {
    std::size_t group;
    double until;
    double near;
};
constexpr std::array<Stage, 3> kStages = {{{16, 0.15, 0.1}, {4, 0.35, 0.1}, {1, 1.0, kNearEnough}}};
/// Groups only where enough are left to tell the sites apart.
constexpr std::size_t kLeastGroups = 500;

} // namespace

void find_prices(PriceSearch& search, std::size_t demands, const PriceEffort& effort, double known,
                 const Progress& progress) {
    for (const Stage& stage : kStages) {
        if (stage.group > 1 && demands < stage.group * kLeastGroups) {
            continue;
        }
        search.regroup(stage.group);
        search.approach(known, stage.near, progress, [&] {
            return effort.elapsed ? effort.elapsed() >= stage.until
                                  : static_cast<double>(search.work()) >=
                                        stage.until * static_cast<double>(effort.work);
        });
    }
}

} // namespace todoku::siting
