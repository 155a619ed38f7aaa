#include "overlay/gaps.hpp"

#include "geo/ellipsoid.hpp"
#include "geo/point_index.hpp"
#include "overlay/cell_index.hpp"
#include "overlay/cell_steps.hpp"
#include "overlay/gap_parts.hpp"
#include "overlay/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace todoku::overlay {

namespace {

struct PlacedPlace {
    std::uint32_t cell = 0;
    std::uint32_t municipality = 0;
    const domain::Place* place = nullptr;
};

// What lies in the cells, found once for all carriers.
class Ground {
public:
    explicit Ground(const GapRequest& request)
        : request_(request), cells_(request.grid.cells),
          road_m_(road_lengths(request.grid, request.roads)) {
        const domain::StudyGrid& grid = request.grid;
        by_ground_.resize(request.cut_at_borders ? request.municipalities.size() : 1);
        land_m2_.resize(grid.size());
        for (std::uint32_t i = 0; i < grid.size(); ++i) {
            land_m2_[i] = geo::area(grid.cells[i].box()).value() * grid.land_share[i];
            for (const domain::MunicipalityPart& part : grid.parts_of(i)) {
                if (request.cut_at_borders) {
                    by_ground_[part.municipality].push_back({i, part.weight});
                }
            }
            if (!request.cut_at_borders && !grid.parts_of(i).empty()) {
                by_ground_[0].push_back({i, 1.0});
            }
        }
        place_in_cells();
    }

    struct Part {
        std::uint32_t cell = 0;
        double weight = 0.0;
    };
    /// Cells of each piece of ground that areas keep to (a municipality, or all), rising.
    [[nodiscard]] std::span<const std::vector<Part>> grounds() const { return by_ground_; }
    [[nodiscard]] const CellIndex& cells() const { return cells_; }
    /// Those of the study's ground, by cell, then municipality.
    [[nodiscard]] std::span<const PlacedPlace> placed() const { return placed_; }
    [[nodiscard]] double land_m2(std::uint32_t cell) const { return land_m2_[cell]; }
    [[nodiscard]] double road_m(std::uint32_t cell) const { return road_m_[cell]; }

    /// Places in a cell, of an area cut at borders those on its municipality's ground.
    [[nodiscard]] std::span<const PlacedPlace> places(std::uint32_t cell,
                                                      std::uint32_t municipality) const {
        if (!request_.cut_at_borders) {
            const auto all = std::ranges::equal_range(placed_, cell, {}, &PlacedPlace::cell);
            return {all.begin(), all.end()};
        }
        const auto range = std::equal_range(
            placed_.begin(), placed_.end(), PlacedPlace{cell, municipality, nullptr},
            [](const PlacedPlace& a, const PlacedPlace& b) {
                return a.cell != b.cell ? a.cell < b.cell : a.municipality < b.municipality;
            });
        return {range.first, range.second};
    }

private:
    void place_in_cells() {
        for (const domain::Place& place : request_.places) {
            const auto cell = domain::MeshCell::at(place.at, request_.grid.level);
            const auto i = cell ? cells_.find(*cell) : std::nullopt;
            if (!i) {
                continue;
            }
            const auto parts = request_.grid.parts_of(*i);
            if (parts.empty()) {
                continue;
            }
            std::uint32_t municipality = request_.grid.main_municipality(*i);
            if (parts.size() > 1) { // on a border: the ground it stands on decides
                for (const domain::MunicipalityPart& part : parts) {
                    if (geo::contains(request_.municipalities[part.municipality].boundary,
                                      place.at)) {
                        municipality = part.municipality;
                        break;
                    }
                }
            }
            placed_.push_back({*i, municipality, &place});
        }
        std::stable_sort(
            placed_.begin(), placed_.end(), [](const PlacedPlace& a, const PlacedPlace& b) {
                return a.cell != b.cell ? a.cell < b.cell : a.municipality < b.municipality;
            });
    }

