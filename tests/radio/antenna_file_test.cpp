// Antenna pattern files: what is read of each format, what is told, what is refused and where.
#include "core/error.hpp"
#include "radio/antenna.hpp"
#include "radio/antenna_file.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <functional>
#include <utility>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

constexpr const char* kSmall = "NAME Panel\nFREQUENCY 3700\nGAIN 17.5 dBi\nTILT ELECTRICAL\n"
                               "HORIZONTAL 4\n0 0\n90 12\n180 30\n270 13\n"
                               "VERTICAL 5\n0 2\n6 0\n90 20\n180 30\n270 25\n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string refusal(const std::string& text) {
    try {
        read_antenna("a.msi", text);
    } catch (const InputError& error) {
        CHECK_FALSE(error.message().ja.empty());
        return error.message().en;
    }
    return "";
}

std::vector<std::string> codes(const Loaded<CutPattern>& loaded) {
    std::vector<std::string> result;
    for (const Issue& issue : loaded.issues) {
        result.push_back(issue.code);
    }
    return result;
}

/// A Radio Mobile list: `level` around, then `upright` by elevation from +90 down.
std::string list(int upright, const std::function<double(int)>& level_db,
                 const std::function<double(int)>& upright_db) {
    std::string text;
    for (int i = 0; i < 360; ++i) {
        text += fmt::format("{}\r\n", level_db(i));
    }
    for (int i = 0; i < upright; ++i) {
        text += fmt::format("{}\r\n", upright_db(90 - i));
    }
    return text;
}

} // namespace

TEST_CASE("An MSI file gives its gain less the losses of both cuts, tilted downwards") {
    const Loaded<CutPattern> loaded = read_antenna("a.msi", kSmall);
    CHECK(loaded.issues.empty());
    CHECK(loaded.counts.read == 9);
    CHECK(loaded.counts.used == 9);
    const Pattern pattern = loaded.value;
    CHECK(gain_dbi(pattern, {0.0, -6.0}) == 17.5);  // the beam
    CHECK(gain_dbi(pattern, {0.0, 0.0}) == 15.5);   // the horizon
    CHECK(gain_dbi(pattern, {90.0, -6.0}) == 5.5);  // clockwise
    CHECK(gain_dbi(pattern, {-90.0, -6.0}) == 4.5); // anticlockwise
    CHECK(gain_dbi(pattern, {180.0, 0.0}) == -14.5);
    CHECK(gain_dbi(pattern, {0.0, -90.0}) == -2.5);
    CHECK(gain_dbi(pattern, {0.0, 90.0}) == -7.5);
}

TEST_CASE("The gain of an MSI file is in dBd unless it says dBi") {
    const auto gain = [](const std::string& line) {
        return read_antenna("a.msi", replaced(kSmall, "GAIN 17.5 dBi", line));
    };
    CHECK(gain("GAIN 15,35dBd").value.gain_dbi == 17.5);
    CHECK(gain("gain 17.5 DBI").value.gain_dbi == 17.5);
    const Loaded<CutPattern> bare = gain("GAIN 15.35");
    CHECK(bare.value.gain_dbi == 17.5);
    CHECK(codes(bare) == std::vector<std::string>{"antenna_gain_in_dbd"});
    CHECK(bare.issues[0].row == 3);
    const Loaded<CutPattern> none = gain("H_WIDTH 65");
    CHECK_FALSE(none.value.gain_dbi.has_value());
    CHECK(codes(none) == std::vector<std::string>{"antenna_gain_missing"});
}

TEST_CASE("Gains where losses belong, a repeated angle and a beam into the sky are told") {
    const Loaded<CutPattern> turned = read_antenna(
        "a.msi", replaced(replaced(replaced(kSmall, "90 12", "90 -12"), "180 30", "180 -30"),
                          "270 13", "270 -13"));
    CHECK(turned.value.horizontal.loss_db(90.0) == 12.0);
    CHECK(codes(turned) == std::vector<std::string>{"antenna_signs_turned"});
    CHECK(turned.issues[0].row == 7);

    const Loaded<CutPattern> closed =
        read_antenna("a.msi", replaced(replaced(kSmall, "HORIZONTAL 4", "HORIZONTAL 5"), "270 13\n",
                                       "270 13\n360 0\n"));
    CHECK(closed.value.horizontal.points().size() == 4);
    CHECK(codes(closed) == std::vector<std::string>{"antenna_angle_repeated"});
    CHECK(closed.issues[0].row == 10);

    const Loaded<CutPattern> up = read_antenna("a.msi", replaced(kSmall, "6 0\n", "354 0\n"));
    CHECK(codes(up) == std::vector<std::string>{"antenna_beam_upwards"});
    CHECK(up.issues[0].value == "6");
}

