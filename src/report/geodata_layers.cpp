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
    {"number", "number", "番号", Kind::Integer, "要望箇所の番号。要望箇所一覧と図面の番号と同じ"},
    {"id", "id", "区域ID", Kind::Text,
     "区域のID。市町村コード5桁と、区域の居住者の最も多いメッシュのコード"},
    {"priority", "priority", "優先順位", Kind::Integer, "優先順位。1が最も急ぐことを示す"},
    {"municipality_code", "muni_code", "団体コード", Kind::Code,
     "全国地方公共団体コード。検査数字を除く5桁（KMLと要望箇所一覧では検査数字を含む6桁）"},
    {"municipality", "muni_name", "市区町村", Kind::Text, "市区町村の名称"},
    {"nearest_place", "place", "最寄りの施設等", Kind::Text, "区域の中央に最も近い施設等の名称"},
    {"nearest_place_m", "place_m", "最寄りからの距離(m)", Kind::Real,
     "その施設等から区域の中央までの距離（m）"},
    {"place_name", "place_name", "箇所", Kind::Text,
     "箇所の呼び名。要望書・要望箇所一覧・図面と同じ"},
    {"population", "pop", "人口", Kind::People,
     "区域の人口のうち、貴社の5Gを利用できない人口（人）"},
    {"households", "hh", "世帯数", Kind::People, "同じく世帯数（世帯）。空欄は不明"},
    {"population_65plus", "pop65", "65歳以上人口", Kind::People,
     "同じく65歳以上の人口（人）。空欄は不明"},
    {"area_km2", "area_km2", "面積(km2)", Kind::Real, "区域の陸の面積（km2）"},
    {"road_km", "road_km", "道路(km)", Kind::Real, "区域の中の道路の延長（km）"},
    {"places", "places", "区域内の施設", Kind::Text, "区域の中の施設の種別と名称。「;」で区切る"},
    {"another_carrier", "other_5g", "他社の5G", Kind::Flag,
     "他の事業者の5Gが区域の全部又は一部で利用できるとき1、できないとき0。空欄は示さないことを表"
     "す"},
    {"own_4g_share", "own_4g", "貴社の4Gが届く割合", Kind::Share,
     "区域の人口のうち、貴社の4Gを利用できる人口の割合（0から1、KMLでは％）。空欄は不明"},
    {"lat", "lat", "緯度", Kind::Degrees, "区域の中央（人口の重心）の緯度（度、JGD2011）"},
    {"lon", "lon", "経度", Kind::Degrees, "区域の中央（人口の重心）の経度（度、JGD2011）"},
    {"reason", "reason", "理由", Kind::Text, "要望の理由"},
    {"synthetic", "synthetic", "模擬データ", Kind::Text,
     "模擬データから作成したとき「模擬データ」、それ以外は空欄"},
});

constexpr auto kAssetColumns = std::to_array<GeoColumn>({
    {"rank", "rank", "順位", Kind::Integer, "提供を提案する順位。空欄は代替候補"},
    {"alternate_for", "alt_for", "代替先の順位", Kind::Integer, "代替候補が置き換わる資産の順位"},
    {"asset_id", "asset_id", "資産ID", Kind::Text, "資産台帳のID"},
    {"name", "name", "名称", Kind::Text, "資産の名称"},
    {"kind", "kind", "種別", Kind::Text, "建物、土地、工作物、柱、鉄塔の別"},
    {"use", "use", "用途", Kind::Text, "資産の用途"},
    {"owner", "owner", "所有者", Kind::Text, "所有者"},
    {"department", "dept", "所管課", Kind::Text, "所管する課"},
    {"contact", "contact", "連絡先", Kind::Text, "連絡先"},
    {"municipality_code", "muni_code", "団体コード", Kind::Code,
     "全国地方公共団体コード。検査数字を除く5桁（KMLと要望箇所一覧では検査数字を含む6桁）"},
    {"municipality", "muni_name", "市区町村", Kind::Text, "市区町村の名称"},
    {"address", "address", "所在地", Kind::Text, "所在地"},
    {"lat", "lat", "緯度", Kind::Degrees, "資産の緯度（度、JGD2011）"},
    {"lon", "lon", "経度", Kind::Degrees, "資産の経度（度、JGD2011）"},
    {"precision", "precision", "位置の精度", Kind::Text,
     "位置の求め方。ledgerは台帳の座標、blockは住所の街区、townは住所の大字・町丁目の中央"},
    {"height_m", "height_m", "高さ(m)", Kind::Real,
     "地面から最も高い所までの高さ（m）。柱を新設する土地では空欄"},
    {"height_assumed", "h_assumed", "高さは推定", Kind::Flag,
     "高さが台帳になく、種別から推定したとき1"},
    {"antenna_m", "antenna_m", "アンテナの高さ(m)", Kind::Real,
     "届く範囲の予測に用いた、地面からアンテナまでの高さ（m）"},
    {"floors", "floors", "階数", Kind::Integer, "地上の階数"},
    {"structure", "structure", "構造", Kind::Text, "構造"},
    {"roof", "roof", "屋根", Kind::Text, "屋根の形"},
    {"area_m2", "area_m2", "面積(m2)", Kind::Real, "建物は延床面積、土地は面積（m2）"},
    {"power", "power", "電源", Kind::Flag, "電源の有（1）無（0）。空欄は不明"},
    {"fibre", "fibre", "光回線", Kind::Flag, "光回線の有（1）無（0）。空欄は不明"},
    {"year_built", "year_built", "建築年", Kind::Integer, "建築年（西暦）"},
    {"seismic", "seismic", "耐震", Kind::Text, "耐震性（台帳の記載）"},
    {"sharing_allowed", "sharing", "共用", Kind::Flag,
     "複数の事業者による共用の可（1）不可（0）。空欄は不明"},
    {"fee_class", "fee_class", "使用料区分", Kind::Text, "使用料の区分（台帳の記載）"},
    {"near_school_or_hospital", "near_sch", "学校・病院の近接", Kind::Flag,
     "学校又は病院に近いとき1、そうでないとき0。空欄は不明"},
    {"restrictions", "restrict", "手続", Kind::Text, "設置に必要な手続"},
    {"alone", "alone", "単独で新たに届く人口", Kind::People,
     "その資産だけに設置した場合に、新たに貴社の5Gが届く人口（人）"},
    {"gain", "gain", "順位順に加わる人口", Kind::People,
     "順位の高い順に設置した場合に、その資産によって増える人口（人）"},
    {"cumulative", "cumulative", "累計", Kind::People, "その順位までの増える人口の合計（人）"},
    {"alternate_loss", "alt_loss", "代替による減", Kind::People,
     "順位の資産に代えて設置したとき、計画の全体で新たに届く人口が減る数（人）。負の数は増えること"
     "を表す"},
    {"gap_numbers", "gap_nos", "届く要望箇所", Kind::Text, "届く要望箇所の番号。「,」で区切る"},
    {"reason", "reason", "理由", Kind::Text, "選んだ理由"},
    {"synthetic", "synthetic", "模擬データ", Kind::Text,
     "模擬データから作成したとき「模擬データ」、それ以外は空欄"},
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
