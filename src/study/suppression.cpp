#include "study/suppression.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace todoku::study {

namespace {

/// What adding up doubles leaves of nobody.
constexpr double kNobody = 1e-6;

bool any_small(const std::vector<double>& counts, double least) {
    return std::ranges::any_of(counts, [&](double count) { return is_small(count, least); });
}

/// True where the hidden municipalities' sum, which the total gives away, is small.
bool gives_away(const LayerCounts& layer, const std::vector<bool>& hidden, double least) {
    std::vector<double> sums(layer.total.size(), 0.0);
    for (std::size_t m = 0; m < hidden.size(); ++m) {
        for (std::size_t i = 0; hidden[m] && i < sums.size(); ++i) {
            sums[i] += layer.counts[m][i];
        }
    }
    return any_small(sums, least);
}

} // namespace

bool is_small(double count, double least) {
    return count > kNobody && count < least;
}

HiddenCounts hidden_counts(const std::vector<LayerCounts>& layers,
                           const std::vector<double>& people, double least) {
    HiddenCounts hidden{std::vector<bool>(people.size(), false),
                        std::vector<bool>(layers.size(), false)};
    std::set<std::string> technologies;
    for (const LayerCounts& layer : layers) {
        if (any_small(layer.total, least)) {
            technologies.insert(layer.technology);
        }
        for (std::size_t m = 0; m < people.size(); ++m) {
            hidden.municipalities[m] =
                hidden.municipalities[m] || any_small(layer.counts[m], least);
        }
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        hidden.totals[i] = technologies.contains(layers[i].technology);
    }
    const auto told = [&] {
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (!hidden.totals[i] && gives_away(layers[i], hidden.municipalities, least)) {
                return true;
            }
        }
        return false;
    };
    std::vector<std::size_t> order(people.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t m) { return people[m]; });
    for (auto next = order.begin(); next != order.end() && told(); ++next) {
        while (next != order.end() && hidden.municipalities[*next]) {
            ++next;
        }
        if (next == order.end()) {
            break;
        }
        hidden.municipalities[*next] = true;
    }
    return hidden;
}

std::vector<bool> hidden_gaps(const std::vector<GapCount>& gaps, double least) {
    std::vector<bool> hidden;
    for (const GapCount& gap : gaps) {
        hidden.push_back(is_small(gap.people, least));
    }
    for (bool changed = true; changed;) {
        changed = false;
        std::map<std::size_t, double> sums;
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            sums[gaps[i].list] += hidden[i] ? gaps[i].people : 0.0;
        }
        for (const auto& [list, sum] : sums) {
            double next = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < gaps.size(); ++i) {
                if (gaps[i].list == list && !hidden[i] && gaps[i].people > kNobody) {
                    next = std::min(next, gaps[i].people);
                }
            }
            if (!is_small(sum, least) || next == std::numeric_limits<double>::infinity()) {
                continue;
            }
            for (std::size_t i = 0; i < gaps.size(); ++i) {
                hidden[i] = hidden[i] || (gaps[i].people > kNobody && gaps[i].people <= next);
            }
            changed = true;
            break; // sums are others now
        }
    }
    return hidden;
}

} // namespace todoku::study
