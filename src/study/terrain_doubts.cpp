#include "study/terrain_doubts.hpp"

#include "geo/ellipsoid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::study {

namespace {

const double kSteep = std::tan(kSteep_deg * std::numbers::pi / 180.0);

/// Distances of neighbouring posts.
struct Steps {
    double down_m;
    double across_m;

    explicit Steps(const geo::HeightGrid& grid) {
        const geo::LocalFrame frame(grid.box().centre());
        down_m = grid.lat_step * frame.metres_per_degree_lat();
        across_m = grid.lng_step * frame.metres_per_degree_lng();
    }
};

/// Calls with the heights of each two neighbouring posts that have one, and their distance.
template <class Take>
void for_each_neighbours(const geo::HeightGrid& grid, const Take& take) {
    const Steps steps(grid);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            const float here = grid.at(row, column);
            if (row + 1 < grid.rows) {
                take(here, grid.at(row + 1, column), steps.down_m);
            }
            if (column + 1 < grid.columns) {
                take(here, grid.at(row, column + 1), steps.across_m);
            }
        }
    }
}

bool is_cliff(float a, float b, double apart_m) {
    return std::abs(static_cast<double>(a) - static_cast<double>(b)) > kSteep * apart_m;
}

/// No ground goes on around the plateau: it is cut out of it, or all there is.
bool is_cut_out(const geo::HeightGrid& grid, float value) {
    std::size_t borders = 0;
    std::size_t cliffs = 0;
    for_each_neighbours(grid, [&](float a, float b, double apart_m) {
        if ((a == value) != (b == value) && !std::isnan(a) && !std::isnan(b)) {
            ++borders;
            cliffs += is_cliff(a, b, apart_m) ? 1U : 0U;
        }
    });
    return 2 * cliffs >= borders;
}

/// Share of the posts, of those with heights beside them, where the ground is steeper than
/// `kSteep_deg`.
double steep_share(const geo::HeightGrid& grid) {
    const Steps steps(grid);
    std::size_t slopes = 0;
    std::size_t steep = 0;
    for (std::size_t row = 0; row + 1 < grid.rows; ++row) {
        for (std::size_t column = 0; column + 1 < grid.columns; ++column) {
            const float here = grid.at(row, column);
            const double slope =
                std::hypot(static_cast<double>(grid.at(row + 1, column) - here) / steps.down_m,
                           static_cast<double>(grid.at(row, column + 1) - here) / steps.across_m);
            slopes += std::isnan(slope) ? 0U : 1U;
            steep += slope > kSteep ? 1U : 0U;
        }
    }
    return static_cast<double>(steep) / static_cast<double>(std::max<std::size_t>(1, slopes));
}

struct Plateau {
    float value = 0.0F;
    double share = 0.0; ///< of the posts with heights
};

/// The values that many posts share, the commonest first.
std::vector<Plateau> plateaus(const geo::HeightGrid& grid) {
    // Of more posts a part is looked at: as much as tells a hundredth of them.
    constexpr std::size_t kEnough = 1'000'000;
    const std::size_t stride = grid.heights.size() / kEnough + 1;
    std::vector<float> known;
    for (std::size_t i = 0; i < grid.heights.size(); i += stride) {
        if (!std::isnan(grid.heights[i])) {
            known.push_back(grid.heights[i]);
        }
    }
    std::sort(known.begin(), known.end());
    std::vector<Plateau> found;
    for (auto first = known.begin(); first != known.end();) {
        const auto last = std::upper_bound(first, known.end(), *first);
        const double share = static_cast<double>(last - first) / static_cast<double>(known.size());
        if (share > kPlateauShare && *first != 0.0F) {
            found.push_back({*first, share});
        }
        first = last;
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Plateau& a, const Plateau& b) { return a.share > b.share; });
    return found;
}

Issue plateau_issue(const std::string& file, const Plateau& plateau) {
    Text problem{
        fmt::format("標高が{:g} mちょうどの点が{:.0f} %あり、周りの地形とつながっていませ"
                    "ん。欠測を表す値ではないか確かめてください。",
                    plateau.value, 100.0 * plateau.share),
        fmt::format("{:.0f} % of the posts have a height of exactly {:g} m, which does not "
                    "go on into the ground around. Check whether it stands for no data.",
                    100.0 * plateau.share, plateau.value)};
    if (plateau.share == 1.0) {
        problem = {fmt::format("標高がどこも{:g} mちょうどです。地形のファイルか、欠測を表す値では"
                               "ないか確かめてください。",
                               plateau.value),
                   fmt::format("Every height is exactly {:g} m. Check whether the file is of "
                               "terrain, or the value stands for no data.",
                               plateau.value)};
    }
    return {
        IssueKind::Noted,
        "terrain_one_value",
        file,
        "",
        std::nullopt,
        "",
        shortest(plateau.value),
        problem,
        {fmt::format("そのまま使います。欠測なら、ファイルにそう宣言して替えてください（例 "
                     "gdal_translate -a_nodata {:g}）。",
                     plateau.value),
         fmt::format("Used as it is. If it is no data, give a file that says so (gdal_translate "
                     "-a_nodata {:g}, say).",
                     plateau.value)}};
}

Issue steep_issue(const std::string& file, double share) {
    return {IssueKind::Noted,
            "terrain_steep",
            file,
            "",
            std::nullopt,
            "",
            fmt::format("{:.1f} %", 100.0 * share),
            {fmt::format("{:g}度を超える斜面が{:.0f} %あります。地形としては急すぎます。標高の単位"
                         "（フィート、cmなど）を確かめてください。",
                         kSteep_deg, 100.0 * share),
             fmt::format("{:.0f} % of the slopes exceed {:g} degrees, too steep for ground. Check "
                         "the unit of heights (feet, centimetres...).",
                         100.0 * share, kSteep_deg)},
            {"mとしてそのまま使います。", "Used as metres, as they are."}};
}

} // namespace

std::vector<Issue> terrain_doubts(const std::string& file, const geo::HeightGrid& heights) {
    std::vector<Issue> doubts;
    for (const Plateau& plateau : plateaus(heights)) {
        if (plateau.value < kLowestPlain_m || is_cut_out(heights, plateau.value)) {
            doubts.push_back(plateau_issue(file, plateau));
        }
    }
    const double share = steep_share(heights);
    if (share > kSteepShare) {
        doubts.push_back(steep_issue(file, share));
    }
    return doubts;
}

} // namespace todoku::study
