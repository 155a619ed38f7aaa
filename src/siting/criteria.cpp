#include "siting/criteria.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"
#include "overlay/statistics.hpp"
#include "siting/plan_rules.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace todoku::siting {

namespace {

struct Named {
    Criterion criterion;
    const char* name;
    Text label;
    Text unit;
};

const std::array<Named, kCriteria>& names() {
    static const std::array<Named, kCriteria> table = {{
        {Criterion::Residents, "residents", {"新たに届く居住者", "residents"}, {"人", " people"}},
        {Criterion::Households, "households", {"新たに届く世帯", "households"}, {"世帯", ""}},
        {Criterion::Residents65plus,
         "residents_65plus",
         {"うち65歳以上", "aged 65 or over"},
         {"人", " people"}},
        {Criterion::Daytime, "daytime", {"昼間の人口", "people by day"}, {"人", ""}},
        {Criterion::Road, "road_km", {"道路", "road"}, {"km", " km"}},
        {Criterion::EmergencyRoad,
         "emergency_road_km",
         {"緊急輸送道路", "emergency road"},
         {"km", " km"}},
        {Criterion::Schools, "schools", {"学校", "schools"}, {"か所", ""}},
        {Criterion::Shelters, "shelters", {"避難所", "shelters"}, {"か所", ""}},
        {Criterion::Clinics, "clinics", {"医療機関", "clinics"}, {"か所", ""}},
        {Criterion::Sights, "sights", {"観光地", "sights"}, {"か所", ""}},
        {Criterion::GapsClosed,
         "gaps_closed",
         {"すべて解消する未整備箇所", "gap areas closed"},
         {"か所", ""}},
        {Criterion::Carriers,
         "carriers",
         {"届く人が増える事業者", "carriers that gain"},
         {"社", ""}},
        {Criterion::Cost, "cost_class", {"費用の区分", "cost class"}, {"", ""}},
        {Criterion::Procedures, "procedures", {"手続の重さ", "weight of procedures"}, {"", ""}},
        {Criterion::Safety, "safety", {"耐震・浸水の安全", "seismic and flood safety"}, {"", ""}},
        {Criterion::Stations,
         "stations",
         {"すぐ近くに基地局のある他の事業者", "other carriers with a station beside it"},
         {"社", ""}},
    }};
    return table;
}

const Named& entry(Criterion criterion) {
    return names()[static_cast<std::size_t>(criterion)];
}

bool has_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// Of ground under water or earth in a disaster, by the name or source of a restriction.
bool of_hazard(std::string_view name, std::string_view source) {
    static constexpr std::array<std::string_view, 7> kWords = {"浸水", "洪水",   "津波",    "高潮",
                                                               "土砂", "急傾斜", "地すべり"};
    return has_any(name, kWords) || has_any(source, kWords);
}

std::optional<Criterion> counted_as(std::string_view kind) {
    if (kind == "school") {
        return Criterion::Schools;
    }
    if (kind == "shelter") {
        return Criterion::Shelters;
    }
    if (kind == "clinic" || kind == "hospital") {
        return Criterion::Clinics;
    }
    if (kind == "tourist_spot") {
        return Criterion::Sights;
    }
    return std::nullopt;
}

constexpr std::string_view kEmergency = "emergency"; ///< kind of road layers
constexpr double kServed = 0.5; ///< of a cell, for what counts whole or not at all

std::size_t at(Criterion criterion) {
    return static_cast<std::size_t>(criterion);
}

/// What stands and runs in each reach cell; the same for all carriers.
struct CellContents {
    std::vector<double> daytime;
    std::vector<double> road_km;
    std::vector<double> emergency_km;
    std::vector<std::vector<std::uint32_t>> places;
    std::array<bool, kCriteria> known{}; ///< of criteria that rest on layers
    bool hazards = false;                ///< there is a layer of ground in danger
};

CellContents contents_of(const CriteriaRequest& request) {
    CellContents contents;
    std::vector<domain::Road> emergency;
    std::vector<domain::Road> others;
    for (const domain::Road& road : request.roads) {
        (road.kind == kEmergency ? emergency : others).push_back(road);
    }
    const std::vector<double> road = overlay::road_lengths(request.grid, others);
    const std::vector<double> lifeline = overlay::road_lengths(request.grid, emergency);
    std::vector<std::vector<std::uint32_t>> places(request.grid.size());
    const overlay::CellIndex index(request.grid.cells);
    for (std::uint32_t p = 0; p < request.places.size(); ++p) {
        const auto criterion = counted_as(request.places[p].kind);
        if (!criterion) {
            continue;
        }
        contents.known[at(*criterion)] = true;
        const auto cell = domain::MeshCell::at(request.places[p].at, request.grid.level);
        const auto found = cell ? index.find(*cell) : std::nullopt;
        if (found) {
            places[*found].push_back(p);
        }
    }
    contents.known[at(Criterion::Daytime)] = !request.daytime.empty();
    contents.known[at(Criterion::Road)] = !others.empty();
    contents.known[at(Criterion::EmergencyRoad)] = !emergency.empty();
    for (const std::uint32_t cell : request.reach_cells) {
        contents.daytime.push_back(request.daytime.empty() ? 0.0 : request.daytime[cell]);
        contents.road_km.push_back(road[cell] / 1e3);
        contents.emergency_km.push_back(lifeline[cell] / 1e3);
        contents.places.push_back(std::move(places[cell]));
    }
    contents.hazards =
        std::any_of(request.restrictions.begin(), request.restrictions.end(),
                    [](const domain::Restriction& r) { return of_hazard(r.name, r.source); });
    return contents;
}

Range safety(const domain::Asset& asset, const Candidate& candidate, bool hazards_known) {
    const Range quake = seismic_safety(asset);
    Range water{0.0, 1.0};
    if (hazards_known) {
        const bool hit =
            std::any_of(candidate.restrictions.begin(), candidate.restrictions.end(),
                        [](const RestrictionHit& r) { return of_hazard(r.name, r.source); });
        water = hit ? Range{0.0, 0.0} : Range{1.0, 1.0};
    }
    return {(quake.low + water.low) / 2.0, (quake.high + water.high) / 2.0};
}

/// The measuring of one carrier's candidates.
class Measurer {
public:
    Measurer(const CriteriaRequest& request, const CellContents& contents, const CarrierPlan& plan)
        : request_(request), contents_(contents), carrier_(plan.carrier),
          others_known_(std::any_of(
              request.stations.begin(), request.stations.end(),
              [&](const domain::Station& station) { return station.carrier != plan.carrier; })),
          left_(shares_left_out(request.grid, request.coverage, request.rule, plan.carrier)),
          served_(request.reach_cells.size(), 0.0F) {
        std::vector<std::uint32_t> reach_cell(request.grid.size(), kNone);
        for (std::uint32_t k = 0; k < request.reach_cells.size(); ++k) {
            reach_cell[request.reach_cells[k]] = k;
        }
        cells_of_gap_.resize(request.gaps.size());
        for (std::size_t g = 0; g < request.gaps.size(); ++g) {
            if (request.gaps[g].carrier != plan.carrier) {
                continue;
            }
            for (const std::uint32_t cell : request.gaps[g].cells) {
                if (reach_cell[cell] != kNone && left_[cell] > 0.0 &&
                    request.grid.population[cell] > 0.0) {
                    cells_of_gap_[g].push_back(reach_cell[cell]);
                }
            }
        }
    }