    const GapRequest& request_;
    CellIndex cells_;
    std::vector<std::vector<Part>> by_ground_;
    std::vector<double> land_m2_;
    std::vector<double> road_m_;
    std::vector<PlacedPlace> placed_;
};

// Named places, for saying where a gap is.
class NamedPlaces {
public:
    explicit NamedPlaces(std::span<const domain::Place* const> places) : index_(named(places)) {}
    /// Names the area after the place nearest to its middle; not where there is none.
    void name(GapArea& area) const {
        const auto hits = index_.nearest(area.centre, 1);
        if (!hits.empty()) {
            area.nearest_place = names_[hits.front().index]->name;
            area.nearest_place_m = hits.front().distance.value();
            area.nearest_place_azimuth = geo::azimuth(names_[hits.front().index]->at, area.centre);
        }
    }

private:
    std::vector<geo::LatLng> named(std::span<const domain::Place* const> places) {
        std::vector<geo::LatLng> points;
        for (const domain::Place* place : places) {
            if (!place->name.empty()) {
                points.push_back(place->at);
                names_.push_back(place);
            }
        }
        return points;
    }
    std::vector<const domain::Place*> names_; // before index_: it is filled while index_ is built
    geo::PointIndex index_;
};

// Those of each municipality, and all.
class PlaceNames {
public:
    PlaceNames(const GapRequest& request, const Ground& ground) {
        std::vector<std::vector<const domain::Place*>> places(request.municipalities.size() + 1);
        for (const domain::Place& place : request.places) {
            places.back().push_back(&place);
        }
        for (const PlacedPlace& placed : ground.placed()) {
            places[placed.municipality].push_back(placed.place);
        }
        of_.reserve(places.size());
        for (const std::vector<const domain::Place*>& some : places) {
            of_.emplace_back(some);
        }
    }
    /// A place of the neighbours names an area only where its municipality has none.
    void name(GapArea& area) const {
        of_[area.municipality].name(area);
        if (area.nearest_place.empty()) {
            of_.back().name(area);
        }
    }

private:
    std::vector<NamedPlaces> of_;
};

// One carrier's view of the cells.
struct View {
    std::string carrier;
    std::string technology;
    const std::vector<double>* own = nullptr;         ///< of that technology; null: none anywhere
    const std::vector<double>* own_at_most = nullptr; ///< with ground the carrier does not know of
    const std::vector<double>* own_4g = nullptr;
    std::vector<std::pair<std::string, const std::vector<double>*>> others;
};

// Adds a figure that a cell may not state to a sum that is no number until one does.
void add_stated(double& sum, double figure) {
    if (!std::isnan(figure)) {
        sum = std::isnan(sum) ? figure : sum + figure;
    }
}

double share_in(const std::vector<double>* shares, std::uint32_t cell) {
    return shares == nullptr ? 0.0 : (*shares)[cell];
}

View view_of(const GapRequest& request, const std::string& carrier, std::string_view technology) {
    const Coverage& coverage = request.coverage;
    const auto shares = [&](std::string_view who,
                            std::string_view which) -> const std::vector<double>* {
        const auto layer = coverage.layer(who, which);
        return layer ? &coverage.shares[*layer] : nullptr;
    };
    View view;
    view.carrier = carrier;
    view.technology = technology;
    view.own = shares(carrier, technology);
    view.own_at_most = view.own;
    if (const auto layer = coverage.layer(carrier, technology); layer && request.at_most) {
        view.own_at_most = &request.at_most->shares[*layer];
    }
    view.own_4g = shares(carrier, domain::name_of(domain::Technology::Lte4g));
    if (carrier != kAnyCarrier) {
        for (const std::string& other : coverage.carriers) {
            if (other != carrier) {
                if (const auto* layer = shares(other, domain::kAny5g)) {
                    view.others.emplace_back(other, layer);
                }
            }
        }
    }
    return view;
}

// Middles of the cells that a service covers by the rule.
class CoveredCells {
public:
    CoveredCells(const GapRequest& request, const View& view) : index_(centres(request, view)) {}
    /// Metres to the nearest; NaN where there is none.
    [[nodiscard]] double nearest_to(geo::LatLng centre) const {
        const auto hits = index_.nearest(centre, 1);
        return hits.empty() ? std::numeric_limits<double>::quiet_NaN()
                            : hits.front().distance.value();
    }

private:
    static std::vector<geo::LatLng> centres(const GapRequest& request, const View& view) {
        std::vector<geo::LatLng> points;
        for (std::uint32_t i = 0; i < request.grid.size(); ++i) {
            if (request.rule.covered(share_in(view.own, i)) >= 0.5) { // by area: most of the cell
                points.push_back(request.grid.cells[i].centre());
            }
        }
        return points;
    }
    geo::PointIndex index_;
};

// Finds the areas of one carrier.
class GapFinder {
public:
    GapFinder(const GapRequest& request, const Ground& ground, const PlaceNames& names)
        : request_(request), ground_(ground), names_(names), state_(request.grid.size(), 0) {
        if (request.grid.size() > 0) {
            steps_ = steps_from(request.grid.cells[request.grid.size() / 2], request.joining);
        }
    }

