// clang-format off: Highway compiles this file once for each kind of processor; the order of these
// lines is what makes it do so.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "radio/batch_loss.cpp"
#include <hwy/foreach_target.h>
#include "radio/lanes_inl.hpp"
// clang-format on
#include "radio/batch_loss.hpp"

#include "radio/bullington.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#ifndef TODOKU_RADIO_BATCH_LOSS_SHARED
#define TODOKU_RADIO_BATCH_LOSS_SHARED
namespace todoku::radio {

/// Constants of one frequency, worked out in double.
struct BandTerms {
    float free_db;   ///< of the frequency in free space
    float floor_db;  ///< free space by P.525 above the Recommendation's own constant
    float root_wave; ///< sqrt(wavelength)
    float inverse_root_wave;
    float admittance;     ///< K times the cube root of the radius
    float distance;       ///< X / (beta d) times the square of that root
    float height;         ///< Y / (beta h) times that root
    float shielding_root; ///< sqrt(f)
    float shielding_cube; ///< cbrt(f)
    float coupling_db;    ///< eq. 47's terms of frequency
    float angular;        ///< dB per mrad, eq. 51
    float scatter_db;     ///< eq. 45
};

} // namespace todoku::radio
#endif

HWY_BEFORE_NAMESPACE();
namespace todoku::radio::HWY_NAMESPACE {

/// Eq. 13 and 12: knife edge and its correction. Common factors of loss outside logarithms.
HWY_INLINE V bullington_db(V v, V d_km) {
    const V u = hn::Sub(hn::Max(v, set(-0.78)), set(0.1));
    const V edge = hn::MulAdd(
        set(20.0), common_log(hn::Add(hn::Sqrt(hn::MulAdd(u, u, set(1.0))), u)), set(6.9));
    const V loss = hn::MulAdd(hn::Sub(set(1.0), exponential(hn::Mul(edge, set(-1.0 / 6.0)))),
                              hn::MulAdd(d_km, set(0.02), set(10.0)), edge);
    return hn::IfThenElseZero(hn::Gt(v, set(-0.78)), loss);
}

/// Gain of a height, eq. 35 and 36.
HWY_INLINE V height_term_db(V b, V least) {
    const auto high = hn::Gt(b, set(2.0));
    const V over = hn::Sub(b, set(1.1));
    const V argument = hn::IfThenElse(high, over, hn::MulAdd(hn::Mul(square(b), b), set(0.1), b));
    const V log = common_log(argument);
    const V gain = hn::IfThenElse(
        high,
        hn::Sub(hn::NegMulAdd(set(5.0), log, hn::Mul(set(17.6), hn::Sqrt(hn::Max(over, set(0.0))))),
                set(8.0)),
        hn::Mul(set(20.0), log));
    return hn::Max(gain, least);
}

/// First term of the residue series over land (P.1812-8 eq. 29 to 36), not negative.
HWY_INLINE V first_term_db(const BandTerms& band, V root, V d_km, V h1, V h2) {
    const V inverse = hn::Div(set(1.0), root);
    const V admittance = hn::Mul(hn::Set(kLanes, band.admittance), inverse);
    const V k2 = square(admittance);
    const V beta = hn::Div(hn::MulAdd(k2, hn::MulAdd(k2, set(0.67), set(1.6)), set(1.0)),
                           hn::MulAdd(k2, hn::MulAdd(k2, set(1.53), set(4.5)), set(1.0)));
    const V x =
        hn::Mul(hn::Mul(hn::Set(kLanes, band.distance), beta), hn::Mul(square(inverse), d_km));
    const V y = hn::Mul(hn::Mul(hn::Set(kLanes, band.height), square(beta)), inverse);
    const V least = hn::MulAdd(set(20.0), common_log(admittance), set(2.0));
    const V log_x = natural_log(x);
    const V far =
        hn::NegMulAdd(set(17.6), x, hn::MulAdd(log_x, set(10.0 / std::numbers::ln10), set(11.0)));
    const V near = hn::NegMulAdd(set(5.6488), exponential(hn::Mul(log_x, set(1.425))),
                                 hn::Mul(log_x, set(-20.0 / std::numbers::ln10)));
    const V distance = hn::IfThenElse(hn::Ge(x, set(1.6)), far, near);
    return hn::Neg(hn::Add(distance, hn::Add(height_term_db(hn::Mul(y, h1), least),
                                             height_term_db(hn::Mul(y, h2), least))));
}

/// Eq. 48.
HWY_INLINE V shielding_db(const BandTerms& band, V above, V horizon_km) {
    const V angle = hn::Max(above, set(0.0));
    const V root = hn::Mul(hn::Sqrt(horizon_km), hn::Set(kLanes, band.shielding_root));
    return hn::MulAdd(set(20.0), common_log(hn::MulAdd(hn::Mul(angle, set(0.361)), root, set(1.0))),
                      hn::Mul(hn::Mul(angle, set(0.264)), hn::Set(kLanes, band.shielding_cube)));
}

HWY_INLINE V spherical_db(const BandTerms& band, const BatchGeometry& g, std::size_t k, V d_km) {
    const V clearance = hn::Load(kLanes, &g.clearance_m[k]);
    const V required = hn::Mul(hn::Load(kLanes, &g.required_m[k]), hn::Set(kLanes, band.root_wave));
    const auto clear = hn::Gt(clearance, required);
    if (hn::AllTrue(kLanes, clear)) {
        return hn::Zero(kLanes);
    }
    const V term =
        hn::Max(first_term_db(band, hn::Load(kLanes, &g.root_radius[k]), d_km,
                              hn::Load(kLanes, &g.first_m[k]), hn::Load(kLanes, &g.second_m[k])),
                hn::Zero(kLanes));
    const auto beyond = hn::Lt(clearance, set(-1e8));
    const V within = hn::Mul(term, hn::Sub(set(1.0), hn::Div(clearance, required))); // eq. 27
    return hn::IfThenElse(beyond, term, hn::IfThenElse(clear, hn::Zero(kLanes), within));
}

/// Section 4.6 for half of the time.
HWY_INLINE V p1812_db(const BandTerms& band, const BatchGeometry& g, std::size_t k, V free_db,
                      V diffraction) {
    const V first_km = hn::Load(kLanes, &g.first_km[k]);
    const V second_km = hn::Load(kLanes, &g.second_km[k]);
    const V lba = hn::Add(
        hn::MulAdd(hn::Load(kLanes, &g.ducting_mrad[k]), hn::Set(kLanes, band.angular),
                   hn::Add(hn::Load(kLanes, &g.ducting_db[k]), hn::Set(kLanes, band.coupling_db))),
        hn::Add(shielding_db(band, hn::Load(kLanes, &g.first_above[k]), first_km),
                shielding_db(band, hn::Load(kLanes, &g.second_above[k]), second_km)));
    const V lbd = hn::Add(free_db, diffraction);
    const V lminb0p = hn::Add(lbd, hn::Load(kLanes, &g.focus_db[k]));
    const V apart = hn::Abs(hn::Sub(lba, free_db));
    const V lminbap =
        hn::MulAdd(set(2.5), natural_log(hn::Add(set(1.0), exponential(hn::Mul(apart, set(-0.4))))),
                   hn::Max(lba, free_db));
    const V lbda = hn::MulAdd(hn::Max(hn::Sub(lbd, lminbap), set(0.0)), hn::Load(kLanes, &g.fk[k]),
                              hn::Min(lminbap, lbd));
    const V lbam = hn::MulAdd(hn::Sub(lminb0p, lbda), hn::Load(kLanes, &g.fj[k]), lbda);
    const V lbs = hn::Add(hn::Load(kLanes, &g.scatter_db[k]), hn::Set(kLanes, band.scatter_db));
    const V below = hn::Abs(hn::Sub(lbs, lbam));
    const V lbc = hn::NegMulAdd(
        set(5.0),
        common_log(hn::Add(set(1.0), exponential(hn::Mul(below, set(-0.2 * std::numbers::ln10))))),
        hn::Min(lbs, lbam));
    return hn::Max(free_db, lbc);
}

void loss(SweepModel model, const BandTerms& band, const BatchGeometry& g, std::size_t count,
          float* loss_db) {
    for (std::size_t k = 0; k < count; k += hn::Lanes(kLanes)) {
        const V d_km = hn::Load(kLanes, &g.distance_km[k]);
        const V free_db = hn::Add(hn::Load(kLanes, &g.free_db[k]), hn::Set(kLanes, band.free_db));
        const V space = hn::Add(free_db, hn::Set(kLanes, band.floor_db));
        if (model == SweepModel::FreeSpace) {
            hn::StoreU(space, kLanes, loss_db + k);
            continue;
        }
        if (model == SweepModel::LineOfSight) {
            const V v =
                hn::Mul(hn::Load(kLanes, &g.parameter[k]), hn::Set(kLanes, band.inverse_root_wave));
            hn::StoreU(hn::IfThenElse(hn::Le(v, set(kClearParameter)), space,
                                      set(std::numeric_limits<double>::infinity())),
                       kLanes, loss_db + k);
            continue;
        }
        const V actual = bullington_db(
            hn::Mul(hn::Load(kLanes, &g.parameter[k]), hn::Set(kLanes, band.inverse_root_wave)),
            d_km);
        if (model == SweepModel::Bullington) {
            hn::StoreU(hn::Add(space, actual), kLanes, loss_db + k);
            continue;
        }
        const V smooth = bullington_db(
            hn::Mul(hn::Load(kLanes, &g.smooth[k]), hn::Set(kLanes, band.inverse_root_wave)), d_km);
        // Nothing lies between receivers within two steps and the site.
        const V diffraction =
            hn::IfThenElse(hn::Gt(hn::Load(kLanes, &g.parameter[k]), set(-1e8)),
                           hn::Add(actual, hn::Max(hn::Sub(spherical_db(band, g, k, d_km), smooth),
                                                   hn::Zero(kLanes))),
                           hn::Zero(kLanes));
        if (model == SweepModel::DeltaBullington) {
            hn::StoreU(hn::Add(space, diffraction), kLanes, loss_db + k);
            continue;
        }
        const V full = p1812_db(band, g, k, free_db, diffraction);
        const V floored = hn::IfThenElse(hn::Lt(d_km, set(kLeastP1812Distance.value() / 1e3)),
                                         hn::Max(full, space), full);
        hn::StoreU(
            hn::IfThenElse(hn::Gt(hn::Load(kLanes, &g.parameter[k]), set(-1e8)), floored, space),
            kLanes, loss_db + k);
    }
}

} // namespace todoku::radio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace todoku::radio {

