// What every receiver of one radial sees of the ground between it and the site, in single precision
// and vector code: the maxima that diffraction and P.1812 are made of.
//
// Over the effective Earth a point's height is y = h - d^2 / 2 ae: in these heights the Earth is
// flat and lines of sight are straight. What is seen from the site is a running maximum along the
// radial and costs nothing more per receiver; sums of heights are prefix sums; what is seen from
// the receiver is one pass back along the radial. Only maxima are taken in vector code, never sums,
// so the number of lanes cannot change a bit.
#pragma once

#include "core/units.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace todoku::radio {

/// How much of a scan a model reads; each includes those before it.
enum class ScanDepth {
    Clearance, ///< the Fresnel parameter where there is line of sight
    Obstacle,  ///< also the two steepest lines where there is none (Bullington)
    Surface,   ///< also the smooth surface and what stands above it (delta-Bullington)
    Horizons   ///< also both horizons and the roughness between them (P.1812)
};

/// One receiver of a radial. Distances in profile steps, slopes in metres per step, heights above
/// sea level. Fields beyond the depth asked for stand as they were.
struct ReceiverScan {
    std::size_t steps = 0;
    float second_m = 0.0F;        ///< antenna
    float second_ground_m = 0.0F; ///< its foot
    bool line_of_sight = true;    ///< over terrain with what stands on it
    float rise = 0.0F;            ///< steepest line from the site's antenna over that
    float fall = 0.0F;            ///< steepest line from the receiver, where not in line of sight
    float worst = 0.0F;       ///< in line of sight: largest v sqrt(wavelength) / sqrt(2 n / step)
    double first_fit_m = 0.0; ///< smooth surface under the site (P.1812-8 eq. 85), not yet lowered
    double second_fit_m = 0.0;
    float obstruction_m = 0.0F; ///< highest terrain above the line between the antennas
    float from_first = 0.0F;    ///< steepest from both ends, over the chord of a flat Earth
    float from_second = 0.0F;
    bool sees_ground = true;     ///< line of sight over bare terrain
    float first_slope = 0.0F;    ///< steepest line from the site over bare terrain
    float second_slope = 0.0F;   ///< and from the receiver
    std::size_t first_index = 0; ///< of the horizon points; in line of sight the point of largest v
    std::size_t second_index = 0;
    float roughness_m = 0.0F; ///< terrain above the smooth surface between the horizons
};

/// Factors by number of steps for radials of up to `most` steps, padded so that vectors may
/// overshoot.
class RadialTables {
public:
    explicit RadialTables(std::size_t most);
    [[nodiscard]] std::size_t most() const { return most_; }

private:
    friend class RadialScan;
    std::size_t most_;
    std::vector<float> inverse_;      ///< 1 / i
    std::vector<float> inverse_back_; ///< 1 / (most - j)
    std::vector<float> root_;         ///< 1 / sqrt(i)
    std::vector<float> root_back_;    ///< 1 / sqrt(most - j)
};

struct RadialEnds {
    float antenna_m = 0.0F;  ///< the site's antenna above ground
    float receiver_m = 0.0F; ///< receivers' antennas above ground
    double step_m = 0.0;
    double effective_radius_m = 0.0;
    /// Steps from either end within which nothing stands on the ground.
    std::size_t clear_steps = 0;
    /// A Fresnel parameter (v times the square root of the wavelength) beyond which the exact one
    /// does not matter: looking back ends there, and `worst` is any that lies beyond.
    float covered = std::numeric_limits<float>::infinity();
};

struct RadialView;

/// One radial at a time: write its heights, prepare, then ask for receivers.
class RadialScan {
public:
    RadialScan(const RadialTables& tables, ScanDepth depth, bool clutter);

    /// Where heights 0 ... n of the next radial are written, metres above sea level.
    float* ground();
    /// Where heights of what stands on the ground are written, not negative; null without clutter.
    float* clutter();
    /// Call after n + 1 heights are written. @pre 1 <= n <= the tables' `most`
    void prepare(std::size_t n, const RadialEnds& ends);
    /// Whether a receiver so many steps away is in line of sight, as `receive` will tell.
    /// @pre the depth is `Clearance`
    [[nodiscard]] bool sees(std::size_t steps) const { return sees_[steps] > 0.0F; }
    /// @param steps of the receivers wanted, each in [1, n]; @param scans as many results
    void receive(std::span<const std::uint16_t> steps, std::span<ReceiverScan> scans) const;

    [[nodiscard]] float first_m() const { return first_m_; }
    [[nodiscard]] float first_ground_m() const { return first_ground_m_; }

private:
    [[nodiscard]] RadialView view() const;

    const RadialTables& tables_;
    ScanDepth depth_;
    RadialEnds ends_;
    float first_m_ = 0.0F;
    float first_ground_m_ = 0.0F;
    float curvature_ = 0.0F; ///< metres per step squared
    std::vector<float> ground_;
    std::vector<float> clutter_;
    std::vector<float> curved_;        ///< ground over the flattened Earth
    std::vector<float> obstacle_;      ///< with clutter
    std::vector<float> slope_;         ///< of the curved ground from the site
    std::vector<float> rise_ground_;   ///< steepest before each point
    std::vector<float> rise_curved_;   ///< the same over the flattened Earth
    std::vector<float> rise_obstacle_; ///< the same by receiver, over what stands on the ground
    std::vector<float> sees_;
    std::vector<std::int32_t> horizon_;
    std::vector<double> sum_;    ///< of h_i + h_(i-1)
    std::vector<double> moment_; ///< of h_i (3 i - 1) + h_(i-1) (3 i - 2)
};

} // namespace todoku::radio
