#include "siting/cover_state.hpp"

#include <algorithm>
#include <functional>

namespace todoku::siting {

namespace {

/// Gains nearer to each other than this part are told apart only by computing them anew: updates of
/// a sum of up to 10^6 terms of double precision stay well within.
constexpr double kSameButForRounding = 1e-9;

} // namespace

CoverState::CoverState(const CoverIndex& index, std::vector<std::uint8_t> allowed)
    : index_(index), allowed_(std::move(allowed)), available_(allowed_), chosen_(index.sites(), 0),
      full_(index.demands(), 0), missed_(index.demands(), 1.0), gains_(index.sites(), 0.0) {
    refresh();
}

double CoverState::missed(std::uint32_t demand) const {
    if (full_[demand] > 0) {
        return 0.0;
    }
    if (index_.binary()) {
        return 1.0;
    }
    const auto covering = index_.covering(demand);
    double share = 1.0;
    for (std::size_t k = 0; k < covering.sites.size(); ++k) {
        if (chosen_[covering.sites[k]] != 0) {
            share *= 1.0 - covering.share(k);
        }
    }
    return share;
}

double CoverState::fresh_gain(std::uint32_t site) const {
    const auto covered = index_.covered_by(site);
    double gain = 0.0;
    for (std::size_t k = 0; k < covered.demands.size(); ++k) {
        const std::uint32_t demand = covered.demands[k];
        gain += index_.weight(demand) * missed_[demand] * covered.share(k);
    }
    return gain;
}

void CoverState::refresh() {
    for (std::uint32_t s = 0; s < gains_.size(); ++s) {
        gains_[s] = fresh_gain(s);
    }
    value_ = 0.0;
    for (std::size_t d = 0; d < missed_.size(); ++d) {
        value_ += index_.weight(d) * (1.0 - missed_[d]);
    }
    work_ += index_.pairs();
}

/// Brings misses, gains and value to the set as it is after `site` came or went.
double CoverState::change(std::uint32_t site) {
    const auto covered = index_.covered_by(site);
    work_ += covered.demands.size();
    double newly_missed = 0.0;
    for (const std::uint32_t demand : covered.demands) {
        const double now = missed(demand);
        const double difference = index_.weight(demand) * (now - missed_[demand]);
        if (difference == 0.0) {
            missed_[demand] = now;
            continue;
        }
        missed_[demand] = now;
        newly_missed += difference;
        const auto covering = index_.covering(demand);
        work_ += covering.sites.size();
        if (index_.binary()) {
            for (const std::uint32_t other : covering.sites) {
                gains_[other] += difference;
            }
        } else {
            for (std::size_t k = 0; k < covering.sites.size(); ++k) {
                gains_[covering.sites[k]] += difference * covering.share(k);
            }
        }
    }
    value_ -= newly_missed;
    return newly_missed;
}

double CoverState::insert(std::uint32_t site) {
    chosen_[site] = 1;
    available_[site] = 0;
    sites_.push_back(site);
    const auto covered = index_.covered_by(site);
    for (std::size_t k = 0; k < covered.demands.size(); ++k) {
        full_[covered.demands[k]] += covered.share(k) == 1.0 ? 1U : 0U;
    }
    return -change(site);
}

double CoverState::remove(std::uint32_t site) {
    chosen_[site] = 0;
    available_[site] = allowed_[site];
    sites_.erase(std::find(sites_.begin(), sites_.end(), site));
    const auto covered = index_.covered_by(site);
    for (std::size_t k = 0; k < covered.demands.size(); ++k) {
        full_[covered.demands[k]] -= covered.share(k) == 1.0 ? 1U : 0U;
    }
    return change(site);
}

std::optional<std::uint32_t> CoverState::best() {
    // Looking through gains in a row is some eight times cheaper than touching pairs here and
    // there.
    work_ += gains_.size() / 8;
    double most = 0.0;
    std::optional<std::uint32_t> found;
    for (std::uint32_t s = 0; s < gains_.size(); ++s) {
        if (gains_[s] > most && available_[s] != 0) {
            most = gains_[s];
            found = s;
        }
    }
    if (!found || index_.exact()) {
        return found;
    }
    const double near = most * (1.0 - kSameButForRounding);
    double fresh_most = 0.0;
    found.reset();
    for (std::uint32_t s = 0; s < gains_.size(); ++s) {
        if (gains_[s] >= near && available_[s] != 0) {
            const double fresh = fresh_gain(s);
            if (fresh > fresh_most) {
                fresh_most = fresh;
                found = s;
            }
        }
    }
    return found;
}

double CoverState::largest_gains(std::size_t count) const {
    std::vector<double> gains;
    gains.reserve(gains_.size());
    for (std::size_t s = 0; s < gains_.size(); ++s) {
        if (available_[s] != 0 && gains_[s] > 0.0) {
            gains.push_back(gains_[s]);
        }
    }
    count = std::min(count, gains.size());
    const auto end = gains.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(gains.begin(), end, gains.end(), std::greater<>());
    double sum = 0.0;
    for (auto gain = gains.begin(); gain != end; ++gain) {
        sum += *gain;
    }
    return sum;
}

} // namespace todoku::siting