    std::vector<GapArea> find(const View& view) {
        std::vector<GapArea> areas;
        const CoveredCells covered(request_, view);
        for (std::uint32_t g = 0; g < ground_.grounds().size(); ++g) {
            weights_.clear();
            for (const Ground::Part& part : ground_.grounds()[g]) {
                if (left_out(view, part.cell) > 0.0 && request_.grid.population[part.cell] > 0.0) {
                    state_[part.cell] = static_cast<std::uint32_t>(weights_.size()) + 1;
                    weights_.push_back(part);
                }
            }
            for (const Ground::Part& part : weights_) {
                if (state_[part.cell] != 0) {
                    for (const auto& area : divided(view, joined(part.cell))) {
                        areas.push_back(describe(view, covered, g, area));
                    }
                }
            }
        }
        std::erase_if(areas, [&](const GapArea& area) {
            return area.population < request_.least_population;
        });
        sort_gaps(areas, request_.order);
        return areas;
    }

private:
    // Share of a cell's people that the carrier's 5G is known not to reach.
    [[nodiscard]] double left_out(const View& view, std::uint32_t cell) const {
        return 1.0 - request_.rule.covered(share_in(view.own_at_most, cell));
    }

    // The cells that hang together with the first, with their weights; takes them out of state_.
    std::vector<Ground::Part> joined(std::uint32_t first) {
        const auto take = [&](std::uint32_t cell) {
            const Ground::Part part = weights_[state_[cell] - 1];
            state_[cell] = 0;
            return part;
        };
        std::vector<Ground::Part> area = {take(first)};
        for (std::size_t next = 0; next < area.size(); ++next) {
            const domain::MeshCell cell = request_.grid.cells[area[next].cell];
            for (const CellStep& step : steps_) {
                const auto other = ground_.cells().find(
                    {cell.level(), cell.row() + step.rows, cell.column() + step.columns});
                if (other && state_[*other] != 0) {
                    area.push_back(take(*other));
                }
            }
        }
        std::sort(area.begin(), area.end(),
                  [](const auto& a, const auto& b) { return a.cell < b.cell; });
        return area;
    }

    // The area, or its parts where it extends too far; the cells of each stay rising.
    [[nodiscard]] std::vector<std::vector<Ground::Part>>
    divided(const View& view, std::vector<Ground::Part> area) const {
        if (request_.greatest_extent <= Metres(0.0)) {
            return {std::move(area)};
        }
        std::vector<domain::MeshCell> cells;
        std::vector<double> people;
        for (const Ground::Part& part : area) {
            cells.push_back(request_.grid.cells[part.cell]);
            people.push_back(request_.grid.population[part.cell] * part.weight *
                             left_out(view, part.cell));
        }
        const std::vector<std::uint32_t> numbers = divide_into_parts(
            cells, people, Metres(request_.greatest_extent.value() / 2.0), request_.joining);
        std::vector<std::vector<Ground::Part>> parts(*std::ranges::max_element(numbers) + 1);
        for (std::size_t i = 0; i < area.size(); ++i) {
            parts[numbers[i]].push_back(area[i]);
        }
        return parts;
    }

    // The municipality in which most of the people left out live (the first of equals).
    [[nodiscard]] std::uint32_t main_municipality(const View& view,
                                                  const std::vector<Ground::Part>& parts) const {
        std::map<std::uint32_t, double> people;
        for (const Ground::Part& part : parts) {
            for (const domain::MunicipalityPart& own : request_.grid.parts_of(part.cell)) {
                people[own.municipality] +=
                    request_.grid.population[part.cell] * own.weight * left_out(view, part.cell);
            }
        }
        return std::ranges::max_element(people, {}, [](const auto& entry) { return entry.second; })
            ->first;
    }

