// The models behind path_loss() that need more than a few lines; values come checked as path_loss()
// promises, each model checks its own ranges.
#pragma once

#include "radio/path_loss.hpp"

#include <string>
#include <string_view>

namespace todoku::radio {

/// @throws UsageError always
[[noreturn]] void reject(std::string ja, std::string en);
/// @throws UsageError where the value is not within [least, greatest], NaN included
void check_range(double value, double least, double greatest, std::string_view what,
                 std::string_view model);

/// What a map of this radius asks of the model, so that no path of it is refused.
/// @throws UsageError where an antenna or the radius is outside the model's ranges
void require_within_model(std::string_view model, Metres first_height, Metres second_height,
                          Metres radius);

/// ITU-R P.1812-8 with every intermediate. @throws UsageError outside the ranges of its section 2
PathLoss p1812_loss(const Profile& profile, const PathCase& path);

/// What a refusal calls the values: as whoever gave them wrote them.
struct ValueNames {
    std::string_view base = "htg_m";
    std::string_view user = "hrg_m";
    std::string_view distance = "d_m";
};
/// Ranges of TR 38.901's table 7.4.1-1. @throws UsageError outside them
void check_tr38901(std::string_view model, Metres base, Metres user, Metres distance,
                   const ValueNames& names = {});
/// 3GPP TR 38.901: the loss in line of sight where nothing of the profile stands in the way, else
/// that without. @throws UsageError outside the ranges of its table 7.4.1-1
PathLoss tr38901_loss(const Profile& profile, const PathCase& path);

} // namespace todoku::radio
