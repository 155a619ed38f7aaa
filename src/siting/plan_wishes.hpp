// What a request demands and bars, as positions among its usable candidates.
#pragma once

#include "siting/plan.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace todoku::siting {

/// The request and the list must outlive it.
class PlanWishes {
public:
    PlanWishes(const PlanRequest& request, std::span<const std::uint32_t> usable);

    /// @throws UsageError for ids there are not, assets that may not be used, and those that are
    /// excluded as well
    [[nodiscard]] std::vector<std::uint32_t> demanded() const;
    /// @throws UsageError for ids there are not
    [[nodiscard]] std::vector<std::uint32_t> excluded() const;
    /// @throws UsageError where there is a budget that buys none of the usable assets
    void check_budget() const;

private:
    [[nodiscard]] std::uint32_t find(const std::string& id) const;
    [[nodiscard]] Text reason_of(std::uint32_t asset) const;

    const PlanRequest& request_;
    std::span<const std::uint32_t> usable_;
    std::map<std::string, std::uint32_t> asset_of_;
    std::vector<std::uint32_t> site_of_;
};

} // namespace todoku::siting
