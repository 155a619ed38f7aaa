#include "overlay/measured_cells.hpp"

#include <algorithm>

namespace todoku::overlay {

namespace {

using Histogram = std::vector<std::pair<std::int16_t, std::int64_t>>;

/// The value that is `rank`-th (from 1) of all in rising order.
int at_rank(const Histogram& histogram, std::int64_t rank) {
    for (const auto& [value, count] : histogram) {
        rank -= count;
        if (rank <= 0) {
            return value;
        }
    }
    return histogram.back().first;
}

Date date_of(std::int32_t day) {
    return Date{std::chrono::sys_days(std::chrono::days(day))};
}

} // namespace

std::size_t MeasuredCells::Hash::operator()(const Key& key) const {
    // Row and column take less than 20 bits each; multiplied by 2^64 / golden
    // ratio (Knuth, TAOCP 3, 6.4).
    const auto packed = static_cast<std::uint64_t>(key.cell.row()) |
                        static_cast<std::uint64_t>(key.cell.column()) << 20U |
                        static_cast<std::uint64_t>(key.carrier) << 40U |
                        static_cast<std::uint64_t>(key.technology) << 60U;
    return static_cast<std::size_t>((packed * 0x9E3779B97F4A7C15U) >> 16U);
}

void MeasuredCells::add(const domain::Measurement& sample) {
    const Key key{*domain::MeshCell::at(sample.at, level_), sample.carrier, sample.technology};
    if (last_ == nullptr || last_->first != key) {
        last_ = &*tallies_.try_emplace(key).first;
    }
    Tally& tally = last_->second;
    ++tally.samples;
    tally.in_service += sample.in_service ? 1 : 0;
    if (sample.rsrp_dbm) {
        const auto value = static_cast<std::int16_t>(*sample.rsrp_dbm);
        auto at =
            std::lower_bound(tally.rsrp.begin(), tally.rsrp.end(), value,
                             [](const auto& entry, std::int16_t v) { return entry.first < v; });
        if (at == tally.rsrp.end() || at->first != value) {
            at = tally.rsrp.insert(at, {value, 0});
        }
        ++at->second;
    }
    if (sample.day) {
        const auto day = static_cast<std::int32_t>(
            std::chrono::sys_days(*sample.day).time_since_epoch().count());
        const auto at = std::lower_bound(tally.days.begin(), tally.days.end(), day);
        if (at == tally.days.end() || *at != day) {
            tally.days.insert(at, day);
        }
    }
    if (sample.speed_mbps) {
        ++tally.with_speed;
        tally.speed_sum_mbps += *sample.speed_mbps;
    }
}

std::vector<domain::MeasuredCell>
MeasuredCells::finish(const std::vector<std::string>& carriers) const {
    std::vector<const std::pair<const Key, Tally>*> order;
    order.reserve(tallies_.size());
    for (const auto& entry : tallies_) {
        order.push_back(&entry);
    }
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    std::vector<domain::MeasuredCell> cells;
    cells.reserve(order.size());
    for (const auto* entry : order) {
        const auto& [key, tally] = *entry;
        domain::MeasuredCell cell;
        cell.cell = key.cell;
        cell.carrier = carriers.at(key.carrier);
        cell.technology = key.technology;
        cell.samples = tally.samples;
        cell.in_service = tally.in_service;
        cell.days = static_cast<std::int64_t>(tally.days.size());
        if (!tally.days.empty()) {
            cell.first = date_of(tally.days.front());
            cell.last = date_of(tally.days.back());
        }
        for (const auto& [value, count] : tally.rsrp) {
            cell.with_rsrp += count;
        }
        if (cell.with_rsrp > 0) {
            // The middle one, or the mean of the two in the middle; the low tenth by nearest rank.
            const std::int64_t n = cell.with_rsrp;
            cell.median_rsrp_dbm =
                (at_rank(tally.rsrp, (n + 1) / 2) + at_rank(tally.rsrp, n / 2 + 1)) / 2.0;
            cell.low_rsrp_dbm = at_rank(tally.rsrp, (n + 9) / 10);
        }
        cell.with_speed = tally.with_speed;
        if (tally.with_speed > 0) {
            cell.mean_speed_mbps = tally.speed_sum_mbps / static_cast<double>(tally.with_speed);
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

} // namespace todoku::overlay
