#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "io/population_weights.hpp"
#include "io/readers.hpp"
#include "overlay/floor_area.hpp"
#include "overlay/overlapping_cells.hpp"
#include "overlay/population_split.hpp"
#include "study/pipeline.hpp"
#include "study/placing.hpp"
#include "study/population_scope.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace todoku::study {

namespace {

/// @throws InputError where not one cell with people lies near the study
void require_common_ground(const Inputs& inputs, const domain::PopulationGrid& grid,
                           const std::string& shown) {
    geo::Box people;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (grid.population[i] > 0.0) {
            people.extend(grid.cells[i].box());
        }
    }
    const geo::Box ground = study_extent(inputs.municipalities, 0.05);
    if (inputs.municipalities.empty() || people.empty() || people.touches(ground)) {
        return;
    }
    const double km = geo::distance(people.centre(), ground.centre()).value() / 1000.0;
    throw InputError(
        {fmt::format(
             "{} "
             "は対象の都道府県にかかっていません（中心が約{:.0f}km離れています）。ファイル名の1"
             "次メッシュコードか都道府県番号を確かめてください。",
             shown, km),
         fmt::format("{} does not touch the prefecture (its middle is about {:.0f} km away). Check "
                     "the primary mesh code or prefecture number in its name.",
                     shown, km)});
}

/// The weights of the study's cells; nothing where the study names none or they cannot be used
/// (which is then told).
std::optional<domain::CellWeights> read_weights(const StudyFile& study, const geo::Box& window,
                                                InputReader& reader) {
    if (!study.population.weight) {
        return std::nullopt;
    }
    const PopulationWeightInput& weight = *study.population.weight;
    std::vector<std::string> files;
    for (const VectorInput& source : weight.sources) {
        files.push_back(shown(source));
    }
    std::optional<domain::CellWeights> weights;
    reader.input(
        summary_of("population_weight",
                   weight.buildings ? Text{"人口の配分（建物）", "division of people: buildings"}
                                    : Text{"人口の配分（ラスタ）", "division of people: raster"},
                   joined(files), weight.origin),
        [&](InputSummary& summary) {
            domain::CellWeightSum sum(study.mesh);
            for (const VectorInput& source : weight.sources) {
                auto loaded =
                    weight.buildings
                        ? io::read_buildings(
                              {source_of(source, {datum_rules_of(study), {}, 0}), weight.field},
                              window,
                              [&sum](const auto& building, double floors) {
                                  overlay::add_floor_area(building, floors, sum);
                              })
                        : io::add_weight_raster(
                              {source.file, source.shown_as, source.crs, datum_rules_of(study)},
                              window, sum);
                reader.note(summary, loaded);
            }
            weights = sum.take();
            if (weights->size() == 0) {
                weights.reset();
                throw InputError(
                    {joined(files) + " は対象の都道府県にかかっていないか、値がありません"
                                     "。座標系とファイルを確かめてください。",
                     joined(files) + " does not touch the prefecture or holds nothing. "
                                     "Check its CRS and that it is the right file."});
            }
            summary.facts.emplace_back(Text{"重みのあるメッシュ", "cells with weight"},
                                       with_thousands(static_cast<double>(weights->size())));
        });
    return weights;
}

