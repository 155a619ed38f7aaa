#include "report/map_palette.hpp"
#include "support/catch.hpp"

#include <array>
#include <cmath>

using namespace todoku::report;
using namespace todoku::report::sheet;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

Triple times(const Matrix& m, const Triple& v) {
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i) {
        out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    }
    return out;
}

// IEC 61966-2-1.
Triple linear(const Colour& c) {
    const auto part = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return {part(c.red), part(c.green), part(c.blue)};
}

// CIE 1976 L*a*b* of linear sRGB, white D65.
Triple lab(const Triple& rgb) {
    constexpr Matrix kToXyz = {
        {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};
    const Triple xyz = times(kToXyz, rgb);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0; };
    const double x = f(xyz[0] / 0.9505);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.089);
    return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

double difference(const Triple& a, const Triple& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

constexpr std::array<CellClass, 5> kClasses = {CellClass::UncoveredEmpty, CellClass::Covered5g,
                                               CellClass::GapFew, CellClass::GapSome,
                                               CellClass::GapMany};

constexpr std::array<CellClass, 6> kAllClasses = {CellClass::UncoveredEmpty, CellClass::Covered5g,
                                                  CellClass::Unknown,        CellClass::GapFew,
                                                  CellClass::GapSome,        CellClass::GapMany};

} // namespace

TEST_CASE("Printed in grey, the classes keep their order from paper to dark, well apart") {
    for (std::size_t i = 0; i + 1 < kClasses.size(); ++i) {
        const double lighter = lab(linear(colour_of(kClasses[i])))[0];
        const double darker = lab(linear(colour_of(kClasses[i + 1])))[0];
        CHECK(lighter - darker >= 8.0); // two in CIE L* is just seen side by side
    }
}

TEST_CASE("In grey, unknown ground is taken for no gap") {
    const double unknown = lab(linear(colour_of(CellClass::Unknown)))[0];
    for (const CellClass gap : {CellClass::GapFew, CellClass::GapSome, CellClass::GapMany}) {
        CHECK(std::abs(unknown - lab(linear(colour_of(gap)))[0]) >= 8.0);
    }
}

TEST_CASE("Colour-blind readers tell every class from every other") {
    // Machado, Oliveira and Fernandes 2009, table 1, severity 1.0, on linear RGB.
    const std::array<Matrix, 4> eyes = {{
        {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}},
        {{{0.152286, 1.052583, -0.204868},
          {0.114503, 0.786281, 0.099216},
          {-0.003882, -0.048116, 1.051998}}},
        {{{0.367322, 0.860646, -0.227968},
          {0.280085, 0.672501, 0.047413},
          {-0.011820, 0.042940, 0.968881}}},
        {{{1.255528, -0.076749, -0.178779},
          {-0.078411, 0.930809, 0.147602},
          {0.004733, 0.691367, 0.303900}}},
    }};
    for (const Matrix& eye : eyes) {
        for (const CellClass a : kAllClasses) {
            for (const CellClass b : kAllClasses) {
                if (a < b) {
                    CHECK(difference(lab(times(eye, linear(colour_of(a)))),
                                     lab(times(eye, linear(colour_of(b))))) >= 12.0);
                }
            }
        }
    }
}
