// Zones that statistics are wanted for: any layer of polygons.
#include "core/error.hpp"
#include "io/name_fields.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace todoku::io {

namespace {

// The attribute that the study names. @throws InputError where the layer has none such
std::optional<std::size_t> chosen(const ZoneSource& request, const LayerInfo& layer,
                                  const std::string& field, const char* key) {
    if (field.empty()) {
        return std::nullopt;
    }
    const auto found = layer.field(field);
    if (!found) {
        throw InputError({shown_name(request.source) + " に項目「" + field + "」（" + key +
                              "）がありません。ある項目: " + field_list(layer),
                          shown_name(request.source) + " has no field \"" + field + "\" (" + key +
                              "). Fields: " + field_list(layer)});
    }
    return found;
}

/// Beside the names of places: what municipalities call the zones that they divide themselves into.
constexpr const char* kZoneNames[] = {"学区名",   "学区",     "校区名",   "校区",     "通学区域",
                                      "小学校区", "中学校区", "小学校名", "中学校名", "小学校",
                                      "中学校",   "学校",     "圏域名",   "圏域",     "町丁字名",
                                      "町丁目名", "町名",     "大字名",   "自治会名", "地区",
                                      "区域",     "S_NAME"}; // S_NAME: e-Stat's census areas

std::vector<std::size_t> zone_name_fields(const LayerInfo& layer) {
    std::vector<std::size_t> fields = name_fields(layer);
    for (const char* known : kZoneNames) {
        if (const auto field = layer.field(known)) {
            fields.push_back(*field);
        }
    }
    return fields;
}

std::string value_at(const Feature& feature, std::optional<std::size_t> field) {
    return field && *field < feature.values.size() ? to_text(feature.values[*field]) : "";
}

} // namespace

Loaded<domain::ZoneLayer> read_zones(const ZoneSource& request) {
    VectorSource source = request.source;
    source.needs_attributes = !request.name_field.empty() || !request.code_field.empty();
    source.shapes = Shapes::Areas;
    Loaded<domain::ZoneLayer> loaded;
    loaded.value.name = request.name;
    loaded.value.source = shown_name(source);
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    std::int64_t nameless = 0;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            ++loaded.counts.read;
            if (is_outside(feature, loaded.counts)) {
                return;
            }
            const auto name_field = chosen(request, layer, request.name_field, "name_field");
            std::string name = name_field ? value_at(feature, name_field)
                                          : name_among(feature.values, zone_name_fields(layer));
            std::string code =
                value_at(feature, chosen(request, layer, request.code_field, "code_field"));
            if (name.empty()) {
                name = code.empty() ? request.name : code;
                nameless += code.empty() ? 1 : 0;
            }
            auto* ground = std::get_if<geo::MultiPolygon>(&feature.geometry);
            if (ground == nullptr) {
                ++loaded.counts.rejected;
                reject_row(loaded.issues, source, feature.row, "not_a_polygon", name,
                           not_a_polygon(feature.geometry));
                return;
            }
            ++loaded.counts.used;
            const auto [entry, is_new] = known.try_emplace({code, name}, loaded.value.zones.size());
            if (is_new) {
                loaded.value.zones.push_back({std::move(code), std::move(name), {}});
            }
            auto& polygons = loaded.value.zones[entry->second].ground.polygons;
            std::move(ground->polygons.begin(), ground->polygons.end(),
                      std::back_inserter(polygons));
        },
        loaded.issues);
    count_exchanged(info, loaded.counts);
    if (nameless > 1 && loaded.value.zones.size() == 1) {
        note_row(
            loaded.issues, IssueKind::Assumed, source, std::nullopt, "zones_without_names",
            request.name,
            {fmt::format("区域の名前の項目が分かりません。ある項目: {}", field_list(info)),
             fmt::format("It is not known which field names the zones. Fields: {}",
                         field_list(info))},
            {fmt::format("{} 件の面をまとめて一つの区域「{}」としました。区域ごとに分けるなら、"
                         "study.toml に name_field = \"項目の名前\" と書いてください。",
                         nameless, request.name),
             fmt::format("all {} polygons were taken for one zone, \"{}\". To tell them "
                         "apart, write name_field = \"FIELD\" in study.toml.",
                         nameless, request.name)});
    }
    loaded.encoding = info.encoding;
    return loaded;
}

} // namespace todoku::io
