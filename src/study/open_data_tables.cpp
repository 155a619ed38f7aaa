#include "study/open_data_tables.hpp"

#include "report/figures.hpp"
#include "study/pipeline.hpp"
#include "study/suppression.hpp"
#include "study/table_values.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;
using report::OpenColumn;

/// The 56 columns of 自治体標準オープンデータセット 公共施設一覧, in its order.
constexpr const char* kStandardColumns[] = {"全国地方公共団体コード",
                                            "ID",
                                            "地方公共団体名",
                                            "名称",
                                            "名称_カナ",
                                            "名称_英字",
                                            "名称_通称",
                                            "POIコード",
                                            "外部識別子",
                                            "外部識別子の値",
                                            "所在地_全国地方公共団体コード",
                                            "町字ID",
                                            "所在地_連結表記",
                                            "所在地_都道府県",
                                            "所在地_市区町村",
                                            "所在地_町字",
                                            "所在地_番地以下",
                                            "建物名等(方書)",
                                            "緯度",
                                            "経度",
                                            "高度の種別",
                                            "高度の値",
                                            "電話番号",
                                            "内線番号",
                                            "連絡先メールアドレス",
                                            "連絡先FormURL",
                                            "連絡先備考（その他、SNSなど）",
                                            "郵便番号",
                                            "法人番号",
                                            "団体名",
                                            "利用可能曜日",
                                            "開始時間",
                                            "終了時間",
                                            "利用可能時間特記事項",
                                            "説明",
                                            "車椅子可",
                                            "車椅子貸出",
                                            "ツエ貸出",
                                            "バリアフリートイレ",
                                            "スロープ、エレベータ、エスカレータ",
                                            "点字ブロック等の移動支援",
                                            "点字や読上による支援",
                                            "盲導犬・介助犬、聴導犬同伴",
                                            "字幕",
                                            "筆談対応",
                                            "優先駐車場",
                                            "オストメイト対応トイレ",
                                            "授乳室",
                                            "おむつ替えコーナー",
                                            "飲食可否",
                                            "ベビーカー貸出",
                                            "ベビーカー利用",
                                            "URL",
                                            "画像",
                                            "画像_ライセンス",
                                            "備考"};

constexpr const char* kSynthetic = "模擬データ";

OpenColumn column(std::string name, FieldType type, std::string name_ja, std::string unit,
                  Text meaning) {
    return {{std::move(name), type}, std::move(name_ja), std::move(unit), std::move(meaning)};
}

/// The last column of each table, as the tables of a run have it.
OpenColumn synthetic_column(const std::string& name) {
    return column(
        name, FieldType::Text, "模擬データ", "",
        {"作り物のデータであることを示す。実在のものではない", "says that the data are made up"});
}

/// What we put into columns of the standard.
const std::map<std::string, Text>& filled_columns() {
    static const std::map<std::string, Text> filled = {
        {"全国地方公共団体コード",
         {"公表する県のコード（6桁）", "code of the publishing prefecture"}},
        {"ID", {"資産の番号", "identifier of the asset"}},
        {"地方公共団体名", {"公表する県", "the publishing prefecture"}},
        {"名称", {"資産の名称", "name of the asset"}},
        {"所在地_全国地方公共団体コード",
         {"所在する市区町村のコード（6桁）", "code of the municipality it stands in"}},
        {"所在地_連結表記", {"台帳の所在地", "address as in the ledger"}},
        {"所在地_都道府県", {"都道府県", "prefecture"}},
        {"所在地_市区町村", {"市区町村", "municipality"}},
        {"緯度", {"世界測地系（JGD2011）の緯度。位置の分からない資産は空欄", "latitude, JGD2011"}},
        {"経度", {"世界測地系（JGD2011）の経度。位置の分からない資産は空欄", "longitude, JGD2011"}},
        {"連絡先備考（その他、SNSなど）", {"連絡先", "contact"}},
        {"団体名", {"所有者", "owner"}},
        {"説明", {"用途", "use"}},
        {"備考", {"台帳の備考", "remark of the ledger"}}};
    return filled;
}

