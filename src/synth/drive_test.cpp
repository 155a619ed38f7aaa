#include "synth/drive_test.hpp"

#include "core/encoding.hpp"
#include "core/output_folder.hpp"
#include "geo/ellipsoid.hpp"
#include "synth/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace todoku::synth {

namespace {

constexpr double kStep_m = 20.0;          // a sample a second at 72 km/h
constexpr std::size_t kStretch = 25;      // samples in which a valley or a spill-over holds
constexpr std::size_t kMostPlaces = 2000; // of each road: some 40 km
constexpr std::size_t kRoads = 2;
constexpr double kBlocked = 0.04; // share of served stretches without service
constexpr double kSpilled = 0.06; // share of others with service

/// Places along the middle of a line, evenly apart.
std::vector<geo::LatLng> along(const geo::Line& line) {
    std::vector<geo::LatLng> places;
    double left = 0.0; // metres to the next place
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double length = geo::distance(line[i - 1], line[i]).value();
        double at = left;
        for (; at < length; at += kStep_m) {
            const double t = at / length;
            places.push_back(geo::LatLng::from_degrees(
                line[i - 1].lat() + t * (line[i].lat() - line[i - 1].lat()),
                line[i - 1].lng() + t * (line[i].lng() - line[i - 1].lng())));
        }
        left = at - length;
    }
    if (places.size() > kMostPlaces) {
        const auto spare = static_cast<std::ptrdiff_t>((places.size() - kMostPlaces) / 2);
        places.assign(places.begin() + spare,
                      places.begin() + spare + static_cast<std::ptrdiff_t>(kMostPlaces));
    }
    return places;
}

/// The roads with most vertices: they lead farthest from the towns.
std::vector<std::size_t> longest(std::span<const MadeRoad> roads) {
    std::vector<std::size_t> order(roads.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return roads[a].line.size() > roads[b].line.size();
    });
    order.resize(std::min(order.size(), kRoads));
    return order;
}

/// What one carrier serves in one of the test's technologies.
class Service {
public:
    Service(std::span<const NetworkLayer> networks, std::size_t carrier, bool five) {
        for (const NetworkLayer& layer : networks) {
            if (layer.carrier == carrier && domain::is_5g(layer.technology) == five) {
                layers_.push_back(&layer);
            }
        }
    }
    [[nodiscard]] bool at(geo::LatLng place) const {
        return std::any_of(layers_.begin(), layers_.end(), [&](const NetworkLayer* layer) {
            return std::any_of(layer->stations.begin(), layer->stations.end(),
                               [&](const Station& station) { return station.serves(place); });
        });
    }

private:
    std::vector<const NetworkLayer*> layers_;
};

std::string row(std::size_t second, geo::LatLng at, std::string_view carrier,
                std::string_view technology, int rsrp_dbm) {
    return fmt::format("2026/09/{:02} {:02}:{:02}:{:02},{:.6f},{:.6f},{},{},{},模擬データ\r\n",
                       7 + second / 28800 % 20, 9 + second / 3600 % 8, second / 60 % 60,
                       second % 60, at.lat(), at.lng(), carrier, technology, rsrp_dbm);
}

} // namespace

void write_drive_test(const std::filesystem::path& inputs, std::span<const MadeRoad> roads,
                      std::span<const NetworkLayer> networks, std::uint64_t seed) {
    constexpr std::string_view names[] = {"A社", "B社"}; // as the contractor calls キャリアA and B
    std::string text = "走行調査 測定結果（模擬データ）\r\n"
                       "測定日時,緯度,経度,通信事業者,通信方式,RSRP(dBm),備考\r\n";
    std::size_t second = 0;
    for (const std::size_t r : longest(roads)) {
        const std::vector<geo::LatLng> places = along(roads[r].line);
        for (std::size_t carrier = 0; carrier < std::size(names); ++carrier) {
            for (const bool five : {false, true}) {
                const Service service(networks, carrier, five);
                Random random(seed, "drive test", 100 * r + 10 * carrier + (five ? 1U : 0U));
                bool odd = false;
                for (std::size_t i = 0; i < places.size(); ++i) {
                    const bool served = service.at(places[i]);
                    if (i % kStretch == 0) {
                        odd = random.chance(served ? kBlocked : kSpilled);
                    }
                    const int rsrp =
                        served != odd ? random.between(-106, -78) : random.between(-132, -114);
                    text += row(second++, places[i], names[carrier], five ? "5G" : "LTE", rsrp);
                }
            }
        }
    }
    const auto tokyo = geo::LatLng::from_degrees(35.681236, 139.767125);
    text += "2026/09/30 17:00:00,,,A社,LTE,-90,測位なし\r\n";
    text += row(second, tokyo, "A社", "LTE", -90);
    text += row(second, roads.front().line.front(), "X社", "LTE", -90);
    std::filesystem::create_directories((inputs / kDriveTestFile).parent_path());
    write_file_atomically(inputs / kDriveTestFile, encode_cp932(text).bytes);
}

} // namespace todoku::synth
