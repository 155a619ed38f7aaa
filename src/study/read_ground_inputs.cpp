#include "io/asset_fields.hpp"
#include "io/join_places.hpp"
#include "io/read_stations.hpp"
#include "io/readers.hpp"
#include "study/asset_places.hpp"
#include "study/groups.hpp"
#include "study/kind_labels.hpp"
#include "study/placed_by_address.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::study {

namespace {

/// What the layer was taken for, and what each kind of zone in it means.
void tell_zones(const io::LoadedRestrictions& loaded, InputSummary& summary) {
    if (loaded.field.empty()) {
        return;
    }
    if (!loaded.layout.ja.empty()) {
        summary.facts.emplace_back(loaded.layout, "");
    }
    summary.facts.emplace_back(Text{"区分の項目", "attribute of zones"}, loaded.field);
    for (const io::ZoneCount& zone : loaded.zones) {
        const Text effect = zone.effect ? domain::label_of(*zone.effect)
                                        : Text{"規制として扱わない", "not taken for a restriction"};
        summary.facts.emplace_back(Text{zone.name + "：" + effect.ja, zone.name + ": " + effect.en},
                                   with_thousands(static_cast<double>(zone.rows)));
    }
}

/// What of places and stations was read from which column.
void tell_columns(const io::LoadedPlaces& loaded, InputSummary& summary) {
    for (const std::string_view field : io::kAssetFields) {
        const auto found = loaded.mapping.find(std::string(field));
        if (found != loaded.mapping.end()) {
            const Text item = field == "owner" ? Text{"事業者の名前", "name of the carrier"}
                                               : asset_field_label(field);
            summary.mapping.push_back({found->first, item, found->second});
        }
    }
    summary.unused_columns = loaded.unused_headers;
}

/// Places what addresses can place; of the others it is told why not.
void place_by_address(const StudyFile& study, const Inputs& inputs, const std::string& kind,
                      io::LoadedPlaces& loaded, InputSummary& summary) {
    if (loaded.unplaced.empty()) {
        return;
    }
    std::vector<io::AddressQuery> queries;
    queries.reserve(loaded.unplaced.size());
    for (const io::UnplacedPlace& place : loaded.unplaced) {
        queries.push_back(address_query(place.asset, inputs.municipalities));
    }
    const auto found = io::find_addresses(
        {study.addresses->files, study.addresses->shown_as, study.prefecture}, queries);
    std::int64_t placed = 0;
    for (std::size_t i = 0; i < loaded.unplaced.size(); ++i) {
        io::UnplacedPlace& place = loaded.unplaced[i];
        if (!found.value[i]) {
            add_why_not_placed(place.why, true);
            loaded.issues.push_back(std::move(place.why));
            continue;
        }
        ++placed;
        loaded.issues.push_back(placed_by_address(std::move(place.why), *found.value[i]));
        loaded.value.push_back({kind, place.asset.name, found.value[i]->place});
        loaded.rows.push_back(place.asset.row);
    }
    loaded.unplaced.clear();
    loaded.counts.rejected -= placed;
    loaded.counts.used += placed;
    summary.facts.emplace_back(Text{"住所から位置を決めた施設", "places placed by address:"},
                               with_thousands(static_cast<double>(placed)));
}

/// Takes out places that stand in the box around the municipalities and on none of their ground.
void keep_on_land(const Inputs& inputs, const std::vector<domain::Municipality>& neighbours,
                  const VectorInput& source, io::LoadedPlaces& loaded) {
    if (inputs.municipalities.empty() || loaded.value.empty()) {
        return;
    }
    std::vector<geo::LatLng> at;
    at.reserve(loaded.value.size());
    for (const domain::Place& place : loaded.value) {
        at.push_back(place.at);
    }
    const std::vector<char> on_land = which_on_land(at, inputs.municipalities, neighbours);
    const auto off = std::count(on_land.begin(), on_land.end(), 0);
    if (off == 0) {
        return;
    }
    const auto first =
        static_cast<std::size_t>(std::find(on_land.begin(), on_land.end(), 0) - on_land.begin());
    const std::int64_t first_row = loaded.rows[first];
    const std::string name = loaded.value[first].name;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < on_land.size(); ++i) {
        if (on_land[i] != 0 && kept++ != i) {
            loaded.value[kept - 1] = std::move(loaded.value[i]);
            loaded.rows[kept - 1] = loaded.rows[i];
        }
    }
    loaded.value.resize(kept);
    loaded.rows.resize(kept);
    loaded.counts.used -= off;
    loaded.counts.repaired = std::min(loaded.counts.repaired, loaded.counts.used);
    loaded.counts.rejected += off;
    loaded.counts.outside += off;
    const std::string count = with_thousands(static_cast<double>(off));
    loaded.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "places_off_land",
         .file = shown(source),
         .layer = {},
         .row = first_row,
         .field = {},
         .value = name,
         .problem = {fmt::format("市区町村を囲む範囲の中にあって、県内の陸地（海岸から300mまでを含"
                                 "む）にはない施設が{}件あります（隣の県や海の上）。",
                                 count),
                     fmt::format("{} places lie within the box around the municipalities, and not "
                                 "on their land or within 300 m of it (in other prefectures, at "
                                 "sea).",
                                 count)},
         .action = {"対象外に数え、使いませんでした。", "counted as outside and not used."}});
}

} // namespace

