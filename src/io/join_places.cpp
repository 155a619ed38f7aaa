#include "io/join_places.hpp"

#include "core/japanese.hpp"
#include "geo/point_index.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace todoku::io {

namespace {

// One file has a school's gate, the next its middle (house assumption).
constexpr Metres kSamePlace{100.0};

} // namespace

Loaded<std::vector<domain::Place>> join_places(std::vector<ReadPlace> places) {
    Loaded<std::vector<domain::Place>> loaded;
    loaded.counts.read = static_cast<std::int64_t>(places.size());
    std::vector<geo::LatLng> points;
    std::vector<std::string> names;
    for (const ReadPlace& read : places) {
        points.push_back(read.place.at);
        names.push_back(comparable(read.place.name));
    }
    const geo::PointIndex index(points);
    std::vector<bool> kept(places.size(), true);
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::optional<std::size_t> first;
        if (!names[i].empty()) {
            for (const auto& hit : index.within(points[i], kSamePlace)) {
                const bool same = hit.index < i && kept[hit.index] &&
                                  names[hit.index] == names[i] &&
                                  places[hit.index].place.kind == places[i].place.kind;
                if (same && (!first || hit.index < *first)) {
                    first = hit.index;
                }
            }
        }
        if (!first) {
            continue;
        }
        kept[i] = false;
        const ReadPlace& into = places[*first];
        loaded.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "place_joined",
             .file = places[i].file,
             .layer = {},
             .row = places[i].row,
             .field = "name",
             .value = places[i].place.name,
             .problem = {fmt::format("{} の {} 行目と同じ種別・同じ名前で、100m以内にあります。",
                                     into.file, into.row),
                         fmt::format("Same kind and name as row {} of {}, within 100 m.", into.row,
                                     into.file)},
             .action = {"1か所として数えます。", "Counted as one place."}});
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (kept[i]) {
            loaded.value.push_back(std::move(places[i].place));
        }
    }
    loaded.counts.used = static_cast<std::int64_t>(loaded.value.size());
    loaded.counts.rejected = loaded.counts.joined = loaded.counts.read - loaded.counts.used;
    return loaded;
}

} // namespace todoku::io
