// The side of a vector writer that differs by format: one object writes one file.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace todoku::io {

class VectorOutput {
public:
    VectorOutput() = default;
    VectorOutput(const VectorOutput&) = delete;
    VectorOutput& operator=(const VectorOutput&) = delete;
    virtual ~VectorOutput() = default;

    virtual void begin_layer(const LayerSchema& schema) = 0;
    virtual void write(const geo::Geometry& geometry, const std::vector<Value>& values) = 0;
    virtual void set_style(const std::string& /*style*/) {}
    /// Makes the file complete. @throws ExternalError
    virtual void close() = 0;
    /// What the format could not hold as it was.
    [[nodiscard]] virtual std::vector<Issue> issues() const { return {}; }
};

/// GeoJSON and KML are WGS 84 by definition; JGD2011 agrees with it to within a metre, so
/// coordinates are written as they are.
/// @param file where to write now  @param shown what the user calls it
std::unique_ptr<VectorOutput> make_ogr_output(const std::filesystem::path& file,
                                              const std::string& shown, VectorFormat format);
std::unique_ptr<VectorOutput> make_geojson_output(const std::filesystem::path& file,
                                                  const std::string& shown);
std::unique_ptr<VectorOutput> make_kml_output(const std::filesystem::path& file,
                                              const std::string& shown);
std::unique_ptr<VectorOutput> make_csv_output(const std::filesystem::path& file,
                                              const std::string& shown);
std::unique_ptr<VectorOutput> make_xlsx_output(const std::filesystem::path& file,
                                               const std::string& shown);

/// "Cannot write FILE (reason). Check free space and permissions."
ExternalError cannot_write(const std::string& shown, const std::string& reason);

/// Text without the control characters that XML cannot hold.
std::string without_control_characters(const std::string& text);

} // namespace todoku::io
