#include "geo/shape_index.hpp"

#include "geo/ring_edges.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

namespace todoku::geo {

namespace {

/// Edges to a row, at least, on average.
constexpr std::size_t kEdgesInRow = 32;
constexpr std::size_t kMostRows = 16'384;
/// Edges of one ring that share a box.
constexpr std::size_t kStretch = 64;

struct Edge {
    LatLng a;
    LatLng b;
};

/// Edges [first, end) of one ring in one row.
struct Run {
    std::uint32_t polygon = 0;
    std::uint32_t ring = 0; ///< counted over all shapes from 1
    bool hole = false;
    std::size_t first = 0;
    std::size_t end = 0;
};

struct IndexedPolygon {
    std::uint32_t shape = 0;
    Box box; ///< of its outer ring
};

/// Vertices [first, end) of a ring, each with the edge that leads to it.
struct Stretch {
    const Ring* ring = nullptr;
    std::size_t first = 0;
    std::size_t end = 0;
    Box box;
};

/// Calls `visit(from, to)` for the edges of a ring, in the order of contains().
template <class Visit>
void for_each_edge(const Ring& ring, const Visit& visit) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        visit(ring[j], ring[i]);
    }
}

/// Calls `visit(polygon, ring, hole)` for every ring of the shapes that has vertices.
template <class Visit>
void for_each_ring(const std::vector<const MultiPolygon*>& shapes, const Visit& visit) {
    std::uint32_t number = 0;
    for (const MultiPolygon* shape : shapes) {
        for (const Polygon& polygon : shape->polygons) {
            if (!polygon.outer.empty()) {
                visit(number, polygon.outer, false);
                for (const Ring& hole : polygon.holes) {
                    if (!hole.empty()) {
                        visit(number, hole, true);
                    }
                }
            }
            ++number;
        }
    }
}

double square_of(LocalFrame::EastNorth offset) {
    return offset.east_m * offset.east_m + offset.north_m * offset.north_m;
}

/// Square of the metres to a box: nothing in it is nearer.
double least_square(const LocalFrame& frame, LatLng place, const Box& box) {
    return square_of(
        frame.to_metres(LatLng::from_degrees(std::clamp(place.lat(), box.south, box.north),
                                             std::clamp(place.lng(), box.west, box.east))));
}

/// More than rounding could take from a distance: what is no nearer by it need not be looked at.
constexpr double kRounding = 1.0 + 1e-9;

} // namespace

struct ShapeIndex::Impl {
    Box box; ///< of everything
    double rows_per_degree = 0.0;
    std::vector<IndexedPolygon> polygons;
    std::vector<std::size_t> row_begin; ///< in `runs`, by row, and one more
    std::vector<Run> runs;              ///< of a row by polygon, its outer ring first
    std::vector<Edge> edges;
    std::vector<std::size_t> stretch_begin; ///< in `stretches`, by shape, and one more
    std::vector<Stretch> stretches;
    std::vector<Box> shape_boxes; ///< of all stretches of a shape

    /// @pre not south of the box. Never falls with growing latitude: an edge and every place on it
    /// agree on its rows.
    [[nodiscard]] std::size_t row_of(double lat) const {
        const std::size_t row =
            static_cast<std::size_t>(std::max(0.0, (lat - box.south) * rows_per_degree));
        return std::min(row, row_begin.size() - 2);
    }

    void add_polygons(const std::vector<const MultiPolygon*>& shapes);
    void add_runs(const std::vector<const MultiPolygon*>& shapes);
    void add_stretches(const Ring& ring);

    /// Calls `take(polygon)` for polygons that hold the place, in their order, until it says true.
    template <class Take>
    void holders(LatLng place, const Take& take) const;
};

