// Prices of cover: the search for a low Lagrangian bound on what any choice of K sites covers.
//
// A demand d of weight w is covered for at most min(1, sum of the shares of the chosen sites).
// Charge each demand a price 0 <= p <= w for cover and pay the sites: for any prices,
//     optimum <= sum over demands of (w - p) + the K largest of (sum over a site's demands of
//     p * share), sites demanded counting first.
// Where sites cost differently and a budget is given, the most worthy for their cost take the place
// of the K largest, the last one in part (Dantzig 1957).
// Any prices will do, so the search may use floating point and short cuts: cover_proof.hpp sums the
// right side anew in integers.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_merge.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::siting {

/// Which choices the bound is for.
struct BoundScope {
    std::uint64_t free = 0;         ///< how many sites beside those demanded, or what they may cost
    std::vector<std::uint8_t> must; ///< by site: demanded
    std::vector<std::uint32_t> costs = {}; ///< by site, at least 1; empty: each costs 1
    [[nodiscard]] std::uint64_t cost(std::size_t site) const {
        return costs.empty() ? 1 : costs[site];
    }
};

/// Neighbours in the list of a MergedCover may share one price (relative to their weights), which
/// makes a small problem of the same sites whose prices are prices of the large one: approach()
/// goes from coarse to fine. descend() serves short ways from prices that are good already.
class PriceSearch {
public:
    /// The problem must outlive it. Starts with a price for each demand that falls with the number
    /// of sites that could cover it.
    PriceSearch(const MergedCover& cover, BoundScope scope, Threads threads);

    /// From now on up to `group` neighbours of one patch share a price; the best prices found so
    /// far go over.
    void regroup(std::size_t group);
    /// Goes on from these prices, parts of the weight in [0, 1] by demand, and where they are known
    /// from amounts() and balance() that an approach() to them left.
    void start_from(std::span<const float> prices, std::span<const double> amounts = {},
                    double balance = 0.0);

    /// Prices and the choice of sites taken as amounts x in [0, 1] of K sites (or their cost)
    /// approach each other in turns: sites that earn more grow, prices fall where there is more
    /// than enough cover. The primal-dual hybrid gradient for linear programs (Chambolle & Pock
    /// 2011, with steps by the sums of rows and columns: Pock & Chambolle 2011; adaptive,
    /// restarted from means and balanced as in PDLP: Applegate et al. 2021). Ends where the relaxed
    /// choice shows that no prices could lower the bound by more than `near` of what lies between
    /// it and `known`, the value of a known choice.
    /// @throws Interrupted
    void approach(double known, double near, const Progress& progress,
                  const std::function<bool()>& stop = {});

    /// Subgradient steps of Polyak's length towards the value of a known choice, along a running
    /// mean of directions (Held, Wolfe & Crowder 1974; Barahona & Anbil 2000), in parts of each
    /// demand's weight; shorter by a quarter, from the best prices, after a dozen without
    /// success, until they are under `least` of their full length.
    /// @throws Interrupted
    void descend(double first, double least, std::size_t steps, double known,
                 const Progress& progress, const std::function<bool()>& stop = {});

    /// The best bound so far with the present groups, in floating point.
    [[nodiscard]] double bound() const { return best_ * unit_; }
    /// The prices it is of, as parts of the weight in [0, 1], by demand.
    [[nodiscard]] std::vector<float> prices() const;
    /// What each site earns at those prices, in a unit of the search's own.
    [[nodiscard]] const std::vector<double>& worths() const { return best_worths_; }
    /// How much of each site the relaxed choice takes, [0, 1] (of descend(): how often it was taken
    /// in the last steps): those in between are the ones in doubt.
    [[nodiscard]] const std::vector<double>& taken_shares() const { return taken_shares_; }
    /// Where approach() left the relaxed choice, by site, and how easily prices move beside it.
    [[nodiscard]] const std::vector<double>& amounts() const { return amounts_; }
    [[nodiscard]] double balance() const { return balance_; }
    /// Pairs looked at so far.
    [[nodiscard]] std::uint64_t work() const { return work_; }

private:
    struct Grouped {                      ///< the problem with one demand for each group
        std::vector<std::uint32_t> group; ///< by demand
        std::vector<float> weights;
        std::vector<std::uint64_t> begin;
        std::vector<std::uint32_t> demands; ///< empty where each demand is a group of its own
        std::vector<float> shares;
    };

    [[nodiscard]] std::span<const std::uint32_t> demands() const; ///< groups by site
    [[nodiscard]] std::span<const float> shares() const;          ///< empty means 1 everywhere
    struct Side { ///< prices and amounts with what follows from them
        std::vector<float> prices, covered;
        std::vector<double> amounts, worths;
    };
    void set_prices(std::span<const float> parts);
    void first_prices();
    void sum_worths();
    double bound_of(std::span<const float> prices, std::span<const double> worths);
    void keep(double value, std::span<const float> prices, std::span<const double> worths);
    void take_most_worthy(std::span<const double> worths);
    void add_cover(std::uint32_t site, float amount);
    void cover_by(std::span<const double> amounts);
    void project(double step);
    void measure_scales();
    [[nodiscard]] double relaxed_value(std::span<const float> covered) const;
    double step_together();
    void rebalance(std::span<const float> prices, std::span<const double> amounts);

    const MergedCover& cover_;
    BoundScope scope_;
    Threads threads_;
    std::size_t must_count_ = 0;
    /// A power of two near the heaviest demand: within, weights are counted in it, so that floats
    /// hold them and their squares, and usual ones are the same to the bit.
    double unit_ = 1.0;
    double free_share_ = 0.0; ///< of all free sites (or their cost), how much may be chosen
    Grouped grouped_;
    std::vector<float> prices_, best_prices_; ///< by group
    std::vector<float> direction_, covered_;  ///< by group
    std::vector<double> worths_, best_worths_, taken_shares_;
    std::vector<std::uint32_t> taken_; ///< free sites, those the bound counts first
    std::size_t whole_ = 0;            ///< how many it counts whole
    double part_ = 0.0;                ///< and how much of the one after those
    // Of approach():
    std::vector<double> amounts_, next_, scale_;              ///< by site
    std::vector<float> next_prices_, cover_before_, meeting_; ///< by group
    std::vector<double> falls_; ///< by site: how its amount falls as the level rises
    double level_ = 0.0;
    double balance_;
    double stride_ = 1.0;
    double relaxed_ = 0.0; ///< the most that a choice of amounts is known to cover
    std::size_t steps_ = 0;
    double best_ = 0.0;
    std::uint64_t work_ = 0;
};

} // namespace todoku::siting
