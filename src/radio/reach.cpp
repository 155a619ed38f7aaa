#include "radio/reach.hpp"

#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/band_tail.hpp"
#include "radio/site_review.hpp"
#include "radio/sweep.hpp"
#include "radio/terrain_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

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

/// A lattice of receivers for one radius, shared by all sites.
struct Field {
    RadialFan fan;
    RadialTables tables;
    Field(Metres radius, Metres pitch, Metres step)
        : fan(radius, pitch, step), tables(fan.most_steps()) {}
};

/// Presets that one sweep answers: the same antenna, receivers, radius and model.
struct SweepGroup {
    double antenna_m = 0.0;
    double receiver_m = 0.0;
    double radius_m = 0.0;
    SweepModel model = SweepModel::P1812;
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
    std::map<double, Field> fields; ///< by radius
    std::optional<AntennaTable> antenna;
    std::vector<BandTail> tails;

    explicit Engine(const ReachRequest& r) : request(r), rows(rows_of(r.cells)) {
        // Posts farther apart (a file of one post, say) leave cells without a receiver.
        const Metres step = std::min(profile_step(r.terrain), kFlatStep);
        const Metres pitch = r.pitch.value() > 0.0 ? r.pitch : step;
        if (!r.sectors.empty()) {
            antenna.emplace(r.sectors);
        }
        TailSettings settings{.step = std::min(pitch, step),
                              .rain_mm_h = r.rain_mm_h,
                              .terminal_clutter = r.terminal_clutter,
                              .antenna = antenna ? &*antenna : nullptr};
        for (const BandPreset& preset : r.presets) {
            settings.most_steps = 0;
            if (preset.radius >= pitch) {
                const auto field =
                    fields.try_emplace(preset.radius.value(), preset.radius, pitch, settings.step);
                settings.most_steps = field.first->second.fan.most_steps();
            }
            tails.emplace_back(preset, r.model, settings);
        }
    }

    [[nodiscard]] std::vector<SweepGroup> groups_of(const Site& site) const {
        std::vector<SweepGroup> groups;
        for (std::size_t p = 0; p < request.presets.size(); ++p) {
            const BandPreset& preset = request.presets[p];
            const SweepGroup own{antenna_height(site, preset).value(),
                                 preset.receiver_height.value(),
                                 preset.radius.value(),
                                 tails[p].model(),
                                 {p}};
            const auto same = std::find_if(groups.begin(), groups.end(), [&](const SweepGroup& g) {
                return g.antenna_m == own.antenna_m && g.receiver_m == own.receiver_m &&
                       g.radius_m == own.radius_m && g.model == own.model;
            });
            if (same != groups.end()) {
                same->presets.push_back(p);
            } else {
                groups.push_back(own);
            }
        }
        return groups;
    }

    [[nodiscard]] SiteReach reach_of(const Site& site) const;
    void reach_of(const Site& site, const SweepGroup& group, SiteReach& result) const;
};

constexpr std::uint32_t kNoCell = std::numeric_limits<std::uint32_t>::max();

/// The lattice around one site laid over the mesh. Rows of the lattice are parallels and its
/// columns meridians of the site's local frame, so that the cell of a receiver follows from its row
/// and its column apart.
class LatticeOverMesh {
public:
    LatticeOverMesh(const Engine& engine, geo::LatLng site, int arm, double pitch_m)
        : arm_(arm), level_(engine.request.cells.front().level()) {
        const geo::LocalFrame frame(site);
        const auto place = [&](double east, double north) {
            return frame.to_lat_lng({east * pitch_m, north * pitch_m});
        };
        for (int i = -arm; i <= arm; ++i) {
            rows_.push_back(row_of(place(0.0, i)));
            columns_.push_back(column_of(place(i, 0.0)));
        }
        first_row_ = rows_.front();
        first_column_ = columns_.front();
        width_ = static_cast<std::size_t>(columns_.back() - first_column_) + 1;
        const std::size_t height = static_cast<std::size_t>(rows_.back() - first_row_) + 1;
        for (int i = 0; i <= 2 * arm; ++i) {
            rows_[static_cast<std::size_t>(i)] -= first_row_;
            columns_[static_cast<std::size_t>(i)] -= first_column_;
        }
        position_.assign(width_ * height, kNoCell);
        fill(engine);
        // Receivers of a cell, those beyond the lattice too: they stand on the same parallels and
        // meridians.
        row_count_ = counts(height, [&](int i) { return row_of(place(0.0, i)) - first_row_; });
        column_count_ =
            counts(width_, [&](int i) { return column_of(place(i, 0.0)) - first_column_; });
    }

