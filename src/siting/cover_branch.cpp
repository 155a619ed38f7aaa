#include "siting/cover_branch.hpp"

#include "siting/cover_proof.hpp"
#include "siting/greedy_cover.hpp"

#include <algorithm>
#include <queue>
#include <utility>

namespace todoku::siting {

namespace {

enum class Site : std::uint8_t { Open, In, Out };

/// Branches looked at side by side: a fixed number, so that threads change nothing.
constexpr std::size_t kSideBySide = 4;
constexpr std::size_t kSteps = 60; ///< of the prices at a branch, from those of its parent
constexpr double kPace = 0.05;
constexpr double kLeastPace = 0.005;
/// Branches kept may take this much memory: half a gigabyte.
constexpr std::size_t kMostBytes = 512U << 20U;

struct Branch {
    double bound = 0.0;
    std::uint64_t number = 0;                   ///< in the order made: decides between equal bounds
    std::vector<Site> sites;                    ///< by site of the root
    std::vector<float> prices;                  ///< by demand of the root
    bool operator<(const Branch& other) const { // the queue's top has the largest bound
        return bound != other.bound ? bound < other.bound : number > other.number;
    }
    [[nodiscard]] std::size_t bytes() const {
        return sizeof(Branch) + sites.size() + prices.size() * sizeof(float);
    }
};

/// What a look at one branch gave.
struct Looked {
    double bound = 0.0;
    double value = 0.0;
    std::vector<std::uint32_t> found; ///< a set of that value, sites of the root
    std::vector<Branch> halves;       ///< two, or none where the branch is closed
    std::uint64_t work = 0;
};

class Branching {
public:
    Branching(const CoverCore& root, const BranchRequest& request, const Progress& progress)
        : root_(root), request_(request), progress_(progress), value_(request.value) {}

    BranchResult run() {
        Branch first{request_.upper_bound, 0, {}, root_.prices};
        for (const std::uint8_t must : root_.scope.must) {
            first.sites.push_back(must != 0 ? Site::In : Site::Open);
        }
        push(std::move(first));
        while (!open_.empty() && open_.top().bound > value_ && !over()) {
            progress_.check();
            std::vector<Branch> branches;
            while (branches.size() < kSideBySide && !open_.empty() && open_.top().bound > value_) {
                branches.push_back(open_.top());
                bytes_ -= branches.back().bytes();
                open_.pop();
            }
            std::vector<Looked> looked(branches.size());
            parallel_for(branches.size(), request_.threads,
                         [&](std::size_t k) { looked[k] = look_at(branches[k]); });
            for (Looked& one : looked) {
                work_ += one.work;
                if (one.value > value_) {
                    value_ = one.value;
                    best_ = std::move(one.found);
                }
                for (Branch& half : one.halves) {
                    half.number = ++made_;
                    push(std::move(half));
                }
            }
        }
        BranchResult result;
        result.value = value_;
        result.upper_bound = open_.empty() ? value_ : std::max(value_, open_.top().bound);
        for (const std::uint32_t s : best_) {
            result.sites.push_back(root_.site[s]);
        }
        return result;
    }

private:
    void push(Branch branch) {
        bytes_ += branch.bytes();
        open_.push(std::move(branch));
    }
    [[nodiscard]] bool over() const {
        return bytes_ > kMostBytes || (request_.stop ? request_.stop() : work_ > request_.work);
    }