TEST_CASE("A Radio Mobile list is read around, then from above to below and on behind") {
    // A beam 10 degrees down: 6 dB under it at the horizon, in both planes.
    const auto level = [](int azimuth) {
        const int off = azimuth > 180 ? 360 - azimuth : azimuth;
        return -6.0 - off / 10.0;
    };
    const auto upright = [](int elevation) { return -0.6 * std::abs(elevation + 10); };
    const Loaded<CutPattern> loaded = read_antenna("a.ant", list(360, level, upright));
    CHECK(codes(loaded) == std::vector<std::string>{"antenna_gain_missing"});
    CHECK(loaded.counts.used == 720);
    const Pattern pattern = loaded.value;
    CHECK_THAT(gain_dbi(pattern, {0.0, 0.0}), WithinAbs(-6.0, 1e-12));
    CHECK_THAT(gain_dbi(pattern, {0.0, -10.0}), WithinAbs(0.0, 1e-12));
    CHECK_THAT(gain_dbi(pattern, {0.0, 20.0}), WithinAbs(-18.0, 1e-12));
    CHECK_THAT(gain_dbi(pattern, {90.0, 0.0}), WithinAbs(-15.0, 1e-12));
    CHECK_THAT(gain_dbi(pattern, {-90.0, -10.0}), WithinAbs(-9.0, 1e-12));
    // Behind, on the way around from below: line 540 + 1 is -91 degrees, the last is +91.
    CHECK_THAT(loaded.value.vertical.loss_db(-91.0), WithinAbs(0.6 * 81.0, 1e-12));

    for (const int half : {180, 181}) {
        const Loaded<CutPattern> front = read_antenna("a.ant", list(half, level, upright));
        CHECK_THAT(gain_dbi(Pattern(front.value), {0.0, -10.0}), WithinAbs(0.0, 1e-12));
        CHECK_THAT(gain_dbi(Pattern(front.value), {0.0, 89.0}), WithinAbs(-0.6 * 99.0, 1e-12));
    }
    const Loaded<CutPattern> flat = read_antenna("a.ant", list(0, level, upright));
    CHECK(codes(flat) == std::vector<std::string>{"antenna_gain_missing", "antenna_cut_missing"});
    CHECK_THAT(gain_dbi(Pattern(flat.value), {90.0, -40.0}), WithinAbs(-15.0, 1e-12));
}

TEST_CASE("Decimal commas, blank lines and other encodings are read") {
    const std::string commas = list(0, [](int) { return -0.5; }, [](int) { return 0.0; });
    std::string text;
    for (const char c : commas) {
        text += c == '.' ? std::string(",") : c == '\n' ? "\n\n" : std::string(1, c);
    }
    CHECK(read_antenna("a.ant", text).value.horizontal.loss_db(17.3) == 0.5);
    const Loaded<CutPattern> marked = read_antenna("a.msi", "\xEF\xBB\xBF" + std::string(kSmall));
    CHECK(marked.value.gain_dbi == 17.5);
    CHECK(marked.encoding == "UTF-8 BOM");
}

TEST_CASE("A broken antenna file is refused with its line and what was expected") {
    const std::string small = kSmall;
    CHECK_THAT(refusal(""), Contains("a.msi is empty"));
    CHECK_THAT(refusal("\n \r\n"), Contains("a.msi is empty"));
    CHECK_THAT(refusal("PK\x03\x04"), Contains("no line HORIZONTAL 360"));
    CHECK_THAT(refusal(small.substr(0, small.find("VERTICAL"))), Contains("no line VERTICAL 360"));
    CHECK_THAT(refusal(replaced(small, "GAIN 17.5 dBi", "GAIN high")),
               Contains("line 3") && Contains("\"high\""));
    CHECK_THAT(refusal(replaced(small, "GAIN 17.5 dBi", "GAIN 900 dBi")),
               Contains("-50 to 80 dBi"));
    CHECK_THAT(refusal(replaced(small, "GAIN 17.5 dBi", "GAIN 17.5 dBm")), Contains("not \"dBm\""));
    CHECK_THAT(refusal(replaced(small, "HORIZONTAL 4", "HORIZONTAL")),
               Contains("line 5") && Contains("number of rows"));
    CHECK_THAT(refusal(replaced(small, "HORIZONTAL 4", "HORIZONTAL 1e9")), Contains("2 to 36000"));
    CHECK_THAT(refusal(replaced(small, "HORIZONTAL 4", "HORIZONTAL 5")),
               Contains("line 10") && Contains("row 5 of the 5 of HORIZONTAL") &&
                   Contains("\"VERTICAL 5\""));
    CHECK_THAT(refusal(replaced(small, "HORIZONTAL 4", "HORIZONTAL 3")),
               Contains("line 9") && Contains("\"270 13\" stands beyond"));
    CHECK_THAT(refusal(replaced(small, "VERTICAL 5", "VERTICAL 6")),
               Contains("states 6 rows, but the file ends after 5"));
    CHECK_THAT(refusal(replaced(small, "90 12", "90 x")),
               Contains("line 7") && Contains("\"90 x\""));
    CHECK_THAT(refusal(replaced(small, "90 12", "90 nan")), Contains("line 7"));
    CHECK_THAT(refusal(replaced(small, "90 12", "390 12")), Contains("angle 390"));
    CHECK_THAT(refusal(replaced(small, "90 12", "90 1200")), Contains("1200 dB is beyond 300"));
    CHECK_THAT(refusal(replaced(small, "90 12", "90 -12")),
               Contains("line 7") && Contains("signs of HORIZONTAL are mixed (-12)"));
    CHECK_THAT(refusal(replaced(small, "90 12", "0 12")),
               Contains("line 7") && Contains("angle 0 of HORIZONTAL stands twice"));
    CHECK_THAT(refusal(small + "VERTICAL 2\n0 0\n180 1\n"),
               Contains("VERTICAL stands here a second time"));
    CHECK_THAT(refusal("0\n-1\n-2\n"), Contains("a.msi has 3 numbers"));
    CHECK_THAT(refusal("0\n-1\n-2 dB\n"), Contains("line 3") && Contains("one number (dB) a line"));
}
