#include "io/coverage_rings.hpp"

#include "core/error.hpp"
#include "io/ring_check.hpp"
#include "io/ring_crossings.hpp"
#include "io/rings_apart.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <string>

namespace todoku::io {

namespace {

std::string km2(SquareMetres area) {
    return fmt::format("{:.6f}", area.value() / 1e6);
}

// Proving them apart together takes 23 bytes a vertex, 70 where edges are crowded: 280 MB.
constexpr std::size_t kMostVerticesAtOnce = 4'000'000;

bool are_apart(std::span<const FeatureRings> features) {
    std::vector<const geo::Polygon*> polygons;
    std::size_t vertices = 0;
    for (const FeatureRings& feature : features) {
        for (const geo::Polygon& polygon : feature.polygons) {
            polygons.push_back(&polygon);
            vertices += polygon.outer.size();
            for (const geo::Ring& hole : polygon.holes) {
                vertices += hole.size();
            }
        }
    }
    return vertices <= kMostVerticesAtOnce && surely_apart(polygons);
}

// Of all rings of a file. Measuring cells takes 40 s at a million: such rings are no coverage. Nor
// are rings that cross and are so crowded that nobody counts in time how often.
constexpr std::size_t kMostCrossings = 1'000'000;

InputError too_many_crossings(const VectorSource& source, std::int64_t row) {
    return InputError(
        {fmt::format(
             "{} は "
             "{}行目までに輪郭線が100万か所より多く（または数えきれないほど込み入って）自分自身"
             "と交わっていて、測れません。座標の並びが壊れていないか、提供元に確かめてください。",
             shown_name(source), row),
         fmt::format("The rings of {} cross themselves in more than a million places (or in such a "
                     "crowd that they cannot be counted) by row {} and cannot be measured. Ask "
                     "whoever gave it whether the order of the coordinates is broken.",
                     shown_name(source), row)});
}

/// @param crossings of the file so far
void look_closely(const geo::Polygon& polygon, const VectorSource& source, std::int64_t row,
                  std::size_t& crossings, std::vector<Issue>& issues) {
    if (const auto invalid = look_at_rings(polygon)) {
        crossings += crossings_up_to(kMostCrossings - crossings, polygon);
        if (crossings >= kMostCrossings) {
            throw too_many_crossings(source, row);
        }
        const Text covered =
            invalid->area_covered
                ? Text{km2(*invalid->area_covered) + " km²", km2(*invalid->area_covered) + " km2"}
                : Text{"（複雑すぎて計算を省略）", "not computed, too intricate"};
        note_row(issues, IssueKind::Noted, source, row, "invalid_rings",
                 km2(invalid->area_by_rings) + " km2", invalid->reason,
                 {"形は変えず、輪郭線が囲む部分をすべてエリアとして数えます（GISの面積計算では " +
                      km2(invalid->area_by_rings) + " km²、ここでは " + covered.ja + "）。",
                  "kept as it is; all that the rings wind around counts (area as GIS programs "
                  "compute it " +
                      km2(invalid->area_by_rings) + " km2, counted here " + covered.en + ")."});
    }
}

} // namespace

bool drop_broken_rings(geo::Polygon& polygon, const VectorSource& source, std::int64_t row,
                       std::vector<Issue>& issues) {
    if (is_broken(polygon.outer)) {
        note_row(issues, IssueKind::Rejected, source, row, "broken_ring", "",
                 {"輪郭の異なる頂点が3つ未満で、面になっていません。",
                  "A ring has fewer than three different vertices and encloses nothing."},
                 {"このポリゴンは使いません。", "this polygon is not used."});
        return false;
    }
    if (const auto broken = std::erase_if(polygon.holes, is_broken); broken > 0) {
        note_row(issues, IssueKind::Repaired, source, row, "broken_hole", "",
                 {fmt::format("面になっていない穴（頂点3つ未満）が{}個あります。", broken),
                  fmt::format("{} holes have fewer than three different vertices.", broken)},
                 {"その穴を除きました。", "those holes were left out."});
    }
    return true;
}

bool note_invalid_rings(const VectorSource& source, std::span<const FeatureRings> features,
                        std::vector<Issue>& issues) {
    if (are_apart(features)) {
        return true;
    }
    std::size_t crossings = 0;
    for (const FeatureRings& feature : features) {
        for (const geo::Polygon& polygon : feature.polygons) {
            look_closely(polygon, source, feature.row, crossings, issues);
        }
    }
    return false;
}

} // namespace todoku::io
