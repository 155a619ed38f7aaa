#include "io/colour_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace todoku::io {

namespace {

/// Beyond this a picture is a photograph; some 60 MB of account.
constexpr std::size_t kMostColours = std::size_t{1} << 20U;

using Rgb = std::array<int, 3>;

Rgb parts_of(std::uint32_t rgb) {
    return {static_cast<int>(rgb >> 16U & 0xFFU), static_cast<int>(rgb >> 8U & 0xFFU),
            static_cast<int>(rgb & 0xFFU)};
}

int square_distance(const Rgb& a, const Rgb& b) {
    int sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
}

} // namespace

int difference(std::uint32_t a, std::uint32_t b) {
    const Rgb x = parts_of(a);
    const Rgb y = parts_of(b);
    return std::max({std::abs(x[0] - y[0]), std::abs(x[1] - y[1]), std::abs(x[2] - y[2])});
}

std::vector<ColourCount> grouped(std::vector<ColourCount> colours, int tolerance,
                                 std::size_t most) {
    std::sort(colours.begin(), colours.end(), [](const ColourCount& a, const ColourCount& b) {
        return a.pixels != b.pixels ? a.pixels > b.pixels : a.rgb < b.rgb;
    });
    std::vector<ColourCount> groups;
    for (const ColourCount& colour : colours) {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const ColourCount& g) {
            return difference(g.rgb, colour.rgb) <= tolerance;
        });
        if (group != groups.end()) {
            group->pixels += colour.pixels;
        } else if (groups.size() < most) {
            groups.push_back(colour);
        }
    }
    std::stable_sort(groups.begin(), groups.end(), [](const ColourCount& a, const ColourCount& b) {
        return a.pixels > b.pixels;
    });
    return groups;
}

std::optional<PlaceBetween> place_between(std::uint32_t colour, std::uint32_t from,
                                          std::uint32_t to) {
    const Rgb at = parts_of(colour);
    const Rgb begin = parts_of(from);
    const Rgb end = parts_of(to);
    double product = 0.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
        product += static_cast<double>(at[i] - begin[i]) * (end[i] - begin[i]);
    }
    const double square = square_distance(begin, end);
    if (!(product > 0.0 && product < square)) {
        return std::nullopt;
    }
    const double along = product / square;
    return PlaceBetween{
        along, std::sqrt(std::max(0.0, square_distance(at, begin) - along * along * square))};
}

ColourJudge::ColourJudge(std::span<const ColourMeaning> table, unsigned least_alpha)
    : table_(table), least_alpha_(least_alpha) {}

ColourJudge::Entry& ColourJudge::entry_of(std::uint32_t pixel) {
    if (const auto found = known_.find(pixel); found != known_.end()) {
        return found->second;
    }
    if (known_.size() >= kMostColours) {
        beyond_.verdict = verdict_of(pixel);
        return beyond_;
    }
    return known_.emplace(pixel, Entry{verdict_of(pixel), 0, 0}).first->second;
}

ColourVerdict ColourJudge::verdict_of(std::uint32_t pixel) const {
    ColourVerdict verdict;
    if (pixel >> 24U < least_alpha_) {
        verdict.entry = ColourVerdict::kTransparent;
        return verdict;
    }
    const Rgb colour = parts_of(pixel);
    int nearest = std::numeric_limits<int>::max();
    for (std::size_t i = 0; i < table_.size(); ++i) {
        const int distance = square_distance(colour, parts_of(table_[i].rgb));
        if (difference(pixel, table_[i].rgb) <= table_[i].tolerance && distance < nearest) {
            nearest = distance;
            verdict.entry = static_cast<std::int16_t>(i);
        }
    }
    if (verdict.entry >= 0) {
        return verdict;
    }
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < table_.size(); ++a) {
        for (std::size_t b = a + 1; b < table_.size(); ++b) {
            const auto place = place_between(pixel, table_[a].rgb, table_[b].rgb);
            if (place && place->off < best &&
                place->off <= std::max(table_[a].tolerance, table_[b].tolerance)) {
                best = place->off;
                verdict.entry = ColourVerdict::kMixture;
                verdict.nearer = static_cast<std::uint8_t>(place->along <= 0.5 ? a : b);
                verdict.farther = static_cast<std::uint8_t>(place->along <= 0.5 ? b : a);
            }
        }
    }
    return verdict;
}

std::vector<ColourCount> ColourJudge::unlisted() const {
    std::vector<ColourCount> colours;
    for (const auto& [pixel, entry] : known_) {
        const std::int64_t pixels =
            entry.verdict.entry == ColourVerdict::kUnlisted ? entry.pixels : entry.rejected;
        if (pixels > 0) {
            colours.push_back({pixel & 0xFFFFFFU, pixels});
        }
    }
    return colours;
}

std::vector<ColourCount> ColourJudge::all() const {
    std::vector<ColourCount> colours;
    for (const auto& [pixel, entry] : known_) {
        if (entry.verdict.entry != ColourVerdict::kTransparent) {
            colours.push_back({pixel & 0xFFFFFFU, entry.pixels});
        }
    }
    return colours;
}

} // namespace todoku::io
