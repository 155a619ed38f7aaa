// Single cells of asset ledgers: heights, areas, floors, years, identifiers ruined by spreadsheets.
#pragma once

#include "domain/asset.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Width normalised, line breaks and blanks at both ends gone.
std::string clean_text(std::string_view cell);

/// True for what a spreadsheet shows where it has no value: #REF!, #N/A, #VALUE!, ####...
bool is_cell_error(std::string_view cell);

/// True for an empty cell, for the marks of emptiness (-, ―, 不明, 未定...) and for
/// is_cell_error().
bool says_nothing(std::string_view cell);

/// A height above the ground in metres: one number in m, cm, mm, km or without a unit, "約",
/// "GL+", "H=" before it, "程度" or a bracket behind. Nothing for heights above the sea (標高),
/// ranges, floors, other units (尺, 間), powers (1e3). @param header whose bracket gives the unit
/// of a cell without one: 高さ(cm); under 高さ(尺) a figure alone is none
std::optional<double> height_in(std::string_view cell, std::string_view header = {});

/// The highest floor of a cell that names several and nothing else: 1〜3階, 1-3F, 2階・3階,
/// 3階(2階部分).
std::optional<int> highest_of_floors(std::string_view cell);

/// Floors in a cell that should hold a height: floors_in() where every number counts floors.
std::optional<int> floors_stated_in(std::string_view cell);

/// An area in square metres: one number in ㎡, ha, a, km2, 坪 or without a unit. Nothing for other
/// units (反, 畝) and ranges. @param header as of height_in(): 面積(ha), 面積(坪)
std::optional<double> size_in(std::string_view cell, std::string_view header = {});

/// True where the area of the cell is in 坪, by itself or by its header.
bool is_in_tsubo(std::string_view cell, std::string_view header = {});

/// 麻布台ヒルズ森JPタワー (2023), the building of Japan with most floors above ground; more of them
/// count as not given.
inline constexpr int kMostFloors = 64;

/// Floors above ground: "3", "3F", "地上3階地下1階", "地下1階・地上12階", "平屋", "三階建". Nothing
/// for fractions (2.5), dates (3月1日, what a spreadsheet makes of 3/1) and more than kMostFloors.
std::optional<int> floors_in(std::string_view cell);

/// The year of building: year_in() where no range stands there, also of 昭45, ㍼45 and 197003, or
/// that of the day whose number a
/// spreadsheet shows (30406: 1983).
std::optional<int> year_built_in(std::string_view cell);

/// How exactly a place is known, in words: 台帳, 測量, 街区, 番地, 町丁目, 大字, ledger, block,
/// town.
std::optional<domain::PlacePrecision> precision_in(std::string_view cell);

/// "1.3E+12": what a spreadsheet leaves of a long number.
bool is_ruined_number(std::string_view cell);

/// True for what a spreadsheet makes of 1-5: Jan-05, 1月5日, 2020/1/5.
bool is_like_date(std::string_view cell);

/// True for a decimal of four digits or more whose first pairs may be minutes and seconds: 34.4349
/// for 34°43′49″.
bool is_minutes_behind_point(std::string_view cell);

} // namespace todoku::io
