// Restrictions, places and roads: shapes with a name.
#include "core/error.hpp"
#include "io/readers.hpp"

#include <functional>

namespace todoku::io {

namespace {

// Spellings of a name field: open-data CSVs, GSI shelters, 国土数値情報 P02 P04 P14 P29 P34 N01/N06
// roads, plain ones.
constexpr const char* kNameFields[] = {"名称",    "施設・場所名", "施設名",  "name",    "P02_004",
                                       "P04_002", "P14_008",      "P29_005", "P34_003", "路線名",
                                       "N01_002", "N06_007",      "A10_003", "地区名"};

std::string name_in(const LayerInfo& layer, const Feature& feature, const std::string& name_field,
                    const std::string& fallback) {
    std::optional<std::size_t> field;
    if (!name_field.empty()) {
        field = layer.field(name_field);
    } else {
        for (const char* known : kNameFields) {
            field = layer.field(known);
            if (field) {
                break;
            }
        }
    }
    const std::string name = field ? to_text(feature.values[*field]) : "";
    return name.empty() ? fallback : name;
}

void require_name_field(const LayerInfo& layer, const VectorSource& source,
                        const std::string& name_field) {
    if (!name_field.empty() && !layer.field(name_field)) {
        std::string columns;
        for (const Field& field : layer.fields) {
            columns += (columns.empty() ? "" : ", ") + field.name;
        }
        const std::string shown =
            source.shown_as.empty() ? source.file.filename().string() : source.shown_as;
        throw InputError(
            {shown + " に項目「" + name_field +
                 "」（name_field）がありません。ある項目: " + columns,
             shown + " has no field \"" + name_field + "\" (name_field). Fields: " + columns});
    }
}

/// Reads features and keeps those `take` accepts; the others are rejected with `problem`.
template <class Value>
Loaded<std::vector<Value>>
read_shapes(const VectorSource& source, const std::string& name_field, const Text& problem,
            const std::function<std::optional<Value>(const LayerInfo&, Feature&)>& take) {
    Loaded<std::vector<Value>> loaded;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (loaded.counts.read == 0) {
                require_name_field(layer, source, name_field);
            }
            ++loaded.counts.read;
            std::optional<Value> value = take(layer, feature);
            if (value) {
                ++loaded.counts.used;
                loaded.value.push_back(std::move(*value));
                return;
            }
            ++loaded.counts.rejected;
            loaded.issues.push_back(
                {IssueKind::Rejected,
                 "wrong_geometry",
                 source.shown_as.empty() ? source.file.filename().string() : source.shown_as,
                 source.layer,
                 feature.row,
                 "",
                 "",
                 problem,
                 {"使いませんでした。", "not used."}});
        },
        loaded.issues);
    loaded.encoding = info.encoding;
    return loaded;
}

} // namespace

Loaded<std::vector<domain::Restriction>> read_restrictions(const RestrictionSource& request) {
    return read_shapes<domain::Restriction>(
        request.source, request.name_field, {"区域のポリゴンがありません。", "no polygon."},
        [&](const LayerInfo& layer, Feature& feature) -> std::optional<domain::Restriction> {
            auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
            if (shape == nullptr) {
                return std::nullopt;
            }
            const std::string name =
                request.name_field.empty()
                    ? request.name
                    : name_in(layer, feature, request.name_field, request.name);
            return domain::Restriction{name, request.effect, request.authority, std::move(*shape)};
        });
}

Loaded<std::vector<domain::Place>> read_places(const PlaceSource& request) {
    return read_shapes<domain::Place>(
        request.source, request.name_field, {"位置がありません。", "no place."},
        [&](const LayerInfo& layer, Feature& feature) -> std::optional<domain::Place> {
            std::optional<geo::LatLng> at;
            if (const auto* point = std::get_if<geo::LatLng>(&feature.geometry)) {
                at = *point;
            } else if (const auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry)) {
                at = geo::label_point(*shape);
            }
            if (!at) {
                return std::nullopt;
            }
            return domain::Place{request.kind, name_in(layer, feature, request.name_field, ""),
                                 *at};
        });
}

Loaded<std::vector<domain::Road>> read_roads(const RoadSource& request) {
    return read_shapes<domain::Road>(
        request.source, request.name_field, {"線の図形がありません。", "no line."},
        [&](const LayerInfo& layer, Feature& feature) -> std::optional<domain::Road> {
            auto* lines = std::get_if<geo::MultiLine>(&feature.geometry);
            if (lines == nullptr) {
                return std::nullopt;
            }
            return domain::Road{name_in(layer, feature, request.name_field, ""), request.kind,
                                std::move(*lines)};
        });
}

} // namespace todoku::io
