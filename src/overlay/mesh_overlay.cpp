#include "overlay/mesh_overlay.hpp"

#include "overlay/band_scan.hpp"
#include "overlay/cell_sweep.hpp"
#include "overlay/plain_cell.hpp"
#include "overlay/share_scan.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace todoku::overlay {

namespace {

// A band should have some rows even where the window is wide, so that long rings are not gone
// through too often.
constexpr std::int32_t kLeastRows = 8;
// The scan alone keeps one integer for a cell, and nothing else that grows with the band.
constexpr std::int64_t kScannedCellsPerBand = 131072;
constexpr std::size_t kScannedBandsPerThread = 4;

// What one thread works with; handed from band to band.
struct Workplace {
    Workplace(const LayerSource& source, const LatticeWindow& window, SweepAccount& account)
        : scan(source, window), sweep(window.lattice, {}, &account) {}
    BandScan scan;
    PlainCell plain;
    CellSweep sweep;
    OverlayCounts counts;
};

std::size_t edges_of(const LayerSource& source) {
    std::size_t edges = 0;
    for (const SourceRing& ring : source.rings) {
        edges += ring.vertices.size();
    }
    return edges;
}

// Workplaces that no band uses at the moment.
class WorkplacePool {
public:
    WorkplacePool(const LayerSource& source, const LatticeWindow& window)
        : source_(source), window_(window), account_({}, edges_of(source)) {}

    std::unique_ptr<Workplace> take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) {
            return std::make_unique<Workplace>(source_, window_, account_);
        }
        std::unique_ptr<Workplace> place = std::move(idle_.back());
        idle_.pop_back();
        return place;
    }
    void give_back(std::unique_ptr<Workplace> place) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(place));
    }
    [[nodiscard]] OverlayCounts counts() const {
        OverlayCounts sum;
        for (const auto& place : idle_) {
            sum.full += place->counts.full;
            sum.scanned += place->counts.scanned;
            sum.swept += place->counts.swept;
        }
        return sum;
    }

private:
    const LayerSource& source_;
    LatticeWindow window_;
    SweepAccount account_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Workplace>> idle_;
};

// What reaches into each band, in the order given.
class ByBand {
public:
    /// @param things have `south` and `north`, in rows @param reaches whether one counts at all
    template <class Thing, class Reaches>
    ByBand(std::span<const Thing> things, const Bands& bands, const Reaches& reaches)
        : begin_(bands.count() + 1, 0) {
        const auto each_band = [&](const auto& act) {
            for (std::uint32_t i = 0; i < things.size(); ++i) {
                if (reaches(things[i])) {
                    const std::size_t last = bands.band_of(things[i].north);
                    for (std::size_t band = bands.band_of(things[i].south); band <= last; ++band) {
                        act(band, i);
                    }
                }
            }
        };
        each_band([&](std::size_t band, std::uint32_t) { ++begin_[band + 1]; });
        for (std::size_t band = 0; band < bands.count(); ++band) {
            begin_[band + 1] += begin_[band];
        }
        listed_.resize(begin_.back());
        std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
        each_band([&](std::size_t band, std::uint32_t i) { listed_[next[band]++] = i; });
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t band) const {
        return std::span(listed_).subspan(begin_[band], begin_[band + 1] - begin_[band]);
    }

private:
    std::vector<std::size_t> begin_;
    std::vector<std::uint32_t> listed_;
};

ByBand polygons_by_band(const LayerSource& source, const LatticeWindow& window,
                        const Bands& bands) {
    return {std::span(std::as_const(source.polygons)), bands, [&](const SourcePolygon& p) {
                return p.north >= window.row && p.south < window.row + window.rows &&
                       p.east >= window.column && p.west < window.column + window.columns;
            }};
}

ByBand rings_by_band(const LayerSource& source, const LatticeWindow& window, const Bands& bands) {
    return {std::span(std::as_const(source.rings)), bands, [&](const SourceRing& ring) {
                return ring.north >= window.row && ring.south < window.row + window.rows;
            }};
}

// Answers one cell that edges run through; `full` are the layers that cover it whole.
std::span<const CombinationPart> answer(Workplace& place, std::int32_t row, std::int32_t column,
                                        std::int32_t first_touch, std::uint32_t full,
                                        std::vector<CombinationPart>& parts) {
    const BandScan& scan = place.scan;
    std::uint32_t open = 0;
    std::int64_t covered = 0;
    for (std::int32_t t = first_touch; t != kNoEntry; t = scan.touch(t).next) {
        const Touch& touch = scan.touch(t);
        const std::uint32_t bit = std::uint32_t{1} << touch.layer;
        if ((full & bit) == 0) {
            open |= bit;
            covered += touch.outer - touch.holes;
        }
    }
    parts.clear();
    if (open == 0) {
        ++place.counts.full;
        parts.push_back({full, 1.0});
        return parts;
    }
    std::span<const CombinationPart> over; // parts by the open layers
    CombinationPart single;
    if (std::has_single_bit(open) &&
        place.plain.certain(scan, row, column, first_touch,
                            static_cast<std::uint32_t>(std::countr_zero(open)))) {
        ++place.counts.scanned;
        single = {open, share_of(covered)};
        if (covered > 0) {
            over = std::span(&single, 1);
        }
    } else {
        ++place.counts.swept;
        over = place.sweep.run(scan, row, column, first_touch, open);
    }
    double rest = 1.0;
    for (const CombinationPart& part : over) {
        rest -= part.share;
    }
    if (full != 0 && rest > 0.0) {
        parts.push_back({full, rest});
    }
    for (const CombinationPart& part : over) {
        parts.push_back({part.mask | full, part.share});
    }
    std::sort(parts.begin(), parts.end(),
              [](const CombinationPart& a, const CombinationPart& b) { return a.mask < b.mask; });
    return parts;
}

