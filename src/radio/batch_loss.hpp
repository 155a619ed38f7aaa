// From what receivers see to path loss, for many receivers at once in vector code: what does not
// depend on frequency once, then only the tail for each band.
//
// The same equations as `p1812`, `delta_bullington` and `bullington`, for half of the time (p = 50
// %) and inland paths, in single precision; those are the oracle of these.
#pragma once

#include "radio/radial_scan.hpp"
#include "radio/spherical_earth.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace todoku::radio {

/// LineOfSight: free space where 0.6 of the first Fresnel zone is clear, else infinite.
enum class SweepModel { FreeSpace, LineOfSight, Bullington, DeltaBullington, P1812 };
[[nodiscard]] ScanDepth scan_depth(SweepModel model);
/// "freespace", "los", "bullington", "p526", "p1812"; nothing for models without a sweep.
[[nodiscard]] std::optional<SweepModel> sweep_model(std::string_view id);

/// What is the same for every receiver of a site.
struct BatchSite {
    double step_m = 0.0;
    double effective_radius_m = 0.0;
    double lat_deg = 0.0; ///< for the time of ducting
    double n0 = 325.0;    ///< N-units at sea level
    float first_m = 0.0F; ///< antenna above sea level
    float first_ground_m = 0.0F;
    std::size_t most_steps = 0;
    Polarisation polarisation = Polarisation::Vertical;
};

/// Terms of P.1812 that follow from the distance and the latitude alone, by number of steps.
struct DistanceTerms {
    std::vector<float> fi;        ///< Fi, eq. 40
    std::vector<float> fk;        ///< Fk, eq. 58
    std::vector<float> log_beta0; ///< log10 beta0, eq. 5
    std::vector<float> alpha;     ///< eq. 55a
    std::vector<float> decay;     ///< 1e-6 d^1.13, eq. 53a
    /// Empty for other models than P.1812.
    DistanceTerms(SweepModel model, const BatchSite& site);
};

/// Columns of receivers, one value a lane; filled by `add`, read by the kernels.
class ReceiverBatch {
public:
    static constexpr std::size_t kCapacity = 512;
    /// A column more than a power of two apart, so that one row does not crowd one set of the
    /// cache.
    static constexpr std::size_t kStride = kCapacity + 16;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool full() const { return size_ == kCapacity; }
    void clear() { size_ = 0; }
    /// @param ground_m distance from the site over the ground
    void add(const ReceiverScan& scan, float ground_m, ScanDepth depth) {
        const std::size_t k = size_++;
        columns_[kSteps][k] = static_cast<float>(scan.steps);
        columns_[kGround][k] = ground_m;
        columns_[kSecond][k] = scan.second_m;
        columns_[kSight][k] = scan.line_of_sight ? 1.0F : 0.0F;
        columns_[kWorst][k] = scan.worst;
        if (depth == ScanDepth::Clearance) {
            return;
        }
        columns_[kRise][k] = scan.rise;
        columns_[kFall][k] = scan.fall;
        if (depth == ScanDepth::Obstacle) {
            return;
        }
        columns_[kSecondGround][k] = scan.second_ground_m;
        columns_[kFirstFit][k] = static_cast<float>(scan.first_fit_m);
        columns_[kSecondFit][k] = static_cast<float>(scan.second_fit_m);
        columns_[kObstruction][k] = scan.obstruction_m;
        columns_[kFromFirst][k] = scan.from_first;
        columns_[kFromSecond][k] = scan.from_second;
        if (depth == ScanDepth::Surface) {
            return;
        }
        columns_[kSeesGround][k] = scan.sees_ground ? 1.0F : 0.0F;
        columns_[kFirstSlope][k] = scan.first_slope;
        columns_[kSecondSlope][k] = scan.second_slope;
        columns_[kFirstIndex][k] = static_cast<float>(scan.first_index);
        columns_[kSecondIndex][k] = static_cast<float>(scan.second_index);
        columns_[kRoughness][k] = scan.roughness_m;
    }

    enum Column {
        kSteps,
        kGround,
        kSecond,
        kSecondGround,
        kSight,
        kRise,
        kFall,
        kWorst,
        kFirstFit,
        kSecondFit,
        kObstruction,
        kFromFirst,
        kFromSecond,
        kSeesGround,
        kFirstSlope,
        kSecondSlope,
        kFirstIndex,
        kSecondIndex,
        kRoughness,
        kColumns
    };
    [[nodiscard]] const float* column(Column c) const { return columns_[c].data(); }

private:
    std::size_t size_ = 0;
    alignas(64) std::array<std::array<float, kStride>, kColumns> columns_{};
};

/// What a batch's losses need besides frequency.
struct BatchGeometry {
    using Values = std::array<float, ReceiverBatch::kStride>;
    alignas(64) Values free_db; ///< free space less its term of frequency
    alignas(64) Values distance_km;
    alignas(64) Values parameter; ///< v sqrt(wavelength), actual profile
    alignas(64) Values smooth;    ///< the same over the smooth surface
    alignas(64) Values first_m;   ///< antennas above the smooth surface
    alignas(64) Values second_m;
    alignas(64) Values clearance_m; ///< over the spherical Earth; below -1e8 beyond the horizon
    alignas(64) Values required_m;  ///< clearance that frees from diffraction / sqrt(wavelength)
    alignas(64) Values root_radius; ///< cube root of the effective radius in km
    alignas(64) Values first_above; ///< mrad above 0.1 dl, eq. 48a
    alignas(64) Values second_above;
    alignas(64) Values first_km;     ///< dlt
    alignas(64) Values second_km;    ///< dlr
    alignas(64) Values ducting_db;   ///< Lba less its terms of frequency
    alignas(64) Values ducting_mrad; ///< theta', eq. 52
    alignas(64) Values focus_db;     ///< what eq. 59 adds, times Fi
    alignas(64) Values fj;
    alignas(64) Values fk;
    alignas(64) Values scatter_db; ///< Lbs less its term of frequency
};

/// @param distance read for P.1812 only
void batch_geometry(SweepModel model, const BatchSite& site, const DistanceTerms& distance,
                    const ReceiverBatch& batch, BatchGeometry& geometry);

/// @param loss_db as many as the batch has receivers, rounded up to 64
void batch_loss(SweepModel model, const BatchSite& site, Hertz frequency,
                const BatchGeometry& geometry, std::size_t count, float* loss_db);

} // namespace todoku::radio
