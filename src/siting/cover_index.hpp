// A covering problem made ready to be worked on: checked, with the lists of sites that cover each
// demand.
#pragma once

#include "siting/cover_problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// Read-only; the problem must outlive it.
class CoverIndex {
public:
    /// @throws UsageError as check_problem()
    explicit CoverIndex(const CoverProblem& problem);

    [[nodiscard]] std::size_t sites() const { return problem_.sites(); }
    [[nodiscard]] std::size_t demands() const { return problem_.weights.size(); }
    [[nodiscard]] std::size_t pairs() const { return problem_.demands.size(); }
    [[nodiscard]] double weight(std::size_t demand) const { return problem_.weights[demand]; }
    [[nodiscard]] double total_weight() const { return total_; }

    /// Every share is 1: a site covers a demand or does not.
    [[nodiscard]] bool binary() const { return binary_; }
    /// Binary, and all weights whole numbers whose sum a double holds exactly: no sum is ever
    /// rounded.
    [[nodiscard]] bool exact() const { return exact_; }

    struct Covered {
        std::span<const std::uint32_t> demands;
        std::span<const float> shares; ///< empty where binary
        [[nodiscard]] double share(std::size_t k) const {
            return shares.empty() ? 1.0 : static_cast<double>(shares[k]);
        }
    };
    [[nodiscard]] Covered covered_by(std::size_t site) const {
        const auto first = static_cast<std::size_t>(problem_.begin[site]);
        const auto count = static_cast<std::size_t>(problem_.begin[site + 1]) - first;
        return {std::span(problem_.demands).subspan(first, count),
                binary_ ? std::span<const float>()
                        : std::span(problem_.shares).subspan(first, count)};
    }

    struct Covering {
        std::span<const std::uint32_t> sites; ///< rising
        std::span<const float> shares;        ///< empty where binary
        [[nodiscard]] double share(std::size_t k) const {
            return shares.empty() ? 1.0 : static_cast<double>(shares[k]);
        }
    };
    [[nodiscard]] Covering covering(std::size_t demand) const {
        const auto first = static_cast<std::size_t>(demand_begin_[demand]);
        const auto count = static_cast<std::size_t>(demand_begin_[demand + 1]) - first;
        return {std::span(covering_).subspan(first, count),
                binary_ ? std::span<const float>()
                        : std::span(covering_shares_).subspan(first, count)};
    }

private:
    const CoverProblem& problem_;
    double total_ = 0.0;
    bool binary_ = true;
    bool exact_ = true;
    std::vector<std::uint64_t> demand_begin_;
    std::vector<std::uint32_t> covering_;
    std::vector<float> covering_shares_;
};

} // namespace todoku::siting
