#include "overlay/services.hpp"

#include <algorithm>

namespace todoku::overlay {

namespace {

template <class Belongs, class Gives>
Service service_of(std::string_view name, std::span<const std::string> carriers,
                   std::span<const domain::CoverageLayer> layers,
                   std::span<const domain::CoverageLayer> unknown, Belongs belongs, Gives gives) {
    Service service{std::string(name), std::vector<LayerShapes>(carriers.size()),
                    std::vector<bool>(carriers.size(), false)};
    const auto position = [&](const domain::CoverageLayer& layer) {
        return static_cast<std::size_t>(std::find(carriers.begin(), carriers.end(), layer.carrier) -
                                        carriers.begin());
    };
    for (const domain::CoverageLayer& layer : layers) {
        if (belongs(layer.technology)) {
            const std::size_t carrier = position(layer);
            service.shapes[carrier].push_back(&layer.polygons);
            service.given[carrier] = service.given[carrier] || gives(layer.technology);
        }
    }
    for (const domain::CoverageLayer& layer : unknown) {
        if (const std::size_t carrier = position(layer);
            belongs(layer.technology) && carrier < carriers.size()) {
            service.shapes[carrier].push_back(&layer.polygons);
        }
    }
    return service;
}

} // namespace

std::vector<std::string> carriers_of(std::span<const domain::CoverageLayer> layers) {
    std::vector<std::string> carriers;
    for (const domain::CoverageLayer& layer : layers) {
        if (std::find(carriers.begin(), carriers.end(), layer.carrier) == carriers.end()) {
            carriers.push_back(layer.carrier);
        }
    }
    return carriers;
}

std::vector<Service> services_of(std::span<const std::string> carriers,
                                 std::span<const domain::CoverageLayer> layers,
                                 std::span<const domain::CoverageLayer> unknown) {
    std::vector<Service> services;
    for (const domain::Technology technology : domain::kTechnologies) {
        const auto same = [technology](domain::Technology t) { return t == technology; };
        services.push_back(
            service_of(domain::name_of(technology), carriers, layers, unknown, same, same));
    }
    for (const domain::TechnologyUnion& joined : domain::kTechnologyUnions) {
        const bool mobile = joined.name == domain::kAnyMobile;
        services.push_back(service_of(
            joined.name, carriers, layers, unknown, joined.holds,
            [mobile](domain::Technology t) { return !mobile || t == domain::Technology::Lte4g; }));
    }
    std::erase_if(services, [](const Service& service) {
        return std::none_of(service.given.begin(), service.given.end(),
                            [](bool given) { return given; });
    });
    return services;
}

} // namespace todoku::overlay
