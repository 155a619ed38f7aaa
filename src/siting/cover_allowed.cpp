#include "siting/cover_allowed.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace todoku::siting {

std::vector<std::uint8_t> allowed_sites(const CoverProblem& problem,
                                        std::span<const std::uint32_t> must,
                                        std::span<const std::uint32_t> must_not, std::size_t most) {
    std::vector<std::uint8_t> allowed(problem.sites(), 1);
    const auto check = [&](std::uint32_t site) {
        if (site >= problem.sites()) {
            throw UsageError(
                {fmt::format("候補{}はありません（候補は{}件です）。", site + 1, problem.sites()),
                 fmt::format("there is no site {} (there are {})", site + 1, problem.sites())});
        }
    };
    for (const std::uint32_t site : must_not) {
        check(site);
        allowed[site] = 0;
    }
    std::vector<std::uint8_t> wanted(problem.sites(), 0);
    for (const std::uint32_t site : must) {
        check(site);
        if (allowed[site] == 0) {
            throw UsageError({fmt::format("候補{}は必須と除外の両方に指定されています。", site + 1),
                              fmt::format("site {} is both demanded and excluded", site + 1)});
        }
        if (wanted[site] != 0) {
            throw UsageError({fmt::format("候補{}が必須に二度指定されています。", site + 1),
                              fmt::format("site {} is demanded twice", site + 1)});
        }
        wanted[site] = 1;
    }
    if (must.size() > most) {
        throw UsageError(
            {fmt::format("必須の候補が{}件あり、選ぶ数{}件を超えています。", must.size(), most),
             fmt::format("{} sites are demanded but only {} are to be chosen", must.size(), most)});
    }
    return allowed;
}

CoverProblem rows_of(const CoverProblem& problem, std::span<const std::uint32_t> sites) {
    CoverProblem rows;
    rows.weights = problem.weights;
    rows.begin.push_back(0);
    for (const std::uint32_t s : sites) {
        const auto first = static_cast<std::ptrdiff_t>(problem.begin[s]);
        const auto last = static_cast<std::ptrdiff_t>(problem.begin[s + 1]);
        rows.demands.insert(rows.demands.end(), problem.demands.begin() + first,
                            problem.demands.begin() + last);
        if (!problem.shares.empty()) {
            rows.shares.insert(rows.shares.end(), problem.shares.begin() + first,
                               problem.shares.begin() + last);
        }
        rows.begin.push_back(rows.demands.size());
    }
    return rows;
}

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

double covered_by_all(const CoverProblem& problem) {
    std::vector<double> missed(problem.weights.size(), 1.0);
    for (std::size_t i = 0; i < problem.demands.size(); ++i) {
        missed[problem.demands[i]] *=
            problem.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem.shares[i]);
    }
    double covered = 0.0;
    for (std::size_t d = 0; d < missed.size(); ++d) {
        covered += problem.weights[d] * (1.0 - missed[d]);
    }
    return covered;
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
