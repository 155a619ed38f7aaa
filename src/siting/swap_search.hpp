// Better sets of sites that cover demands wholly: the best exchange of all is always known.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_index.hpp"
#include "siting/random.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace todoku::siting {

/// A set of K sites in K slots with what each other site would gain, what each slot would lose, and
/// what a site would win back of that slot's loss, so that gain - loss + won back is the worth of
/// each exchange (Resende & Werneck 2003, for the p-median). Whole weights; all sums exact.
class SwapSearch {
public:
    /// @pre index.exact() and its total weight under 2^31; `sites` different, at least one;
    ///      `keep` by site: never removed. The index must outlive it.
    SwapSearch(const CoverIndex& index, const std::vector<std::uint32_t>& sites,
               std::vector<std::uint8_t> keep, std::uint64_t seed);

    struct Effort {
        double first_threshold = 0.05; ///< how much worse a set may be and still be gone on from,
                                       ///< of what a site brings on average
        double last_threshold = 0.0;
        std::uint64_t rounds = 0;        ///< at most
        std::uint64_t work = 0;          ///< at most: (site, demand) pairs touched
        std::function<double()> elapsed; ///< instead of both: share of the time passed, 1 ends it
        double good_enough = 0.0;        ///< a bound: a set of this value ends it
    };
    /// Exchanges while that covers more; then tears down neighbours, rebuilds and exchanges (ruin
    /// and recreate, Schrimpf et al. 2000; threshold accepting, Dueck & Scheuer 1990).
    /// @throws Interrupted
    void run(const Effort& effort, const Progress& progress);

    [[nodiscard]] double best_value() const { return static_cast<double>(best_value_); }
    /// Rising.
    [[nodiscard]] const std::vector<std::uint32_t>& best_sites() const { return best_sites_; }

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

    std::int32_t* won_back(std::uint32_t slot) { return won_back_.data() + slot * index_.sites(); }
    void insert(std::uint32_t site, std::uint32_t slot);
    void remove(std::uint32_t slot);
    std::uint32_t most_gaining(std::uint32_t but = kNone);
    bool exchange_best();
    void exchange_all(const Progress& progress);
    void ruin();
    void rebuild();
    void go_back(const std::vector<std::uint32_t>& sites);
    std::uint32_t neighbour_of(std::uint32_t site);
    void remember();

    const CoverIndex& index_;
    std::vector<std::int32_t> weights_;
    std::vector<std::uint8_t> keep_;
    Random random_;
    std::vector<std::uint32_t> count_;    ///< by demand: slots that cover it
    std::vector<std::uint32_t> slot_sum_; ///< by demand: sum of those slots' numbers
    std::vector<std::int32_t> gains_;     ///< by site, of what no slot covers
    std::vector<std::int32_t> losses_;    ///< by slot, of what it alone covers
    std::vector<std::int32_t> won_back_;  ///< slots x sites: of the slot's loss, what the site
                                          ///< covers
    std::vector<std::uint32_t> site_in_;  ///< by slot
    std::vector<std::uint32_t> slot_of_;  ///< by site
    std::vector<std::uint32_t> torn_slots_, torn_sites_;
    std::size_t movable_ = 0;
    std::int64_t value_ = 0;
    std::int64_t best_value_ = -1;
    std::vector<std::uint32_t> best_sites_;
    std::uint64_t work_ = 0;
};

} // namespace todoku::siting
