#include "io/coverage_polygons.hpp"

#include "core/error.hpp"
#include "io/ring_check.hpp"
#include "io/row_issues.hpp"
#include "io/shapefile_set.hpp"
#include "io/strength_judge.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

std::string km2(SquareMetres area) {
    return fmt::format("{:.6f}", area.value() / 1e6);
}

/// Reads the features of one source into the layer.
class CoverageReader {
public:
    CoverageReader(const VectorSource& source, const StrengthReading& strength,
                   Loaded<domain::CoverageLayer>& loaded)
        : source_(source), strength_(strength), judge_(strength), loaded_(loaded) {}

    void read() {
        require_shapes(source_);
        const LayerInfo info = read_features(
            source_,
            [this](const LayerInfo& layer, Feature&& feature) { take(layer, std::move(feature)); },
            loaded_.issues);
        judge_.tell(source_, loaded_.issues);
        loaded_.encoding = info.encoding;
        count_left_out(info, loaded_.counts);
    }

private:
    void take(const LayerInfo& layer, Feature&& feature) {
        ++loaded_.counts.read;
        if (is_outside(feature, loaded_.counts)) {
            return;
        }
        auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
        if (shape == nullptr) {
            ++loaded_.counts.rejected;
            reject_row(
                loaded_.issues, source_, feature.row, "not_a_polygon", "",
                {"ポリゴンではありません（点か線です）。", "Not a polygon but a point or a line."});
            return;
        }
        const domain::Strength strength = strength_of(layer, feature);
        if (!judge_.is_enough(strength)) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            return;
        }
        std::size_t used = 0;
        for (geo::Polygon& polygon : shape->polygons) {
            used += take(std::move(polygon), feature.row, strength) ? 1U : 0U;
        }
        if (used == 0) {
            ++loaded_.counts.rejected;
            return;
        }
        ++loaded_.counts.used;
        loaded_.counts.repaired += layer.exchanged || used < shape->polygons.size() ? 1 : 0;
    }

    domain::Strength strength_of(const LayerInfo& layer, const Feature& feature) {
        if (strength_.field.empty()) {
            return judge_.whole();
        }
        const auto field = layer.field(strength_.field);
        if (!field) {
            throw InputError(
                {fmt::format("{} に strength_field = \"{}\" の項目がありません。ある項目: {}",
                             shown_name(source_), strength_.field, field_list(layer)),
                 fmt::format("{} has no field \"{}\" (strength_field). Fields found: {}",
                             shown_name(source_), strength_.field, field_list(layer))});
        }
        return judge_.of(to_text(feature.values[*field]));
    }

    bool take(geo::Polygon&& polygon, std::int64_t row, domain::Strength strength) {
        if (is_broken(polygon.outer)) {
            note_row(loaded_.issues, IssueKind::Rejected, source_, row, "broken_ring", "",
                     {"輪郭の異なる頂点が3つ未満で、面になっていません。",
                      "A ring has fewer than three different vertices and encloses nothing."},
                     {"このポリゴンは使いません。", "this polygon is not used."});
            return false;
        }
        if (const auto broken = std::erase_if(polygon.holes, is_broken); broken > 0) {
            note_row(loaded_.issues, IssueKind::Repaired, source_, row, "broken_hole", "",
                     {fmt::format("面になっていない穴（頂点3つ未満）が{}個あります。", broken),
                      fmt::format("{} holes have fewer than three different vertices.", broken)},
                     {"その穴を除きました。", "those holes were left out."});
        }
        if (const auto invalid = look_at_rings(polygon)) {
            const Text covered = invalid->area_covered ? Text{km2(*invalid->area_covered) + " km²",
                                                              km2(*invalid->area_covered) + " km2"}
                                                       : Text{"（複雑すぎて計算を省略）",
                                                              "not computed, too intricate"};
            note_row(
                loaded_.issues, IssueKind::Noted, source_, row, "invalid_rings",
                km2(invalid->area_by_rings) + " km2", invalid->reason,
                {"形は変えず、輪郭線が囲む部分をすべてエリアとして数えます（GISの面積計算では " +
                     km2(invalid->area_by_rings) + " km²、ここでは " + covered.ja + "）。",
                 "kept as it is; all that the rings wind around counts (area as GIS programs "
                 "compute it " +
                     km2(invalid->area_by_rings) + " km2, counted here " + covered.en + ")."});
        }
        loaded_.value.polygons.polygons.push_back(std::move(polygon));
        loaded_.value.strengths.push_back(strength);
        return true;
    }

    const VectorSource& source_;
    const StrengthReading& strength_;
    StrengthJudge judge_;
    Loaded<domain::CoverageLayer>& loaded_;
};

} // namespace

void read_coverage_polygons(const VectorSource& source, const StrengthReading& strength,
                            Loaded<domain::CoverageLayer>& loaded) {
    loaded.value.strengths.resize(loaded.value.polygons.polygons.size());
    CoverageReader(source, strength, loaded).read();
}

} // namespace todoku::io
