#include "radio/p838.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace todoku::radio {

namespace {

/// a exp(-((log f - b) / c)^2), one term of eq. 2 and 3.
struct Bell {
    double a, b, c;
};

/// Sum of bells over a straight line in log f.
struct Fit {
    std::array<Bell, 5> bells;
    double m, c;

    [[nodiscard]] double at(double log_f) const {
        double sum = m * log_f + c;
        for (const Bell& bell : bells) {
            const double apart = (log_f - bell.b) / bell.c;
            sum += bell.a * std::exp(-apart * apart);
        }
        return sum;
    }
};

// The tables for k have four terms.
constexpr Bell kNone = {0.0, 0.0, 1.0};

// Table 1.
constexpr Fit kLogKHorizontal = {{{{-5.33980, -0.10008, 1.13098},
                                   {-0.35351, 1.26970, 0.45400},
                                   {-0.23789, 0.86036, 0.15354},
                                   {-0.94158, 0.64552, 0.16817},
                                   kNone}},
                                 -0.18961,
                                 0.71147};
// Table 2.
constexpr Fit kLogKVertical = {{{{-3.80595, 0.56934, 0.81061},
                                 {-3.44965, -0.22911, 0.51059},
                                 {-0.39902, 0.73042, 0.11899},
                                 {0.50167, 1.07319, 0.27195},
                                 kNone}},
                               -0.16398,
                               0.63297};
// Table 3.
constexpr Fit kAlphaHorizontal = {{{{-0.14318, 1.82442, -0.55187},
                                    {0.29591, 0.77564, 0.19822},
                                    {0.32177, 0.63773, 0.13164},
                                    {-5.37610, -0.96230, 1.47828},
                                    {16.1721, -3.29980, 3.43990}}},
                                  0.67849,
                                  -1.95537};
// Table 4.
constexpr Fit kAlphaVertical = {{{{-0.07771, 2.33840, -0.76284},
                                  {0.56727, 0.95545, 0.54039},
                                  {-0.20238, 1.14520, 0.26809},
                                  {-48.2991, 0.791669, 0.116226},
                                  {48.5833, 0.791459, 0.116479}}},
                                -0.053739,
                                0.83433};

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

} // namespace

double RainLaw::db_per_km(double rain_mm_h) const {
    require_valid(rain_mm_h, kRainRate_mm_h, "rain_mm_h", kRainSource);
    return k * std::pow(rain_mm_h, alpha);
}

RainLaw rain_law(Hertz frequency, double tilt_deg, double elevation_deg) {
    const double f_ghz = frequency.value() / 1e9;
    require_valid(f_ghz, kRainFrequency_ghz, "f_ghz", kRainSource);
    require_valid(tilt_deg, kPolarisationTilt_deg, "tilt_deg", kRainSource);
    require_valid(elevation_deg, kPathElevation_deg, "elevation_deg", kRainSource);
    const double log_f = std::log10(f_ghz);
    const double kh = std::pow(10.0, kLogKHorizontal.at(log_f)); // eq. 2
    const double kv = std::pow(10.0, kLogKVertical.at(log_f));
    const double kh_alpha = kh * kAlphaHorizontal.at(log_f); // eq. 3
    const double kv_alpha = kv * kAlphaVertical.at(log_f);
    const double level = std::cos(radians(elevation_deg));
    const double lean = level * level * std::cos(2.0 * radians(tilt_deg));
    const double k = (kh + kv + (kh - kv) * lean) / 2.0;                          // eq. 4
    return {k, (kh_alpha + kv_alpha + (kh_alpha - kv_alpha) * lean) / (2.0 * k)}; // eq. 5
}

} // namespace todoku::radio
