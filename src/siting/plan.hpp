// From reach to a list per carrier: which assets may be used, what each would bring, which set to
// ask for.
#pragma once

#include "domain/asset.hpp"
#include "domain/restriction.hpp"
#include "domain/station.hpp"
#include "domain/study_grid.hpp"
#include "overlay/coverage.hpp"
#include "overlay/gaps.hpp"
#include "radio/reach.hpp"
#include "siting/cover_curve.hpp"
#include "siting/cover_front.hpp"
#include "siting/max_cover.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::siting {

/// A restriction that touches an asset.
struct RestrictionHit {
    domain::RestrictionEffect effect = domain::RestrictionEffect::Notify;
    std::string name;
    std::string source;
};

/// Whether an asset may be asked for, and under which procedures.
struct Candidate {
    std::uint32_t asset = 0; ///< index in the study's list
    bool usable = true;
    Text reason; ///< why not usable; empty otherwise
    std::vector<RestrictionHit> restrictions;
};

/// One candidate for each asset, in its order. Restrictions whose ground holds the asset's place,
/// in the order given, each once; the first that excludes gives the reason. Places exactly on an
/// edge may fall on either side.
std::vector<Candidate> find_candidates(std::span<const domain::Asset> assets,
                                       std::span<const domain::Restriction> restrictions);

/// What one candidate would bring to one carrier, by itself.
struct CandidateValue {
    std::uint32_t asset = 0;
    double newly_covered = 0.0; ///< people, of those the carrier's 5G leaves out
    double indoors = 0.0; ///< of these at home in their buildings; 0 where that is not predicted
    /// The same as newly_covered by each other band: outdoor presets of the reach but the plan's,
    /// in their order.
    std::vector<double> other_bands;
    double households =
        0.0; ///< cells of which the census does not say count 0 (CarrierPlan says how many)
    double population_65plus = 0.0;
    std::vector<std::uint32_t>
        gaps; ///< indices of the carrier's gap areas it reaches into, by falling people reached
};

/// A usable asset outside the plan that serves the people of one of its sites.
struct PlanAlternate {
    std::uint32_t asset = 0;
    double loss = 0.0; ///< people the whole plan would reach fewer with it in place of the site
};

/// Alternates kept for each site: enough for two owners to decline.
inline constexpr std::size_t kAlternates = 3;

struct PlanSite {
    std::uint32_t rank = 0; ///< from 1
    std::uint32_t asset = 0;
    double alone = 0.0;
    double gain = 0.0;
    double cumulative = 0.0;
    std::uint32_t cost = 0;
    double twice =
        0.0; ///< of the cumulative people those whom two or more of the sites so far reach
    /// Proved: no plan within the rules without it brings more; nothing where that is not known.
    std::optional<double> at_most_without;
    std::vector<PlanAlternate> alternates; ///< who serves most of its people first
};

/// What a plan keeps to beside the number of its sites; 0 or empty: no such rule.
struct PlanRules {
    double separation_m = 0.0;         ///< no two sites nearer than this
    double station_separation_m = 0.0; ///< nor to a station that the carrier has
    std::uint64_t budget = 0;          ///< what all sites may cost, in place of their number
    double floor_ratio = 0.0;          ///< [0, 1]: of each municipality's people, with the plan
    double target_ratio = 0.0;         ///< [0, 1]: of all people: how many sites would it take?
    std::vector<std::size_t> phases;   ///< sites of each phase; later phases keep the earlier ones'
    double backup_within = 0.0; ///< [0, 1): of the people a plan by number alone could reach, the
                                ///< part that may be given up so that more are reached twice
};

/// A municipality's people that the plan is to reach so that its ratio is the floor's.
struct PlanFloor {
    std::uint32_t municipality = 0;
    double least = 0.0;   ///< people newly covered that it takes
    double covered = 0.0; ///< by the plan
    double most = 0.0;    ///< proved: no choice of as many sites covers more of them
};

/// How few sites reach a ratio of all people.
struct PlanTarget {
    double ratio = 0.0;
    double least = 0.0; ///< people newly covered that it takes
    double most = 0.0;  ///< all usable candidates together
    bool reached = false;
    bool proved_impossible = false;
    std::uint64_t sites = 0;
    std::uint64_t proved_least = 0; ///< no fewer do
    std::uint64_t greedy = 0;       ///< what always taking the best would take; 0: never there
};

