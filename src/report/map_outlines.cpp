#include "report/map_outlines.hpp"

#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace todoku::report::sheet {

namespace {

constexpr double kSnap = mm(0.05);
constexpr double kDegreeMetres = 111000.0; // of latitude, roughly: only sets the snapping grid
// Room round the frame in which lines are kept, so that no line ends inside the frame.
constexpr double kRim = mm(3.0);
// How far from a line its two sides are looked at, and how long a change of kind must last to be
// believed.
constexpr double kSideStep = mm(0.7);
constexpr double kShortestKind = mm(4.0);

struct Vertex {
    std::int32_t lat = 0;
    std::int32_t lng = 0;
    friend bool operator==(const Vertex&, const Vertex&) = default;
};

struct EdgeKey {
    Vertex a;
    Vertex b;
    friend bool operator==(const EdgeKey&, const EdgeKey&) = default;
};

EdgeKey undirected(Vertex a, Vertex b) {
    return a.lat < b.lat || (a.lat == b.lat && a.lng < b.lng) ? EdgeKey{a, b} : EdgeKey{b, a};
}

struct EdgeHash {
    std::size_t operator()(const EdgeKey& edge) const {
        std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a, on whole numbers
        for (const std::int32_t part : {edge.a.lat, edge.a.lng, edge.b.lat, edge.b.lng}) {
            hash = (hash ^ static_cast<std::uint32_t>(part)) * 0x100000001b3ULL;
        }
        return static_cast<std::size_t>(hash ^ (hash >> 29U));
    }
};

struct EdgeUse {
    std::size_t territory = 0; // first to use it
    bool other = false;        // another one uses it too
    bool drawn = false;
};

std::vector<Vertex> snapped(const geo::Ring& ring, double degrees) {
    std::vector<Vertex> vertices;
    for (const geo::LatLng place : ring) {
        const Vertex vertex = {static_cast<std::int32_t>(std::lround(place.lat() / degrees)),
                               static_cast<std::int32_t>(std::lround(place.lng() / degrees))};
        if (vertices.empty() || vertices.back() != vertex) {
            vertices.push_back(vertex);
        }
    }
    if (vertices.size() > 1 && vertices.front() == vertices.back()) {
        vertices.pop_back();
    }
    return vertices;
}

bool beyond_one_side(Point a, Point b, const Rect& window) {
    return (a.x < window.x && b.x < window.x) || (a.x > window.right() && b.x > window.right()) ||
           (a.y < window.y && b.y < window.y) || (a.y > window.bottom() && b.y > window.bottom());
}

// Which territories have an unshared edge near a point: where two of them run side by side, their
// files disagree on a common border; where one runs beside itself, it is an inlet.
class LooseEdges {
public:
    void add(std::size_t territory, Point a, Point b) {
        walk(a, b, [&](std::uint64_t square) {
            std::vector<std::size_t>& owners = squares_[square];
            if (std::ranges::find(owners, territory) == owners.end()) {
                owners.push_back(territory);
            }
        });
    }
    [[nodiscard]] bool beside_another(std::size_t territory, Point p) const {
        for (const double dy : {-kSquare, 0.0, kSquare}) {
            for (const double dx : {-kSquare, 0.0, kSquare}) {
                const auto found = squares_.find(key({p.x + dx, p.y + dy}));
                if (found != squares_.end() &&
                    std::ranges::any_of(found->second,
                                        [&](std::size_t owner) { return owner != territory; })) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    static constexpr double kSquare = mm(0.5);

    static std::uint64_t key(Point p) {
        const auto part = [](double value) {
            return static_cast<std::uint64_t>(
                static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(value / kSquare))));
        };
        return (part(p.x) << 32U) | part(p.y);
    }
    template <class Visit>
    static void walk(Point a, Point b, Visit visit) {
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        const int steps = static_cast<int>(std::clamp(std::ceil(length / kSquare), 1.0, 10000.0));
        for (int i = 0; i <= steps; ++i) {
            const double share = static_cast<double>(i) / steps;
            visit(key({a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}));
        }
    }

    std::unordered_map<std::uint64_t, std::vector<std::size_t>> squares_;
};

// Kinds that hold for less than kShortestKind take the kind before them: the terrain's shore and
// the boundary file's differ by a few hundred metres here and there.
void smooth_kinds(const Path& points, std::vector<std::optional<Beyond>>& kinds) {
    std::size_t start = 0;
    std::optional<Beyond> before;
    while (start < kinds.size()) {
        std::size_t end = start;
        double length = 0.0;
        while (end < kinds.size() && kinds[end] == kinds[start]) {
            length +=
                std::hypot(points[end + 1].x - points[end].x, points[end + 1].y - points[end].y);
            ++end;
        }
        const bool lasting = length >= kShortestKind || end - start == kinds.size();
        if (!lasting && before && kinds[start] && *before != Beyond::Municipality &&
            *kinds[start] != Beyond::Municipality) {
            std::fill(kinds.begin() + static_cast<std::ptrdiff_t>(start),
                      kinds.begin() + static_cast<std::ptrdiff_t>(end), before);
        } else if (kinds[start] && *kinds[start] != Beyond::Municipality) {
            before = kinds[start];
        }
        start = end;
    }
}

} // namespace

OutlineNet::OutlineNet(std::span<const MapOutline> municipalities, const MapFrame& frame)
    : window_(frame.page().grown(kRim)) {
    const double degrees = kSnap * frame.metres_per_point() / kDegreeMetres;
    const double rim = kRim * frame.metres_per_point() / kDegreeMetres * 2.0;
    const geo::Box ground = frame.ground().grown(rim);
    std::unordered_map<EdgeKey, EdgeUse, EdgeHash> uses;
    std::vector<std::pair<std::size_t, std::vector<Vertex>>> rings;
    for (const MapOutline& municipality : municipalities) {
        Territory territory{municipality.name, {}, municipality.subject, municipality.page};
        const auto enter = [&](const geo::Ring& ring) {
            if (ring.empty() || !geo::bounds(ring).touches(ground)) {
                return;
            }
            std::vector<Vertex> vertices = snapped(ring, degrees);
            for (std::size_t i = 0; vertices.size() > 1 && i < vertices.size(); ++i) {
                const auto [use, fresh] =
                    uses.try_emplace(undirected(vertices[i], vertices[(i + 1) % vertices.size()]),
                                     EdgeUse{territories_.size(), false, false});
                use->second.other =
                    use->second.other || (!fresh && use->second.territory != territories_.size());
            }
            rings.emplace_back(territories_.size(), std::move(vertices));
        };
        if (municipality.boundary != nullptr) {
            for (const geo::Polygon& polygon : municipality.boundary->polygons) {
                enter(polygon.outer);
                for (const geo::Ring& hole : polygon.holes) {
                    enter(hole);
                }
            }
        }
        territories_.push_back(std::move(territory));
    }
    for (const auto& [territory, vertices] : rings) {
        RingEdges ring;
        ring.territory = territory;
        for (const Vertex vertex : vertices) {
            ring.points.push_back(frame.to_page(
                geo::LatLng::from_degrees(vertex.lat * degrees, vertex.lng * degrees)));
        }
        // An islet smaller than the grid keeps a dot.
        ring.points.push_back(ring.points.front());
        for (std::size_t i = 0; i + 1 < ring.points.size(); ++i) {
            const auto use =
                uses.find(undirected(vertices[i], vertices[(i + 1) % vertices.size()]));
            const bool known = use != uses.end();
            ring.shared.push_back(known && use->second.other);
            ring.drawn.push_back((known && use->second.drawn) ||
                                 beyond_one_side(ring.points[i], ring.points[i + 1], window_));
            if (known) {
                use->second.drawn = true;
            }
        }
        Path cut = cut_to(ring.points, window_);
        if (cut.size() > 2) {
            territories_[territory].rings.push_back(std::move(cut));
        }
        edges_.push_back(std::move(ring));
    }
}

std::vector<Outline> OutlineNet::lines(const std::function<Beyond(Point)>& ground,
                                       Beyond shore) const {
    std::vector<Outline> lines;
    LooseEdges loose;
    for (const RingEdges& ring : edges_) {
        for (std::size_t i = 0; i < ring.shared.size(); ++i) {
            if (!ring.shared[i] && !ring.drawn[i]) {
                loose.add(ring.territory, ring.points[i], ring.points[i + 1]);
            }
        }
    }
    for (const RingEdges& ring : edges_) {
        std::vector<std::optional<Beyond>> kinds(ring.shared.size()); // nothing: not drawn here
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            if (ring.drawn[i]) {
                continue;
            }
            if (ring.shared[i]) {
                kinds[i] = Beyond::Municipality;
                continue;
            }
            const Point a = ring.points[i];
            const Point b = ring.points[i + 1];
            const double length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-9);
            const Point middle = {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0};
            const Point side = {(b.y - a.y) / length * kSideStep, (a.x - b.x) / length * kSideStep};
            const Beyond left = ground({middle.x + side.x, middle.y + side.y});
            const Beyond right = ground({middle.x - side.x, middle.y - side.y});
            kinds[i] = left == Beyond::Municipality ? right : left;
            if (left == Beyond::Municipality && right == Beyond::Municipality) {
                kinds[i] =
                    loose.beside_another(ring.territory, middle) ? Beyond::Municipality : shore;
            } else if (left != Beyond::Municipality && right != Beyond::Municipality &&
                       left != right) {
                kinds[i] = shore; // an islet or a spit
            }
        }
        smooth_kinds(ring.points, kinds);
        for (std::size_t i = 0; i < kinds.size();) {
            std::size_t end = i + 1;
            while (end < kinds.size() && kinds[end] == kinds[i]) {
                ++end;
            }
            if (kinds[i]) {
                lines.push_back(
                    {*kinds[i], Path(ring.points.begin() + static_cast<std::ptrdiff_t>(i),
                                     ring.points.begin() + static_cast<std::ptrdiff_t>(end + 1))});
            }
            i = end;
        }
    }
    return lines;
}

