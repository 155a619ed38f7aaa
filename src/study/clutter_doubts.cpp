#include "study/clutter_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::study {

std::vector<Issue> clutter_doubts(const std::string& file, const geo::HeightGrid& heights) {
    constexpr float kHigh_m = 100.0F;
    constexpr double kFew = 0.01;
    std::vector<Issue> doubts;
    if (heights.rows < 2 || heights.columns < 2) {
        doubts.push_back(
            {IssueKind::Assumed,
             "clutter_too_small",
             file,
             "",
             std::nullopt,
             "",
             fmt::format("{} x {}", heights.rows, heights.columns),
             {fmt::format("建物・樹木の高さが{}×{}点（縦×横）しかありません。高さは隣り合う点の間で"
                          "読むため、縦横とも2点以上要ります。",
                          heights.rows, heights.columns),
              fmt::format("There are only {} x {} posts of what stands on the ground (down x "
                          "across): heights are taken between neighbouring posts, two or more each "
                          "way.",
                          heights.rows, heights.columns)},
             {"何も立っていないとします。", "Taken as bare ground."}});
    }
    const auto high = std::count_if(heights.heights.begin(), heights.heights.end(),
                                    [&](float height) { return height > kHigh_m; });
    const double share = static_cast<double>(high) /
                         static_cast<double>(std::max<std::size_t>(1, heights.heights.size()));
    if (share > kFew) {
        doubts.push_back(
            {IssueKind::Noted,
             "clutter_high",
             file,
             "",
             std::nullopt,
             "",
             std::to_string(high),
             {fmt::format("建物・樹木の高さが{:g} mを超える点が{:.0f} %あります。標高のファイル、"
                          "フィートの値、欠測の値（255など）が入っていないか確かめてください。",
                          kHigh_m, 100.0 * share),
              fmt::format(
                  "What stands on the ground exceeds {:g} m at {:.0f} % of the posts. Check "
                  "for heights above sea level, feet, or a no-data value (255...).",
                  kHigh_m, 100.0 * share)},
             {"そのまま使います。", "Used as it is."}});
    }
    return doubts;
}

} // namespace todoku::study
