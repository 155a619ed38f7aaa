#include "siting/ruled_search.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::siting {

namespace {

// As in exchange_search.cpp.
constexpr double kFirstThreshold = 0.05;
constexpr std::size_t kLeastRuin = 2;
constexpr std::size_t kMostRuin = 6;
/// By how much at most, of what a site adds, lot decides what comes in a rebuild: drawn by lot.
constexpr double kNoises[] = {0.1, 0.3, 0.9};
constexpr std::uint64_t kRefreshRounds = 1024;
/// Sites far from one another are taken out in one of two rounds, and in fewer by one for so many.
constexpr std::size_t kSitesForLessFar = 16;
/// How much cost counts when a set is rebuilt: not, by its root, fully; drawn by lot.
constexpr double kPowers[] = {0.0, 0.5, 1.0, 1.0};

bool is_better(double gain, double other) {
    return gain > other * (1.0 + 1e-12);
}

} // namespace

RuledSearch::RuledSearch(const CoverIndex& index, Request request)
    : index_(index), request_(std::move(request)), state_(index, request_.allowed),
      random_(request_.seed), left_(request_.budget), clashes_(index.sites(), 0) {
    request_.apart.resize(index.sites());
    request_.keep.resize(index.sites(), 0);
    for (std::uint32_t s = 0; s < index.sites(); ++s) {
        if (request_.keep[s] != 0) {
            insert(s);
        }
    }
}

void RuledSearch::insert(std::uint32_t site) {
    state_.insert(site);
    left_ -= cost(site);
    for (const std::uint32_t other : request_.apart[site]) {
        ++clashes_[other];
    }
}

void RuledSearch::remove(std::uint32_t site) {
    state_.remove(site);
    left_ += cost(site);
    for (const std::uint32_t other : request_.apart[site]) {
        --clashes_[other];
    }
}

std::optional<std::uint32_t> RuledSearch::best(double power, double noise) {
    more_work_ += index_.sites() / 4;
    double most = 0.0;
    std::optional<std::uint32_t> found;
    for (std::uint32_t s = 0; s < index_.sites(); ++s) {
        if (!(state_.gain(s) > 0.0) || !may_come(s)) {
            continue;
        }
        const auto price = static_cast<double>(cost(s));
        double gain = state_.gain(s) / (power == 0.0   ? 1.0
                                        : power == 1.0 ? price
                                                       : std::sqrt(price));
        if (noise > 0.0) {
            gain *= 1.0 - noise * random_.share();
        }
        if (is_better(gain, most)) {
            most = gain;
            found = s;
        }
    }
    return found;
}

void RuledSearch::fill(double power, double noise) {
    while (const auto site = best(power, noise)) {
        insert(*site);
    }
}

void RuledSearch::construct() {
    std::vector<std::uint32_t> first = state_.sites();
    fill(1.0, 0.0);
    const double value = state_.value();
    const std::vector<std::uint32_t> by_cost = state_.sites();
    if (!request_.costs.empty()) {
        go_to(first);
        fill(0.0, 0.0);
        if (!is_better(state_.value(), value)) {
            go_to(by_cost);
        }
    }
    note();
}

void RuledSearch::start_from(const std::vector<std::uint32_t>& sites) {
    go_to(sites);
}

/// Makes these the chosen sites.
void RuledSearch::go_to(const std::vector<std::uint32_t>& sites) {
    std::vector<std::uint8_t> wanted(index_.sites(), 0);
    for (const std::uint32_t s : sites) {
        wanted[s] = 1;
    }
    const std::vector<std::uint32_t> now = state_.sites();
    for (const std::uint32_t s : now) {
        if (wanted[s] == 0) {
            remove(s);
        }
    }
    for (const std::uint32_t s : sites) {
        if (!state_.chosen(s)) {
            insert(s);
        }
    }
}

std::vector<std::uint32_t> RuledSearch::movable() const {
    std::vector<std::uint32_t> sites;
    for (const std::uint32_t s : state_.sites()) {
        if (request_.keep[s] == 0) {
            sites.push_back(s);
        }
    }
    return sites;
}

