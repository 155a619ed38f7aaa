#include "overlay/self_check.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"
#include "overlay/exact_cell.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/mesh_overlay.hpp"
#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace todoku::overlay {

namespace {

// Edges beyond which a cell takes seconds in rational numbers.
constexpr std::size_t kMostExactEdges = 200;

using Real = long double;

// Area by latitude on GRS80, up to a constant (derivative of Snyder 1987, eq. 3-12).
Real density(Real lat_degrees) {
    const Real phi = lat_degrees * std::numbers::pi_v<Real> / 180;
    const Real f = geo::kFlattening;
    const Real s = std::sin(phi);
    const Real w = 1 - f * (2 - f) * s * s;
    return std::cos(phi) / (w * w);
}

// Integral of longitude over the area along a straight edge: Gauss-Legendre with 3 points (edges
// are short: error under 1e-15 up to a degree of latitude).
Real under(geo::LatLng a, geo::LatLng b, Real lng0) {
    static const Real node = std::sqrt(Real(3) / 5);
    const std::array<std::pair<Real, Real>, 3> rule = {
        {{-node, Real(5) / 18}, {Real(0), Real(4) / 9}, {node, Real(5) / 18}}};
    const Real height = Real(b.lat()) - a.lat();
    Real sum = 0;
    for (const auto& [place, weight] : rule) {
        const Real part = (1 + place) / 2;
        sum += weight * (a.lng() - lng0 + (Real(b.lng()) - a.lng()) * part) *
               density(a.lat() + height * part);
    }
    return sum * height;
}

Real ring_area(const geo::Ring& ring) {
    Real sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        sum += under(ring[i], ring[(i + 1) % ring.size()], ring.front().lng());
    }
    return std::abs(sum);
}

Real cell_area(domain::MeshCell cell) {
    const domain::MeshPitch pitch = domain::pitch(cell.level());
    const auto rows = static_cast<Real>(pitch.rows_per_degree());
    const Real south = cell.row() / rows;
    const Real height = 1 / rows;
    static const Real node = std::sqrt(Real(3) / 5);
    return height / pitch.columns_per_degree *
           (5 * density(south + height * (1 - node) / 2) + 8 * density(south + height / 2) +
            5 * density(south + height * (1 + node) / 2)) /
           18;
}

class Checker {
public:
    Checker(const SelfCheckRequest& request, Threads threads)
        : request_(request), threads_(threads), cells_(request.cells),
          window_(request.whole_window ? *request.whole_window : cells_.window()) {}

    SelfCheck check() {
        check_sums();
        check_second_level();
        check_exact_cells();
        check_rings();
        return result_;
    }

private:
    [[nodiscard]] double share(const CheckedShares& column, domain::MeshCell cell) const {
        const auto i = cells_.find(cell);
        return i ? column.shares[*i] : 0.0;
    }
    [[nodiscard]] bool known(domain::MeshCell cell) const {
        return request_.whole_window ? request_.whole_window->contains(cell)
                                     : cells_.find(cell).has_value();
    }
    static double sum_of(const CheckedShares& column, std::span<const CombinationPart> parts) {
        double sum = 0.0;
        for (const CombinationPart& part : parts) {
            sum += column.counts(part.mask) ? part.share : 0.0;
        }
        return sum;
    }

    void check_sums() {
        std::vector<double> worst(window_.size(), 0.0);
        std::vector<std::uint8_t> reached(window_.size(), 0);
        for_each_combination(request_.layers, window_, threads_,
                             [&](std::size_t index, std::span<const CombinationPart> parts) {
                                 const domain::MeshCell cell = window_.cell(index);
                                 if (!known(cell)) {
                                     return;
                                 }
                                 reached[index] = 1;
                                 double sum = 0.0;
                                 for (const CombinationPart& part : parts) {
                                     sum += part.share;
                                     worst[index] = std::max(worst[index], -part.share);
                                 }
                                 worst[index] = std::max(worst[index], sum - 1.0);
                                 for (const CheckedShares& column : request_.columns) {
                                     worst[index] =
                                         std::max(worst[index], std::abs(share(column, cell) -
                                                                         sum_of(column, parts)));
                                 }
                             });
        for (std::size_t i = 0; i < request_.cells.size(); ++i) { // covered by no layer
            if (reached[window_.index(request_.cells[i])] == 0) {
                for (const CheckedShares& column : request_.columns) {
                    result_.sums = std::max(result_.sums, std::abs(column.shares[i]));
                }
            }
        }
        for (const double error : worst) {
            result_.sums = std::max(result_.sums, error);
        }
    }