/// Brings the people of the files to the study's cells and says how.
void bring_to_mesh(const StudyFile& study, const domain::PopulationGrid& grid,
                   const std::string& shown_as, Inputs& inputs, InputSummary& summary,
                   InputReader& reader, Threads threads) {
    PopulationMethod& method = inputs.population_method;
    method.level = grid.level;
    std::optional<domain::CellWeights> weights;
    if (grid.level != study.mesh && !domain::nests(grid.level, study.mesh)) {
        weights = read_weights(study, study_extent(inputs.municipalities, 0.05), reader);
    }
    auto regridded = overlay::regrid({.population = grid,
                                      .level = study.mesh,
                                      .municipalities = inputs.municipalities,
                                      .neighbours = inputs.neighbours,
                                      .weights = weights ? &*weights : nullptr},
                                     threads);
    inputs.population = std::move(regridded.grid);
    method.rule = regridded.rule;
    method.people_by_weight = regridded.people_by_weight;
    method.people_by_land = regridded.people_by_land;
    method.people_evenly = regridded.people_evenly;
    if (study.population.weight) {
        method.by_buildings = study.population.weight->buildings;
        method.weights = shown(study.population.weight->sources.front());
    }
    if (method.rule == overlay::RegridRule::Same) {
        return;
    }
    const Text words = regrid_words(method, study.mesh);
    const Text except = regrid_exceptions(method);
    summary.facts.emplace_back(words, "");
    if (!except.ja.empty()) {
        summary.facts.emplace_back(except, "");
    }
    inputs.issues.push_back(
        {IssueKind::Assumed,
         "population_regridded",
         shown_as,
         {},
         std::nullopt,
         "",
         domain::name_of(grid.level),
         {fmt::format("人口は{}メッシュ、集計は{}メッシュです。", domain::name_of(grid.level),
                      domain::name_of(study.mesh)),
          fmt::format("population is on {} cells, the study on {} cells.",
                      domain::name_of(grid.level), domain::name_of(study.mesh))},
         {words.ja + "しました。" + (except.ja.empty() ? "" : except.ja + "。"),
          words.en + "." + (except.en.empty() ? "" : " " + except.en + ".")}});
}

std::size_t cells_with(const domain::PopulationGrid& grid, unsigned marks) {
    return static_cast<std::size_t>(
        std::count_if(grid.marks.begin(), grid.marks.end(),
                      [marks](domain::CellMarks mark) { return (mark & marks) != 0; }));
}

/// By the files' names or the study's word; rows of another prefecture speak against names.
bool has_own_people_only(const StudyFile& study, const std::vector<io::PopulationRow>& rows) {
    const bool names_others =
        std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.of_another; });
    return holds_own_people_only(study.population, study.prefecture) &&
           (!names_others || study.population.people_of == PeopleOf::Prefecture);
}

/// Neighbours' ground, where the files may hold their people too; says which it is.
void read_whose_people(const StudyFile& study, bool own_people_only, Inputs& inputs,
                       InputSummary& summary) {
    if (inputs.municipalities.empty()) {
        return;
    }
    if (own_people_only) {
        summary.facts.emplace_back(
            Text{"県別のファイル（県境のメッシュを分けない）",
                 "files of one prefecture (cells on its border not divided)"},
            std::to_string(study.population.files.size()));
        return;
    }
    // Files come by primary mesh, 1 degree wide: nobody farther away stands in one that touches the
    // study.
    inputs.neighbours = io::read_neighbours(municipality_source_of(study),
                                            study_extent(inputs.municipalities, 1.0));
    summary.facts.emplace_back(
        Text{"境界データにある隣県の市区町村（あれば県境のメッシュを陸の面積で分ける）",
             "municipalities of other prefectures in the boundary file (cells "
             "on the border are divided with them by area of land)"},
        std::to_string(inputs.neighbours.size()));
}

/// Says how many people on the study's cells stand in rows of other prefectures.
void tell_rows_of_others(std::int64_t rows, double people, const std::string& shown_as,
                         Inputs& inputs, InputSummary& summary) {
    const std::string figures = fmt::format("{} ({})", rows, with_thousands(people));
    const bool divided = !inputs.neighbours.empty();
    summary.facts.emplace_back(
        divided ? Text{"ほかの県の市区町村コード（SHICODE）の行のうち、県境のメッシュに足し合わせ、"
                       "陸の面積で分けたもの（人）",
                       "rows of other prefectures (SHICODE) added to cells on the border, which "
                       "are divided by land (people):"}
                : Text{"ほかの県の市区町村コード（SHICODE）の行のうち、対象のメッシュに足し合わせた"
                       "もの（人）",
                       "rows of other prefectures (SHICODE) added to the study's cells (people):"},
        figures);
    inputs.issues.push_back(
        {IssueKind::Noted,
         divided ? "population_of_others_divided" : "population_of_others_kept",
         shown_as,
         {},
         std::nullopt,
         "SHICODE",
         std::to_string(rows),
         {fmt::format("ほかの県の市区町村コードの行が、対象の市区町村にかかるメッシュに {} "
                      "件（{} 人）あります。",
                      rows, with_thousands(people)),
          fmt::format("{} rows ({} people) of cells that touch the study's municipalities have "
                      "another prefecture's code.",
                      rows, with_thousands(people))},
         divided
             ? Text{"県境のメッシュの人口に足し合わせ、合計を陸の面積の比で隣の県と分けました。",
                    "Added to the cells' people, which are divided with the neighbours by area of "
                    "land."}
             : Text{"メッシュの人口に足し合わせました。境界データに隣の県がないので、すべて対象の市"
                    "区町村の人口になっています。分けるには、隣の県も入った境界データ（全国の N03 "
                    "など）を指定してください。",
                    "Added to the cells' people. The boundary file holds no neighbours, so all of "
                    "them count for the study's municipalities. To divide them, give boundaries "
                    "that hold the neighbours too (such as N03 of Japan)."}});
}

