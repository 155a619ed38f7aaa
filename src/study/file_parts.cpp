#include "study/file_parts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <system_error>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->is_regular_file()) {
            files.push_back(entry->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// GDAL looks for .wld and for the ending without its middle or with a w (a.pgw, a.pngw);
/// a.png.aux.xml and a.prj hold the CRS.
std::vector<fs::path> with_world_file(const fs::path& picture) {
    std::vector<fs::path> files = {picture};
    const std::string ending = picture.extension().string();
    const std::string first_last = std::string(".") + ending[1] + ending.back() + "w";
    for (const std::string& other : {first_last, ending + "w", std::string(".wld")}) {
        for (const bool upper : {false, true}) {
            std::string spelled = other;
            std::transform(spelled.begin(), spelled.end(), spelled.begin(), [&](unsigned char c) {
                return static_cast<char>(upper ? std::toupper(c) : std::tolower(c));
            });
            const fs::path beside = fs::path(picture).replace_extension(spelled);
            if (fs::exists(beside) &&
                std::find(files.begin(), files.end(), beside) == files.end()) {
                files.push_back(beside);
            }
        }
    }
    for (const fs::path& beside :
         {fs::path(picture.string() + ".aux.xml"), fs::path(picture).replace_extension(".prj"),
          fs::path(picture).replace_extension(".PRJ"),
          fs::path(picture).replace_extension(".hdr")}) {
        if (fs::exists(beside)) {
            files.push_back(beside);
        }
    }
    return files;
}

} // namespace

std::vector<fs::path> parts_of(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (fs::is_directory(file)) {
        return files_below(file);
    }
    static constexpr std::array<std::string_view, 8> pictures = {".tif", ".tiff", ".png", ".gif",
                                                                 ".jpg", ".jpeg", ".bmp", ".webp"};
    if (std::find(pictures.begin(), pictures.end(), ending) != pictures.end()) {
        return with_world_file(file);
    }
    if (ending != ".shp") {
        return {file};
    }
    std::vector<fs::path> parts;
    static constexpr std::array<const char*, 9> endings = {".shp", ".shx", ".dbf", ".prj", ".cpg",
                                                           ".SHX", ".DBF", ".PRJ", ".CPG"};
    for (const char* part : endings) {
        const fs::path sibling = *part == '.' && std::string_view(part) == ".shp"
                                     ? file
                                     : fs::path(file).replace_extension(part);
        if (fs::exists(sibling)) {
            parts.push_back(sibling);
        }
    }
    return parts;
}

} // namespace todoku::study
