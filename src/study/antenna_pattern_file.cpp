#include "study/antenna_pattern_file.hpp"

#include "core/error.hpp"
#include "radio/antenna_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace todoku::study {

namespace {

// A pattern in hundredths of a degree is 1 MB.
constexpr std::uintmax_t kGreatestFile = std::uintmax_t{4} << 20U;

} // namespace

Loaded<radio::CutPattern> read_antenna_pattern(const std::filesystem::path& file,
                                               const std::string& shown_as) {
    std::error_code failure;
    const std::uintmax_t size = std::filesystem::file_size(file, failure);
    if (!failure && size > kGreatestFile) {
        throw InputError({fmt::format("{} は {} バイトあり、アンテナパターンには大きすぎます（{} "
                                      "バイトまで）。",
                                      shown_as, size, kGreatestFile),
                          fmt::format("{} has {} bytes, too many for an antenna pattern (at most "
                                      "{}).",
                                      shown_as, size, kGreatestFile)});
    }
    std::ifstream in(file, std::ios::binary);
    if (failure || !in) {
        throw InputError(
            {fmt::format("アンテナのファイル {} を開けません。名前と場所を確かめてください。",
                         file.string()),
             fmt::format("Cannot open the antenna file {}. Check its name and place.",
                         file.string())});
    }
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return radio::read_antenna(shown_as, bytes);
}

} // namespace todoku::study
