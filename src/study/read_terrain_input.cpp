#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"
#include "study/terrain_doubts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace todoku::study {

namespace {

void tell_flat_ground(const StudyFile& study, Inputs& inputs) {
    InputSummary summary = summary_of("terrain", {"地形", "terrain"}, "");
    summary.facts.emplace_back(Text{"指定なし（平らな地面として計算）", "none given (flat ground)"},
                               "");
    inputs.summaries.push_back(std::move(summary));
    inputs.issues.push_back(
        {IssueKind::Assumed,
         "no_terrain",
         study.file.filename().string(),
         {},
         std::nullopt,
         "terrain",
         "",
         {"地形データの指定がありません。", "no terrain is given."},
         {"平らな地面として電波の届く範囲を計算します。", "reach is computed over flat ground."}});
}

/// "5 m": the spacing of posts from north to south.
std::string metres(double lat_step, geo::LatLng at) {
    return fmt::format("{:.0f} m", lat_step * geo::LocalFrame(at).metres_per_degree_lat());
}

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100.0 * share);
}

/// The steps that compute with heights keep as many as fit in memory.
void tell_thinning(const io::LoadedTerrain& loaded, const InputSummary& summary,
                   std::vector<Issue>& issues) {
    const geo::HeightGrid& heights = loaded.value;
    const double all =
        static_cast<double>(heights.heights.size()) * loaded.thinned * loaded.thinned;
    const int every = static_cast<int>(
        std::ceil(std::sqrt(all / static_cast<double>(io::kMostTerrainPosts)) - 1e-9));
    if (every <= 1) {
        return;
    }
    const geo::LatLng middle = heights.box().centre();
    const double step = heights.lat_step / loaded.thinned;
    issues.push_back(
        {IssueKind::Assumed,
         "terrain_thinned",
         summary.file,
         "",
         std::nullopt,
         "",
         metres(step, middle),
         {fmt::format("{}間隔の標高は、この広さではメモリに収まりません。", metres(step, middle)),
          fmt::format("heights every {} of so much ground do not fit in memory.",
                      metres(step, middle))},
         {fmt::format("計算には{}点ごとに1点（約{}間隔）を使います。", every,
                      metres(step * every, middle)),
          fmt::format("every {} posts one is used for computing (some {} apart).", every,
                      metres(step * every, middle))}});
}

/// Cells with people where no file has a height.
void tell_missing(const Inputs& inputs, const geo::HeightGrid& heights, InputSummary& summary,
                  std::vector<Issue>& issues) {
    std::size_t populated = 0;
    std::size_t missing = 0;
    double people = 0.0;
    const domain::PopulationGrid& grid = inputs.population;
    const geo::Box ground = study_extent(inputs.municipalities);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const geo::LatLng middle = grid.cells[i].box().centre();
        if (grid.population[i] > 0.0 && ground.contains(middle)) {
            ++populated;
            const bool known = heights.known(middle);
            missing += known ? 0U : 1U;
            people += known ? 0.0 : grid.population[i];
        }
    }
    if (populated == 0) {
        return;
    }
    summary.facts.emplace_back(Text{"標高のない居住メッシュ", "populated cells without height"},
                               fmt::format("{} / {}", missing, populated));
    if (missing == populated) {
        issues.push_back(
            {IssueKind::Noted,
             "terrain_without_heights",
             summary.file,
             "",
             std::nullopt,
             "",
             std::to_string(populated),
             heights.rows < 2 || heights.columns < 2
                 ? Text{fmt::format("この範囲の標高は{}×{}点（縦×横）だけです。高さは隣り合う点の間"
                                    "で読むため、縦横とも2点以上要ります。",
                                    heights.rows, heights.columns),
                        fmt::format("there are only {} x {} posts here (down x across): heights "
                                    "are taken between neighbouring posts, two or more each way.",
                                    heights.rows, heights.columns)}
                 : Text{fmt::format("人の住むメッシュ（{}）のどこの標高もありません。別の地域のファ"
                                    "イルか、値がすべて欠測です。",
                                    populated),
                        fmt::format("no populated cell ({}) has a height: the files are of another "
                                    "region, or all void.",
                                    populated)},
             {"平らな地面として計算し、資料にもそう書きます。対象の市区町村の標高データに替えてくだ"
              "さい。",
              "computed over flat ground, as the documents say. Give heights of the study's "
              "municipalities."}});
        return;
    }
    if (missing > 0) {
        const bool mostly = 2 * missing > populated; // somebody should look
        issues.push_back({mostly ? IssueKind::Noted : IssueKind::Assumed,
                          "terrain_missing",
                          summary.file,
                          "",
                          std::nullopt,
                          "",
                          std::to_string(missing),
                          {fmt::format("人の住むメッシュ{}のうち{}（{}人）に標高がありません。",
                                       populated, missing, with_thousands(people)),
                           fmt::format("{} of {} populated cells ({} people) have no height.",
                                       missing, populated, with_thousands(people))},
                          {"そこは海抜0mとして計算します。標高データを足すと埋まります。",
                           "computed as 0 m above sea level; more height files would fill them."}});
    }
}

} // namespace

void look_at_terrain(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    if (!study.terrain) {
        tell_flat_ground(study, inputs);
        return;
    }
    reader.input(
        summary_of("terrain", {"地形", "terrain"}, joined(study.terrain->shown_as),
                   study.terrain->origin),
        [&](InputSummary& summary) {
            io::TerrainRequest request;
            request.files = study.terrain->files;
            request.crs = study.terrain->crs;
            request.datum = datum_rules_of(study);
            request.window = inputs.municipalities.empty() ? geo::Box{-90.0, -180.0, 90.0, 180.0}
                                                           : study_extent(inputs.municipalities);
            // Every file is read, but only so many posts are kept: enough to tell a hole of 100 m
            // in a prefecture.
            request.most_posts = 1'000'000;
            auto loaded = io::read_terrain(request);
            reader.note(summary, loaded);
            const geo::HeightGrid& heights = loaded.value;
            const geo::LatLng middle = heights.box().centre();
            for (const io::TerrainKind& kind : loaded.kinds) {
                summary.facts.emplace_back(
                    Text{kind.label, kind.label},
                    fmt::format("{} ({})", metres(kind.lat_step, middle), kind.files));
            }
            std::size_t known = 0;
            for (const float height : heights.heights) {
                known += std::isnan(height) ? 0U : 1U;
            }
            const double share =
                static_cast<double>(known) / static_cast<double>(heights.heights.size());
            const geo::Box covered = heights.box();
            const geo::Box& window = request.window;
            const double spanned = (covered.north - covered.south) * (covered.east - covered.west) /
                                   ((window.north - window.south) * (window.east - window.west));
            if (!inputs.municipalities.empty()) {
                summary.facts.emplace_back(
                    Text{"対象の範囲（海を含む長方形）のうち標高のある割合",
                         "of the study's rectangle, sea included, with heights"},
                    percent(std::min(1.0, spanned) * share));
            }
            summary.facts.emplace_back(Text{"ファイルの範囲のうち欠測", "voids in the files' area"},
                                       percent(1.0 - share));
            for (Issue& doubt : terrain_doubts(summary.file, heights)) {
                inputs.issues.push_back(std::move(doubt));
            }
            tell_thinning(loaded, summary, inputs.issues);
            tell_missing(inputs, heights, summary, inputs.issues);
        });
}

} // namespace todoku::study
