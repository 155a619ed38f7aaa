#include "siting/plan_wishes.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>
#include <utility>

namespace todoku::siting {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

[[noreturn]] void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

} // namespace

PlanWishes::PlanWishes(const PlanRequest& request, std::span<const std::uint32_t> usable)
    : request_(request), usable_(usable) {
    for (std::size_t a = 0; a < request.assets.size(); ++a) {
        asset_of_[request.assets[a].id] = static_cast<std::uint32_t>(a);
    }
    site_of_.assign(request.assets.size(), kNone);
    for (std::size_t s = 0; s < usable.size(); ++s) {
        site_of_[usable[s]] = static_cast<std::uint32_t>(s);
    }
}

std::vector<std::uint32_t> PlanWishes::demanded() const {
    std::vector<std::uint32_t> sites;
    for (const std::string& id : request_.must) {
        const std::uint32_t asset = find(id);
        if (site_of_[asset] == kNone) {
            const Text reason = reason_of(asset);
            reject("必須に指定された資産「" + id + "」は候補にできません: " + reason.ja,
                   "asset \"" + id + "\" is demanded but may not be used: " + reason.en);
        }
        if (std::find(request_.must_not.begin(), request_.must_not.end(), id) !=
            request_.must_not.end()) {
            reject("資産「" + id + "」は必須と除外の両方に指定されています。",
                   "asset \"" + id + "\" is both demanded and excluded");
        }
        // Named twice is wished once.
        if (std::find(sites.begin(), sites.end(), site_of_[asset]) == sites.end()) {
            sites.push_back(site_of_[asset]);
        }
    }
    return sites;
}

std::vector<std::uint32_t> PlanWishes::excluded() const {
    std::vector<std::uint32_t> sites;
    for (const std::string& id : request_.must_not) {
        const std::uint32_t asset = find(id);
        if (site_of_[asset] != kNone) { // others are out already
            sites.push_back(site_of_[asset]);
        }
    }
    return sites;
}

void PlanWishes::check_budget() const {
    if (request_.rules.budget == 0) {
        return;
    }
    assert(request_.costs.size() == request_.assets.size());
    const std::vector<std::uint32_t> barred = excluded();
    std::optional<std::uint32_t> cheapest;
    for (std::uint32_t s = 0; s < usable_.size(); ++s) {
        if (std::find(barred.begin(), barred.end(), s) == barred.end() &&
            (!cheapest || request_.costs[usable_[s]] < request_.costs[*cheapest])) {
            cheapest = usable_[s];
        }
    }
    if (cheapest && request_.costs[*cheapest] > request_.rules.budget) {
        const std::string id(request_.assets[*cheapest].id);
        reject(fmt::format("予算 {} では、最も安い資産「{}」（費用 {}）も選べません。"
                           "予算か費用を見直してください。計画は作りませんでした。",
                           request_.rules.budget, id, request_.costs[*cheapest]),
               fmt::format("a budget of {} buys nothing: the cheapest asset, \"{}\", costs {}. "
                           "Look again at budget and costs; no plan was made",
                           request_.rules.budget, id, request_.costs[*cheapest]));
    }
}

std::uint32_t PlanWishes::find(const std::string& id) const {
    const auto found = asset_of_.find(id);
    if (found == asset_of_.end()) {
        reject("資産「" + id + "」はありません。資産の台帳のIDを確かめてください。",
               "there is no asset \"" + id + "\": check the ids of the asset ledgers");
    }
    return found->second;
}

Text PlanWishes::reason_of(std::uint32_t asset) const {
    for (const Candidate& candidate : request_.candidates) {
        if (candidate.asset == asset) {
            return candidate.reason;
        }
    }
    return {"候補の一覧にありません。", "it is not among the candidates"};
}

} // namespace todoku::siting
