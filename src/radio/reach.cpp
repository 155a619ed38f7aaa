#include "radio/reach.hpp"

#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/profile_scan.hpp"
#include "radio/site_review.hpp"
#include "radio/terrain_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::radio {

namespace {

/// Cells of one row of the mesh: positions [begin, end) in the request, columns rising.
struct MeshRow {
    std::int32_t row = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<MeshRow> rows_of(std::span<const domain::MeshCell> cells) {
    std::vector<MeshRow> rows;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (rows.empty() || rows.back().row != cells[i].row()) {
            rows.push_back({cells[i].row(), i, i});
        }
        rows.back().end = i + 1;
    }
    return rows;
}

/// The slant line is never shorter than the ground line, so a receiver beyond the reach in free
/// space needs no profile; the exact loss is still what decides.
constexpr double kRoundingRoom = 1e-9;

/// What a preset needs once the geometry of a path is known.
struct BandTail {
    double maximum_loss_db = 0.0;
    double per_metre_db = 0.0; ///< free-space loss at 1 m
    double inverse_root_wave = 0.0;
    double radius_m = 0.0; ///< the preset's, or where free space alone ends service
    double receiver_m = 0.0;

    explicit BandTail(const BandPreset& preset)
        : maximum_loss_db(preset.maximum_loss().value()),
          per_metre_db(free_space_loss_db(1.0, wavelength(preset.frequency))),
          inverse_root_wave(1.0 / std::sqrt(wavelength(preset.frequency).value())),
          radius_m(std::min(
              preset.radius.value(),
              std::max(kLeastDistance_m, std::pow(10.0, (maximum_loss_db - per_metre_db) / 20.0)) *
                  (1.0 + kRoundingRoom))),
          receiver_m(preset.receiver_height.value()) {}

    /// Largest diffraction loss under which the receiver is still served.
    [[nodiscard]] double margin_db(double slant_db) const {
        return maximum_loss_db - per_metre_db - slant_db;
    }
};

/// Presets that look at a site through the same geometry.
struct HeightGroup {
    double antenna_m = 0.0;
    double receiver_m = 0.0;
    std::vector<std::size_t> presets;
};

struct SiteReach {
    std::vector<std::vector<std::uint32_t>> cells; ///< by preset
    std::vector<std::vector<float>> shares;
};

/// All that is the same for every site.
struct Engine {
    const ReachRequest& request;
    std::vector<MeshRow> rows;
    std::vector<BandTail> tails;
    double largest_radius_m = 0.0;
    Metres step;
    ScanTables tables;

    explicit Engine(const ReachRequest& r)
        : request(r), rows(rows_of(r.cells)), tails(r.presets.begin(), r.presets.end()),
          largest_radius_m(largest_radius(tails)), step(profile_step(r.terrain)),
          tables(steps_on(largest_radius_m, step) + 1) {}

    static double largest_radius(const std::vector<BandTail>& tails) {
        double radius = 0.0;
        for (const BandTail& tail : tails) {
            radius = std::max(radius, tail.radius_m);
        }
        return radius;
    }

    [[nodiscard]] std::vector<HeightGroup> groups_of(const Site& site) const {
        std::vector<HeightGroup> groups;
        for (std::size_t p = 0; p < request.presets.size(); ++p) {
            const double antenna = antenna_height(site, request.presets[p]).value();
            const auto same = std::find_if(groups.begin(), groups.end(), [&](const HeightGroup& g) {
                return g.antenna_m == antenna && g.receiver_m == tails[p].receiver_m;
            });
            if (same != groups.end()) {
                same->presets.push_back(p);
            } else {
                groups.push_back({antenna, tails[p].receiver_m, {p}});
            }
        }
        return groups;
    }

