#include "core/error.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace todoku::io {

namespace {

/// A ring that encloses nothing by construction: fewer than three different vertices.
bool is_broken(const geo::Ring& ring) {
    std::set<geo::LatLng> different;
    for (const geo::LatLng vertex : ring) {
        different.insert(vertex);
        if (different.size() >= 3) {
            return false;
        }
    }
    return true;
}

} // namespace

Loaded<domain::CoverageLayer> read_coverage(const CoverageSource& request) {
    Loaded<domain::CoverageLayer> loaded;
    loaded.value.carrier = request.carrier;
    loaded.value.technology = request.technology;
    loaded.value.as_of = request.as_of;
    loaded.value.confidential = request.confidential;
    std::string all_shown;
    for (const VectorSource& source : request.sources) {
        const std::string shown =
            source.shown_as.empty() ? source.file.filename().string() : source.shown_as;
        all_shown += (all_shown.empty() ? "" : ", ") + shown +
                     (source.layer.empty() ? "" : " / " + source.layer);
        const auto reject = [&](std::int64_t row, std::string code, Text problem) {
            loaded.issues.push_back({IssueKind::Rejected,
                                     std::move(code),
                                     shown,
                                     source.layer,
                                     row,
                                     "",
                                     "",
                                     std::move(problem),
                                     {"使いませんでした。", "not used."}});
        };
        const LayerInfo info = read_features(
            source,
            [&](const LayerInfo&, Feature&& feature) {
                ++loaded.counts.read;
                auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
                if (shape == nullptr) {
                    ++loaded.counts.rejected;
                    // An absent geometry is noted by the reader of the file already: here it is a
                    // rejection.
                    if (!loaded.issues.empty() && loaded.issues.back().row == feature.row &&
                        std::holds_alternative<std::monostate>(feature.geometry)) {
                        loaded.issues.back().kind = IssueKind::Rejected;
                        loaded.issues.back().action = {"使いませんでした。", "not used."};
                    } else {
                        reject(feature.row, "not_a_polygon",
                               {"ポリゴンではありません（点か線）。",
                                "not a polygon (a point or a line)."});
                    }
                    return;
                }
                std::size_t used = 0;
                for (geo::Polygon& polygon : shape->polygons) {
                    const auto broken =
                        std::count_if(polygon.holes.begin(), polygon.holes.end(), is_broken);
                    std::erase_if(polygon.holes, is_broken);
                    if (is_broken(polygon.outer)) {
                        reject(feature.row, "broken_ring",
                               {"ポリゴンの頂点が3つ未満で、面になっていません。",
                                "a ring has fewer than three different vertices."});
                        continue;
                    }
                    if (broken > 0) {
                        loaded.issues.push_back(
                            {IssueKind::Repaired,
                             "broken_hole",
                             shown,
                             source.layer,
                             feature.row,
                             "",
                             "",
                             {fmt::format("面になっていない穴が{}個あります。", broken),
                              fmt::format("{} holes have fewer than three different vertices.",
                                          broken)},
                             {"その穴を除きました。", "those holes were left out."}});
                    }
                    loaded.value.polygons.polygons.push_back(std::move(polygon));
                    ++used;
                }
                ++(used > 0 ? loaded.counts.used : loaded.counts.rejected);
            },
            loaded.issues);
        loaded.encoding = info.encoding;
    }
    if (loaded.value.polygons.empty()) {
        throw InputError(
            {fmt::format("{} にエリアのポリゴンが一つもありません（{}件を読みました）。レイヤや "
                         "where を確かめてください。",
                         all_shown, loaded.counts.read),
             fmt::format("{} holds no coverage polygon ({} features read). Check layer and where.",
                         all_shown, loaded.counts.read)});
    }
    loaded.value.source = all_shown;
    return loaded;
}

} // namespace todoku::io