/// Columns of our own behind the standard's.
std::vector<OpenColumn> own_columns() {
    const Text known = {"1 有、0 無、空欄 不明", "1 yes, 0 no, empty: not known"};
    return {
        column("資産種別", FieldType::Text, "資産種別", "",
               {"建物、土地、工作物など", "building, land, structure..."}),
        column("所管課", FieldType::Text, "所管課", "", {"所管する部署", "the office in charge"}),
        column("位置の精度", FieldType::Text, "位置の精度", "",
               {"台帳の座標、または所在地から求めた位置", "of the place: ledger, or by address"}),
        column("高さ_m", FieldType::Real, "高さ", "m",
               {"地上からの高さ。台帳にある場合だけ", "above ground, where the ledger has it"}),
        column("階数", FieldType::Integer, "階数", "階", {"地上の階数", "floors"}),
        column("構造", FieldType::Text, "構造", "", {"台帳の構造", "structure"}),
        column("屋根", FieldType::Text, "屋根", "", {"台帳の屋根の形", "roof"}),
        column("面積_m2", FieldType::Real, "面積", "㎡",
               {"建物は延床面積、土地は面積", "floor area of a building, area of land"}),
        column("電源", FieldType::Integer, "電源", "", known),
        column("光回線", FieldType::Integer, "光回線", "", known),
        column("建築年", FieldType::Integer, "建築年", "年", {"西暦", "year built"}),
        column("耐震", FieldType::Text, "耐震", "", {"台帳の耐震の区分", "earthquake resistance"}),
        column("共用可否", FieldType::Integer, "共用可否", "",
               {"1 可、0 不可、空欄 不明", "sharing by carriers: 1 yes, 0 no, empty: not known"}),
        column("使用料区分", FieldType::Text, "使用料区分", "",
               {"台帳の使用料の区分", "class of the permit's fee"}),
        column("学校病院の近接", FieldType::Integer, "学校・病院の近接", "", known)};
}

Value text(const std::string& value) {
    return value.empty() ? Value{} : Value{value};
}
Value real(const std::optional<double>& value) {
    return value ? Value{*value} : Value{};
}
Value integer(const std::optional<int>& value) {
    return value ? Value{static_cast<std::int64_t>(*value)} : Value{};
}
/// People are whole in what is published.
Value people(double count) {
    return std::isnan(count) ? Value{} : Value{static_cast<std::int64_t>(std::llround(count))};
}

std::vector<Value> values_of(const Results& results, const domain::Asset& asset, bool placed) {
    const std::vector<std::string>& left_out = results.study.publish.leave_out;
    const auto unless_left_out = [&](const char* field, Value value) {
        return std::ranges::find(left_out, field) == left_out.end() ? std::move(value) : Value{};
    };
    const domain::Municipality* municipality = municipality_of(results.inputs, asset.municipality);
    const std::map<std::string, Value> standard = {
        {"全国地方公共団体コード",
         domain::GovernmentCode(results.study.prefecture, 0).six_digits()},
        {"ID", text(asset.id)},
        {"地方公共団体名", results.study.prefecture_ja()},
        {"名称", text(asset.name)},
        {"所在地_全国地方公共団体コード",
         municipality != nullptr ? Value{municipality->code.six_digits()} : Value{}},
        {"所在地_連結表記", unless_left_out("address", text(asset.address))},
        {"所在地_都道府県", results.study.prefecture_ja()},
        {"所在地_市区町村", municipality != nullptr ? Value{municipality->name} : Value{}},
        {"緯度", placed ? Value{asset.place.lat()} : Value{}},
        {"経度", placed ? Value{asset.place.lng()} : Value{}},
        {"連絡先備考（その他、SNSなど）", unless_left_out("contact", text(asset.contact))},
        {"団体名", unless_left_out("owner", text(asset.owner))},
        {"説明", unless_left_out("use", text(asset.use))},
        {"備考", unless_left_out("note", text(asset.note))}};
    std::vector<Value> values;
    for (const char* name : kStandardColumns) {
        const auto found = standard.find(name);
        values.push_back(found == standard.end() ? Value{} : found->second);
    }
    values.insert(
        values.end(),
        {domain::label_of(asset.kind).ja, unless_left_out("department", text(asset.department)),
         unless_left_out("precision",
                         placed ? Value{domain::label_of(asset.precision).ja} : Value{}),
         unless_left_out("height_m", real(asset.height_m)),
         unless_left_out("floors", integer(asset.floors)),
         unless_left_out("structure", text(asset.structure)),
         unless_left_out("roof", text(asset.roof)), unless_left_out("area_m2", real(asset.area_m2)),
         unless_left_out("power", optional_yes(asset.power)),
         unless_left_out("fibre", optional_yes(asset.fibre)),
         unless_left_out("year_built", integer(asset.year_built)),
         unless_left_out("seismic", text(asset.seismic)),
         unless_left_out("sharing_allowed", optional_yes(asset.sharing_allowed)),
         unless_left_out("fee_class", text(asset.fee_class)),
         unless_left_out("near_school_or_hospital", optional_yes(asset.near_school_or_hospital))});
    if (results.study.synthetic) {
        values.emplace_back(kSynthetic);
    }
    return values;
}

