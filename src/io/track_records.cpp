#include "io/track_records.hpp"

#include "io/archive_member.hpp"
#include "io/feature_records.hpp"
#include "io/gdal_session.hpp"
#include "io/vector_open.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace todoku::io {

namespace {

bool holds_points(const VectorSource& source, const std::string& layer) {
    VectorSource points = source;
    points.layer = layer;
    std::vector<Issue> told_later;
    bool found = false;
    read_features(points, [&found](const LayerInfo&, Feature&&) { found = true; }, told_later);
    return found;
}

/// GDAL shows all layers of a GPX, whether or not they hold anything. Empty where none holds
/// points.
std::string layer_of_points(const VectorSource& source) {
    const GdalMessages messages;
    const std::vector<std::string> layers = data_layers(source, messages);
    for (const char* name : {"track_points", "route_points", "waypoints"}) {
        if (std::ranges::find(layers, name) != layers.end() && holds_points(source, name)) {
            return name;
        }
    }
    return {};
}

} // namespace

bool is_track(const std::filesystem::path& file) {
    return lower_ending(file) == ".gpx";
}

std::string for_each_track_record(const VectorSource& source,
                                  const std::function<void(const TableRecord&)>& visit,
                                  std::vector<Issue>& issues) {
    VectorSource points = source;
    if (points.layer.empty()) {
        points.layer = layer_of_points(source);
    }
    if (points.layer.empty()) {
        return {};
    }
    std::size_t time = 0; // the column, behind latitude and longitude
    std::string stamp;
    std::vector<std::string_view> fields;
    return for_each_feature_record(
        points,
        [&](const TableRecord& record) {
            fields.assign(record.fields.begin(), record.fields.end());
            if (record.first) {
                const auto at = std::ranges::find(fields, std::string_view("time"));
                time = static_cast<std::size_t>(at - fields.begin());
                for (std::string_view& field : fields) { // GDAL joins prefix and name by _
                    field.remove_prefix(field.rfind('_') + 1);
                }
            } else if (time < fields.size() && !fields[time].empty()) {
                stamp = std::string(fields[time]) + "Z";
                fields[time] = stamp;
            }
            visit({record.member, record.line, fields, record.first});
        },
        issues);
}

} // namespace todoku::io
