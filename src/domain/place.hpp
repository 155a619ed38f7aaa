// Places and roads that gaps are counted by: schools, shelters, clinics, emergency roads.
#pragma once

#include "geo/geometry.hpp"

#include <string>

namespace todoku::domain {

struct Place {
    std::string kind; ///< key used in the study file and tables: school, shelter, clinic, office...
    std::string name;
    geo::LatLng at;
};

struct Road {
    std::string name; ///< 国道42号; may be empty
    std::string kind; ///< national, prefectural...; as the file says
    geo::MultiLine lines;
};

} // namespace todoku::domain