    /// Place in the window of the cell that holds the receiver.
    [[nodiscard]] std::size_t at(const FanReceiver& r) const {
        return static_cast<std::size_t>(rows_[static_cast<std::size_t>(r.north + arm_)]) * width_ +
               static_cast<std::size_t>(columns_[static_cast<std::size_t>(r.east + arm_)]);
    }
    [[nodiscard]] std::size_t size() const { return position_.size(); }
    /// Position in the request, or `kNoCell`.
    [[nodiscard]] std::uint32_t cell(std::size_t at) const { return position_[at]; }
    [[nodiscard]] double receivers(std::size_t at) const {
        return static_cast<double>(row_count_[at / width_]) *
               static_cast<double>(column_count_[at % width_]);
    }

private:
    // Without the care of MeshCell::at for points on an edge: a receiver there may stand in either.
    [[nodiscard]] std::int32_t row_of(geo::LatLng p) const {
        return static_cast<std::int32_t>(
            std::floor(p.lat() * domain::pitch(level_).rows_per_degree()));
    }
    [[nodiscard]] std::int32_t column_of(geo::LatLng p) const {
        return static_cast<std::int32_t>(
            std::floor(p.lng() * domain::pitch(level_).columns_per_degree));
    }
    void fill(const Engine& engine) {
        const std::size_t height = position_.size() / width_;
        const auto first =
            std::partition_point(engine.rows.begin(), engine.rows.end(),
                                 [&](const MeshRow& row) { return row.row < first_row_; });
        for (auto row = first; row != engine.rows.end(); ++row) {
            const auto r = static_cast<std::size_t>(row->row - first_row_);
            if (r >= height) {
                break;
            }
            const auto cells = engine.request.cells;
            auto k = static_cast<std::size_t>(
                std::partition_point(
                    cells.begin() + static_cast<std::ptrdiff_t>(row->begin),
                    cells.begin() + static_cast<std::ptrdiff_t>(row->end),
                    [&](const domain::MeshCell& cell) { return cell.column() < first_column_; }) -
                cells.begin());
            for (; k < row->end; ++k) {
                const auto c = static_cast<std::size_t>(cells[k].column() - first_column_);
                if (c >= width_) {
                    break;
                }
                position_[r * width_ + c] = static_cast<std::uint32_t>(k);
            }
        }
    }
    /// Lattice lines in each of `size` rows (or columns), walking on beyond the lattice's edges.
    template <class Line>
    [[nodiscard]] std::vector<std::uint32_t> counts(std::size_t size, Line line_of) const {
        std::vector<std::uint32_t> count(size, 0);
        const auto add = [&](std::int32_t line) {
            const bool inside = line >= 0 && static_cast<std::size_t>(line) < size;
            count[inside ? static_cast<std::size_t>(line) : 0] += inside ? 1U : 0U;
            return inside;
        };
        for (int i = 0; add(line_of(i)); ++i) {
        }
        for (int i = -1; add(line_of(i)); --i) {
        }
        return count;
    }

    int arm_;
    domain::MeshLevel level_;
    std::int32_t first_row_ = 0;
    std::int32_t first_column_ = 0;
    std::size_t width_ = 0;
    std::vector<std::int32_t> rows_; ///< by lattice row, from the south
    std::vector<std::int32_t> columns_;
    std::vector<std::uint32_t> position_;
    std::vector<std::uint32_t> row_count_;
    std::vector<std::uint32_t> column_count_;
};