    GapArea describe(const View& view, const CoveredCells& covered, std::uint32_t ground,
                     const std::vector<Ground::Part>& parts) const {
        const domain::StudyGrid& grid = request_.grid;
        GapArea area;
        area.carrier = view.carrier;
        area.technology = view.technology;
        area.households = area.population_65plus = area.population_75plus =
            std::numeric_limits<double>::quiet_NaN();
        const std::uint32_t municipality =
            request_.cut_at_borders ? ground : main_municipality(view, parts);
        area.municipality = municipality;
        std::vector<domain::MeshCell> cells;
        std::uint32_t largest = parts.front().cell;
        double most = -1.0;
        double with_4g = 0.0;
        double lat = 0.0;
        double lng = 0.0;
        const geo::LatLng origin = grid.cells[parts.front().cell].centre();
        for (const Ground::Part& part : parts) {
            const std::uint32_t i = part.cell;
            const double factor = part.weight * left_out(view, i);
            const double people = grid.population[i] * factor;
            area.cells.push_back(i);
            cells.push_back(grid.cells[i]);
            area.area_m2 += ground_.land_m2(i) * part.weight;
            area.population += people;
            add_stated(area.households, grid.households[i] * factor);
            add_stated(area.population_65plus, grid.population_65plus[i] * factor);
            add_stated(area.population_75plus, grid.population_75plus[i] * factor);
            area.marks |= grid.marks[i];
            area.road_m += ground_.road_m(i) * part.weight;
            with_4g +=
                view.own_4g == nullptr ? 0.0 : people * request_.rule.covered((*view.own_4g)[i]);
            lat += people * (grid.cells[i].centre().lat() - origin.lat());
            lng += people * (grid.cells[i].centre().lng() - origin.lng());
            if (people > most) {
                most = people;
                largest = i;
            }
            for (const PlacedPlace& placed : ground_.places(i, municipality)) {
                area.places[placed.place->kind].push_back(placed.place->name);
            }
        }
        for (auto& [kind, names] : area.places) {
            std::sort(names.begin(), names.end());
        }
        for (const auto& [carrier, shares] : view.others) {
            if (std::any_of(parts.begin(), parts.end(), [&](const Ground::Part& part) {
                    return request_.rule.covered((*shares)[part.cell]) >=
                           0.5; // by area: most of the cell
                })) {
                area.other_carriers.push_back(carrier);
            }
        }
        area.id = request_.municipalities[municipality].code.five_digits() + "-" +
                  grid.cells[largest].code();
        area.isolation_m = covered.nearest_to(grid.cells[largest].centre());
        area.zones = zones_of_area(parts);
        area.own_4g_share = view.own_4g == nullptr  ? std::numeric_limits<double>::quiet_NaN()
                            : area.population > 0.0 ? with_4g / area.population
                                                    : 0.0;
        area.centre = area.population > 0.0
                          ? geo::LatLng::from_degrees(origin.lat() + lat / area.population,
                                                      origin.lng() + lng / area.population)
                          : origin;
        if (!nearest_inside(parts, area)) {
            names_.name(area);
        }
        area.outline = outline_of(cells);
        return area;
    }

    // Zones that hold people of the area.
    [[nodiscard]] std::vector<std::string>
    zones_of_area(const std::vector<Ground::Part>& parts) const {
        std::vector<std::string> names;
        for (std::size_t set = 0; set < request_.zones.size(); ++set) {
            std::set<std::uint32_t> found;
            for (const Ground::Part& part : parts) {
                for (const Zones::Part& zone : request_.zones[set].people.of(part.cell)) {
                    found.insert(zone.zone);
                }
            }
            const domain::ZoneLayer& layer = request_.zone_layers[set];
            for (const std::uint32_t zone : found) {
                const std::string& name = layer.zones[zone].name;
                names.push_back(name == layer.name ? name : layer.name + "：" + name);
            }
        }
        return names;
    }

    // Names the area after a place of its own; of equally near ones the first of its cells.
    bool nearest_inside(std::span<const Ground::Part> parts, GapArea& area) const {
        for (const Ground::Part& part : parts) {
            for (const PlacedPlace& placed : ground_.places(part.cell, area.municipality)) {
                const double away = geo::distance(area.centre, placed.place->at).value();
                if (!placed.place->name.empty() &&
                    (area.nearest_place.empty() || away < area.nearest_place_m)) {
                    area.nearest_place = placed.place->name;
                    area.nearest_place_m = away;
                    area.nearest_place_azimuth = geo::azimuth(placed.place->at, area.centre);
                }
            }
        }
        return !area.nearest_place.empty();
    }

    const GapRequest& request_;
    const Ground& ground_;
    const PlaceNames& names_;
    std::vector<CellStep> steps_;
    std::vector<Ground::Part> weights_; ///< uncovered cells of the ground at hand
    std::vector<std::uint32_t>
        state_; ///< by cell: position in weights_ plus 1 while it waits to be joined
};

} // namespace

std::vector<GapArea> find_gaps(const GapRequest& request) {
    const Ground ground(request);
    const PlaceNames names(request, ground);
    GapFinder finder(request, ground, names);
    std::vector<View> views;
    for (const std::string& carrier : request.coverage.carriers) {
        views.push_back(view_of(request, carrier, domain::kAny5g));
    }
    views.push_back(view_of(request, std::string(kAnyCarrier), domain::kAny5g));
    if (request.coverage.layer(kAnyCarrier, domain::kAnyMobile)) {
        views.push_back(view_of(request, std::string(kAnyCarrier), domain::kAnyMobile));
    }
    std::vector<GapArea> areas;
    for (const View& view : views) {
        std::vector<GapArea> found = finder.find(view);
        std::move(found.begin(), found.end(), std::back_inserter(areas));
    }
    return areas;
}

} // namespace todoku::overlay
