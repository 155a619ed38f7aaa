// clang-format off: Highway compiles this file once for each kind of processor; the order of these
// lines is what makes it do so.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "radio/batch_geometry.cpp"
#include <hwy/foreach_target.h>
#include "radio/lanes_inl.hpp"
// clang-format on
#include "radio/batch_loss.hpp"
#include "radio/climate_zones.hpp"
#include "radio/p1812.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace todoku::radio::HWY_NAMESPACE {

/// v sqrt(wavelength) of a point `above` the line at `at` of a path of `d` metres.
HWY_INLINE V parameter_of(V above, V at, V d) {
    return hn::Mul(above, hn::Sqrt(hn::Div(hn::Add(d, d), hn::Mul(at, hn::Sub(d, at)))));
}

/// The parameter where there is line of sight, out of all reach where there is none.
HWY_INLINE V sight_parameter(const ReceiverBatch& b, std::size_t k, V n, V step) {
    const V clear = hn::Mul(hn::Load(kLanes, b.column(ReceiverBatch::kWorst) + k),
                            hn::Sqrt(hn::Div(hn::Add(n, n), step)));
    const auto sight = hn::Gt(hn::Load(kLanes, b.column(ReceiverBatch::kSight) + k), set(0.5));
    const V v = hn::IfThenElse(sight, clear, set(1e9));
    return hn::IfThenElse(hn::Lt(n, set(1.5)), set(-1e9), v); // nothing lies between
}

/// Bullington's parameter over the profile as it is.
HWY_INLINE V actual_parameter(const ReceiverBatch& b, std::size_t k, V n, V step, V first,
                              V curvature) {
    const V second =
        hn::NegMulAdd(curvature, square(n), hn::Load(kLanes, b.column(ReceiverBatch::kSecond) + k));
    const V line = hn::Div(hn::Sub(second, first), n);
    const V rise = hn::Load(kLanes, b.column(ReceiverBatch::kRise) + k);
    const V fall = hn::Load(kLanes, b.column(ReceiverBatch::kFall) + k);
    const V worst = hn::Load(kLanes, b.column(ReceiverBatch::kWorst) + k);
    const V clear = hn::Mul(worst, hn::Sqrt(hn::Div(hn::Add(n, n), step)));
    // Where the two steepest lines meet; where a point only grazes the line they are one line.
    const V sum = hn::Add(rise, fall);
    const V meeting = hn::IfThenElse(hn::Gt(sum, hn::Zero(kLanes)),
                                     hn::Div(hn::MulAdd(fall, n, hn::Sub(second, first)), sum),
                                     hn::Mul(n, set(0.5)));
    const V at = hn::Min(hn::Max(meeting, set(1.0)), hn::Sub(n, set(1.0)));
    const V blocked =
        hn::Mul(hn::Mul(hn::Sub(rise, line), at),
                hn::Sqrt(hn::Div(hn::Add(n, n), hn::Mul(step, hn::Mul(at, hn::Sub(n, at))))));
    const auto sight = hn::Gt(hn::Load(kLanes, b.column(ReceiverBatch::kSight) + k), set(0.5));
    const V v = hn::IfThenElse(sight, clear, blocked);
    return hn::IfThenElse(hn::Lt(n, set(1.5)), set(-1e9), v); // nothing lies between
}

