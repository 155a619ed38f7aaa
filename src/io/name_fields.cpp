#include "io/name_fields.hpp"

#include "core/japanese.hpp"

#include <algorithm>

namespace todoku::io {

namespace {

// 国土数値情報 (MLIT, attribute tables of each layer's page): P02 public facilities, P04 clinics,
// P05 town halls, P12 sights, P13 parks, P14 welfare, P17 fire stations, P18 police, P20 shelters,
// P27 culture, P28 offices, P29 schools, P32 cultural property, P33 halls, P34 town halls, P35
// roadside stations; A27, A32 school districts, also of their first editions; N01, N06 roads; A10
// to A13 regions (OBJ_NAME), A33 landslide zones.
constexpr const char* kNameFields[] = {
    "名称",     "施設・場所名", "施設名",       "施設名称",   "学校名",    "観光資源名", "正式名称",
    "事業所名", "事業所の名称", "医療機関名称", "医療機関名", "stop_name", "P02_004",    "P04_002",
    "P05_003",  "P12_002",      "P13_003",      "P14_008",    "P14_007",   "P17_001",    "P18_001",
    "P20_002",  "P27_005",      "P28_005",      "P29_004",    "P29_005",   "P32_006",    "A27_004",
    "A27_007",  "A32_004",      "A32_008",      "P33_005",    "P34_003",   "P35_006",    "路線名",
    "道路名",   "路線名称",     "N01_002",      "N06_007",    "公園名",    "区域名",     "OBJ_NAME",
    "A33_005",  "地区名",       "name:ja",      "name",       "Name",      "NAME"};

bool is_code(const std::string& text) {
    const std::string plain = comparable(text);
    return std::all_of(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::vector<std::size_t> name_fields(const LayerInfo& layer) {
    std::vector<std::size_t> fields;
    for (const char* known : kNameFields) {
        if (const auto field = layer.field(known)) {
            fields.push_back(*field);
        }
    }
    return fields;
}

std::string name_among(const std::vector<Value>& values, const std::vector<std::size_t>& fields) {
    for (const std::size_t field : fields) {
        if (field < values.size()) {
            std::string name = to_text(values[field]);
            if (!is_code(name)) { // an empty text is one too
                return name;
            }
        }
    }
    return {};
}

} // namespace todoku::io
