#include "overlay/statistics.hpp"

#include "overlay/cell_index.hpp"
#include "overlay/covered_points.hpp"
#include "overlay/line_lengths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace todoku::overlay {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// A sum over cells of a figure that some cells may not state.
struct Sum {
    Tally tally;
    bool stated = false;

    void add(double figure, double weight, double covered, double unknown) {
        if (!std::isnan(figure)) {
            tally.all += weight * figure;
            tally.covered += weight * figure * covered;
            tally.unknown += weight * figure * unknown;
            stated = true;
        }
    }
    void add(const Sum& other) {
        tally.all += other.tally.all;
        tally.covered += other.tally.covered;
        tally.unknown += other.tally.unknown;
        stated = stated || other.stated;
    }
    [[nodiscard]] Tally result() const { return stated ? tally : Tally{kNan, kNan, kNan}; }
};

// Of one zone, layer and rule.
struct Sums {
    Sum population;
    Sum households;
    Sum population_65plus;
    Sum population_75plus;
    Sum area_m2;
    Sum road_m;
    std::vector<PlaceTally> places; // by kind
    double cells_unknown = 0.0;

    void add(const Sums& other) {
        population.add(other.population);
        households.add(other.households);
        population_65plus.add(other.population_65plus);
        population_75plus.add(other.population_75plus);
        area_m2.add(other.area_m2);
        road_m.add(other.road_m);
        cells_unknown += other.cells_unknown;
        places.resize(std::max(places.size(), other.places.size()));
        for (std::size_t kind = 0; kind < other.places.size(); ++kind) {
            places[kind].all += other.places[kind].all;
            places[kind].covered += other.places[kind].covered;
            places[kind].unknown += other.places[kind].unknown;
        }
    }
};

// The zones each place stands in: those of its cell that hold the point; on ground that none of
// them holds (a simplified coast) the one with the most of the cell.
std::vector<std::vector<std::uint32_t>> zones_of_places(const Zones& zones, const CellIndex& cells,
                                                        domain::MeshLevel level,
                                                        std::span<const domain::Place> places,
                                                        bool all_ground) {
    std::vector<geo::LatLng> points;
    for (const domain::Place& place : places) {
        points.push_back(place.at);
    }
    std::vector<std::vector<std::uint32_t>> masks;
    for (const std::vector<LayerShapes>& pass : zones.passes) {
        masks.push_back(covered_points(std::span<const LayerShapes>(pass), points, {}));
    }
    std::vector<std::vector<std::uint32_t>> found(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = domain::MeshCell::at(points[i], level);
        const auto cell = at ? cells.find(*at) : std::nullopt;
        if (!cell) {
            continue;
        }
        for (const Zones::Part& part : zones.ground.of(*cell)) {
            const Zones::Place place = zones.places[part.zone];
            if ((masks[place.pass][i] >> place.layer & 1U) != 0) {
                found[i].push_back(part.zone);
            }
        }
        if (const auto people = zones.people.of(*cell);
            found[i].empty() && all_ground && !people.empty()) {
            found[i].push_back(
                std::max_element(people.begin(), people.end(), [](const auto& a, const auto& b) {
                    return a.share < b.share;
                })->zone);
        }
    }
    return found;
}

class Statistics {
public:
    explicit Statistics(const StatisticsRequest& request)
        : request_(request), cells_(request.grid.cells),
          road_m_(road_lengths(request.grid, request.roads)) {
        for (const domain::Place& place : request.places) {
            kinds_.try_emplace(place.kind, 0);
        }
        std::size_t next = 0;
        for (auto& [kind, number] : kinds_) {
            number = next++;
        }
    }

    std::vector<CoverageRow> rows() {
        add_municipalities();
        for (std::size_t set = 1; set < request_.zones.size(); ++set) {
            const domain::ZoneLayer& layer = request_.zone_layers[set - 1];
            const auto sums = sums_of(set);
            for (std::size_t zone = 0; zone < layer.zones.size(); ++zone) {
                CoverageRow row;
                row.kind = layer.name;
                row.code = layer.zones[zone].code;
                row.name = layer.zones[zone].name;
                add_rows(row, [&](std::size_t i) { return sums[i][zone]; });
            }
        }
        return std::move(rows_);
    }

private:
    using ByZone = std::vector<Sums>;

    [[nodiscard]] std::size_t rules() const { return request_.rules.size(); }

