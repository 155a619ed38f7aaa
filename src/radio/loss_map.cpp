#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"
#include "radio/path_loss_models.hpp"
#include "radio/reach.hpp"
#include "radio/sweep.hpp"
#include "radio/terrain_profile.hpp"
#include "radio/tr38901.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace todoku::radio {

namespace {

// A post takes 4 bytes of the map and some 10 of the fan: these are 1.9 GB.
constexpr double kMostPosts = 1.4e8;

void check(const LossMapRequest& request, Metres step) {
    require_frequency(path_model(request.model), request.frequency);
    const auto positive = [](Metres value) {
        return std::isfinite(value.value()) && value.value() > 0.0;
    };
    const auto height = [](Metres value) {
        return std::isfinite(value.value()) && value.value() >= 0.0;
    };
    if (!(std::abs(request.site.lat()) < 90.0) || !(std::abs(request.site.lng()) <= 180.0)) {
        throw UsageError({"地点の緯度経度が正しくありません。",
                          "the site's latitude and longitude are not usable"});
    }
    if (!positive(request.radius) || !positive(step)) {
        throw UsageError({"半径と間隔は0より大きい数値（m）で指定してください。",
                          "radius and step must be numbers of metres above 0"});
    }
    if (!height(request.height) || !height(request.receiver_height)) {
        throw UsageError({"アンテナの高さは0以上の数値（m）で指定してください。",
                          "antenna heights must be numbers of metres, 0 or more"});
    }
    require_within_model(request.model, request.height, request.receiver_height, request.radius);
    const double side = 2.0 * std::floor(request.radius / step) + 1.0;
    if (side * side > kMostPosts) {
        const double most = std::floor((std::sqrt(kMostPosts) - 1.0) / 2.0); // from the middle
        const double least_step = std::ceil(request.radius.value() / most * 10.0) / 10.0;
        const double greatest_radius = std::floor(most * step.value());
        throw UsageError(
            {fmt::format(
                 "格子の点が多すぎて（一辺{:.0f}点）メモリに収まりません。この半径なら間隔を"
                 "{} m以上に広げるか、この間隔なら半径を{} m以下に縮めてください。",
                 side, shortest(least_step), shortest(greatest_radius)),
             fmt::format("too many posts ({:.0f} a side) for the memory: with this radius the step "
                         "must be {} m or more, with this step the radius {} m or less",
                         side, shortest(least_step), shortest(greatest_radius))});
    }
}

/// P.1812 begins at 250 m; nearer than that its value counts only above free space.
double p1812_loss_db(const LossMapRequest& request, const GroundLine& line,
                     const TerrainProfile& profile, std::span<const double> clutter_m,
                     double free_db) {
    if (profile.at_m.size() < 3) {
        return free_db;
    }
    P1812Path path;
    path.at_m = profile.at_m;
    path.terrain_m = profile.height_m;
    path.clutter_m = clutter_m;
    path.frequency = request.frequency;
    path.first_height_m = request.height.value();
    path.second_height_m = request.receiver_height.value();
    path.middle_lat_deg = (line.from.lat() + line.to.lat()) / 2.0;
    const double loss = p1812(path).loss_db;
    return line.length_m < kLeastP1812Distance.value() ? std::max(free_db, loss) : loss;
}

/// What stands on the ground of the profile's points; empty without clutter.
std::vector<double> clutter_of(const LossMapRequest& request, const GroundLine& line,
                               Metres sampling, const TerrainProfile& profile) {
    if (request.clutter == nullptr) {
        return {};
    }
    std::vector<double> heights = sample_terrain(request.clutter, line, sampling).height_m;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const double at = profile.at_m[i];
        if (at <= request.clear.value() || line.length_m - at <= request.clear.value()) {
            heights[i] = 0.0;
        }
    }
    return heights;
}

double loss_db(const LossMapRequest& request, const GroundLine& line, Metres sampling) {
    const Metres wave = wavelength(request.frequency);
    const TerrainProfile profile = sample_terrain(request.terrain, line, sampling);
    const std::vector<double> clutter_m = clutter_of(request, line, sampling, profile);
    std::vector<double> obstacle_m = profile.height_m;
    for (std::size_t i = 0; i < clutter_m.size(); ++i) {
        obstacle_m[i] += clutter_m[i];
    }
    const ProfileView view{profile.at_m, obstacle_m,
                           profile.height_m.front() + request.height.value(),
                           profile.height_m.back() + request.receiver_height.value()};
    const double free = free_space_loss_db(
        slant_m(line.length_m, view.second_antenna_m - view.first_antenna_m), wave);
    if (request.model == "freespace" || !(line.length_m > 0.0)) {
        return free;
    }
    if (request.model == "los") {
        const Bullington path = bullington(view, kStandardEffectiveRadius, wave);
        return path.line_of_sight && path.v <= kClearParameter
                   ? free
                   : std::numeric_limits<double>::infinity();
    }
    if (request.model == "bullington") {
        return free + bullington(view, kStandardEffectiveRadius, wave).loss_db;
    }
    if (request.model == "p1812") {
        return p1812_loss_db(request, line, profile, clutter_m, free);
    }
    if (request.model.starts_with("tr38901")) {
        if (line.length_m < kLeastTr38901Distance.value()) {
            return free;
        }
        PathCase path;
        path.model = request.model;
        path.f_ghz = request.frequency.value() / 1e9;
        path.htg_m = request.height.value();
        path.hrg_m = request.receiver_height.value();
        return path_loss({profile.at_m, obstacle_m, {}, {}}, path).loss_db;
    }
    return free + delta_bullington({view, profile.height_m, request.frequency,
                                    kStandardEffectiveRadius, Polarisation::Vertical, 0.0})
                      .loss_db;
}

