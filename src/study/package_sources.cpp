#include "study/package_sources.hpp"

#include "study/kind_labels.hpp"

#include <algorithm>
#include <string_view>

namespace todoku::study {

namespace {

/// Collects notes; the same file under the same role is named once, with all that it is read for.
class Sources {
public:
    explicit Sources(const std::vector<InputChecksum>& checksums) : checksums_(checksums) {}

    void add(std::string_view role, const std::string& what, const std::string& detail,
             const std::string& file, const Provenance& origin, const std::string& date = {}) {
        const std::string shown = detail.empty() ? what : what + "（" + detail + "）";
        const auto known = std::ranges::find_if(notes_, [&](const report::SourceNote& note) {
            return note.file == file && note.what.starts_with(what);
        });
        if (known != notes_.end()) {
            if (!detail.empty() && known->what.find(detail) == std::string::npos) {
                constexpr std::string_view closing = "）";
                known->what.replace(known->what.size() - closing.size(), closing.size(),
                                    "、" + detail + "）");
            }
            return;
        }
        report::SourceNote note;
        note.what = shown;
        note.file = file;
        note.date = !date.empty() ? date : origin.as_of ? iso_date(*origin.as_of) : "";
        note.credit = origin.credit;
        note.licence = origin.licence;
        const auto checksum = std::ranges::find_if(checksums_, [&](const InputChecksum& input) {
            return input.role == role && input.file == file;
        });
        note.sha256 = checksum == checksums_.end() ? "" : checksum->sha256;
        notes_.push_back(std::move(note));
    }

    [[nodiscard]] std::vector<report::SourceNote> notes() && { return std::move(notes_); }

private:
    const std::vector<InputChecksum>& checksums_;
    std::vector<report::SourceNote> notes_;
};

/// A ledger without a credit is its owner's.
Provenance ledger_origin(const AssetInput& assets) {
    Provenance origin = assets.origin;
    const auto given = [&](const char* field) {
        const auto found = assets.defaults.find(field);
        return found == assets.defaults.end() ? std::string() : found->second;
    };
    if (origin.credit.empty()) {
        origin.credit = assets.owner.empty() ? given("owner") : assets.owner;
        const std::string department = given("department");
        origin.credit += origin.credit.empty() || department.empty() ? "" : "　";
        origin.credit += department;
    }
    return origin;
}

void add_coverage(Sources& sources, const StudyFile& study, const std::set<std::string>& carriers) {
    for (const CoverageInput& coverage : study.coverage) {
        if (!carriers.contains(coverage.carrier)) {
            continue; // other carriers' files are not even named
        }
        Provenance origin = coverage.origin;
        if (origin.credit.empty()) {
            origin.credit = coverage.carrier;
        }
        for (const VectorInput& source : coverage.sources) {
            sources.add("coverage", "エリア", domain::label_of(coverage.technology).ja,
                        source.shown_as, origin);
        }
    }
}

void add_people(Sources& sources, const StudyFile& study) {
    for (const std::string& file : study.population.shown_as) {
        sources.add("population", "人口メッシュ", "", file, study.population.origin,
                    study.population.census);
    }
    if (study.population.weight) {
        for (const VectorInput& source : study.population.weight->sources) {
            sources.add("population_weight", "人口の配分", "", source.shown_as,
                        study.population.weight->origin);
        }
    }
    if (study.daytime) {
        for (const std::string& file : study.daytime->shown_as) {
            sources.add("daytime", "昼間の人口", "", file, study.daytime->origin);
        }
    }
    for (const VectorInput& source : study.municipalities.all()) {
        sources.add("municipalities", "市町村の境界", "", source.shown_as,
                    study.municipalities.origin);
    }
}

/// @param ledgers nothing: all
void add_ledgers(Sources& sources, const StudyFile& study, const std::set<std::string>* ledgers) {
    for (const AssetInput& assets : study.assets) {
        for (const std::string& file : assets.shown_as) {
            if (ledgers == nullptr || ledgers->contains(file)) {
                sources.add("assets", "資産台帳", "", file, ledger_origin(assets));
            }
        }
    }
    if (study.addresses) {
        for (const std::string& file : study.addresses->shown_as) {
            sources.add("addresses", "住所の位置", "", file, study.addresses->origin);
        }
    }
}

void add_surroundings(Sources& sources, const StudyFile& study) {
    for (const PlaceInput& place : study.places) {
        sources.add("places", "施設", place_label(place.kind).ja, place.source.shown_as,
                    place.origin);
    }
    for (const RoadInput& road : study.roads) {
        sources.add("roads", "道路", road.kind.empty() ? "" : road_label(road.kind).ja,
                    road.source.shown_as, road.origin);
    }
}

} // namespace

std::vector<report::SourceNote> package_sources(const StudyFile& study,
                                                const std::vector<InputChecksum>& checksums,
                                                const std::string& carrier) {
    Sources sources(checksums);
    add_coverage(sources, study, {carrier});
    add_people(sources, study);
    if (study.terrain) {
        for (const std::string& file : study.terrain->shown_as) {
            sources.add("terrain", "標高", "", file, study.terrain->origin);
        }
    }
    add_ledgers(sources, study, nullptr);
    for (const RestrictionInput& restriction : study.restrictions) {
        sources.add("restriction", "規制区域", restriction.name, restriction.source.shown_as,
                    restriction.origin);
    }
    add_surroundings(sources, study);
    return std::move(sources).notes();
}

std::vector<report::SourceNote> open_data_sources(const StudyFile& study,
                                                  const std::vector<InputChecksum>& checksums,
                                                  const std::set<std::string>& carriers,
                                                  const std::set<std::string>& ledgers) {
    Sources sources(checksums);
    add_coverage(sources, study, carriers);
    add_people(sources, study);
    add_ledgers(sources, study, &ledgers);
    add_surroundings(sources, study);
    return std::move(sources).notes();
}

} // namespace todoku::study
