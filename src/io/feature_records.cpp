#include "io/feature_records.hpp"

#include "core/text.hpp"
#include "io/archive_member.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

namespace todoku::io {

bool is_named_as_map(const std::filesystem::path& file) {
    static constexpr std::string_view endings[] = {".geojson", ".json", ".kml", ".kmz", ".gpkg",
                                                   ".shp",     ".gml",  ".fgb", ".gpx"};
    return std::find(std::begin(endings), std::end(endings), lower_ending(file)) !=
           std::end(endings);
}

std::string for_each_feature_record(const VectorSource& source,
                                    const std::function<void(const TableRecord&)>& visit,
                                    std::vector<Issue>& issues) {
    bool begun = false;
    std::vector<std::string> cells;
    std::vector<std::string_view> fields;
    const auto hand_on = [&](std::int64_t row) {
        fields.assign(cells.begin(), cells.end());
        visit({{}, row, fields, !std::exchange(begun, true)});
    };
    const auto begin = [&](const LayerInfo& layer) {
        cells = {"緯度", "経度"};
        for (const Field& field : layer.fields) {
            cells.push_back(field.name);
        }
        hand_on(0);
    };
    const LayerInfo layer = read_features(
        source,
        [&](const LayerInfo& info, Feature&& feature) {
            if (!begun) {
                begin(info);
            }
            const auto* point = std::get_if<geo::LatLng>(&feature.geometry);
            cells = {point == nullptr ? "" : shortest(point->lat()),
                     point == nullptr ? "" : shortest(point->lng())};
            cells.resize(info.fields.size() + 2);
            for (std::size_t i = 0; i < feature.values.size() && i < info.fields.size(); ++i) {
                cells[i + 2] = to_text(feature.values[i]);
            }
            hand_on(feature.row);
        },
        issues);
    if (!begun) {
        begin(layer);
    }
    return layer.encoding;
}

} // namespace todoku::io
