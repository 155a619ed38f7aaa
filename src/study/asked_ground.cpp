#include "study/asked_ground.hpp"

#include "overlay/overlapping_cells.hpp"

#include <algorithm>
#include <set>

namespace todoku::study {

namespace {

// Texts of workbooks are cut at 16,000 characters.
constexpr std::size_t kCellCharacters = 15'999;
constexpr std::size_t kMunicipalityDigits = 5;

} // namespace

std::string ground_text(std::span<const domain::MeshCell> cells) {
    std::string text;
    for (const domain::MeshCell cell : cells) {
        text += (text.empty() ? "" : " ") + cell.code();
    }
    return text.size() > kCellCharacters ? std::string() : text;
}

std::vector<domain::MeshCell> ground_in(std::string_view text, domain::MeshLevel level) {
    std::set<domain::MeshCell> cells;
    constexpr std::string_view kBetween = " \t\r\n";
    for (std::size_t at = text.find_first_not_of(kBetween); at != std::string_view::npos;
         at = text.find_first_not_of(kBetween, at)) {
        const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
        const std::string_view code = text.substr(at, end - at);
        auto cell = domain::MeshCell::parse(code, level);
        if (!cell) {
            cell = domain::MeshCell::parse(code);
        }
        if (!cell) {
            return {};
        }
        cells.insert(*cell);
        at = end;
    }
    return {cells.begin(), cells.end()};
}

std::vector<std::uint32_t>
cells_on_ground(std::span<const domain::MeshCell> ground, domain::MeshLevel level,
                const std::function<std::optional<std::uint32_t>(domain::MeshCell)>& find) {
    std::set<std::uint32_t> found;
    for (const domain::MeshCell cell : ground) {
        if (!domain::nests(cell.level(), level) && !domain::nests(level, cell.level())) {
            return {};
        }
        const domain::MeshWindow window = overlay::cells_on(cell, level);
        for (std::size_t i = 0; i < window.size(); ++i) {
            if (const auto at = find(window.cell(i))) {
                found.insert(*at);
            }
        }
    }
    return {found.begin(), found.end()};
}

std::string municipality_of_id(std::string_view id) {
    return id.find('-') == kMunicipalityDigits ? std::string(id.substr(0, kMunicipalityDigits))
                                               : std::string();
}

Served served(const PeopleThere& there, std::optional<double> asked,
              const overlay::PopulationRule& rule) {
    if (there.people < kNobody) {
        return Served::NoPeople;
    }
    if (there.left < kNobody) {
        return Served::Everybody;
    }
    if (rule.kind == overlay::PopulationRule::Kind::Area) {
        constexpr double kRounded = 1.0; // the register keeps whole people
        return asked && *asked - there.left >= kRounded ? Served::Some : Served::Nobody;
    }
    return there.people - there.left < kNobody ? Served::Nobody : Served::Some;
}

} // namespace todoku::study
