#include "siting/cover_twice.hpp"

namespace todoku::siting {

std::vector<double> covered_twice(const CoverProblem& problem,
                                  std::span<const std::uint32_t> sites) {
    std::vector<double> none(problem.weights.size(), 1.0); // chance that no site so far does
    std::vector<double> one(problem.weights.size(), 0.0);  // that exactly one does
    std::vector<double> sums;
    double sum = 0.0;
    for (const std::uint32_t s : sites) {
        for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1]; ++i) {
            const std::uint32_t d = problem.demands[i];
            const double share =
                problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]);
            sum += problem.weights[d] * one[d] * share;
            one[d] = one[d] * (1.0 - share) + none[d] * share;
            none[d] *= 1.0 - share;
        }
        sums.push_back(sum);
    }
    return sums;
}

} // namespace todoku::siting
