// What speaks for and against a candidate: each criterion measured in its own unit, unknown where
// the inputs do not say.
#pragma once

#include "domain/place.hpp"
#include "siting/plan.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::siting {

enum class Criterion : std::uint8_t {
    Residents,
    Households,
    Residents65plus,
    Daytime,
    Road,
    EmergencyRoad,
    Schools,
    Shelters,
    Clinics,
    Sights,
    GapsClosed,
    Carriers,
    Cost,
    Procedures,
    Safety,
    Stations
};

inline constexpr std::size_t kCriteria = 16;

/// In the order of the enumeration.
std::array<Criterion, kCriteria> all_criteria();
/// "residents" "households" "residents_65plus" "daytime" "road_km" "emergency_road_km" "schools"
/// "shelters" "clinics" "sights" "gaps_closed" "carriers" "cost_class" "procedures" "safety"
/// "stations".
const char* name_of(Criterion criterion);
std::optional<Criterion> criterion_of(std::string_view name);
/// 新たに届く居住者.
Text label_of(Criterion criterion);
/// 人; with a blank before it in English.
Text unit_of(Criterion criterion);

/// What is known of a figure: its least and its most, equal where it is known.
struct Range {
    double low = 0.0;
    double high = 0.0;
    [[nodiscard]] bool exact() const { return low == high; }
    friend bool operator==(const Range&, const Range&) = default;
};

/// One figure a criterion; nothing where no input says anything of it.
using Measures = std::array<std::optional<Range>, kCriteria>;

struct CandidateCriteria {
    std::uint32_t asset = 0;
    Measures measures;
    /// The schools, shelters, clinics and sights counted: indices in the list of places.
    std::vector<std::uint32_t> places;
    std::vector<std::uint32_t> gaps_closed; ///< indices in the list of gap areas
};

/// Cost class, 1 (least) to 5 (that or more): 1 and one each for no power, no fibre, no access for
/// vehicles, and the mast needed (ground: 2; buildings and structures under `kLowRoof`: 1). Where
/// the ledger gives the distance to fibre it counts in place of its absence: nothing up to
/// `kFibreNear`, 2 beyond `kFibreFar`. What the ledger does not say is a range; but access, of
/// which ledgers rarely speak, counts only where it is denied.
Range cost_class(const domain::Asset& asset);
/// House values (docs/decisions/0020-house-costs.md).
inline constexpr double kHighestCost = 5.0;
inline constexpr double kFibreNear = 100.0; ///< metres: a cable from the next pole or two
inline constexpr double kFibreFar = 1000.0; ///< metres: a line of its own has to be built
/// Lower buildings and structures need a mast of their own to see over their neighbours: eaves of
/// a house of two storeys stand at 7 m (domain::default_height), its ridge near 10 m.
inline constexpr double kLowRoof = 10.0;

/// 1 safe, 0 not: by what the ledger says of the earthquake (words of 耐震 first, then the year:
/// the code in force since June 1981 goes for buildings of 1982 and later); ground needs none.
Range seismic_safety(const domain::Asset& asset);

/// Other carriers with a station so near that mast, power and fibre can be shared: house value, the
/// grounds of one facility.
inline constexpr double kSharedGround = 100.0; // metres

/// Permits and penalties count 2, notices 1.
double procedure_points(const Candidate& candidate);

struct CriteriaRequest {
    const domain::StudyGrid& grid;
    std::span<const domain::Asset> assets;
    std::span<const Candidate> candidates; ///< one an asset, in its order
    std::span<const domain::Restriction> restrictions;
    const overlay::Coverage& coverage;
    std::span<const overlay::GapArea> gaps;
    std::span<const domain::Place> places;
    std::span<const domain::Road> roads;
    const radio::Reach& reach;
    std::span<const std::uint32_t> reach_cells;
    overlay::PopulationRule rule;
    std::size_t preset = 0;
    std::span<const CarrierPlan> plans; ///< of all carriers
    std::span<const domain::Station> stations = {};
    std::span<const double> daytime = {}; ///< people by day of each grid cell; empty: not known
};

/// All that a carrier leaves out, in the units of the criteria: what "everything" would be.
struct LeftOut {
    std::array<double, kCriteria> totals{}; ///< 0 of criteria that are not of amounts
};

struct CarrierCriteria {
    LeftOut left_out;
    std::vector<CandidateCriteria> candidates; ///< in the order of the plan's values
};

/// One entry a plan. Places and gap areas count whole or not at all: a place where its cell is left
/// out and at least half of it is served, a gap area where that is so of each of its cells with
/// people. Roads count by the cell's part left out and the share served. Reach is predicted for
/// cells with people only: roads and places elsewhere count nowhere.
std::vector<CarrierCriteria> measure_criteria(const CriteriaRequest& request);

} // namespace todoku::siting
