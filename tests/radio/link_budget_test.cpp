// The link-budget table: arithmetic of each preset against the published figures.
#include "core/error.hpp"
#include "radio/link_budget.hpp"
#include "support/catch.hpp"

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

} // namespace

TEST_CASE("Power per resource element follows from power per megahertz and subcarrier spacing") {
    // 48 dBm/MHz at 30 kHz: 48 - 10 log10(1000 / 30) = 32.77; 25 dBm/MHz at 120 kHz: 15.79; 48 at
    // 15 kHz: 29.76.
    CHECK_THAT(band_preset("n77-macro").eirp_per_re.value(), WithinAbs(32.77, 0.005));
    CHECK_THAT(band_preset("n79-macro").eirp_per_re.value(), WithinAbs(32.77, 0.005));
    CHECK_THAT(band_preset("n77-small").eirp_per_re.value(), WithinAbs(9.77, 0.005));
    CHECK_THAT(band_preset("n257-small").eirp_per_re.value(), WithinAbs(15.79, 0.005));
    CHECK_THAT(band_preset("n28-macro").eirp_per_re.value(), WithinAbs(29.76, 0.005));
    CHECK_THAT(band_preset("n1-macro").eirp_per_re.value(), WithinAbs(29.76, 0.005));
}

TEST_CASE("The largest loss is that of the table less body loss") {
    // 143 dB to -110 dBm for a 3.7 GHz macro cell without other loss, 3 dB of body loss.
    CHECK_THAT(band_preset("n77-macro").maximum_loss().value(), WithinAbs(142.77 - 3.0, 0.005));
}

TEST_CASE("Indoors the median entry loss comes off, and rooms vary") {
    // P.2109-2 at 3.7 GHz, traditional: Lh = 12.64 + 3.72 log f + 0.96 log^2 f = 15.06 dB, with eq.
    // 1 joined to C = -3 dB and w + x log f = 7.4 dB: 15.81 dB.
    const BandPreset& outdoors = band_preset("n77-macro");
    const BandPreset inside = indoors(outdoors, Building::Traditional);
    CHECK(inside.id == "n77-macro-indoor");
    CHECK(inside.label.ja == "3.7 GHz帯 マクロ（屋内）");
    CHECK_THAT(inside.entry_loss.value(), WithinAbs(15.81, 0.02));
    CHECK_THAT(inside.maximum_loss().value(),
               WithinAbs(outdoors.maximum_loss().value() - inside.entry_loss.value(), 1e-9));
    CHECK(inside.entry_deviation > Decibels(8.0));
    CHECK(inside.entry_deviation < Decibels(12.0));
    CHECK(indoors(outdoors, Building::ThermallyEfficient).entry_loss > Decibels(30.0));
}

TEST_CASE("In a wood the loss of P.833 comes off, at its most deep inside") {
    // At 3.7 GHz: gamma from 0.2 dB/m at 1 GHz to 6 at 30 GHz, straight in logarithms:
    // 0.2 x 30^(ln 3.7 / ln 30) = 0.7401 dB/m; Am = 1.15 x 3700^0.43 = 39.35 dB;
    // Am (1 - exp(-50 gamma / Am)) = 23.99 dB (50 m).
    const BandPreset& open = band_preset("n77-macro");
    const BandPreset wooded = in_woodland(open, 50.0);
    CHECK_THAT(wooded.woodland_loss.value(), WithinAbs(23.99, 0.05));
    CHECK_THAT(wooded.maximum_loss().value(),
               WithinAbs(open.maximum_loss().value() - wooded.woodland_loss.value(), 1e-9));
    CHECK_THAT(in_woodland(open, 1000.0).woodland_loss.value(), WithinAbs(39.35, 0.02));
    CHECK(in_woodland(open, 0.0).woodland_loss == Decibels(0.0));
    CHECK_THAT(indoors(wooded, Building::Traditional).maximum_loss().value(),
               WithinAbs(indoors(open, Building::Traditional).maximum_loss().value() -
                             wooded.woodland_loss.value(),
                         1e-9));
}

TEST_CASE("Every preset is complete and says where its figures come from") {
    CHECK(band_presets().size() == 10);
    for (const BandPreset& preset : band_presets()) {
        INFO(preset.id);
        CHECK(&band_preset(preset.id) == &preset);
        CHECK_FALSE(preset.label.ja.empty());
        CHECK_FALSE(preset.label.en.empty());
        CHECK_FALSE(preset.source.empty());
        CHECK(preset.radius.value() > 0.0);
        CHECK(preset.receiver_height == Metres(1.5));
        CHECK(preset.threshold == DbMilliwatts(-110.0));
        CHECK(preset.least_height >= Metres(10.0));
    }
}

TEST_CASE("An unknown preset is refused with the known ones") {
    CHECK_THROWS_WITH(band_preset("n99"), Contains("n99") && Contains("n77-macro"));
    CHECK_THROWS_AS(band_preset(""), UsageError);
}
