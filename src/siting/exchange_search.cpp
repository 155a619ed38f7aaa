#include "siting/exchange_search.hpp"

#include "siting/random.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::siting {

namespace {

// Of what a chosen site brings on average: how much worse a set may be and still be gone on from,
// at first; it falls to 0. House value, found by trial on the published instances.
constexpr double kFirstThreshold = 0.05;
constexpr std::size_t kLeastRuin = 2;
constexpr std::size_t kMostRuin = 6;
/// Chance that the rebuild passes over the best site: without it the same set would come back.
constexpr double kBlink = 0.3;
/// Sums that are not exact are computed anew after so many rounds.
constexpr std::uint64_t kRefreshRounds = 1024;

/// Sums that are not exact may differ by rounding alone: then it is not better.
bool is_better(double gain, double other) {
    return gain > other * (1.0 + 1e-12);
}

class Search {
public:
    Search(CoverState& state, const CoverIndex& index, const SearchRequest& request,
           const Progress& progress)
        : state_(state), index_(index), request_(request), progress_(progress),
          random_(request.seed), keep_(index.sites(), 0), queued_(index.sites(), 0),
          neighbours_(index.sites()), met_(index.sites(), 0) {
        for (const std::uint32_t site : request.keep) {
            keep_[site] = 1;
        }
    }

    std::vector<std::uint32_t> run() {
        exchange_sites(state_, keep_, progress_);
        remember();
        const std::size_t movable = state_.sites().size() - request_.keep.size();
        if (movable == 0) {
            return best_;
        }
        const std::uint64_t first_work = state_.work();
        for (std::uint64_t round = 1; best_value_ < request_.good_enough; ++round) {
            progress_.check();
            const double passed =
                request_.elapsed
                    ? request_.elapsed()
                    : std::max(static_cast<double>(round) / static_cast<double>(request_.rounds),
                               static_cast<double>(state_.work() - first_work) /
                                   static_cast<double>(request_.work));
            if (passed >= 1.0) {
                break;
            }
            if (!index_.exact() && round % kRefreshRounds == 0) {
                state_.refresh();
            }
            ruin_and_rebuild(kFirstThreshold * (1.0 - passed) * best_value_ /
                             static_cast<double>(state_.sites().size()));
        }
        return best_;
    }

private:
    void remember() {
        best_value_ = state_.value();
        best_ = state_.sites();
        std::sort(best_.begin(), best_.end());
    }

    void ruin_and_rebuild(double threshold) {
        const double before = state_.value();
        changed_.clear();
        gone_.clear();
        ruin();
        rebuild();
        polish();
        if (state_.value() > best_value_) {
            remember();
        } else if (state_.value() < before - threshold * random_.share()) {
            undo();
        }
    }

    void insert(std::uint32_t site) {
        state_.insert(site);
        note_change(site);
    }
    void remove(std::uint32_t site) {
        state_.remove(site);
        note_change(site);
    }
    /// Twice changed is not changed.
    void note_change(std::uint32_t site) {
        const auto found = std::find(changed_.begin(), changed_.end(), site);
        if (found == changed_.end()) {
            changed_.push_back(site);
        } else {
            changed_.erase(found);
        }
    }
    void undo() {
        const auto came_end =
            std::partition(changed_.begin(), changed_.end(),
                           [&](std::uint32_t site) { return state_.chosen(site); });
        std::for_each(changed_.begin(), came_end, [&](std::uint32_t site) { state_.remove(site); });
        std::for_each(came_end, changed_.end(), [&](std::uint32_t site) { state_.insert(site); });
    }

    /// Exchanges around what has changed, as long as that covers more.
    void polish() {
        queue_.clear();
        const std::vector<std::uint32_t> around = changed_;
        for (const std::uint32_t site : around) {
            enqueue_around(site);
        }
        for (std::size_t at = 0; at < queue_.size(); ++at) {
            const std::uint32_t site = queue_[at];
            queued_[site] = 0;
            if (!state_.chosen(site)) {
                continue;
            }
            state_.remove(site);
            const auto better = state_.best();
            if (better && *better != site && is_better(state_.gain(*better), state_.gain(site))) {
                state_.insert(*better);
                note_change(site);
                note_change(*better);
                enqueue_around(site);
                enqueue_around(*better);
            } else {
                state_.insert(site);
            }
        }
    }

    void enqueue_around(std::uint32_t site) {
        const auto enqueue = [&](std::uint32_t other) {
            if (state_.chosen(other) && keep_[other] == 0 && queued_[other] == 0) {
                queued_[other] = 1;
                queue_.push_back(other);
            }
        };
        enqueue(site);
        for (const std::uint32_t other : neighbours(site)) {
            enqueue(other);
        }
    }

