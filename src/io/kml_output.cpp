// KML 2.2 (OGC 07-147r2), written as a stream. GDAL's two drivers do not serve: the plain one
// breaks the references to its schema where a layer has a Japanese name, LIBKML needs quadratic
// time.
#include "io/ring_order.hpp"
#include "io/vector_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace todoku::io {

namespace {

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : without_control_characters(text)) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += c;
            break;
        }
    }
    return result;
}

const char* type_name(FieldType type) {
    switch (type) {
    case FieldType::Integer:
        return "int";
    case FieldType::Real:
        return "double";
    case FieldType::Text:
        return "string";
    }
    return "string";
}

/// The column shown beside each mark.
std::optional<std::size_t> name_column(const std::vector<Field>& fields) {
    for (const char* known : {"name", "名称", "施設名", "asset_name", "municipality"}) {
        const auto found = std::find_if(fields.begin(), fields.end(),
                                        [&](const Field& field) { return field.name == known; });
        if (found != fields.end()) {
            return static_cast<std::size_t>(found - fields.begin());
        }
    }
    const auto text = std::find_if(fields.begin(), fields.end(), [](const Field& field) {
        return field.type == FieldType::Text;
    });
    return text == fields.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(text - fields.begin()));
}

void add_coordinates(std::string& out, const std::vector<geo::LatLng>& points, bool backwards,
                     bool close) {
    const auto add = [&](geo::LatLng p) {
        fmt::format_to(std::back_inserter(out), "{:.8f},{:.8f} ", p.lng(), p.lat());
    };
    out += "<coordinates>";
    if (backwards) {
        std::for_each(points.rbegin(), points.rend(), add);
    } else {
        std::for_each(points.begin(), points.end(), add);
    }
    if (close && !points.empty() && points.front() != points.back()) {
        add(backwards ? points.back() : points.front());
    }
    out += "</coordinates>";
}

/// Outer rings run counter-clockwise, inner ones the other way (clause 10.8 asks it of the outer).
void add_ring(std::string& out, const char* element, const geo::Ring& ring, bool clockwise) {
    out += std::string("<") + element + "><LinearRing>";
    add_coordinates(out, ring, runs_clockwise(ring) != clockwise, true);
    out += std::string("</LinearRing></") + element + ">";
}

struct ShapeText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(geo::LatLng point) const {
        std::string out = "<Point>";
        add_coordinates(out, {point}, false, false);
        return out + "</Point>";
    }
    std::string operator()(const geo::MultiLine& lines) const {
        std::string out = "<MultiGeometry>";
        for (const geo::Line& line : lines.lines) {
            out += "<LineString><tessellate>1</tessellate>";
            add_coordinates(out, line, false, false);
            out += "</LineString>";
        }
        return out + "</MultiGeometry>";
    }
    std::string operator()(const geo::MultiPolygon& shape) const {
        std::string out = "<MultiGeometry>";
        for (const geo::Polygon& polygon : shape.polygons) {
            out += "<Polygon><tessellate>1</tessellate>";
            add_ring(out, "outerBoundaryIs", polygon.outer, false);
            for (const geo::Ring& hole : polygon.holes) {
                add_ring(out, "innerBoundaryIs", hole, true);
            }
            out += "</Polygon>";
        }
        return out + "</MultiGeometry>";
    }
};

/// What a mark shows when it is chosen: its name, and a table of its columns with the layer's
/// headings (KML 2.2, entities of a schema: $[schema/field]). Areas are outlined and lightly
/// filled.
std::string style_text(const LayerSchema& schema, const std::string& id) {
    std::string table;
    for (const Field& field : schema.fields) {
        if (field.name != "name") {
            table +=
                fmt::format("<tr><th align=\"left\" valign=\"top\" nowrap>{0}</th><td>$[{1}/{0}]"
                            "</td></tr>\n",
                            field.name, schema.name);
        }
    }
    return fmt::format(
        "<Style id=\"{}\"><LineStyle><color>ff2b2bc0</color><width>2</width></LineStyle>"
        "<PolyStyle><color>592b2bc0</color></PolyStyle><BalloonStyle><text>{}</text>"
        "</BalloonStyle></Style>\n",
        id,
        escaped("<h3>$[name]</h3>\n<table border=\"1\" cellpadding=\"3\" "
                "style=\"border-collapse:collapse; font-size:90%; max-width:36em\">\n" +
                table + "</table>"));
}

class KmlOutput final : public VectorOutput {
public:
    KmlOutput(const std::filesystem::path& file, std::string shown)
        : shown_(std::move(shown)), out_(file, std::ios::binary | std::ios::trunc) {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
                "xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n";
        check();
    }

    void begin_layer(const LayerSchema& schema) override {
        end_layer();
        schema_ = schema;
        name_column_ = name_column(schema.fields);
        ++layers_;
        out_ << "<Schema name=\"" << escaped(schema.name) << "\" id=\"layer" << layers_ << "\">\n";
        for (const Field& field : schema.fields) {
            out_ << "<SimpleField type=\"" << type_name(field.type) << "\" name=\""
                 << escaped(field.name) << "\"></SimpleField>\n";
        }
        style_ = fmt::format("style{}", layers_);
        out_ << "</Schema>\n<Folder><name>" << escaped(schema.name) << "</name>\n"
             << style_text(schema, style_);
    }

    void write(const geo::Geometry& geometry, const std::vector<Value>& values) override {
        out_ << "<Placemark>";
        if (name_column_) {
            out_ << "<name>" << escaped(to_text(values[*name_column_])) << "</name>";
        }
        out_ << "<styleUrl>#" << style_ << "</styleUrl><ExtendedData><SchemaData schemaUrl=\"#layer"
             << layers_ << "\">";
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto* number = std::get_if<double>(&values[i]);
            if (!std::holds_alternative<std::monostate>(values[i]) &&
                (number == nullptr || to_number(*number))) {
                out_ << "<SimpleData name=\"" << escaped(schema_.fields[i].name) << "\">"
                     << escaped(to_text(values[i])) << "</SimpleData>";
            }
        }
        out_ << "</SchemaData></ExtendedData>" << std::visit(ShapeText{}, geometry)
             << "</Placemark>\n";
        check();
    }

    void close() override {
        end_layer();
        out_ << "</Document>\n</kml>\n";
        out_.close();
        check();
    }

private:
    void end_layer() {
        if (layers_ > 0) {
            out_ << "</Folder>\n";
        }
    }

    void check() const {
        if (!out_) {
            throw cannot_write(shown_, std::strerror(errno));
        }
    }

    std::string shown_;
    std::ofstream out_;
    LayerSchema schema_;
    std::optional<std::size_t> name_column_;
    std::size_t layers_ = 0;
    std::string style_; ///< of the current layer
};

} // namespace

std::unique_ptr<VectorOutput> make_kml_output(const std::filesystem::path& file,
                                              const std::string& shown) {
    return std::make_unique<KmlOutput>(file, shown);
}

} // namespace todoku::io
