#include "io/restriction_layouts.hpp"

#include "core/japanese.hpp"

#include <algorithm>
#include <utility>

namespace todoku::io {

using domain::RestrictionEffect;

namespace {

constexpr auto kExclude = RestrictionEffect::Exclude;
constexpr auto kPermit = RestrictionEffect::Permit;
constexpr auto kNotify = RestrictionEffect::Notify;
constexpr auto kPenalty = RestrictionEffect::Penalty;

Zone free_ground(std::string name) {
    return {std::move(name), std::nullopt};
}

struct Known {
    std::string_view attribute; ///< that tells the zones apart
    Text what;
    std::vector<CodedZone> zones;
    std::string_view name_field;
    std::string_view authority;
    bool codes_need_proof = false;
};

// Depths of 国土数値情報 A31, A31a (code list water_depth_code): 1 under 0.5 m, 2 to 3 m, 3 to 5 m,
// 4 to 10 m, 5 to 20 m, 6 above. From 3 m the ground floor is under water (国土交通省 水害ハザード
// マップ作成の手引き), and with it the power supply at its foot.
std::vector<CodedZone> depths() {
    return {{"1", free_ground("浸水0.5m未満")}, {"2", free_ground("浸水0.5～3m")},
            {"3", {"浸水3～5m", kPenalty}},     {"4", {"浸水5～10m", kPenalty}},
            {"5", {"浸水10～20m", kPenalty}},   {"6", {"浸水20m以上", kPenalty}}};
}

// Attributes and code lists of 国土数値情報 (MLIT, nlftp.mlit.go.jp/ksj, pages and code lists of
// each layer, as transcribed in github.com/yutannihilation/kokudosuuchi-metadata and ksj2gp):
// LAYER_NO of A10 to A13, CodeOfZone_h27 of A33, water_depth_code of A31, protection_area_type of
// A15, landscape_district_type of A35. What a zone means for a base station: the laws named.
const std::vector<Known>& known_layouts() {
    static const std::vector<Known> all = {
        {"LAYER_NO",
         {"国土数値情報 土地利用基本計画の地域（A10～A13）",
          "MLIT regions of the land use plan (A10 to A13)"},
         {{"1", free_ground("都市地域")},
          {"2", free_ground("市街化区域")},
          {"3", free_ground("市街化調整区域")},
          {"4", free_ground("その他用途地域")},
          {"5", free_ground("農業地域")},
          {"6", {"農用地区域", kPermit}}, // 農業振興地域の整備に関する法律 第15条の2
          {"7", free_ground("森林地域")},
          {"8", {"国有林", kPermit}},                      // 国有林野の管理経営に関する法律 第7条
          {"9", {"地域森林計画対象民有林", kNotify}},      // 森林法 第10条の8
          {"10", {"保安林", kPermit}},                     // 森林法 第34条
          {"11", {"自然公園地域", kNotify}},               // 自然公園法 第33条: 普通地域 at least
          {"12", {"自然公園 特別地域", kPermit}},          // 第20条
          {"13", {"自然公園 特別保護地区", kPermit}},      // 第21条
          {"14", {"自然環境保全地域", kNotify}},           // 自然環境保全法 第28条
          {"15", {"原生自然環境保全地域", kExclude}},      // 第17条
          {"16", {"自然環境保全地域 特別地区", kPermit}}}, // 第25条
         "OBJ_NAME",
         ""},
        {"A33_002",
         {"国土数値情報 土砂災害警戒区域（A33）", "MLIT landslide zones (A33)"},
         {{"1", {"土砂災害警戒区域", kPenalty}},
          {"2", {"土砂災害特別警戒区域", kPenalty}},
          {"3", {"土砂災害警戒区域（指定前）", kPenalty}},
          {"4", {"土砂災害特別警戒区域（指定前）", kPenalty}}},
         "A33_005",
         "土砂災害防止法",
         true},
        {"A31_101",
         {"国土数値情報 洪水浸水想定区域 計画規模（A31）", "MLIT flood depth, planned scale (A31)"},
         depths(),
         "",
         "水防法"},
        {"A31_201",
         {"国土数値情報 洪水浸水想定区域 想定最大規模（A31）", "MLIT flood depth, greatest (A31)"},
         depths(),
         "",
         "水防法"},
        {"A31a_105",
         {"国土数値情報 洪水浸水想定区域 計画規模（A31a）",
          "MLIT flood depth, planned scale (A31a)"},
         depths(),
         "A31a_102",
         "水防法"},
        {"A31a_205",
         {"国土数値情報 洪水浸水想定区域 想定最大規模（A31a）",
          "MLIT flood depth, greatest (A31a)"},
         depths(),
         "A31a_202",
         "水防法"},
        {"A31b_101",
         {"国土数値情報 洪水浸水想定区域 計画規模（A31b）",
          "MLIT flood depth, planned scale (A31b)"},
         depths(),
         "",
         "水防法"},
        {"A31b_201",
         {"国土数値情報 洪水浸水想定区域 想定最大規模（A31b）",
          "MLIT flood depth, greatest (A31b)"},
         depths(),
         "",
         "水防法"},
        {"A15_004",
         {"国土数値情報 鳥獣保護区（A15）", "MLIT wildlife protection areas (A15)"},
         {{"1", free_ground("鳥獣保護区")},
          {"2", {"鳥獣保護区 特別保護地区", kPermit}}, // 鳥獣保護管理法 第29条第7項
          {"3", free_ground("休猟区")},
          {"4", free_ground("特例休猟区")}},
         "A15_001",
         "鳥獣保護管理法"},
        {"A35d_009",
         {"国土数値情報 景観地区（A35）", "MLIT landscape districts (A35)"},
         {{"1", {"景観地区", kPermit}}, {"2", {"準景観地区", kPermit}}}, // 景観法 第63条, 第75条
         "A35d_005",
         "景観法"},
    };
    return all;
}

/// Layers of which each row is the same kind of zone: known by an attribute that only they have.
struct Uniform {
    std::string_view attribute;
    Text what;
    Zone zone;
    std::string_view name_field;
    std::string_view authority;
};

const std::vector<Uniform>& uniform_layouts() {
    static const std::vector<Uniform> all = {
        {"A35a_001", // 景観法 第16条
         {"国土数値情報 景観計画区域（A35）", "MLIT landscape plan areas (A35)"},
         {"景観計画区域", kNotify},
         "A35a_003",
         "景観法"},
        {"A34a_001", // 文化財保護法 第125条
         {"国土数値情報 世界文化遺産 構成資産（A34）", "MLIT world heritage sites (A34)"},
         {"世界文化遺産 構成資産", kPermit},
         "A34a_003",
         "文化財保護法"},
        {"A34f_001",
         {"国土数値情報 世界文化遺産 緩衝地帯（A34）", "MLIT world heritage buffer zones (A34)"},
         {"世界文化遺産 緩衝地帯", kNotify},
         "A34f_003",
         ""},
        {"A43_004", // 文化財保護法 第143条
         {"国土数値情報 伝統的建造物群保存地区（A43）", "MLIT preservation districts (A43)"},
         {"伝統的建造物群保存地区", kPermit},
         "A43_004",
         "文化財保護法"},
        {"A45_001", // 国有林野の管理経営に関する法律 第7条
         {"国土数値情報 国有林野（A45）", "MLIT national forests (A45)"},
         {"国有林野", kPermit},
         "",
         "国有林野の管理経営に関する法律"},
        {"A48_005", // 建築基準法 第39条: by ordinance
         {"国土数値情報 災害危険区域（A48）", "MLIT disaster risk areas (A48)"},
         {"災害危険区域", kPermit},
         "A48_005",
         "建築基準法"},
        {"A29_005", // 都市計画法 第8条: says what buildings are for, not whether an antenna may
                    // stand
         {"国土数値情報 用途地域（A29）", "MLIT zoning (A29)"},
         free_ground("用途地域"),
         "",
         ""},
    };
    return all;
}

/// Layers whose zones are depths of water in words, which differ between prefectures.
struct Depths {
    std::string_view attribute;
    Text what;
    std::string_view authority;
};

const std::vector<Depths>& depth_layouts() {
    static const std::vector<Depths> all = {
        {"A40_003",
         {"国土数値情報 津波浸水想定（A40）", "MLIT tsunami flood depth (A40)"},
         "津波防災地域づくりに関する法律"},
        {"A49_003",
         {"国土数値情報 高潮浸水想定区域（A49）", "MLIT storm surge flood depth (A49)"},
         "水防法"},
    };
    return all;
}

struct Words {
    std::string_view key; ///< comparable() text
    Zone zone;
    std::string_view authority;
};

const std::vector<Words>& known_words() {
    static const std::vector<Words> all = {
        // Zones of parks (自然公園法 第20, 21, 22, 33条); 海中公園地区 is the name until 2010.
        {"特別保護地区", {"特別保護地区", kPermit}, "自然公園法"},
        {"第1種特別地域", {"第1種特別地域", kPermit}, "自然公園法"},
        {"第2種特別地域", {"第2種特別地域", kPermit}, "自然公園法"},
        {"第3種特別地域", {"第3種特別地域", kPermit}, "自然公園法"},
        {"第一種特別地域", {"第1種特別地域", kPermit}, "自然公園法"},
        {"第二種特別地域", {"第2種特別地域", kPermit}, "自然公園法"},
        {"第三種特別地域", {"第3種特別地域", kPermit}, "自然公園法"},
        {"特別地域", {"特別地域", kPermit}, "自然公園法"},
        {"海域公園地区", {"海域公園地区", kPermit}, "自然公園法"},
        {"海中公園地区", {"海中公園地区", kPermit}, "自然公園法"},
        {"普通地域", {"普通地域", kNotify}, "自然公園法"},
        {"土砂災害特別警戒区域", {"土砂災害特別警戒区域", kPenalty}, "土砂災害防止法"},
        {"土砂災害警戒区域", {"土砂災害警戒区域", kPenalty}, "土砂災害防止法"},
        {"特別警戒区域", {"土砂災害特別警戒区域", kPenalty}, "土砂災害防止法"},
        {"警戒区域", {"土砂災害警戒区域", kPenalty}, "土砂災害防止法"},
        {"津波災害警戒区域", {"津波災害警戒区域", kPenalty}, "津波防災地域づくりに関する法律"},
        {"津波災害特別警戒区域",
         {"津波災害特別警戒区域", kPenalty},
         "津波防災地域づくりに関する法律"},
        {"災害危険区域", {"災害危険区域", kPermit}, "建築基準法"},
        {"河川区域", {"河川区域", kPermit}, "河川法"},         // 第26条
        {"河川保全区域", {"河川保全区域", kPermit}, "河川法"}, // 第55条
        {"砂防指定地", {"砂防指定地", kPermit}, "砂防法"},
        {"地すべり防止区域", {"地すべり防止区域", kPermit}, "地すべり等防止法"},
        {"急傾斜地崩壊危険区域",
         {"急傾斜地崩壊危険区域", kPermit},
         "急傾斜地の崩壊による災害の防止に関する法律"},
        {"海岸保全区域", {"海岸保全区域", kPermit}, "海岸法"},
        {"風致地区", {"風致地区", kPermit}, "都市計画法"}, // 第58条
        {"農用地区域", {"農用地区域", kPermit}, "農業振興地域の整備に関する法律"},
        {"農業地域", free_ground("農業地域"), ""},
        {"保安林", {"保安林", kPermit}, "森林法"},
        {"景観計画区域", {"景観計画区域", kNotify}, "景観法"},
        {"景観地区", {"景観地区", kPermit}, "景観法"},
        {"史跡", {"史跡", kPermit}, "文化財保護法"},
        {"名勝", {"名勝", kPermit}, "文化財保護法"},
        {"天然記念物", {"天然記念物", kPermit}, "文化財保護法"},
        {"伝統的建造物群保存地区", {"伝統的建造物群保存地区", kPermit}, "文化財保護法"},
    };
    return all;
}

const Words* words_of(std::string_view text) {
    const std::string key = comparable(text);
    const auto& words = known_words();
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const Words& w) { return w.key == key; });
    if (found != words.end()) {
        return &*found;
    }
    // 水源かん養保安林, 国指定史跡, 県立自然公園第2種特別地域: by the longest ending. What a
    // prefecture or town designates rests on its by-law, not on the law named here.
    static constexpr std::array<std::string_view, 14> endings = {
        "第1種特別地域",  "第2種特別地域", "第3種特別地域", "第一種特別地域", "第二種特別地域",
        "第三種特別地域", "特別保護地区",  "海域公園地区",  "保安林",         "風致地区",
        "砂防指定地",     "史跡",          "名勝",          "天然記念物"};
    for (const std::string_view by_law :
         {"県指定", "都指定", "道指定", "府指定", "市指定", "町指定", "村指定", "区指定"}) {
        if (key.find(by_law) != std::string::npos) {
            return nullptr;
        }
    }
    const auto ending = std::find_if(endings.begin(), endings.end(),
                                     [&](std::string_view end) { return key.ends_with(end); });
    return ending == endings.end() ? nullptr : words_of(*ending);
}

} // namespace