void ShapeIndex::Impl::add_polygons(const std::vector<const MultiPolygon*>& shapes) {
    std::size_t count = 0;
    double heights = 0.0; // of all edges, degrees
    const auto add = [&](const Ring& ring) {
        add_stretches(ring);
        shape_boxes.back().extend(bounds(ring));
        box.extend(shape_boxes.back());
        count += ring.size();
        for_each_edge(ring, [&](LatLng a, LatLng b) { heights += std::abs(a.lat() - b.lat()); });
    };
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        stretch_begin.push_back(stretches.size());
        shape_boxes.emplace_back();
        for (const Polygon& polygon : shapes[i]->polygons) {
            polygons.push_back({static_cast<std::uint32_t>(i), bounds(polygon)});
            if (polygon.outer.empty()) {
                continue;
            }
            add(polygon.outer);
            for (const Ring& hole : polygon.holes) {
                if (!hole.empty()) {
                    add(hole);
                }
            }
        }
    }
    stretch_begin.push_back(stretches.size());
    // A row no lower than the mean edge is high: an edge then lies in two rows on average.
    const double height = box.north > box.south ? box.north - box.south : 0.0;
    const double most =
        heights > 0.0 ? std::min(height * static_cast<double>(count) / heights,
                                 static_cast<double>(std::min(count / kEdgesInRow, kMostRows)))
                      : 1.0;
    const std::size_t rows = std::max(std::size_t{1}, static_cast<std::size_t>(most));
    rows_per_degree = height > 0.0 ? static_cast<double>(rows) / height : 0.0;
    row_begin.assign(rows + 1, 0);
}

void ShapeIndex::Impl::add_stretches(const Ring& ring) {
    for (std::size_t first = 0; first < ring.size(); first += kStretch) {
        const std::size_t end = std::min(first + kStretch, ring.size());
        Stretch stretch{&ring, first, end, {}};
        stretch.box.extend(ring[(first == 0 ? ring.size() : first) - 1]);
        for (std::size_t i = first; i < end; ++i) {
            stretch.box.extend(ring[i]);
        }
        stretches.push_back(stretch);
    }
}

/// Counts the edges of every row, then puts each where it belongs.
void ShapeIndex::Impl::add_runs(const std::vector<const MultiPolygon*>& shapes) {
    const std::size_t rows = row_begin.size() - 1;
    std::vector<std::vector<Run>> by_row(rows);
    std::uint32_t number = 0;
    const auto visit_rows = [&](LatLng a, LatLng b, const auto& visit) {
        const double low = std::min(a.lat(), b.lat());
        const double high = std::max(a.lat(), b.lat());
        if (low < high) { // a level edge crosses no ray
            for (std::size_t row = row_of(low); row <= row_of(high); ++row) {
                visit(row);
            }
        }
    };
    for_each_ring(shapes, [&](std::uint32_t polygon, const Ring& ring, bool hole) {
        ++number;
        for_each_edge(ring, [&](LatLng a, LatLng b) {
            visit_rows(a, b, [&](std::size_t row) {
                std::vector<Run>& here = by_row[row];
                if (here.empty() || here.back().ring != number) {
                    here.push_back({polygon, number, hole, 0, 0});
                }
                ++here.back().end;
            });
        });
    });
    std::size_t edge = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        row_begin[row] = runs.size();
        for (Run run : by_row[row]) {
            run.first = edge;
            edge += run.end;
            run.end = run.first;
            runs.push_back(run);
        }
    }
    row_begin[rows] = runs.size();
    edges.resize(edge);
    std::vector<std::size_t> at(row_begin.begin(), row_begin.end() - 1); // run at hand, by row
    number = 0;
    for_each_ring(shapes, [&](std::uint32_t, const Ring& ring, bool) {
        ++number;
        for_each_edge(ring, [&](LatLng a, LatLng b) {
            visit_rows(a, b, [&](std::size_t row) {
                at[row] += runs[at[row]].ring != number ? 1U : 0U;
                edges[runs[at[row]].end++] = {a, b};
            });
        });
    });
}

