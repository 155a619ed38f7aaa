#include "overlay/coverage.hpp"

#include "overlay/cell_index.hpp"
#include "overlay/covered_shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace todoku::overlay {

namespace {

// What one name in the technology column stands for, and each carrier's polygons of it.
struct Service {
    std::string name;
    std::vector<LayerShapes> shapes; ///< by carrier
    std::vector<bool> given;         ///< by carrier: stated at all (may be without polygons)
};

std::vector<std::string> carriers_of(std::span<const domain::CoverageLayer> layers) {
    std::vector<std::string> carriers;
    for (const domain::CoverageLayer& layer : layers) {
        if (std::find(carriers.begin(), carriers.end(), layer.carrier) == carriers.end()) {
            carriers.push_back(layer.carrier);
        }
    }
    return carriers;
}

template <class Belongs>
Service service_of(std::string_view name, const std::vector<std::string>& carriers,
                   std::span<const domain::CoverageLayer> layers, Belongs belongs) {
    Service service{std::string(name), std::vector<LayerShapes>(carriers.size()),
                    std::vector<bool>(carriers.size(), false)};
    for (const domain::CoverageLayer& layer : layers) {
        if (belongs(layer.technology)) {
            const auto carrier = static_cast<std::size_t>(
                std::find(carriers.begin(), carriers.end(), layer.carrier) - carriers.begin());
            service.shapes[carrier].push_back(&layer.polygons);
            service.given[carrier] = true;
        }
    }
    return service;
}

std::vector<Service> services_of(const std::vector<std::string>& carriers,
                                 std::span<const domain::CoverageLayer> layers) {
    std::vector<Service> services;
    for (const domain::Technology technology : domain::kTechnologies) {
        services.push_back(
            service_of(domain::name_of(technology), carriers, layers,
                       [technology](domain::Technology t) { return t == technology; }));
    }
    services.push_back(service_of(domain::kAny5g, carriers, layers,
                                  [](domain::Technology t) { return domain::is_5g(t); }));
    std::erase_if(services, [](const Service& service) {
        return std::none_of(service.given.begin(), service.given.end(),
                            [](bool given) { return given; });
    });
    return services;
}

// Shares of each study cell for every carrier, any of them and all of them.
struct ServiceShares {
    std::vector<std::vector<double>> carriers;
    std::vector<double> any;
    std::vector<double> all;
};

ServiceShares measure(const Service& service, const CellIndex& cells, std::size_t count,
                      Threads threads, const Progress& progress) {
    const std::size_t carriers = service.shapes.size();
    ServiceShares shares{
        std::vector<std::vector<double>>(carriers, std::vector<double>(count, 0.0)),
        std::vector<double>(count, 0.0), std::vector<double>(count, 0.0)};
    const domain::MeshWindow& window = cells.window();
    for_each_combination(std::span<const LayerShapes>(service.shapes), window, threads,
                         [&](std::size_t index, std::span<const CombinationPart> parts) {
                             const auto cell = cells.find(window.cell(index));
                             if (!cell) {
                                 return;
                             }
                             progress.check();
                             for (const CombinationPart& part : parts) {
                                 for (std::size_t k = 0; k < carriers; ++k) {
                                     if ((part.mask >> k & 1U) != 0) {
                                         shares.carriers[k][*cell] += part.share;
                                     }
                                 }
                                 shares.any[*cell] += part.share;
                                 if (static_cast<std::size_t>(std::popcount(part.mask)) ==
                                     carriers) {
                                     shares.all[*cell] += part.share;
                                 }
                             }
                         });
    return shares;
}

} // namespace

std::optional<std::size_t> Coverage::layer(std::string_view carrier,
                                           std::string_view technology) const {
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].carrier == carrier && layers[i].technology == technology) {
            return i;
        }
    }
    return std::nullopt;
}

Coverage measure_coverage(const domain::StudyGrid& grid,
                          std::span<const domain::CoverageLayer> layers, Threads threads,
                          Progress& progress) {
    Coverage coverage;
    coverage.carriers = carriers_of(layers);
    const std::vector<Service> services = services_of(coverage.carriers, layers);
    const CellIndex cells(grid.cells);
    progress.begin({"カバー率を計算", "Measuring coverage"},
                   static_cast<std::int64_t>(services.size()));
    std::vector<ServiceShares> shares;
    for (const Service& service : services) {
        progress.check();
        // "5g" of a study that has one class of 5G is that class.
        const auto same = std::find_if(
            services.begin(), services.begin() + static_cast<std::ptrdiff_t>(shares.size()),
            [&](const Service& other) { return other.shapes == service.shapes; });
        const auto done = static_cast<std::size_t>(same - services.begin());
        shares.push_back(done < shares.size()
                             ? shares[done]
                             : measure(service, cells, grid.size(), threads, progress));
        progress.advance();
    }
    progress.end();

    for (std::size_t carrier = 0; carrier < coverage.carriers.size(); ++carrier) {
        for (std::size_t s = 0; s < services.size(); ++s) {
            if (services[s].given[carrier]) {
                coverage.layers.push_back({coverage.carriers[carrier], services[s].name});
                coverage.shares.push_back(std::move(shares[s].carriers[carrier]));
            }
        }
    }
    for (std::size_t s = 0; s < services.size(); ++s) {
        coverage.layers.push_back({std::string(kAnyCarrier), services[s].name});
        coverage.shares.push_back(std::move(shares[s].any));
    }
    for (std::size_t s = 0; s < services.size(); ++s) {
        coverage.layers.push_back({std::string(kAllCarriers), services[s].name});
        coverage.shares.push_back(std::move(shares[s].all));
    }
    return coverage;
}

double PopulationRule::covered(double share) const {
    if (kind == Kind::Area) {
        return std::clamp(share, 0.0, 1.0);
    }
    constexpr double kPrecision = 1e-9; // promised of shares: a tie is a tie
    return share > 0.0 && share >= threshold - kPrecision ? 1.0 : 0.0;
}

std::string PopulationRule::name() const {
    if (kind == Kind::Area) {
        return "area";
    }
    return threshold == 0.5 ? "majority" : fmt::format("majority:{}", threshold);
}

} // namespace todoku::overlay
