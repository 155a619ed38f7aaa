#include "io/measurement_columns.hpp"

#include "core/text.hpp"
#include "io/datum_words.hpp"
#include "io/measurement_cells.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

std::string without_unit(std::string key) {
    const auto bracket = key.find_first_of("([");
    return bracket == std::string::npos || bracket == 0 ? key : key.substr(0, bracket);
}

struct Spellings {
    std::string_view field;
    std::vector<std::string_view> keys; ///< as measurement_key() makes them; earlier ones first
};

// Reports of contractors in Japanese; logs of Android apps, whose names follow the platform's
// CellSignalStrengthLte.getRsrp() and CellSignalStrengthNr.getSsRsrp() (developer.android.com).
// 受信レベル, 電波強度 and RSSI are other quantities than RSRP and are not taken for it.
const std::vector<Spellings>& spellings() {
    static const std::vector<Spellings> all = {
        {"time",
         {"日時", "測定日時", "計測日時", "取得日時", "記録日時", "timestamp", "datetime", "測定日",
          "計測日", "測定年月日", "年月日", "日付", "date", "time", "測定時刻", "計測時刻",
          "時刻"}},
        {"lat", {"緯度", "北緯", "lat", "latitude", "gpslat", "測定緯度", "gps緯度"}},
        {"lon",
         {"経度", "東経", "lon", "lng", "long", "longitude", "gpslon", "gpslng", "測定経度",
          "gps経度"}},
        {"carrier",
         {"事業者", "事業者名", "通信事業者", "通信事業者名", "携帯電話事業者", "携帯事業者",
          "キャリア", "キャリア名", "carrier", "operator", "operatorname", "networkoperator", "mno",
          "plmn"}},
        {"technology",
         {"方式", "通信方式", "無線方式", "世代", "技術", "回線種別", "ネットワーク種別",
          "ネットワーク", "接続方式", "technology", "tech", "rat", "networktype", "radio"}},
        {"rsrp",
         {"rsrp", "ssrsrp", "rsrpdbm", "ssrsrpdbm", "ltersrp", "nrrsrp", "nrssrsrp", "ltersrpdbm",
          "nrssrsrpdbm", "参照信号受信電力", "基準信号受信電力", "受信電力rsrp", "rsrp値"}},
        {"service",
         {"圏内外", "圏内圏外", "圏内/圏外", "圏内・圏外", "圏内判定", "圏内外判定", "判定",
          "通信可否", "接続可否", "通話可否", "通信結果", "接続結果", "inservice", "service",
          "servicestate", "inout", "in/out"}},
        {"speed",
         {"下り速度(mbps)", "下り(mbps)", "下りスループット(mbps)", "スループット(mbps)",
          "通信速度(mbps)", "downloadmbps", "dlmbps", "throughputmbps", "speedmbps",
          "下り速度[mbps]", "スループット[mbps]"}}};
    return all;
}

/// Columns that mark where there is no service.
const std::vector<std::string_view>& denials() {
    static const std::vector<std::string_view> keys = {
        "圏外",     "圏外フラグ", "圏外区分",     "不感",      "通信不可",
        "接続不可", "通話不可",   "outofservice", "noservice", "outofserviceflag"};
    return keys;
}

/// Of several pairs of coordinates the one on the new datum goes first.
template <class Take>
void take_new_datum(const std::vector<std::string>& headers, const Take& take) {
    std::vector<std::string> keys; // of the new datum; others keep their position
    for (const std::string& header : headers) {
        keys.push_back(said_datum(header) == SaidDatum::World
                           ? without_unit(measurement_key(without_datum(header_key(header))))
                           : std::string());
    }
    const auto named = [&](std::string_view field) {
        const auto known = std::find_if(spellings().begin(), spellings().end(),
                                        [field](const Spellings& s) { return s.field == field; });
        return find_column(keys, known->keys);
    };
    const auto lat = named("lat");
    const auto lon = named("lon");
    if (lat && lon) {
        take("lat", *lat);
        take("lon", *lon);
    }
}

} // namespace

std::optional<std::size_t> MeasurementColumns::at(std::string_view field) const {
    const auto found = column.find(field);
    return found == column.end() ? std::nullopt : std::optional(found->second);
}

std::string MeasurementColumns::shown(std::string_view field) const {
    const auto found = mapping.find(std::string(field));
    return found == mapping.end() ? std::string(field) : found->second;
}

std::optional<MeasurementColumns>
find_measurement_columns(const std::vector<std::string>& headers,
                         const std::map<std::string, std::string>& chosen) {
    std::vector<std::string> keys;
    std::vector<std::string> bare;
    for (const std::string& header : headers) {
        keys.push_back(measurement_key(header));
        bare.push_back(without_unit(keys.back()));
    }
    MeasurementColumns columns;
    const auto take = [&](std::string_view field, std::size_t at) {
        columns.column.emplace(field, at);
        columns.mapping.emplace(field, std::string(trimmed(headers[at])));
    };
    for (const auto& [field, header] : chosen) {
        const auto found = std::find(keys.begin(), keys.end(), measurement_key(header));
        if (found == keys.end()) {
            return std::nullopt;
        }
        take(field, static_cast<std::size_t>(found - keys.begin()));
    }
    if (!columns.at("lat") && !columns.at("lon")) {
        take_new_datum(headers, take);
    }
    for (const Spellings& known : spellings()) {
        if (columns.at(known.field)) {
            continue;
        }
        auto found = find_column(keys, known.keys);
        if (!found && known.field != "speed") { // a speed without its unit may be the car's
            found = find_column(bare, known.keys);
        }
        if (!found) {
            continue;
        }
        take(known.field, *found);
        for (std::size_t i = 0; known.field == "rsrp" && i < keys.size(); ++i) {
            const auto is_known = [&](const std::string& key) {
                return std::find(known.keys.begin(), known.keys.end(), key) != known.keys.end();
            };
            if (i != *found && (is_known(keys[i]) || is_known(bare[i]))) {
                columns.unused_rsrp.push_back(headers[i]);
            }
        }
    }
    if (!columns.at("service")) {
        if (const auto denied = find_column(bare, denials())) {
            take("service", *denied);
        }
    }
    if (const auto service = columns.at("service")) {
        columns.service_denied =
            std::find(denials().begin(), denials().end(), bare[*service]) != denials().end();
    }
    return columns.at("lat") && columns.at("lon") ? std::optional(std::move(columns))
                                                  : std::nullopt;
}

} // namespace todoku::io
