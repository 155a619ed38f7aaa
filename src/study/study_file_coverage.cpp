#include "study/study_file_inputs.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
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
    if (word == "picture") {
        return io::CoverageForm::Picture;
    }
    if (!word.empty()) {
        section.reject("read", {"polygons（ポリゴン）・mesh（メッシュコードの表）・picture（画像）"
                                "のどれかにしてください。",
                                "must be polygons, mesh (a table of mesh codes) or picture."});
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
    reading.not_known = section.texts("not_known");
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

std::optional<std::uint32_t> colour_of(std::string_view text) {
    std::uint32_t rgb = 0;
    constexpr std::size_t kDigits = 6;
    if (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rgb, 16);
    return text.size() == kDigits && error == std::errc{} && end == text.data() + text.size()
               ? std::optional(rgb)
               : std::nullopt;
}

io::ColourMeaning colour_meaning(TomlSection& section) {
    io::ColourMeaning meaning;
    const auto rgb = colour_of(section.text("rgb"));
    if (!rgb) {
        section.reject("rgb", {"#RRGGBB の形（例: \"#E60012\"）で書いてください。",
                               "must be like \"#E60012\"."});
    }
    meaning.rgb = rgb.value_or(0);
    meaning.tolerance = static_cast<int>(section.whole("tolerance", meaning.tolerance, 0, 255));
    meaning.label = section.text("class", "");
    meaning.unknown = section.yes("unknown", false);
    meaning.covered = section.yes("covered", !meaning.unknown);
    if (meaning.unknown && meaning.covered) {
        section.reject("unknown", {"covered = true の色には書けません。",
                                   "cannot stand beside covered = true."});
    }
    meaning.strength = optional_strength(section, "strength").value_or(Strength::Unsaid);
    section.finish();
    return meaning;
}

/// A part of a picture that is no ground, by its sides in degrees.
geo::Box ignored_box(TomlSection& section) {
    geo::Box box;
    for (const auto& [key, side, most] :
         {std::tuple{"west", &geo::Box::west, 180.0}, std::tuple{"south", &geo::Box::south, 90.0},
          std::tuple{"east", &geo::Box::east, 180.0},
          std::tuple{"north", &geo::Box::north, 90.0}}) {
        if (!section.has(key)) {
            section.reject(key,
                           {"除く枠の辺を度で書いてください（west、south、east、north）。",
                            "write the sides of the box in degrees: west, south, east, north."});
        }
        box.*side = section.number(key, 0.0, -most, most);
    }
    if (box.empty()) {
        section.reject("east", {"west は east より、south は north より小さくしてください。",
                                "west must be less than east, south less than north."});
    }
    section.finish();
    return box;
}

io::PictureReading picture_reading(TomlSection& section) {
    constexpr std::size_t kMostColours = 64; // of a legend that people can tell apart, and more
    io::PictureReading reading;
    reading.tiles = section.text("tiles", "");
    constexpr int kDeepest = 30;
    const std::int64_t zoom = section.whole("zoom", 0, 0, kDeepest);
    if (section.has("zoom")) {
        reading.zoom = static_cast<int>(zoom);
    }
    for (TomlSection& box : section.sections("ignore")) {
        reading.ignore.push_back(ignored_box(box));
    }
    for (TomlSection& colour : section.sections("colour")) {
        const io::ColourMeaning meaning = colour_meaning(colour);
        for (const io::ColourMeaning& other : reading.colours) {
            if (other.rgb == meaning.rgb) {
                colour.reject("rgb",
                              {"同じ色がもう一つあります。", "the same colour stands twice."});
            }
        }
        reading.colours.push_back(meaning);
    }
    if (reading.colours.size() > kMostColours) {
        section.reject("colour", {fmt::format("色は{}までです。", kMostColours),
                                  fmt::format("at most {} colours.", kMostColours)});
        reading.colours.resize(kMostColours);
    }
    return reading;
}

/// "tiles/{z}/{x}/{y}.png" is the folder "tiles" and the order of what is in it.
void part_tile_patterns(std::vector<VectorInput>& sources, io::PictureReading& reading) {
    for (VectorInput& source : sources) {
        const std::string path = source.file.string();
        const auto brace = path.find('{');
        if (brace == std::string::npos || path.find("{x}") == std::string::npos) {
            continue;
        }
        const auto slash = path.rfind('/', brace);
        reading.tiles = path.substr(slash + 1);
        source.file = path.substr(0, slash);
    }
}

} // namespace

CoverageInput read_coverage_section(TomlSection& section, const StudyPaths& paths) {
    CoverageInput input;
    input.carrier = section.needed_text("carrier", "キャリアA");
    // Names of folders and files hold it: what Windows takes in them, and with what stands around
    // it in 255 bytes.
    constexpr std::size_t kLongestCarrier = 150;
    if (input.carrier.empty() || input.carrier == "any" || input.carrier == "all" ||
        input.carrier.starts_with("at-least-") || input.carrier.size() > kLongestCarrier ||
        input.carrier.find_first_of("/\\:*?\"<>|") != std::string::npos ||
        input.carrier.front() == '.') {
        section.reject(
            "carrier",
            {"フォルダ名に使える事業者名にしてください（50字まで。\\ / : * ? \" < > | "
             "は使えません。"
             "any と all も使えません）。",
             "must be usable as a folder name (up to 150 bytes, without \\ / : * ? \" < > "
             "|), and not any or all."});
    }
    const std::string technology = section.needed_text("technology", "5g-sub6");
    const auto known = domain::technology_of(technology);
    if (!known) {
        section.reject("technology", {"4g 5g-converted 5g-sub6 5g-mmwave のどれかにしてください。",
                                      "must be one of 4g 5g-converted 5g-sub6 5g-mmwave."});
    }
    input.technology = known.value_or(input.technology);
    input.origin = provenance_of(section);
    input.confidential = section.yes("confidential", true);
    input.unknown = section.yes("unknown", false);
    input.sources = vector_inputs(section, paths);
    input.form = form_of(section);
    input.strength = strength_reading(section);
    input.mesh = mesh_reading(section);
    input.picture = picture_reading(section);
    part_tile_patterns(input.sources, input.picture);
    section.finish();
    return input;
}

} // namespace todoku::study