    [[nodiscard]] LeftOut left_out() const {
        LeftOut out;
        auto& totals = out.totals;
        for (std::uint32_t k = 0; k < request_.reach_cells.size(); ++k) {
            const std::uint32_t cell = request_.reach_cells[k];
            const double left = left_[cell];
            totals[at(Criterion::Residents)] += left * request_.grid.population[cell];
            totals[at(Criterion::Households)] += left * known(request_.grid.households[cell]);
            totals[at(Criterion::Residents65plus)] +=
                left * known(request_.grid.population_65plus[cell]);
            totals[at(Criterion::Daytime)] += left * contents_.daytime[k];
            totals[at(Criterion::Road)] += left * contents_.road_km[k];
            totals[at(Criterion::EmergencyRoad)] += left * contents_.emergency_km[k];
            if (left >= kServed) {
                for (const std::uint32_t p : contents_.places[k]) {
                    totals[at(*counted_as(request_.places[p].kind))] += 1.0;
                }
            }
        }
        for (const auto& cells : cells_of_gap_) {
            totals[at(Criterion::GapsClosed)] += cells.empty() ? 0.0 : 1.0;
        }
        return out;
    }

    [[nodiscard]] CandidateCriteria of(const CandidateValue& value) {
        CandidateCriteria result;
        result.asset = value.asset;
        const auto entries = request_.reach.of(value.asset, request_.preset);
        std::array<double, kCriteria> sums{};
        Range households;
        Range elders;
        for (std::size_t i = 0; i < entries.cells.size(); ++i) {
            const std::uint32_t k = entries.cells[i];
            const std::uint32_t cell = request_.reach_cells[k];
            const auto share = static_cast<double>(entries.shares[i]);
            served_[k] = entries.shares[i];
            const double part = left_[cell] * share;
            if (part <= 0.0) {
                continue;
            }
            // No more households, and no more elders, than people.
            const double people = request_.grid.population[cell];
            add(households, part, request_.grid.households[cell], people);
            add(elders, part, request_.grid.population_65plus[cell], people);
            sums[at(Criterion::Daytime)] += part * contents_.daytime[k];
            sums[at(Criterion::Road)] += part * contents_.road_km[k];
            sums[at(Criterion::EmergencyRoad)] += part * contents_.emergency_km[k];
            if (left_[cell] >= kServed && share >= kServed) {
                for (const std::uint32_t p : contents_.places[k]) {
                    sums[at(*counted_as(request_.places[p].kind))] += 1.0;
                    result.places.push_back(p);
                }
            }
        }
        for (const std::uint32_t gap : value.gaps) {
            const auto& cells = cells_of_gap_[gap];
            if (!cells.empty() && std::all_of(cells.begin(), cells.end(), [&](std::uint32_t k) {
                    return static_cast<double>(served_[k]) >= kServed;
                })) {
                result.gaps_closed.push_back(gap);
            }
        }
        for (const std::uint32_t k : entries.cells) {
            served_[k] = 0.0F;
        }
        std::sort(result.places.begin(), result.places.end());

        Measures& measures = result.measures;
        const auto set = [&measures](Criterion criterion, Range range) {
            measures[at(criterion)] = range;
        };
        set(Criterion::Residents, {value.newly_covered, value.newly_covered});
        set(Criterion::Households, households);
        set(Criterion::Residents65plus, elders);
        for (const Criterion layer :
             {Criterion::Daytime, Criterion::Road, Criterion::EmergencyRoad, Criterion::Schools,
              Criterion::Shelters, Criterion::Clinics, Criterion::Sights}) {
            if (contents_.known[at(layer)]) {
                set(layer, {sums[at(layer)], sums[at(layer)]});
            }
        }
        const auto closed = static_cast<double>(result.gaps_closed.size());
        set(Criterion::GapsClosed, {closed, closed});
        const domain::Asset& asset = request_.assets[value.asset];
        const Candidate& candidate = request_.candidates[value.asset];
        set(Criterion::Cost, cost_class(asset));
        const double points = procedure_points(candidate);
        set(Criterion::Procedures, {points, points});
        set(Criterion::Safety, safety(asset, candidate, contents_.hazards));
        if (others_known_) {
            const auto beside = static_cast<double>(carriers_beside(asset));
            set(Criterion::Stations, {beside, beside});
        }
        return result;
    }

private:
    static constexpr std::uint32_t kNone = domain::StudyGrid::kNone;

