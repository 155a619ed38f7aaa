// The driver of the overlay: bands of rows are scanned, cells that the scan alone cannot answer are
// swept.
#pragma once

#include "overlay/covered_shares.hpp"
#include "overlay/layer_source.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>

namespace todoku::overlay {

/// How a window is worked: bands of whole rows, each by itself. Memory is that of one band for each
/// thread.
class Bands {
public:
    /// As many rows as hold about so many cells, but some at least.
    Bands(const LatticeWindow& window, std::int64_t cells_per_band);
    explicit Bands(const LatticeWindow& window) : Bands(window, kCellsPerBand) {}
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::int32_t first_row(std::size_t band) const {
        return window_.row + static_cast<std::int32_t>(band) * height_;
    }
    [[nodiscard]] std::int32_t rows(std::size_t band) const {
        return std::min(height_, window_.row + window_.rows - first_row(band));
    }
    /// Band of a row, for rows in mesh coordinates, clamped to the window.
    [[nodiscard]] std::size_t band_of(double row) const;

private:
    // A band's accumulators should stay in the processor's second-level cache.
    static constexpr std::int64_t kCellsPerBand = 16384;

    LatticeWindow window_;
    std::int32_t height_ = 1;
    std::size_t count_ = 0;
};

/// Receives the parts of one cell: band, row, column, parts as for_each_combination() promises.
using BandVisitor =
    std::function<void(std::size_t, std::int32_t, std::int32_t, std::span<const CombinationPart>)>;

/// Told now and then how many bands are done, in the calling thread; their cells will not change
/// any more.
using BandsDone = std::function<void(std::size_t first_band, std::size_t end_band)>;

/// Cells come rising within a band; bands are worked at the same time, a group after the other.
/// After each group `done` is called (where given), so that results need not be kept for the whole
/// window.
void overlay_cells(const LayerSource& source, const LatticeWindow& window, const Bands& bands,
                   Threads threads, const BandVisitor& visit, const BandsDone& done = {});

/// Shares of one layer without overlaps (Overlaps::None), by the scan alone: rows rising, band by
/// band, in the calling thread.
void scan_cells(const LayerSource& source, const LatticeWindow& window, Threads threads,
                const std::function<void(std::span<const ShareRun>)>& visit);

/// What the driver did, for benchmarks and tests.
struct OverlayCounts {
    std::size_t full = 0;    ///< cells wholly covered, without edges that matter
    std::size_t scanned = 0; ///< cells answered by the scan
    std::size_t swept = 0;   ///< cells answered by the sweep
};
OverlayCounts count_cells(const LayerSource& source, const LatticeWindow& window,
                          const Bands& bands, Threads threads);

} // namespace todoku::overlay
