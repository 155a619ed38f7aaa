#include "io/fgd_dem.hpp"

#include "core/encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <regex>

namespace todoku::io {

namespace {

constexpr std::string_view kBlank = " \t\r\n";

/// The text of the first element of this name, with any prefix; empty where there is none.
std::string_view element(std::string_view xml, std::string_view name) {
    for (std::size_t at = xml.find(name); at != std::string_view::npos;
         at = xml.find(name, at + 1)) {
        const auto open = xml.rfind('<', at);
        const auto end = xml.find('>', at);
        if (open == std::string_view::npos || end == std::string_view::npos ||
            xml[open + 1] == '/') {
            continue;
        }
        const std::string_view before = xml.substr(open + 1, at - open - 1);
        const char behind = xml[at + name.size()];
        if ((before.empty() || before.back() == ':') && (behind == '>' || behind == ' ') &&
            before.find_first_of(kBlank) == std::string_view::npos) {
            const std::string_view rest = xml.substr(end + 1);
            return rest.substr(0, rest.find('<'));
        }
    }
    return {};
}

template <class T>
bool pair_in(std::string_view text, T& first, T& second) {
    const auto take = [&text](T& value) {
        text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return error == std::errc{};
    };
    return take(first) && take(second);
}

/// Height of "地表面,12.34"; NaN where there is none. Nothing where the line is no tuple.
std::optional<float> height_in(std::string_view line) {
    const auto comma = line.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view kind = line.substr(0, comma);
    float height = 0.0F;
    std::string_view number = line.substr(comma + 1);
    number.remove_prefix(std::min(number.find_first_not_of(kBlank), number.size()));
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), height);
    if (error != std::errc{} || !std::isfinite(height)) { // from_chars takes nan and inf
        return std::nullopt;
    }
    if (kind == "海水面" || kind == "海水底面") {
        return 0.0F;
    }
    constexpr float kNone = -9990.0F; // written -9999., -9999.00
    return kind == "データなし" || height <= kNone ? std::numeric_limits<float>::quiet_NaN()
                                                   : height;
}

std::string upper(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return result;
}

/// The last place where the pattern stands: of a ZIP in a ZIP the file's own name, not that of what
/// holds it.
std::smatch last_match(const std::string& text, const std::regex& pattern) {
    std::smatch last;
    for (std::sregex_iterator found(text.begin(), text.end(), pattern), end; found != end;
         ++found) {
        last = *found;
    }
    return last;
}

} // namespace

std::string fgd_dem_class(std::string_view name) {
    static const std::regex kClass(R"(DEM(1|5|10)[ABC])");
    const std::string text = upper(name);
    const std::smatch found = last_match(text, kClass);
    return found.empty() ? std::string() : found.str();
}

geo::Box fgd_dem_box(std::string_view name) {
    // FG-GML-pppp-qq-rr-DEM5A, FG-GML-pppp-qq-DEM10B; digits of JIS X 0410.
    static const std::regex kMesh(R"(FG-GML-(\d\d)(\d\d)-?(\d)(\d)(?:-?(\d)(\d))?-DEM)");
    const std::string text = upper(name);
    const std::smatch found = last_match(text, kMesh);
    if (found.empty()) {
        return {};
    }
    const auto digits = [&found](std::size_t i) {
        return found[i].matched ? std::stoi(found[i].str()) : 0;
    };
    if (digits(3) > 7 || digits(4) > 7) {
        return {};
    }
    const bool third = found[5].matched;
    const double south = digits(1) / 1.5 + digits(3) / 12.0 + digits(5) / 120.0;
    const double west = 100.0 + digits(2) + digits(4) / 8.0 + digits(6) / 80.0;
    return {south, west, south + (third ? 1.0 / 120.0 : 1.0 / 12.0),
            west + (third ? 1.0 / 80.0 : 1.0 / 8.0)};
}

