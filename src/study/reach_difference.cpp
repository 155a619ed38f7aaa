#include "study/reach_difference.hpp"

#include "domain/mesh.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace todoku::study {

namespace {

/// 0: good, 1: fair, 2: edge, 3: nothing.
std::size_t strength_of(float loss_db, const radio::BandPreset& band) {
    const DbMilliwatts received = (band.eirp_per_re - Decibels(static_cast<double>(loss_db))) -
                                  band.body_loss - band.woodland_loss;
    std::size_t step = 0;
    while (step < kStrengthSteps.size() && received < kStrengthSteps[step]) {
        ++step;
    }
    return step;
}

bool serves(float loss_db, const radio::BandPreset& band) {
    return Decibels(static_cast<double>(loss_db)) <= band.maximum_loss();
}

/// The posts of one cell by one map.
struct CellPosts {
    std::size_t posts = 0;
    std::size_t served = 0;
    std::array<std::size_t, kStrengthSteps.size() + 1> of_strength = {};

    void add(float loss_db, const radio::BandPreset& band) {
        ++posts;
        served += serves(loss_db, band) ? 1U : 0U;
        ++of_strength[strength_of(loss_db, band)];
    }
    [[nodiscard]] bool is_served() const { return 2 * served >= posts; }
    [[nodiscard]] std::size_t strength() const {
        std::size_t step = 0;
        for (std::size_t reached = of_strength[0]; 2 * reached < posts;
             reached += of_strength[step]) {
            ++step;
        }
        return step;
    }
};

double share_of(std::size_t part, std::size_t all) {
    return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0.0;
}

} // namespace

ReachDifference difference_of(const geo::HeightGrid& a, const geo::HeightGrid& b,
                              const radio::BandPreset& band) {
    std::vector<double> apart;
    std::map<domain::MeshCell, std::pair<CellPosts, CellPosts>> cells;
    std::size_t predicted = 0;
    std::size_t service = 0;
    std::size_t strength = 0;
    for (std::size_t i = 0; i < a.heights.size(); ++i) {
        const float first = a.heights[i];
        const float second = b.heights[i];
        if (std::isnan(first) || std::isnan(second)) {
            continue;
        }
        ++predicted;
        service += serves(first, band) != serves(second, band) ? 1U : 0U;
        strength += strength_of(first, band) != strength_of(second, band) ? 1U : 0U;
        if (std::isfinite(first) && std::isfinite(second)) {
            apart.push_back(std::abs(static_cast<double>(first) - static_cast<double>(second)));
        }
        const auto place =
            geo::LatLng::from_degrees(a.north - a.lat_step * static_cast<double>(i / a.columns),
                                      a.west + a.lng_step * static_cast<double>(i % a.columns));
        if (const auto cell = domain::MeshCell::at(place, domain::MeshLevel::M250)) {
            auto& posts = cells[*cell];
            posts.first.add(first, band);
            posts.second.add(second, band);
        }
    }
    ReachDifference difference;
    std::size_t cell_service = 0;
    std::size_t cell_strength = 0;
    for (const auto& [cell, posts] : cells) {
        cell_service += posts.first.is_served() != posts.second.is_served() ? 1U : 0U;
        cell_strength += posts.first.strength() != posts.second.strength() ? 1U : 0U;
    }
    difference.served_changed = share_of(service, predicted);
    difference.strength_changed = share_of(strength, predicted);
    difference.cells = cells.size();
    difference.cells_served_changed = share_of(cell_service, cells.size());
    difference.cells_strength_changed = share_of(cell_strength, cells.size());
    if (!apart.empty()) {
        std::sort(apart.begin(), apart.end());
        const auto at = [&](double share) {
            return apart[static_cast<std::size_t>(share * static_cast<double>(apart.size() - 1))];
        };
        difference.posts = apart.size();
        difference.median_db = at(0.5);
        difference.p90_db = at(0.9);
        difference.p99_db = at(0.99);
        difference.greatest_db = apart.back();
    }
    return difference;
}

const radio::BandPreset& nearest_preset(Hertz frequency) {
    const auto presets = radio::band_presets();
    return *std::min_element(presets.begin(), presets.end(),
                             [&](const radio::BandPreset& a, const radio::BandPreset& b) {
                                 return std::abs(a.frequency.value() - frequency.value()) <
                                        std::abs(b.frequency.value() - frequency.value());
                             });
}

} // namespace todoku::study