/// People of the prefecture whom none of the municipalities read has.
void tell_missing_ground(const std::string& shown_as, Inputs& inputs) {
    const overlay::StudyGridResult& grid = *inputs.grid;
    inputs.issues.push_back(
        {IssueKind::Noted,
         "population_without_municipality",
         shown_as,
         {},
         std::nullopt,
         "",
         std::to_string(grid.cells_elsewhere),
         {fmt::format("対象の県だけの人口なのに、境界データのどの市区町村にもないメッシュが {} "
                      "件（{} 人）あります。",
                      grid.cells_elsewhere, with_thousands(grid.people_elsewhere)),
          fmt::format(
              "The file holds the prefecture's people only, yet {} cells ({} people) lie in "
              "no municipality of the boundary file.",
              grid.cells_elsewhere, with_thousands(grid.people_elsewhere))},
         {"対象外に数え、どの市町村の集計にも入れていません。境界データに県内の市区町村がすべて入っ"
          "て"
          "いるか確かめてください。",
          "Counted as outside; the people are in no table. Check that the boundary file holds all "
          "municipalities of the prefecture."}});
}

/// Municipalities on the same ground are found with the cells; it is their file that needs a look.
void name_overlaps(const StudyFile& study, Inputs& inputs) {
    for (Issue& issue : inputs.grid->issues) {
        if (issue.code != "municipalities_overlap") {
            continue;
        }
        issue.file = shown(study.municipalities.source);
        for (InputSummary& summary : inputs.summaries) {
            summary.strays = summary.strays || summary.id == "municipalities";
        }
    }
}

/// Parts the rows on the study's cells from those that lie outside.
void count_inside(const std::vector<io::PopulationRow>& rows, const std::string& shown_as,
                  bool own_people_only, Inputs& inputs, InputSummary& summary) {
    std::vector<domain::MeshCell> cells;
    cells.reserve(rows.size());
    for (const io::PopulationRow& row : rows) {
        cells.push_back(row.cell);
    }
    const std::vector<char> inside = overlay::which_touch(cells, inputs.grid->value.cells);
    std::int64_t outside = 0;
    std::int64_t of_others = 0;
    double people_of_others = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        outside += inside[i] == 0 ? 1 : 0;
        if (inside[i] != 0 && rows[i].of_another) {
            ++of_others;
            people_of_others += rows[i].people;
        }
    }
    summary.counts.used -= outside;
    summary.counts.rejected += outside;
    summary.counts.outside += outside;
    summary.strays = inputs.grid->cells_within > 0;
    if (own_people_only && inputs.grid->cells_elsewhere > inputs.grid->cells_within) {
        summary.strays = true;
        tell_missing_ground(shown_as, inputs);
    }
    if (of_others > 0) {
        tell_rows_of_others(of_others, people_of_others, shown_as, inputs, summary);
    }
}

} // namespace

namespace {

io::PopulationSource source_of_people(const PopulationInput& input, int prefecture) {
    return {.files = input.files,
            .shown_as = input.shown_as,
            .census = input.census,
            .layers = input.layers,
            .where = input.where,
            .encoding = input.encoding,
            .prefecture = prefecture,
            .code_field = input.code_field,
            .population_field = input.population_field,
            .households_field = input.households_field,
            .population_65plus_field = input.population_65plus_field,
            .population_75plus_field = input.population_75plus_field};
}

} // namespace

