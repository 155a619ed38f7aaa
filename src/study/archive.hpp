// How step results become bytes (cereal binary archives). Included by
// workspace.cpp and shard_files.cpp only.
#pragma once

#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <cereal/archives/binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>

// cereal finds these by argument-dependent lookup, so each stands in the namespace of its type.

namespace todoku {

template <class Archive, class Unit>
void save(Archive& archive, const Quantity<Unit>& quantity) {
    archive(quantity.value());
}
template <class Archive, class Unit>
void load(Archive& archive, Quantity<Unit>& quantity) {
    double value = 0.0;
    archive(value);
    quantity = Quantity<Unit>(value);
}
template <class Archive>
void save(Archive& archive, const DbMilliwatts& level) {
    archive(level.value());
}
template <class Archive>
void load(Archive& archive, DbMilliwatts& level) {
    double value = 0.0;
    archive(value);
    level = DbMilliwatts(value);
}
template <class Archive>
void save(Archive& archive, const SharedText& text) {
    archive(std::string(text));
}
template <class Archive>
void load(Archive& archive, SharedText& text) {
    std::string value;
    archive(value);
    text = value;
}
template <class Archive, class T>
void save(Archive& archive, const CompactOptional<T>& value) {
    const std::optional<T> given = value;
    archive(given);
}
template <class Archive, class T>
void load(Archive& archive, CompactOptional<T>& value) {
    std::optional<T> read;
    archive(read);
    value = read;
}
template <class Archive>
void serialize(Archive& archive, Text& text) {
    archive(text.ja, text.en);
}
template <class Archive>
void serialize(Archive& archive, ReadCounts& counts) {
    archive(counts.read, counts.used, counts.rejected, counts.repaired, counts.outside,
            counts.joined, counts.unplaced, counts.left_out);
}
template <class Archive>
void serialize(Archive& archive, Issue& issue) {
    archive(issue.kind, issue.code, issue.file, issue.layer, issue.row, issue.field, issue.value,
            issue.problem, issue.action, issue.count);
}

} // namespace todoku

namespace cereal {

// std::chrono's date is in namespace std; cereal is looked in as well.
template <class Archive>
void save(Archive& archive, const todoku::Date& date) {
    archive(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()));
}
template <class Archive>
void load(Archive& archive, todoku::Date& date) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    archive(year, month, day);
    date = {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

} // namespace cereal

namespace todoku::geo {

template <class Archive>
void save(Archive& archive, const LatLng& point) {
    archive(point.lat(), point.lng());
}
template <class Archive>
void load(Archive& archive, LatLng& point) {
    double lat = 0.0;
    double lng = 0.0;
    archive(lat, lng);
    point = LatLng::from_degrees(lat, lng);
}
template <class Archive>
void serialize(Archive& archive, Polygon& polygon) {
    archive(polygon.outer, polygon.holes);
}
template <class Archive>
void serialize(Archive& archive, MultiPolygon& shape) {
    archive(shape.polygons);
}
template <class Archive>
void serialize(Archive& archive, MultiLine& lines) {
    archive(lines.lines);
}

} // namespace todoku::geo

namespace todoku::domain {

template <class Archive>
void save(Archive& archive, const MeshCell& cell) {
    archive(cell.level(), cell.row(), cell.column());
}
template <class Archive>
void load(Archive& archive, MeshCell& cell) {
    MeshLevel level = MeshLevel::Km1;
    std::int32_t row = 0;
    std::int32_t column = 0;
    archive(level, row, column);
    cell = MeshCell(level, row, column);
}
template <class Archive>
void save(Archive& archive, const GovernmentCode& code) {
    archive(code.prefecture(), code.municipality());
}
template <class Archive>
void load(Archive& archive, GovernmentCode& code) {
    int prefecture = 0;
    int municipality = 0;
    archive(prefecture, municipality);
    code = GovernmentCode(prefecture, municipality);
}
template <class Archive>
void serialize(Archive& archive, Municipality& municipality) {
    archive(municipality.code, municipality.name, municipality.county, municipality.boundary);
}
template <class Archive>
void serialize(Archive& archive, PopulationGrid& grid) {
    archive(grid.level, grid.cells, grid.population, grid.households, grid.population_65plus,
            grid.population_75plus, grid.marks, grid.census);
}
template <class Archive>
void serialize(Archive& archive, CoverageLayer& layer) {
    archive(layer.carrier, layer.technology, layer.as_of, layer.confidential, layer.source,
            layer.polygons, layer.strengths);
}
template <class Archive>
void serialize(Archive& archive, Zone& zone) {
    archive(zone.code, zone.name, zone.ground);
}
template <class Archive>
void serialize(Archive& archive, ZoneLayer& layer) {
    archive(layer.name, layer.source, layer.zones);
}
template <class Archive>
void serialize(Archive& archive, MeasuredCell& cell) {
    archive(cell.cell, cell.carrier, cell.technology, cell.samples, cell.in_service, cell.days,
            cell.first, cell.last, cell.with_rsrp, cell.median_rsrp_dbm, cell.low_rsrp_dbm,
            cell.with_speed, cell.mean_speed_mbps);
}
template <class Archive>
void serialize(Archive& archive, Asset& asset) {
    archive(asset.id, asset.name, asset.kind, asset.use, asset.owner, asset.department,
            asset.contact, asset.address, asset.place, asset.municipality, asset.height_m,
            asset.floors, asset.structure, asset.roof, asset.seismic, asset.fee_class,
            asset.precision, asset.kind_stated, asset.near_school_or_hospital, asset.area_m2,
            asset.power, asset.fibre, asset.year_built, asset.sharing_allowed, asset.publishable,
            asset.unavailable, asset.note, asset.source, asset.row, asset.cost,
            asset.fibre_distance_m, asset.access);
}
template <class Archive>
void serialize(Archive& archive, Restriction& restriction) {
    archive(restriction.name, restriction.effect, restriction.source, restriction.ground);
}
template <class Archive>
void serialize(Archive& archive, Place& place) {
    archive(place.kind, place.name, place.at);
}
template <class Archive>
void serialize(Archive& archive, Station& station) {
    archive(station.carrier, station.technology, station.base, station.at);
}
template <class Archive>
void serialize(Archive& archive, Road& road) {
    archive(road.name, road.kind, road.lines);
}
template <class Archive>
void serialize(Archive& archive, MunicipalityPart& part) {
    archive(part.municipality, part.weight);
}
template <class Archive>
void serialize(Archive& archive, StudyGrid& grid) {
    archive(grid.level, grid.cells, grid.population, grid.households, grid.population_65plus,
            grid.population_75plus, grid.marks, grid.land_share, grid.part_begin, grid.parts);
}

} // namespace todoku::domain

