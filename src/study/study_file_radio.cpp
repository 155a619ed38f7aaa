// [radio] and [[radio.band]]: how reach is predicted and what a station sends.
#include "core/error.hpp"
#include "radio/batch_loss.hpp"
#include "radio/link_budget.hpp"
#include "radio/p838.hpp"
#include "study/study_file_inputs.hpp"

#include <algorithm>
#include <utility>

namespace todoku::study {

namespace {

/// Far beyond what P.833 still tells apart: its loss is at its most after some hundred metres.
constexpr double kMostWoodland_m = 1000.0;

void read_antenna(TomlSection& section, const StudyPaths& paths, AntennaSettings& antenna) {
    using Kind = AntennaSettings::Kind;
    const std::string said = section.text("antenna", "omni");
    if (said == "sector") {
        antenna.kind = Kind::Sector;
    } else if (said != "omni") {
        antenna.kind = Kind::File;
        antenna.file = paths.resolve(said);
        antenna.shown_as = said;
    }
    std::vector<double> bearings_deg = section.numbers("bearings_deg", -360.0, 360.0);
    if (section.has("bearings_deg")) {
        antenna.bearings_deg = std::move(bearings_deg);
        if (antenna.bearings_deg.empty()) {
            section.reject("bearings_deg",
                           {"向きを一つ以上書いてください。", "give at least one bearing."});
        }
        if (antenna.kind == Kind::Omni) {
            section.reject("bearings_deg",
                           {"antenna が omni（全方向）のときは書きません。",
                            "goes with a sector or a file, not with antenna = \"omni\"."});
        }
    }
    antenna.downtilt_deg = section.number("downtilt_deg", antenna.downtilt_deg, 0.0, 30.0);
    if (section.has("downtilt_deg") && antenna.kind != Kind::Sector) {
        section.reject(
            "downtilt_deg",
            {"antenna が sector のときだけ書きます（ファイルのチルトはその中にあります）。",
             "goes with antenna = \"sector\" only: a file has its own tilt."});
    }
}

BandSettings read_band(TomlSection& section, const std::vector<std::string>& presets) {
    BandSettings band;
    band.preset = section.needed_text("preset", "n77-macro");
    if (std::find(presets.begin(), presets.end(), band.preset) == presets.end()) {
        section.reject("preset", {"[radio] presets にある周波数帯を書いてください。",
                                  "must be one of [radio] presets."});
    }
    const double eirp_dbm_per_mhz = section.number("eirp_dbm_per_mhz", 0.0, -50.0, 100.0);
    if (section.has("eirp_dbm_per_mhz")) {
        band.eirp_dbm_per_mhz = eirp_dbm_per_mhz;
    }
    // At posts of 10 m a disc of 20 km holds 12 million handsets.
    const double radius_km = section.number("radius_km", 1.0, 0.1, 20.0);
    if (section.has("radius_km")) {
        band.radius_km = radius_km;
    }
    section.finish();
    return band;
}

// 100 m: above any lattice mast that is put on a roof or beside one.
void read_masts(TomlSection& radio, radio::MastHeights& masts) {
    std::optional<TomlSection> section = radio.section("mast_m");
    if (!section) {
        return;
    }
    const auto read = [&](const char* key, Metres& height) {
        height = Metres(section->number(key, height.value(), 0.0, 100.0));
    };
    read("building", masts.building);
    read("structure", masts.structure);
    read("pole", masts.pole);
    read("mast", masts.mast);
    read("land", masts.land);
    section->finish();
}

} // namespace

RadioSettings read_radio_section(TomlSection& section, const StudyPaths& paths) {
    RadioSettings radio;
    radio.model = section.text("model", radio.model);
    if (!radio::sweep_model(radio.model)) {
        section.reject("model",
                       {"p1812、p526、bullington、los、freespace のどれかを書いてください。",
                        "write p1812, p526, bullington, los or freespace."});
    }
    std::vector<std::string> presets = section.texts("presets");
    if (section.has("presets")) {
        radio.presets = std::move(presets);
        if (radio.presets.empty()) {
            section.reject("presets", {"周波数帯を一つ以上書いてください。",
                                       "give at least one band preset."});
        }
        for (const std::string& id : radio.presets) {
            try {
                static_cast<void>(radio::band_preset(id));
            } catch (const UsageError& unknown) {
                section.reject("presets", unknown.message());
            }
        }
    }
    radio.receivers_per_side = static_cast<int>(section.whole("receivers_per_side", 0, 0, 100));
    radio.clear_m = section.number("clear_m", radio.clear_m, 0.0, 1000.0);
    radio.threshold_dbm = section.number("threshold_dbm", radio.threshold_dbm,
                                         domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm);
    radio.body_loss_db = section.number("body_loss_db", radio.body_loss_db, 0.0, 30.0);
    radio.woodland_m = section.number("woodland_m", radio.woodland_m, 0.0, kMostWoodland_m);
    read_masts(section, radio.masts);
    read_antenna(section, paths, radio.antenna);
    radio.rain_mm_h =
        section.number("rain_mm_h", radio.rain_mm_h, 0.0, radio::kRainRate_mm_h.greatest);
    const std::string around = section.text("terminal_clutter", "none");
    if (around != "none" && around != "p2108") {
        section.reject("terminal_clutter",
                       {"none か p2108 にしてください。", "must be none or p2108."});
    }
    radio.terminal_clutter = around == "p2108";
    const std::string indoor = section.text("indoor", "traditional");
    if (indoor != "traditional" && indoor != "thermally-efficient" && indoor != "none") {
        section.reject("indoor",
                       {"traditional（在来の建物）、thermally-efficient（断熱の建物）、none "
                        "のどれかにしてください。",
                        "must be traditional, thermally-efficient or none."});
    }
    radio.indoor = indoor == "none"          ? std::nullopt
                   : indoor == "traditional" ? std::optional(radio::Building::Traditional)
                                             : std::optional(radio::Building::ThermallyEfficient);
    for (TomlSection& band : section.sections("band")) {
        radio.bands.push_back(read_band(band, radio.presets));
        const BandSettings& last = radio.bands.back();
        if (std::any_of(radio.bands.begin(), radio.bands.end() - 1,
                        [&](const BandSettings& b) { return b.preset == last.preset; })) {
            band.reject("preset",
                        {"同じ周波数帯の [[radio.band]] が二つあります。一つにまとめてください。",
                         "two [[radio.band]] have this preset: make them one."});
        }
    }
    section.finish();
    return radio;
}

} // namespace todoku::study
