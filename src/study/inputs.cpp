#include "study/inputs.hpp"

#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "report/letter_template.hpp"
#include "study/asset_places.hpp"
#include "study/coverage_twice.hpp"
#include "study/kind_labels.hpp"
#include "study/population_scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

io::VectorSource source_of(const VectorInput& input) {
    return {input.file, input.shown_as, input.layer, input.where, input.crs, input.encoding};
}

std::string shown(const VectorInput& input) {
    return input.layer.empty() ? input.shown_as : input.shown_as + " / " + input.layer;
}

std::string shown(const Provenance& origin) {
    return origin.as_of ? iso_date(*origin.as_of) : "";
}

std::string joined(const std::vector<std::string>& texts) {
    if (texts.size() > 3) {
        return fmt::format("{} … {} ({})", texts.front(), texts.back(), texts.size());
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

void count(ReadCounts& sum, const ReadCounts& part) {
    sum.read += part.read;
    sum.used += part.used;
    sum.rejected += part.rejected;
    sum.repaired += part.repaired;
    sum.outside += part.outside;
    sum.joined += part.joined;
}

/// Collects one input's summary; a file that cannot be used becomes its failure, not the end.
class Reader {
public:
    Reader(Inputs& inputs, Progress& progress) : inputs_(inputs), progress_(progress) {}

    void input(InputSummary summary, const std::function<void(InputSummary&)>& read) {
        progress_.check();
        try {
            read(summary);
        } catch (const InputError& error) {
            summary.failure = error.message();
        } catch (const UsageError& error) { // a value of the study file that only its reader judges
            summary.failure = error.message();
        }
        inputs_.summaries.push_back(std::move(summary));
        progress_.advance();
    }

    /// Takes over counts, encoding and issues of a loaded value.
    template <class T>
    void note(InputSummary& summary, Loaded<T>& loaded) {
        count(summary.counts, loaded.counts);
        if (summary.encoding.empty()) {
            summary.encoding = loaded.encoding;
        } else if (!loaded.encoding.empty() &&
                   summary.encoding.find(loaded.encoding) == std::string::npos) {
            summary.encoding += ", " + loaded.encoding;
        }
        std::move(loaded.issues.begin(), loaded.issues.end(), std::back_inserter(inputs_.issues));
    }

private:
    Inputs& inputs_;
    Progress& progress_;
};

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

InputSummary summary_of(std::string id, Text what, std::string file, std::string as_of = {}) {
    InputSummary summary;
    summary.id = std::move(id);
    summary.what = std::move(what);
    summary.file = std::move(file);
    summary.as_of = std::move(as_of);
    return summary;
}

/// 施設 避難所 / places: shelters.
Text labelled(const char* ja, const char* en, const Text& label) {
    return {std::string(ja) + " " + label.ja, std::string(en) + ": " + label.en};
}

void read_municipalities(const StudyFile& study, Inputs& inputs, Reader& reader) {
    const VectorInput& source = study.municipalities.source;
    reader.input(summary_of("municipalities", {"市区町村", "municipalities"}, shown(source),
                            shown(study.municipalities.origin)),
                 [&](InputSummary& summary) {
                     auto loaded = io::read_municipalities({source_of(source), study.prefecture});
                     reader.note(summary, loaded);
                     inputs.municipalities = std::move(loaded.value);
                     summary.facts.emplace_back(Text{"市区町村数", "municipalities"},
                                                std::to_string(inputs.municipalities.size()));
                 });
}

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

void read_population(const StudyFile& study, Inputs& inputs, Reader& reader) {
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

/// How many features have an issue of this code.
std::size_t features_with(const std::vector<Issue>& issues, std::string_view code) {
    std::set<std::tuple<std::string, std::string, std::int64_t>> rows;
    for (const Issue& issue : issues) {
        if (issue.code == code) {
            rows.emplace(issue.file, issue.layer, issue.row.value_or(0));
        }
    }
    return rows.size();
}

void read_coverage(const StudyFile& study, Inputs& inputs, Reader& reader) {
    for (const CoverageInput& source : study.coverage) {
        std::vector<std::string> files;
        io::CoverageSource request;
        for (const VectorInput& input : source.sources) {
            files.push_back(shown(input));
            request.sources.push_back(source_of(input));
        }
        request.carrier = source.carrier;
        request.technology = source.technology;
        request.as_of = source.origin.as_of;
        request.confidential = source.confidential;
        const Text technology = domain::label_of(source.technology);
        reader.input(
            summary_of("coverage",
                       {"エリア " + source.carrier + " " + technology.ja,
                        "coverage " + source.carrier + " " + technology.en},
                       joined(files), shown(source.origin)),
            [&](InputSummary& summary) {
                auto loaded = io::read_coverage(request);
                const std::size_t invalid = features_with(loaded.issues, "invalid_rings");
                reader.note(summary, loaded);
                loaded.value.source = joined(files);
                if (!inputs.municipalities.empty()) {
                    const geo::Box ground = study_extent(inputs.municipalities, 0.05);
                    const geo::Box box = geo::bounds(loaded.value.polygons);
                    if (!box.touches(ground)) {
                        const double km =
                            geo::distance(box.centre(), ground.centre()).value() / 1000.0;
                        throw InputError(
                            {fmt::format("{} "
                                         "は対象の都道府県にかかっていません（中心が約{:.0f}"
                                         "km離れています）。座標系を確かめ、"
                                         "スタディファイルに crs = \"EPSG:…\" を書いてください。",
                                         joined(files), km),
                             fmt::format("{} does not touch the prefecture (its middle is about "
                                         "{:.0f} km away). Check its "
                                         "CRS and give crs = \"EPSG:...\" in the study file.",
                                         joined(files), km)});
                    }
                }
                summary.facts.emplace_back(
                    Text{"ポリゴン数", "polygons"},
                    with_thousands(static_cast<double>(loaded.value.polygons.polygons.size())));
                if (invalid > 0) {
                    summary.facts.emplace_back(
                        Text{"輪郭の正しくない図形", "features with invalid rings"},
                        with_thousands(static_cast<double>(invalid)));
                }
                inputs.coverage.push_back(std::move(loaded.value));
            });
    }
    append(inputs.issues, coverage_given_twice(study, inputs.coverage));
}

void read_assets(const StudyFile& study, Inputs& inputs, Reader& reader) {
    for (const AssetInput& source : study.assets) {
        for (std::size_t i = 0; i < source.files.size(); ++i) {
            reader.input(
                summary_of("assets", {"資産台帳", "asset ledger"}, source.shown_as[i],
                           shown(source.origin)),
                [&](InputSummary& summary) {
                    io::AssetSource request{source.files[i], source.shown_as[i], source.layer,
                                            source.owner,    source.fields,      source.defaults,
                                            source.crs,      source.encoding};
                    if (source.code_in_file_name) {
                        request.defaults["municipality"] = municipality_code_in(source.files[i]);
                    }
                    auto loaded = io::read_assets(request);
                    reader.note(summary, loaded);
                    for (const auto& [field, header] : loaded.mapping) {
                        const Text label = asset_field_label(field);
                        summary.facts.emplace_back(Text{label.ja + "の列", label.en + " ="},
                                                   "「" + header + "」");
                    }
                    append(inputs.assets, std::move(loaded.value));
                });
        }
    }
    if (inputs.assets.empty()) {
        return;
    }
    const auto before = inputs.assets.size();
    auto unique = io::join_duplicates(std::move(inputs.assets));
    inputs.assets = std::move(unique.value);
    append(inputs.issues, std::move(unique.issues));
    if (!inputs.municipalities.empty()) {
        append(inputs.issues, assign_municipalities(inputs.assets, inputs.municipalities));
    }
    InputSummary summary = summary_of("assets", {"資産（統合後）", "assets after joining"}, "");
    summary.counts = unique.counts;
    summary.facts.emplace_back(Text{"重複として統合", "joined as duplicates"},
                               std::to_string(before - inputs.assets.size()));
    inputs.summaries.push_back(std::move(summary));
}

void read_restrictions(const StudyFile& study, Inputs& inputs, Reader& reader) {
    for (const RestrictionInput& source : study.restrictions) {
        reader.input(
            summary_of("restriction", {"規制区域 " + source.name, "restriction " + source.name},
                       shown(source.source), shown(source.origin)),
            [&](InputSummary& summary) {
                auto loaded =
                    io::read_restrictions({source_of(source.source), source.name, source.name_field,
                                           source.effect, source.authority});
                reader.note(summary, loaded);
                append(inputs.restrictions, std::move(loaded.value));
            });
    }
}

void read_surroundings(const StudyFile& study, Inputs& inputs, Reader& reader) {
    for (const PlaceInput& source : study.places) {
        reader.input(summary_of("places", labelled("施設", "places", place_label(source.kind)),
                                shown(source.source), shown(source.origin)),
                     [&](InputSummary& summary) {
                         auto loaded = io::read_places(
                             {source_of(source.source), source.kind, source.name_field});
                         reader.note(summary, loaded);
                         append(inputs.places, std::move(loaded.value));
                     });
    }
    for (const RoadInput& source : study.roads) {
        reader.input(summary_of("roads", labelled("道路", "roads", road_label(source.kind)),
                                shown(source.source), shown(source.origin)),
                     [&](InputSummary& summary) {
                         auto loaded = io::read_roads(
                             {source_of(source.source), source.kind, source.name_field});
                         reader.note(summary, loaded);
                         append(inputs.roads, std::move(loaded.value));
                     });
    }
}

void look_at_terrain(const StudyFile& study, Inputs& inputs, Reader& reader) {
    if (!study.terrain) {
        InputSummary summary = summary_of("terrain", {"地形", "terrain"}, "");
        summary.facts.emplace_back(
            Text{"指定なし（平らな地面として計算）", "none given (flat ground)"}, "");
        inputs.summaries.push_back(std::move(summary));
        inputs.issues.push_back({IssueKind::Assumed,
                                 "no_terrain",
                                 study.file.filename().string(),
                                 {},
                                 std::nullopt,
                                 "terrain",
                                 "",
                                 {"地形データの指定がありません。", "no terrain is given."},
                                 {"平らな地面として電波の届く範囲を計算します。",
                                  "reach is computed over flat ground."}});
        return;
    }
    reader.input(summary_of("terrain", {"地形", "terrain"}, joined(study.terrain->shown_as),
                            shown(study.terrain->origin)),
                 [&](InputSummary& summary) {
                     // A small window in the middle proves that the files open and lie where the
                     // study is.
                     const geo::Box ground = study_extent(inputs.municipalities);
                     const geo::LatLng middle = ground.centre();
                     auto loaded =
                         io::read_terrain(study.terrain->files,
                                          inputs.municipalities.empty()
                                              ? geo::Box{-90.0, -180.0, 90.0, 180.0}
                                              : geo::Box{middle.lat() - 0.02, middle.lng() - 0.02,
                                                         middle.lat() + 0.02, middle.lng() + 0.02});
                     reader.note(summary, loaded);
                     summary.counts = {static_cast<std::int64_t>(study.terrain->files.size()),
                                       static_cast<std::int64_t>(study.terrain->files.size()), 0,
                                       0};
                     summary.facts.emplace_back(Text{"格子間隔", "step"},
                                                fmt::format("{:.0f} m", loaded.value.step_m()));
                 });
}

} // namespace

bool Inputs::failed() const {
    return std::any_of(summaries.begin(), summaries.end(),
                       [](const InputSummary& s) { return s.failure.has_value(); });
}

Inputs read_inputs(const StudyFile& study, Threads /*threads*/, Progress& progress) {
    Inputs inputs;
    std::size_t files = 3 + study.coverage.size() + study.restrictions.size() +
                        study.places.size() + study.roads.size();
    for (const AssetInput& source : study.assets) {
        files += source.files.size();
    }
    progress.begin({"入力を読む", "reading inputs"}, static_cast<std::int64_t>(files));
    Reader reader(inputs, progress);
    read_municipalities(study, inputs, reader);
    read_population(study, inputs, reader);
    read_coverage(study, inputs, reader);
    read_assets(study, inputs, reader);
    read_restrictions(study, inputs, reader);
    read_surroundings(study, inputs, reader);
    look_at_terrain(study, inputs, reader);
    progress.end();
    return inputs;
}

Inputs read_asset_inputs(const StudyFile& study, Progress& progress) {
    Inputs inputs;
    Reader reader(inputs, progress);
    read_municipalities(study, inputs, reader);
    read_assets(study, inputs, reader);
    read_restrictions(study, inputs, reader);
    require_usable(inputs);
    return inputs;
}

Inputs look_at_letter_templates(const StudyFile& study, Progress& progress) {
    Inputs inputs;
    Reader reader(inputs, progress);
    for (const RequestSettings& request : study.requests) {
        if (!request.letter_template.empty()) {
            reader.input(
                summary_of("letter",
                           {"要望書のひな形（" + request.carrier + "）",
                            "letter template (" + request.carrier + ")"},
                           request.letter_template_shown_as),
                [&](InputSummary&) { report::require_letter_template(request.letter_template); });
        }
    }
    return inputs;
}

void require_usable(const Inputs& inputs) {
    Text message;
    for (const InputSummary& summary : inputs.summaries) {
        if (summary.failure) {
            const bool first = message.ja.empty();
            message.ja += (first ? "" : "\n") + summary.what.ja + ": " + summary.failure->ja;
            message.en += (first ? "" : "\n") + summary.what.en + ": " + summary.failure->en;
        }
    }
    if (!message.ja.empty()) {
        throw InputError(message);
    }
}

geo::HeightGrid read_study_terrain(const StudyFile& study, const geo::Box& window) {
    if (!study.terrain) {
        return {};
    }
    return io::read_terrain(study.terrain->files, window).value;
}

geo::Box study_extent(const std::vector<domain::Municipality>& municipalities,
                      double margin_degrees) {
    geo::Box box;
    for (const domain::Municipality& municipality : municipalities) {
        box.extend(geo::bounds(municipality.boundary));
    }
    return box.empty() ? box : box.grown(margin_degrees);
}

} // namespace todoku::study