void fill_assets(const Results& results, OpenTables& tables) {
    report::OpenTable& table = tables.assets;
    table.name = "assets";
    table.title = {"公共施設一覧（基地局等の設置に使える公共の資産）",
                   "Public facilities (assets for base stations)"};
    table.about = {"台帳で公開可とされた資産。自治体標準オープンデータセット「公共施設一覧」の"
                   "項目に、高さ・電源などの項目を加えたもの",
                   "assets that their ledger allows to be published, in the columns of the "
                   "municipal standard open data set of public facilities and our own"};
    table.geometry = io::GeometryKind::Point;
    for (const char* name : kStandardColumns) {
        const auto filled = filled_columns().find(name);
        const bool place = std::string_view(name) == "緯度" || std::string_view(name) == "経度";
        table.columns.push_back(
            column(name, place ? FieldType::Real : FieldType::Text, name, place ? "度" : "",
                   filled == filled_columns().end()
                       ? Text{"標準の項目。この資料では空欄", "of the standard; empty here"}
                       : filled->second));
    }
    for (OpenColumn& own : own_columns()) {
        table.columns.push_back(std::move(own));
    }
    if (results.study.synthetic) {
        table.columns.push_back(synthetic_column("模擬データ"));
    }
    struct Row {
        const domain::Asset* asset;
        bool placed;
    };
    std::vector<Row> rows;
    const auto take = [&](const std::vector<domain::Asset>& assets, bool placed) {
        for (const domain::Asset& asset : assets) {
            if (asset.publishable == true && asset.unavailable.empty()) {
                rows.push_back({&asset, placed});
            } else {
                ++tables.assets_kept_in;
            }
        }
    };
    take(results.inputs.assets, true);
    take(results.inputs.unplaced, false);
    std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
        return std::tie(a.asset->municipality, a.asset->id) <
               std::tie(b.asset->municipality, b.asset->id);
    });
    for (const Row& row : rows) {
        tables.ledgers.insert(row.asset->source);
        geo::Geometry place;
        if (row.placed) {
            place = row.asset->place;
        }
        table.add(std::move(place), values_of(results, *row.asset, row.placed));
    }
}

/// The open rows of one prefecture's municipalities, by layer.
class OpenCoverage {
public:
    OpenCoverage(const Results& results, const OpenTables& tables) {
        const std::string rule = population_rule(results.study.rules).name();
        for (const overlay::CoverageRow& row : results.covered.statistics) {
            const bool combined =
                std::ranges::find(results.covered.coverage.carriers, row.layer.carrier) ==
                results.covered.coverage.carriers.end();
            const bool open =
                combined ? tables.combined : tables.carriers.contains(row.layer.carrier);
            if (open && row.rule == rule &&
                (row.kind == overlay::kMunicipality || row.kind == overlay::kPrefecture)) {
                rows_.push_back(&row);
            }
        }
    }

    [[nodiscard]] const std::vector<const overlay::CoverageRow*>& rows() const { return rows_; }

