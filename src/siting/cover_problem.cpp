#include "siting/cover_problem.hpp"

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
    std::vector<bool> seen(problem.weights.size(), false); // by the site at hand
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            const std::uint32_t demand = problem.demands[k];
            if (demand >= problem.weights.size()) {
                reject(fmt::format("候補{}が存在しない需要{}を参照しています。", s + 1, demand + 1),
                       fmt::format("site {} covers demand {}, which does not exist", s + 1,
                                   demand + 1));
            }
            if (seen[demand]) {
                reject(fmt::format("候補{}に需要{}が二度あります。", s + 1, demand + 1),
                       fmt::format("site {} lists demand {} twice", s + 1, demand + 1));
            }
            seen[demand] = true;
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
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            seen[problem.demands[k]] = false;
        }
    }
}

} // namespace

void check_problem(const CoverProblem& problem) {
    check_lists(problem);
    check_values(problem);
}

std::vector<double> alone(const CoverProblem& problem) {
    check_problem(problem);
    std::vector<double> covered(problem.sites(), 0.0);
    for (std::size_t s = 0; s < covered.size(); ++s) {
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            covered[s] += problem.weights[problem.demands[k]] *
                          (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[k]));
        }
    }
    return covered;
}

} // namespace todoku::siting