void Engine::reach_of(const Site& site, const SweepGroup& group, SiteReach& result) const {
    const auto found = fields.find(group.radius_m);
    if (found == fields.end()) {
        return; // a radius under one pitch holds no receiver
    }
    const Field& field = found->second;
    const RadialFan& fan = field.fan;
    const LatticeOverMesh lattice(*this, site.place, fan.arm(), fan.pitch().value());
    std::vector<std::uint8_t> wanted(fan.receivers().size());
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        wanted[k] = lattice.cell(lattice.at(fan.receivers()[k])) != kNoCell ? 1 : 0;
    }
    SweepSettings settings{.model = group.model,
                           .frequencies = {},
                           .receiver_height = Metres(group.receiver_m),
                           .terrain = request.terrain,
                           .clutter = request.clutter,
                           .clear = request.clear};
    for (const std::size_t p : group.presets) {
        settings.frequencies.push_back(request.presets[p].frequency);
    }
    std::vector<std::vector<double>> served(group.presets.size(),
                                            std::vector<double>(lattice.size(), 0.0));
    Sweep sweep(fan, field.tables, settings);
    sweep.run(site.place, Metres(group.antenna_m), wanted, [&](const SweptBatch& batch) {
        if (batch.receivers_m.empty()) {
            return; // out of sight
        }
        for (std::size_t b = 0; b < group.presets.size(); ++b) {
            const BandTail& tail = tails[group.presets[b]];
            for (std::size_t k = 0; k < batch.receivers.size(); ++k) {
                const std::uint32_t receiver = batch.receivers[k];
                const FanReceiver& r = fan.receivers()[receiver];
                const TailPath path{.steps = r.steps,
                                    .ground_m = fan.distances_m()[receiver],
                                    .rise_m = batch.receivers_m[k] - batch.site_m,
                                    .east = static_cast<float>(r.east),
                                    .north = static_cast<float>(r.north)};
                served[b][lattice.at(r)] +=
                    static_cast<double>(tail.chance(batch.losses_db[b][k], path));
            }
        }
    });
    // No radial leads to the lattice's point at the site itself.
    const std::size_t middle = lattice.at(FanReceiver());
    if (lattice.cell(middle) != kNoCell) {
        for (std::size_t b = 0; b < group.presets.size(); ++b) {
            served[b][middle] += static_cast<double>(
                tails[group.presets[b]].chance_at_site(Metres(group.antenna_m - group.receiver_m)));
        }
    }
    for (std::size_t b = 0; b < group.presets.size(); ++b) {
        const std::size_t p = group.presets[b];
        for (std::size_t at = 0; at < lattice.size(); ++at) {
            const double share = served[b][at] > 0.0 ? served[b][at] / lattice.receivers(at) : 0.0;
            if (share >= kLeastShare) {
                result.cells[p].push_back(lattice.cell(at));
                result.shares[p].push_back(static_cast<float>(std::min(share, 1.0)));
            }
        }
    }
}

SiteReach Engine::reach_of(const Site& site) const {
    SiteReach result;
    result.cells.resize(tails.size());
    result.shares.resize(tails.size());
    if (has_place(site) && !rows.empty()) {
        for (const SweepGroup& group : groups_of(site)) {
            reach_of(site, group, result);
        }
    }
    return result;
}

/// Sites of one neighbourhood one after the other, so that its terrain stays in cache: by squares
/// of about a kilometre, and within them as they come.
std::vector<std::size_t> by_neighbourhood(std::span<const Site> sites) {
    const auto square = [&](std::size_t s) {
        if (!has_place(sites[s])) {
            return std::pair{std::numeric_limits<double>::infinity(), 0.0};
        }
        return std::pair{std::floor(sites[s].place.lat() * 100.0),
                         std::floor(sites[s].place.lng() * 100.0)};
    };
    std::vector<std::size_t> order(sites.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return square(a) < square(b); });
    return order;
}