io::PopulationSource population_source_of(const StudyFile& study) {
    return source_of_people(study.population, study.prefecture);
}

namespace {

/// Which column was read as what, in the study file's words.
void tell_columns(const io::LoadedPopulation& loaded, InputSummary& summary) {
    static const std::array<std::pair<const char*, Text>, 5> names = {
        {{"code", {"メッシュコード", "mesh code"}},
         {"population", {"総人口", "people"}},
         {"households", {"世帯数", "households"}},
         {"population_65plus", {"65歳以上", "65+"}},
         {"population_75plus", {"75歳以上", "75+"}}}};
    for (const auto& [name, item] : names) {
        if (const auto found = loaded.mapping.find(name); found != loaded.mapping.end()) {
            summary.mapping.push_back({std::string(name) + "_field", item, found->second});
        }
    }
}

} // namespace

void read_population(const StudyFile& study, Inputs& inputs, InputReader& reader, Threads threads) {
    const std::string shown_as = joined(study.population.shown_as);
    reader.input(
        summary_of("population", {"人口メッシュ", "population"}, shown_as, study.population.census),
        [&](InputSummary& summary) {
            auto loaded = io::read_population(population_source_of(study));
            reader.note(summary, loaded);
            tell_columns(loaded, summary);
            const domain::PopulationGrid& grid = loaded.value;
            inputs.population_read =
                std::accumulate(grid.population.begin(), grid.population.end(), 0.0);
            summary.facts.emplace_back(Text{"人口の合計", "people"},
                                       with_thousands(inputs.population_read));
            summary.facts.emplace_back(Text{"メッシュ", "mesh"}, domain::name_of(grid.level));
            const auto count = [&](unsigned marks, Text what) {
                if (const std::size_t cells = cells_with(grid, marks); cells > 0) {
                    summary.facts.emplace_back(std::move(what),
                                               with_thousands(static_cast<double>(cells)));
                }
            };
            count(domain::kPeopleUnknown,
                  {"人口が不明のメッシュ（無人とはしない）", "cells of unknown people"});
            count(static_cast<unsigned>(domain::kHouseholdsEstimated) |
                      domain::kResidents65plusEstimated | domain::kResidents75plusEstimated,
                  {"内訳が推計値のメッシュ", "cells with estimated details"});
            require_common_ground(inputs, grid, shown_as);
            const bool own_people_only = has_own_people_only(study, loaded.rows);
            read_whose_people(study, own_people_only, inputs, summary);
            bring_to_mesh(study, grid, shown_as, inputs, summary, reader, threads);
            if (inputs.municipalities.empty()) {
                return;
            }
            inputs.grid =
                overlay::make_study_grid(inputs.population, inputs.municipalities,
                                         study_grid_rules(study), threads, inputs.neighbours);
            name_overlaps(study, inputs);
            count_inside(loaded.rows, shown_as, own_people_only, inputs, summary);
        });
}

void read_daytime(const StudyFile& study, Inputs& inputs, InputReader& reader, Threads threads) {
    if (!study.daytime) {
        return;
    }
    const std::string shown_as = joined(study.daytime->shown_as);
    reader.input(
        summary_of("daytime", {"昼間の人口", "people by day"}, shown_as, study.daytime->origin),
        [&](InputSummary& summary) {
            auto loaded = io::read_population(source_of_people(*study.daytime, study.prefecture));
            reader.note(summary, loaded);
            tell_columns(loaded, summary);
            const domain::PopulationGrid& grid = loaded.value;
            require_common_ground(inputs, grid, shown_as);
            summary.facts.emplace_back(Text{"人の合計", "people"},
                                       with_thousands(std::accumulate(grid.population.begin(),
                                                                      grid.population.end(), 0.0)));
            summary.facts.emplace_back(Text{"メッシュ", "mesh"}, domain::name_of(grid.level));
            inputs.daytime = overlay::regrid({.population = grid,
                                              .level = study.mesh,
                                              .municipalities = inputs.municipalities,
                                              .neighbours = inputs.neighbours},
                                             threads)
                                 .grid;
        });
}

} // namespace todoku::study