void work_band(Workplace& place, const LatticeWindow& window, const Bands& bands, std::size_t band,
               std::span<const std::uint32_t> polygons, const BandVisitor& visit) {
    BandScan& scan = place.scan;
    scan.start(bands.first_row(band), bands.rows(band));
    for (const std::uint32_t polygon : polygons) {
        scan.add_polygon(polygon);
    }
    std::vector<CombinationPart> parts;
    std::size_t cell = 0;
    for (std::int32_t row = scan.first_row(); row < scan.first_row() + scan.rows(); ++row) {
        for (std::int32_t column = window.column; column < window.column + window.columns;
             ++column, ++cell) {
            const std::uint32_t full = scan.full_layers(cell);
            const std::int32_t first_touch = scan.first_touch(cell);
            if (first_touch != kNoEntry) {
                const auto result = answer(place, row, column, first_touch, full, parts);
                if (!result.empty()) {
                    visit(band, row, column, result);
                }
            } else if (full != 0) {
                ++place.counts.full;
                const CombinationPart whole{full, 1.0};
                visit(band, row, column, std::span(&whole, 1));
            }
        }
    }
}

// Enough bands at a time that threads do not wait for each other, few enough that their results are
// small.
constexpr std::size_t kBandsPerGroup = 256;

OverlayCounts work(const LayerSource& source, const LatticeWindow& window, const Bands& bands,
                   Threads threads, const BandVisitor& visit, const BandsDone& done) {
    const ByBand polygons = polygons_by_band(source, window, bands);
    WorkplacePool pool(source, window);
    for (std::size_t first = 0; first < bands.count(); first += kBandsPerGroup) {
        const std::size_t end = std::min(first + kBandsPerGroup, bands.count());
        parallel_for(end - first, threads, [&](std::size_t i) {
            const std::size_t band = first + i;
            if (polygons.of(band).empty()) {
                return;
            }
            std::unique_ptr<Workplace> place = pool.take();
            work_band(*place, window, bands, band, polygons.of(band), visit);
            pool.give_back(std::move(place));
        });
        if (done) {
            done(first, end);
        }
    }
    return pool.counts();
}

} // namespace

Bands::Bands(const LatticeWindow& window, std::int64_t cells_per_band) : window_(window) {
    if (window.empty()) {
        return;
    }
    height_ = static_cast<std::int32_t>(std::clamp<std::int64_t>(
        cells_per_band / window.columns, kLeastRows, std::max(kLeastRows, window.rows)));
    count_ = static_cast<std::size_t>((window.rows + height_ - 1) / height_);
}

std::size_t Bands::band_of(double row) const {
    const double offset = std::clamp(row - window_.row, 0.0, static_cast<double>(window_.rows - 1));
    return static_cast<std::size_t>(offset) / static_cast<std::size_t>(height_);
}

void overlay_cells(const LayerSource& source, const LatticeWindow& window, const Bands& bands,
                   Threads threads, const BandVisitor& visit, const BandsDone& done) {
    work(source, window, bands, threads, visit, done);
}

void scan_cells(const LayerSource& source, const LatticeWindow& window, Threads threads,
                const std::function<void(std::span<const ShareRun>)>& visit) {
    const Bands bands(window, kScannedCellsPerBand);
    const ByBand rings = rings_by_band(source, window, bands);
    // The pages of these are used again and again: to a scan, fresh ones are dear.
    std::vector<std::vector<ShareRun>> shares(
        std::min(kScannedBandsPerThread * threads.resolved(), bands.count()));
    std::vector<ShareScan> scans(shares.size(), ShareScan(source, window));
    for (std::size_t first = 0; first < bands.count(); first += shares.size()) {
        const std::size_t some = std::min(shares.size(), bands.count() - first);
        parallel_for(some, threads, [&](std::size_t i) {
            const std::size_t band = first + i;
            shares[i].clear();
            scans[i].run(bands.first_row(band), bands.rows(band), rings.of(band), shares[i]);
        });
        for (std::size_t i = 0; i < some; ++i) {
            if (!shares[i].empty()) {
                visit(shares[i]);
            }
        }
    }
}

OverlayCounts count_cells(const LayerSource& source, const LatticeWindow& window,
                          const Bands& bands, Threads threads) {
    return work(source, window, bands, threads,
                [](std::size_t, std::int32_t, std::int32_t, std::span<const CombinationPart>) {},
                {});
}

} // namespace todoku::overlay
