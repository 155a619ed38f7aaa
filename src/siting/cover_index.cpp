#include "siting/cover_index.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::siting {

namespace {

[[noreturn]] void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

void check_lists(const CoverProblem& problem) {
    const bool rising = std::is_sorted(problem.begin.begin(), problem.begin.end());
    const std::uint64_t end = problem.begin.empty() ? 0 : problem.begin.back();
    if (!rising || (!problem.begin.empty() && problem.begin.front() != 0) ||
        end != problem.demands.size() ||
        (!problem.shares.empty() && problem.shares.size() != problem.demands.size())) {
        reject("被覆の一覧の長さがそろっていません。",
               "the lists of what sites cover do not match in length");
    }
    if (problem.weights.size() >= std::numeric_limits<std::uint32_t>::max() ||
        problem.sites() >= std::numeric_limits<std::uint32_t>::max()) {
        reject("需要点または候補地点が多すぎます。", "too many demands or sites");
    }
}

void check_values(const CoverProblem& problem) {
    for (std::size_t d = 0; d < problem.weights.size(); ++d) {
        if (!std::isfinite(problem.weights[d]) || problem.weights[d] < 0.0) {
            reject(fmt::format("需要{}の重みは0以上の数値である必要があります（{}）。", d + 1,
                               problem.weights[d]),
                   fmt::format("the weight of demand {} must be a number, 0 or more, not {}", d + 1,
                               problem.weights[d]));
        }
    }
    std::vector<std::size_t> seen_by(problem.weights.size(), 0); // site + 1
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            const std::uint32_t demand = problem.demands[k];
            if (demand >= problem.weights.size()) {
                reject(fmt::format("候補{}が存在しない需要{}を参照しています。", s + 1, demand + 1),
                       fmt::format("site {} covers demand {}, which does not exist", s + 1,
                                   demand + 1));
            }
            if (seen_by[demand] == s + 1) {
                reject(fmt::format("候補{}に需要{}が二度あります。", s + 1, demand + 1),
                       fmt::format("site {} lists demand {} twice", s + 1, demand + 1));
            }
            seen_by[demand] = s + 1;
            if (!problem.shares.empty() &&
                !(problem.shares[k] > 0.0F && problem.shares[k] <= 1.0F)) {
                reject(
                    fmt::format(
                        "候補{}の需要{}に対する割合は0より大きく1以下である必要があります（{}）。",
                        s + 1, demand + 1, problem.shares[k]),
                    fmt::format("the share of demand {} that site {} covers must be above 0 and at "
                                "most 1, not {}",
                                demand + 1, s + 1, problem.shares[k]));
            }
        }
    }
}

} // namespace

CoverIndex::CoverIndex(const CoverProblem& problem) : problem_(problem) {
    check_lists(problem);
    check_values(problem);
    binary_ = std::all_of(problem.shares.begin(), problem.shares.end(),
                          [](float share) { return share == 1.0F; });
    bool whole = true;
    for (const double weight : problem.weights) {
        total_ += weight;
        whole = whole && weight == std::floor(weight);
    }
    // 2^53: up to here every whole number is a double.
    exact_ = binary_ && whole && total_ <= 9007199254740992.0;

    demand_begin_.assign(demands() + 1, 0);
    for (const std::uint32_t demand : problem.demands) {
        ++demand_begin_[demand + 1];
    }
    for (std::size_t d = 0; d < demands(); ++d) {
        demand_begin_[d + 1] += demand_begin_[d];
    }
    covering_.resize(pairs());
    covering_shares_.resize(binary_ ? 0 : pairs());
    std::vector<std::uint64_t> next(demand_begin_.begin(), demand_begin_.end() - 1);
    for (std::size_t s = 0; s < sites(); ++s) {
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            const auto at = static_cast<std::size_t>(next[problem.demands[k]]++);
            covering_[at] = static_cast<std::uint32_t>(s);
            if (!binary_) {
                covering_shares_[at] = problem.shares[k];
            }
        }
    }
}

} // namespace todoku::siting
