#include "synth/municipality_table.hpp"

#include <array>

namespace todoku::synth {

namespace {

constexpr MunicipalityFacts row(int code, std::string_view name, std::string_view name_en,
                                std::string_view county, std::int64_t population, double lat,
                                double lng, double area_km2) {
    return {domain::GovernmentCode(24, code),    name,    name_en, county, population,
            geo::LatLng::from_degrees(lat, lng), area_km2};
}

// Codes and names: 総務省 全国地方公共団体コード. Population: 総務省統計局 令和2年国勢調査
// 人口等基本集計. Offices: 国土数値情報 市区町村役場データ, rounded to two decimals of a degree.
// Areas: 国土地理院 全国都道府県市区町村別面積調, rounded to 1 km2; they only steer the size of the
// schematic territories.
constexpr std::array<MunicipalityFacts, 29> kTable = {{
    row(201, "津市", "Tsu", "", 274537, 34.72, 136.51, 711),
    row(202, "四日市市", "Yokkaichi", "", 305424, 34.97, 136.62, 207),
    row(203, "伊勢市", "Ise", "", 122765, 34.49, 136.71, 208),
    row(204, "松阪市", "Matsusaka", "", 159145, 34.58, 136.53, 624),
    row(205, "桑名市", "Kuwana", "", 138613, 35.06, 136.68, 137),
    row(207, "鈴鹿市", "Suzuka", "", 195670, 34.88, 136.58, 194),
    row(208, "名張市", "Nabari", "", 76387, 34.63, 136.11, 130),
    row(209, "尾鷲市", "Owase", "", 16252, 34.07, 136.19, 193),
    row(210, "亀山市", "Kameyama", "", 49835, 34.86, 136.45, 191),
    row(211, "鳥羽市", "Toba", "", 17525, 34.48, 136.84, 107),
    row(212, "熊野市", "Kumano", "", 15965, 33.89, 136.10, 373),
    row(214, "いなべ市", "Inabe", "", 44973, 35.16, 136.52, 220),
    row(215, "志摩市", "Shima", "", 46057, 34.33, 136.83, 179),
    row(216, "伊賀市", "Iga", "", 88766, 34.75, 136.14, 558),
    row(303, "木曽岬町", "Kisosaki", "桑名郡", 6023, 35.07, 136.73, 16),
    row(324, "東員町", "Toin", "員弁郡", 25784, 35.07, 136.58, 23),
    row(341, "菰野町", "Komono", "三重郡", 40559, 35.02, 136.51, 107),
    row(343, "朝日町", "Asahi", "三重郡", 11021, 35.03, 136.66, 6),
    row(344, "川越町", "Kawagoe", "三重郡", 15123, 35.02, 136.67, 9),
    row(441, "多気町", "Taki", "多気郡", 14021, 34.50, 136.55, 103),
    row(442, "明和町", "Meiwa", "多気郡", 22445, 34.55, 136.62, 41),
    row(443, "大台町", "Odai", "多気郡", 8668, 34.39, 136.41, 363),
    row(461, "玉城町", "Tamaki", "度会郡", 15041, 34.49, 136.63, 41),
    row(470, "度会町", "Watarai", "度会郡", 7847, 34.44, 136.62, 135),
    row(471, "大紀町", "Taiki", "度会郡", 7815, 34.36, 136.42, 233),
    row(472, "南伊勢町", "Minamiise", "度会郡", 10989, 34.35, 136.70, 242),
    row(543, "紀北町", "Kihoku", "北牟婁郡", 14604, 34.21, 136.34, 257),
    row(561, "御浜町", "Mihama", "南牟婁郡", 8079, 33.81, 136.05, 88),
    row(562, "紀宝町", "Kiho", "南牟婁郡", 10321, 33.73, 136.01, 80),
}};

} // namespace

std::span<const MunicipalityFacts> municipality_table() {
    return kTable;
}

} // namespace todoku::synth
