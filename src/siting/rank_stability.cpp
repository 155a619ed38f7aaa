#include "siting/rank_stability.hpp"

#include "siting/random.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::siting {

namespace {

/// Worths of all candidates, one column a criterion that weighs anything.
struct Columns {
    std::vector<std::size_t> criteria;
    std::vector<std::vector<float>> worths;
    std::size_t size = 0;
};

Columns columns_of(const CarrierScores& scores) {
    Columns columns;
    columns.size = scores.candidates.size();
    for (std::size_t c = 0; c < kCriteria; ++c) {
        if (scores.weights[c] <= 0.0) {
            continue;
        }
        columns.criteria.push_back(c);
        std::vector<float>& column = columns.worths.emplace_back();
        for (const CandidateScore& candidate : scores.candidates) {
            column.push_back(static_cast<float>(candidate.worths[c].low));
        }
    }
    return columns;
}

void score_all(const Columns& columns, ScoreMethod method, std::span<const float> weights,
               std::vector<float>& scores, std::vector<float>& missing) {
    std::fill(scores.begin(), scores.end(), 0.0F);
    std::fill(missing.begin(), missing.end(), 0.0F);
    for (std::size_t c = 0; c < columns.worths.size(); ++c) {
        const float weight = weights[c];
        const float* worth = columns.worths[c].data();
        if (method == ScoreMethod::WeightedSum) {
            for (std::size_t i = 0; i < columns.size; ++i) {
                scores[i] += weight * worth[i];
            }
        } else {
            const float square = weight * weight;
            for (std::size_t i = 0; i < columns.size; ++i) {
                scores[i] += square * worth[i] * worth[i];
                missing[i] += square * (1.0F - worth[i]) * (1.0F - worth[i]);
            }
        }
    }
    if (method == ScoreMethod::Topsis) {
        // The closeness rises with the ratio of the two distances; so does that of their squares.
        for (std::size_t i = 0; i < columns.size; ++i) {
            scores[i] /= std::max(missing[i], 1e-30F);
        }
    }
}

/// Counts of ranks 1 to kRanksTold and of those beyond, for each candidate.
class RankCounts {
public:
    explicit RankCounts(std::size_t candidates)
        : counts_(candidates * (kRanksTold + 1), 0), sorted_(candidates) {}

    void add(const std::vector<float>& scores) {
        const std::size_t told = std::min(kRanksTold, scores.size());
        sorted_ = scores;
        const auto least = sorted_.begin() + static_cast<std::ptrdiff_t>(told) - 1;
        std::nth_element(sorted_.begin(), least, sorted_.end(), std::greater<>());
        const float bar = *least;
        top_.clear();
        for (std::uint32_t i = 0; i < scores.size(); ++i) {
            if (scores[i] >= bar) {
                top_.push_back(i);
            }
        }
        std::sort(top_.begin(), top_.end(), [&scores](std::uint32_t a, std::uint32_t b) {
            return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
        });
        std::size_t rank = 0;
        for (std::size_t i = 0; i < top_.size(); ++i) {
            if (i == 0 || scores[top_[i]] < scores[top_[i - 1]]) {
                rank = i;
            }
            ++counts_[top_[i] * (kRanksTold + 1) + rank];
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t candidate) const {
        return std::span(counts_).subspan(candidate * (kRanksTold + 1), kRanksTold);
    }

private:
    std::vector<std::uint32_t> counts_;
    std::vector<float> sorted_;
    std::vector<std::uint32_t> top_;
};

RankStability from_counts(std::span<const std::uint32_t> counts, std::size_t rank,
                          std::size_t draws) {
    RankStability result;
    constexpr auto kBeyond = static_cast<std::uint32_t>(kRanksTold + 1);
    result.best = result.worst = result.low = result.high = kBeyond;
    const auto all = static_cast<double>(draws);
    std::uint64_t sum = 0;
    for (std::uint32_t r = 1; r <= counts.size(); ++r) {
        if (counts[r - 1] == 0) {
            continue;
        }
        const auto before = static_cast<double>(sum);
        sum += counts[r - 1];
        result.best = std::min(result.best, r);
        if (before <= 0.05 * all && static_cast<double>(sum) > 0.05 * all) {
            result.low = r;
        }
        if (before < 0.95 * all && static_cast<double>(sum) >= 0.95 * all) {
            result.high = r;
        }
        if (sum == draws) {
            result.worst = r;
        }
        if (r <= rank) {
            result.share_at_rank_or_better = static_cast<double>(sum) / all;
        }
    }
    result.first_share = counts.empty() ? 0.0 : static_cast<double>(counts[0]) / all;
    return result;
}

/// Scores are straight in a weight: behind by `lead`, a candidate draws level where the weight of a
/// criterion it is worth more (less) by rises (falls) by lead over that difference of worths.
void find_weight_change(const CarrierScores& scores, std::size_t candidate, RankStability& result) {
    const CandidateScore& own = scores.candidates[candidate];
    for (const CandidateScore& other : scores.candidates) {
        const double lead = own.score->low - other.score->low;
        if (other.rank <= own.rank) {
            continue;
        }
        for (std::size_t c = 0; c < kCriteria; ++c) {
            const double ahead = own.worths[c].low - other.worths[c].low;
            if (ahead == 0.0 || scores.weights[c] <= 0.0) {
                continue;
            }
            const double change = -lead / ahead; // of the weight
            if (change < 0.0 && scores.weights[c] + change < 0.0) {
                continue;
            }
            if (!result.weight_change || std::abs(change) < *result.weight_change) {
                result.weight_change = std::abs(change);
                result.weight_changed = all_criteria()[c];
                result.weight_rises = change > 0.0;
            }
        }
    }
}

} // namespace

std::vector<RankStability> rank_stability(const CarrierScores& scores, ScoreMethod method,
                                          std::uint64_t seed, std::size_t draws) {
    const Columns columns = columns_of(scores);
    if (method == ScoreMethod::Lexicographic || columns.worths.empty() || columns.size == 0 ||
        draws == 0) {
        return {};
    }
    RankCounts counts(columns.size);
    std::vector<float> weights(columns.worths.size());
    std::vector<float> values(columns.size);
    std::vector<float> missing(columns.size);
    Random random(seed);
    for (std::size_t draw = 0; draw < draws; ++draw) {
        for (std::size_t c = 0; c < weights.size(); ++c) {
            const double factor = std::pow(kWeightFactor, 2.0 * random.share() - 1.0);
            weights[c] = static_cast<float>(scores.weights[columns.criteria[c]] * factor);
        }
        score_all(columns, method, weights, values, missing);
        counts.add(values);
    }
    std::vector<RankStability> result;
    for (std::size_t i = 0; i < columns.size; ++i) {
        result.push_back(from_counts(counts.of(i), scores.candidates[i].rank, draws));
        // Behind the ranks that are told nobody asks what it would take to fall.
        if (method == ScoreMethod::WeightedSum && scores.candidates[i].rank <= kRanksTold) {
            find_weight_change(scores, i, result.back());
        }
    }
    return result;
}

} // namespace todoku::siting