/// Bullington's parameter over a level surface, the profile being the surface itself at every
/// step: where `bullington` looks for a maximum among points, its place has a closed form or, in
/// line of sight, two steps of Newton's method towards it.
HWY_INLINE V smooth_parameter(V h1, V h2, V d, V step, V bend) {
    const V far = hn::Sub(d, step);
    const V bent = hn::Mul(bend, d);
    const V x1 = hn::Min(hn::Max(hn::Sqrt(hn::Div(h1, bend)), step), far);
    const V x2 = hn::Min(hn::Max(hn::Sqrt(hn::Div(h2, bend)), step), far);
    const V rise = hn::Sub(hn::NegMulAdd(bend, x1, bent), hn::Div(h1, x1));
    const V fall = hn::Sub(hn::NegMulAdd(bend, x2, bent), hn::Div(h2, x2));
    const V line = hn::Div(hn::Sub(h2, h1), d);
    const V sum = hn::Add(rise, fall);
    const V meeting =
        hn::IfThenElse(hn::Gt(sum, hn::Zero(kLanes)),
                       hn::Div(hn::MulAdd(fall, d, hn::Sub(h2, h1)), sum), hn::Mul(d, set(0.5)));
    const V at = hn::Min(hn::Max(meeting, step), far);
    const V blocked = parameter_of(hn::Mul(hn::Sub(rise, line), at), at, d);

    // t = sqrt(x / (d - x)); v is proportional to bend d t / (1 + t^2) - (h1 / t + h2 t) / d.
    const V greatest = hn::Sqrt(hn::Div(far, step));
    const V least = hn::Div(set(1.0), greatest);
    const V lift = hn::Mul(hn::Mul(bent, d), set(0.5));
    V t = hn::Sqrt(hn::Div(h1, h2));
    for (int round = 0; round < 2; ++round) {
        t = hn::Min(hn::Max(t, least), greatest);
        const V t2 = square(t);
        const V inverse = hn::Div(set(1.0), hn::Add(t2, set(1.0)));
        const V sech = hn::Mul(hn::Add(t, t), inverse);
        const V tanh = hn::Mul(hn::Sub(t2, set(1.0)), inverse);
        const V near = hn::Div(h1, t);
        const V away = hn::Mul(h2, t);
        const V slope = hn::Sub(hn::Sub(near, away), hn::Mul(lift, hn::Mul(sech, tanh)));
        const V spread = hn::Add(near, away);
        const V curve =
            hn::Max(hn::MulAdd(hn::Mul(lift, sech),
                               hn::NegMulAdd(hn::Add(tanh, tanh), tanh, set(1.0)), spread),
                    hn::Mul(spread, set(0.5)));
        const V move = hn::Min(hn::Max(hn::Div(slope, curve), set(-0.5)), set(0.5));
        t = hn::Mul(t, hn::MulAdd(hn::Mul(move, move), set(0.5), hn::Add(move, set(1.0))));
    }
    t = hn::Min(hn::Max(t, least), greatest);
    const V t2 = square(t);
    const V x = hn::Div(hn::Mul(d, t2), hn::Add(t2, set(1.0)));
    const V y = hn::Sub(d, x);
    const V above = hn::NegMulAdd(hn::MulAdd(h1, y, hn::Mul(h2, x)), hn::Div(set(1.0), d),
                                  hn::Mul(bend, hn::Mul(x, y)));
    const V clear = parameter_of(above, x, d);
    return hn::IfThenElse(hn::Lt(rise, line), clear, blocked);
}

/// P.1812-8 eq. 22 to 27: clearance, what is required, and the radius the first term is taken for.
HWY_INLINE void spherical_geometry(V h1, V h2, V d, V bend, double radius_km, std::size_t k,
                                   BatchGeometry& g) {
    const V roots = hn::Add(hn::Sqrt(h1), hn::Sqrt(h2));
    const V horizon = hn::Mul(roots, hn::Sqrt(hn::Div(set(1.0), bend)));
    const auto beyond = hn::Ge(d, horizon);
    const V both = hn::Add(h1, h2);
    const V c = hn::Div(hn::Sub(h1, h2), both);
    const V m = hn::Div(hn::Mul(hn::Mul(d, d), hn::Mul(bend, set(0.5))), both);
    const V m1 = hn::Add(m, set(1.0));
    const V three = hn::Mul(m, set(3.0));
    const V inner =
        hn::Mul(hn::Mul(c, set(1.5)), hn::Sqrt(hn::Div(three, hn::Mul(m1, hn::Mul(m1, m1)))));
    const V angle = hn::Acos(kLanes, hn::Min(hn::Max(inner, set(-1.0)), set(1.0)));
    const V b =
        hn::Mul(hn::Mul(set(2.0), hn::Sqrt(hn::Div(m1, three))),
                hn::Cos(kLanes, hn::MulAdd(angle, set(1.0 / 3.0), set(std::numbers::pi / 3.0))));
    const V d1 = hn::Mul(hn::Mul(d, set(0.5)), hn::Add(b, set(1.0)));
    const V d2 = hn::Sub(d, d1);
    const V clearance = hn::Div(hn::MulAdd(hn::NegMulAdd(hn::Mul(bend, d1), d1, h1), d2,
                                           hn::Mul(hn::NegMulAdd(hn::Mul(bend, d2), d2, h2), d1)),
                                d);
    const V required = hn::Mul(set(17.456 / 31.622776601683793), // eq. 25, metres
                               hn::Sqrt(hn::Div(hn::Mul(d1, d2), d)));
    hn::Store(hn::IfThenElse(beyond, set(-1e9), clearance), kLanes, &g.clearance_m[k]);
    hn::Store(required, kLanes, &g.required_m[k]);
    const V grazing_km = hn::Mul(square(hn::Div(d, roots)), set(0.5e-3)); // eq. 26
    const V root = exponential(hn::Mul(natural_log(grazing_km), set(1.0 / 3.0)));
    hn::Store(hn::IfThenElse(beyond, set(std::cbrt(radius_km)), root), kLanes, &g.root_radius[k]);
}