/// Every post over its own profile.
void map_exactly(const LossMapRequest& request, Metres sampling, geo::HeightGrid& map,
                 Progress& progress) {
    progress.begin({"伝搬損失の計算", "computing path loss"}, static_cast<std::int64_t>(map.rows));
    parallel_for(map.rows, request.threads, [&](std::size_t row) {
        progress.check();
        const double lat = map.north - map.lat_step * static_cast<double>(row);
        for (std::size_t column = 0; column < map.columns; ++column) {
            const double lng = map.west + map.lng_step * static_cast<double>(column);
            const GroundLine line = ground_line(request.site, geo::LatLng::from_degrees(lat, lng));
            if (line.length_m <= request.radius.value()) {
                map.heights[row * map.columns + column] =
                    static_cast<float>(loss_db(request, line, sampling));
            }
        }
        progress.advance();
    });
    progress.end();
}

/// Radials of one piece of work: enough that a worker's tables do not matter.
constexpr std::size_t kRadialsAtOnce = 64;

void map_by_sweep(const LossMapRequest& request, SweepModel model, Metres step, Metres sampling,
                  geo::HeightGrid& map, Progress& progress) {
    const RadialFan fan(request.radius, step, std::min(step, sampling));
    const RadialTables tables(fan.most_steps());
    const SweepSettings settings{.model = model,
                                 .frequencies = {request.frequency},
                                 .receiver_height = request.receiver_height,
                                 .terrain = request.terrain,
                                 .clutter = request.clutter,
                                 .clear = request.clear};
    const SiteGround ground(settings, request.site, fan);
    const std::size_t pieces = (fan.radials() + kRadialsAtOnce - 1) / kRadialsAtOnce;
    const std::size_t middle = map.rows / 2;
    progress.begin({"伝搬損失の計算", "computing path loss"}, static_cast<std::int64_t>(pieces));
    parallel_for(pieces, request.threads, [&](std::size_t piece) {
        progress.check();
        Sweep sweep(fan, tables, settings);
        const Radials radials{piece * kRadialsAtOnce,
                              std::min(fan.radials(), (piece + 1) * kRadialsAtOnce)};
        sweep.run(request.site, request.height, ground, radials, {}, [&](const SweptBatch& batch) {
            for (std::size_t k = 0; k < batch.receivers.size(); ++k) {
                const FanReceiver& at = fan.receivers()[batch.receivers[k]];
                const auto row = static_cast<std::size_t>(static_cast<int>(middle) - at.north);
                const auto column = static_cast<std::size_t>(static_cast<int>(middle) + at.east);
                map.heights[row * map.columns + column] = batch.losses_db[0][k];
            }
        });
        progress.advance();
    });
    progress.end();
    // No radial leads to the site itself.
    map.heights[middle * map.columns + middle] =
        static_cast<float>(loss_db(request, ground_line(request.site, request.site), sampling));
}

} // namespace

geo::HeightGrid loss_map(const LossMapRequest& request, Progress& progress) {
    const Metres sampling = profile_step(request.terrain);
    const Metres step = request.step.value() != 0.0 ? request.step : sampling;
    check(request, step);
    const geo::LocalFrame frame(request.site);
    const auto arm = static_cast<std::size_t>(std::floor(request.radius / step));
    geo::HeightGrid map;
    map.rows = map.columns = 2 * arm + 1;
    map.lat_step = step.value() / frame.metres_per_degree_lat();
    map.lng_step = step.value() / frame.metres_per_degree_lng();
    map.north = request.site.lat() + map.lat_step * static_cast<double>(arm);
    map.west = request.site.lng() - map.lng_step * static_cast<double>(arm);
    map.heights.assign(map.rows * map.columns, std::numeric_limits<float>::quiet_NaN());

    const std::optional<SweepModel> model = sweep_model(request.model);
    if (model && !request.exact) {
        map_by_sweep(request, *model, step, sampling, map, progress);
    } else {
        map_exactly(request, sampling, map, progress);
    }
    return map;
}

} // namespace todoku::radio
