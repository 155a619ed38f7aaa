// [[measurement]]: how drive and walk tests are read.
#include "study/study_file_inputs.hpp"

#include <utility>

namespace todoku::study {

MeasurementInput read_measurement_section(TomlSection& section, const StudyPaths& paths) {
    MeasurementInput input;
    for (const std::string& file : paths.files_of(section)) {
        input.files.push_back(paths.resolve(file));
        input.shown_as.push_back(file);
    }
    input.name = section.text("name", "");
    input.sheets = section.texts("layer");
    input.encoding = section.optional_text("encoding");
    input.crs = section.optional_text("crs");
    for (auto& [key, value] : section.pairs("fields")) {
        input.fields[key] = value;
    }
    input.carrier = section.text("carrier", "");
    for (auto& [key, value] : section.pairs("carriers")) {
        input.carrier_names[key] = value;
    }
    const auto technology = [&section](const std::string& key, const std::string& word) {
        const auto known = domain::measured_technology_of(word);
        if (!known) {
            section.reject(key, {"4g 5g 5g-converted 5g-sub6 5g-mmwave のどれかにしてください。",
                                 "must be one of 4g 5g 5g-converted 5g-sub6 5g-mmwave."});
        }
        return known;
    };
    if (const auto word = section.optional_text("technology")) {
        input.technology = technology("technology", *word);
    }
    for (const auto& [key, value] : section.pairs("technologies")) {
        if (const auto known = technology("technologies", value)) {
            input.technology_names.emplace(key, *known);
        }
    }
    input.threshold_4g_dbm = section.number("threshold_4g_dbm", input.threshold_4g_dbm,
                                            domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm);
    input.threshold_5g_dbm = section.number("threshold_5g_dbm", input.threshold_5g_dbm,
                                            domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm);
    input.empty_is_out = section.yes("empty_is_out", false);
    input.origin = provenance_of(section);
    section.finish();
    return input;
}

} // namespace todoku::study