    /// Other carriers than the plan's with a station on the same ground.
    [[nodiscard]] std::size_t carriers_beside(const domain::Asset& asset) const {
        std::set<std::string_view> beside;
        for (const domain::Station& station : request_.stations) {
            if (station.carrier != carrier_ &&
                may_be_nearer(kSharedGround, asset.place, station.at) &&
                geo::distance(asset.place, station.at).value() <= kSharedGround) {
                beside.insert(station.carrier);
            }
        }
        return beside.size();
    }

    static double known(double value) { return std::isnan(value) ? 0.0 : value; }

    static void add(Range& range, double part, double value, double people) {
        range.low += part * known(value);
        range.high += part * (std::isnan(value) ? people : value);
    }

    const CriteriaRequest& request_;
    const CellContents& contents_;
    const std::string& carrier_;
    bool others_known_ = false; ///< of some other carrier the stations are given
    std::vector<double> left_;  ///< by grid cell
    std::vector<std::vector<std::uint32_t>> cells_of_gap_;
    std::vector<float> served_; ///< by reach cell, of the candidate looked at
};

} // namespace

std::array<Criterion, kCriteria> all_criteria() {
    std::array<Criterion, kCriteria> all{};
    for (std::size_t i = 0; i < kCriteria; ++i) {
        all[i] = names()[i].criterion;
    }
    return all;
}

