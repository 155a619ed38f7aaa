#include "radio/bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/path_loss_models.hpp"
#include "radio/tr38901.hpp"

namespace todoku::radio {

namespace {

Scenario scenario_of(std::string_view model) {
    return model == "tr38901-uma"   ? Scenario::UrbanMacro
           : model == "tr38901-umi" ? Scenario::UrbanMicro
                                    : Scenario::RuralMacro;
}

bool in_sight(const Profile& profile, const PathCase& path) {
    std::vector<double> obstacles = profile.terrain_m;
    for (std::size_t i = 1; i + 1 < obstacles.size() && !profile.clutter_m.empty(); ++i) {
        obstacles[i] += profile.clutter_m[i];
    }
    const ProfileView view{profile.d_m, obstacles, obstacles.front() + path.htg_m,
                           obstacles.back() + path.hrg_m};
    return bullington(view, kStandardEffectiveRadius, wavelength(gigahertz(path.f_ghz)))
        .line_of_sight;
}

} // namespace

void check_tr38901(std::string_view model, Metres base, Metres user, Metres distance,
                   const ValueNames& names) {
    const bool rural = scenario_of(model) == Scenario::RuralMacro;
    // The urban rows give one base height, 25 or 10 m; other heights are what the table is used for
    // everywhere, up to the rural row's limit.
    check_range(base.value(), rural ? 10.0 : 2.0, 150.0, names.base, model);
    check_range(user.value(), rural ? 1.0 : 1.5, rural ? 10.0 : 22.5, names.user, model);
    check_range(distance.value(), kLeastTr38901Distance.value(), rural ? 10e3 : 5e3, names.distance,
                model);
}

PathLoss tr38901_loss(const Profile& profile, const PathCase& path) {
    const Scenario scenario = scenario_of(path.model);
    check_tr38901(path.model, Metres(path.htg_m), Metres(path.hrg_m), Metres(profile.d_m.back()));
    const StatisticalLoss r = statistical_loss(
        {scenario, gigahertz(path.f_ghz), profile.d_m.back(), path.htg_m, path.hrg_m});
    const bool sight = in_sight(profile, path);
    PathLoss result;
    result.loss_db = sight ? r.line_of_sight_db : r.no_line_of_sight_db;
    result.intermediates = {{"dBP_m", r.breakpoint_m},
                            {"PrLOS", r.sight_probability},
                            {"PL_LOS_dB", r.line_of_sight_db},
                            {"PL_NLOS_dB", r.no_line_of_sight_db},
                            {"LOS", sight ? 1.0 : 0.0}};
    return result;
}

} // namespace todoku::radio
