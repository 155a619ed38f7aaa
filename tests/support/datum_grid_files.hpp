// Datum grids for tests: four real corners of TKY2JGD.par, and made-up grids in both file formats.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace todoku::test {

/// Source: 国土地理院 TKY2JGD.par Ver.2.1.2, the corners around 36.1038 N 140.0879 E.
inline const char* const kParOfTsukuba = "JGD2000-TokyoDatum Ver.2.1.2\r\n"
                                         "MeshCode   dB(sec)   dL(sec)\r\n"
                                         "54401027  11.49105 -11.80078\r\n"
                                         "54401037  11.48732 -11.80198\r\n"
                                         "54401028  11.49096 -11.80476\r\n"
                                         "54401038  11.48769 -11.80555\r\n";

/// South-west corner of the made-up grids: primary mesh 5136, in the north of Mie.
inline constexpr double kGridSouth = 34.0;
inline constexpr double kGridWest = 136.0;

/// About the shift of the middle of Japan, bent so that neither direction is level.
inline float made_up_lat_seconds(int row, int column) {
    return static_cast<float>(11.7 - 0.01 * row + 0.004 * column + 0.001 * row * column);
}
inline float made_up_lng_seconds(int row, int column) {
    return static_cast<float>(-10.3 - 0.006 * row - 0.02 * column);
}

/// A parameter file of rows x columns corners, fewer than 10 each.
inline std::string made_up_par(int rows, int columns) {
    std::string text = "MADE UP FOR TESTS\nMeshCode   dB(sec)   dL(sec)\n";
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            text += fmt::format("513600{}{}  {} {}\n", row, column,
                                made_up_lat_seconds(row, column), made_up_lng_seconds(row, column));
        }
    }
    return text;
}

/// The same corners as an NTv2 file (little-endian). Source: Natural Resources Canada, NTv2
/// Developer's Guide: longitudes and their shifts count westwards, rows run from the south-east.
inline std::string made_up_ntv2(int rows, int columns) {
    std::string bytes;
    const auto name = [&](const char* text) { bytes += fmt::format("{:8}", text); };
    const auto number = [&](double value) {
        char raw[sizeof value];
        std::memcpy(raw, &value, sizeof value);
        bytes.append(raw, sizeof value);
    };
    const auto whole = [&](std::int32_t value) {
        char raw[sizeof value];
        std::memcpy(raw, &value, sizeof value);
        bytes.append(raw, sizeof value);
        bytes.append(4, '\0');
    };
    const auto single = [&](float value) {
        char raw[sizeof value];
        std::memcpy(raw, &value, sizeof value);
        bytes.append(raw, sizeof value);
    };
    const auto entry = [&](const char* key, double value) {
        name(key);
        number(value);
    };
    for (const auto& [key, value] :
         {std::pair{"NUM_OREC", 11}, {"NUM_SREC", 11}, {"NUM_FILE", 1}}) {
        name(key);
        whole(value);
    }
    for (const char* text :
         {"GS_TYPE", "SECONDS", "VERSION", "NTv2.0", "SYSTEM_F", "TOKYO", "SYSTEM_T", "JGD2000"}) {
        name(text);
    }
    entry("MAJOR_F", 6377397.155);
    entry("MINOR_F", 6356078.963);
    entry("MAJOR_T", 6378137.0);
    entry("MINOR_T", 6356752.314);
    for (const char* text : {"SUB_NAME", "TEST", "PARENT", "NONE", "CREATED", "", "UPDATED", ""}) {
        name(text);
    }
    entry("S_LAT", kGridSouth * 3600.0);
    entry("N_LAT", kGridSouth * 3600.0 + 30.0 * (rows - 1));
    entry("E_LONG", -kGridWest * 3600.0 - 45.0 * (columns - 1));
    entry("W_LONG", -kGridWest * 3600.0);
    entry("LAT_INC", 30.0);
    entry("LONG_INC", 45.0);
    name("GS_COUNT");
    whole(rows * columns);
    for (int row = 0; row < rows; ++row) {
        for (int column = columns - 1; column >= 0; --column) {
            single(made_up_lat_seconds(row, column));
            single(-made_up_lng_seconds(row, column));
            single(0.0F);
            single(0.0F);
        }
    }
    name("END");
    number(0.0);
    return bytes;
}

} // namespace todoku::test
