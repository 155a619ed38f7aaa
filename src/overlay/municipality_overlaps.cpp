#include "overlay/municipality_overlaps.hpp"

#include "geo/ellipsoid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace todoku::overlay {

namespace {

constexpr double kLeastOfCell = 0.01;
constexpr double kLeast_m2 = 1e5;

} // namespace

std::vector<MunicipalityOverlap> overlaps_of(std::span<const GroundPiece> pieces) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> ground;
    for (std::size_t begin = 0; begin < pieces.size();) {
        std::size_t end = begin;
        double sum = 0.0;
        for (; end < pieces.size() && pieces[end].cell == pieces[begin].cell; ++end) {
            sum += pieces[end].share;
        }
        for (std::size_t a = begin; a < end && sum > 1.0 + kLeastOfCell; ++a) {
            for (std::size_t b = a + 1; b < end; ++b) {
                const double both = pieces[a].share + pieces[b].share - 1.0;
                if (both > kLeastOfCell) {
                    ground[{pieces[a].index, pieces[b].index}] +=
                        both * geo::area(pieces[a].cell.box()).value();
                }
            }
        }
        begin = end;
    }
    std::vector<MunicipalityOverlap> overlaps;
    for (const auto& [pair, square_metres] : ground) {
        if (square_metres >= kLeast_m2) {
            overlaps.push_back({pair.first, pair.second, SquareMetres(square_metres)});
        }
    }
    return overlaps;
}

std::vector<Issue> overlap_issues(std::span<const MunicipalityOverlap> overlaps,
                                  std::span<const domain::Municipality> municipalities,
                                  std::span<const domain::Municipality> neighbours) {
    const auto name_of = [&](std::uint32_t index) -> Text {
        if (index < municipalities.size()) {
            return {municipalities[index].name, municipalities[index].name};
        }
        const std::string& name = neighbours[index - municipalities.size()].name;
        return {"隣の県の" + name, name + " (a neighbour)"};
    };
    std::vector<Issue> issues;
    for (const MunicipalityOverlap& overlap : overlaps) {
        const Text first = name_of(overlap.first);
        const Text second = name_of(overlap.second);
        const double km2 = overlap.ground.value() / 1e6;
        Issue issue;
        issue.kind = IssueKind::Noted;
        issue.code = "municipalities_overlap";
        issue.value = fmt::format("{:.1f} km2", km2);
        issue.problem = {
            fmt::format("境界データで、{}と{}の区域が少なくとも {:.1f} km² 重なっています。",
                        first.ja, second.ja, km2),
            fmt::format("{} and {} overlap by at least {:.1f} km2 in the boundary file.", first.en,
                        second.en, km2)};
        issue.action = {
            "重なる所の人は、二重には数えず、境界のメッシュの規則で分けました。新旧の境界"
            "が混ざっていないか確かめ、片方を除いてください。",
            "Nobody there counts twice; they are divided as on borders. Check whether "
            "old and new boundaries are mixed, and remove one."};
        issues.push_back(std::move(issue));
    }
    return issues;
}

} // namespace todoku::overlay