namespace todoku::overlay {

template <class Archive>
void serialize(Archive& archive, LayerName& name) {
    archive(name.carrier, name.technology);
}
template <class Archive>
void serialize(Archive& archive, Coverage& coverage) {
    archive(coverage.carriers, coverage.layers, coverage.shares, coverage.centres, coverage.places,
            coverage.zones);
}
template <class Archive>
void serialize(Archive& archive, Tally& tally) {
    archive(tally.all, tally.covered, tally.unknown);
}
template <class Archive>
void serialize(Archive& archive, PlaceTally& tally) {
    archive(tally.all, tally.covered, tally.unknown);
}
template <class Archive>
void serialize(Archive& archive, CoverageRow& row) {
    archive(row.kind, row.municipality, row.code, row.name, row.layer, row.rule, row.population,
            row.households, row.population_65plus, row.population_75plus, row.area_m2, row.road_m,
            row.places, row.cells_unknown);
}
template <class Archive>
void serialize(Archive& archive, DeploymentRow& row) {
    archive(row.prefecture, row.code, row.name, row.carrier, row.measure, row.cells, row.deployed,
            row.by_station, row.unknown);
}
template <class Archive>
void serialize(Archive& archive, Range& range) {
    archive(range.low, range.high);
}
template <class Archive>
void serialize(Archive& archive, SensitivityRow& row) {
    archive(row.prefecture, row.name, row.layer, row.rule, row.population, row.covered, row.ties,
            row.shift, row.other_border_population, row.other_border_covered);
}
template <class Archive>
void serialize(Archive& archive, ShareInterval& interval) {
    archive(interval.low, interval.high);
}
template <class Archive>
void serialize(Archive& archive, ComparedCell& cell) {
    archive(cell.measured_cell, cell.cell, cell.stated_share, cell.stated, cell.measured,
            cell.share_in_service, cell.interval);
}
template <class Archive>
void serialize(Archive& archive, AgreementRow& row) {
    archive(row.carrier, row.technology, row.stated, row.measured, row.cells, row.samples,
            row.in_service, row.population);
}
template <class Archive>
void serialize(Archive& archive, Agreement& agreement) {
    archive(agreement.cells, agreement.table);
}
template <class Archive>
void serialize(Archive& archive, GapArea& gap) {
    archive(gap.id, gap.carrier, gap.technology, gap.municipality, gap.cells, gap.area_m2,
            gap.population, gap.households, gap.population_65plus, gap.population_75plus, gap.marks,
            gap.isolation_m, gap.zones, gap.places, gap.road_m, gap.other_carriers,
            gap.own_4g_share, gap.nearest_place, gap.nearest_place_m, gap.nearest_place_azimuth,
            gap.centre, gap.outline);
}

} // namespace todoku::overlay

namespace todoku::radio {

template <class Archive>
void serialize(Archive& archive, MastHeights& masts) {
    archive(masts.building, masts.structure, masts.pole, masts.mast, masts.land);
}
template <class Archive>
void serialize(Archive& archive, BandPreset& preset) {
    archive(preset.id, preset.label, preset.frequency, preset.subcarrier, preset.eirp_per_re,
            preset.masts, preset.least_height, preset.receiver_height, preset.body_loss,
            preset.threshold, preset.radius, preset.source, preset.entry_loss,
            preset.entry_deviation, preset.woodland_loss);
}
template <class Archive>
void serialize(Archive& archive, Reach& reach) {
    archive(reach.presets, reach.sites, reach.begin, reach.cells, reach.shares, reach.issues);
}

} // namespace todoku::radio

