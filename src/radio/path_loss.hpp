// Loss of one path over one given profile by a named model, with every intermediate value: what
// `lab path-loss` prints.
#pragma once

#include "core/units.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::radio {

/// Columns of equal length; distances rise strictly from 0.
struct Profile {
    std::vector<double> d_m;       ///< along the path
    std::vector<double> terrain_m; ///< above sea level
    std::vector<double> clutter_m; ///< above terrain; empty: none. Not added at the two ends
    std::vector<int>
        zone; ///< 1 sea, 3 coast, 4 inland (ITU-R P.1812-8, section 3.3); empty: inland
};

/// What is asked of a profile. Fields a model does not know have no effect on it.
struct PathCase {
    std::string model;
    double f_ghz = 0.0;
    double p = 50.0;    ///< share of time, per cent
    double pl = 50.0;   ///< share of locations, per cent
    double htg_m = 0.0; ///< first antenna above ground
    double hrg_m = 0.0; ///< second antenna above ground
    bool vpol = false;  ///< vertical polarisation
    double lat_t = 0.0;
    double lon_t = 0.0;
    double lat_r = 0.0;
    double lon_r = 0.0;
    double delta_n = 45.0; ///< N-units/km
    double n0 = 325.0;     ///< N-units
    /// Width of the area over which locations vary (P.1812-8, section 4.7), metres.
    double resolution_m = 100.0;
    std::optional<double> dct_km = std::nullopt; ///< over land to the coast; none: from `zone`
    std::optional<double> dcr_km = std::nullopt;
};

struct PathLoss {
    double loss_db = 0.0;
    /// Symbols as in the Recommendation with their unit ("Lbulla_dB"), in the order they are
    /// computed.
    std::vector<std::pair<std::string, double>> intermediates;
};

/// A model as a person chooses it.
struct PathModel {
    std::string_view id;
    std::string_view source;
    Hertz least_frequency;
    Hertz greatest_frequency;
};
/// freespace, los (free space where 0.6 of the first Fresnel zone is clear, else infinite),
/// bullington, p526, p1812, tr38901-uma, tr38901-umi, tr38901-rma.
std::span<const PathModel> path_models();
/// @throws UsageError with the list of known ids
const PathModel& path_model(std::string_view id);
/// @throws UsageError where the frequency is outside the model's range
void require_frequency(const PathModel& model, Hertz frequency);

/// @throws UsageError for an unknown model, a frequency outside its range, negative or non-finite
/// heights, a profile of
///         fewer than two points, with columns of different length, non-finite values or distances
///         that do not rise; for p1812 also values outside the ranges of its section 2.
PathLoss path_loss(const Profile& profile, const PathCase& path);

} // namespace todoku::radio
