// An upper bound on what any choice of K sites covers, by Lagrangian relaxation, proved in whole
// numbers.
//
// A demand d of weight w is covered for at most min(1, sum of the shares of the chosen sites).
// Charge each demand a price 0 <= p <= w for cover and pay the sites: for any prices,
//     optimum <= sum over demands of (w - p) + the K largest of (sum over a site's demands of p *
//     share).
// Subgradient steps look for prices that make the right side small (Held, Wolfe & Crowder 1974);
// whatever they find, the right side is then summed anew in 64-bit integers, weights rounded up, so
// that the bound holds without any trust in floating point.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_index.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace todoku::siting {

/// Which choices the bound is for.
struct BoundScope {
    std::size_t sites = 0;             ///< K
    std::vector<std::uint32_t> must;   ///< count among the K
    std::vector<std::uint8_t> allowed; ///< by site: may be chosen beside the must
};

class LagrangianBound {
public:
    LagrangianBound(const CoverIndex& index, BoundScope scope, Threads threads);

    /// Improves the prices by up to `iterations` steps, towards the value of a known choice. Stops
    /// where the bound proves that choice best, or `stop` says so. May be called again and goes on
    /// from where it was.
    /// @throws Interrupted
    void improve(std::size_t iterations, double known_value, const Progress& progress,
                 const std::function<bool()>& stop = {});

    /// The best bound so far, proved in integers; nothing where the weights do not fit 64 bits.
    [[nodiscard]] std::optional<double> proved() const;
    /// The same in floating point.
    [[nodiscard]] double estimate() const { return best_; }

private:
    double evaluate();
    void count_cover(std::span<const std::uint32_t> sites);
    void step(double value, double known_value);

    const CoverIndex& index_;
    BoundScope scope_;
    Threads threads_;
    std::size_t free_sites_ = 0; ///< K less the must
    std::vector<double> prices_; ///< as part of the weight, [0, 1]
    std::vector<double> best_prices_;
    std::vector<double> direction_;
    std::vector<double> worth_;        ///< by site, at the current prices
    std::vector<std::uint32_t> taken_; ///< sites of the relaxed optimum
    std::vector<double> cover_;        ///< by demand: sum of shares of taken sites
    double best_ = 0.0;
    double pace_ = 1.0;
    std::size_t since_better_ = 0;
};

} // namespace todoku::siting
