// One layer of a vector file opened for reading: found in its archive, its text in UTF-8, chosen
// among its siblings.
#pragma once

#include "core/issue.hpp"
#include "io/gdal_session.hpp"
#include "io/vector_file.hpp"

#include <memory>
#include <string>
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
    MemoryFile(MemoryFile&& other) noexcept;
    MemoryFile& operator=(MemoryFile&& other) noexcept;
    ~MemoryFile();
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
    std::unique_ptr<std::string> bytes_;
};

struct OpenedLayer {
    MemoryFile rewritten; ///< outlives the dataset that reads it
    Dataset dataset;
    OGRLayer* layer = nullptr;
    std::string encoding; ///< of its text, as the file has it
    bool is_topojson = false;
};

/// Opens the source's layer. @throws InputError for whatever keeps it from being read.
/// `issues` receives which member of an archive was taken and how the text's encoding was decided.
OpenedLayer open_layer(const VectorSource& source, const GdalMessages& messages,
                       std::vector<Issue>& issues);

/// All layers of the file that hold data, as people see their names.
std::vector<std::string> data_layers(const VectorSource& source, const GdalMessages& messages);

} // namespace todoku::io
