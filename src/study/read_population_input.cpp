#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "study/population_scope.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <numeric>
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

} // namespace

void read_population(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    const PopulationInput& source = study.population;
    reader.input(
        summary_of("population", {"人口メッシュ", "population"}, joined(source.shown_as),
                   source.census),
        [&](InputSummary& summary) {
            auto loaded = io::read_population(
                {source.files, source.shown_as, source.census, source.code_field,
                 source.population_field, source.households_field, source.population_65plus_field});
            reader.note(summary, loaded);
            const domain::PopulationGrid& grid = loaded.value;
            inputs.population_read =
                std::accumulate(grid.population.begin(), grid.population.end(), 0.0);
            summary.facts.emplace_back(Text{"人口の合計", "people"},
                                       with_thousands(inputs.population_read));
            summary.facts.emplace_back(Text{"メッシュ", "mesh"}, domain::name_of(grid.level));
            require_common_ground(inputs, grid, joined(source.shown_as));
            if (grid.level != study.mesh) {
                const bool finer = domain::nests(study.mesh, grid.level);
                inputs.issues.push_back(
                    {IssueKind::Assumed,
                     "population_regridded",
                     joined(source.shown_as),
                     {},
                     std::nullopt,
                     "",
                     domain::name_of(grid.level),
                     {fmt::format("人口は{}メッシュ、集計は{}メッシュです。",
                                  domain::name_of(grid.level), domain::name_of(study.mesh)),
                      fmt::format("population is on {} cells, the study on {} cells.",
                                  domain::name_of(grid.level), domain::name_of(study.mesh))},
                     finer ? Text{"人口を面積で等分しました。", "people were split evenly by area."}
                           : Text{"人口を合計しました。", "people were summed."}});
            }
            inputs.population = domain::regrid(grid, study.mesh);
        });
    if (inputs.population.size() == 0 || inputs.municipalities.empty()) {
        return;
    }
    const bool own_only = holds_own_people_only(source, study.prefecture);
    if (!own_only) {
        // Files come by primary mesh, 1 degree wide: nobody farther away stands in one that
        // touches the study.
        inputs.neighbours =
            io::read_neighbours({source_of(study.municipalities.source), study.prefecture},
                                study_extent(inputs.municipalities, 1.0));
    }
    auto& facts = inputs.summaries.back().facts;
    if (own_only) {
        facts.emplace_back(Text{"県別のファイル（県境のメッシュを分けない）",
                                "files of one prefecture (cells on its border not divided)"},
                           std::to_string(source.files.size()));
    } else {
        facts.emplace_back(
            Text{"境界データにある隣県の市区町村（あれば県境のメッシュを陸の面積で分ける）",
                 "municipalities of other prefectures in the boundary file (cells "
                 "on the border are divided with them by area of land)"},
            std::to_string(inputs.neighbours.size()));
    }
}

} // namespace todoku::study
