#include "siting/value_functions.hpp"

#include <algorithm>

namespace todoku::siting {

double ReferencePoints::worth(double figure) const {
    return std::clamp((figure - worst) / (best - worst), 0.0, 1.0);
}

Range ReferencePoints::worth(const std::optional<Range>& figure) const {
    if (!figure) {
        return {0.0, 1.0};
    }
    const double a = worth(figure->low);
    const double b = worth(figure->high);
    return {std::min(a, b), std::max(a, b)};
}

References reference_points(const LeftOut& left_out, std::size_t sites) {
    References references{};
    const auto each = static_cast<double>(std::max<std::size_t>(sites, 1));
    for (const Criterion criterion : all_criteria()) {
        const auto i = static_cast<std::size_t>(criterion);
        const double total = left_out.totals[i];
        switch (criterion) {
        case Criterion::Residents:
        case Criterion::Households:
        case Criterion::Residents65plus:
        case Criterion::Daytime:
        case Criterion::Road:
        case Criterion::EmergencyRoad:
            references[i] = {0.0, std::max(0.1, total / each)};
            break;
        case Criterion::Schools:
        case Criterion::Shelters:
        case Criterion::Clinics:
        case Criterion::Sights:
        case Criterion::GapsClosed:
            references[i] = {0.0, std::max(1.0, total / each)};
            break;
        case Criterion::Carriers:
            references[i] = {0.0, std::max(1.0, total)};
            break;
        case Criterion::Cost:
            references[i] = {5.0, 1.0};
            break;
        case Criterion::Procedures:
            references[i] = {4.0, 0.0};
            break;
        case Criterion::Safety:
        case Criterion::Stations:
            references[i] = {0.0, 1.0};
            break;
        }
    }
    return references;
}

} // namespace todoku::siting
