// One layer of a vector file opened for reading: found in its archive, its text in UTF-8, chosen
// among its siblings.
#pragma once

#include "core/issue.hpp"
#include "io/gdal_session.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class GDALDataset;
class OGRLayer;

namespace todoku::io {

/// The name by which issues and messages call the file.
std::string shown_name(const VectorSource& source);

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const;
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

/// A file rewritten in memory under /vsimem/; gone with this object.
class MemoryFile {
public:
    MemoryFile() = default;
    /// Puts bytes there under a name of its own that ends like `name`.
    MemoryFile(const std::string& name, std::string bytes);
    /// The same name with another ending, in the same place.
    static MemoryFile beside(const std::string& path, const std::string& ending, std::string bytes);
    MemoryFile(MemoryFile&& other) noexcept;
    MemoryFile& operator=(MemoryFile&& other) noexcept;
    ~MemoryFile();
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    void put(std::string path, std::string bytes);

    std::string path_;
    std::unique_ptr<std::string> bytes_;
};

/// Where the features of a CSV stand in it, and which of its rows do not fit the header. GDAL
/// numbers features, people count lines; and it reads a row of another width shifted.
class CsvLines {
public:
    CsvLines() = default;
    /// @param text UTF-8, header first
    explicit CsvLines(std::string_view text);

    /// Line of a feature (from 1); the feature's own number where the text has no such record.
    [[nodiscard]] std::int64_t line(std::int64_t feature) const;
    /// How many fields the feature's row has where that is not the header's number.
    [[nodiscard]] std::optional<std::size_t> wrong_width(std::int64_t feature) const;
    [[nodiscard]] std::size_t names() const { return names_; }

private:
    std::size_t names_ = 0;
    std::vector<std::int64_t> lines_;
    std::map<std::int64_t, std::size_t> wrong_;
};

struct OpenedLayer {
    std::vector<MemoryFile> rewritten; ///< outlive the dataset that reads them
    Dataset dataset;
    OGRLayer* layer = nullptr;
    std::string encoding; ///< of its text, as the file has it
    bool is_topojson = false;
    std::optional<CsvLines> csv; ///< of a CSV with a header
};

/// Opens the source's layer. @throws InputError for whatever keeps it from being read.
/// `issues` receives which member of an archive was taken and how the text's encoding was decided.
OpenedLayer open_layer(const VectorSource& source, const GdalMessages& messages,
                       std::vector<Issue>& issues);

/// A view of a database that feeds on itself (WITH RECURSIVE) may go on for ever.
/// @throws InputError where there is one
void require_finite_views(GDALDataset& dataset, const std::string& shown_as);

/// All layers of the file that hold data, as people see their names.
std::vector<std::string> data_layers(const VectorSource& source, const GdalMessages& messages);

} // namespace todoku::io