template <class Take>
void ShapeIndex::Impl::holders(LatLng place, const Take& take) const {
    if (!box.contains(place)) {
        return;
    }
    const std::size_t row = row_of(place.lat());
    const std::size_t end = row_begin[row + 1];
    for (std::size_t i = row_begin[row]; i < end;) {
        const std::uint32_t polygon = runs[i].polygon;
        const bool near = polygons[polygon].box.contains(place);
        bool in_outer = false;
        bool in_hole = false;
        for (; i < end && runs[i].polygon == polygon; ++i) {
            if (!near || (runs[i].hole && !in_outer)) {
                continue;
            }
            bool odd = false;
            for (std::size_t k = runs[i].first; k < runs[i].end; ++k) {
                odd = odd != crosses_east_of(place, edges[k].b, edges[k].a);
            }
            bool& within = runs[i].hole ? in_hole : in_outer;
            within = within || odd;
        }
        if (in_outer && !in_hole && take(polygon)) {
            return;
        }
    }
}

ShapeIndex::ShapeIndex(std::vector<const MultiPolygon*> shapes) : impl_(std::make_unique<Impl>()) {
    impl_->add_polygons(shapes);
    impl_->add_runs(shapes);
}

ShapeIndex::ShapeIndex(ShapeIndex&&) noexcept = default;
ShapeIndex& ShapeIndex::operator=(ShapeIndex&&) noexcept = default;
ShapeIndex::~ShapeIndex() = default;

std::optional<std::size_t> ShapeIndex::holding(LatLng place) const {
    std::optional<std::size_t> found;
    impl_->holders(place, [&](std::uint32_t polygon) {
        found = impl_->polygons[polygon].shape;
        return true;
    });
    return found;
}

Metres ShapeIndex::distance(std::size_t shape, LatLng place) const {
    bool inside = false;
    impl_->holders(place, [&](std::uint32_t polygon) {
        inside = impl_->polygons[polygon].shape == shape;
        return inside;
    });
    if (inside) {
        return Metres(0.0);
    }
    const LocalFrame frame(place);
    double nearest = std::numeric_limits<double>::infinity();
    const auto look_at = [&](const Stretch& stretch) {
        const Ring& ring = *stretch.ring;
        auto from = frame.to_metres(ring[(stretch.first == 0 ? ring.size() : stretch.first) - 1]);
        for (std::size_t k = stretch.first; k < stretch.end; ++k) {
            const auto to = frame.to_metres(ring[k]);
            const auto point = nearest_on_edge(from, to);
            from = to;
            if (square_of(point) <= nearest * nearest * kRounding) { // hypot() is dear
                nearest = std::min(nearest, std::hypot(point.east_m, point.north_m));
            }
        }
    };
    const std::span all =
        std::span(impl_->stretches)
            .subspan(impl_->stretch_begin[shape],
                     impl_->stretch_begin[shape + 1] - impl_->stretch_begin[shape]);
    const Stretch* first = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const Stretch& stretch : all) {
        if (const double square = least_square(frame, place, stretch.box); square < least) {
            least = square;
            first = &stretch;
        }
    }
    if (first != nullptr) {
        look_at(*first);
    }
    for (const Stretch& stretch : all) {
        if (&stretch != first &&
            least_square(frame, place, stretch.box) <= nearest * nearest * kRounding) {
            look_at(stretch);
        }
    }
    return Metres(nearest);
}

std::optional<ShapeIndex::Nearest> ShapeIndex::nearest(LatLng place) const {
    const LocalFrame frame(place);
    std::vector<std::pair<double, std::size_t>> order; // by what the boxes promise
    for (std::size_t i = 0; i < impl_->shape_boxes.size(); ++i) {
        if (!impl_->shape_boxes[i].empty()) {
            order.emplace_back(least_square(frame, place, impl_->shape_boxes[i]), i);
        }
    }
    std::sort(order.begin(), order.end());
    std::optional<Nearest> found;
    for (const auto& [square, shape] : order) {
        if (found && square > found->distance.value() * found->distance.value() * kRounding) {
            break;
        }
        const Metres away = distance(shape, place);
        if (!found || away < found->distance || (away == found->distance && shape < found->shape)) {
            found = Nearest{shape, away};
        }
    }
    return found;
}

} // namespace todoku::geo