    /// Rows that are not shown; all municipalities whose rows are not.
    void hide(double least) {
        std::set<int> prefectures;
        for (const overlay::CoverageRow* row : rows_) {
            prefectures.insert(row->municipality.prefecture());
        }
        for (const int prefecture : prefectures) {
            hide(prefecture, least);
        }
    }
    [[nodiscard]] bool hides(const overlay::CoverageRow& row) const {
        return row.kind == overlay::kPrefecture
                   ? totals_.contains({row.municipality, row.layer.technology})
                   : municipalities_.contains(row.municipality);
    }
    [[nodiscard]] const std::set<domain::GovernmentCode>& municipalities() const {
        return municipalities_;
    }

private:
    void hide(int prefecture, double least) {
        std::map<domain::GovernmentCode, std::size_t> position;
        std::vector<domain::GovernmentCode> codes;
        std::vector<double> people;
        for (const overlay::CoverageRow* row : rows_) {
            if (row->municipality.prefecture() == prefecture &&
                row->kind == overlay::kMunicipality &&
                position.emplace(row->municipality, codes.size()).second) {
                codes.push_back(row->municipality);
                people.push_back(row->population.all);
            }
        }
        std::map<std::pair<std::string, std::string>, std::size_t> layer_of;
        std::vector<LayerCounts> layers;
        domain::GovernmentCode whole;
        for (const overlay::CoverageRow* row : rows_) {
            if (row->municipality.prefecture() != prefecture) {
                continue;
            }
            const auto [at, fresh] = layer_of.emplace(
                std::pair(row->layer.carrier, row->layer.technology), layers.size());
            if (fresh) {
                layers.push_back(
                    {row->layer.technology,
                     std::vector<std::vector<double>>(codes.size(), std::vector<double>(3, 0.0)),
                     std::vector<double>(3, 0.0)});
            }
            const overlay::Tally& tally = row->population;
            const std::vector<double> counts = {tally.covered, tally.uncovered(), tally.unknown};
            if (row->kind == overlay::kPrefecture) {
                layers[at->second].total = counts;
                whole = row->municipality;
            } else {
                layers[at->second].counts[position.at(row->municipality)] = counts;
            }
        }
        const HiddenCounts hidden = hidden_counts(layers, people, least);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (hidden.municipalities[i]) {
                municipalities_.insert(codes[i]);
            }
        }
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (hidden.totals[i]) {
                totals_.insert({whole, layers[i].technology});
            }
        }
    }

    std::vector<const overlay::CoverageRow*> rows_;
    std::set<domain::GovernmentCode> municipalities_;
    std::set<std::pair<domain::GovernmentCode, std::string>> totals_;
};

std::vector<OpenColumn> place_columns() {
    return {column("municipality_code", FieldType::Text, "全国地方公共団体コード", "",
                   {"6桁", "six digits"}),
            column("municipality", FieldType::Text, "市区町村", "",
                   {"市区町村。県の行は県全体", "municipality; the prefecture in its own row"}),
            column("carrier", FieldType::Text, "事業者", "",
                   {"事業者。any はいずれかの事業者、at-least-2 は2社以上、all は全ての事業者",
                    "carrier; any, at-least-2..., all: so many carriers together"}),
            column("technology", FieldType::Text, "方式", "",
                   {"4g、5g-converted（転用）、5g-sub6、5g-mmwave（ミリ波）、5g（全方式）、"
                    "5g-new（転用を除く）、mobile（4G・5G）",
                    "class of service, or union of classes"})};
}

OpenColumn suppressed_column() {
    return column(
        "suppressed", FieldType::Text, "秘匿", "",
        {"人数が少ないため、または少ない人数が差し引きで分かるのを防ぐために空欄とした項目",
         "columns left empty because a count is small, or would tell a small one"});
}

