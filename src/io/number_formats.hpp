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
    bool date = false;      ///< days from 30 December 1899 as a date
    bool seconds = false;   ///< of `hours`: shown too
    bool hours = false;     ///< a time of days as hours, minutes and seconds: [h]:mm:ss
    std::size_t digits = 0; ///< at least so many, with leading zeros; 0: as many as it has
    std::string before{};   ///< a whole number, in a format of `digits`
    std::string behind{};

    [[nodiscard]] bool is_plain() const { return !percent && !date && !hours && digits == 0; }
};

struct WorkbookFormats {
    std::vector<NumberFormat> cells; ///< by the number that a cell gives as its style
    bool from_1904 = false;          ///< days are counted from 1 January 1904
};

/// The formats of an XLSX workbook.
/// @throws InputError where its styles cannot be unpacked
WorkbookFormats number_formats_in(const std::filesystem::path& file, const std::string& shown_as,
                                  const std::vector<ZipMember>& members);

} // namespace todoku::io
