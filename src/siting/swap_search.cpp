#include "siting/swap_search.hpp"

#include "siting/row_maximum.hpp"

#include <algorithm>
#include <iterator>

namespace todoku::siting {

namespace {

// House values, found by trial on random geometric, clustered and street-network instances.
constexpr std::size_t kLeastRuin = 2;
constexpr std::size_t kMostRuin = 6;
/// Chance that the rebuild passes over the best site: without it the same set would come back.
constexpr double kBlink = 0.3;
/// Looking through numbers in a row is some eight times cheaper than touching pairs here and there.
constexpr std::uint64_t kRowsPerPair = 8;

} // namespace

SwapSearch::SwapSearch(const CoverIndex& index, const std::vector<std::uint32_t>& sites,
                       std::vector<std::uint8_t> keep, std::uint64_t seed)
    : index_(index), keep_(std::move(keep)), random_(seed), count_(index.demands(), 0),
      slot_sum_(index.demands(), 0), gains_(index.sites(), 0), losses_(sites.size(), 0),
      won_back_(sites.size() * index.sites(), 0), site_in_(sites.size(), kNone),
      slot_of_(index.sites(), kNone) {
    weights_.reserve(index.demands());
    for (std::size_t d = 0; d < index.demands(); ++d) {
        weights_.push_back(static_cast<std::int32_t>(index.weight(d)));
    }
    for (std::size_t s = 0; s < index.sites(); ++s) {
        for (const std::uint32_t demand : index.covered_by(s).demands) {
            gains_[s] += weights_[demand];
        }
    }
    for (std::uint32_t slot = 0; slot < sites.size(); ++slot) {
        insert(sites[slot], slot);
        movable_ += keep_[sites[slot]] == 0 ? 1U : 0U;
    }
    remember();
}

void SwapSearch::insert(std::uint32_t site, std::uint32_t slot) {
    site_in_[slot] = site;
    slot_of_[site] = slot;
    std::int32_t* const won = won_back(slot);
    for (const std::uint32_t demand : index_.covered_by(site).demands) {
        const std::int32_t weight = weights_[demand];
        const std::uint32_t before = count_[demand]++;
        if (before == 0) {
            const auto covering = index_.covering(demand).sites;
            value_ += weight;
            losses_[slot] += weight;
            for (const std::uint32_t other : covering) {
                gains_[other] -= weight;
                won[other] += weight;
            }
            work_ += covering.size();
        } else if (before == 1) {
            const auto covering = index_.covering(demand).sites;
            const std::uint32_t alone = slot_sum_[demand];
            std::int32_t* const given = won_back(alone);
            losses_[alone] -= weight;
            for (const std::uint32_t other : covering) {
                given[other] -= weight;
            }
            work_ += covering.size();
        }
        slot_sum_[demand] += slot;
    }
}

void SwapSearch::remove(std::uint32_t slot) {
    const std::uint32_t site = site_in_[slot];
    site_in_[slot] = kNone;
    slot_of_[site] = kNone;
    std::int32_t* const won = won_back(slot);
    for (const std::uint32_t demand : index_.covered_by(site).demands) {
        const std::int32_t weight = weights_[demand];
        const std::uint32_t left = --count_[demand];
        slot_sum_[demand] -= slot;
        if (left == 0) {
            const auto covering = index_.covering(demand).sites;
            value_ -= weight;
            losses_[slot] -= weight;
            for (const std::uint32_t other : covering) {
                gains_[other] += weight;
                won[other] -= weight;
            }
            work_ += covering.size();
        } else if (left == 1) {
            const auto covering = index_.covering(demand).sites;
            const std::uint32_t alone = slot_sum_[demand];
            std::int32_t* const given = won_back(alone);
            losses_[alone] += weight;
            for (const std::uint32_t other : covering) {
                given[other] += weight;
            }
            work_ += covering.size();
        }
    }
}

/// The lowest of the sites outside the set that gain most, but one.
std::uint32_t SwapSearch::most_gaining(std::uint32_t but) {
    std::int32_t most = -1;
    std::uint32_t found = kNone;
    for (std::uint32_t s = 0; s < gains_.size(); ++s) {
        if (gains_[s] > most && slot_of_[s] == kNone && s != but) {
            most = gains_[s];
            found = s;
        }
    }
    work_ += gains_.size() / kRowsPerPair;
    return found;
}

/// Makes the exchange that covers most more, the lowest slot and site of equals.
/// @return false where none covers more
bool SwapSearch::exchange_best() {
    std::int32_t most = 0;
    std::uint32_t best_slot = kNone;
    const std::size_t sites = gains_.size();
    for (std::uint32_t slot = 0; slot < site_in_.size(); ++slot) {
        if (keep_[site_in_[slot]] != 0) {
            continue;
        }
        // Sites of the set gain nothing and win nothing back but their own, which cancels out.
        const std::int32_t best = largest_sum(gains_, {won_back(slot), sites});
        if (best - losses_[slot] > most) {
            most = best - losses_[slot];
            best_slot = slot;
        }
    }
    work_ += site_in_.size() * sites / kRowsPerPair;
    if (best_slot == kNone) {
        return false;
    }
    const std::int32_t* const won = won_back(best_slot);
    std::uint32_t site = 0;
    while (gains_[site] + won[site] != most + losses_[best_slot]) {
        ++site;
    }
    remove(best_slot);
    insert(site, best_slot);
    return true;
}

void SwapSearch::exchange_all(const Progress& progress) {
    while (exchange_best()) {
        progress.check();
    }
    if (value_ > best_value_) {
        remember();
    }
}

void SwapSearch::remember() {
    best_value_ = value_;
    best_sites_ = site_in_;
    std::sort(best_sites_.begin(), best_sites_.end());
}

/// Site, one of its demands, another site that covers it, one of its demands: a slot whose site
/// covers that and may be removed.
std::uint32_t SwapSearch::neighbour_of(std::uint32_t site) {
    for (int step = 0; step < 2; ++step) {
        const auto demands = index_.covered_by(site).demands;
        if (demands.empty()) {
            return kNone;
        }
        const auto sites = index_.covering(demands[random_.below(demands.size())]).sites;
        const std::size_t first = random_.below(sites.size());
        for (std::size_t k = 0; k < sites.size(); ++k) {
            const std::uint32_t met = sites[(first + k) % sites.size()];
            if (slot_of_[met] != kNone && keep_[met] == 0) {
                return slot_of_[met];
            }
        }
        site = sites[first];
    }
    return kNone;
}

/// Removes a random site and some of its neighbours: sites met on short walks from it over shared
/// demands.
void SwapSearch::ruin() {
    torn_slots_.clear();
    torn_sites_.clear();
    const auto tear = [&](std::uint32_t slot) {
        torn_slots_.push_back(slot);
        torn_sites_.push_back(site_in_[slot]);
        remove(slot);
    };
    const auto any = [&] {
        while (true) {
            const auto slot = static_cast<std::uint32_t>(random_.below(site_in_.size()));
            if (site_in_[slot] != kNone && keep_[site_in_[slot]] == 0) {
                return slot;
            }
        }
    };
    const std::size_t wanted =
        std::min(movable_, kLeastRuin + random_.below(kMostRuin - kLeastRuin + 1));
    tear(any());
    for (int tries = 0; torn_slots_.size() < wanted && tries < 40; ++tries) {
        const std::uint32_t slot = neighbour_of(torn_sites_[random_.below(torn_sites_.size())]);
        if (slot != kNone) {
            tear(slot);
        }
    }
    while (torn_slots_.size() < wanted) {
        tear(any());
    }
}

void SwapSearch::rebuild() {
    for (const std::uint32_t slot : torn_slots_) {
        std::uint32_t site = most_gaining();
        if (random_.share() < kBlink) {
            const std::uint32_t second = most_gaining(site);
            site = second != kNone ? second : site;
        }
        insert(site, slot);
    }
}

/// Makes the set hold exactly these sites again.
void SwapSearch::go_back(const std::vector<std::uint32_t>& sites) {
    std::vector<std::uint32_t> wanted = sites;
    std::vector<std::uint32_t> present = site_in_;
    std::sort(wanted.begin(), wanted.end());
    std::sort(present.begin(), present.end());
    std::vector<std::uint32_t> come;
    std::vector<std::uint32_t> go;
    std::set_difference(wanted.begin(), wanted.end(), present.begin(), present.end(),
                        std::back_inserter(come));
    std::set_difference(present.begin(), present.end(), wanted.begin(), wanted.end(),
                        std::back_inserter(go));
    for (std::size_t k = 0; k < go.size(); ++k) {
        const std::uint32_t slot = slot_of_[go[k]];
        remove(slot);
        insert(come[k], slot);
    }
}

void SwapSearch::run(const Effort& effort, const Progress& progress) {
    exchange_all(progress);
    const std::uint64_t first_work = work_;
    std::vector<std::uint32_t> before;
    for (std::uint64_t round = 0; movable_ > 0; ++round) {
        progress.check();
        const double passed =
            effort.elapsed
                ? effort.elapsed()
                : std::max(static_cast<double>(round) / static_cast<double>(effort.rounds),
                           static_cast<double>(work_ - first_work) /
                               static_cast<double>(effort.work));
        if (passed >= 1.0 || static_cast<double>(best_value_) >= effort.good_enough) {
            break;
        }
        const double threshold =
            (effort.first_threshold + (effort.last_threshold - effort.first_threshold) * passed) *
            static_cast<double>(best_value_) / static_cast<double>(site_in_.size());
        const std::int64_t value = value_;
        before = site_in_;
        ruin();
        rebuild();
        exchange_all(progress);
        if (static_cast<double>(value_) <
            static_cast<double>(value) - threshold * random_.share()) {
            go_back(before);
        }
    }
}

} // namespace todoku::siting