void fill_coverage(const Results& results, const OpenCoverage& open, OpenTables& tables) {
    report::OpenTable& table = tables.coverage;
    table.name = "coverage_by_municipality";
    table.title = {"市区町村別の携帯電話エリアの人口カバー率",
                   "Population coverage of mobile services by municipality"};
    table.about = {"公表してよい事業者のエリアに住む人口", "people in the coverage of carriers "
                                                           "whose data may be published"};
    table.columns = place_columns();
    const Text whole_people = {"1人単位に四捨五入", "whole people"};
    for (OpenColumn& own : std::vector<OpenColumn>{
             column("rule", FieldType::Text, "数え方", "",
                    {"majority は面積の過半が届くメッシュの人口、area は面積の割合で按分",
                     "majority: cells with most of their area covered; area: shares of it"}),
             column("census", FieldType::Text, "人口", "", {"人口の調査", "census of the people"}),
             column("population", FieldType::Integer, "人口", "人", whole_people),
             column("covered", FieldType::Integer, "エリア内人口", "人", whole_people),
             column("uncovered", FieldType::Integer, "エリア外人口", "人", whole_people),
             column("unknown", FieldType::Integer, "不明人口", "人",
                    {"事業者がエリアかどうかを把握していない土地の人口",
                     "where the carrier does not know"}),
             column("ratio", FieldType::Real, "人口カバー率", "",
                    {"エリア内人口÷人口（0から1、小数3桁）", "covered / population, 0 to 1"}),
             suppressed_column()}) {
        table.columns.push_back(std::move(own));
    }
    if (results.study.synthetic) {
        table.columns.push_back(synthetic_column("synthetic"));
    }
    for (const overlay::CoverageRow* row : open.rows()) {
        const overlay::Tally& tally = row->population;
        const bool hidden = open.hides(*row);
        const auto shown = [&](double count) { return hidden ? Value{} : people(count); };
        const bool nobody = std::isnan(tally.ratio());
        std::vector<Value> values = {
            row->municipality.six_digits(),
            row->name,
            row->layer.carrier,
            row->layer.technology,
            row->rule,
            text(results.inputs.population.census),
            people(tally.all),
            shown(tally.covered),
            shown(tally.uncovered()),
            shown(tally.unknown),
            hidden || nobody ? Value{} : Value{std::round(tally.ratio() * 1000.0) / 1000.0},
            hidden ? Value{"covered;uncovered;unknown;ratio"} : Value{}};
        if (results.study.synthetic) {
            values.emplace_back(kSynthetic);
        }
        table.add({}, std::move(values));
    }
}

/// The middle of an area's cells; the middle of its people would tell where the few live.
geo::LatLng middle_of(const domain::StudyGrid& grid, const overlay::GapArea& gap) {
    double lat = 0.0;
    double lng = 0.0;
    for (const std::uint32_t cell : gap.cells) {
        lat += grid.cells[cell].centre().lat();
        lng += grid.cells[cell].centre().lng();
    }
    const double count = static_cast<double>(std::max<std::size_t>(1, gap.cells.size()));
    return geo::LatLng::from_degrees(lat / count, lng / count);
}

std::vector<OpenColumn> gap_columns() {
    std::vector<OpenColumn> columns = place_columns();
    columns.insert(columns.begin(), column("id", FieldType::Text, "番号", "",
                                           {"箇所の番号", "identifier of the area"}));
    for (OpenColumn& own : std::vector<OpenColumn>{
             column("nearest_place", FieldType::Text, "付近の施設", "",
                    {"最も近い施設", "nearest place"}),
             column("population", FieldType::Integer, "人口", "人",
                    {"エリア外の人口", "people left out"}),
             column("households", FieldType::Integer, "世帯数", "世帯",
                    {"エリア外の世帯数", "households left out"}),
             column("population_65plus", FieldType::Integer, "65歳以上人口", "人",
                    {"エリア外の65歳以上人口", "people of 65 and over left out"}),
             column("estimated", FieldType::Text, "推計", "",
                    {"国勢調査で秘匿された内訳を按分した値を含む項目",
                     "columns with estimates of figures that the census suppresses"}),
             column("area_km2", FieldType::Real, "面積", "km2", {"陸の面積", "land"}),
             column("road_km", FieldType::Real, "道路延長", "km",
                    {"区域の中の道路の延長", "roads inside"}),
             column("lat", FieldType::Real, "緯度", "度",
                    {"区域のメッシュの中央（JGD2011）", "middle of its cells, JGD2011"}),
             column("lon", FieldType::Real, "経度", "度",
                    {"区域のメッシュの中央（JGD2011）", "middle of its cells, JGD2011"}),
             suppressed_column()}) {
        columns.push_back(std::move(own));
    }
    return columns;
}

