// Loss when layers of air guide the signal beyond the horizon: ducting and layer reflection
// (ITU-R P.1812-8, section 4.5).
#pragma once

#include "radio/climate_zones.hpp"
#include "radio/horizon.hpp"

namespace todoku::radio {

struct DuctingPath {
    const ProfileView& terrain; ///< bare
    const Horizons& seen;
    const ZoneSections& sections;
    Hertz frequency;
    Metres effective_radius;
    double time_percent = 50.0;
    double ducting_percent = 0.0; ///< beta0
};

/// Every sum of section 4.5, dB.
struct Ducting {
    DuctingHeights heights;
    double coupling_db = 0.0;    ///< Af, eq. 47
    double angular_db = 0.0;     ///< gamma_d theta', eq. 50 and 51
    double beta_percent = 0.0;   ///< eq. 54
    double gamma = 0.0;          ///< eq. 53a
    double variability_db = 0.0; ///< A(p), eq. 53
    double loss_db = 0.0;        ///< Lba, eq. 46
};
Ducting ducting(const DuctingPath& path);

} // namespace todoku::radio