std::optional<RestrictionLayout> layout_of(const LayerInfo& layer) {
    for (const Known& known : known_layouts()) {
        if (const auto field = layer.field(std::string(known.attribute))) {
            return RestrictionLayout{known.what,
                                     *field,
                                     std::string(known.attribute),
                                     known.zones,
                                     std::string(known.name_field),
                                     std::string(known.authority),
                                     known.codes_need_proof};
        }
    }
    for (const Uniform& uniform : uniform_layouts()) {
        if (const auto field = layer.field(std::string(uniform.attribute))) {
            RestrictionLayout layout;
            layout.what = uniform.what;
            layout.field = *field;
            layout.field_name = uniform.attribute;
            layout.zones = {{"", uniform.zone}}; // of any value
            layout.name_field = uniform.name_field;
            layout.authority = uniform.authority;
            return layout;
        }
    }
    for (const Depths& depths : depth_layouts()) {
        if (const auto field = layer.field(std::string(depths.attribute))) {
            RestrictionLayout layout;
            layout.what = depths.what;
            layout.field = *field;
            layout.field_name = depths.attribute;
            layout.authority = depths.authority;
            layout.depths_in_words = true;
            return layout;
        }
    }
    return std::nullopt;
}

std::optional<Zone> zone_of_depth(std::string_view text) {
    const std::string key = comparable(text);
    if (key.find("m以上") == std::string::npos && key.find("m未満") == std::string::npos) {
        return std::nullopt;
    }
    constexpr double kGroundFloor_m = 3.0; // as depths() has it
    const auto end = key.find("m未満");
    double upper = kGroundFloor_m + 1.0; // no end: 20m以上
    if (end != std::string::npos) {
        const auto begin = key.find_last_not_of("0123456789.", end - 1);
        const auto metres =
            number_in(key.substr(begin == std::string::npos ? 0 : begin + 1, end - begin - 1));
        if (!metres) {
            return std::nullopt;
        }
        upper = *metres;
    }
    return upper > kGroundFloor_m ? Zone{"浸水" + key, kPenalty} : free_ground("浸水" + key);
}

std::optional<Zone> zone_in_words(std::string_view text) {
    const Words* words = words_of(text);
    if (words == nullptr) {
        return std::nullopt;
    }
    Zone zone = words->zone;
    if (const std::string key = comparable(text); key != words->key) {
        zone.name = key; // 水源かん養保安林
    }
    return zone;
}

std::string authority_of_words(std::string_view text) {
    const Words* words = words_of(text);
    return words == nullptr ? std::string() : std::string(words->authority);
}

} // namespace todoku::io
