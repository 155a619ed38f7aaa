#include "io/point_editions.hpp"

#include "io/asset_fields.hpp"
#include "io/text_table.hpp"

#include <optional>
#include <string>

namespace todoku::io {

// 国土数値情報 (MLIT), attribute tables of each layer's pages. P29 moved its columns by one in
// 2021, P14 likewise.
const std::vector<Edition>& editions() {
    static const std::vector<Edition> table = {
        {{{"name", "p29_004"},
          {"use", "p29_003"},
          {"address", "p29_005"},
          {"municipality", "p29_001"}}}, // 2021, 2023
        {{{"name", "p29_005"},
          {"use", "p29_004"},
          {"address", "p29_006"},
          {"municipality", "p29_001"}}},                                              // 2013
        {{{"name", "p14_008"}, {"address", "p14_004"}, {"municipality", "p14_003"}}}, // 2021, 2023
        {{{"name", "p14_007"}, {"address", "p14_003"}}},                              // 2011, 2015
        {{{"name", "p02_004"},
          {"use", "p02_003"},
          {"address", "p02_005"},
          {"municipality", "p02_001"}}},
        {{{"name", "p04_002"}, {"use", "p04_001"}, {"address", "p04_003"}}},
        {{{"name", "p05_003"},
          {"use", "p05_002"},
          {"address", "p05_004"},
          {"municipality", "p05_001"}}},
        {{{"name", "p20_002"},
          {"use", "p20_004"},
          {"address", "p20_003"},
          {"municipality", "p20_001"}}},
        {{{"name", "p34_003"},
          {"use", "p34_002"},
          {"address", "p34_004"},
          {"municipality", "p34_001"}}},
        {{{"name", "p17_001"}}},
        {{{"name", "p18_001"}}},
    };
    return table;
}

namespace {

struct ClassWord {
    std::string_view header;
    std::string_view value;
    std::string_view word;
};

// Code lists of 国土数値情報: 医療機関分類, 学校分類, 市町村役場等及び公的集会施設の施設分類.
constexpr ClassWord kClassWords[] = {
    {"p04_001", "1", "病院"},         {"p04_001", "2", "診療所"},
    {"p04_001", "3", "歯科診療所"},   {"p29", "16001", "小学校"},
    {"p29", "16002", "中学校"},       {"p29", "16003", "中等教育学校"},
    {"p29", "16004", "高等学校"},     {"p29", "16005", "高等専門学校"},
    {"p29", "16006", "短期大学"},     {"p29", "16007", "大学"},
    {"p29", "16011", "幼稚園"},       {"p29", "16012", "特別支援学校"},
    {"p05_002", "1", "市区町村役場"}, {"p05_002", "2", "支所・出張所"},
    {"p05_002", "3", "公立公民館"},   {"p05_002", "4", "集会施設"},
};

} // namespace

std::optional<std::string> class_word(std::string_view header, std::string_view value) {
    const std::string key = header_key(header);
    for (const ClassWord& known : kClassWords) {
        if (value == known.value && key.starts_with(known.header)) {
            return std::string(known.word);
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
