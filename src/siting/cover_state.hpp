// A set of chosen sites and, for every site, what it would add: kept up to date as sites come and
// go.
#pragma once

#include "siting/cover_index.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace todoku::siting {

/// Adding or removing a site costs the number of (site, demand) pairs around the demands whose
/// cover changes. What is missed of a demand is a function of the set alone, in fixed order, so it
/// never drifts; gains are sums that are exact where CoverIndex::exact(), and refreshed otherwise.
class CoverState {
public:
    /// Sites that are not `allowed` never come from best(); they may still be inserted.
    CoverState(const CoverIndex& index, std::vector<std::uint8_t> allowed);

    /// @pre not chosen. @return weight gained
    double insert(std::uint32_t site);
    /// @pre chosen. @return weight lost
    double remove(std::uint32_t site);

    [[nodiscard]] bool chosen(std::uint32_t site) const { return chosen_[site] != 0; }
    [[nodiscard]] const std::vector<std::uint32_t>& sites() const { return sites_; }
    [[nodiscard]] double value() const { return value_; }
    /// What a site that is not chosen would add.
    [[nodiscard]] double gain(std::uint32_t site) const { return gains_[site]; }
    /// Share of a demand that the chosen sites cover, [0, 1].
    [[nodiscard]] double covered(std::uint32_t demand) const { return 1.0 - missed_[demand]; }
    [[nodiscard]] bool available(std::uint32_t site) const { return available_[site] != 0; }

    /// The available site that adds most, the lowest of equals; nothing where none adds anything.
    /// Sums that are not exact are computed anew among those that are equal but for rounding.
    [[nodiscard]] std::optional<std::uint32_t> best();
    /// Sum of the `count` largest gains of available sites.
    [[nodiscard]] double largest_gains(std::size_t count) const;

    /// Takes a site out of best() until it is given back.
    void hold(std::uint32_t site) { available_[site] = 0; }
    void give_back(std::uint32_t site) {
        available_[site] = allowed_[site] != 0 && chosen_[site] == 0 ? 1 : 0;
    }

    /// Computes gains and value anew from the set.
    void refresh();
    /// Pairs touched and sites looked through since the beginning: a clock that is the same on
    /// every machine.
    [[nodiscard]] std::uint64_t work() const { return work_; }

private:
    double change(std::uint32_t site);
    [[nodiscard]] double missed(std::uint32_t demand) const;
    [[nodiscard]] double fresh_gain(std::uint32_t site) const;

    const CoverIndex& index_;
    std::vector<std::uint8_t> allowed_;
    std::vector<std::uint8_t> available_; ///< allowed, not chosen, not held
    std::vector<std::uint8_t> chosen_;
    std::vector<std::uint32_t> sites_;
    std::vector<std::uint32_t> full_; ///< by demand: chosen sites that cover all of it
    std::vector<double> missed_;      ///< by demand: share that no chosen site covers
    std::vector<double> gains_;
    double value_ = 0.0;
    std::uint64_t work_ = 0;
};

} // namespace todoku::siting
