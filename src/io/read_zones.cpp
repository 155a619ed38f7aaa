// Zones that statistics are wanted for: any layer of polygons.
#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/name_fields.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Polygons without a name, and what could have named them.
class Unnamed {
public:
    void add(const LayerInfo& layer, const Feature& feature) {
        ++polygons_;
        const std::size_t fields = std::min(layer.fields.size(), feature.values.size());
        first_.resize(std::max(first_.size(), fields));
        differs_.resize(first_.size());
        names_.resize(first_.size());
        for (std::size_t i = 0; i < fields; ++i) {
            const std::string text = to_text(feature.values[i]);
            names_[i] = layer.fields[i].name;
            if (polygons_ == 1) {
                first_[i] = text;
            } else {
                differs_[i] = differs_[i] || (first_[i] != text && !text.empty() &&
                                              text.find("POLYGON") == std::string::npos);
            }
        }
    }

    void tell(const ZoneSource& request, bool others_named, std::vector<Issue>& issues) const {
        std::vector<std::string> candidates;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (differs_[i]) {
                candidates.push_back(names_[i]);
            }
        }
        if (polygons_ == 0 || (!others_named && (polygons_ == 1 || candidates.empty()))) {
            return; // one zone, whose name is the layer's
        }
        const std::string fields = listed(candidates);
        note_row(issues, IssueKind::Noted, request.source, std::nullopt, "zone_without_name",
                 std::to_string(polygons_),
                 {fmt::format("名前の分からないポリゴンが {} 件あります。", counted(polygons_)),
                  fmt::format("{} polygons have no name.", counted(polygons_))},
                 {fmt::format("一つの区域「{}」にまとめました。{}", request.name,
                              others_named
                                  ? "名前を入れるか、where で除いてください。"
                                  : "別々の区域なら、名前の項目を name_field に書いてください（値の"
                                    "違う項目: " +
                                        fields + "）。"),
                  fmt::format("They were taken for one zone, \"{}\". {}", request.name,
                              others_named ? "Name them, or leave them out by where."
                                           : "If they are several, give the attribute of their "
                                             "names as name_field (that differ: " +
                                                 fields + ").")});
    }

private:
    std::int64_t polygons_ = 0;
    std::vector<std::string> names_;
    std::vector<std::string> first_;
    std::vector<bool> differs_;
};

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
    Unnamed unnamed;
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
            const bool nameless = name.empty() && code.empty();
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
            if (nameless) {
                unnamed.add(layer, feature);
            }
            const auto [entry, is_new] = known.try_emplace({code, name}, loaded.value.zones.size());
            if (is_new) {
                loaded.value.zones.push_back({std::move(code), std::move(name), {}});
            }
            auto& polygons = loaded.value.zones[entry->second].ground.polygons;
            std::move(ground->polygons.begin(), ground->polygons.end(),
                      std::back_inserter(polygons));
        },
        loaded.issues);
    unnamed.tell(request, loaded.value.zones.size() > 1, loaded.issues);
    count_exchanged(info, loaded.counts);
    loaded.encoding = info.encoding;
    return loaded;
}

} // namespace todoku::io