    [[nodiscard]] std::optional<domain::MeshLevel> coarser_level() const {
        std::optional<domain::MeshLevel> found;
        for (const domain::MeshLevel level : domain::kMeshLevels) { // coarse to fine
            if (level != window_.level && domain::nests(window_.level, level)) {
                found = level;
            }
        }
        return found;
    }

    void check_second_level() {
        const auto level = coarser_level();
        if (!level || window_.empty()) {
            return;
        }
        const domain::MeshCell first = window_.cell(0).parent(*level);
        const domain::MeshCell last = window_.cell(window_.size() - 1).parent(*level);
        const domain::MeshWindow coarse{*level, first.row(), first.column(),
                                        last.row() - first.row() + 1,
                                        last.column() - first.column() + 1};
        const std::size_t columns = request_.columns.size();
        std::vector<Real> fine(coarse.size() * columns, 0.0L);
        std::vector<std::size_t> children(coarse.size(), 0);
        for (std::size_t i = 0; i < request_.cells.size(); ++i) {
            const domain::MeshCell cell = request_.cells[i];
            const domain::MeshCell parent = cell.parent(*level);
            const std::size_t p = coarse.index(parent);
            ++children[p];
            const Real weight = cell_area(cell) / cell_area(parent);
            for (std::size_t k = 0; k < columns; ++k) {
                fine[p * columns + k] += weight * request_.columns[k].shares[i];
            }
        }
        const domain::MeshPitch inner = domain::pitch(window_.level);
        const domain::MeshPitch outer = domain::pitch(*level);
        const std::int32_t tall = inner.half_rows_per_degree / outer.half_rows_per_degree;
        const std::int32_t wide = inner.columns_per_degree / outer.columns_per_degree;
        const auto is_whole = [&](std::size_t p) {
            if (!request_.whole_window) {
                return children[p] ==
                       static_cast<std::size_t>(tall) * static_cast<std::size_t>(wide);
            }
            const domain::MeshCell cell = coarse.cell(p);
            return window_.contains({window_.level, cell.row() * tall, cell.column() * wide}) &&
                   window_.contains({window_.level, (cell.row() + 1) * tall - 1,
                                     (cell.column() + 1) * wide - 1});
        };
        std::vector<double> found(coarse.size() * columns, 0.0);
        for_each_combination(request_.layers, coarse, threads_,
                             [&](std::size_t p, std::span<const CombinationPart> parts) {
                                 for (std::size_t k = 0; k < columns; ++k) {
                                     found[p * columns + k] = sum_of(request_.columns[k], parts);
                                 }
                             });
        for (std::size_t p = 0; p < coarse.size(); ++p) {
            if (!is_whole(p)) {
                continue;
            }
            ++result_.coarse_cells;
            for (std::size_t k = 0; k < columns; ++k) {
                result_.second_level = std::max(
                    result_.second_level,
                    std::abs(found[p * columns + k] - static_cast<double>(fine[p * columns + k])));
            }
        }
    }

    // Three of four among cells that are covered in part, the others anywhere.
    [[nodiscard]] std::vector<domain::MeshCell> sample() const {
        std::vector<domain::MeshCell> partial;
        for (std::size_t i = 0; i < request_.cells.size(); ++i) {
            if (std::any_of(request_.columns.begin(), request_.columns.end(),
                            [&](const CheckedShares& column) {
                                return column.shares[i] > 0.0 && column.shares[i] < 1.0;
                            })) {
                partial.push_back(request_.cells[i]);
            }
        }
        std::mt19937_64 random(request_.seed);
        std::vector<domain::MeshCell> chosen;
        for (std::size_t n = 0; n < request_.exact_cells; ++n) {
            if (n % 4 != 0 && !partial.empty()) {
                chosen.push_back(partial[random() % partial.size()]);
            } else if (request_.whole_window && !window_.empty()) {
                chosen.push_back(window_.cell(random() % window_.size()));
            } else if (!request_.cells.empty()) {
                chosen.push_back(request_.cells[random() % request_.cells.size()]);
            }
        }
        std::sort(chosen.begin(), chosen.end());
        chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
        return chosen;
    }

