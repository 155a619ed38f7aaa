#include "overlay/sensitivity.hpp"

#include "geo/ellipsoid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace todoku::overlay {

namespace {

struct Total {
    double population = 0.0;
    double covered = 0.0;
};

// Totals of the prefectures for one layer.
class Totals {
public:
    explicit Totals(std::span<const domain::Municipality> municipalities)
        : municipalities_(municipalities) {}

    /// @param reached covered share of each cell's people
    template <class Reached>
    [[nodiscard]] std::map<int, Total> of(const domain::StudyGrid& grid, Reached reached) const {
        std::map<int, Total> totals;
        for (const domain::Municipality& municipality : municipalities_) {
            totals.try_emplace(municipality.code.prefecture());
        }
        for (std::size_t i = 0; i < grid.size(); ++i) {
            for (const domain::MunicipalityPart& part : grid.parts_of(i)) {
                Total& total = totals[municipalities_[part.municipality].code.prefecture()];
                total.population += part.weight * grid.population[i];
                total.covered += part.weight * grid.population[i] * reached(i);
            }
        }
        return totals;
    }

private:
    std::span<const domain::Municipality> municipalities_;
};

geo::MultiPolygon moved(const geo::MultiPolygon& shape, Shift shift) {
    geo::MultiPolygon result = shape;
    const auto move = [&](geo::Ring& ring) {
        for (geo::LatLng& p : ring) {
            p = geo::LatLng::from_degrees(p.lat() + shift.north_degrees,
                                          p.lng() + shift.east_degrees);
        }
    };
    for (geo::Polygon& polygon : result.polygons) {
        move(polygon.outer);
        for (geo::Ring& hole : polygon.holes) {
            move(hole);
        }
    }
    return result;
}

} // namespace

std::vector<Shift> shifts_of(const domain::StudyGrid& grid) {
    if (grid.size() == 0) {
        return {};
    }
    const geo::LocalFrame frame(grid.cells[grid.size() / 2].centre());
    const double north = kShift.value() / frame.metres_per_degree_lat();
    const double east = kShift.value() / frame.metres_per_degree_lng();
    return {{north, 0.0}, {0.0, east}, {-north, 0.0}, {0.0, -east}};
}

std::vector<domain::CoverageLayer> moved(std::span<const domain::CoverageLayer> layers,
                                         Shift shift) {
    std::vector<domain::CoverageLayer> result;
    for (const domain::CoverageLayer& layer : layers) {
        domain::CoverageLayer copy;
        copy.carrier = layer.carrier;
        copy.technology = layer.technology;
        copy.polygons = moved(layer.polygons, shift);
        result.push_back(std::move(copy));
    }
    return result;
}

std::vector<SensitivityRow> sensitivity(const SensitivityRequest& request) {
    const PopulationRule& rule = request.rule;
    PopulationRule all_ties_out = rule;
    all_ties_out.more_than = true;
    all_ties_out.tolerance = kTieTolerance;
    PopulationRule all_ties_in = rule;
    all_ties_in.more_than = false;
    all_ties_in.tolerance = kTieTolerance;

    const Totals totals(request.municipalities);
    const auto by = [](const Coverage& coverage, std::size_t layer, const PopulationRule& r) {
        return
            [&coverage, layer, &r](std::size_t i) { return r.covered(coverage.shares[layer][i]); };
    };
    std::vector<SensitivityRow> rows;
    for (std::size_t layer = 0; layer < request.coverage.layers.size(); ++layer) {
        const LayerName& name = request.coverage.layers[layer];
        if (std::ranges::find(request.technologies, name.technology) ==
            request.technologies.end()) {
            continue;
        }
        const auto base = totals.of(request.grid, by(request.coverage, layer, rule));
        const auto ties_out = totals.of(request.grid, by(request.coverage, layer, all_ties_out));
        const auto ties_in = totals.of(request.grid, by(request.coverage, layer, all_ties_in));
        const auto border = totals.of(request.other_border, by(request.coverage, layer, rule));
        std::vector<std::map<int, Total>> shifts;
        for (const Coverage& coverage : request.moved) {
            shifts.push_back(totals.of(
                request.grid, by(coverage, *coverage.layer(name.carrier, name.technology), rule)));
        }
        for (const auto& [prefecture, total] : base) {
            SensitivityRow row;
            row.prefecture = domain::GovernmentCode(prefecture, 0);
            row.name = domain::prefecture_name(prefecture).ja;
            row.layer = name;
            row.rule = rule.name();
            row.population = total.population;
            row.covered = total.covered;
            row.ties = {ties_out.at(prefecture).covered, ties_in.at(prefecture).covered};
            row.shift = {total.covered, total.covered};
            for (const auto& shift : shifts) {
                row.shift.low = std::min(row.shift.low, shift.at(prefecture).covered);
                row.shift.high = std::max(row.shift.high, shift.at(prefecture).covered);
            }
            row.other_border_population = border.at(prefecture).population;
            row.other_border_covered = border.at(prefecture).covered;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::optional<Range> ratio_range(std::span<const SensitivityRow> rows,
                                 domain::GovernmentCode prefecture, const LayerName& layer) {
    const auto row = std::ranges::find_if(rows, [&](const SensitivityRow& r) {
        return r.prefecture == prefecture && r.layer == layer;
    });
    if (row == rows.end() || !(row->population > 0.0)) {
        return std::nullopt;
    }
    Range range;
    std::tie(range.low, range.high) =
        std::minmax({row->covered, row->ties.low, row->ties.high, row->shift.low, row->shift.high});
    range = {range.low / row->population, range.high / row->population};
    if (row->other_border_population > 0.0) {
        const double other = row->other_border_covered / row->other_border_population;
        range = {std::min(range.low, other), std::max(range.high, other)};
    }
    return range;
}

Text what_ranges_mean() {
    return {fmt::format("カバー率の幅は、割合がしきい値から{0:g}ポイント以内のメッシュの判定、エリ"
                        "アの図形の位置（{1:g}mのずれ）、境界のメッシュの人口の分け方を、それぞれ"
                        "変えて求めた値の最小～最大です。",
                        100.0 * kTieTolerance, kShift.value()),
            fmt::format("Ranges of coverage: lowest to highest with cells within {0:g} point of "
                        "the threshold judged otherwise, with coverage moved by {1:g} m, and with "
                        "people of border cells given by the other rule.",
                        100.0 * kTieTolerance, kShift.value())};
}

} // namespace todoku::overlay
