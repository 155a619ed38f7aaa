#include "geo/datum_grid.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace todoku::geo {

namespace {

constexpr double kRowsPerDegree = 120.0;   // 30"
constexpr double kColumnsPerDegree = 80.0; // 45"
constexpr double kWest = 100.0;            // where the mesh begins (JIS X 0410)
constexpr double kSecondsPerDegree = 3600.0;
// No parameter of TKY2JGD exceeds 20"; more is another file.
constexpr float kMostSeconds = 60.0F;

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\x1A')) {
        line.remove_suffix(1);
    }
    return line;
}

std::string_view next_word(std::string_view& line) {
    const auto first = line.find_first_not_of(" \t,");
    line.remove_prefix(first == std::string_view::npos ? line.size() : first);
    const auto end = line.find_first_of(" \t,");
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(word.size());
    return word;
}

template <class T>
bool reads(std::string_view word, T& value) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc{} && end == word.data() + word.size();
}

struct Parameter {
    std::int64_t row = 0;
    std::int64_t column = 0;
    float lat_seconds = 0.0F;
    float lng_seconds = 0.0F;
};

std::optional<Parameter> parameter_in(std::string_view line) {
    const std::string_view code = next_word(line);
    std::int64_t number = 0;
    Parameter found;
    constexpr std::size_t kDigits = 8;
    if (code.size() != kDigits || !reads(code, number) || number < 0 ||
        !reads(next_word(line), found.lat_seconds) || !reads(next_word(line), found.lng_seconds) ||
        !(std::abs(found.lat_seconds) <= kMostSeconds) ||
        !(std::abs(found.lng_seconds) <= kMostSeconds)) {
        return std::nullopt;
    }
    // ppuu qv rw: primary row and column, secondary (0 to 7), tertiary (0 to 9).
    const std::int64_t primary = number / 10'000;
    const std::int64_t q = number / 1000 % 10;
    const std::int64_t v = number / 100 % 10;
    if (q > 7 || v > 7) {
        return std::nullopt;
    }
    found.row = primary / 100 * 80 + q * 10 + number / 10 % 10;
    found.column = primary % 100 * 80 + v * 10 + number % 10;
    return found;
}

} // namespace

std::optional<DatumGrid> DatumGrid::parse(std::string_view text, std::size_t& bad_line) {
    // A heading of more lines than this is no heading: GSI's parameter files have at most 16.
    constexpr std::size_t kMostHeading = 20;
    DatumGrid grid;
    bad_line = 0;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = next_line(text);
        if (line.empty()) {
            continue;
        }
        const auto parameter = parameter_in(line);
        if (!parameter) {
            if (grid.corners_ == 0 && number <= kMostHeading) {
                continue;
            }
            bad_line = grid.corners_ == 0 ? 0 : number;
            return std::nullopt;
        }
        Block& block = grid.blocks_[parameter->row / kSide * 100 + parameter->column / kSide];
        block.resize(std::size_t{kSide} * kSide);
        Shift& shift = block[static_cast<std::size_t>(parameter->row % kSide * kSide +
                                                      parameter->column % kSide)];
        grid.corners_ += shift.known ? 0 : 1;
        shift = {parameter->lat_seconds, parameter->lng_seconds, true};
    }
    return grid.corners_ > 0 ? std::optional(std::move(grid)) : std::nullopt;
}

const DatumGrid::Shift* DatumGrid::at(std::int64_t row, std::int64_t column) const {
    const auto block = blocks_.find(row / kSide * 100 + column / kSide);
    if (block == blocks_.end()) {
        return nullptr;
    }
    const Shift& shift =
        block->second[static_cast<std::size_t>(row % kSide * kSide + column % kSide)];
    return shift.known ? &shift : nullptr;
}

std::optional<LatLng> DatumGrid::to_jgd2000(XY tokyo) const {
    const double y = tokyo.y * kRowsPerDegree;
    const double x = (tokyo.x - kWest) * kColumnsPerDegree;
    // Outside the mesh (JIS X 0410: 0 to 66 2/3 N, 100 to 180 E) nothing is known, and row and
    // column would not fit.
    if (!(y >= 0.0 && y < 8000.0 && x >= 0.0 && x < 6400.0)) {
        return std::nullopt;
    }
    const auto row = static_cast<std::int64_t>(std::floor(y));
    const auto column = static_cast<std::int64_t>(std::floor(x));
    const Shift* const sw = at(row, column);
    const Shift* const se = at(row, column + 1);
    const Shift* const nw = at(row + 1, column);
    const Shift* const ne = at(row + 1, column + 1);
    if (sw == nullptr || se == nullptr || nw == nullptr || ne == nullptr) {
        return std::nullopt;
    }
    const double north = y - std::floor(y);
    const double east = x - std::floor(x);
    const auto between = [&](float Shift::* seconds) {
        const auto value = [seconds](const Shift* s) { return static_cast<double>(s->*seconds); };
        return value(sw) * (1.0 - north) * (1.0 - east) + value(se) * (1.0 - north) * east +
               value(nw) * north * (1.0 - east) + value(ne) * north * east;
    };
    return LatLng::from_degrees(tokyo.y + between(&Shift::lat_seconds) / kSecondsPerDegree,
                                tokyo.x + between(&Shift::lng_seconds) / kSecondsPerDegree);
}

} // namespace todoku::geo