    void check_exact_cells() {
        const ExactCells exact(request_.layers);
        const std::vector<domain::MeshCell> chosen = sample();
        std::vector<double> errors(chosen.size(), -1.0); // -1: crowded
        parallel_for(chosen.size(), threads_, [&](std::size_t i) {
            const auto parts = exact.parts(chosen[i], kMostExactEdges);
            if (parts) {
                errors[i] = 0.0;
                for (const CheckedShares& column : request_.columns) {
                    errors[i] = std::max(
                        errors[i], std::abs(share(column, chosen[i]) - sum_of(column, *parts)));
                }
            }
        });
        std::vector<domain::MeshCell> crowded;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (errors[i] < 0.0) {
                crowded.push_back(chosen[i]);
            } else {
                ++result_.exact_cells;
                result_.exact = std::max(result_.exact, errors[i]);
            }
        }
        result_.crowded_cells = crowded.size();
        for (const double area_m2 : areas_of(crowded)) {
            result_.crowded_m2 += area_m2;
        }
    }

    void check_rings() {
        if (!request_.apart || !request_.whole_window || request_.layers.size() != 1 ||
            request_.columns.size() != 1 || window_.empty()) {
            return;
        }
        geo::Box box;
        Real by_rings = 0;
        for (const geo::MultiPolygon* shape : request_.layers[0]) {
            box.extend(geo::bounds(*shape));
            for (const geo::Polygon& polygon : shape->polygons) {
                by_rings += ring_area(polygon.outer);
                for (const geo::Ring& hole : polygon.holes) {
                    by_rings -= ring_area(hole);
                }
            }
        }
        const geo::Box ground = window_.box();
        if (!(by_rings > 0) || box.south < ground.south || box.west < ground.west ||
            box.north > ground.north || box.east > ground.east) {
            return;
        }
        Real by_cells = 0;
        for (std::size_t i = 0; i < request_.cells.size(); ++i) {
            by_cells += cell_area(request_.cells[i]) * request_.columns[0].shares[i];
        }
        result_.rings = static_cast<double>(std::abs(by_cells - by_rings) / by_rings);
    }

    const SelfCheckRequest& request_;
    Threads threads_;
    CellIndex cells_;
    domain::MeshWindow window_;
    SelfCheck result_;
};

} // namespace

double SelfCheck::largest() const {
    return std::max({sums, second_level, exact, rings.value_or(0.0)});
}

void SelfCheck::add(const SelfCheck& other) {
    sums = std::max(sums, other.sums);
    second_level = std::max(second_level, other.second_level);
    exact = std::max(exact, other.exact);
    if (other.rings) {
        rings = std::max(rings.value_or(0.0), *other.rings);
    }
    exact_cells += other.exact_cells;
    crowded_cells += other.crowded_cells;
    crowded_m2 += other.crowded_m2;
    coarse_cells += other.coarse_cells;
}

SelfCheck check_shares(const SelfCheckRequest& request, Threads threads) {
    return request.cells.empty() ? SelfCheck{} : Checker(request, threads).check();
}

Text told(const SelfCheck& check) {
    const Text rings = check.rings ? Text{fmt::format("、輪郭線の面積との差 {:.1e}", *check.rings),
                                          fmt::format(", areas of the rings {:.1e}", *check.rings)}
                                   : Text{};
    // What was not looked into is no part of the verdict.
    const double crowded_km2 = check.crowded_m2 / 1e6;
    const Text but =
        check.crowded_cells == 0
            ? Text{}
            : Text{fmt::format("（ただし、線が多すぎて有理数では確かめられなかったメッシュ {} "
                               "個、{:.3g} km² を除く）",
                               check.crowded_cells, crowded_km2),
                   fmt::format(" (but for {} of the cells picked, {:.3g} km2, which have too many "
                               "edges for rational numbers)",
                               check.crowded_cells, crowded_km2)};
    return {
        fmt::format("自己検査{}{}: 最大誤差 {:.1e}（1メッシュの面積を1として。許容 {:.0e}）。内訳: "
                    "組合せの和 {:.1e}、粗いメッシュ（{} 個）との差 {:.1e}、有理数での再計算（{} "
                    "個）との差 {:.1e}{}",
                    check.passed() ? "合格" : "不合格", but.ja, check.largest(), kPromisedError,
                    check.sums, check.coarse_cells, check.second_level, check.exact_cells,
                    check.exact, rings.ja),
        fmt::format("self-check {}{}: largest error {:.1e} of a cell (allowed: {:.0e}); sums of "
                    "combinations {:.1e}, {} coarser cells {:.1e}, {} cells in rational numbers "
                    "{:.1e}{}",
                    check.passed() ? "passed" : "failed", but.en, check.largest(), kPromisedError,
                    check.sums, check.coarse_cells, check.second_level, check.exact_cells,
                    check.exact, rings.en)};
}

} // namespace todoku::overlay
