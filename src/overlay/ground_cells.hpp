// Which mesh cells touch the study's municipalities.
#pragma once

#include "core/parallel.hpp"
#include "domain/mesh.hpp"
#include "domain/municipality.hpp"

#include <span>
#include <vector>

namespace todoku::overlay {

class GroundCells {
public:
    GroundCells(std::span<const domain::Municipality> municipalities, domain::MeshLevel level,
                Threads threads);

    /// True where the cell shares an area with a municipality.
    [[nodiscard]] bool contains(domain::MeshCell cell) const {
        return window_.contains(cell) && touched_[window_.index(cell)] != 0;
    }
    [[nodiscard]] domain::MeshLevel level() const { return window_.level; }

private:
    domain::MeshWindow window_;
    std::vector<char> touched_; ///< by position in the window
};

} // namespace todoku::overlay