    [[nodiscard]] SiteReach reach_of(const Site& site) const;
};

/// One site's receivers, one after the other.
class SiteSweep {
public:
    SiteSweep(const Engine& engine, const Site& site)
        : engine_(engine), site_(site), groups_(engine.groups_of(site)),
          window_(engine.request.terrain, site.place, engine.largest_radius_m),
          scan_(engine.tables, kStandardEffectiveRadius.value()), served_(engine.tails.size()) {}

    void receive(geo::LatLng receiver, double distance_m) {
        sampled_ = false;
        for (const HeightGroup& group : groups_) {
            receive(group, receiver, distance_m);
        }
    }
    [[nodiscard]] std::vector<std::uint32_t>& served() { return served_; }

private:
    void receive(const HeightGroup& group, geo::LatLng receiver, double distance_m) {
        bool scanned = false;
        double parameter = 0.0;
        double slant_db = 0.0;
        for (const std::size_t p : group.presets) {
            const BandTail& tail = engine_.tails[p];
            if (distance_m > tail.radius_m) {
                continue;
            }
            if (!scanned) {
                sample(receiver, distance_m);
                parameter = scan_.parameter(group.antenna_m, group.receiver_m);
                const double rise = scan_.second_ground_m() + group.receiver_m -
                                    scan_.first_ground_m() - group.antenna_m;
                slant_db = 20.0 * std::log10(slant_m(distance_m, rise));
                scanned = true;
            }
            const double knife_edge = knife_edge_loss_db(parameter * tail.inverse_root_wave);
            if (bullington_correction_db(knife_edge, distance_m) <= tail.margin_db(slant_db)) {
                ++served_[p];
            }
        }
    }

    /// Once a receiver, whatever the number of heights and bands.
    void sample(geo::LatLng receiver, double distance_m) {
        if (sampled_) {
            return;
        }
        const std::size_t n = steps_on(distance_m, engine_.step);
        window_.sample(receiver, n, scan_.heights(n));
        scan_.prepare(distance_m / static_cast<double>(n));
        sampled_ = true;
    }

