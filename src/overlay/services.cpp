#include "overlay/services.hpp"

#include <algorithm>

namespace todoku::overlay {

namespace {

template <class Belongs, class Gives>
Service service_of(std::string_view name, std::span<const std::string> carriers,
                   std::span<const domain::CoverageLayer> layers, Belongs belongs, Gives gives) {
    Service service{std::string(name), std::vector<LayerShapes>(carriers.size()),
                    std::vector<bool>(carriers.size(), false)};
    for (const domain::CoverageLayer& layer : layers) {
        if (belongs(layer.technology)) {
            const auto carrier = static_cast<std::size_t>(
                std::find(carriers.begin(), carriers.end(), layer.carrier) - carriers.begin());
            service.shapes[carrier].push_back(&layer.polygons);
            service.given[carrier] = service.given[carrier] || gives(layer.technology);
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
                                 std::span<const domain::CoverageLayer> layers) {
    std::vector<Service> services;
    for (const domain::Technology technology : domain::kTechnologies) {
        const auto same = [technology](domain::Technology t) { return t == technology; };
        services.push_back(service_of(domain::name_of(technology), carriers, layers, same, same));
    }
    for (const domain::TechnologyUnion& joined : domain::kTechnologyUnions) {
        const bool mobile = joined.name == domain::kAnyMobile;
        services.push_back(
            service_of(joined.name, carriers, layers, joined.holds, [mobile](domain::Technology t) {
                return !mobile || t == domain::Technology::Lte4g;
            }));
    }
    std::erase_if(services, [](const Service& service) {
        return std::none_of(service.given.begin(), service.given.end(),
                            [](bool given) { return given; });
    });
    return services;
}

} // namespace todoku::overlay
