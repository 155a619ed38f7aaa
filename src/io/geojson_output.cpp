// GeoJSON (RFC 7946), written as a stream. GDAL's driver needs 40 times as long for shapes with
// many holes.
#include "io/ring_order.hpp"
#include "io/vector_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

namespace todoku::io {

namespace {

void add_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

/// Eight decimals of a degree are about a millimetre; zeros at the end are left out.
void add_degrees(std::string& out, double degrees) {
    fmt::format_to(std::back_inserter(out), "{:.8f}", degrees);
    while (out.back() == '0') {
        out.pop_back();
    }
    if (out.back() == '.') {
        out.pop_back();
    }
}

void add_position(std::string& out, geo::LatLng point) {
    out += '[';
    add_degrees(out, point.lng());
    out += ',';
    add_degrees(out, point.lat());
    out += ']';
}

/// Calls `add` for each item, with brackets around and commas between.
template <class Items, class Add>
void add_list(std::string& out, const Items& items, Add&& add) {
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!first) {
            out += ',';
        }
        first = false;
        add(item);
    }
    out += ']';
}

/// Closed, outer rings counter-clockwise and holes clockwise (section 3.1.6).
void add_ring(std::string& out, const geo::Ring& ring, bool clockwise) {
    geo::Ring closed = ring;
    if (runs_clockwise(ring) != clockwise) {
        std::reverse(closed.begin(), closed.end());
    }
    if (!closed.empty() && closed.front() != closed.back()) {
        closed.push_back(closed.front());
    }
    add_list(out, closed, [&](geo::LatLng point) { add_position(out, point); });
}

struct AddShape {
    std::string& out;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(geo::LatLng point) const {
        out += R"({"type":"Point","coordinates":)";
        add_position(out, point);
        out += '}';
    }
    void operator()(const geo::MultiLine& lines) const {
        out += R"({"type":"MultiLineString","coordinates":)";
        add_list(out, lines.lines, [&](const geo::Line& line) {
            add_list(out, line, [&](geo::LatLng point) { add_position(out, point); });
        });
        out += '}';
    }
    void operator()(const geo::MultiPolygon& shape) const {
        out += R"({"type":"MultiPolygon","coordinates":)";
        add_list(out, shape.polygons, [&](const geo::Polygon& polygon) {
            out += '[';
            add_ring(out, polygon.outer, false);
            for (const geo::Ring& hole : polygon.holes) {
                out += ',';
                add_ring(out, hole, true);
            }
            out += ']';
        });
        out += '}';
    }
};

class GeoJsonOutput final : public VectorOutput {
public:
    GeoJsonOutput(const std::filesystem::path& file, std::string shown)
        : shown_(std::move(shown)), out_(file, std::ios::binary | std::ios::trunc) {
        check();
    }

    void begin_layer(const LayerSchema& schema) override {
        std::string head = "{\"type\":\"FeatureCollection\",\"name\":";
        add_text(head, schema.name);
        head += ",\"features\":[";
        out_ << head;
        schema_ = schema;
        begun_ = true;
    }

    void write(const geo::Geometry& geometry, const std::vector<Value>& values) override {
        std::string row = rows_++ == 0 ? "\n" : ",\n";
        row += R"({"type":"Feature","properties":{)";
        for (std::size_t i = 0; i < values.size(); ++i) {
            row += i == 0 ? "" : ",";
            add_text(row, schema_.fields[i].name);
            row += ':';
            if (const auto* text = std::get_if<std::string>(&values[i])) {
                add_text(row, *text);
            } else {
                row += to_number(values[i]) ? to_text(values[i]) : "null";
            }
        }
        row += "},\"geometry\":";
        std::visit(AddShape{row}, geometry);
        row += '}';
        out_ << row;
        check();
    }

    void close() override {
        if (!begun_) {
            begin_layer({});
        }
        out_ << "\n]}\n";
        out_.close();
        check();
    }

private:
    void check() const {
        if (!out_) {
            throw cannot_write(shown_, std::strerror(errno));
        }
    }

    std::string shown_;
    std::ofstream out_;
    LayerSchema schema_;
    std::int64_t rows_ = 0;
    bool begun_ = false;
};

} // namespace

std::unique_ptr<VectorOutput> make_geojson_output(const std::filesystem::path& file,
                                                  const std::string& shown) {
    return std::make_unique<GeoJsonOutput>(file, shown);
}

} // namespace todoku::io
