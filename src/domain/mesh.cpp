#include "domain/mesh.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace todoku::domain {

namespace {

constexpr double kNorthLimit = 200.0 / 3.0; // 66 2/3 degrees: the northern edge of primary row 99
constexpr std::int32_t kWestLimit = 100;
constexpr std::int32_t kEastLimit = 180;

// The largest k with fl(k / n) <= degrees. Division rounds correctly, so fl(k / n) is the edge's
// nearest double.
std::int32_t index_of(double degrees, double per_degree) {
    double k = std::floor(degrees * per_degree);
    if ((k + 1.0) / per_degree <= degrees) {
        k += 1.0;
    }
    if (k / per_degree > degrees) {
        k -= 1.0;
    }
    return static_cast<std::int32_t>(k);
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Row and column of the south-west, south-east, north-west, north-east quarter by its digit 1 to 4.
struct Quarter {
    std::int32_t row = 0;
    std::int32_t column = 0;
};

std::optional<Quarter> quarter(char digit) {
    if (digit < '1' || digit > '4') {
        return std::nullopt;
    }
    const std::int32_t k = digit - '1';
    return Quarter{k / 2, k % 2};
}

char quarter_digit(std::int32_t row, std::int32_t column) {
    return static_cast<char>('1' + 2 * (row & 1) + (column & 1));
}

char digit_of(std::int32_t value) {
    return static_cast<char>('0' + value);
}

// How each finer level divides the one its code extends.
std::optional<MeshCell> parse_as(std::string_view code, MeshLevel level) {
    static constexpr std::array<std::size_t, 9> lengths = {4, 6, 7, 9, 8, 9, 10, 11, 10};
    if (code.size() != lengths[static_cast<std::size_t>(level)] || !all_digits(code)) {
        return std::nullopt;
    }
    const auto at = [code](std::size_t i) { return static_cast<std::int32_t>(code[i] - '0'); };
    std::int32_t row = at(0) * 10 + at(1);
    std::int32_t column = 100 + at(2) * 10 + at(3);
    if (column >= kEastLimit) {
        return std::nullopt;
    }
    if (level == MeshLevel::Km80) {
        return MeshCell(level, row, column);
    }
    if (at(4) > 7 || at(5) > 7) {
        return std::nullopt;
    }
    row = row * 8 + at(4);
    column = column * 8 + at(5);
    switch (level) {
    case MeshLevel::Km10:
        return MeshCell(level, row, column);
    case MeshLevel::Km5: {
        const auto part = quarter(code[6]);
        return part ? std::optional(MeshCell(level, row * 2 + part->row, column * 2 + part->column))
                    : std::nullopt;
    }
    case MeshLevel::Km2:
        if (at(6) % 2 != 0 || at(7) % 2 != 0 || code[8] != '5') {
            return std::nullopt;
        }
        return MeshCell(level, row * 5 + at(6) / 2, column * 5 + at(7) / 2);
    default:
        break;
    }
    row = row * 10 + at(6);
    column = column * 10 + at(7);
    if (level == MeshLevel::M100) {
        return MeshCell(level, row * 10 + at(8), column * 10 + at(9));
    }
    for (std::size_t i = 8; i < code.size(); ++i) {
        const auto part = quarter(code[i]);
        if (!part) {
            return std::nullopt;
        }
        row = row * 2 + part->row;
        column = column * 2 + part->column;
    }
    return MeshCell(level, row, column);
}

} // namespace

MeshPitch pitch(MeshLevel level) {
    switch (level) {
    case MeshLevel::Km80:
        return {3, 1};
    case MeshLevel::Km10:
        return {24, 8};
    case MeshLevel::Km5:
        return {48, 16};
    case MeshLevel::Km2:
        return {120, 40};
    case MeshLevel::Km1:
        return {240, 80};
    case MeshLevel::M500:
        return {480, 160};
    case MeshLevel::M250:
        return {960, 320};
    case MeshLevel::M125:
        return {1920, 640};
    case MeshLevel::M100:
        return {2400, 800};
    }
    return {};
}

const char* name_of(MeshLevel level) {
    static constexpr std::array<const char*, 9> names = {"80km", "10km", "5km",  "2km", "1km",
                                                         "500m", "250m", "125m", "100m"};
    return names[static_cast<std::size_t>(level)];
}

std::optional<MeshLevel> mesh_level_of(std::string_view name) {
    for (const MeshLevel level : kMeshLevels) {
        if (name == name_of(level)) {
            return level;
        }
    }
    return std::nullopt;
}

std::optional<MeshCell> MeshCell::at(geo::LatLng point, MeshLevel level) {
    if (!(point.lat() >= 0.0 && point.lat() < kNorthLimit && point.lng() >= kWestLimit &&
          point.lng() < kEastLimit)) {
        return std::nullopt;
    }
    const MeshPitch p = pitch(level);
    return MeshCell(level, index_of(point.lat(), p.rows_per_degree()),
                    index_of(point.lng(), p.columns_per_degree));
}

std::optional<MeshCell> MeshCell::parse(std::string_view code, std::optional<MeshLevel> expected) {
    if (expected) {
        return parse_as(code, *expected);
    }
    switch (code.size()) {
    case 4:
        return parse_as(code, MeshLevel::Km80);
    case 6:
        return parse_as(code, MeshLevel::Km10);
    case 7:
        return parse_as(code, MeshLevel::Km5);
    case 8:
        return parse_as(code, MeshLevel::Km1);
    case 9: {
        // The last digit decides: 1 to 4 is a quarter of 1 km, 5 the 2 km form.
        const auto half = parse_as(code, MeshLevel::M500);
        return half ? half : parse_as(code, MeshLevel::Km2);
    }
    case 10: {
        const auto quarter_cell = parse_as(code, MeshLevel::M250);
        return quarter_cell ? quarter_cell : parse_as(code, MeshLevel::M100);
    }
    case 11:
        return parse_as(code, MeshLevel::M125);
    default:
        return std::nullopt;
    }
}

std::string MeshCell::code() const {
    std::int32_t row = row_;
    std::int32_t column = column_;
    std::string tail;
    switch (level_) {
    case MeshLevel::M125:
    case MeshLevel::M250:
    case MeshLevel::M500:
        for (auto level = static_cast<int>(level_); level >= static_cast<int>(MeshLevel::M500);
             --level) {
            tail.insert(tail.begin(), quarter_digit(row, column));
            row /= 2;
            column /= 2;
        }
        break;
    case MeshLevel::M100:
        tail = {digit_of(row % 10), digit_of(column % 10)};
        row /= 10;
        column /= 10;
        break;
    case MeshLevel::Km2:
        tail = {digit_of(row % 5 * 2), digit_of(column % 5 * 2), '5'};
        row /= 5;
        column /= 5;
        break;
    case MeshLevel::Km5:
        tail = {quarter_digit(row, column)};
        row /= 2;
        column /= 2;
        break;
    default:
        break;
    }
    if (level_ == MeshLevel::Km1 || level_ >= MeshLevel::M500) {
        tail.insert(0, {digit_of(row % 10), digit_of(column % 10)});
        row /= 10;
        column /= 10;
    }
    if (level_ != MeshLevel::Km80) {
        tail.insert(0, {digit_of(row % 8), digit_of(column % 8)});
        row /= 8;
        column /= 8;
    }
    column -= kWestLimit;
    return std::string{digit_of(row / 10), digit_of(row % 10), digit_of(column / 10),
                       digit_of(column % 10)} +
           tail;
}

geo::Box MeshCell::box() const {
    const MeshPitch p = pitch(level_);
    const double rows = p.rows_per_degree();
    const double columns = p.columns_per_degree;
    return {row_ / rows, column_ / columns, (row_ + 1) / rows, (column_ + 1) / columns};
}

bool nests(MeshLevel finer, MeshLevel coarser) {
    const MeshPitch f = pitch(finer);
    const MeshPitch c = pitch(coarser);
    return f.half_rows_per_degree % c.half_rows_per_degree == 0 &&
           f.columns_per_degree % c.columns_per_degree == 0;
}

MeshCell MeshCell::parent(MeshLevel coarser) const {
    assert(nests(level_, coarser));
    const MeshPitch f = pitch(level_);
    const MeshPitch c = pitch(coarser);
    return {coarser, row_ / (f.half_rows_per_degree / c.half_rows_per_degree),
            column_ / (f.columns_per_degree / c.columns_per_degree)};
}

geo::Box MeshWindow::box() const {
    const geo::Box first = MeshCell(level, row, column).box();
    const geo::Box last = MeshCell(level, row + rows - 1, column + columns - 1).box();
    return {first.south, first.west, last.north, last.east};
}

MeshWindow MeshWindow::around(const geo::Box& box, MeshLevel level) {
    if (box.empty() || box.north < 0.0 || box.south >= kNorthLimit || box.east < kWestLimit ||
        box.west >= kEastLimit) {
        return {level, 0, 0, 0, 0};
    }
    const auto inside = [](double value, double low, double high) {
        return std::clamp(value, low, std::nextafter(high, low));
    };
    const MeshPitch p = pitch(level);
    const std::int32_t south = index_of(inside(box.south, 0.0, kNorthLimit), p.rows_per_degree());
    const std::int32_t north = index_of(inside(box.north, 0.0, kNorthLimit), p.rows_per_degree());
    const std::int32_t west =
        index_of(inside(box.west, kWestLimit, kEastLimit), p.columns_per_degree);
    const std::int32_t east =
        index_of(inside(box.east, kWestLimit, kEastLimit), p.columns_per_degree);
    return {level, south, west, north - south + 1, east - west + 1};
}

MeshWindow MeshWindow::around(std::span<const MeshCell> cells) {
    if (cells.empty()) {
        return {};
    }
    MeshWindow window{cells.front().level(), cells.front().row(), cells.front().column(), 1, 1};
    std::int32_t north = window.row;
    std::int32_t east = window.column;
    for (const MeshCell cell : cells) {
        window.row = std::min(window.row, cell.row());
        window.column = std::min(window.column, cell.column());
        north = std::max(north, cell.row());
        east = std::max(east, cell.column());
    }
    window.rows = north - window.row + 1;
    window.columns = east - window.column + 1;
    return window;
}

} // namespace todoku::domain
