// A folder that changes from its old content to its new content in one step, or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace todoku {

/// Collects new content in a hidden sibling folder; commit() puts it in the place of the old one by
/// one atomic exchange (renameat2 with RENAME_EXCHANGE; two renames where the file system lacks
/// it). The destructor throws unfinished content away. Leftovers of a killed process are removed at
/// the next start.
class OutputFolder {
public:
    /// @throws ExternalError where the parent cannot be written.
    explicit OutputFolder(std::filesystem::path destination);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    ~OutputFolder();

    /// Where to write.
    [[nodiscard]] const std::filesystem::path& staging() const { return staging_; }
    [[nodiscard]] const std::filesystem::path& destination() const { return destination_; }

    /// Makes the new content the content of the destination. @throws ExternalError and leaves the
    /// old content.
    void commit();

private:
    std::filesystem::path destination_;
    std::filesystem::path staging_;
    bool committed_ = false;
};

/// Writes a whole file under a temporary name and renames it into place. @throws ExternalError
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

} // namespace todoku
