// The written proof of a bound on a covering problem, for anyone to sum again.
#pragma once

#include "core/parallel.hpp"
#include "siting/cover_proof.hpp"
#include "siting/cover_rules.hpp"
#include "study/cover_files.hpp"

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::study {

struct CertificateRequest {
    const NamedCover& cover;
    std::span<const float> prices; ///< parts of the weight in [0, 1], by demand; where there are
                                   ///< floors, of the weight raised (siting::RuledResult)
    std::span<const siting::CoverFloor> floors = {};
    std::span<const std::string> floor_names = {};
    std::span<const double> multipliers = {}; ///< by floor
    std::uint64_t budget = 0;                 ///< what all sites may cost; without costs, how many
    std::vector<std::uint32_t> costs;         ///< by site; empty: each costs 1
    std::vector<std::uint32_t> must;
    std::vector<std::uint32_t> must_not;
    /// Of the problem without the sites that the prices before prove to stand in no choice better
    /// than `objective` (CoverResult::later_prices).
    std::span<const std::vector<float>> later_prices = {};
    double objective = 0.0;   ///< of the choice known
    double upper_bound = 0.0; ///< that the program states
    Threads threads = {};
};

/// Writes the table part,id,value,price,role: what docs/methods/siting.md says to sum, in whole
/// numbers. @return the bound it proves, as a weight; nothing, and nothing is written, where the
/// weights do not fit 64 bits; with floors a bound below 0 proves that no choice keeps them
std::optional<double> write_certificate(const CertificateRequest& request, std::ostream& stream);

} // namespace todoku::study
