#include "study/covered_check.hpp"

#include "overlay/services.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace todoku::study {

namespace {

constexpr std::size_t kExactCells = 200;

// Carriers and combinations of one service, as the coverage has them.
std::vector<overlay::CheckedShares> columns_of(const overlay::Service& service,
                                               const overlay::Coverage& coverage) {
    std::vector<overlay::CheckedShares> columns;
    const std::size_t carriers = coverage.carriers.size();
    const auto add = [&](const std::string& carrier, std::function<bool(std::uint32_t)> counts) {
        if (const auto layer = coverage.layer(carrier, service.technology)) {
            columns.push_back({std::move(counts), coverage.shares[*layer]});
        }
    };
    for (std::size_t k = 0; k < carriers; ++k) {
        add(coverage.carriers[k], [k](std::uint32_t mask) { return (mask >> k & 1U) != 0; });
    }
    for (std::size_t least = 1; least <= carriers; ++least) {
        add(overlay::combined_name(least, carriers), [least](std::uint32_t mask) {
            return static_cast<std::size_t>(std::popcount(mask)) >= least;
        });
    }
    return columns;
}

} // namespace

overlay::SelfCheck check_covered(const Inputs& inputs, const Covered& covered, Threads threads,
                                 Progress& progress) {
    overlay::SelfCheck all;
    const auto check = [&](const overlay::Coverage& coverage,
                           std::span<const domain::CoverageLayer> unknown) {
        const auto services = overlay::services_of(coverage.carriers, inputs.coverage, unknown);
        for (std::size_t s = 0; s < services.size(); ++s) {
            progress.check();
            all.add(overlay::check_shares(
                {.layers = services[s].shapes,
                 .cells = covered.grid.cells,
                 .columns = columns_of(services[s], coverage),
                 .exact_cells = std::max<std::size_t>(kExactCells / services.size(), 1),
                 .seed = s + 1},
                threads));
            progress.advance();
        }
    };
    progress.begin({"被覆率を検算", "Checking shares"}, 0);
    check(covered.coverage, {});
    if (!covered.all_known()) {
        check(covered.with_unknown, inputs.unknown);
    }
    progress.end();
    return all;
}

} // namespace todoku::study