const char* name_of(Criterion criterion) {
    return entry(criterion).name;
}

std::optional<Criterion> criterion_of(std::string_view name) {
    for (const Named& named : names()) {
        if (name == named.name) {
            return named.criterion;
        }
    }
    return std::nullopt;
}

Text label_of(Criterion criterion) {
    return entry(criterion).label;
}

Text unit_of(Criterion criterion) {
    return entry(criterion).unit;
}

Range cost_class(const domain::Asset& asset) {
    Range range{1.0, 1.0};
    const auto missing = [&range](const std::optional<bool>& there) {
        range.low += there.has_value() && !*there ? 1.0 : 0.0;
        range.high += there.value_or(false) ? 0.0 : 1.0;
    };
    missing(asset.power);
    if (asset.fibre != true && asset.fibre_distance_m) {
        const double away = *asset.fibre_distance_m;
        const double points = away <= kFibreNear ? 0.0 : away <= kFibreFar ? 1.0 : 2.0;
        range = {range.low + points, range.high + points};
    } else {
        missing(asset.fibre);
    }
    if (asset.access == false) {
        range = {range.low + 1.0, range.high + 1.0};
    }
    switch (asset.kind) {
    case domain::AssetKind::Land:
        range = {range.low + 2.0, range.high + 2.0};
        break;
    case domain::AssetKind::Building:
    case domain::AssetKind::Structure:
        if (asset.height_is_assumed()) {
            range.high += 1.0;
        } else if (asset.height().value() < kLowRoof) {
            range = {range.low + 1.0, range.high + 1.0};
        }
        break;
    case domain::AssetKind::Pole:
    case domain::AssetKind::Mast:
        break;
    }
    return {std::min(range.low, kHighestCost), std::min(range.high, kHighestCost)};
}

Range seismic_safety(const domain::Asset& asset) {
    constexpr Range kSafe{1.0, 1.0};
    constexpr Range kUnsafe{0.0, 0.0};
    if (asset.kind == domain::AssetKind::Land) {
        return kSafe;
    }
    // What is denied first: 未耐震, 耐震性なし, 耐震補強未実施 hold the words of the rest.
    static constexpr std::array<std::string_view, 6> kDenied = {"旧耐震", "未",   "なし",
                                                                "無",     "不足", "不適"};
    static constexpr std::array<std::string_view, 5> kSaid = {"新耐震", "済", "あり", "有", "適合"};
    const std::string_view words = asset.seismic;
    const bool open = words.find("不明") != std::string_view::npos;
    if (!open && has_any(words, kDenied)) {
        return kUnsafe;
    }
    if (!open && has_any(words, kSaid)) {
        return kSafe;
    }
    constexpr int kNewCode = 1982;
    if (asset.year_built && *asset.year_built >= kNewCode) {
        return kSafe;
    }
    return {0.0, 1.0}; // an older one may have been strengthened
}

double procedure_points(const Candidate& candidate) {
    double points = 0.0;
    for (const RestrictionHit& hit : candidate.restrictions) {
        points += hit.effect == domain::RestrictionEffect::Notify ? 1.0 : 2.0;
    }
    return points;
}

std::vector<CarrierCriteria> measure_criteria(const CriteriaRequest& request) {
    const CellContents contents = contents_of(request);
    // A carrier gains where at least one person does.
    std::vector<double> carriers(request.assets.size(), 0.0);
    for (const CarrierPlan& plan : request.plans) {
        for (const CandidateValue& value : plan.values) {
            carriers[value.asset] += value.newly_covered >= 1.0 ? 1.0 : 0.0;
        }
    }
    std::vector<CarrierCriteria> results;
    for (const CarrierPlan& plan : request.plans) {
        Measurer measurer(request, contents, plan);
        CarrierCriteria carrier;
        carrier.left_out = measurer.left_out();
        carrier.left_out.totals[at(Criterion::Carriers)] =
            static_cast<double>(request.plans.size());
        for (const CandidateValue& value : plan.values) {
            carrier.candidates.push_back(measurer.of(value));
            carrier.candidates.back().measures[at(Criterion::Carriers)] =
                Range{carriers[value.asset], carriers[value.asset]};
        }
        results.push_back(std::move(carrier));
    }
    return results;
}

} // namespace todoku::siting