io::MunicipalitySource municipality_source_of(const StudyFile& study) {
    io::MunicipalitySource source;
    const io::Placing placing = placing_of(study, {});
    source.source = source_of(study.municipalities.source, placing);
    for (const VectorInput& further : study.municipalities.further) {
        source.further.push_back(source_of(further, placing));
    }
    source.prefecture = study.prefecture;
    source.names = study.municipalities.names;
    source.names_shown_as = study.municipalities.names_shown_as;
    source.code_field = study.municipalities.code_field;
    return source;
}

void read_municipalities(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    std::vector<std::string> files;
    for (const VectorInput& source : study.municipalities.all()) {
        files.push_back(shown(source));
    }
    reader.input(summary_of("municipalities", {"市区町村", "municipalities"}, joined(files),
                            study.municipalities.origin),
                 [&](InputSummary& summary) {
                     auto loaded = io::read_municipalities(municipality_source_of(study));
                     reader.note(summary, loaded);
                     inputs.municipalities = std::move(loaded.value);
                     summary.facts.emplace_back(Text{"市区町村数", "municipalities"},
                                                std::to_string(inputs.municipalities.size()));
                 });
}

std::vector<domain::Municipality> neighbours_around(const StudyFile& study, const Inputs& inputs) {
    if (!inputs.neighbours.empty()) {
        return inputs.neighbours;
    }
    const bool held = std::any_of(
        inputs.summaries.begin(), inputs.summaries.end(), [](const InputSummary& summary) {
            return summary.id == "municipalities" && summary.counts.outside > 0;
        });
    return held ? io::read_neighbours(municipality_source_of(study),
                                      study_extent(inputs.municipalities, io::kSpillDegrees))
                : std::vector<domain::Municipality>();
}

void read_restrictions(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const RestrictionInput& source : study.restrictions) {
        reader.input(summary_of("restriction",
                                {"規制区域 " + source.name, "restriction " + source.name},
                                shown(source.source), source.origin),
                     [&](InputSummary& summary) {
                         auto loaded = io::read_restrictions(
                             {.source = source_of(source.source, placing_of(study, inputs)),
                              .name = source.name,
                              .name_field = source.name_field,
                              .effect = source.effect,
                              .authority = source.authority,
                              .effect_field = source.effect_field,
                              .effects = source.effects,
                              .zone_names = source.zone_names,
                              .special_code = source.special_code,
                              .restricts_nothing = source.restricts_nothing});
                         reader.note(summary, loaded);
                         tell_zones(loaded, summary);
                         append(inputs.restrictions, std::move(loaded.value));
                     });
    }
}

namespace {

/// Adds what another file holds of a kind of zone: zones of one name and code are one.
void add_zones(domain::ZoneLayer&& more, domain::ZoneLayer& layer) {
    layer.source += ", " + more.source;
    for (domain::Zone& zone : more.zones) {
        const auto known = std::ranges::find_if(layer.zones, [&zone](const domain::Zone& other) {
            return other.code == zone.code && other.name == zone.name;
        });
        if (known == layer.zones.end()) {
            layer.zones.push_back(std::move(zone));
        } else {
            append(known->ground.polygons, std::move(zone.ground.polygons));
        }
    }
}

} // namespace