/// One site of the queue after the other goes for what is worth most in its place (alone, or by its
/// cost with what else then fits), as long as that covers more.
void RuledSearch::exchange(std::vector<std::uint32_t> queue, const Progress& progress) {
    for (std::size_t at = 0; at < queue.size(); ++at) {
        progress.check();
        const std::uint32_t site = queue[at];
        if (!state_.chosen(site) || request_.keep[site] != 0) {
            continue;
        }
        const double before = state_.value();
        std::vector<std::uint32_t> came;
        remove(site);
        while (const auto other = best(came.empty() ? 0.0 : 1.0)) {
            insert(*other);
            came.push_back(*other);
        }
        if (is_better(state_.value(), before)) {
            queue.insert(queue.end(), came.begin(), came.end());
            continue;
        }
        for (const std::uint32_t other : came) {
            remove(other);
        }
        insert(site);
    }
}

/// Takes out a few sites that share demands with one another (or at random where none do).
void RuledSearch::ruin() {
    torn_.clear();
    std::vector<std::uint32_t> left = movable();
    const std::size_t wanted =
        std::min(left.size(), kLeastRuin + random_.below(kMostRuin - kLeastRuin + 1));
    const auto tear = [&](std::uint32_t site) {
        remove(site);
        torn_.push_back(site);
        left.erase(std::find(left.begin(), left.end(), site));
    };
    tear(left[random_.below(left.size())]);
    // With costs now and then sites far from one another, the more often the fewer there are: what
    // one of them costs may be worth more elsewhere.
    const bool far =
        !request_.costs.empty() && random_.below(2 + left.size() / kSitesForLessFar) == 0;
    for (int tries = 0; torn_.size() < wanted && tries < 40 && !far; ++tries) {
        const auto demands = index_.covered_by(torn_[random_.below(torn_.size())]).demands;
        if (demands.empty()) {
            break;
        }
        const auto sites = index_.covering(demands[random_.below(demands.size())]).sites;
        const std::uint32_t near = sites[random_.below(sites.size())];
        const auto second = index_.covered_by(near).demands;
        const auto around = index_.covering(second[random_.below(second.size())]).sites;
        const std::size_t first = random_.below(around.size());
        for (std::size_t k = 0; k < around.size(); ++k) {
            const std::uint32_t met = around[(first + k) % around.size()];
            if (state_.chosen(met) && request_.keep[met] == 0) {
                tear(met);
                break;
            }
        }
    }
    while (torn_.size() < wanted) {
        tear(left[random_.below(left.size())]);
    }
}

/// @return whether the search may end
bool RuledSearch::note() {
    if (is_better(state_.value(), best_value_)) {
        best_value_ = state_.value();
        best_sites_ = state_.sites();
        std::sort(best_sites_.begin(), best_sites_.end());
    }
    return request_.seen && request_.seen(state_);
}

void RuledSearch::run(const Progress& progress) {
    fill(0.0, 0.0);
    exchange(state_.sites(), progress);
    if (note() || movable().empty()) {
        return;
    }
    const std::uint64_t first_work = state_.work();
    for (std::uint64_t round = 1;; ++round) {
        progress.check();
        const double passed =
            request_.elapsed
                ? request_.elapsed()
                : std::max(static_cast<double>(round) / static_cast<double>(request_.rounds),
                           static_cast<double>(state_.work() - first_work + more_work_) /
                               static_cast<double>(request_.work));
        if (passed >= 1.0) {
            return;
        }
        if (!index_.exact() && round % kRefreshRounds == 0) {
            state_.refresh();
        }
        const double before = state_.value();
        const std::vector<std::uint32_t> sites = state_.sites();
        const double threshold = kFirstThreshold * (1.0 - passed) * best_value_ /
                                 static_cast<double>(std::max<std::size_t>(1, sites.size()));
        ruin();
        fill(kPowers[random_.below(std::size(kPowers))],
             kNoises[random_.below(std::size(kNoises))]);
        fill(0.0, 0.0);
        if (note()) {
            return;
        }
        std::vector<std::uint32_t> fresh; // what came, and what it may have made idle
        for (const std::uint32_t s : state_.sites()) {
            if (std::find(sites.begin(), sites.end(), s) == sites.end()) {
                fresh.push_back(s);
            }
        }
        exchange(std::move(fresh), progress);
        if (note()) {
            return;
        }
        if (state_.value() < before - threshold * random_.share()) {
            go_to(sites);
        }
        if (movable().empty()) {
            return;
        }
    }
}

} // namespace todoku::siting