/// What P.1812 takes from the horizons: sections 4.2, 4.4 and 4.5.
HWY_INLINE void horizon_geometry(const BatchSite& site, const DistanceTerms& distance,
                                 const ReceiverBatch& b, std::size_t k, V n, V d_km,
                                 BatchGeometry& g) {
    const double radius_km = site.effective_radius_m / 1e3;
    const double step_km = site.step_m / 1e3;
    const hn::RebindToSigned<Lanes> whole;
    const auto index = hn::ConvertTo(whole, n);
    const auto by_steps = [&](const std::vector<float>& table) {
        return hn::GatherIndex(kLanes, table.data(), index);
    };
    const V per_step = set(1.0 / site.step_m);
    const V second = hn::Load(kLanes, b.column(ReceiverBatch::kSecond) + k);
    const V first = hn::Set(kLanes, site.first_m);
    const V first_index = hn::Load(kLanes, b.column(ReceiverBatch::kFirstIndex) + k);
    const V second_index = hn::Load(kLanes, b.column(ReceiverBatch::kSecondIndex) + k);
    const auto sees = hn::Gt(hn::Load(kLanes, b.column(ReceiverBatch::kSeesGround) + k), set(0.5));
    // Slopes over the flattened Earth are slopes above the horizontal at the end they start from.
    const V down = hn::Mul(d_km, set(1.0 / (2.0 * radius_km)));
    const V straight = hn::Mul(hn::Div(hn::Sub(second, first), n), per_step);
    const V first_slope = hn::IfThenElse(
        sees, hn::Sub(straight, down),
        hn::Mul(hn::Load(kLanes, b.column(ReceiverBatch::kFirstSlope) + k), per_step));
    // From the receiver: the same lines, seen from a frame that is tilted by d / ae.
    const V second_slope = hn::IfThenElse(
        sees, hn::Sub(hn::Neg(straight), down),
        hn::Sub(hn::Mul(hn::Load(kLanes, b.column(ReceiverBatch::kSecondSlope) + k), per_step),
                hn::Add(down, down)));
    const V first_mrad = hn::Mul(hn::Atan(kLanes, first_slope), set(1e3));
    const V second_mrad = hn::Mul(hn::Atan(kLanes, second_slope), set(1e3));
    const V first_km = hn::Mul(first_index, set(step_km));
    const V second_km = hn::Mul(hn::Sub(n, second_index), set(step_km));
    const V both_km = hn::Add(first_km, second_km);
    const V around = hn::Mul(d_km, set(1e3 / radius_km));
    const V angle = hn::Add(around, hn::Add(first_mrad, second_mrad));

    const V log_beta0 = by_steps(distance.log_beta0);
    const V focus =
        hn::Mul(hn::Mul(set(2.6), hn::Sub(set(1.0), exponential(hn::Mul(both_km, set(-0.1))))),
                hn::Sub(log_beta0, set(std::log10(50.0))));
    hn::Store(hn::Mul(focus, by_steps(distance.fi)), kLanes, &g.focus_db[k]);
    hn::Store(by_steps(distance.fk), kLanes, &g.fk[k]);
    // eq. 57: 1 - 0.5 (1 + tanh(3 x 0.8 (theta - 0.3) / 0.3))
    hn::Store(
        hn::Mul(set(0.5), hn::Sub(set(1.0), tanh_of(hn::Mul(hn::Sub(angle, set(0.3)), set(8.0))))),
        kLanes, &g.fj[k]);
    // eq. 44, with p = 50 %
    hn::Store(hn::MulAdd(angle, set(0.573),
                         hn::MulAdd(set(20.0), common_log(d_km), set(190.1 - 0.15 * site.n0))),
              kLanes, &g.scatter_db[k]);

    const V first_low = hn::Mul(first_km, set(0.1));
    const V second_low = hn::Mul(second_km, set(0.1));
    hn::Store(hn::Sub(first_mrad, first_low), kLanes, &g.first_above[k]);
    hn::Store(hn::Sub(second_mrad, second_low), kLanes, &g.second_above[k]);
    hn::Store(first_km, kLanes, &g.first_km[k]);
    hn::Store(second_km, kLanes, &g.second_km[k]);
    hn::Store(
        hn::Add(around, hn::Add(hn::Min(first_mrad, first_low), hn::Min(second_mrad, second_low))),
        kLanes, &g.ducting_mrad[k]);

    // eq. 53 to 56
    const V first_fit = hn::Load(kLanes, b.column(ReceiverBatch::kFirstFit) + k);
    const V second_fit = hn::Load(kLanes, b.column(ReceiverBatch::kSecondFit) + k);
    const V second_ground = hn::Load(kLanes, b.column(ReceiverBatch::kSecondGround) + k);
    const V first_height = hn::Sub(first, hn::Min(first_fit, hn::Set(kLanes, site.first_ground_m)));
    const V second_height = hn::Sub(second, hn::Min(second_fit, second_ground));
    const V roots = hn::Add(hn::Sqrt(first_height), hn::Sqrt(second_height));
    const V shape = hn::Div(hn::Mul(set(500.0 / radius_km), square(d_km)), square(roots));
    const V log_mu2 = hn::Min(hn::Mul(by_steps(distance.alpha), common_log(shape)), set(0.0));
    const V rough = hn::Max(
        hn::Sub(hn::Load(kLanes, b.column(ReceiverBatch::kRoughness) + k), set(10.0)), set(0.0));
    const V between = hn::Min(hn::Sub(d_km, both_km), set(40.0));
    const V log_mu3 = hn::Mul(hn::Mul(rough, set(-4.6e-5 / std::numbers::ln10)),
                              hn::MulAdd(between, set(6.0), set(43.0)));
    const V log_beta = hn::Add(log_beta0, hn::Add(log_mu2, log_mu3));
    const V bow = hn::MulAdd(log_beta, hn::MulAdd(log_beta, set(0.198), set(-4.8)), set(9.51));
    const V gamma = hn::Mul(
        set(1.076), exponential(hn::NegMulAdd(
                        bow, by_steps(distance.decay),
                        hn::Mul(natural_log(hn::Sub(set(2.0058), log_beta)), set(-1.012)))));
    const V log_ratio = hn::Sub(set(std::log10(50.0)), log_beta);
    const V variability = hn::MulAdd(
        hn::MulAdd(d_km, set(3.7e-3), set(1.2)), log_ratio,
        hn::MulAdd(set(12.0),
                   exponential(hn::Mul(hn::Mul(log_ratio, gamma), set(std::numbers::ln10))),
                   set(-12.0)));
    hn::Store(hn::MulAdd(set(20.0), common_log(both_km), hn::Add(variability, set(102.45))), kLanes,
              &g.ducting_db[k]);
}

