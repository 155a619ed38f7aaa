#include "siting/cover_merge.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace todoku::siting {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL; // Fibonacci hashing (Knuth, TAOCP 6.4)
    return hash ^ (hash >> 29U);
}

std::uint64_t signature(const CoverIndex::Covering& covering) {
    std::uint64_t hash = covering.sites.size();
    for (std::size_t k = 0; k < covering.sites.size(); ++k) {
        hash = mixed(hash, covering.sites[k]);
        if (!covering.shares.empty()) {
            hash = mixed(hash, std::bit_cast<std::uint32_t>(covering.shares[k]));
        }
    }
    return hash;
}

bool same(const CoverIndex::Covering& a, const CoverIndex::Covering& b) {
    return std::equal(a.sites.begin(), a.sites.end(), b.sites.begin(), b.sites.end()) &&
           std::equal(a.shares.begin(), a.shares.end(), b.shares.begin(), b.shares.end());
}

} // namespace

CoverProblem merged(const CoverIndex& index) {
    std::vector<std::uint32_t> order;
    std::vector<std::uint64_t> signatures(index.demands());
    for (std::uint32_t d = 0; d < index.demands(); ++d) {
        const auto covering = index.covering(d);
        if (index.weight(d) > 0.0 && !covering.sites.empty()) {
            signatures[d] = signature(covering);
            order.push_back(d);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return signatures[a] != signatures[b] ? signatures[a] < signatures[b] : a < b;
    });
    // The first demand of each group stands for it. Different lists of one hash stay apart: each
    // demand is compared with the representatives of its hash.
    std::vector<std::uint32_t> representative(index.demands(), kNone);
    std::vector<std::uint32_t> heads;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::uint32_t d = order[k];
        if (k == 0 || signatures[d] != signatures[order[k - 1]]) {
            heads.clear();
        }
        const auto head = std::find_if(heads.begin(), heads.end(), [&](std::uint32_t h) {
            return same(index.covering(h), index.covering(d));
        });
        representative[d] = head != heads.end() ? *head : d;
        if (head == heads.end()) {
            heads.push_back(d);
        }
    }
    CoverProblem problem;
    std::vector<std::uint32_t> number(index.demands(), kNone);
    for (std::uint32_t d = 0; d < index.demands(); ++d) {
        if (representative[d] == d) {
            number[d] = static_cast<std::uint32_t>(problem.weights.size());
            problem.weights.push_back(0.0);
        }
    }
    for (std::uint32_t d = 0; d < index.demands(); ++d) {
        if (representative[d] != kNone) {
            problem.weights[number[representative[d]]] += index.weight(d);
        }
    }
    problem.begin.push_back(0);
    for (std::size_t s = 0; s < index.sites(); ++s) {
        const auto covered = index.covered_by(s);
        for (std::size_t k = 0; k < covered.demands.size(); ++k) {
            const std::uint32_t d = covered.demands[k];
            if (representative[d] == d) {
                problem.demands.push_back(number[d]);
                if (!covered.shares.empty()) {
                    problem.shares.push_back(covered.shares[k]);
                }
            }
        }
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

} // namespace todoku::siting
