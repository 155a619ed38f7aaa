#include "report/geodata_layers.hpp"

#include "report/figures.hpp"
#include "report/gap_style.hpp"
#include "report/letter_text.hpp"
#include "report/printable.hpp"

#include <algorithm>
#include <array>

namespace todoku::report {

namespace {

using io::Value;
using Kind = GeoColumn::Kind;

constexpr auto kGapColumns = std::to_array<GeoColumn>({
    {"number", "number", "番号", Kind::Integer},
    {"id", "id", "区域ID", Kind::Text},
    {"priority", "priority", "優先順位", Kind::Integer},
    {"municipality_code", "muni_code", "団体コード", Kind::Text},
    {"municipality", "muni_name", "市区町村", Kind::Text},
    {"nearest_place", "place", "最寄りの施設等", Kind::Text},
    {"nearest_place_m", "place_m", "最寄りからの距離(m)", Kind::Real},
    {"place_name", "place_name", "箇所", Kind::Text},
    {"population", "pop", "人口", Kind::People},
    {"households", "hh", "世帯数", Kind::People},
    {"population_65plus", "pop65", "65歳以上人口", Kind::People},
    {"area_km2", "area_km2", "面積(km2)", Kind::Real},
    {"road_km", "road_km", "道路(km)", Kind::Real},
    {"places", "places", "区域内の施設", Kind::Text},
    {"another_carrier", "other_5g", "他社の5G", Kind::Flag},
    {"own_4g_share", "own_4g", "自社4Gのある人口の割合", Kind::Share},
    {"lat", "lat", "緯度", Kind::Degrees},
    {"lon", "lon", "経度", Kind::Degrees},
    {"reason", "reason", "理由", Kind::Text},
    {"synthetic", "synthetic", "模擬データ", Kind::Text},
});

constexpr auto kAssetColumns = std::to_array<GeoColumn>({
    {"rank", "rank", "順位", Kind::Integer},
    {"alternate_for", "alt_for", "代替先の順位", Kind::Integer},
    {"asset_id", "asset_id", "資産ID", Kind::Text},
    {"name", "name", "名称", Kind::Text},
    {"kind", "kind", "種別", Kind::Text},
    {"use", "use", "用途", Kind::Text},
    {"owner", "owner", "所有者", Kind::Text},
    {"department", "dept", "所管課", Kind::Text},
    {"contact", "contact", "連絡先", Kind::Text},
    {"municipality_code", "muni_code", "団体コード", Kind::Text},
    {"municipality", "muni_name", "市区町村", Kind::Text},
    {"address", "address", "所在地", Kind::Text},
    {"lat", "lat", "緯度", Kind::Degrees},
    {"lon", "lon", "経度", Kind::Degrees},
    {"precision", "precision", "位置の精度", Kind::Text},
    {"height_m", "height_m", "高さ(m)", Kind::Real},
    {"height_assumed", "h_assumed", "高さは推定", Kind::Flag},
    {"antenna_m", "antenna_m", "アンテナの高さ(m)", Kind::Real},
    {"floors", "floors", "階数", Kind::Integer},
    {"structure", "structure", "構造", Kind::Text},
    {"roof", "roof", "屋根", Kind::Text},
    {"area_m2", "area_m2", "面積(m2)", Kind::Real},
    {"power", "power", "電源", Kind::Flag},
    {"fibre", "fibre", "光回線", Kind::Flag},
    {"year_built", "year_built", "建築年", Kind::Integer},
    {"seismic", "seismic", "耐震", Kind::Text},
    {"sharing_allowed", "sharing", "共用", Kind::Flag},
    {"fee_class", "fee_class", "使用料区分", Kind::Text},
    {"near_school_or_hospital", "near_sch", "学校・病院の近接", Kind::Flag},
    {"restrictions", "restrict", "手続", Kind::Text},
    {"alone", "alone", "単独で新たに届く人口", Kind::People},
    {"gain", "gain", "順位順に加わる人口", Kind::People},
    {"cumulative", "cumulative", "累計", Kind::People},
    {"alternate_loss", "alt_loss", "代替による減", Kind::People},
    {"gap_numbers", "gap_nos", "届く要望箇所", Kind::Text},
    {"reason", "reason", "理由", Kind::Text},
    {"synthetic", "synthetic", "模擬データ", Kind::Text},
});

/// Empty text is null: the ledger does not say.
Value text(const std::string& value) {
    std::string clean = printable(value);
    return clean.empty() ? Value() : Value(std::move(clean));
}

/// Five digits, as in the tables and in the boundaries of 国土数値情報: the check digit goes.
Value code(const std::string& six_digits) {
    return text(six_digits.substr(0, std::min<std::size_t>(5, six_digits.size())));
}

Value flag(bool value) {
    return std::int64_t{value ? 1 : 0};
}
Value flag(std::optional<bool> value) {
    return value ? flag(*value) : Value();
}
Value whole(int value) {
    return std::int64_t{value};
}

Value places(const GapRow& gap) {
    std::string list;
    for (const auto& [kind, names] : gap.places) {
        for (const std::string& name : names) {
            list += (list.empty() ? "" : "; ") + kind + ": " + name;
        }
    }
    return text(list);
}

Value numbers(const std::vector<int>& values) {
    std::string list;
    for (const int value : values) {
        list += (list.empty() ? "" : ",") + std::to_string(value);
    }
    return text(list);
}

} // namespace

GeoLayer gap_layer(const PackageContent& content) {
    GeoLayer layer{"gaps",      "要望箇所",        io::GeometryKind::MultiPolygon,
                   kGapColumns, gap_layer_style(), {}};
    for (const GapRow& gap : content.gaps) {
        layer.rows.push_back({gap.outline,
                              {whole(gap.number),
                               text(gap.id),
                               whole(gap.priority),
                               code(gap.municipality_code),
                               text(gap.municipality),
                               text(gap.nearest_place),
                               gap.nearest_place.empty() ? Value() : Value(gap.nearest_place_m),
                               text(place_text(gap)),
                               gap.population,
                               gap.households,
                               gap.population_65plus,
                               gap.area_m2 / 1e6,
                               gap.road_m / 1e3,
                               places(gap),
                               flag(gap.another_carrier_serves),
                               gap.own_4g_share,
                               gap.centre.lat(),
                               gap.centre.lng(),
                               text(gap.reason),
                               text(stamp_text(content.synthetic))}});
    }
    return layer;
}

GeoLayer asset_layer(const PackageContent& content) {
    GeoLayer layer{"assets",      "提供資産",          io::GeometryKind::Point,
                   kAssetColumns, asset_layer_style(), {}};
    for (const AssetRow& asset : content.assets) {
        const bool planned = asset.rank > 0;
        layer.rows.push_back({asset.place,
                              {planned ? whole(asset.rank) : Value(),
                               asset.alternate_for > 0 ? whole(asset.alternate_for) : Value(),
                               text(asset.id),
                               text(asset.name),
                               text(asset.kind),
                               text(asset.use),
                               text(asset.owner),
                               text(asset.department),
                               text(asset.contact),
                               code(asset.municipality_code),
                               text(asset.municipality),
                               text(asset.address),
                               asset.place.lat(),
                               asset.place.lng(),
                               text(asset.precision),
                               asset.new_pole ? Value() : Value(asset.height_m),
                               flag(asset.height_assumed),
                               asset.antenna_m,
                               asset.floors ? whole(*asset.floors) : Value(),
                               text(asset.structure),
                               text(asset.roof),
                               asset.area_m2 ? Value(*asset.area_m2) : Value(),
                               flag(asset.power),
                               flag(asset.fibre),
                               asset.year_built ? whole(*asset.year_built) : Value(),
                               text(asset.seismic),
                               flag(asset.sharing_allowed),
                               text(asset.fee_class),
                               flag(asset.near_school_or_hospital),
                               text(asset.restrictions),
                               asset.alone,
                               planned ? Value(asset.gain) : Value(),
                               planned ? Value(asset.cumulative) : Value(),
                               asset.alternate_for > 0 ? Value(asset.alternate_loss) : Value(),
                               numbers(asset.gap_numbers),
                               text(asset.reason),
                               text(stamp_text(content.synthetic))}});
    }
    return layer;
}

} // namespace todoku::report