    const Engine& engine_;
    const Site& site_;
    std::vector<HeightGroup> groups_;
    TerrainWindow window_;
    ProfileScan scan_;
    std::vector<std::uint32_t> served_;
    bool sampled_ = false;
};

/// Receivers of one mesh row stand on `per_side` parallels; on each, metres per degree at the
/// middle latitude.
struct Parallel {
    double lat = 0.0;
    double north_m = 0.0;
    double east_per_degree = 0.0;
};

std::vector<Parallel> parallels_of(geo::LatLng site, const geo::Box& box, int per_side) {
    std::vector<Parallel> parallels;
    for (int k = 0; k < per_side; ++k) {
        const double lat = box.south + (box.north - box.south) * (k + 0.5) / per_side;
        const geo::LocalFrame middle(
            geo::LatLng::from_degrees((lat + site.lat()) / 2.0, site.lng()));
        parallels.push_back({lat, (lat - site.lat()) * middle.metres_per_degree_lat(),
                             middle.metres_per_degree_lng()});
    }
    return parallels;
}

SiteReach Engine::reach_of(const Site& site) const {
    SiteReach result;
    result.cells.resize(tails.size());
    result.shares.resize(tails.size());
    if (!has_place(site) || rows.empty() || !(largest_radius_m > 0.0)) {
        return result;
    }
    const int per_side = request.receivers_per_side;
    const auto receivers = static_cast<float>(per_side * per_side);
    const geo::LocalFrame frame(site.place);
    // Wider than needed by 1 % (see TerrainWindow); each receiver's own distance decides.
    const double lat_reach = 1.01 * largest_radius_m / frame.metres_per_degree_lat();
    const double lng_reach = 1.01 * largest_radius_m / frame.metres_per_degree_lng();
    SiteSweep sweep(*this, site);
    for (const MeshRow& row : rows) {
        const geo::Box edge = request.cells[row.begin].box();
        if (edge.north < site.place.lat() - lat_reach ||
            edge.south > site.place.lat() + lat_reach) {
            continue;
        }
        const std::vector<Parallel> parallels = parallels_of(site.place, edge, per_side);
        const auto begin = request.cells.begin() + static_cast<std::ptrdiff_t>(row.begin);
        const auto end = request.cells.begin() + static_cast<std::ptrdiff_t>(row.end);
        const auto first = std::partition_point(begin, end, [&](const domain::MeshCell& cell) {
            return cell.box().east < site.place.lng() - lng_reach;
        });
        for (auto cell = first; cell != end; ++cell) {
            const geo::Box box = cell->box();
            if (box.west > site.place.lng() + lng_reach) {
                break;
            }
            std::fill(sweep.served().begin(), sweep.served().end(), 0U);
            for (const Parallel& parallel : parallels) {
                for (int k = 0; k < per_side; ++k) {
                    const double lng = box.west + (box.east - box.west) * (k + 0.5) / per_side;
                    const double east = (lng - site.place.lng()) * parallel.east_per_degree;
                    const double distance =
                        std::sqrt(parallel.north_m * parallel.north_m + east * east);
                    if (distance <= largest_radius_m) {
                        sweep.receive(geo::LatLng::from_degrees(parallel.lat, lng), distance);
                    }
                }
            }
            for (std::size_t p = 0; p < tails.size(); ++p) {
                if (sweep.served()[p] > 0) {
                    result.cells[p].push_back(
                        static_cast<std::uint32_t>(cell - request.cells.begin()));
                    result.shares[p].push_back(static_cast<float>(sweep.served()[p]) / receivers);
                }
            }
        }
    }
    return result;
}

void check(const ReachRequest& request) {
    if (request.receivers_per_side < 1 || request.receivers_per_side > 64) {
        throw UsageError({"1セルあたりの受信点は一辺1〜64点で指定してください。",
                          "receivers per side of a cell must be 1 to 64"});
    }
    if (!std::is_sorted(request.cells.begin(), request.cells.end())) {
        throw UsageError({"セルは南から北、西から東の順に並んでいる必要があります。",
                          "cells must rise from south to north, then west to east"});
    }
    for (const BandPreset& preset : request.presets) {
        if (!(preset.frequency.value() > 0.0) || !(preset.radius.value() >= 0.0) ||
            !std::isfinite(preset.radius.value()) ||
            !std::isfinite(preset.maximum_loss().value())) {
            throw UsageError(
                {"周波数帯の設定「" + preset.id + "」の周波数・半径・電力が正しくありません。",
                 "band preset \"" + preset.id + "\" has no usable frequency, radius or power"});
        }
    }
}

} // namespace

Reach predict_reach(const ReachRequest& request, Progress& progress) {
    check(request);
    const Engine engine(request);
    const std::size_t count = request.sites.size();
    std::vector<SiteReach> found(count);
    progress.begin({"電波の到達範囲の計算", "predicting reach"}, static_cast<std::int64_t>(count));
    parallel_for(count, request.threads, [&](std::size_t s) {
        progress.check();
        found[s] = engine.reach_of(request.sites[s]);
        progress.advance();
    });
    progress.end();

    Reach reach;
    reach.presets = request.presets;
    reach.sites = count;
    reach.issues = review_sites(request.sites, request.terrain);
    std::uint64_t total = 0;
    reach.begin.reserve(count * request.presets.size() + 1);
    reach.begin.push_back(0);
    for (const SiteReach& site : found) {
        for (const auto& cells : site.cells) {
            total += cells.size();
            reach.begin.push_back(total);
        }
    }
    reach.cells.reserve(total);
    reach.shares.reserve(total);
    for (SiteReach& site : found) {
        for (std::size_t p = 0; p < site.cells.size(); ++p) {
            reach.cells.insert(reach.cells.end(), site.cells[p].begin(), site.cells[p].end());
            reach.shares.insert(reach.shares.end(), site.shares[p].begin(), site.shares[p].end());
        }
        site = SiteReach(); // the joined lists take its place
    }
    return reach;
}

} // namespace todoku::radio
