#include "study/map_grounds.hpp"

#include "geo/crs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace todoku::study {

namespace {

constexpr double kApart = 0.5;    // degrees of open sea between groups of islands: some 50 km
constexpr double kFarFlung = 1.7; // times the main ground's height or width
constexpr double kSquare = 0.1;   // degrees: islands of a square belong together
constexpr double kShore = 0.02;   // cells reach beyond the coast

struct Group {
    geo::Box box;
    double people = 0.0;
    std::map<std::uint32_t, double> by_municipality;
};

/// Outlines that lie within `kApart` of one another, directly or through others.
std::vector<Group> groups_of(const std::vector<const geo::MultiPolygon*>& boundaries) {
    std::map<std::pair<int, int>, geo::Box> squares;
    for (const geo::MultiPolygon* boundary : boundaries) {
        for (const geo::Polygon& polygon : boundary->polygons) {
            geo::Box box;
            for (const geo::LatLng place : polygon.outer) {
                box.extend(place);
            }
            if (!box.empty()) {
                const geo::LatLng middle = box.centre();
                squares[{static_cast<int>(std::floor(middle.lat() / kSquare)),
                         static_cast<int>(std::floor(middle.lng() / kSquare))}]
                    .extend(box);
            }
        }
    }
    std::vector<Group> groups;
    for (const auto& [square, box] : squares) {
        Group joined{box, 0.0, {}};
        // A group that the new one reaches may bring it within reach of others.
        for (bool found = true; found;) {
            const auto near = std::ranges::find_if(groups, [&](const Group& group) {
                return group.box.grown(kApart).touches(joined.box);
            });
            found = near != groups.end();
            if (found) {
                joined.box.extend(near->box);
                groups.erase(near);
            }
        }
        groups.push_back(std::move(joined));
    }
    return groups;
}

/// Counts the people of each group. @param only one municipality's; nothing: all
void count_people(std::vector<Group>& groups, const domain::StudyGrid& grid,
                  std::optional<std::uint32_t> only) {
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (!(grid.population[i] > 0.0)) {
            continue;
        }
        const std::uint32_t municipality = grid.main_municipality(i);
        if (municipality == domain::StudyGrid::kNone || (only && municipality != *only)) {
            continue;
        }
        const geo::LatLng middle = grid.cells[i].box().centre();
        for (Group& group : groups) {
            if (group.box.grown(kShore).contains(middle)) {
                group.people += grid.population[i];
                group.by_municipality[municipality] += grid.population[i];
                break;
            }
        }
    }
    std::ranges::stable_sort(groups, std::greater<>(), &Group::people);
}

bool far_flung(const geo::Box& whole, const geo::Box& main) {
    return whole.north - whole.south > kFarFlung * (main.north - main.south) ||
           whole.east - whole.west > kFarFlung * (main.east - main.west);
}

geo::Box all_of(const std::vector<Group>& groups) {
    geo::Box box;
    for (const Group& group : groups) {
        box.extend(group.box);
    }
    return box;
}

} // namespace

std::vector<MapGround> map_grounds(const StudyFile& study, const Inputs& inputs,
                                   const domain::StudyGrid& grid) {
    std::vector<const geo::MultiPolygon*> boundaries;
    for (const domain::Municipality& municipality : inputs.municipalities) {
        boundaries.push_back(&municipality.boundary);
    }
    std::vector<Group> groups = groups_of(boundaries);
    count_people(groups, grid, std::nullopt);
    const geo::Box whole = all_of(groups);
    if (groups.empty() || !far_flung(whole, groups.front().box)) {
        return {{whole, geo::plane_rectangular_epsg(study.prefecture), {}}};
    }
    std::vector<MapGround> grounds;
    for (const Group& group : groups) {
        if (group.people > 0.0 || grounds.empty()) {
            const auto most = std::ranges::max_element(group.by_municipality, {},
                                                       [](const auto& one) { return one.second; });
            grounds.push_back({group.box,
                               geo::plane_rectangular_epsg(study.prefecture, group.box.centre()),
                               most == group.by_municipality.end()
                                   ? std::string()
                                   : inputs.municipalities[most->first].name +
                                         (group.by_municipality.size() > 1 ? "ほか" : "")});
        }
    }
    return grounds;
}

geo::Box municipality_extent(const Inputs& inputs, const domain::StudyGrid& grid,
                             std::size_t municipality) {
    std::vector<Group> groups = groups_of({&inputs.municipalities[municipality].boundary});
    const geo::Box whole = all_of(groups);
    if (groups.size() < 2) {
        return whole;
    }
    count_people(groups, grid, static_cast<std::uint32_t>(municipality));
    return far_flung(whole, groups.front().box) ? groups.front().box : whole;
}

} // namespace todoku::study