void check(const ReachRequest& request) {
    if (request.terminal_clutter && request.clutter != nullptr) {
        throw UsageError({"端末の周りの損失（P.2108）と地表の上に立つものの高さは、同じ建物や樹木を"
                          "表します。どちらか一つにしてください。",
                          "the loss around the handset (P.2108) and heights of what stands on the "
                          "ground describe the same things: choose one"});
    }
    if (!(request.pitch.value() >= 0.0) || !std::isfinite(request.pitch.value())) {
        throw UsageError({"受信点の間隔は0以上の数値（m）で指定してください。",
                          "the receivers' pitch must be a number of metres, 0 or more"});
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

Reach no_lists(const ReachRequest& request, std::size_t sites) {
    Reach reach;
    reach.presets = request.presets;
    reach.sites = sites;
    reach.begin.reserve(sites * request.presets.size() + 1);
    reach.begin.push_back(0);
    return reach;
}

void append(Reach& lists, const SiteReach& site) {
    for (std::size_t p = 0; p < site.cells.size(); ++p) {
        lists.cells.insert(lists.cells.end(), site.cells[p].begin(), site.cells[p].end());
        lists.shares.insert(lists.shares.end(), site.shares[p].begin(), site.shares[p].end());
        lists.begin.push_back(lists.cells.size());
    }
}

/// Whether these can be the lists of so many of the request's sites.
bool fits(const Reach& lists, const ReachRequest& request, std::size_t sites) {
    return lists.sites == sites && lists.presets.size() == request.presets.size() &&
           lists.begin.size() == sites * request.presets.size() + 1 && lists.begin.front() == 0 &&
           std::is_sorted(lists.begin.begin(), lists.begin.end()) &&
           lists.begin.back() == lists.cells.size() && lists.cells.size() == lists.shares.size() &&
           std::all_of(lists.cells.begin(), lists.cells.end(),
                       [&](std::uint32_t cell) { return cell < request.cells.size(); });
}

Reach joined(const ReachRequest& request, std::span<const SiteReach> sites) {
    Reach lists = no_lists(request, sites.size());
    std::size_t total = 0;
    for (const SiteReach& site : sites) {
        for (const auto& cells : site.cells) {
            total += cells.size();
        }
    }
    lists.cells.reserve(total);
    lists.shares.reserve(total);
    for (const SiteReach& site : sites) {
        append(lists, site);
    }
    return lists;
}

/// Copies one column of all lists to where the sites' order has them; each part goes as soon as it
/// is copied, so that one column at most is there twice.
template <class T>
void in_order_of_sites(std::vector<Reach>& parts, std::vector<T> Reach::* column,
                       std::span<const std::size_t> order, Reach& reach) {
    std::vector<T>& all = reach.*column;
    all.resize(static_cast<std::size_t>(reach.begin.back()));
    const std::size_t presets = reach.presets.size();
    std::size_t first = 0; // of the part in the order
    for (Reach& part : parts) {
        const std::vector<T> own = std::move(part.*column);
        for (std::size_t i = 0; i < part.sites; ++i) {
            const auto from = own.begin() + static_cast<std::ptrdiff_t>(part.begin[i * presets]);
            const auto to =
                own.begin() + static_cast<std::ptrdiff_t>(part.begin[(i + 1) * presets]);
            std::copy(from, to,
                      all.begin() +
                          static_cast<std::ptrdiff_t>(reach.begin[order[first + i] * presets]));
        }
        first += part.sites;
    }
}

/// @param parts lists of the sites in `order`, part by part
Reach in_order_of_sites(const ReachRequest& request, std::span<const std::size_t> order,
                        std::vector<Reach> parts) {
    Reach reach = no_lists(request, order.size());
    const std::size_t presets = request.presets.size();
    reach.begin.resize(order.size() * presets + 1);
    std::size_t first = 0;
    for (const Reach& part : parts) {
        for (std::size_t list = 0; list < part.sites * presets; ++list) {
            const std::size_t site = order[first + list / presets];
            reach.begin[site * presets + list % presets + 1] =
                part.begin[list + 1] - part.begin[list];
        }
        first += part.sites;
    }
    std::partial_sum(reach.begin.begin(), reach.begin.end(), reach.begin.begin());
    in_order_of_sites(parts, &Reach::cells, order, reach);
    in_order_of_sites(parts, &Reach::shares, order, reach);
    return reach;
}

} // namespace

Reach predict_reach(const ReachRequest& request, Progress& progress, ReachParts* parts) {
    check(request);
    const Engine engine(request);
    const std::size_t count = request.sites.size();
    const std::vector<std::size_t> order = by_neighbourhood(request.sites);
    const auto sites_of = [&](std::size_t part) {
        const std::size_t first = part * kSitesOfPart;
        return std::span(order).subspan(first, std::min(kSitesOfPart, count - first));
    };
    std::vector<Reach> lists((count + kSitesOfPart - 1) / kSitesOfPart);
    std::vector<std::size_t> missing;
    std::size_t kept = 0;
    for (std::size_t part = 0; part < lists.size(); ++part) {
        auto own = parts != nullptr ? parts->kept(part) : std::nullopt;
        if (own && fits(*own, request, sites_of(part).size())) {
            lists[part] = std::move(*own);
            kept += sites_of(part).size();
        } else {
            missing.push_back(part);
        }
    }
    progress.begin(
        kept == 0 ? Text{"電波の到達範囲の計算", "predicting reach"}
                  : Text{"電波の到達範囲の計算（前回の続きから）", "predicting reach (going on)"},
        static_cast<std::int64_t>(count - kept));
    for (const std::size_t part : missing) {
        const auto sites = sites_of(part);
        std::vector<SiteReach> found(sites.size());
        parallel_for(sites.size(), request.threads, [&](std::size_t i) {
            progress.check();
            found[i] = engine.reach_of(request.sites[sites[i]]);
            progress.advance();
        });
        lists[part] = joined(request, found);
        if (parts != nullptr) {
            parts->keep(part, lists[part]);
        }
    }
    progress.end();

    Reach reach = in_order_of_sites(request, order, std::move(lists));
    reach.issues = review_sites(request.sites, request.terrain);
    return reach;
}

} // namespace todoku::radio