HWY_EXPORT(loss);

namespace {

BandTerms band_terms(SweepModel model, const BatchSite& site, Hertz frequency) {
    const double f = frequency.value() / 1e9;
    const double f_mhz = f * 1e3;
    // P.1812 has its own speed of light and free space (see p1812.cpp).
    const double wave = model == SweepModel::P1812 ? 0.2998 / f : wavelength(frequency).value();
    const double half = std::log10(f / 2.0);
    const double loss_factor = 18000.0 * kLand.conductivity_s_m / f_mhz;
    double k = 0.36 * std::pow(f_mhz, -1.0 / 3.0) *
               std::pow((kLand.permittivity - 1.0) * (kLand.permittivity - 1.0) +
                            loss_factor * loss_factor,
                        -0.25);
    if (site.polarisation == Polarisation::Vertical) {
        k *= std::sqrt(kLand.permittivity * kLand.permittivity + loss_factor * loss_factor);
    }
    const double free_db = 20.0 * std::log10(f);
    const double space_db = free_space_loss_db(1e3, wavelength(frequency));
    const double long_waves_db = f < 0.5 ? 45.375 - 137.0 * f + 92.5 * f * f : 0.0;
    return {.free_db = static_cast<float>(free_db),
            .floor_db = static_cast<float>(space_db - (92.4 + free_db)),
            .root_wave = static_cast<float>(std::sqrt(wave)),
            .inverse_root_wave = static_cast<float>(1.0 / std::sqrt(wave)),
            .admittance = static_cast<float>(k),
            .distance = static_cast<float>(2.188 * std::cbrt(f_mhz)),
            .height = static_cast<float>(9.575e-3 * std::cbrt(f_mhz * f_mhz)),
            .shielding_root = static_cast<float>(std::sqrt(f)),
            .shielding_cube = static_cast<float>(std::cbrt(f)),
            .coupling_db = static_cast<float>(20.0 * std::log10(f) + long_waves_db),
            .angular = static_cast<float>(5e-5 * (site.effective_radius_m / 1e3) * std::cbrt(f)),
            .scatter_db = static_cast<float>(25.0 * std::log10(f) - 2.5 * half * half)};
}

} // namespace

ScanDepth scan_depth(SweepModel model) {
    switch (model) {
    case SweepModel::P1812:
        return ScanDepth::Horizons;
    case SweepModel::DeltaBullington:
        return ScanDepth::Surface;
    case SweepModel::Bullington:
        return ScanDepth::Obstacle;
    case SweepModel::LineOfSight:
    case SweepModel::FreeSpace:
        return ScanDepth::Clearance;
    }
    return ScanDepth::Horizons;
}

std::optional<SweepModel> sweep_model(std::string_view id) {
    if (id == "freespace") {
        return SweepModel::FreeSpace;
    }
    if (id == "los") {
        return SweepModel::LineOfSight;
    }
    if (id == "bullington") {
        return SweepModel::Bullington;
    }
    if (id == "p526") {
        return SweepModel::DeltaBullington;
    }
    if (id == "p1812") {
        return SweepModel::P1812;
    }
    return std::nullopt;
}

void batch_loss(SweepModel model, const BatchSite& site, Hertz frequency, const BatchGeometry& g,
                std::size_t count, float* loss_db) {
    HWY_DYNAMIC_DISPATCH(loss)(model, band_terms(model, site, frequency), g, count, loss_db);
}

} // namespace todoku::radio
#endif // HWY_ONCE
