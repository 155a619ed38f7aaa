#include "io/road_kinds.hpp"

#include "core/japanese.hpp"

namespace todoku::io {

namespace {

struct Meaning {
    std::string_view attribute; ///< empty: of any
    std::string_view value;
    const char* kind;
};

constexpr Meaning kMeanings[] = {
    // 国土数値情報 N10 emergency roads, N10_003: code list RoadCategoryCd.
    {"N10_003", "1", "expressway"},
    {"N10_003", "2", "expressway"},
    {"N10_003", "3", "national"},
    {"N10_003", "4", "prefectural"},
    {"N10_003", "5", "municipal"},
    {"N10_003", "6", "prefectural"},
    {"N10_003", "7", "municipal"},
    {"N10_003", "8", "road"},
    // 国土数値情報 N13 centre lines, N13_003: 道路分類.
    {"N13_003", "1", "national"},
    {"N13_003", "2", "prefectural"},
    {"N13_003", "3", "municipal"},
    {"N13_003", "4", "expressway"},
    {"N13_003", "5", "road"},
    {"N13_003", "6", "road"},
    // OpenStreetMap wiki, Japan tagging: trunk 国道, primary 主要地方道, secondary 一般都道府県道.
    {"", "motorway", "expressway"},
    {"", "motorway_link", "expressway"},
    {"", "trunk", "national"},
    {"", "trunk_link", "national"},
    {"", "primary", "prefectural"},
    {"", "primary_link", "prefectural"},
    {"", "secondary", "prefectural"},
    {"", "secondary_link", "prefectural"},
    {"", "tertiary", "municipal"},
    {"", "tertiary_link", "municipal"},
    {"", "unclassified", "municipal"},
    {"", "residential", "municipal"},
    {"", "living_street", "municipal"},
    {"", "service", "road"},
    {"", "track", "road"},
    {"", "path", "path"},
    {"", "footway", "path"},
    {"", "steps", "path"},
    {"", "cycleway", "path"},
    {"", "pedestrian", "path"},
    // 道路法 第3条.
    {"", "高速自動車国道", "expressway"},
    {"", "都市高速道路", "expressway"},
    {"", "高速道路", "expressway"},
    {"", "一般国道", "national"},
    {"", "国道", "national"},
    {"", "主要地方道", "prefectural"},
    {"", "主要地方道(都道府県道)", "prefectural"},
    {"", "一般都道府県道", "prefectural"},
    {"", "都道府県道", "prefectural"},
    {"", "一般県道", "prefectural"},
    {"", "県道", "prefectural"},
    {"", "市町村道", "municipal"},
    {"", "市区町村道等", "municipal"},
    {"", "市道", "municipal"},
    {"", "町道", "municipal"},
    {"", "村道", "municipal"},
    {"", "農道", "farm"},
    {"", "林道", "forest"},
};

// `fclass` is what Geofabrik's Shapefiles call OpenStreetMap's `highway`.
constexpr const char* kAttributes[] = {"N10_003", "N13_003", "highway", "fclass", "道路種別"};

} // namespace

std::optional<RoadKindField> road_kind_field(const LayerInfo& layer) {
    for (const char* attribute : kAttributes) {
        if (const auto field = layer.field(attribute)) {
            return RoadKindField{*field, attribute};
        }
    }
    return std::nullopt;
}

std::optional<std::string> road_kind(std::string_view attribute, std::string_view value) {
    const std::string key = comparable(value);
    for (const Meaning& meaning : kMeanings) {
        if (meaning.value == key && (meaning.attribute.empty() || meaning.attribute == attribute)) {
            return meaning.kind;
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
