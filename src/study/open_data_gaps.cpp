#include "study/open_data_gaps.hpp"

#include "report/figures.hpp"
#include "study/gap_place.hpp"
#include "study/open_data_columns.hpp"
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
using open_data::column;
using open_data::kSynthetic;
using open_data::people;
using open_data::place_columns;
using open_data::suppressed_column;
using open_data::synthetic_column;
using open_data::text;
using report::OpenColumn;

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
             column("place_name", FieldType::Text, "箇所", "",
                    {"付近の施設からの方向と距離による呼び名",
                     "what it is called: after the nearest place, with direction and distance"}),
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
            text(place_of(gap, results.inputs.municipalities).ja),
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

} // namespace

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

} // namespace todoku::study
