#include "overlay/ground_pieces.hpp"

#include "overlay/covered_shares.hpp"

#include <algorithm>

namespace todoku::overlay {

std::vector<GroundPiece> pieces_of(std::span<const domain::Municipality> municipalities,
                                   domain::MeshLevel level, Threads threads) {
    std::vector<std::vector<CellShare>> shares(municipalities.size());
    // One municipality of many is small work: they run side by side, each in one thread.
    parallel_for(municipalities.size(), threads, [&](std::size_t i) {
        const geo::MultiPolygon& boundary = municipalities[i].boundary;
        shares[i] = covered_shares(
            boundary, domain::MeshWindow::around(geo::bounds(boundary), level), Threads{1});
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
        return a.cell != b.cell ? a.cell < b.cell : a.municipality < b.municipality;
    });
    return pieces;
}

} // namespace todoku::overlay
