// Zones that statistics are wanted for: any layer of polygons.
#include "core/error.hpp"
#include "io/name_fields.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

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

std::string value_at(const Feature& feature, std::optional<std::size_t> field) {
    return field && *field < feature.values.size() ? to_text(feature.values[*field]) : "";
}

} // namespace

Loaded<domain::ZoneLayer> read_zones(const ZoneSource& request) {
    VectorSource source = request.source;
    source.needs_attributes = !request.name_field.empty() || !request.code_field.empty();
    Loaded<domain::ZoneLayer> loaded;
    loaded.value.name = request.name;
    loaded.value.source = shown_name(source);
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            ++loaded.counts.read;
            if (is_outside(feature, loaded.counts)) {
                return;
            }
            const auto name_field = chosen(request, layer, request.name_field, "name_field");
            std::string name = name_field ? value_at(feature, name_field)
                                          : name_among(feature.values, name_fields(layer));
            std::string code =
                value_at(feature, chosen(request, layer, request.code_field, "code_field"));
            if (name.empty()) {
                name = code.empty() ? request.name : code;
            }
            auto* ground = std::get_if<geo::MultiPolygon>(&feature.geometry);
            if (ground == nullptr) {
                ++loaded.counts.rejected;
                reject_row(loaded.issues, source, feature.row, "not_a_polygon", name,
                           {"面（ポリゴン）の図形ではありません。", "Not a polygon."});
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
    loaded.encoding = info.encoding;
    return loaded;
}

} // namespace todoku::io
