#include "core/error.hpp"
#include "radio/antenna.hpp"
#include "study/antenna_pattern_file.hpp"
#include "study/term_case.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <memory>

namespace todoku::study::lab {

namespace {

/// Each pattern file once; a broken one fails every case that names it.
class PatternFiles {
public:
    PatternFiles(std::filesystem::path folder, Complain complain)
        : folder_(std::move(folder)), complain_(std::move(complain)) {}

    const radio::CutPattern& at(const std::string& name) {
        if (const auto broken = broken_.find(name); broken != broken_.end()) {
            throw InputError(broken->second);
        }
        if (const auto known = known_.find(name); known != known_.end()) {
            return known->second;
        }
        try {
            const auto loaded = read_antenna_pattern(folder_ / name, name);
            for (const Issue& issue : loaded.issues) {
                const Text place = issue.row ? Text{fmt::format("{} {}行目", name, *issue.row),
                                                    fmt::format("{} line {}", name, *issue.row)}
                                             : same_text(name);
                complain_({place.ja + ": " + issue.problem.ja + issue.action.ja,
                           place.en + ": " + issue.problem.en + " " + issue.action.en});
            }
            return known_.emplace(name, loaded.value).first->second;
        } catch (const InputError& error) {
            broken_.emplace(name, error.message());
            throw;
        }
    }

private:
    std::filesystem::path folder_;
    Complain complain_;
    std::map<std::string, radio::CutPattern> known_;
    std::map<std::string, Text> broken_;
};

radio::Pattern pattern_of(const TermCase& c, PatternFiles& files) {
    const std::string said = c.word("pattern");
    const auto peak = c.maybe_number("peak_dbi");
    if (peak) {
        radio::require_valid(*peak, radio::kPeakGain_dbi, "peak_dbi", radio::kAntennaSource);
    }
    if (said == "omni") {
        return radio::Omnidirectional{peak.value_or(radio::Omnidirectional{}.gain_dbi)};
    }
    radio::Element element;
    element.gain_dbi = peak.value_or(element.gain_dbi);
    if (said == "element") {
        return element;
    }
    if (said == "column") {
        const double elements = c.number("elements");
        radio::require_valid(elements, radio::kElements, "elements", radio::kAntennaSource);
        if (elements != std::floor(elements)) {
            TermCase::refuse("elements", c.word("elements"),
                             {"整数が必要です。", "expected a whole number."});
        }
        return radio::Column{element, static_cast<int>(elements), c.number("spacing"),
                             c.number("downtilt_deg")};
    }
    if (said.empty()) {
        TermCase::refuse("pattern", said,
                         {"omni element column かファイル名が必要です。",
                          "expected omni, element, column or the name of a file."});
    }
    radio::CutPattern cuts = files.at(said);
    cuts.gain_dbi = peak ? peak : cuts.gain_dbi;
    return cuts;
}

/// "0;120;240"
std::vector<double> bearings_of(const TermCase& c) {
    const std::string said = c.word("bearing_deg");
    std::vector<double> bearings;
    for (std::size_t at = 0; at <= said.size();) {
        const std::size_t end = std::min(said.find(';', at), said.size());
        const auto bearing = CsvTable::number_in(trimmed(said.substr(at, end - at)));
        if (!bearing) {
            TermCase::refuse("bearing_deg", said,
                             {"度の数（いくつかのときは ; で区切る）が必要です。",
                              "expected degrees, several with ; between."});
        }
        radio::require_valid(*bearing, radio::kAzimuth_deg, "bearing_deg", radio::kAntennaSource);
        bearings.push_back(*bearing);
        at = end + 1;
    }
    return bearings;
}

} // namespace

Term antenna_term(const std::filesystem::path& folder, const Complain& complain) {
    const radio::Column column;
    const auto files = std::make_shared<PatternFiles>(folder, complain);
    return {{"antenna",
             {"アンテナの利得。pattern は omni element column か .msi .pln .ant "
              "のファイル、方位は北から時計回り、仰角は水平から上、bearing_deg は主方向（0;120;240 "
              "のように並べるとセクタ）",
              "gain of antennas; pattern: omni element column or a file .msi .pln .ant; azimuth "
              "clockwise from north, elevation above the horizon, bearing_deg: the main direction "
              "(several, as 0;120;240: sectors)"},
             {"pattern", "azimuth_deg", "elevation_deg"},
             {{"bearing_deg", "0"},
              {"peak_dbi", ""},
              {"elements", std::to_string(column.elements)},
              {"spacing", shortest(column.spacing_wavelengths)},
              {"downtilt_deg", shortest(column.downtilt_deg)}},
             {"gain_dbi"}},
            [files](const TermCase& c) -> std::vector<double> {
                const radio::Pattern pattern = pattern_of(c, *files);
                std::vector<radio::Sector> sectors;
                for (const double bearing : bearings_of(c)) {
                    sectors.push_back({pattern, bearing});
                }
                const radio::Direction to{c.number("azimuth_deg"), c.number("elevation_deg")};
                return {radio::best_gain_dbi(sectors, to)};
            }};
}

} // namespace todoku::study::lab
