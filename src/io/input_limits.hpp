// How large an input may be: a bomb, or a file that is no table at all, ends in one sentence and
// not in a full memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace todoku::io {

/// Text that is read whole. A ledger of 2 million rows has some 300 MB; twice as much with its
/// decoded copy stays near the 1 GiB that a run may take.
inline constexpr std::size_t kMostText = std::size_t{512} << 20;
/// The widest table of a publisher (234 columns of 国土数値情報) has rows of 3 kB.
inline constexpr std::size_t kLongestHeader = std::size_t{1} << 20;
inline constexpr std::size_t kLongestRow = std::size_t{4} << 20;

/// @throws InputError where a text of so many bytes is too large to be read whole
void require_text_size(std::uintmax_t bytes, const std::string& shown_as);

/// @throws InputError where the first line (of titles or headers) is longer than kLongestHeader
void require_header(std::string_view bytes, const std::string& shown_as);

/// And where any line is longer than kLongestRow.
void require_rows(std::string_view bytes, const std::string& shown_as);

/// A ZIP (or a workbook, or a KMZ, which are ZIPs).
/// @throws InputError where it holds more files than any publisher's, unpacks to more than its kind
/// ever does, has a password, or names that point out of it or stand twice (capitals or not); does
/// nothing where it cannot be opened, which is told when it is read
void require_sane_archive(const std::filesystem::path& file, const std::string& shown_as);

/// Hokkaido's rectangle (540 x 420 km) has 2.3e11 posts at 1 m, the finest of GSI's models.
inline constexpr double kMostPosts = 4e11;

/// @throws InputError where one raster of heights has more posts than any prefecture at 1 m
void require_posts(double columns, double rows, const std::string& shown_as);

} // namespace todoku::io