/// A phase of a plan that is built over years, earlier sites staying.
struct PlanPhase {
    std::vector<std::uint32_t> assets; ///< that come in this phase
    double covered = 0.0;              ///< by all so far
    double best = 0.0; ///< by the best plan known of as many sites that need not keep earlier ones
};

/// What a plan with backup is measured by: the best plan found by people alone.
struct PlanBackup {
    double best = 0.0;  ///< people it reaches
    double twice = 0.0; ///< of these whom two or more of its sites reach
};

/// As many sites, at least half of them others than the plan's, that bring nearly as much.
struct OtherPlan {
    std::vector<std::uint32_t> assets; ///< by what each adds
    std::vector<double> gains;
    double covered = 0.0;
    std::uint32_t shared = 0; ///< with the plan
};

/// An asset left out of a carrier's plan for a station of its own nearby.
struct NearStation {
    std::uint32_t asset = 0;
    double distance_m = 0.0;
};

/// The answer for one carrier.
struct CarrierPlan {
    std::string carrier;
    std::string preset;     ///< band preset the reach is of
    double uncovered = 0.0; ///< people before, of all cells of the municipalities
    std::uint32_t cells_without_households =
        0; ///< uncovered cells whose households the census does not say
    std::uint32_t cells_without_65plus = 0;
    std::uint64_t budget = 0; ///< what the sites may cost; 0: their number is what is given
    std::uint64_t cost = 0;   ///< of all sites
    double upper_bound = 0.0; ///< most that as many sites (or the budget) could bring
    std::vector<CandidateValue>
        values; ///< usable candidates, by falling newly_covered (ties by asset)
    std::vector<double> at_most_with; ///< by candidate of `values`: no plan of as many sites that
                                      ///< holds it brings more (proved); empty where not known
    std::vector<PlanSite> sites;
    bool rules_kept = true;                 ///< every floor
    std::vector<PlanFloor> floors;          ///< of municipalities that are not there yet
    std::vector<CurvePoint> curve;          ///< people against sites
    std::vector<FrontPoint> front;          ///< people against cost
    std::vector<NearStation> near_stations; ///< by asset
    std::vector<OtherPlan> others;
    std::vector<PlanPhase> phases;
    std::optional<PlanTarget> target;
    std::optional<PlanBackup> backup; ///< where people were given up for backup
};

struct PlanRequest {
    const domain::StudyGrid& grid;
    std::span<const domain::Asset> assets;
    std::span<const Candidate> candidates;
    const overlay::Coverage& coverage; ///< the most that may be: unknown ground is nobody's gain
    std::span<const overlay::GapArea> gaps;
    const radio::Reach& reach; ///< its sites are the assets, its cells the grid's populated cells
                               ///< listed in reach_cells
    std::span<const std::uint32_t> reach_cells; ///< grid index of each reach cell
    overlay::PopulationRule rule;
    std::size_t preset = 0;
    std::optional<std::size_t> indoor_preset = std::nullopt; ///< the same in buildings
    std::size_t sites = 20;                                  ///< unless the rules give a budget
    std::vector<std::uint32_t> costs = {}; ///< by asset, at least 1; empty: each costs 1
    std::span<const domain::Station> stations = {};
    std::vector<std::string> must;     ///< asset ids
    std::vector<std::string> must_not; ///< asset ids
    /// By carrier of the coverage: sites of a good plan known before, best first; the search begins
    /// there (plans by number alone).
    std::vector<std::vector<std::uint32_t>> start = {};
    bool improve = false; ///< search for a better set than greedy's
    PlanRules rules = {};
    bool outlook = false;      ///< also curve, other plans, phases and target
    double time_limit_s = 0.0; ///< for each carrier; see CoverRequest
    std::uint64_t seed = 1;
    Threads threads = {};
};

/// Share of each grid cell's people that the carrier's 5G leaves out; 0 in cells of no
/// municipality.
std::vector<double> shares_left_out(const domain::StudyGrid& grid,
                                    const overlay::Coverage& coverage,
                                    const overlay::PopulationRule& rule,
                                    const std::string& carrier);

/// One plan per carrier of the coverage. People newly covered = people uncovered by the rule x
/// share served. @throws UsageError for wishes that contradict each other or name no asset, and for
/// a budget that buys none of the usable assets
std::vector<CarrierPlan> choose_sites(const PlanRequest& request, Progress& progress);

} // namespace todoku::siting