Path cut_to(const Path& ring, const Rect& window) {
    Path cut = ring;
    const auto against = [&cut](auto inside, auto meet) {
        Path kept;
        for (std::size_t i = 0; i < cut.size(); ++i) {
            const Point a = cut[i == 0 ? cut.size() - 1 : i - 1];
            const Point b = cut[i];
            if (inside(a) != inside(b)) {
                kept.push_back(meet(a, b));
            }
            if (inside(b)) {
                kept.push_back(b);
            }
        }
        cut = std::move(kept);
    };
    const auto at_x = [](double x) {
        return
            [x](Point a, Point b) { return Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}; };
    };
    const auto at_y = [](double y) {
        return
            [y](Point a, Point b) { return Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y}; };
    };
    against([&](Point p) { return p.x >= window.x; }, at_x(window.x));
    against([&](Point p) { return p.x <= window.right(); }, at_x(window.right()));
    against([&](Point p) { return p.y >= window.y; }, at_y(window.y));
    against([&](Point p) { return p.y <= window.bottom(); }, at_y(window.bottom()));
    return cut;
}

std::optional<Point> name_place(std::span<const Path> rings, const Rect& window) {
    constexpr int kLines = 48;
    double top = window.bottom();
    double bottom = window.y;
    for (const Path& ring : rings) {
        for (const Point p : ring) {
            top = std::min(top, std::clamp(p.y, window.y, window.bottom()));
            bottom = std::max(bottom, std::clamp(p.y, window.y, window.bottom()));
        }
    }
    if (!(top < bottom)) {
        return std::nullopt;
    }
    // Stretches inside the rings on each scan line.
    std::vector<std::vector<double>> crossings(kLines);
    const double step = (bottom - top) / kLines;
    const auto line_y = [&](int line) { return top + (line + 0.5) * step; };
    for (const Path& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i];
            const Point b = ring[(i + 1) % ring.size()];
            const auto [low, high] = std::minmax(a.y, b.y);
            const int first = std::max(0, static_cast<int>(std::ceil((low - top) / step - 0.5)));
            const int last =
                std::min(kLines - 1, static_cast<int>(std::ceil((high - top) / step - 0.5)) - 1);
            for (int line = first; line <= last; ++line) {
                crossings[static_cast<std::size_t>(line)].push_back(
                    a.x + (b.x - a.x) * (line_y(line) - a.y) / (b.y - a.y));
            }
        }
    }
    for (std::vector<double>& line : crossings) {
        std::ranges::sort(line);
        for (double& x : line) {
            x = std::clamp(x, window.x, window.right());
        }
    }
    // A name is wide and low: the best line is one whose stretch is wide and still wide a little
    // above and below.
    const auto free_at = [&](int line, double x) {
        double room = 0.0;
        if (line >= 0 && line < kLines) {
            const std::vector<double>& xs = crossings[static_cast<std::size_t>(line)];
            for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
                if (xs[i] <= x && x <= xs[i + 1]) {
                    room = std::max(room, std::min(x - xs[i], xs[i + 1] - x));
                }
            }
        }
        return room;
    };
    std::optional<Point> best;
    double best_room = 0.0;
    const int reach = std::max(1, static_cast<int>(mm(2.5) / step));
    for (int line = 0; line < kLines; ++line) {
        const std::vector<double>& xs = crossings[static_cast<std::size_t>(line)];
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
            const double x = (xs[i] + xs[i + 1]) / 2.0;
            const double middle =
                1.0 - std::abs(line_y(line) - (top + bottom) / 2.0) / (bottom - top);
            const double room =
                (free_at(line, x) + std::min(free_at(line - reach, x), free_at(line + reach, x))) *
                (0.5 + middle);
            if (room > best_room) {
                best_room = room;
                best = Point{x, line_y(line)};
            }
        }
    }
    return best;
}

} // namespace todoku::report::sheet
