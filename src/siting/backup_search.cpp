#include "siting/backup_search.hpp"

#include <algorithm>

namespace todoku::siting {

namespace {

/// Exchanges that bring less than this part of all weight are rounding.
constexpr double kWorthExchange = 1e-9;

class BackupSearch {
public:
    BackupSearch(const CoverProblem& problem, const BackupRequest& request, Progress& progress)
        : problem_(problem), request_(request), progress_(progress), sites_(request.sites),
          none_(problem.weights), one_(problem.weights.size(), 0.0), taken_(problem.sites(), 0) {
        for (const std::uint32_t s : request.must_not) {
            taken_[s] = 1;
        }
        for (const std::uint32_t s : sites_) {
            taken_[s] = 1;
            add(s);
        }
        for (const double weight : problem.weights) {
            total_ += weight;
        }
    }

    BackupPlan run() {
        for (bool better = true; better;) {
            better = false;
            for (std::uint32_t& site : sites_) {
                progress_.check();
                if (std::find(request_.must.begin(), request_.must.end(), site) ==
                    request_.must.end()) {
                    better = exchange(site) || better;
                }
            }
        }
        return {sites_, covered(), twice()};
    }

private:
    /// A site and what a plan without the one it replaces gains by it.
    struct Offer {
        std::uint32_t site = 0;
        double covers = 0.0;
        double doubles = 0.0;
    };

    [[nodiscard]] double share(std::size_t pair) const {
        return problem_.shares.empty() ? 1.0 : static_cast<double>(problem_.shares[pair]);
    }
    [[nodiscard]] std::size_t begin_of(std::uint32_t site) const {
        return static_cast<std::size_t>(problem_.begin[site]);
    }

    void add(std::uint32_t site) {
        for (std::size_t i = begin_of(site); i < problem_.begin[site + 1]; ++i) {
            const std::uint32_t d = problem_.demands[i];
            const double moved = none_[d] * share(i);
            one_[d] += moved - one_[d] * share(i);
            none_[d] -= moved;
        }
    }

    /// As if the site had never been added: shares of 1 leave nothing to divide by, so the demands
    /// it covers begin anew.
    void remove(std::uint32_t site) {
        std::vector<std::uint8_t>& fresh = fresh_;
        fresh.assign(problem_.weights.size(), 0);
        for (std::size_t i = begin_of(site); i < problem_.begin[site + 1]; ++i) {
            const std::uint32_t d = problem_.demands[i];
            fresh[d] = 1;
            none_[d] = problem_.weights[d];
            one_[d] = 0.0;
        }
        for (const std::uint32_t other : sites_) {
            for (std::size_t i = begin_of(other); other != site && i < problem_.begin[other + 1];
                 ++i) {
                const std::uint32_t d = problem_.demands[i];
                if (fresh[d] != 0) {
                    const double moved = none_[d] * share(i);
                    one_[d] += moved - one_[d] * share(i);
                    none_[d] -= moved;
                }
            }
        }
    }

    [[nodiscard]] Offer offer_of(std::uint32_t site) const {
        Offer offer{site, 0.0, 0.0};
        for (std::size_t i = begin_of(site); i < problem_.begin[site + 1]; ++i) {
            offer.covers += none_[problem_.demands[i]] * share(i);
            offer.doubles += one_[problem_.demands[i]] * share(i);
        }
        return offer;
    }

    bool exchange(std::uint32_t& site) {
        remove(site);
        const double rest = covered();
        const Offer own = offer_of(site);
        Offer best = own;
        best.doubles += kWorthExchange * total_;
        for (std::uint32_t s = 0; s < problem_.sites(); ++s) {
            if (taken_[s] != 0) {
                continue;
            }
            const Offer offer = offer_of(s);
            if (rest + offer.covers >= request_.least && offer.doubles > best.doubles) {
                best = offer;
            }
        }
        add(best.site);
        const bool better = best.site != site;
        taken_[site] = 0;
        taken_[best.site] = 1;
        site = best.site;
        return better;
    }

    [[nodiscard]] double covered() const {
        double sum = 0.0;
        for (std::size_t d = 0; d < none_.size(); ++d) {
            sum += problem_.weights[d] - none_[d];
        }
        return sum;
    }
    [[nodiscard]] double twice() const {
        double sum = 0.0;
        for (std::size_t d = 0; d < none_.size(); ++d) {
            sum += problem_.weights[d] - none_[d] - one_[d];
        }
        return sum;
    }

    const CoverProblem& problem_;
    const BackupRequest& request_;
    Progress& progress_;
    std::vector<std::uint32_t> sites_;
    std::vector<double> none_;        ///< by demand: weight times the chance that no site covers it
    std::vector<double> one_;         ///< that exactly one does
    std::vector<std::uint8_t> taken_; ///< chosen or barred
    std::vector<std::uint8_t> fresh_;
    double total_ = 0.0;
};

} // namespace

BackupPlan search_backup(const CoverProblem& problem, const BackupRequest& request,
                         Progress& progress) {
    return BackupSearch(problem, request, progress).run();
}

} // namespace todoku::siting
