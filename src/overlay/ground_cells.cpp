#include "overlay/ground_cells.hpp"

#include "overlay/covered_shares.hpp"

namespace todoku::overlay {

GroundCells::GroundCells(std::span<const domain::Municipality> municipalities,
                         domain::MeshLevel level, Threads threads) {
    geo::Box box;
    LayerShapes ground;
    for (const domain::Municipality& municipality : municipalities) {
        box.extend(geo::bounds(municipality.boundary));
        ground.push_back(&municipality.boundary);
    }
    window_.level = level;
    if (box.empty()) {
        return;
    }
    window_ = domain::MeshWindow::around(box, level);
    touched_.assign(window_.size(), 0);
    const std::vector<LayerShapes> layers = {ground};
    for_each_combination(std::span<const LayerShapes>(layers), window_, threads,
                         [this](std::size_t index, std::span<const CombinationPart> parts) {
                             touched_[index] = parts.empty() ? 0 : 1;
                         });
}

} // namespace todoku::overlay
