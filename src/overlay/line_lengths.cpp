#include "overlay/line_lengths.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/edge_walk.hpp"

#include <cmath>

namespace todoku::overlay {

void for_each_length(const geo::MultiLine& lines, const domain::MeshWindow& window,
                     const std::function<void(domain::MeshCell, double)>& visit) {
    if (window.empty()) {
        return;
    }
    const MeshFrame frame(window.level);
    EdgeCutter cutter(window.row, window.rows, window.column, window.columns);
    for (const geo::Line& line : lines.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const MeshPoint a = frame(line[i - 1]);
            const MeshPoint b = frame(line[i]);
            if (!std::isfinite(a.x + a.y + b.x + b.y) || a == b) {
                continue;
            }
            for (const EdgePiece& piece : cutter.cut(a, b)) {
                if (piece.column != EdgeCutter::kWest && piece.column != EdgeCutter::kEast) {
                    visit(
                        {window.level, piece.row, piece.column},
                        geo::distance(frame.inverse(piece.from), frame.inverse(piece.to)).value());
                }
            }
        }
    }
}

} // namespace todoku::overlay
