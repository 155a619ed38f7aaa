#include "report/index_map.hpp"

#include "core/error.hpp"
#include "report/index_parts.hpp"
#include "report/printable.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <zlib.h>

namespace todoku::report {

namespace {

using Json = nlohmann::ordered_json;

/// People and metres to a tenth; null where nobody states them.
Json tenths(double number) {
    if (!std::isfinite(number)) {
        return nullptr;
    }
    const double rounded = std::round(number * 10.0) / 10.0;
    return rounded == std::floor(rounded) && std::abs(rounded) < 1e15
               ? Json(static_cast<std::int64_t>(rounded))
               : Json(rounded);
}

Json maybe(std::optional<bool> value) {
    return value ? Json(*value) : Json(nullptr);
}

Json words(const Text& text) {
    return {{"ja", printable(text.ja)}, {"en", printable(text.en)}};
}

Json named(const std::vector<std::pair<std::string, Text>>& names) {
    Json list = Json::array();
    for (const auto& [name, label] : names) {
        list.push_back({{"name", printable(name)}, {"label", words(label)}});
    }
    return list;
}

/// value, count, value, count...
template <class ValueOf>
Json runs(std::size_t size, ValueOf value_of) {
    Json list = Json::array();
    for (std::size_t i = 0; i < size;) {
        const auto value = value_of(i);
        std::size_t end = i + 1;
        while (end < size && value_of(end) == value) {
            ++end;
        }
        list.push_back(value);
        list.push_back(end - i);
        i = end;
    }
    return list;
}

/// Whole percent; a share never reaches a class it is not in.
int percent_of(double share) {
    constexpr double exact = 1e-9; // what shares are promised to
    if (share <= exact) {
        return 0;
    }
    return share >= 1.0 - exact
               ? 100
               : std::clamp(static_cast<int>(std::floor(100.0 * (share + exact))), 1, 99);
}

/// Cells as stretches of a row: rows further north, first column, number of cells.
Json cell_rows(const domain::StudyGrid& grid) {
    Json list = Json::array();
    std::int32_t row = 0;
    for (std::size_t i = 0; i < grid.size();) {
        std::size_t end = i + 1;
        while (end < grid.size() && grid.cells[end].row() == grid.cells[i].row() &&
               grid.cells[end].column() == grid.cells[end - 1].column() + 1) {
            ++end;
        }
        list.push_back(grid.cells[i].row() - row);
        list.push_back(grid.cells[i].column());
        list.push_back(end - i);
        row = grid.cells[i].row();
        i = end;
    }
    return list;
}

Json cells_json(const domain::StudyGrid& grid) {
    const domain::MeshPitch pitch = domain::pitch(grid.level);
    Json population = Json::array();
    for (const double people : grid.population) {
        population.push_back(tenths(people));
    }
    return {{"level", domain::name_of(grid.level)},
            {"half_rows_per_degree", pitch.half_rows_per_degree},
            {"columns_per_degree", pitch.columns_per_degree},
            {"rows", cell_rows(grid)},
            {"municipalities", runs(grid.size(),
                                    [&](std::size_t i) {
                                        const std::uint32_t index = grid.main_municipality(i);
                                        return index == domain::StudyGrid::kNone
                                                   ? std::int64_t{-1}
                                                   : std::int64_t{index};
                                    })},
            {"population", std::move(population)}};
}

/// One ring as steps of 1e-4 degrees from vertex to vertex, east then north. Vertices go to the
/// same places whichever municipality they belong to, so that neighbours still touch.
void add_ring(Json& rings, const geo::Ring& ring) {
    constexpr double per_degree = 1e4;
    std::vector<std::pair<std::int64_t, std::int64_t>> points;
    for (const geo::LatLng point : ring) {
        const std::pair<std::int64_t, std::int64_t> rounded = {
            std::llround(point.lng() * per_degree), std::llround(point.lat() * per_degree)};
        if (points.empty() || points.back() != rounded) {
            points.push_back(rounded);
        }
    }
    if (points.size() > 1 && points.front() == points.back()) {
        points.pop_back();
    }
    if (points.size() < 3) {
        return;
    }
    Json steps = Json::array();
    std::pair<std::int64_t, std::int64_t> last = {0, 0};
    for (const auto& point : points) {
        steps.push_back(point.first - last.first);
        steps.push_back(point.second - last.second);
        last = point;
    }
    rings.push_back(std::move(steps));
}

Json municipalities_json(const std::vector<MapMunicipality>& municipalities) {
    Json list = Json::array();
    for (const MapMunicipality& municipality : municipalities) {
        Json rings = Json::array();
        for (const geo::Polygon& polygon : municipality.boundary->polygons) {
            add_ring(rings, polygon.outer);
            for (const geo::Ring& hole : polygon.holes) {
                add_ring(rings, hole);
            }
        }
        Json row = {{"code", municipality.code},
                    {"name", printable(municipality.name)},
                    {"rings", std::move(rings)}};
        if (const auto label = geo::label_point(*municipality.boundary)) {
            row["label"] = {label->lng(), label->lat()};
        }
        list.push_back(std::move(row));
    }
    return list;
}

Json layers_json(const std::vector<MapLayer>& layers) {
    Json list = Json::array();
    for (const MapLayer& layer : layers) {
        Json row = {{"carrier", printable(layer.carrier)},
                    {"technology", printable(layer.technology)},
                    {"shares", runs(layer.shares.size(),
                                    [&](std::size_t i) { return percent_of(layer.shares[i]); })}};
        if (!layer.most.empty()) {
            row["most"] =
                runs(layer.most.size(), [&](std::size_t i) { return percent_of(layer.most[i]); });
        }
        list.push_back(std::move(row));
    }
    return list;
}

/// Rising numbers as steps.
Json steps_of(std::span<const std::uint32_t> numbers) {
    Json list = Json::array();
    std::uint32_t last = 0;
    for (const std::uint32_t number : numbers) {
        list.push_back(number - last);
        last = number;
    }
    return list;
}

double degrees(double value) {
    return std::round(value * 1e6) / 1e6;
}

Json gaps_json(const std::vector<MapGap>& gaps) {
    Json list = Json::array();
    for (const MapGap& gap : gaps) {
        Json places = Json::object();
        for (const auto& [kind, count] : gap.places) {
            places[printable(kind)] = count;
        }
        Json others = Json::array();
        for (const std::string& carrier : gap.other_carriers) {
            others.push_back(printable(carrier));
        }
        list.push_back(
            {{"carrier", printable(gap.carrier)},
             {"technology", gap.technology},
             {"number", gap.number},
             {"id", gap.id},
             {"municipality", gap.municipality},
             {"nearest_place", printable(gap.nearest_place)},
             {"nearest_place_m", tenths(gap.nearest_place_m)},
             {"place", {{"ja", printable(gap.place.ja)}, {"en", printable(gap.place.en)}}},
             {"population", tenths(gap.population)},
             {"households", tenths(gap.households)},
             {"population_65plus", tenths(gap.population_65plus)},
             {"households_estimated", gap.households_estimated},
             {"population_65plus_estimated", gap.population_65plus_estimated},
             {"area_m2", tenths(gap.area_m2)},
             {"road_m", tenths(gap.road_m)},
             {"own_4g_percent", tenths(100.0 * gap.own_4g_share)},
             {"other_carriers", std::move(others)},
             {"places", std::move(places)},
             {"centre", {degrees(gap.centre.lng()), degrees(gap.centre.lat())}},
             {"cells", steps_of(gap.cells)}});
    }
    return list;
}

Json assets_json(const std::vector<MapAsset>& assets) {
    Json list = Json::array();
    for (const MapAsset& asset : assets) {
        Json restrictions = Json::array();
        for (const MapRestriction& hit : asset.restrictions) {
            restrictions.push_back({{"effect", hit.effect},
                                    {"name", printable(hit.name)},
                                    {"source", printable(hit.source)}});
        }
        list.push_back(
            {{"id", printable(asset.id)},
             {"name", printable(asset.name)},
             {"kind", asset.kind},
             {"use", printable(asset.use)},
             {"owner", printable(asset.owner)},
             {"department", printable(asset.department)},
             {"contact", printable(asset.contact)},
             {"address", printable(asset.address)},
             {"municipality", asset.municipality ? Json(*asset.municipality) : Json(nullptr)},
             {"place", {degrees(asset.place.lng()), degrees(asset.place.lat())}},
             {"precision", asset.precision},
             {"height_m", tenths(asset.height_m)},
             {"height_assumed", asset.height_assumed},
             {"power", maybe(asset.power)},
             {"fibre", maybe(asset.fibre)},
             {"sharing_allowed", maybe(asset.sharing_allowed)},
             {"usable", asset.usable},
             {"reason", printable(asset.reason)},
             {"restrictions", std::move(restrictions)}});
    }
    return list;
}

Json plans_json(const std::vector<MapPlan>& plans) {
    Json list = Json::array();
    for (const MapPlan& plan : plans) {
        Json values = Json::array();
        for (const MapValue& value : plan.values) {
            values.push_back({value.asset, tenths(value.newly_covered), value.gap_numbers});
        }
        Json sites = Json::array();
        for (const MapPlanSite& site : plan.sites) {
            std::vector<std::uint32_t> cells;
            Json shares = Json::array();
            for (const auto& [cell, share] : site.cells) {
                cells.push_back(cell);
                shares.push_back(percent_of(share));
            }
            sites.push_back({{"asset", site.asset},
                             {"rank", site.rank},
                             {"gain", tenths(site.gain)},
                             {"cumulative", tenths(site.cumulative)},
                             {"cells", steps_of(cells)},
                             {"percent", std::move(shares)}});
        }
        list.push_back({{"carrier", printable(plan.carrier)},
                        {"values", std::move(values)},
                        {"sites", std::move(sites)}});
    }
    return list;
}

} // namespace

std::string map_json(const IndexMap& map) {
    Json confidential = Json::array();
    for (const std::string& carrier : map.confidential) {
        confidential.push_back(printable(carrier));
    }
    Json json = {{"format", 1},
                 {"threshold_percent", 100.0 * map.threshold},
                 {"cells", cells_json(*map.grid)},
                 {"municipalities", municipalities_json(map.municipalities)},
                 {"carriers", named(map.carriers)},
                 {"technologies", named(map.technologies)},
                 {"layers", layers_json(map.layers)},
                 {"gaps", gaps_json(map.gaps)},
                 {"assets", assets_json(map.assets)},
                 {"plans", plans_json(map.plans)},
                 {"confidential", confidential}};
    if (!map.opening.empty()) {
        const geo::Box& box = map.opening;
        json["opening"] = {box.west, box.south, box.east, box.north};
    }
    return json.dump();
}

std::string packed(const std::string& text) {
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    std::string bytes(size, '\0');
    const int state = compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                                reinterpret_cast<const Bytef*>(text.data()),
                                static_cast<uLong>(text.size()), Z_BEST_COMPRESSION);
    if (state != Z_OK) {
        throw ExternalError(
            {"index.html の地図のデータを圧縮できません（zlib）。メモリを確かめてください。",
             "Cannot compress the data of index.html's map (zlib). Check memory."});
    }
    bytes.resize(size);
    return base64(bytes);
}

} // namespace todoku::report
