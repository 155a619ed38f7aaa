// Municipal outlines on the page: land to fill, and lines told apart into municipal border, outer
// border and coast.
#pragma once

#include "report/map_frame.hpp"
#include "report/map_sheet.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::report::sheet {

/// Ground of one municipality within the frame.
struct Territory {
    std::string name;
    std::vector<Path>
        rings;            ///< closed, cut at the frame; outer rings and holes alike (fill even-odd)
    bool subject = false; ///< these two as in MapOutline
    int page = 0;
};

/// What lies beyond an outline.
enum class Beyond { Municipality, OtherLand, Sea, Unknown };

struct Outline {
    Beyond beyond = Beyond::Municipality;
    Path line;
};

/// Outlines reduced to what the paper can show: vertices on a grid of 0.05 mm in degrees, so that
/// neighbours that share an edge still share it afterwards.
class OutlineNet {
public:
    OutlineNet(std::span<const MapOutline> municipalities, const MapFrame& frame);

    [[nodiscard]] const std::vector<Territory>& territories() const { return territories_; }
    /// The lines to draw, each shared edge once.
    /// @param ground what lies at a page point: Municipality for own land
    /// @param shore what narrow inlets and islets border on: Sea, or Unknown where nothing tells
    [[nodiscard]] std::vector<Outline> lines(const std::function<Beyond(Point)>& ground,
                                             Beyond shore) const;

private:
    struct RingEdges {
        std::size_t territory = 0;
        Path points;              // closed: first == last
        std::vector<bool> shared; // edge i runs from point i to point i + 1
        std::vector<bool> drawn;  // an earlier ring draws it
    };
    std::vector<Territory> territories_;
    std::vector<RingEdges> edges_;
    Rect window_;
};

/// The part of a closed ring inside a rectangle (Sutherland and Hodgman 1974); edges along the
/// rectangle close it.
Path cut_to(const Path& ring, const Rect& window);

/// A point well inside the rings' visible part, for the name: the middle of the widest stretch
/// found by scanning.
std::optional<Point> name_place(std::span<const Path> rings, const Rect& window);

} // namespace todoku::report::sheet