/// An area's figures with the small ones left empty.
std::vector<Value> values_of(const Results& results, const overlay::GapArea& gap, bool hidden,
                             double least) {
    const domain::Municipality& municipality = results.inputs.municipalities[gap.municipality];
    std::vector<std::string> suppressed;
    const auto shown = [&](const char* name, double count, bool small) -> Value {
        if (!std::isnan(count) && (hidden || small)) {
            suppressed.emplace_back(name);
            return {};
        }
        return people(count);
    };
    const Value population = shown("population", gap.population, is_small(gap.population, least));
    const Value households = shown("households", gap.households, is_small(gap.households, least));
    // The rest, who are younger, must be as many.
    const Value elderly = shown("population_65plus", gap.population_65plus,
                                is_small(gap.population_65plus, least) ||
                                    is_small(gap.population - gap.population_65plus, least));
    const geo::LatLng middle = middle_of(results.covered.grid, gap);
    return {gap.id,
            municipality.code.six_digits(),
            municipality.name,
            gap.carrier,
            gap.technology,
            text(gap.nearest_place),
            population,
            households,
            elderly,
            text(estimated_columns(static_cast<domain::CellMarks>(
                gap.marks & (domain::kHouseholdsEstimated | domain::kResidents65plusEstimated)))),
            std::round(gap.area_m2 / 1e3) / 1e3,
            std::round(gap.road_m) / 1e3,
            std::round(middle.lat() * 1e6) / 1e6,
            std::round(middle.lng() * 1e6) / 1e6,
            text(separated(suppressed, ";"))};
}

void fill_gaps(const Results& results, const OpenCoverage& open, double least, OpenTables& tables) {
    report::OpenTable& table = tables.gaps;
    table.name = "gaps";
    table.title = {"携帯電話の未整備箇所", "Gaps of mobile coverage"};
    table.about = {"居住者がいて電波の届かない、ひと続きのメッシュ",
                   "adjoining cells with people that a service leaves out"};
    table.geometry = io::GeometryKind::MultiPolygon;
    table.columns = gap_columns();
    if (results.study.synthetic) {
        table.columns.push_back(synthetic_column("synthetic"));
    }
    std::vector<const overlay::GapArea*> gaps;
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        if (gap.carrier == overlay::kAnyCarrier ? tables.combined
                                                : tables.carriers.contains(gap.carrier)) {
            gaps.push_back(&gap);
        }
    }
    // Not by people: the order would tell between which counts a hidden one lies.
    std::ranges::stable_sort(gaps, [](const overlay::GapArea* a, const overlay::GapArea* b) {
        return std::tie(a->carrier, a->technology, a->municipality, a->id) <
               std::tie(b->carrier, b->technology, b->municipality, b->id);
    });
    std::map<std::uint32_t, std::vector<std::size_t>> by_municipality;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        by_municipality[gaps[i]->municipality].push_back(i);
    }
    std::vector<bool> hidden(gaps.size(), false);
    for (const auto& [municipality, members] : by_municipality) {
        std::map<std::pair<std::string, std::string>, std::size_t> lists;
        std::vector<GapCount> counts;
        for (const std::size_t i : members) {
            const auto list =
                lists.emplace(std::pair(gaps[i]->carrier, gaps[i]->technology), lists.size());
            counts.push_back({list.first->second, gaps[i]->population});
        }
        const std::vector<bool> small = hidden_gaps(counts, least);
        const bool all =
            open.municipalities().contains(results.inputs.municipalities[municipality].code);
        for (std::size_t k = 0; k < members.size(); ++k) {
            hidden[members[k]] = all || small[k];
        }
    }
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        std::vector<Value> values = values_of(results, *gaps[i], hidden[i], least);
        if (results.study.synthetic) {
            values.emplace_back(kSynthetic);
        }
        table.add(gaps[i]->outline, std::move(values));
        tables.hidden_gaps += hidden[i] ? 1U : 0U;
    }
}

} // namespace

std::set<std::string> open_carriers(const StudyFile& study) {
    std::set<std::string> carriers;
    for (const CoverageInput& coverage : study.coverage) {
        carriers.insert(coverage.carrier);
    }
    for (const CoverageInput& coverage : study.coverage) {
        if (coverage.confidential) {
            carriers.erase(coverage.carrier);
        }
    }
    return carriers;
}

OpenTables open_tables(const Results& results, double min_count) {
    OpenTables tables;
    tables.carriers = open_carriers(results.study);
    tables.combined =
        std::ranges::none_of(results.study.coverage,
                             [](const CoverageInput& coverage) { return coverage.confidential; });
    fill_assets(results, tables);
    OpenCoverage open(results, tables);
    open.hide(min_count);
    tables.hidden_municipalities = open.municipalities().size();
    fill_coverage(results, open, tables);
    fill_gaps(results, open, min_count, tables);
    return tables;
}

} // namespace todoku::study
