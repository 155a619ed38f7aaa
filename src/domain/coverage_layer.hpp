// One carrier's stated coverage in one technology.
#pragma once

#include "core/japanese.hpp"
#include "domain/strength.hpp"
#include "domain/technology.hpp"
#include "geo/geometry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::domain {

struct CoverageLayer {
    std::string carrier; ///< the name used throughout the study, e.g. キャリアA
    Technology technology = Technology::Lte4g;
    std::optional<Date> as_of;
    bool confidential = true; ///< nothing computed from it may reach another carrier's package
    std::string source;       ///< file (and layer) it came from
    /// As given: polygons may overlap and rings may be invalid; what they cover is their union.
    geo::MultiPolygon polygons;
    /// One a polygon, in their order; empty where no source says any.
    std::vector<Strength> strengths;

    [[nodiscard]] Strength strength(std::size_t polygon) const {
        return polygon < strengths.size() ? strengths[polygon] : Strength::Unsaid;
    }
};

/// What is covered at least that strongly: the polygons whose strength is said and reaches `least`.
geo::MultiPolygon polygons_at_least(const CoverageLayer& layer, Strength least);

} // namespace todoku::domain
