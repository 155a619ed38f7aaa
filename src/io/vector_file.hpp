// Any vector file GDAL knows, read feature by feature into JGD2011, and the formats we write. GDAL
// stays in the .cpp.
#pragma once

#include "core/issue.hpp"
#include "geo/geometry.hpp"
#include "io/placing.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace todoku::io {

enum class FieldType { Integer, Real, Text };

struct Field {
    std::string name;
    FieldType type = FieldType::Text;
    int width = 0; ///< characters of a text field; 0: as the format likes
};

/// One attribute; monostate is null.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A value as text ("" for null, integers without decimals, reals in shortest form).
std::string to_text(const Value& value);
std::optional<double> to_number(const Value& value);

struct Feature {
    std::int64_t row = 0; ///< from 1 in file order; of a CSV the line
    geo::Geometry geometry;
    std::vector<Value> values; ///< in the order of LayerInfo::fields
    bool outside = false; ///< lies off the study's ground, where VectorSource::placing knows it
};

struct LayerInfo {
    std::string name;
    std::vector<Field> fields;
    std::string crs;      ///< name of the file's CRS
    std::string encoding; ///< of its text
    std::int64_t features = 0;
    std::int64_t left_out = 0; ///< of these: rows that VectorSource::where does not ask for
    bool exchanged = false; ///< x and y of every point were put the right way round: rows repaired
    /// Position of a field, compared by comparable() text; nothing where absent.
    [[nodiscard]] std::optional<std::size_t> field(const std::string& name) const;
};

/// What the shapes of a layer are to be, where one is looked for among several.
enum class Shapes { Any, Areas, Lines, Places /* points or areas */ };

struct VectorSource {
    std::filesystem::path file;     ///< a dataset, or a .zip holding one
    std::string shown_as;           ///< how issues name the file; file name if empty
    std::string layer;              ///< empty: the only layer, else an InputError lists the layers
    std::string where;              ///< OGR SQL attribute filter; empty: all
    std::optional<std::string> crs; ///< overrides (or supplies) the file's CRS
    std::optional<std::string> encoding; ///< overrides the guess for DBF and CSV text
    bool needs_attributes = false;       ///< a Shapefile without its .dbf is refused
    Placing placing{};                   ///< datum grid, and the ground the layer should touch
    bool may_lie_elsewhere = false;      ///< also a layer that touches the ground nowhere is read
    Shapes shapes = Shapes::Any; ///< of several layers the only one that holds these is taken
    bool several_layers = false; ///< the study may name more than one
};

/// Opens the file and calls `visit` for each feature, streaming. Null, empty and non-finite
/// geometries reach the visitor as monostate; so does, without any value, a CSV row with more or
/// fewer fields than the header (empty fields behind the last name do no harm). Z and M are
/// dropped; curves are straightened. A CSV gives points where columns are named for latitude and
/// longitude or x and y. Where the placing knows the study's ground, coordinates the wrong way
/// round are exchanged if that puts every point on it, which is listed.
/// @throws InputError where the file is missing, not readable, has no such layer, or a
/// polygon/point layer has no CRS
///         (message names file and layer and says to add crs = "EPSG:..." to the study file),
/// or where nothing of the layer lies on the study's ground (the message says which CRS would put
/// it there).
/// @return what the layer is; `issues` receives what was noticed (encoding guessed, coordinates not
/// finite...).
LayerInfo read_features(const VectorSource& source,
                        const std::function<void(const LayerInfo&, Feature&&)>& visit,
                        std::vector<Issue>& issues);

/// Names of the layers of a dataset.
std::vector<std::string> layers_of(const std::filesystem::path& file);

enum class VectorFormat { GeoPackage, GeoJson, Shapefile, Kml, FlatGeobuf, Csv, Xlsx };
enum class GeometryKind { None, Point, MultiLine, MultiPolygon };

struct LayerSchema {
    std::string name;
    GeometryKind geometry = GeometryKind::Point;
    std::vector<Field> fields;
};

/// Writes one file of one or more layers in JGD2011 (KML: WGS 84), byte-identical for the same
/// features: no clock, no random identifier enters. Text is UTF-8; Shapefiles are CP932 with a
/// .cpg. GeoJSON has coordinates of 8 decimals (about a millimetre). CSV and XLSX hold the
/// attributes only. Several layers: GeoPackage, KML, XLSX (a sheet each). The file appears under
/// its name only when finish() returns; the destructor discards an unfinished one. A number that is
/// not finite is written as null.
class VectorWriter {
public:
    /// @throws ExternalError where the file cannot be created. An existing file is replaced.
    VectorWriter(const std::filesystem::path& file, VectorFormat format);
    VectorWriter(VectorWriter&&) noexcept;
    VectorWriter& operator=(VectorWriter&&) noexcept;
    ~VectorWriter();

    /// Starts a layer; features written from now on belong to it.
    void begin_layer(const LayerSchema& schema);
    /// @pre values.size() equals the schema's fields; geometry is of the schema's kind or monostate
    void write(const geo::Geometry& geometry, const std::vector<Value>& values);
    /// A GeoPackage layer style (SLD or QML text) so that QGIS draws the current layer by itself;
    /// no effect elsewhere.
    void set_style(const std::string& qml);
    /// Closes the file and gives it its name. @throws ExternalError
    void finish();
    /// What the format could not hold as it was: cut names and texts, characters CP932 lacks.
    [[nodiscard]] std::vector<Issue> issues() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::io
