#include "overlay/measured_agreement.hpp"

#include "overlay/cell_index.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace todoku::overlay {

namespace {

// The two-sided 95 % point of the normal distribution.
constexpr double kZ = 1.959963984540054;

Measured verdict(const domain::MeasuredCell& cell, const ShareInterval& interval,
                 const EvidenceRule& rule) {
    if (cell.samples < rule.min_samples) {
        return Measured::TooFew;
    }
    if (interval.low > rule.threshold) {
        return Measured::In;
    }
    return interval.high < rule.threshold ? Measured::Out : Measured::Mixed;
}

} // namespace

ShareInterval wilson_interval(std::int64_t successes, std::int64_t trials) {
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double z2 = kZ * kZ;
    const double centre = p + z2 / (2.0 * n);
    const double half = kZ * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    const double scale = 1.0 + z2 / n;
    // At the ends the formula gives exactly 0 and 1; rounding must not.
    return {successes == 0 ? 0.0 : std::max(0.0, (centre - half) / scale),
            successes == trials ? 1.0 : std::min(1.0, (centre + half) / scale)};
}

const char* name_of(Stated stated) {
    switch (stated) {
    case Stated::Covered:
        return "covered";
    case Stated::NotCovered:
        return "not_covered";
    case Stated::Nothing:
        return "not_stated";
    }
    return "";
}

const char* name_of(Measured measured) {
    switch (measured) {
    case Measured::In:
        return "in";
    case Measured::Out:
        return "out";
    case Measured::Mixed:
        return "mixed";
    case Measured::TooFew:
        return "too_few";
    }
    return "";
}

Text label_of(Stated stated) {
    switch (stated) {
    case Stated::Covered:
        return {"エリア内", "covered"};
    case Stated::NotCovered:
        return {"エリア外", "not covered"};
    case Stated::Nothing:
        return {"資料なし", "not stated"};
    }
    return {};
}

Text label_of(Measured measured) {
    switch (measured) {
    case Measured::In:
        return {"圏内", "in service"};
    case Measured::Out:
        return {"圏外", "out of service"};
    case Measured::Mixed:
        return {"決められない", "undecided"};
    case Measured::TooFew:
        return {"測定点が少ない", "too few samples"};
    }
    return {};
}

Agreement compare_with_statements(const domain::StudyGrid& grid, const Coverage& coverage,
                                  std::span<const domain::MeasuredCell> measured,
                                  const PopulationRule& rule, const EvidenceRule& evidence,
                                  const Coverage* at_most) {
    // A cell counts as covered as a whole, whatever rule divides people.
    const PopulationRule whole{PopulationRule::Kind::Majority, rule.threshold};
    const CellIndex index(grid.cells);
    Agreement agreement;
    agreement.cells.reserve(measured.size());
    std::map<std::tuple<std::size_t, domain::MeasuredTechnology, Stated, Measured>, AgreementRow>
        rows;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const domain::MeasuredCell& cell = measured[i];
        const auto at = index.find(cell.cell);
        if (!at) {
            continue; // against the precondition: no ground of the study
        }
        ComparedCell compared;
        compared.measured_cell = static_cast<std::uint32_t>(i);
        compared.cell = *at;
        if (const auto layer = coverage.layer(cell.carrier, name_of(cell.technology))) {
            const double share = coverage.shares[*layer][*at];
            compared.stated_share = share;
            const double most = at_most != nullptr ? at_most->shares[*layer][*at] : share;
            compared.stated = whole.covered(share) > 0.0  ? Stated::Covered
                              : whole.covered(most) > 0.0 ? Stated::Nothing
                                                          : Stated::NotCovered;
        }
        compared.share_in_service =
            static_cast<double>(cell.in_service) / static_cast<double>(cell.samples);
        compared.interval = wilson_interval(cell.in_service, cell.samples);
        compared.measured = verdict(cell, compared.interval, evidence);

        const auto carrier = static_cast<std::size_t>(
            std::find(coverage.carriers.begin(), coverage.carriers.end(), cell.carrier) -
            coverage.carriers.begin());
        AgreementRow& row = rows[{carrier, cell.technology, compared.stated, compared.measured}];
        row.carrier = cell.carrier;
        row.technology = cell.technology;
        row.stated = compared.stated;
        row.measured = compared.measured;
        ++row.cells;
        row.samples += cell.samples;
        row.in_service += cell.in_service;
        row.population += grid.population[*at];
        agreement.cells.push_back(compared);
    }
    for (auto& [key, row] : rows) {
        agreement.table.push_back(std::move(row));
    }
    return agreement;
}

} // namespace todoku::overlay