void geometry(SweepModel model, const BatchSite& site, const DistanceTerms& distance,
              const ReceiverBatch& b, BatchGeometry& g) {
    const double bend_per_m = 1.0 / (2.0 * site.effective_radius_m);
    const V step = set(site.step_m);
    const V bend = set(bend_per_m);
    const V curvature = set(bend_per_m * site.step_m * site.step_m);
    const V first = hn::Set(kLanes, site.first_m);
    const V first_ground = hn::Set(kLanes, site.first_ground_m);
    for (std::size_t k = 0; k < b.size(); k += hn::Lanes(kLanes)) {
        const V n = hn::Load(kLanes, b.column(ReceiverBatch::kSteps) + k);
        const V second = hn::Load(kLanes, b.column(ReceiverBatch::kSecond) + k);
        const V ground = hn::Load(kLanes, b.column(ReceiverBatch::kGround) + k);
        const V slant2 =
            hn::Max(hn::MulAdd(ground, ground, square(hn::Sub(second, first))), set(1.0));
        hn::Store(hn::MulAdd(set(10.0), common_log(slant2), set(92.4 - 60.0)), kLanes,
                  &g.free_db[k]);
        const V d = hn::Mul(n, step);
        const V d_km = hn::Mul(d, set(1e-3));
        hn::Store(d_km, kLanes, &g.distance_km[k]);
        if (model == SweepModel::FreeSpace) {
            continue;
        }
        if (model == SweepModel::LineOfSight) {
            hn::Store(sight_parameter(b, k, n, step), kLanes, &g.parameter[k]);
            continue;
        }
        hn::Store(actual_parameter(b, k, n, step, first, curvature), kLanes, &g.parameter[k]);
        if (model == SweepModel::Bullington) {
            continue;
        }
        // eq. 61 and below: the smooth surface, lowered under what stands above the line of sight.
        const V obstruction =
            hn::Max(hn::Load(kLanes, b.column(ReceiverBatch::kObstruction) + k), set(0.0));
        const V from_first = hn::Load(kLanes, b.column(ReceiverBatch::kFromFirst) + k);
        const V from_second = hn::Load(kLanes, b.column(ReceiverBatch::kFromSecond) + k);
        const V share =
            hn::IfThenElse(hn::Gt(obstruction, set(0.0)),
                           hn::Div(from_first, hn::Add(from_first, from_second)), set(0.5));
        const V first_surface =
            hn::Min(hn::NegMulAdd(obstruction, share,
                                  hn::Load(kLanes, b.column(ReceiverBatch::kFirstFit) + k)),
                    first_ground);
        const V second_surface =
            hn::Min(hn::NegMulAdd(obstruction, hn::Sub(set(1.0), share),
                                  hn::Load(kLanes, b.column(ReceiverBatch::kSecondFit) + k)),
                    hn::Load(kLanes, b.column(ReceiverBatch::kSecondGround) + k));
        const V h1 = hn::Max(hn::Sub(first, first_surface), set(0.001));
        const V h2 = hn::Max(hn::Sub(second, second_surface), set(0.001));
        hn::Store(h1, kLanes, &g.first_m[k]);
        hn::Store(h2, kLanes, &g.second_m[k]);
        hn::Store(smooth_parameter(h1, h2, hn::Max(d, set(2.0 * site.step_m)), step, bend), kLanes,
                  &g.smooth[k]);
        spherical_geometry(h1, h2, d, bend, site.effective_radius_m / 1e3, k, g);
        if (model == SweepModel::P1812) {
            horizon_geometry(site, distance, b, k, n, d_km, g);
        }
    }
}

} // namespace todoku::radio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace todoku::radio {

