// An Excel workbook as plain values, and its file: lists with frozen headings, filters, sums and a
// print set-up.
#pragma once

#include "core/japanese.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace todoku::report {

/// How a column's cells look.
enum class CellLook {
    Text, ///< left, wrapped
    Centred,
    Count,      ///< #,##0
    OneDecimal, ///< #,##0.0
    Assumed,    ///< 0.0 with ※ behind it; only through MarkedNumber
    Estimated,  ///< #,##0 with ※ behind it; only through MarkedNumber
    Percent,    ///< 0.0%
    Degrees,    ///< six decimals
    Day,        ///< 令和8年10月1日; of a Date
};

struct SheetColumn {
    std::string heading; ///< may hold line ends
    double width = 10.0; ///< in half-width characters
    CellLook look = CellLook::Text;
    bool summed = false;   ///< its sum over the rows that a filter leaves stands above the headings
    bool printed = true;   ///< false only for the last columns: kept off the paper
    bool new_page = false; ///< begins a page on paper, beside the frozen columns
};

/// A number shown with ※: an assumption, or an estimate.
struct MarkedNumber {
    double value = 0.0;
    CellLook look = CellLook::Assumed;
};

/// A text with lines of its own.
struct TextLines {
    std::vector<std::string> lines;
};

/// A number that leads to a place in another file of the folder.
struct LinkedNumber {
    double value = 0.0;
    std::string target; ///< relative to the workbook: map.pdf#page=5
};

using SheetCell =
    std::variant<std::monostate, double, MarkedNumber, std::string, TextLines, LinkedNumber, Date>;

struct Sheet {
    std::string name; ///< of the tab, at most 31 characters
    std::string title;
    std::vector<SheetColumn> columns;
    std::vector<std::vector<SheetCell>> rows; ///< as many cells as columns
    std::string when_empty;                   ///< the sentence that stands where there are no rows
    std::size_t frozen_columns = 0;
    bool filtered = true;
};

struct Workbook {
    std::string title; ///< of the file's properties, and at the head of printed pages
    std::string author;
    Date date{};       ///< of the properties: no clock enters
    std::string stamp; ///< on every sheet and at the head of every printed page; empty for none
    std::vector<Sheet> sheets;
};

/// Row of the headings, from 0: title, sums, headings.
inline constexpr unsigned kHeadingRow = 2;

/// Writes the .xlsx under a temporary name and renames it into place: A4 landscape, scaled to the
/// widest page that its columns ask for, headings repeated, "page / pages" at the foot. The same
/// bytes for the same workbook.
/// @throws ExternalError
void write_workbook(const Workbook& workbook, const std::filesystem::path& file);

} // namespace todoku::report
