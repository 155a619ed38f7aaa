#include "io/cell_outlines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace todoku::io {

CellOutlines::CellOutlines(std::size_t width, std::size_t classes)
    : width_(width), above_(width + 2), here_(width + 2), parts_above_(width + 2),
      parts_here_(width + 2), open_(classes + 1, std::vector<std::int32_t>(width + 1, -1)),
      pending_(classes + 1, -1) {}

void CellOutlines::add_row(std::span<const std::uint8_t> row) {
    std::copy(row.begin(), row.end(), here_.begin() + 1);
    if (here_ != above_) {
        take_current();
    }
    ++y_;
}

void CellOutlines::add_empty_rows(std::int32_t rows) {
    if (rows > 0) {
        std::fill(here_.begin(), here_.end(), std::uint8_t{0});
        if (here_ != above_) {
            take_current();
        }
        y_ += rows;
    }
}

void CellOutlines::take_current() {
    find_parts();
    for (std::size_t x = 0; x <= width_; ++x) {
        const std::uint8_t north_west = above_[x];
        const std::uint8_t north_east = above_[x + 1];
        const std::uint8_t south_west = here_[x];
        const std::uint8_t south_east = here_[x + 1];
        const bool straight = (north_west == north_east && south_west == south_east) ||
                              (north_west == south_west && north_east == south_east);
        if (!straight) {
            look_at_corner(static_cast<std::int32_t>(x));
        }
    }
    std::swap(above_, here_);
    std::swap(parts_above_, parts_here_);
}

std::uint32_t CellOutlines::root(std::uint32_t part) {
    while (parents_[part] != part) {
        parents_[part] = parents_[parents_[part]];
        part = parents_[part];
    }
    return part;
}

/// Numbers the runs of this row; a run takes the number of those it touches above.
void CellOutlines::find_parts() {
    for (std::size_t begin = 1; begin <= width_;) {
        const std::uint8_t value = here_[begin];
        std::size_t end = begin + 1;
        while (end <= width_ && here_[end] == value) {
            ++end;
        }
        if (value != 0) {
            constexpr std::uint32_t kNone = 0xFFFFFFFF;
            std::uint32_t part = kNone;
            for (std::size_t x = begin; x < end; ++x) {
                if (above_[x] != value || (x > begin && above_[x - 1] == value)) {
                    continue; // seen with the run above it
                }
                const std::uint32_t other = root(parts_above_[x]);
                if (part == kNone) {
                    part = other;
                } else if (part != other) {
                    parents_[std::max(part, other)] = std::min(part, other);
                    part = std::min(part, other);
                }
            }
            if (part == kNone) {
                part = static_cast<std::uint32_t>(parents_.size());
                parents_.push_back(part);
            }
            std::fill(parts_here_.begin() + static_cast<std::ptrdiff_t>(begin),
                      parts_here_.begin() + static_cast<std::ptrdiff_t>(end), part);
        }
        begin = end;
    }
}

std::int32_t CellOutlines::add_vertex(std::int32_t x, std::uint8_t value, std::uint32_t part,
                                      bool meets) {
    const auto index = static_cast<std::int32_t>(vertices_.size());
    vertices_.push_back({{x, y_}, -1, -1, part, value, meets});
    std::int32_t& pending = pending_[value];
    if (pending < 0) {
        pending = index;
    } else {
        vertices_[static_cast<std::size_t>(pending)].along = index;
        vertices_.back().along = pending;
        pending = -1;
    }
    return index;
}

void CellOutlines::link_up(std::int32_t vertex) {
    Vertex& low = vertices_[static_cast<std::size_t>(vertex)];
    std::int32_t& open = open_[low.value][static_cast<std::size_t>(low.at.x)];
    low.down = open;
    vertices_[static_cast<std::size_t>(open)].down = vertex;
    open = -1;
}

void CellOutlines::link_down(std::int32_t vertex) {
    const Vertex& high = vertices_[static_cast<std::size_t>(vertex)];
    open_[high.value][static_cast<std::size_t>(high.at.x)] = vertex;
}

void CellOutlines::look_at_corner(std::int32_t x) {
    const auto i = static_cast<std::size_t>(x);
    const std::array<std::uint8_t, 4> around = {above_[i], above_[i + 1], here_[i], here_[i + 1]};
    const std::array<std::uint32_t, 4> parts = {parts_above_[i], parts_above_[i + 1],
                                                parts_here_[i], parts_here_[i + 1]};
    for (std::size_t k = 0; k < around.size(); ++k) {
        const std::uint8_t value = around[k];
        if (value == 0 || std::find(around.begin(), around.begin() + static_cast<int>(k), value) !=
                              around.begin() + static_cast<int>(k)) {
            continue;
        }
        const bool north_west = around[0] == value;
        const bool north_east = around[1] == value;
        const bool south_west = around[2] == value;
        const bool south_east = around[3] == value;
        const int count = north_west + north_east + south_west + south_east;
        if (count == 1 || count == 3) {
            const std::int32_t vertex = add_vertex(x, value, parts[k], false);
            if (north_west != north_east) {
                link_up(vertex);
            } else {
                link_down(vertex);
            }
        } else if (count == 2 && north_west && south_east) {
            link_up(add_vertex(x, value, parts[0], true));
            link_down(add_vertex(x, value, parts[3], true));
        } else if (count == 2 && north_east && south_west) {
            const std::int32_t below = add_vertex(x, value, parts[2], true);
            link_up(add_vertex(x, value, parts[1], true));
            link_down(below);
        }
    }
}

/// The closed line through `start`, parted where it meets itself; the part with `start` comes last.
std::vector<std::vector<GridCorner>> CellOutlines::loops_from(std::size_t start,
                                                              std::vector<bool>& seen) const {
    std::vector<std::vector<GridCorner>> loops;
    std::vector<GridCorner> line;
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> met; // corner -> place in line
    bool along = true;
    for (std::size_t i = start; !seen[i]; along = !along) {
        seen[i] = true;
        const Vertex& vertex = vertices_[i];
        if (vertex.meets) {
            const auto key = std::pair(vertex.at.y, vertex.at.x);
            if (const auto earlier = met.find(key); earlier != met.end()) {
                const auto from = line.begin() + static_cast<std::ptrdiff_t>(earlier->second);
                loops.emplace_back(from, line.end());
                line.erase(from, line.end());
                std::erase_if(met, [&](const auto& e) { return e.second >= line.size(); });
            }
            met[key] = line.size();
        }
        line.push_back(vertex.at);
        i = static_cast<std::size_t>(along ? vertex.along : vertex.down);
    }
    loops.push_back(std::move(line));
    return loops;
}

std::vector<CellOutline> CellOutlines::finish() {
    add_empty_rows(1);
    std::vector<CellOutline> outlines;
    std::unordered_map<std::uint32_t, std::size_t> outline_of; // part -> place in outlines
    std::vector<bool> seen(vertices_.size(), false);
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
        if (seen[i]) {
            continue;
        }
        std::vector<std::vector<GridCorner>> loops = loops_from(i, seen);
        // The first corner of a part, row by row, is on its outside.
        const auto [place, first] = outline_of.emplace(root(vertices_[i].part), outlines.size());
        if (first) {
            outlines.push_back({vertices_[i].value, std::move(loops.back()), {}});
            loops.pop_back();
        }
        auto& holes = outlines[place->second].holes;
        std::move(loops.begin(), loops.end(), std::back_inserter(holes));
    }
    vertices_ = {};
    return outlines;
}

} // namespace todoku::io
