#include "synth/census_file.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace todoku::synth {

namespace {

// Table numbers and size letters of the 2020 census (JGD2011); 125 m has no letter in any file
// seen, so E (eighth) is ours.
std::string_view table_of(domain::MeshLevel level) {
    switch (level) {
    case domain::MeshLevel::Km1:
        return "T001140S";
    case domain::MeshLevel::M500:
        return "T001141H";
    case domain::MeshLevel::M250:
        return "T001142Q";
    case domain::MeshLevel::M125:
        return "T001225E";
    default:
        break;
    }
    const std::string name = domain::name_of(level);
    throw UsageError({"模擬データの人口は " + name +
                          " メッシュでは作れません。1km、500m、250m、125m のどれかにしてください。",
                      "Synthetic population cannot be made on the " + name +
                          " mesh. Use 1km, 500m, 250m or 125m."});
}

/// Details of a cell this small would tell about single people (the real files hide them about
/// here).
constexpr std::int64_t kFewPeople = 4;
/// A cell takes the details of another only if it is large enough itself.
constexpr std::int64_t kEnoughPeople = 6;
constexpr std::int32_t kFarthest = 8; // cells

/// Which cell carries the details of each cell.
std::vector<std::optional<std::size_t>> receivers_of(std::span<const CensusCell> cells) {
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> at;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        at.emplace(std::pair(cells[i].cell.row(), cells[i].cell.column()), i);
    }
    std::vector<std::optional<std::size_t>> receivers(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].figures[kTotal] > kFewPeople) {
            continue;
        }
        for (std::int32_t ring = 1; ring <= kFarthest && !receivers[i]; ++ring) {
            for (std::int32_t row = -ring; row <= ring && !receivers[i]; ++row) {
                for (std::int32_t column = -ring; column <= ring && !receivers[i]; ++column) {
                    if (std::max(std::abs(row), std::abs(column)) != ring) {
                        continue;
                    }
                    const auto near =
                        at.find({cells[i].cell.row() + row, cells[i].cell.column() + column});
                    if (near != at.end() && cells[near->second].area == cells[i].area &&
                        cells[near->second].figures[kTotal] >= kEnoughPeople) {
                        receivers[i] = near->second;
                    }
                }
            }
        }
    }
    return receivers;
}

/// Totals and household counts are each cell's own; everything else is detail.
bool is_detail(std::size_t column) {
    return column > 2 && column != kHouseholds && column != kGeneralHouseholds;
}

} // namespace

std::string census_file_stem(domain::MeshLevel level) {
    return fmt::format("tbl{}", table_of(level));
}

std::string census_file(std::span<const CensusCell> cells) {
    const std::string table =
        cells.empty() ? "T001142" : std::string(table_of(cells.front().cell.level())).substr(0, 7);
    std::string text = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN";
    for (std::size_t column = 1; column <= kCensusColumns; ++column) {
        text += fmt::format(",{}{:03}", table, column);
    }
    text += "\r\n,,,";
    for (const std::string_view label : census_labels()) {
        text += ",";
        text += label;
    }
    text += "\r\n";

    const auto receivers = receivers_of(cells);
    std::vector<std::vector<std::size_t>> merged(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (receivers[i]) {
            merged[*receivers[i]].push_back(i);
        }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        text += cells[i].cell.code();
        if (receivers[i]) {
            text += ",2," + cells[*receivers[i]].cell.code() + ",";
        } else {
            text += merged[i].empty() ? ",0,," : ",1,,";
            for (std::size_t k = 0; k < merged[i].size(); ++k) {
                text += (k == 0 ? "" : ";") + cells[merged[i][k]].cell.code();
            }
        }
        for (std::size_t column = 0; column < kCensusColumns; ++column) {
            std::int64_t figure = cells[i].figures[column];
            if (is_detail(column)) {
                for (const std::size_t other : merged[i]) {
                    figure += cells[other].figures[column];
                }
            }
            text += ',';
            text += receivers[i] && is_detail(column) ? "*" : std::to_string(figure);
        }
        text += "\r\n";
    }
    return encode_cp932(text).bytes;
}

std::vector<std::string> write_census_files(const std::filesystem::path& folder,
                                            std::span<const CensusCell> cells,
                                            domain::MeshLevel level) {
    std::map<std::string, std::vector<CensusCell>> by_mesh;
    for (const CensusCell& cell : cells) {
        by_mesh[cell.cell.parent(domain::MeshLevel::Km80).code()].push_back(cell);
    }
    std::vector<std::string> names;
    for (const auto& [mesh, own] : by_mesh) {
        names.push_back(census_file_stem(level) + mesh + ".txt");
        write_file_atomically(folder / names.back(), census_file(own));
    }
    return names;
}

} // namespace todoku::synth