HWY_EXPORT(geometry);

DistanceTerms::DistanceTerms(SweepModel model, const BatchSite& site) {
    if (model != SweepModel::P1812) {
        return;
    }
    const std::size_t size = site.most_steps + 1;
    for (std::vector<float>* table : {&fi, &fk, &log_beta0, &alpha, &decay}) {
        table->resize(size);
    }
    for (std::size_t n = 0; n < size; ++n) {
        const double d_km = static_cast<double>(std::max<std::size_t>(n, 1)) * site.step_m / 1e3;
        const ZoneSections inland{.longest_land_km = d_km,
                                  .longest_inland_km = d_km,
                                  .first_to_coast_km = kNoCoast_km,
                                  .second_to_coast_km = kNoCoast_km};
        const double beta0 = ducting_time_percent(site.lat_deg, inland);
        fi[n] = static_cast<float>(50.0 > beta0 ? inverse_complementary_normal(0.5) /
                                                      inverse_complementary_normal(beta0 / 100.0)
                                                : 1.0);
        fk[n] = static_cast<float>(1.0 - 0.5 * (1.0 + std::tanh(1.5 * (d_km - 20.0) / 20.0)));
        log_beta0[n] = static_cast<float>(std::log10(beta0));
        alpha[n] = static_cast<float>(
            std::max(-3.4, -0.6 - 3.5e-9 * std::pow(d_km, 3.1) * inland_term(d_km)));
        decay[n] = static_cast<float>(1e-6 * std::pow(d_km, 1.13));
    }
}

void batch_geometry(SweepModel model, const BatchSite& site, const DistanceTerms& distance,
                    const ReceiverBatch& batch, BatchGeometry& g) {
    HWY_DYNAMIC_DISPATCH(geometry)(model, site, distance, batch, g);
}

} // namespace todoku::radio
#endif // HWY_ONCE
