#include "siting/cover_index.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::siting {

CoverIndex::CoverIndex(const CoverProblem& problem) : problem_(problem) {
    check_problem(problem);
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