std::optional<PostLattice> fgd_dem_lattice(std::string_view xml) {
    double south = 0.0;
    double west = 0.0;
    double north = 0.0;
    double east = 0.0;
    int low_x = 0;
    int low_y = 0;
    int high_x = 0;
    int high_y = 0;
    // 1 m files are the largest, 1,125 x 750 posts; twice the side of anything known.
    constexpr int kMostPosts = 20'000;
    if (!pair_in(element(xml, "lowerCorner"), south, west) ||
        !pair_in(element(xml, "upperCorner"), north, east) ||
        !pair_in(element(xml, "low"), low_x, low_y) ||
        !pair_in(element(xml, "high"), high_x, high_y) || low_x != 0 || low_y != 0 || high_x < 0 ||
        high_y < 0 || high_x >= kMostPosts || high_y >= kMostPosts || !(north > south) ||
        !(east > west) || !(south >= -90.0) || !(north <= 90.0) || !(west >= -180.0) ||
        !(east <= 360.0)) {
        return std::nullopt;
    }
    PostLattice lattice;
    lattice.rows = high_y + 1;
    lattice.columns = high_x + 1;
    // The corners are written with 6 to 9 decimals of a degree; where they are those of a mesh the
    // fractions of it are meant (1/120 and 1/80 degree), so that neighbours share one lattice.
    const auto exact = [](double degrees, double parts) {
        constexpr double kWritten = 1e-6;
        const double whole = std::round(degrees * parts) / parts;
        return std::abs(whole - degrees) < kWritten ? whole : degrees;
    };
    south = exact(south, 120.0);
    north = exact(north, 120.0);
    west = exact(west, 80.0);
    east = exact(east, 80.0);
    lattice.lat_step = (north - south) / lattice.rows;
    lattice.lng_step = (east - west) / lattice.columns;
    lattice.north = north - lattice.lat_step / 2.0;
    lattice.west = west + lattice.lng_step / 2.0;
    return lattice;
}

std::optional<HeightTile> parse_fgd_dem(std::string_view xml) {
    std::string decoded;
    if (!is_utf8(xml)) {
        decoded = decode(xml).text;
        xml = decoded;
    }
    const auto list = xml.find("tupleList>");
    const auto end = list == std::string_view::npos ? list : xml.find("</", list);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto lattice = fgd_dem_lattice(xml.substr(0, list));
    if (!lattice) {
        return std::nullopt;
    }
    int start_x = 0;
    int start_y = 0;
    const std::string_view behind = xml.substr(end);
    const std::string_view start = element(behind, "startPoint");
    const bool whole = behind.find("Dataset>") != std::string_view::npos;
    // Rows from the north, each from the west, is the only order GSI writes ("+x-y").
    const auto rule = behind.find("order=\"");
    const bool known_order =
        rule == std::string_view::npos || behind.substr(rule).starts_with("order=\"+x-y\"");
    if (!whole || !known_order || (!start.empty() && !pair_in(start, start_x, start_y)) ||
        start_x < 0 || start_y < 0 || start_x >= lattice->columns || start_y >= lattice->rows) {
        return std::nullopt;
    }
    HeightTile tile{*lattice, {}};
    tile.heights.assign(static_cast<std::size_t>(tile.lattice.rows) *
                            static_cast<std::size_t>(tile.lattice.columns),
                        std::numeric_limits<float>::quiet_NaN());
    auto cell = static_cast<std::size_t>(start_y) * static_cast<std::size_t>(tile.lattice.columns) +
                static_cast<std::size_t>(start_x);
    std::string_view tuples = xml.substr(list, end - list);
    tuples.remove_prefix(std::string_view("tupleList>").size());
    for (;;) {
        tuples.remove_prefix(std::min(tuples.find_first_not_of(kBlank), tuples.size()));
        if (tuples.empty()) {
            return tile;
        }
        const auto stop = std::min(tuples.find_first_of(kBlank), tuples.size());
        const auto height = height_in(tuples.substr(0, stop));
        if (!height || cell >= tile.heights.size()) {
            return std::nullopt;
        }
        tile.heights[cell++] = *height;
        tuples.remove_prefix(stop);
    }
}

} // namespace todoku::io
