#include "io/readers.hpp"
#include "radio/land_cover_heights.hpp"
#include "study/clutter_doubts.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>

namespace todoku::study {

namespace {

/// Height of each class: the usual table with the study file's own lines put over it.
std::map<int, double> heights_of(const ClutterInput& input) {
    std::map<int, double> heights;
    for (const radio::LandCoverHeight& line : radio::land_cover_heights()) {
        heights[line.land_class] = line.height_m;
    }
    for (const auto& [land_class, height] : input.classes) {
        heights[land_class] = height;
    }
    return heights;
}

/// Higher than anything that stands in Japan (Tokyo Skytree, 634 m): not a height of things.
constexpr float kHighest_m = 700.0F;

struct ClutterCounts {
    std::map<int, std::size_t> unknown; ///< posts of classes without a height
    std::size_t implausible = 0;
    std::size_t below = 0; ///< posts of a surface far below the terrain
};

/// A surface so far below the terrain is no surface of it: two elevation models of one ground
/// differ by less (house value).
constexpr float kBelow_m = -10.0F;

/// Turns what the files hold into heights above ground, not negative; what is unknown is 0.
void to_heights(const ClutterInput& input, const geo::HeightGrid* terrain, geo::HeightGrid& grid,
                ClutterCounts& counts) {
    const std::map<int, double> classes = heights_of(input);
    for (std::size_t r = 0; r < grid.rows; ++r) {
        for (std::size_t c = 0; c < grid.columns; ++c) {
            float& value = grid.heights[r * grid.columns + c];
            if (std::isnan(value)) {
                value = 0.0F;
                continue;
            }
            if (input.kind == ClutterInput::Kind::LandCover) {
                const int land_class = static_cast<int>(std::lround(value));
                const auto known = classes.find(land_class);
                if (known == classes.end()) {
                    ++counts.unknown[land_class];
                }
                value = known == classes.end() ? 0.0F : static_cast<float>(known->second);
                continue;
            }
            if (input.kind == ClutterInput::Kind::Surface) {
                const geo::LatLng post =
                    geo::LatLng::from_degrees(grid.north - grid.lat_step * static_cast<double>(r),
                                              grid.west + grid.lng_step * static_cast<double>(c));
                value = terrain != nullptr && terrain->known(post) ? value - terrain->height(post)
                                                                   : 0.0F;
                counts.below += value < kBelow_m ? 1U : 0U;
            }
            if (value > kHighest_m) {
                ++counts.implausible;
                value = 0.0F;
            }
            value = std::max(value, 0.0F);
        }
    }
}

} // namespace

geo::HeightGrid read_study_clutter(const StudyFile& study, const geo::Box& window,
                                   const geo::HeightGrid& terrain, Progress* progress) {
    if (!study.clutter) {
        return {};
    }
    io::TerrainRequest request;
    request.files = study.clutter->files;
    request.crs = study.clutter->crs;
    request.window = window;
    request.datum = datum_rules_of(study);
    request.progress = progress;
    geo::HeightGrid grid = io::read_terrain(request).value;
    ClutterCounts counts;
    to_heights(*study.clutter, terrain.empty() ? nullptr : &terrain, grid, counts);
    return grid;
}

void look_at_clutter(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    if (!study.clutter) {
        return;
    }
    const ClutterInput& input = *study.clutter;
    reader.input(
        summary_of("clutter", {"建物・樹木の高さ", "what stands on the ground"},
                   joined(input.shown_as), input.origin),
        [&](InputSummary& summary) {
            io::TerrainRequest request;
            request.files = input.files;
            request.crs = input.crs;
            request.datum = datum_rules_of(study);
            request.window = inputs.municipalities.empty() ? geo::Box{-90.0, -180.0, 90.0, 180.0}
                                                           : study_extent(inputs.municipalities);
            request.most_posts = 1'000'000;
            auto loaded = io::read_terrain(request);
            // Told below in the words of clutter.
            std::erase_if(loaded.issues,
                          [](const Issue& issue) { return issue.code == "implausible_heights"; });
            reader.note(summary, loaded);
            geo::HeightGrid& grid = loaded.value;
            const geo::HeightGrid terrain = input.kind == ClutterInput::Kind::Surface
                                                ? read_study_terrain(study, grid.box(), nullptr)
                                                : geo::HeightGrid{};
            ClutterCounts counts;
            to_heights(input, terrain.empty() ? nullptr : &terrain, grid, counts);
            std::size_t stands = 0;
            float highest = 0.0F;
            for (const float height : grid.heights) {
                stands += height > 0.0F ? 1U : 0U;
                highest = std::max(highest, height);
            }
            summary.facts.emplace_back(
                Text{"何かが立っている割合", "of the ground with something on it"},
                fmt::format("{:.1f} %", 100.0 * static_cast<double>(stands) /
                                            static_cast<double>(grid.heights.size())));
            summary.facts.emplace_back(Text{"最も高い所", "highest"},
                                       fmt::format("{:.1f} m", highest));
            for (const auto& [land_class, posts] : counts.unknown) {
                inputs.issues.push_back(
                    {IssueKind::Assumed,
                     "clutter_class_unknown",
                     summary.file,
                     "",
                     std::nullopt,
                     "",
                     std::to_string(land_class),
                     {fmt::format("土地被覆の区分 {} の高さが決まっていません。", land_class),
                      fmt::format("class {} of the land cover has no height.", land_class)},
                     {fmt::format("0 mとします。[inputs.clutter] に classes = {{ {} = \"高さm\" }} "
                                  "と書くと決められます。",
                                  land_class),
                      fmt::format("taken as 0 m; classes = {{ {} = \"metres\" }} under "
                                  "[inputs.clutter] sets it.",
                                  land_class)}});
            }
            for (Issue& doubt : clutter_doubts(summary.file, grid)) {
                inputs.issues.push_back(std::move(doubt));
            }
            if (2 * counts.below > grid.heights.size()) {
                inputs.issues.push_back(
                    {IssueKind::Noted,
                     "clutter_below_terrain",
                     summary.file,
                     "",
                     std::nullopt,
                     "",
                     std::to_string(counts.below),
                     {fmt::format(
                          "地表面（surface）の半分を超える所が、標高（terrain）より{:g} m以上"
                          "低くなっています。単位と高さの基準を確かめてください。",
                          -kBelow_m),
                      fmt::format("More than half of the surface lies {:g} m and more below the "
                                  "terrain. Check unit and vertical datum.",
                                  -kBelow_m)},
                     {"そこには何も立っていないとします。", "Taken as bare ground there."}});
            }
            if (counts.implausible > 0) {
                inputs.issues.push_back(
                    {IssueKind::Assumed,
                     "clutter_implausible",
                     summary.file,
                     "",
                     std::nullopt,
                     "",
                     std::to_string(counts.implausible),
                     input.kind == ClutterInput::Kind::Surface
                         ? Text{fmt::format(
                                    "標高（terrain）より{:g} m以上高い点があります。単位（フィ"
                                    "ートなど）と欠測値を確かめてください。",
                                    kHighest_m),
                                fmt::format("Posts stand over {:g} m above the terrain. Check the "
                                            "unit (feet?) and the no-data value.",
                                            kHighest_m)}
                         : Text{fmt::format("高さ{:g} mを超える点があります（高さではなく標高のファ"
                                            "イルなら surface に書いてください）。",
                                            kHighest_m),
                                fmt::format("Posts over {:g} m (a file of heights above sea level "
                                            "belongs under surface).",
                                            kHighest_m)},
                     {"何も立っていないとします。", "taken as bare ground."}});
            }
        });
}

} // namespace todoku::study
