// `lab reach`: path loss around one site, and what is odd about the site and its ground.
#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "io/raster_file.hpp"
#include "io/readers.hpp"
#include "radio/path_loss.hpp"
#include "radio/reach.hpp"
#include "radio/site_review.hpp"
#include "study/clutter_doubts.hpp"
#include "study/lab.hpp"
#include "study/terrain_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::study::lab {

namespace {

/// @throws InputError where there is no height under the site
void require_ground(const geo::HeightGrid& terrain, const ReachRequest& request) {
    if (terrain.known(request.site)) {
        return;
    }
    const std::string file = request.terrain.string();
    if (terrain.rows < 2 || terrain.columns < 2) {
        throw InputError(
            {fmt::format(
                 "{}: この範囲の標高は{}×{}点（縦×横）だけで、使えません。高さは隣り合う点の"
                 "間で読むため、縦横とも2点以上ある標高データを使ってください。",
                 file, terrain.rows, terrain.columns),
             fmt::format("{}: there are only {} x {} posts here (down x across), which cannot be "
                         "used: heights are taken between neighbouring posts. Give a terrain file "
                         "with two posts or more each way.",
                         file, terrain.rows, terrain.columns)});
    }
    const geo::Box box = terrain.box();
    const std::string site = fmt::format("{:.6f}, {:.6f}", request.site.lat(), request.site.lng());
    if (box.contains(request.site)) {
        throw InputError(
            {fmt::format("{}: 基地局の位置（{}）は標高の欠測（海面など）の上です。標高のある地点を"
                         "指定するか、欠測を埋めた標高データを使ってください。",
                         file, site),
             fmt::format("{}: the site ({}) stands on a void of the heights, such as the sea. Give "
                         "a place with a height, or a terrain file without the void.",
                         file, site)});
    }
    throw InputError(
        {fmt::format(
             "{}: 基地局の位置（{}）は標高データの外です。読んだ標高は北緯{:.4f}〜{:.4f}"
             "度、東経{:.4f}〜{:.4f}度です。--site の緯度・経度とファイルを確かめてください。",
             file, site, box.south, box.north, box.west, box.east),
         fmt::format(
             "{}: the site ({}) lies outside the heights, which reach from {:.4f} to {:.4f} "
             "north and {:.4f} to {:.4f} east. Check latitude and longitude of --site and "
             "the file.",
             file, site, box.south, box.north, box.west, box.east)});
}

/// What is odd about the antenna and its place, though it can be computed.
std::vector<Text> site_doubts(const geo::HeightGrid& terrain, const ReachRequest& request) {
    std::vector<Text> doubts;
    if (request.height.value() == 0.0) {
        doubts.push_back({"--height-m が0です。アンテナを地面に置いたものとして計算します。",
                          "--height-m is 0: computed with the antenna on the ground."});
    }
    if (request.height > radio::kTallestPlausible) {
        doubts.push_back(
            {fmt::format("--height-m {:g} は、国内で最も高い構造物（{:g} m）より高い値です。地面か"
                         "らの高さをmで指定してください。そのままの高さで計算します。",
                         request.height.value(), radio::kTallestPlausible.value()),
             fmt::format("--height-m {:g} exceeds the tallest structure of Japan ({:g} m): give "
                         "metres above ground. Computed as it is.",
                         request.height.value(), radio::kTallestPlausible.value())});
    }
    if (terrain.height(request.site) == 0.0F) { // files give the sea 0 or no height
        doubts.push_back(
            {fmt::format("{}: 基地局の位置（{:.6f}, {:.6f}）の標高はちょうど0 mです。海の上なら "
                         "--site を直してください。標高0 mの地面として計算します。",
                         request.terrain.string(), request.site.lat(), request.site.lng()),
             fmt::format(
                 "{}: the ground at the site ({:.6f}, {:.6f}) is at exactly 0 m. If that is "
                 "the sea, correct --site. Computed as ground at 0 m.",
                 request.terrain.string(), request.site.lat(), request.site.lng())});
    }
    return doubts;
}

void complain_of(const std::vector<Issue>& issues, const Complain& complain) {
    for (const Issue& issue : issues) {
        complain({issue.file + ": " + issue.problem.ja + issue.action.ja,
                  issue.file + ": " + issue.problem.en + " " + issue.action.en});
    }
}

} // namespace

std::vector<std::string> band_names() {
    std::vector<std::string> names;
    for (const radio::BandPreset& preset : radio::band_presets()) {
        names.push_back(preset.id);
    }
    return names;
}

std::optional<ReachDifference> reach(const ReachRequest& request, const Complain& complain,
                                     Progress& progress) {
    // Heights for the radius and a margin of two posts of a coarse model (1 km mesh is 30" or about
    // 0.01 degrees).
    const geo::LocalFrame frame(request.site);
    const double lat = request.radius.value() / frame.metres_per_degree_lat() + 0.01;
    const double lng = request.radius.value() / frame.metres_per_degree_lng() + 0.01;
    const geo::Box window{request.site.lat() - lat, request.site.lng() - lng,
                          request.site.lat() + lat, request.site.lng() + lng};
    io::TerrainRequest heights;
    heights.window = window;
    heights.datum.allow_approximate = request.allow_approximate_datum;
    heights.files = {request.terrain};
    const auto terrain = io::read_terrain(heights);
    complain_of(terrain.issues, complain);
    require_ground(terrain.value, request);
    complain_of(terrain_doubts(request.terrain.string(), terrain.value), complain);
    for (const Text& doubt : site_doubts(terrain.value, request)) {
        complain(doubt);
    }
    const radio::BandPreset& band =
        request.band.empty() ? nearest_preset(request.frequency) : radio::band_preset(request.band);
    radio::LossMapRequest map;
    map.site = request.site;
    map.height = request.height;
    map.radius = request.radius;
    map.frequency = request.frequency;
    map.model = request.model;
    map.step = request.step;
    map.terrain = &terrain.value;
    geo::HeightGrid clutter;
    if (!request.clutter.empty()) {
        heights.files = {request.clutter};
        clutter = io::read_terrain(heights).value;
        for (float& height : clutter.heights) {
            height = height > 0.0F ? height : 0.0F; // also voids
        }
        complain_of(clutter_doubts(request.clutter.string(), clutter), complain);
        map.clutter = &clutter;
    }
    map.clear = request.clear;
    map.exact = request.exact;
    map.threads = request.threads;
    geo::HeightGrid loss = radio::loss_map(map, progress);
    std::optional<ReachDifference> difference;
    if (request.compare) {
        map.exact = true;
        difference = difference_of(loss, radio::loss_map(map, progress), band);
    }
    for (float& value : loss.heights) { // no line of sight: no loss to tell
        value = std::isinf(value) ? std::numeric_limits<float>::quiet_NaN() : value;
    }
    io::write_geotiff(request.output, loss);
    return difference;
}

} // namespace todoku::study::lab