    /// [layer x rule][zone]
    [[nodiscard]] std::vector<ByZone> sums_of(std::size_t set) const {
        const Zones& zones = request_.zones[set];
        const auto places = zones_of_places(zones, cells_, request_.grid.level, request_.places,
                                            zones.land.empty());
        std::vector<ByZone> sums(request_.coverage.layers.size() * rules());
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const std::size_t layer = i / rules();
            sums[i].resize(zones.size());
            add_cells(zones, layer, request_.rules[i % rules()], sums[i]);
            for (std::size_t zone = 0; zone < zones.size(); ++zone) {
                const auto covered_m2 = [&](const Coverage& coverage) {
                    return static_cast<double>(coverage.zones[set][layer][zone]) /
                           kSquareMillimetres;
                };
                const double covered = covered_m2(request_.coverage);
                const double unknown =
                    request_.at_most != nullptr ? covered_m2(*request_.at_most) - covered : 0.0;
                sums[i][zone].area_m2 = {{zones.land_m2[zone], covered, unknown}, true};
                sums[i][zone].places.resize(kinds_.size());
            }
            for (std::size_t p = 0; p < places.size(); ++p) {
                for (const std::uint32_t zone : places[p]) {
                    PlaceTally& tally = sums[i][zone].places[kinds_.at(request_.places[p].kind)];
                    ++tally.all;
                    tally.covered += request_.coverage.places[layer][p];
                    if (request_.at_most != nullptr) {
                        tally.unknown +=
                            request_.at_most->places[layer][p] - request_.coverage.places[layer][p];
                    }
                }
            }
        }
        return sums;
    }

    void add_cells(const Zones& zones, std::size_t layer, const PopulationRule& rule,
                   ByZone& sums) const {
        const domain::StudyGrid& grid = request_.grid;
        const auto covered_by = [&](const Coverage& coverage, std::size_t i) {
            return rule.covered(coverage.shares[layer][i], coverage.centres[layer][i] != 0);
        };
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const double covered = covered_by(request_.coverage, i);
            const double unknown =
                request_.at_most != nullptr ? covered_by(*request_.at_most, i) - covered : 0.0;
            for (const Zones::Part& part : zones.people.of(i)) {
                Sums& sum = sums[part.zone];
                sum.population.add(grid.population[i], part.share, covered, unknown);
                sum.households.add(grid.households[i], part.share, covered, unknown);
                sum.population_65plus.add(grid.population_65plus[i], part.share, covered, unknown);
                sum.population_75plus.add(grid.population_75plus[i], part.share, covered, unknown);
                sum.road_m.add(road_m_[i], part.share, covered, unknown);
                sum.cells_unknown +=
                    (grid.marks[i] & domain::kPeopleUnknown) != 0 ? part.share : 0.0;
            }
        }
    }

    void add_municipalities() {
        const auto sums = sums_of(0);
        const auto& municipalities = request_.municipalities;
        std::vector<std::uint32_t> order(municipalities.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return municipalities[a].code < municipalities[b].code;
        });
        std::map<int, std::vector<std::uint32_t>> prefectures;
        for (const std::uint32_t m : order) {
            prefectures[municipalities[m].code.prefecture()].push_back(m);
            CoverageRow row;
            row.kind = kMunicipality;
            row.municipality = municipalities[m].code;
            row.code = row.municipality.five_digits();
            row.name = municipalities[m].name;
            add_rows(row, [&](std::size_t i) { return sums[i][m]; });
        }
        const auto together = [&](const std::vector<std::uint32_t>& members) {
            return [&](std::size_t i) {
                Sums total;
                for (const std::uint32_t m : members) {
                    total.add(sums[i][m]);
                }
                return total;
            };
        };
        for (const MunicipalityGroup& group : request_.groups) {
            CoverageRow row;
            row.kind = kGroup;
            row.name = group.name;
            add_rows(row, together(group.members));
        }
        for (const auto& [prefecture, members] : prefectures) {
            CoverageRow row;
            row.kind = kPrefecture;
            row.municipality = domain::GovernmentCode(prefecture, 0);
            row.code = row.municipality.five_digits();
            row.name = domain::prefecture_name(prefecture).ja;
            add_rows(row, together(members));
        }
    }

    template <class SumsOf>
    void add_rows(CoverageRow row, SumsOf sums_of) {
        for (std::size_t layer = 0; layer < request_.coverage.layers.size(); ++layer) {
            row.layer = request_.coverage.layers[layer];
            for (std::size_t rule = 0; rule < rules(); ++rule) {
                row.rule = request_.rules[rule].name();
                const Sums sums = sums_of(layer * rules() + rule);
                row.population = sums.population.tally; // nobody is a figure too
                row.households = sums.households.result();
                row.population_65plus = sums.population_65plus.result();
                row.population_75plus = sums.population_75plus.result();
                row.area_m2 = sums.area_m2.tally;
                row.road_m = sums.road_m.tally;
                row.cells_unknown = sums.cells_unknown;
                for (const auto& [kind, number] : kinds_) {
                    row.places[kind] =
                        number < sums.places.size() ? sums.places[number] : PlaceTally{};
                }
                rows_.push_back(row);
            }
        }
    }

    const StatisticsRequest& request_;
    CellIndex cells_;
    std::vector<double> road_m_;
    std::map<std::string, std::size_t> kinds_;
    std::vector<CoverageRow> rows_;
};

} // namespace

double Tally::ratio() const {
    return all > 0.0 ? covered / all : kNan;
}

std::vector<CoverageRow> coverage_statistics(const StatisticsRequest& request) {
    return Statistics(request).rows();
}

std::vector<double> road_lengths(const domain::StudyGrid& grid,
                                 std::span<const domain::Road> roads) {
    const CellIndex cells(grid.cells);
    std::vector<double> metres(grid.size(), 0.0);
    for (const domain::Road& road : roads) {
        for_each_length(road.lines, cells.window(), [&](domain::MeshCell cell, double length) {
            if (const auto i = cells.find(cell)) {
                metres[*i] += length;
            }
        });
    }
    return metres;
}

} // namespace todoku::overlay
