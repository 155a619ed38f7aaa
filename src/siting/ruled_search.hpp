// Better sets of sites within a budget and with sites kept apart.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_rules.hpp"
#include "siting/cover_state.hpp"
#include "siting/random.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace todoku::siting {

/// A set of sites that holds to budget and pairs, and moves that keep it so. Floors are not its
/// business: whoever wants them weighs their demands more and looks at each set it sees.
class RuledSearch {
public:
    struct Request {
        std::vector<std::uint32_t> costs;              ///< by site; empty: each costs 1
        std::uint64_t budget = 0;                      ///< for all chosen sites
        std::vector<std::vector<std::uint32_t>> apart; ///< by site (kept_apart())
        std::vector<std::uint8_t> keep;                ///< by site: in from the first, never out
        std::vector<std::uint8_t> allowed;             ///< by site
        std::uint64_t seed = 1;
        std::uint64_t rounds = 0; ///< at most
        std::uint64_t work = 0;   ///< at most: pairs touched
        /// Instead of both: share of the time that has passed, [0, 1]; 1 ends the search.
        std::function<double()> elapsed;
        /// Sees every set that is filled up, before and after exchanges; true ends the search.
        std::function<bool(const CoverState&)> seen;
    };

    /// @pre the sites kept are within the budget and not kept apart. The index must outlive it.
    RuledSearch(const CoverIndex& index, Request request);

    /// Always the site that adds most for its cost, and always the one that adds most; the better
    /// of the two sets (Khuller, Moss & Naor 1999), with the sites kept.
    void construct();
    /// From these sites, which hold to the rules and contain those kept.
    void start_from(const std::vector<std::uint32_t>& sites);
    /// Fills up, exchanges, then ruins and rebuilds (Schrimpf et al. 2000) with a falling threshold
    /// for worse sets (Dueck & Scheuer 1990). @throws Interrupted
    void run(const Progress& progress);

    [[nodiscard]] double best_value() const { return best_value_; }
    [[nodiscard]] const std::vector<std::uint32_t>& best_sites() const {
        return best_sites_;
    } ///< rising

private:
    [[nodiscard]] std::uint64_t cost(std::uint32_t site) const {
        return request_.costs.empty() ? 1 : request_.costs[site];
    }
    [[nodiscard]] bool may_come(std::uint32_t site) const {
        return state_.available(site) && clashes_[site] == 0 && cost(site) <= left_;
    }
    void insert(std::uint32_t site);
    void remove(std::uint32_t site);
    /// The site that adds most for cost^power, each less by a part drawn by lot up to `noise`.
    [[nodiscard]] std::optional<std::uint32_t> best(double power, double noise = 0.0);
    void fill(double power, double noise);
    void exchange(std::vector<std::uint32_t> queue, const Progress& progress);
    void ruin();
    void go_to(const std::vector<std::uint32_t>& sites);
    bool note();
    [[nodiscard]] std::vector<std::uint32_t> movable() const;

    const CoverIndex& index_;
    Request request_;
    CoverState state_;
    Random random_;
    std::uint64_t left_ = 0;             ///< of the budget
    std::vector<std::uint32_t> clashes_; ///< by site: chosen sites it must not stand beside
    std::vector<std::uint32_t> torn_;
    std::uint64_t more_work_ = 0; ///< sites looked through, in pairs
    double best_value_ = -1.0;
    std::vector<std::uint32_t> best_sites_;
};

} // namespace todoku::siting
