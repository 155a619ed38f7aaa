#include "study/study_file_inputs.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

namespace todoku::study {

using domain::Strength;

namespace {

const Text kStrengthWords = {
    "good（良好）・fair（中程度）・edge（エリア端）のどれかにしてください。",
    "must be one of good, fair, edge."};

std::optional<Strength> optional_strength(TomlSection& section, const std::string& key) {
    const auto word = section.optional_text(key);
    if (!word) {
        return std::nullopt;
    }
    const auto strength = domain::strength_of(*word);
    if (!strength) {
        section.reject(key, kStrengthWords);
    }
    return strength;
}

io::StrengthReading strength_reading(TomlSection& section) {
    io::StrengthReading reading;
    reading.whole = optional_strength(section, "strength");
    reading.field = section.text("strength_field", "");
    for (const auto& [word, meaning] : section.pairs("strengths")) {
        const auto strength = domain::strength_of(meaning);
        if (!strength) {
            section.reject("strengths", kStrengthWords);
            continue;
        }
        reading.values.emplace(word, *strength);
    }
    reading.least = optional_strength(section, "least_strength");
    return reading;
}

io::CoverageForm form_of(TomlSection& section) {
    const std::string word = section.text("read", "");
    if (word == "polygons") {
        return io::CoverageForm::Polygons;
    }
    if (word == "mesh") {
        return io::CoverageForm::MeshTable;
    }
    if (!word.empty()) {
        section.reject("read", {"polygons（ポリゴン）か mesh（メッシュコードの表）にしてください。",
                                "must be polygons or mesh (a table of mesh codes)."});
    }
    return io::CoverageForm::Detected;
}

io::MeshTableReading mesh_reading(TomlSection& section) {
    io::MeshTableReading reading;
    reading.code_field = section.text("code_field", "");
    reading.share_field = section.text("share_field", "");
    reading.class_field = section.text("class_field", "");
    reading.covered = section.texts("covered");
    reading.not_covered = section.texts("not_covered");
    const std::string unit = section.text("share_unit", "");
    if (unit == "percent" || unit == "share") {
        reading.percent = unit == "percent";
    } else if (!unit.empty()) {
        section.reject("share_unit", {"percent（0〜100）か share（0〜1）にしてください。",
                                      "must be percent (0 to 100) or share (0 to 1)."});
    }
    if (!reading.not_covered.empty() && reading.covered.empty()) {
        section.reject("not_covered", {"エリア内の値を covered にも書いてください。",
                                       "give the values that mean covered too."});
    }
    return reading;
}

} // namespace

CoverageInput read_coverage_section(TomlSection& section, const StudyPaths& paths) {
    CoverageInput input;
    input.carrier = section.text("carrier");
    if (input.carrier.empty() || input.carrier == "any" || input.carrier == "all" ||
        input.carrier.find_first_of("/\\") != std::string::npos || input.carrier.front() == '.') {
        section.reject("carrier",
                       {"フォルダ名に使える事業者名にしてください（any と all は使えません）。",
                        "must be a carrier's name usable as a folder name (not any or all)."});
    }
    const std::string technology = section.text("technology");
    const auto known = domain::technology_of(technology);
    if (!known) {
        section.reject("technology", {"4g 5g-converted 5g-sub6 5g-mmwave のどれかにしてください。",
                                      "must be one of 4g 5g-converted 5g-sub6 5g-mmwave."});
    }
    input.technology = known.value_or(input.technology);
    input.origin = provenance_of(section);
    input.confidential = section.yes("confidential", true);
    input.sources = vector_inputs(section, paths);
    input.form = form_of(section);
    input.strength = strength_reading(section);
    input.mesh = mesh_reading(section);
    section.finish();
    return input;
}

} // namespace todoku::study
