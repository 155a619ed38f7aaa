#include "siting/cover_allowed.hpp"

namespace todoku::siting {

AllowedCover::AllowedCover(const CoverProblem& problem, std::span<const std::uint32_t> must_not)
    : number(problem.sites(), 0) {
    for (const std::uint32_t s : must_not) {
        number[s] = 1;
    }
    for (std::uint32_t s = 0; s < problem.sites(); ++s) {
        if (number[s] == 0) {
            number[s] = static_cast<std::uint32_t>(site.size());
            site.push_back(s);
        }
    }
    cover = merged(problem, site);
}

std::vector<std::uint32_t> AllowedCover::numbers(std::span<const std::uint32_t> sites) const {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t s : sites) {
        found.push_back(number[s]);
    }
    return found;
}

std::vector<double> cumulative_cover(const CoverProblem& problem,
                                     std::span<const std::uint32_t> sites) {
    std::vector<double> left = problem.weights;
    std::vector<double> sums;
    double sum = 0.0;
    for (const std::uint32_t s : sites) {
        for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1]; ++i) {
            double& rest = left[problem.demands[i]];
            const double gain =
                rest * (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]));
            sum += gain;
            rest -= gain;
        }
        sums.push_back(sum);
    }
    return sums;
}

} // namespace todoku::siting
