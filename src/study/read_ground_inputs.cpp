#include "io/readers.hpp"
#include "study/kind_labels.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <utility>

namespace todoku::study {

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
    return source;
}

void read_municipalities(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    std::vector<std::string> files;
    for (const VectorInput& source : study.municipalities.all()) {
        files.push_back(shown(source));
    }
    reader.input(summary_of("municipalities", {"市区町村", "municipalities"}, joined(files),
                            shown(study.municipalities.origin)),
                 [&](InputSummary& summary) {
                     auto loaded = io::read_municipalities(municipality_source_of(study));
                     reader.note(summary, loaded);
                     inputs.municipalities = std::move(loaded.value);
                     summary.facts.emplace_back(Text{"市区町村数", "municipalities"},
                                                std::to_string(inputs.municipalities.size()));
                 });
}

void read_restrictions(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const RestrictionInput& source : study.restrictions) {
        reader.input(summary_of("restriction",
                                {"規制区域 " + source.name, "restriction " + source.name},
                                shown(source.source), shown(source.origin)),
                     [&](InputSummary& summary) {
                         auto loaded = io::read_restrictions(
                             {source_of(source.source, placing_of(study, inputs)), source.name,
                              source.name_field, source.effect, source.authority});
                         reader.note(summary, loaded);
                         append(inputs.restrictions, std::move(loaded.value));
                     });
    }
}

void read_surroundings(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const PlaceInput& source : study.places) {
        reader.input(summary_of("places", labelled("施設", "places", place_label(source.kind)),
                                shown(source.source), shown(source.origin)),
                     [&](InputSummary& summary) {
                         auto loaded =
                             io::read_places({source_of(source.source, placing_of(study, inputs)),
                                              source.kind, source.name_field});
                         reader.note(summary, loaded);
                         append(inputs.places, std::move(loaded.value));
                     });
    }
    for (const RoadInput& source : study.roads) {
        reader.input(summary_of("roads", labelled("道路", "roads", road_label(source.kind)),
                                shown(source.source), shown(source.origin)),
                     [&](InputSummary& summary) {
                         auto loaded =
                             io::read_roads({source_of(source.source, placing_of(study, inputs)),
                                             source.kind, source.name_field});
                         reader.note(summary, loaded);
                         append(inputs.roads, std::move(loaded.value));
                     });
    }
}

} // namespace todoku::study
