// The names by which the columns of tables and polygons of coverage go: classes, shares, strengths.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace todoku::io {

using HeaderNames = std::span<const std::string_view>;

// As header_key() makes them, without a unit in brackets.
inline constexpr std::string_view kShareNames[] = {
    "カバー率", "エリアカバー率", "面積カバー率",  "カバレッジ率", "カバレッジ",
    "エリア率", "面積率",         "面積割合",      "割合",         "カバー割合",
    "率",       "percent",        "percentage",    "pct",          "share",
    "coverage", "cover",          "coverage_rate", "cover_rate",   "area_rate",
    "ratio"};
inline constexpr std::string_view kClassNames[] = {
    "エリア内外", "エリア判定", "エリア区分", "エリア有無", "圏内外",     "圏内判定",
    "カバー有無", "カバー判定", "提供状況",   "提供有無",   "判定",       "区分",
    "有無",       "covered",    "in_area",    "class",      "status",     "エリア",
    "カバー",     "カバー状況", "エリア状況", "整備状況",   "整備有無",   "対応状況",
    "内外",       "圏内",       "エリア内",   "提供",       "提供エリア", "サービスエリア"};
/// Of a column of 1 and 0 that says covered or not.
inline constexpr std::string_view kAnswerParts[] = {"内外",   "有無",   "フラグ", "flag", "判定",
                                                    "エリア", "カバー", "圏内",   "提供", "整備"};
/// Of such a column without any of these words.
inline constexpr std::string_view kAnswerNames[] = {
    "cover",    "coverage", "area", "service",    "available", "is_covered", "カバレッジ",
    "サービス", "対応",     "有効", "in_service", "flag",      "フラグ"};
/// A header of these and 率 is the share of a cell that is covered: 5Gカバー率, not 高齢化率.
inline constexpr std::string_view kShareParts[] = {"カバー", "カバレッジ", "エリア", "圏内",
                                                   "面積",   "提供",       "整備"};
/// Remarks and dates, whatever words they hold.
inline constexpr std::string_view kRemarkParts[] = {"備考",   "摘要", "注記",    "メモ",
                                                    "時期",   "年月", "日付",    "予定",
                                                    "remark", "note", "comment", "date"};
/// Of a header that denies coverage: numbers of how much is not covered.
inline constexpr std::string_view kRatioParts[] = {"率",  "割合",  "%",     "percent",
                                                   "pct", "ratio", "share", "rate"};
inline constexpr std::string_view kSeparators[] = {"(", ")",  "[", "]",  "/", "_",
                                                   "-", "・", ":", "「", "」"};
inline constexpr std::string_view kStrengthNames[] = {
    "強度",     "電波強度", "電波の強さ",      "強度区分", "品質",
    "strength", "signal",   "signal_strength", "受信品質"};
/// Beside these, where the values are words and no dBm.
inline constexpr std::string_view kLevelNames[] = {
    "rsrp",     "受信強度", "受信レベル", "電波レベル", "強弱",
    "電波状況", "電波状態", "受信状況",   "受信状態",   "受信感度",
    "感度",     "信号強度", "レベル",     "level",      "強度レベル"};
/// Of numbers from 0, which is no signal, up.
inline constexpr std::string_view kCountedNames[] = {
    "level", "レベル", "強度レベル", "電波レベル", "受信レベル", "signal_level", "電波強度レベル"};
/// Of dBm and dBµV.
inline constexpr std::string_view kPowerNames[] = {
    "rsrp",     "rssi",     "受信強度", "受信レベル", "電波レベル", "電界強度",
    "受信電力", "電波強度", "強度",     "signal",     "strength",   "signal_strength"};
inline constexpr std::string_view kPowerParts[] = {"dbm", "dbuv", "dbµv", "rsrp", "rssi"};
/// As ArcGIS (Raster to Polygon) and gdal_polygonize write the values of pixels.
inline constexpr std::string_view kPixelNames[] = {"gridcode", "grid_code", "dn", "pixelvalue",
                                                   "pixel_value"};
inline constexpr std::string_view kCodeNames[] = {"value", "val", "class", "code", "値"};

/// A header without its unit: カバー率(%) -> カバー率, per cent.
struct HeaderKey {
    std::string text; ///< header_key()
    bool percent = false;
};
HeaderKey key_without_unit(std::string_view header);

bool is_one_of(const std::string& text, HeaderNames names);
bool holds_any(const std::string& text, HeaderNames parts);
void remove_parts(std::string& text, HeaderNames parts);

/// @param key without its unit
bool is_power_key(const std::string& key);
/// Of power, or of how strong the signal is in words or levels.
bool is_signal_key(const std::string& key);

/// True for a header of numbers of pixels, classes or levels: gridcode, DN, level...
bool names_classes(const std::string& header);

/// True for a header of how strong the signal is, in words or numbers: 強度, RSRP, level...
bool names_signal(const std::string& header);

/// True for a header of remarks or dates: 備考, 時期, note...
bool names_remarks(const std::string& header);

/// 強度, 電波強度, RSRP, strength... with or without a unit in brackets. Whether its values are
/// words for strengths is not said by that.
bool is_strength_header(const std::string& header);

/// 方式, 通信方式, 世代, technology...
bool names_technology(const std::string& header);

} // namespace todoku::io
