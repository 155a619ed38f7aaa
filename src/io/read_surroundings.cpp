// Restrictions, places and roads: shapes with a name.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <functional>
#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

// Spellings of a name field: the standard open data set, GSI's shelters, 国土数値情報 (P02 P04 P14
// P29 P34 places, N01 N06 N10 roads, A10 A33 zones), plain ones.
constexpr const char* kNameFields[] = {
    "名称",    "施設・場所名", "施設名",  "施設名称", "P02_004", "P04_002", "P14_008",
    "P29_005", "P29_004",      "P34_003", "路線名",   "道路名",  "N01_002", "N06_007",
    "N10_002", "公園名",       "区域名",  "A10_003",  "A33_005", "地区名",  "name"};

/// Reads rows of one source, each with its name and shape; what `take` cannot use is rejected with
/// `problem`.
template <class Item>
class NamedShapes {
public:
    using Take = std::function<std::optional<Item>(std::string name, geo::Geometry&& geometry)>;

    NamedShapes(const VectorSource& source, const std::string& name_field)
        : source_(source), name_field_(name_field) {
        source_.needs_attributes = !name_field.empty();
    }

    Loaded<std::vector<Item>> read(const std::string& code, const Text& problem, const Take& take) {
        Loaded<std::vector<Item>> loaded;
        bool looked = false;
        const LayerInfo info = read_features(
            source_,
            [&](const LayerInfo& layer, Feature&& feature) {
                if (!std::exchange(looked, true)) {
                    find_name(layer);
                }
                ++loaded.counts.read;
                if (feature.outside) { // told once for the file, with the distance
                    ++loaded.counts.rejected;
                    ++loaded.counts.outside;
                    return;
                }
                const std::string name = name_column_ ? to_text(feature.values[*name_column_]) : "";
                auto item = take(name, std::move(feature.geometry));
                if (item) {
                    ++loaded.counts.used;
                    loaded.value.push_back(std::move(*item));
                } else {
                    ++loaded.counts.rejected;
                    reject_row(loaded.issues, source_, feature.row, code, name, problem);
                }
            },
            loaded.issues);
        loaded.encoding = info.encoding;
        if (loaded.counts.read == 0) {
            note_row(loaded.issues, IssueKind::Noted, source_, std::nullopt, "no_rows", "",
                     {"行が一つもありません。", "There is not a single row."},
                     {"空のまま使います。", "taken as empty."});
        }
        return loaded;
    }

private:
    void find_name(const LayerInfo& layer) {
        if (!name_field_.empty()) {
            name_column_ = layer.field(name_field_);
            if (!name_column_) {
                throw InputError(
                    {shown_name(source_) + " に項目「" + name_field_ +
                         "」（name_field）がありません。ある項目: " + field_list(layer),
                     shown_name(source_) + " has no field \"" + name_field_ +
                         "\" (name_field). Fields: " + field_list(layer)});
            }
            return;
        }
        for (const char* known : kNameFields) {
            if (!name_column_) {
                name_column_ = layer.field(known);
            }
        }
    }

    VectorSource source_;
    const std::string& name_field_;
    std::optional<std::size_t> name_column_;
};

} // namespace

Loaded<std::vector<domain::Restriction>> read_restrictions(const RestrictionSource& request) {
    return NamedShapes<domain::Restriction>(request.source, request.name_field)
        .read(
            "not_a_polygon", {"区域のポリゴンではありません。", "Not a polygon."},
            [&](std::string name, geo::Geometry&& geometry) -> std::optional<domain::Restriction> {
                auto* shape = std::get_if<geo::MultiPolygon>(&geometry);
                if (shape == nullptr) {
                    return std::nullopt;
                }
                const bool named = !request.name_field.empty() && !name.empty();
                return domain::Restriction{named ? std::move(name) : request.name, request.effect,
                                           request.authority, std::move(*shape)};
            });
}

Loaded<std::vector<domain::Place>> read_places(const PlaceSource& request) {
    return NamedShapes<domain::Place>(request.source, request.name_field)
        .read("no_place",
              {"位置が決まりません（点でもポリゴンでもありません）。",
               "No place: neither a point nor a polygon."},
              [&](std::string name, geo::Geometry&& geometry) -> std::optional<domain::Place> {
                  std::optional<geo::LatLng> at;
                  if (const auto* point = std::get_if<geo::LatLng>(&geometry)) {
                      at = *point;
                  } else if (const auto* shape = std::get_if<geo::MultiPolygon>(&geometry)) {
                      at = geo::label_point(*shape);
                  }
                  return at ? std::optional(domain::Place{request.kind, std::move(name), *at})
                            : std::nullopt;
              });
}

Loaded<std::vector<domain::Road>> read_roads(const RoadSource& request) {
    return NamedShapes<domain::Road>(request.source, request.name_field)
        .read("not_a_line", {"線の図形ではありません。", "Not a line."},
              [&](std::string name, geo::Geometry&& geometry) -> std::optional<domain::Road> {
                  auto* lines = std::get_if<geo::MultiLine>(&geometry);
                  return lines != nullptr ? std::optional(domain::Road{
                                                std::move(name), request.kind, std::move(*lines)})
                                          : std::nullopt;
              });
}

} // namespace todoku::io