namespace todoku::siting {

template <class Archive>
void serialize(Archive& archive, RestrictionHit& hit) {
    archive(hit.effect, hit.name, hit.source);
}
template <class Archive>
void serialize(Archive& archive, Candidate& candidate) {
    archive(candidate.asset, candidate.usable, candidate.reason, candidate.restrictions);
}
template <class Archive>
void serialize(Archive& archive, CandidateValue& value) {
    archive(value.asset, value.newly_covered, value.indoors, value.other_bands, value.households,
            value.population_65plus, value.gaps);
}
template <class Archive>
void serialize(Archive& archive, PlanAlternate& alternate) {
    archive(alternate.asset, alternate.loss);
}
template <class Archive>
void serialize(Archive& archive, PlanSite& site) {
    archive(site.rank, site.asset, site.alone, site.gain, site.cumulative, site.alternates,
            site.cost, site.twice, site.at_most_without);
}
template <class Archive>
void serialize(Archive& archive, CurvePoint& point) {
    archive(point.sites, point.covered, point.upper_bound);
}
template <class Archive>
void serialize(Archive& archive, FrontPoint& point) {
    archive(point.budget, point.cost, point.sites, point.covered, point.upper_bound);
}
template <class Archive>
void serialize(Archive& archive, NearStation& near) {
    archive(near.asset, near.distance_m);
}
template <class Archive>
void serialize(Archive& archive, SharedSite& site) {
    archive(site.asset, site.cost, site.gains, site.cumulative);
}
template <class Archive>
void serialize(Archive& archive, SharedPlan& plan) {
    archive(plan.carriers, plan.sites, plan.upper_bound);
}
template <class Archive>
void serialize(Archive& archive, PlanFloor& floor) {
    archive(floor.municipality, floor.least, floor.covered, floor.most);
}
template <class Archive>
void serialize(Archive& archive, PlanTarget& target) {
    archive(target.ratio, target.least, target.most, target.reached, target.proved_impossible,
            target.sites, target.proved_least, target.greedy);
}
template <class Archive>
void serialize(Archive& archive, PlanPhase& phase) {
    archive(phase.assets, phase.covered, phase.best);
}
template <class Archive>
void serialize(Archive& archive, PlanBackup& backup) {
    archive(backup.best, backup.twice);
}
template <class Archive>
void serialize(Archive& archive, OtherPlan& plan) {
    archive(plan.assets, plan.gains, plan.covered, plan.shared);
}
template <class Archive>
void serialize(Archive& archive, CarrierPlan& plan) {
    archive(plan.carrier, plan.preset, plan.uncovered, plan.upper_bound, plan.values, plan.sites,
            plan.cells_without_households, plan.cells_without_65plus, plan.rules_kept, plan.floors,
            plan.curve, plan.others, plan.phases, plan.target, plan.at_most_with, plan.budget,
            plan.cost, plan.front, plan.near_stations, plan.backup);
}

} // namespace todoku::siting

namespace todoku::study {

template <class Archive>
void serialize(Archive& archive, InputSummary& summary) {
    archive(summary.id, summary.what, summary.file, summary.as_of, summary.encoding, summary.counts,
            summary.facts, summary.failure, summary.strays, summary.after_joining);
}
template <class Archive>
void serialize(Archive& archive, PopulationMethod& method) {
    archive(method.level, method.rule, method.by_buildings, method.weights, method.people_by_weight,
            method.people_by_land, method.people_evenly);
}
template <class Archive>
void serialize(Archive& archive, Inputs& inputs) {
    archive(inputs.municipalities, inputs.neighbours, inputs.population, inputs.population_read,
            inputs.population_method, inputs.coverage, inputs.unknown, inputs.measured,
            inputs.assets, inputs.unplaced, inputs.restrictions, inputs.places, inputs.roads,
            inputs.zones, inputs.stations, inputs.daytime, inputs.summaries, inputs.issues);
}
template <class Archive>
void serialize(Archive& archive, StrengthRows& strong) {
    archive(strong.least, strong.rows);
}
template <class Archive>
void serialize(Archive& archive, Covered& covered) {
    archive(covered.grid, covered.coverage, covered.with_unknown, covered.by_strength,
            covered.deployment, covered.statistics, covered.other_border, covered.sensitivity,
            covered.issues, covered.counts);
}
template <class Archive>
void serialize(Archive& archive, Compared& compared) {
    archive(compared.agreement);
}
template <class Archive>
void serialize(Archive& archive, Gapped& gapped) {
    archive(gapped.gaps);
}
template <class Archive>
void serialize(Archive& archive, Reached& reached) {
    archive(reached.reach, reached.cells, reached.terrain);
}
template <class Archive>
void serialize(Archive& archive, ReachAlternative& row) {
    archive(row.carrier, row.preset, row.model, row.alternative, row.first, row.compared,
            row.changed, row.places);
}
template <class Archive>
void serialize(Archive& archive, Chosen& chosen) {
    archive(chosen.candidates, chosen.plans, chosen.shared, chosen.alternatives);
}

} // namespace todoku::study
