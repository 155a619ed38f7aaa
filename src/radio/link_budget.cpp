#include "radio/link_budget.hpp"

#include "core/error.hpp"
#include "radio/p833.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace todoku::radio {

namespace {

// MIC: 総務省 情報通信審議会 新世代モバイル通信システム委員会報告 (July 2018). Its sharing studies
// use, for 28 GHz, 5 dBm/MHz conducted, 23 dBi, 3 dB feeder: 25 dBm/MHz EIRP at 6 or 15 m; for 4.5
// GHz macro cells 28 dBm/MHz at 40 m; for 3.7 and 4.5 GHz small cells 5 dBm/MHz at 10 m; user
// equipment at 1.5 m with 0 dBi. House assumptions: 23 dBi less 3 dB at 3.7 and 4.5 GHz too
// (traffic beam); 36 dBm/MHz (40 W in 10 MHz) with 15 dBi less 3 dB below 3 GHz; radii; masts;
// least heights.
constexpr double kMacroSub6 = 28.0 + 23.0 - 3.0; // 48 dBm/MHz
constexpr double kMacroLow = 36.0 + 15.0 - 3.0;  // 48 dBm/MHz
constexpr double kSmallCell = 5.0 + 23.0 - 3.0;  // 25 dBm/MHz

// Subcarrier spacings of 3GPP TS 38.104, table 5.3.2: 15 kHz on FDD bands, 30 kHz on n77-n79, 120
// kHz on n257.
constexpr Hertz kLowSpacing{15e3};
constexpr Hertz kMidSpacing{30e3};
constexpr Hertz kMmwaveSpacing{120e3};

// MIC's interference studies assume 8 dB of body loss, the cautious side for interference is not
// the cautious side for coverage: 3 dB is the house's default for a handset in the hand, 8 dB is
// offered.
constexpr Decibels kBodyLoss{3.0};
// SS-RSRP outdoors, house default between the edge of service (-120 dBm) and good service (-100
// dBm).
constexpr DbMilliwatts kThreshold{-110.0};

constexpr Metres kMacroPole{
    15.0}; // a steel or concrete pole built on land: the least height of a macro antenna
constexpr Metres kSmallPole{10.0}; // MIC's height of small cells
constexpr Metres kReceiver{1.5};   // MIC

std::vector<BandPreset> make_presets() {
    const std::string mic = "MIC new-generation mobile committee report (2018-07)";
    const auto station = [&](std::string id, Text label, double f_ghz, Hertz spacing,
                             double eirp_dbm_per_mhz, Metres least_height, Metres radius,
                             std::string source) {
        return BandPreset{.id = std::move(id),
                          .label = std::move(label),
                          .frequency = gigahertz(f_ghz),
                          .subcarrier = spacing,
                          .eirp_per_re = per_resource_element(eirp_dbm_per_mhz, spacing),
                          .masts = {},
                          .least_height = least_height,
                          .receiver_height = kReceiver,
                          .body_loss = kBodyLoss,
                          .threshold = kThreshold,
                          .radius = radius,
                          .source = std::move(source)};
    };
    const std::string low =
        "house assumption: 36 dBm/MHz (40 W in 10 MHz), 15 dBi - 3 dB, 15 kHz; receiver: " + mic;
    const std::string beam = "; 23 dBi - 3 dB, 30 kHz: house assumption";
    const std::string macro = mic + ": 28 dBm/MHz" + beam;
    const std::string macro_as_n79 = mic + ": 28 dBm/MHz (its 4.5 GHz macro)" + beam;
    const std::string small = mic + ": 5 dBm/MHz at 10 m" + beam;
    const auto low_macro = [&](const char* id, Text label, double f_ghz, double radius_km) {
        return station(id, std::move(label), f_ghz, kLowSpacing, kMacroLow, kMacroPole,
                       kilometres(radius_km), low);
    };
    const auto mid_macro = [&](const char* id, Text label, double f_ghz,
                               const std::string& source) {
        return station(id, std::move(label), f_ghz, kMidSpacing, kMacroSub6, kMacroPole,
                       kilometres(5.0), source);
    };
    const auto mid_small = [&](const char* id, Text label, double f_ghz) {
        return station(id, std::move(label), f_ghz, kMidSpacing, kSmallCell, kSmallPole,
                       kilometres(2.0), small);
    };
    return {
        low_macro("n28-macro", {"700 MHz帯 マクロ", "700 MHz macro"}, 0.788, 10.0),
        low_macro("n3-macro", {"1.8 GHz帯 マクロ", "1.8 GHz macro"}, 1.84, 8.0),
        low_macro("n1-macro", {"2.1 GHz帯 マクロ", "2.1 GHz macro"}, 2.14, 8.0),
        mid_macro("n78-macro", {"3.5 GHz帯 マクロ", "3.5 GHz macro"}, 3.5, macro_as_n79),
        mid_small("n78-small", {"3.5 GHz帯 スモールセル", "3.5 GHz small cell"}, 3.5),
        mid_macro("n77-macro", {"3.7 GHz帯 マクロ", "3.7 GHz macro"}, 3.7, macro_as_n79),
        mid_small("n77-small", {"3.7 GHz帯 スモールセル", "3.7 GHz small cell"}, 3.7),
        mid_macro("n79-macro", {"4.5 GHz帯 マクロ", "4.5 GHz macro"}, 4.55, macro),
        mid_small("n79-small", {"4.5 GHz帯 スモールセル", "4.5 GHz small cell"}, 4.55),
        station("n257-small", {"28 GHz帯 スモールセル", "28 GHz small cell"}, 28.0, kMmwaveSpacing,
                kSmallCell, kSmallPole, kilometres(1.0),
                mic + ": 5 dBm/MHz, 23 dBi, 3 dB; 120 kHz (3GPP TS 38.104)"),
    };
}

} // namespace

