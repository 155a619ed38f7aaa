#include "core/output_folder.hpp"

#include "core/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace todoku {

namespace fs = std::filesystem;

namespace {

ExternalError cannot(const fs::path& path, const std::string& reason) {
    return ExternalError(
        {path.string() + " に書き込めません（" + reason +
             "）。空き容量と書き込み権限を確かめてください。",
         "Cannot write " + path.string() + " (" + reason + "). Check free space and permissions."});
}

fs::path hidden_sibling(const fs::path& path, const char* ending) {
    return path.parent_path() / ("." + path.filename().string() + ending);
}

} // namespace

OutputFolder::OutputFolder(fs::path destination)
    : destination_(fs::absolute(destination).lexically_normal()) {
    if (!destination_.has_filename()) { // "outputs/demo/" means outputs/demo
        destination_ = destination_.parent_path();
    }
    staging_ = hidden_sibling(destination_, ".partial");
    std::error_code error;
    fs::create_directories(destination_.parent_path(), error);
    const fs::path old = hidden_sibling(destination_, ".old");
    if (!fs::exists(destination_) &&
        fs::exists(old)) { // killed between the two renames of commit()
        fs::rename(old, destination_, error);
    }
    fs::remove_all(old, error);
    fs::remove_all(staging_, error);
    fs::create_directories(staging_, error);
    if (error) {
        throw cannot(staging_, error.message());
    }
}

OutputFolder::~OutputFolder() {
    if (!committed_) {
        std::error_code ignored;
        fs::remove_all(staging_, ignored);
    }
}

void OutputFolder::commit() {
    std::error_code error;
    if (!fs::exists(destination_)) {
        fs::rename(staging_, destination_, error);
    } else if (renameat2(AT_FDCWD, staging_.c_str(), AT_FDCWD, destination_.c_str(),
                         RENAME_EXCHANGE) == 0) {
        fs::remove_all(staging_, error);
        error.clear();
    } else {
        const fs::path old = hidden_sibling(destination_, ".old");
        fs::rename(destination_, old, error);
        if (!error) {
            fs::rename(staging_, destination_, error);
            if (error) {
                std::error_code ignored;
                fs::rename(old, destination_, ignored);
            } else {
                std::error_code ignored;
                fs::remove_all(old, ignored);
            }
        }
    }
    if (error) {
        throw cannot(destination_, error.message());
    }
    committed_ = true;
}

void write_file_atomically(const fs::path& file, std::string_view bytes) {
    const fs::path temporary = hidden_sibling(file, ".partial");
    std::error_code error;
    if (file.has_parent_path()) {
        fs::create_directories(file.parent_path(), error);
    }
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            const std::string reason = std::strerror(errno);
            fs::remove(temporary, error);
            throw cannot(file, reason);
        }
    }
    fs::rename(temporary, file, error);
    if (error) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw cannot(file, error.message());
    }
}

} // namespace todoku