    [[nodiscard]] Looked look_at(const Branch& branch) const {
        std::vector<std::uint32_t> keep;
        std::size_t in = 0;
        for (std::uint32_t s = 0; s < branch.sites.size(); ++s) {
            if (branch.sites[s] != Site::Out) {
                keep.push_back(s);
            }
            in += branch.sites[s] == Site::In ? 1U : 0U;
        }
        CoverCore core = part(branch, keep);
        core.scope.free = places() - in;
        PriceSearch search(core.cover, core.scope, Threads{1});
        search.start_from(core.prices);
        search.descend(kPace, kLeastPace, kSteps, value_, progress_);
        Looked looked;
        looked.work = search.work() + root_.cover.problem.demands.size();
        const std::vector<float> prices = search.prices();
        const auto proof = prove(core.cover.problem, prices, core.scope, Threads{1});
        looked.bound = proof ? std::min(branch.bound, proof->bound) : branch.bound;
        if (looked.bound <= value_) {
            return looked;
        }
        Branch narrowed{looked.bound, 0, branch.sites, spread(core, prices, branch.prices)};
        std::uint32_t doubt = 0;
        double least_sure = -1.0;
        std::size_t open = 0;
        for (std::uint32_t k = 0; k < keep.size(); ++k) {
            Site& site = narrowed.sites[keep[k]];
            if (site != Site::Open) {
                continue;
            }
            if (proof && proof->with_site[k] <= value_) {
                site = Site::Out;
            } else if (proof && proof->without_site[k] <= value_) {
                site = Site::In;
            } else {
                ++open;
                const double share = std::min(1.0, search.taken_shares()[k]);
                const double unsure = share * (1.0 - share);
                if (unsure > least_sure) {
                    least_sure = unsure;
                    doubt = keep[k];
                }
            }
        }
        in = static_cast<std::size_t>(
            std::count(narrowed.sites.begin(), narrowed.sites.end(), Site::In));
        if (in > places()) {
            return looked; // more sites cannot be done without than there are places
        }
        try_greedy(narrowed, looked);
        if (open <= places() - in || in == places()) {
            return looked; // one choice is left, and greedy has tried it
        }
        looked.halves.push_back(narrowed);
        looked.halves.back().sites[doubt] = Site::In;
        looked.halves.push_back(std::move(narrowed));
        looked.halves.back().sites[doubt] = Site::Out;
        return looked;
    }

    [[nodiscard]] std::size_t places() const {
        return root_.scope.free + static_cast<std::size_t>(std::count(root_.scope.must.begin(),
                                                                      root_.scope.must.end(), 1));
    }

    /// The root without the sites that are out, with the branch's prices.
    [[nodiscard]] CoverCore part(const Branch& branch, std::span<const std::uint32_t> keep) const {
        CoverCore core;
        core.cover = merged(root_.cover.problem, keep);
        core.prices = joined_prices(core.cover, root_.cover.problem.weights, branch.prices);
        for (const std::uint32_t s : keep) {
            core.scope.must.push_back(branch.sites[s] == Site::In ? 1 : 0);
        }
        return core;
    }

    /// Prices of a part as prices of the root's demands.
    [[nodiscard]] static std::vector<float>
    spread(const CoverCore& core, const std::vector<float>& prices, std::vector<float> spread) {
        for (std::size_t d = 0; d < spread.size(); ++d) {
            if (core.cover.place[d] != kNoDemand) {
                spread[d] = prices[core.cover.place[d]];
            }
        }
        return spread;
    }

    /// Greedy among the sites of a branch: now and then better than what is known.
    void try_greedy(const Branch& branch, Looked& looked) const {
        std::vector<std::uint32_t> keep;
        std::vector<std::uint32_t> must;
        for (std::uint32_t s = 0; s < branch.sites.size(); ++s) {
            if (branch.sites[s] == Site::In) {
                must.push_back(static_cast<std::uint32_t>(keep.size()));
            }
            if (branch.sites[s] != Site::Out) {
                keep.push_back(s);
            }
        }
        const MergedCover cover = merged(root_.cover.problem, keep);
        const GreedyCover greedy = greedy_cover(cover.problem, places(), must, progress_);
        if (greedy.value > value_) {
            looked.value = greedy.value;
            for (const std::uint32_t s : greedy.sites) {
                looked.found.push_back(keep[s]);
            }
        }
    }

    const CoverCore& root_;
    const BranchRequest& request_;
    const Progress& progress_;
    std::priority_queue<Branch> open_;
    std::size_t bytes_ = 0;
    std::uint64_t made_ = 0;
    std::uint64_t work_ = 0;
    double value_;
    std::vector<std::uint32_t> best_;
};

} // namespace

BranchResult branch_and_bound(const CoverCore& root, const BranchRequest& request,
                              const Progress& progress) {
    return Branching(root, request, progress).run();
}

} // namespace todoku::siting
