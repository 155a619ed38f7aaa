#include "study/kind_labels.hpp"

#include <map>

namespace todoku::study {

namespace {

using Labels = std::map<std::string, Text, std::less<>>;

Text label_in(const Labels& labels, std::string_view word) {
    const auto found = labels.find(word);
    return found == labels.end() ? same_text(word) : found->second;
}

} // namespace

Text place_label(const std::string& kind) {
    static const Labels labels = {{"school", {"学校", "schools"}},
                                  {"shelter", {"避難所", "shelters"}},
                                  {"clinic", {"医療機関", "clinics"}},
                                  {"fuel_station", {"給油所", "fuel stations"}},
                                  {"hospital", {"病院", "hospitals"}},
                                  {"office", {"役場等", "offices"}},
                                  {"town_hall", {"役場", "town halls"}},
                                  {"hall", {"集会施設", "halls"}},
                                  {"station", {"駅", "stations"}},
                                  {"police", {"警察署等", "police"}},
                                  {"fire", {"消防署等", "fire stations"}},
                                  {"welfare", {"福祉施設", "welfare"}},
                                  {"settlement", {"集落", "settlements"}},
                                  {"tourist_spot", {"観光地", "sights"}},
                                  {"roadside_station", {"道の駅", "rest areas"}}};
    return label_in(labels, kind);
}

Text road_label(const std::string& kind) {
    // Classes of the Road Act (道路法 第3条) and those kept for farms and forests.
    static const Labels labels = {{"expressway", {"高速自動車国道", "expressways"}},
                                  {"national", {"国道", "national roads"}},
                                  {"prefectural", {"県道", "prefectural roads"}},
                                  {"municipal", {"市町村道", "municipal roads"}},
                                  {"main", {"主要な道路", "main roads"}},
                                  {"farm", {"農道", "farm roads"}},
                                  {"forest", {"林道", "forest roads"}},
                                  {"path", {"歩道等", "paths"}},
                                  {"road", {"道路", "roads"}}};
    return label_in(labels, kind);
}

Text asset_field_label(std::string_view field) {
    static const Labels labels = {
        {"id", {"ID", "id"}},
        {"name", {"名称", "name"}},
        {"kind", {"種別", "kind"}},
        {"use", {"用途", "use"}},
        {"owner", {"所有者", "owner"}},
        {"department", {"所管課", "department"}},
        {"contact", {"連絡先", "contact"}},
        {"address", {"所在地", "address"}},
        {"lat", {"緯度", "lat"}},
        {"lon", {"経度", "lon"}},
        {"lat_lon", {"緯度経度", "lat_lon"}},
        {"municipality", {"市区町村", "municipality"}},
        {"height_m", {"高さ", "height_m"}},
        {"floors", {"階数", "floors"}},
        {"structure", {"構造", "structure"}},
        {"roof", {"屋根", "roof"}},
        {"precision", {"位置の精度", "precision"}},
        {"seismic", {"耐震", "seismic"}},
        {"fee_class", {"使用料区分", "fee_class"}},
        {"near_school_or_hospital", {"学校・病院の近接", "near_school_or_hospital"}},
        {"area_m2", {"面積", "area_m2"}},
        {"power", {"電源", "power"}},
        {"fibre", {"光回線", "fibre"}},
        {"fibre_distance_m", {"光回線までの距離", "fibre_distance_m"}},
        {"access", {"車両の進入", "access"}},
        {"year_built", {"建築年", "year_built"}},
        {"sharing_allowed", {"共用可否", "sharing_allowed"}},
        {"publishable", {"公開可否", "publishable"}},
        {"state", {"状態", "state"}},
        {"note", {"備考", "note"}},
        {"cost", {"費用", "cost"}}};
    return label_in(labels, field);
}

Text measurement_field_label(std::string_view field) {
    static const Labels labels = {{"time", {"日時", "time"}},
                                  {"lat", {"緯度", "lat"}},
                                  {"lon", {"経度", "lon"}},
                                  {"carrier", {"事業者", "carrier"}},
                                  {"technology", {"方式", "technology"}},
                                  {"rsrp", {"RSRP", "RSRP"}},
                                  {"service", {"圏内・圏外", "in or out of service"}},
                                  {"speed", {"下り速度", "speed"}}};
    return label_in(labels, field);
}

Text measured_technology_label(domain::MeasuredTechnology technology) {
    const auto known = domain::technology_of(domain::name_of(technology));
    return known ? domain::label_of(*known) : same_text("5G");
}

} // namespace todoku::study
