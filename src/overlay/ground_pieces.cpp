#include "overlay/ground_pieces.hpp"

#include "overlay/covered_shares.hpp"

#include <algorithm>

namespace todoku::overlay {

std::vector<GroundPiece> pieces_of(std::span<const domain::Municipality> municipalities,
                                   domain::MeshLevel level, Threads threads) {
    std::vector<const geo::MultiPolygon*> boundaries;
    for (const domain::Municipality& municipality : municipalities) {
        boundaries.push_back(&municipality.boundary);
    }
    return pieces_of(boundaries, level, threads);
}

std::vector<GroundPiece> pieces_of(std::span<const geo::MultiPolygon* const> areas,
                                   domain::MeshLevel level, Threads threads) {
    std::vector<std::vector<CellShare>> shares(areas.size());
    // One area of many is small work: they run side by side, each in one thread.
    parallel_for(areas.size(), threads, [&](std::size_t i) {
        shares[i] = covered_shares(
            *areas[i], domain::MeshWindow::around(geo::bounds(*areas[i]), level), Threads{1});
    });
    std::vector<GroundPiece> pieces;
    std::size_t count = 0;
    for (const auto& list : shares) {
        count += list.size();
    }
    pieces.reserve(count);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (const CellShare& share : shares[i]) {
            pieces.push_back({share.cell, static_cast<std::uint32_t>(i), share.share});
        }
        std::vector<CellShare>().swap(shares[i]);
    }
    std::sort(pieces.begin(), pieces.end(), [](const GroundPiece& a, const GroundPiece& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.index < b.index;
    });
    return pieces;
}

} // namespace todoku::overlay
