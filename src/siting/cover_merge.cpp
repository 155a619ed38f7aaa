#include "siting/cover_merge.hpp"

#include "siting/random.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <utility>

namespace todoku::siting {

namespace {

/// What sorts like demands together: the first of their sites in an order drawn by lot (a disc of
/// demands around such a site, cut by those of the sites before it), then a hash of all of them.
constexpr std::size_t kFirstSites = 4;
struct Signature {
    std::array<std::uint32_t, kFirstSites> first;
    std::uint64_t hash;
    std::uint32_t demand;
    auto operator<=>(const Signature&) const = default;
};

bool alike(const Signature& a, const Signature& b) {
    return a.hash == b.hash && a.first == b.first;
}

/// Numbers marked in any order and taken in rising order, each once: two levels of bits.
class RowOfMarks {
public:
    explicit RowOfMarks(std::size_t size) : bits_(size / 64 + 1, 0), words_(size / 4096 + 1, 0) {}
    void mark(std::uint32_t number) {
        bits_[number >> 6U] |= 1ULL << (number & 63U);
        words_[number >> 12U] |= 1ULL << (number >> 6U & 63U);
    }
    template <typename Take>
    void take(Take&& take) {
        for (std::size_t high = 0; high < words_.size(); ++high) {
            for (std::uint64_t words = std::exchange(words_[high], 0); words != 0;
                 words &= words - 1) {
                const std::size_t word =
                    high * 64 + static_cast<std::size_t>(std::countr_zero(words));
                for (std::uint64_t bits = std::exchange(bits_[word], 0); bits != 0;
                     bits &= bits - 1) {
                    take(static_cast<std::uint32_t>(
                        word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
                }
            }
        }
    }

private:
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint64_t> words_; ///< which of bits_ are not 0
};

class Merge {
public:
    Merge(CoverProblem problem, std::span<const std::uint32_t> keep)
        : problem_(std::move(problem)), keep_(keep) {}

    MergedCover run() {
        sign();
        number();
        tell_apart();
        std::vector<Signature>().swap(signatures_);
        rewrite();
        return {std::move(problem_), std::move(place_), std::move(patch_)};
    }

private:
    struct Range {
        std::size_t first, last;
    };
    [[nodiscard]] Range pairs_of(std::uint32_t site) const {
        return {static_cast<std::size_t>(problem_.begin[site]),
                static_cast<std::size_t>(problem_.begin[site + 1])};
    }

    void sign() {
        const std::size_t demands = problem_.weights.size();
        std::vector<std::array<std::uint32_t, kFirstSites>> first(demands);
        std::vector<std::uint64_t> hash(demands, 0);
        std::vector<std::uint8_t> met(demands, 0);
        std::vector<std::uint32_t> lot(keep_.size());
        std::iota(lot.begin(), lot.end(), 0U);
        Random random(1);
        for (std::size_t k = lot.size(); k > 1; --k) {
            std::swap(lot[k - 1], lot[random.below(k)]);
        }
        for (std::uint32_t k = 0; k < lot.size(); ++k) {
            const Range range = pairs_of(keep_[lot[k]]);
            const std::uint64_t site = mixed(static_cast<std::uint64_t>(k) + 1);
            for (std::size_t i = range.first; i < range.last; ++i) {
                const std::uint32_t d = problem_.demands[i];
                hash[d] += problem_.shares.empty()
                               ? site
                               : mixed(site ^ std::bit_cast<std::uint32_t>(problem_.shares[i]));
                if (met[d] < kFirstSites) {
                    first[d][met[d]++] = k;
                }
            }
        }
        for (std::uint32_t d = 0; d < demands; ++d) {
            if (met[d] > 0 && problem_.weights[d] > 0.0) {
                std::fill(first[d].begin() + met[d], first[d].end(), kNoDemand);
                signatures_.push_back({first[d], hash[d], d});
            }
        }
        std::sort(signatures_.begin(), signatures_.end());
    }

    /// Gives each different signature a number.
    void number() {
        place_.assign(problem_.weights.size(), kNoDemand);
        std::uint32_t next = 0;
        for (std::size_t k = 0; k < signatures_.size(); ++k) {
            next += k > 0 && !alike(signatures_[k], signatures_[k - 1]) ? 1U : 0U;
            place_[signatures_[k].demand] = next;
        }
        count_ = signatures_.empty() ? 0 : next + 1;
    }

    /// A site covers all demands of a number to one share, or none. Numbers for which that is not
    /// so (their hashes are equal by chance) are given up: each of their demands stays by itself.
    void tell_apart() {
        std::vector<std::uint32_t> size(count_, 0);
        for (const Signature& signature : signatures_) {
            ++size[place_[signature.demand]];
        }
        std::vector<std::uint8_t> joined(problem_.weights.size(), 0);
        for (const Signature& signature : signatures_) {
            joined[signature.demand] = size[place_[signature.demand]] > 1 ? 1 : 0;
        }
        std::vector<std::uint32_t> seen(count_, 0); // by the site at hand
        std::vector<float> share(problem_.shares.empty() ? 0 : count_);
        std::vector<std::uint8_t> torn(count_, 0);
        for (const std::uint32_t site : keep_) {
            const Range range = pairs_of(site);
            for (std::size_t i = range.first; i < range.last; ++i) {
                if (joined[problem_.demands[i]] == 0) {
                    continue;
                }
                const std::uint32_t number = place_[problem_.demands[i]];
                if (!share.empty()) {
                    if (seen[number] > 0 && share[number] != problem_.shares[i]) {
                        torn[number] = 1;
                    }
                    share[number] = problem_.shares[i];
                }
                ++seen[number];
            }
            for (std::size_t i = range.first; i < range.last; ++i) {
                if (joined[problem_.demands[i]] == 0) {
                    continue;
                }
                const std::uint32_t number = place_[problem_.demands[i]];
                if (seen[number] != 0) {
                    if (seen[number] != size[number]) {
                        torn[number] = 1;
                    }
                    seen[number] = 0;
                }
            }
        }
        count_ = 0;
        std::uint32_t last = kNoDemand;
        for (const Signature& signature : signatures_) {
            std::uint32_t& number = place_[signature.demand];
            if (number != last || torn[number] != 0) {
                patch_.push_back(signature.first[0]);
                ++count_;
            }
            last = number;
            number = count_ - 1;
        }
    }

    void rewrite() {
        std::vector<double> weights(count_, 0.0);
        for (std::size_t d = 0; d < place_.size(); ++d) {
            if (place_[d] != kNoDemand) {
                weights[place_[d]] += problem_.weights[d];
            }
        }
        problem_.weights.swap(weights);
        std::vector<std::uint64_t> begin = {0};
        // Rows only ever move towards the beginning.
        RowOfMarks row(count_);
        const bool shared = !problem_.shares.empty();
        std::vector<float> share_of(shared ? count_ : 0);
        std::size_t at = 0;
        bool all = true;
        for (const std::uint32_t site : keep_) {
            const Range range = pairs_of(site);
            for (std::size_t i = range.first; i < range.last; ++i) {
                const std::uint32_t d = place_[problem_.demands[i]];
                if (d != kNoDemand) {
                    row.mark(d);
                    if (shared) {
                        share_of[d] = problem_.shares[i];
                    }
                }
            }
            row.take([&](std::uint32_t d) {
                problem_.demands[at] = d;
                if (shared) {
                    problem_.shares[at] = share_of[d];
                    all = all && share_of[d] == 1.0F;
                }
                ++at;
            });
            begin.push_back(at);
        }
        problem_.demands.resize(at);
        problem_.shares.resize(shared ? at : 0);
        problem_.begin.swap(begin);
        if (all) {
            problem_.shares.clear();
        }
    }

    CoverProblem problem_;
    std::span<const std::uint32_t> keep_;
    std::vector<Signature> signatures_;
    std::vector<std::uint32_t> place_;
    std::vector<std::uint32_t> patch_;
    std::uint32_t count_ = 0;
};

} // namespace

MergedCover merged(CoverProblem problem, std::span<const std::uint32_t> keep) {
    return Merge(std::move(problem), keep).run();
}

MergedCover merged(CoverProblem problem) {
    std::vector<std::uint32_t> all(problem.sites());
    std::iota(all.begin(), all.end(), 0U);
    return merged(std::move(problem), all);
}

} // namespace todoku::siting
