#include "siting/greedy_cover.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace todoku::siting {

namespace {

class Greedy {
public:
    Greedy(const CoverProblem& problem, std::size_t sites, const Progress& progress)
        : problem_(problem), wanted_(sites), progress_(progress),
          left_(problem.weights.begin(), problem.weights.end()) {}

    GreedyCover run(const std::vector<std::uint32_t>& must) {
        for (const std::uint32_t site : must) {
            take(site);
        }
        std::vector<std::uint8_t> demanded(problem_.sites(), 0);
        for (const std::uint32_t site : must) {
            demanded[site] = 1;
        }
        for (std::uint32_t site = 0; site < problem_.sites(); ++site) {
            if (demanded[site] == 0) {
                queue_.push({gain_of(site), site});
            }
        }
        free_ = wanted_ - must.size();
        result_.upper_bound = std::numeric_limits<double>::infinity();
        lower_bound();
        while (result_.sites.size() < wanted_ && !queue_.empty()) {
            progress_.check();
            const std::uint32_t site = next();
            if (site == kNone) {
                break;
            }
            take(site);
            if (result_.sites.size() == wanted_ || result_.sites.size() % kBoundEvery == 0) {
                lower_bound();
            }
        }
        return std::move(result_);
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t kBoundEvery = 8; ///< a look at all gains; any set will do

    struct Offer {
        double gain;
        std::uint32_t site;
        bool operator<(const Offer& other) const { // the queue's top is the largest
            return gain != other.gain ? gain < other.gain : site > other.site;
        }
    };

    [[nodiscard]] double gain_of(std::uint32_t site) const {
        double gain = 0.0;
        const auto end = static_cast<std::size_t>(problem_.begin[site + 1]);
        for (auto i = static_cast<std::size_t>(problem_.begin[site]); i < end; ++i) {
            gain += left_[problem_.demands[i]] *
                    (problem_.shares.empty() ? 1.0 : static_cast<double>(problem_.shares[i]));
        }
        return gain;
    }

    void take(std::uint32_t site) {
        const double gain = gain_of(site);
        for (auto i = static_cast<std::size_t>(problem_.begin[site]); i < problem_.begin[site + 1];
             ++i) {
            left_[problem_.demands[i]] *=
                problem_.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem_.shares[i]);
        }
        result_.sites.push_back(site);
        result_.gains.push_back(gain);
        result_.value += gain;
    }

    /// The site that adds most now; none where nothing adds anything.
    std::uint32_t next() {
        while (true) {
            Offer offer = queue_.top();
            queue_.pop();
            if (!(offer.gain > 0.0)) {
                return kNone;
            }
            offer.gain = gain_of(offer.site);
            if (queue_.empty() || !(offer < queue_.top())) {
                return offer.gain > 0.0 ? offer.site : kNone;
            }
            queue_.push(offer);
        }
    }

    void lower_bound() {
        // Old gains are bounds of the present ones.
        auto rest = queue_;
        const std::size_t most = std::min(free_, rest.size());
        double sum = result_.value;
        for (std::size_t k = 0; k < most; ++k) {
            sum += rest.top().gain;
            rest.pop();
        }
        result_.upper_bound = std::min(result_.upper_bound, sum);
    }

    const CoverProblem& problem_;
    std::size_t wanted_;
    std::size_t free_ = 0;
    const Progress& progress_;
    std::vector<double> left_; ///< of each demand's weight, what nobody covers
    std::priority_queue<Offer> queue_;
    GreedyCover result_;
};

} // namespace

GreedyCover greedy_cover(const CoverProblem& problem, std::size_t sites,
                         const std::vector<std::uint32_t>& must, const Progress& progress) {
    return Greedy(problem, sites, progress).run(must);
}

} // namespace todoku::siting
