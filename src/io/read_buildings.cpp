#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/population_weights.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace todoku::io {

namespace {

/// More floors than any building has (the highest in Japan has 64): a height or an id by mistake.
constexpr double kMostFloors = 200.0;

std::size_t field_of(const LayerInfo& layer, const BuildingSource& source) {
    const auto field = layer.field(source.floors_field);
    if (!field) {
        throw InputError(
            {fmt::format("{} に階数の項目「{}」がありません。ある項目: {}",
                         shown_name(source.source), source.floors_field, field_list(layer)),
             fmt::format("{} has no field \"{}\" of floors. Fields: {}", shown_name(source.source),
                         source.floors_field, field_list(layer))});
    }
    return *field;
}

} // namespace

Loaded<std::int64_t>
read_buildings(const BuildingSource& source, const geo::Box& window,
               const std::function<void(const geo::MultiPolygon&, double floors)>& visit) {
    Loaded<std::int64_t> loaded;
    std::optional<std::size_t> field;
    std::int64_t without_floors = 0;
    std::optional<std::int64_t> first_without;
    std::int64_t no_polygons = 0;
    std::optional<std::int64_t> first_no_polygon;
    const auto take = [&](const LayerInfo& layer, Feature&& feature) {
        if (!source.floors_field.empty() && !field) {
            field = field_of(layer, source);
        }
        ++loaded.counts.read;
        const auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
        if (shape == nullptr) {
            ++loaded.counts.rejected;
            ++no_polygons;
            first_no_polygon = first_no_polygon ? first_no_polygon : feature.row;
            return;
        }
        if (!geo::bounds(*shape).touches(window)) {
            ++loaded.counts.rejected;
            ++loaded.counts.outside;
            return;
        }
        ++loaded.counts.used;
        double floors = 1.0;
        if (field) {
            const Value& value = feature.values[*field];
            const auto number = std::holds_alternative<std::string>(value)
                                    ? number_in(std::get<std::string>(value))
                                    : to_number(value);
            if (number && *number > 0.0 && *number <= kMostFloors) {
                floors = *number;
            } else {
                ++without_floors;
                first_without = first_without ? first_without : feature.row;
            }
        }
        visit(*shape, floors);
    };
    const LayerInfo info = read_features(source.source, take, loaded.issues);
    loaded.encoding = info.encoding;
    count_left_out(info, loaded.counts);
    count_exchanged(info, loaded.counts);
    loaded.value = loaded.counts.used;
    if (no_polygons > 0) {
        note_row(loaded.issues, IssueKind::Rejected, source.source, first_no_polygon,
                 "building_without_outline", std::to_string(no_polygons),
                 {fmt::format("面でない建物が{}件あります。", no_polygons),
                  fmt::format("{} buildings are no polygons.", no_polygons)},
                 {"使いませんでした。", "they were not used."});
    }
    if (without_floors > 0) {
        note_row(loaded.issues, IssueKind::Assumed, source.source, first_without,
                 "building_without_floors", std::to_string(without_floors),
                 {fmt::format("階数の読めない建物が{}件あります。", without_floors),
                  fmt::format("The floors of {} buildings cannot be read.", without_floors)},
                 {"1階建てとして数えました。", "they count with one floor."});
    }
    return loaded;
}

} // namespace todoku::io