void read_zones(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const ZoneInput& source : study.zones) {
        reader.input(summary_of("zones", {"集計区域 " + source.name, "zones " + source.name},
                                shown(source.source), source.origin),
                     [&](InputSummary& summary) {
                         auto loaded =
                             io::read_zones({source_of(source.source, placing_of(study, inputs)),
                                             source.name, source.name_field, source.code_field});
                         reader.note(summary, loaded);
                         summary.facts.emplace_back(Text{"区域の数", "zones"},
                                                    std::to_string(loaded.value.zones.size()));
                         const auto known =
                             std::ranges::find(inputs.zones, source.name, &domain::ZoneLayer::name);
                         if (known == inputs.zones.end()) {
                             inputs.zones.push_back(std::move(loaded.value));
                         } else {
                             add_zones(std::move(loaded.value), *known);
                         }
                     });
    }
    if (!study.groups.empty() && !inputs.municipalities.empty()) {
        reader.input(summary_of("groups", {"市区町村のまとまり", "groups of municipalities"}, ""),
                     [&](InputSummary& summary) {
                         for (const overlay::MunicipalityGroup& group :
                              groups_of(study, inputs.municipalities)) {
                             ++summary.counts.read;
                             ++summary.counts.used;
                             summary.facts.emplace_back(same_text(group.name),
                                                        std::to_string(group.members.size()));
                         }
                     });
    }
}

void read_surroundings(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    std::vector<io::ReadPlace> places;
    const auto neighbours = study.places.empty() || inputs.municipalities.empty()
                                ? std::vector<domain::Municipality>()
                                : neighbours_around(study, inputs);
    for (const PlaceInput& source : study.places) {
        reader.input(summary_of("places", labelled("施設", "places", place_label(source.kind)),
                                shown(source.source), source.origin),
                     [&](InputSummary& summary) {
                         auto loaded = io::read_places(
                             {source_of(source.source, placing_of(study, inputs)), source.kind,
                              source.name_field, source.fields, study.addresses.has_value()});
                         place_by_address(study, inputs, source.kind, loaded, summary);
                         keep_on_land(inputs, neighbours, source.source, loaded);
                         reader.note(summary, loaded);
                         tell_columns(loaded, summary);
                         for (std::size_t i = 0; i < loaded.value.size(); ++i) {
                             places.push_back({std::move(loaded.value[i]), shown(source.source),
                                               loaded.rows[i]});
                         }
                     });
    }
    auto joined = io::join_places(std::move(places));
    inputs.places = std::move(joined.value);
    append(inputs.issues, std::move(joined.issues));
    if (joined.counts.joined > 0) {
        InputSummary summary = summary_of("places", {"施設（統合後）", "places after joining"}, "");
        summary.counts = joined.counts;
        summary.after_joining = true;
        inputs.summaries.push_back(std::move(summary));
    }
    for (const StationInput& source : study.stations) {
        const Text technology = domain::label_of(source.technology);
        reader.input(summary_of("stations",
                                {"基地局 " + source.carrier + " " + technology.ja +
                                     (source.base ? "（高度特定基地局）" : ""),
                                 "stations " + source.carrier + " " + technology.en +
                                     (source.base ? " (base stations)" : "")},
                                shown(source.source), source.origin),
                     [&](InputSummary& summary) {
                         auto loaded =
                             io::read_stations({source_of(source.source, placing_of(study, inputs)),
                                                "station", "", source.fields},
                                               source.carrier, carriers_of(study));
                         reader.note(summary, loaded);
                         tell_columns(loaded, summary);
                         for (const domain::Place& place : loaded.value) {
                             inputs.stations.push_back(
                                 {source.carrier, source.technology, source.base, place.at});
                         }
                     });
    }
    for (const RoadInput& source : study.roads) {
        const Text kind = source.kind.empty() ? Text{"（種別は項目から）", "(kinds by attribute)"}
                                              : road_label(source.kind);
        reader.input(summary_of("roads", labelled("道路", "roads", kind), shown(source.source),
                                source.origin),
                     [&](InputSummary& summary) {
                         auto loaded =
                             io::read_roads({source_of(source.source, placing_of(study, inputs)),
                                             source.kind, source.name_field, source.kind_field});
                         reader.note(summary, loaded);
                         if (!loaded.kind_field.empty()) {
                             summary.facts.emplace_back(Text{"種別の項目", "attribute of kinds"},
                                                        loaded.kind_field);
                         }
                         for (const auto& [road, rows] : loaded.kinds) {
                             summary.facts.emplace_back(road_label(road),
                                                        with_thousands(static_cast<double>(rows)));
                         }
                         append(inputs.roads, std::move(loaded.value));
                     });
    }
}

} // namespace todoku::study
