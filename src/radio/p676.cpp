#include "radio/p676.hpp"

#include "radio/p676_lines.hpp"

#include <cmath>

namespace todoku::radio {

namespace {

/// What all lines ask of the air.
struct State {
    double p_hpa;
    double e_hpa; ///< of vapour, eq. 4
    double theta; ///< 300 / T
};

/// Eq. 5: shape of a line of width `width_ghz`, with the interference of its neighbours.
double shape(double f_ghz, double f0_ghz, double width_ghz, double interference) {
    const auto half = [&](double apart_ghz) {
        return (width_ghz - interference * apart_ghz) /
               (apart_ghz * apart_ghz + width_ghz * width_ghz);
    };
    return f_ghz / f0_ghz * (half(f0_ghz - f_ghz) + half(f0_ghz + f_ghz));
}

double oxygen_refractivity(double f_ghz, const State& air) {
    const double t = air.theta;
    double sum = 0.0;
    for (const OxygenLine& line : oxygen_lines()) {
        const double strength =
            line.a1 * 1e-7 * air.p_hpa * t * t * t * std::exp(line.a2 * (1.0 - t)); // eq. 3
        const double pressure_width =
            line.a3 * 1e-4 * (air.p_hpa * std::pow(t, 0.8 - line.a4) + 1.1 * air.e_hpa * t); // 6a
        const double width = std::sqrt(pressure_width * pressure_width + 2.25e-6); // Zeeman, 6b
        const double interference =
            (line.a5 + line.a6 * t) * 1e-4 * (air.p_hpa + air.e_hpa) * std::pow(t, 0.8); // eq. 7
        sum += strength * shape(f_ghz, line.f0_ghz, width, interference);
    }
    return sum;
}

/// Eq. 8: the Debye spectrum of oxygen and what pressure induces in nitrogen.
double dry_continuum(double f_ghz, const State& air) {
    const double t = air.theta;
    const double width = 5.6e-4 * (air.p_hpa + air.e_hpa) * std::pow(t, 0.8); // eq. 9
    const double debye = 6.14e-5 / (width * (1.0 + (f_ghz / width) * (f_ghz / width)));
    const double nitrogen =
        1.4e-12 * air.p_hpa * std::pow(t, 1.5) / (1.0 + 1.9e-5 * std::pow(f_ghz, 1.5));
    return f_ghz * air.p_hpa * t * t * (debye + nitrogen);
}

double vapour_refractivity(double f_ghz, const State& air) {
    const double t = air.theta;
    double sum = 0.0;
    for (const VapourLine& line : vapour_lines()) {
        const double strength =
            line.b1 * 1e-1 * air.e_hpa * std::pow(t, 3.5) * std::exp(line.b2 * (1.0 - t)); // eq. 3
        const double pressure_width =
            line.b3 * 1e-4 *
            (air.p_hpa * std::pow(t, line.b4) + line.b5 * air.e_hpa * std::pow(t, line.b6)); // 6a
        const double width =
            0.535 * pressure_width + std::sqrt(0.217 * pressure_width * pressure_width +
                                               2.1316e-12 * line.f0_ghz * line.f0_ghz / t); // 6b
        sum += strength * shape(f_ghz, line.f0_ghz, width, 0.0);
    }
    return sum;
}

} // namespace

GasAttenuation gas_attenuation(Hertz frequency, const Air& air) {
    const double f_ghz = frequency.value() / 1e9;
    require_valid(f_ghz, kGasFrequency_ghz, "f_ghz", kGasSource);
    require_valid(air.dry_pressure_hpa, kAirPressure_hpa, "pressure_hpa", kGasSource);
    require_valid(air.temperature_k, kAirTemperature_k, "temperature_k", kGasSource);
    require_valid(air.vapour_g_m3, kVapourDensity_g_m3, "vapour_g_m3", kGasSource);
    const State state{air.dry_pressure_hpa, air.vapour_g_m3 * air.temperature_k / 216.7,
                      300.0 / air.temperature_k};
    const double per_refractivity = 0.1820 * f_ghz; // eq. 1
    return {per_refractivity *
                (oxygen_refractivity(f_ghz, state) + dry_continuum(f_ghz, state)), // eq. 2a
            per_refractivity * vapour_refractivity(f_ghz, state)};                 // eq. 2b
}

} // namespace todoku::radio