DbMilliwatts per_resource_element(double eirp_dbm_per_mhz, Hertz subcarrier) {
    return DbMilliwatts(eirp_dbm_per_mhz - 10.0 * std::log10(1e6 / subcarrier.value()));
}

BandPreset indoors(const BandPreset& outdoors, Building building) {
    const auto not_exceeded_at = [&](double percent) {
        return building_entry_loss_db(
            {.building = building, .frequency = outdoors.frequency, .percent = percent});
    };
    constexpr double kOneDeviation_percent = 84.134; // of a normal distribution
    BandPreset inside = outdoors;
    inside.id += "-indoor";
    inside.label.ja += "（屋内）";
    inside.label.en += " (indoors)";
    inside.entry_loss = Decibels(not_exceeded_at(50.0));
    inside.entry_deviation =
        Decibels(not_exceeded_at(kOneDeviation_percent) - inside.entry_loss.value());
    inside.source += "; " + std::string(kBuildingEntrySource);
    return inside;
}

BandPreset in_woodland(const BandPreset& open, double depth_m) {
    BandPreset wooded = open;
    wooded.woodland_loss =
        Decibels(woodland_loss_db({.frequency = open.frequency, .depth_m = depth_m}));
    wooded.source += "; " + std::string(kWoodlandSource);
    return wooded;
}

std::span<const BandPreset> band_presets() {
    static const std::vector<BandPreset> presets = make_presets();
    return presets;
}

const BandPreset& band_preset(std::string_view id) {
    const auto presets = band_presets();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [&](const BandPreset& p) { return p.id == id; });
    if (found != presets.end()) {
        return *found;
    }
    std::string known;
    for (const BandPreset& preset : presets) {
        known += known.empty() ? "" : ", ";
        known += preset.id;
    }
    throw UsageError(
        {"周波数帯の設定「" + std::string(id) + "」はありません。使える設定: " + known + "。",
         "there is no band preset \"" + std::string(id) + "\"; known presets: " + known + "."});
}

} // namespace todoku::radio
