// How a workbook shows the numbers of its cells: what of that belongs to the value.
#pragma once

#include "io/zip_member.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// How numbers are shown.
struct NumberFormat {
    bool percent = false;
    bool seconds = false;   ///< of `hours`: shown too
    bool hours = false;     ///< a time of days as hours, minutes and seconds: [h]:mm:ss
    std::size_t digits = 0; ///< at least so many, with leading zeros; 0: as many as it has
    std::string before{};   ///< a whole number, in a format of `digits`
    std::string behind{};

    [[nodiscard]] bool is_plain() const { return !percent && !hours && digits == 0; }
};

/// The formats of an XLSX workbook, by the number that a cell gives as its style.
/// @throws InputError where its styles cannot be unpacked
std::vector<NumberFormat> number_formats_in(const std::filesystem::path& file,
                                            const std::string& shown_as,
                                            const std::vector<ZipMember>& members);

} // namespace todoku::io