    /// Sites that share a demand with this one, rising; found once.
    const std::vector<std::uint32_t>& neighbours(std::uint32_t site) {
        std::vector<std::uint32_t>& found = neighbours_[site];
        if (found.empty()) {
            ++stamp_;
            for (const std::uint32_t demand : index_.covered_by(site).demands) {
                for (const std::uint32_t other : index_.covering(demand).sites) {
                    if (met_[other] != stamp_) {
                        met_[other] = stamp_;
                        found.push_back(other);
                    }
                }
            }
            std::sort(found.begin(), found.end());
        }
        return found;
    }

    /// Removes a random chosen site and some of its neighbours: chosen sites met on short walks
    /// from it over shared demands.
    void ruin() {
        const std::size_t movable = state_.sites().size() - request_.keep.size();
        const std::size_t wanted =
            std::min(movable, kLeastRuin + random_.below(kMostRuin - kLeastRuin + 1));
        const std::uint32_t centre = random_movable();
        take_out(centre);
        for (int tries = 0; gone_.size() < wanted && tries < 40; ++tries) {
            if (const auto neighbour = walk_from(gone_[random_.below(gone_.size())])) {
                take_out(*neighbour);
            }
        }
        while (gone_.size() < wanted) {
            take_out(random_movable());
        }
    }

    std::uint32_t random_movable() {
        while (true) {
            const std::uint32_t site = state_.sites()[random_.below(state_.sites().size())];
            if (keep_[site] == 0) {
                return site;
            }
        }
    }

    void take_out(std::uint32_t site) {
        remove(site);
        gone_.push_back(site);
    }

    /// Site, one of its demands, another site that covers it, one of its demands: a chosen movable
    /// site that covers that.
    std::optional<std::uint32_t> walk_from(std::uint32_t site) {
        for (int step = 0; step < 2; ++step) {
            const auto demands = index_.covered_by(site).demands;
            if (demands.empty()) {
                return std::nullopt;
            }
            const auto sites = index_.covering(demands[random_.below(demands.size())]).sites;
            const std::size_t first = random_.below(sites.size());
            for (std::size_t k = 0; k < sites.size(); ++k) {
                const std::uint32_t met = sites[(first + k) % sites.size()];
                if (state_.chosen(met) && keep_[met] == 0) {
                    return met;
                }
            }
            site = sites[first];
        }
        return std::nullopt;
    }

    void rebuild() {
        for (std::size_t n = gone_.size(); n > 0; --n) {
            auto site = state_.best();
            if (site && random_.share() < kBlink) {
                state_.hold(*site);
                const auto second = state_.best();
                state_.give_back(*site);
                site = second ? second : site;
            }
            // Where nothing adds anything an old site fills the place: the number of sites stays
            // the same.
            if (!site) {
                site = *std::find_if(gone_.begin(), gone_.end(),
                                     [&](std::uint32_t s) { return !state_.chosen(s); });
            }
            insert(*site);
        }
    }

    CoverState& state_;
    const CoverIndex& index_;
    const SearchRequest& request_;
    const Progress& progress_;
    Random random_;
    std::vector<std::uint8_t> keep_;
    std::vector<std::uint32_t> gone_;
    std::vector<std::uint32_t> changed_; ///< in this round: came or went
    std::vector<std::uint32_t> queue_;
    std::vector<std::uint8_t> queued_;
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<std::uint64_t> met_;
    std::uint64_t stamp_ = 0;
    std::vector<std::uint32_t> best_;
    double best_value_ = 0.0;
};

} // namespace

bool exchange_sites(CoverState& state, const std::vector<std::uint8_t>& keep,
                    const Progress& progress) {
    bool changed = false;
    // One after the other until a whole round brings nothing.
    std::size_t unchanged = 0;
    std::vector<std::uint32_t> queue = state.sites();
    for (std::size_t at = 0; unchanged < queue.size(); at = (at + 1) % queue.size()) {
        progress.check();
        const std::uint32_t site = queue[at];
        ++unchanged;
        if (keep[site] != 0) {
            continue;
        }
        state.remove(site);
        const auto better = state.best();
        const bool exchange =
            better && *better != site && is_better(state.gain(*better), state.gain(site));
        state.insert(exchange ? *better : site);
        if (exchange) {
            queue[at] = *better;
            unchanged = 0;
            changed = true;
        }
    }
    return changed;
}

std::vector<std::uint32_t> search_sites(CoverState& state, const CoverIndex& index,
                                        const SearchRequest& request, const Progress& progress) {
    return Search(state, index, request, progress).run();
}

} // namespace todoku::siting
