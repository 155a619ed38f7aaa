#include "cli/check_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace todoku::cli {

namespace {

/// Municipalities whose people differ by the rule, the largest difference first.
std::vector<study::BorderTotals> differing_totals(const study::CheckResult& result) {
    std::vector<study::BorderTotals> totals = result.municipalities;
    const auto difference = [](const study::BorderTotals& t) {
        return std::abs(std::round(t.by_area) - std::round(t.by_centroid));
    };
    std::erase_if(totals, [&](const auto& t) { return difference(t) < 1.0; });
    std::stable_sort(totals.begin(), totals.end(),
                     [&](const auto& a, const auto& b) { return difference(a) > difference(b); });
    return totals;
}

} // namespace

std::string people_text(const study::CheckResult& result, const Terminal& terminal) {
    if (result.people_read <= 0.0) {
        return {};
    }
    const std::string read = with_thousands(result.people_read);
    const std::string placed = with_thousands(result.people_placed);
    const std::string cells = with_thousands(static_cast<double>(result.cells));
    const std::string populated = with_thousands(static_cast<double>(result.populated_cells));
    std::string text =
        terminal.japanese()
            ? fmt::format("人口 {}人のうち{}人を市区町村に置きました。メッシュ{}（居住あり{}）。\n",
                          read, placed, cells, populated)
            : fmt::format("{} people read, {} placed in municipalities; {} cells ({} populated).\n",
                          read, placed, cells, populated);
    const auto line = [&](double people, const Text& what) {
        if (people > 0.0) {
            text += "  " + terminal.say(what) + ": " + with_thousands(people) +
                    terminal.say({"人", ""}) + "\n";
        }
    };
    line(result.people_by_the_shore,
         {"うち、どの区域にもかからず最寄りの市町村に入れた（shore_m）",
          "of these, touching no municipality and given to the nearest (shore_m)"});
    line(result.people_of_neighbours,
         {"隣の都道府県の人として除いた", "left out as people of other prefectures"});
    if (result.unknown_cells > 0) {
        text +=
            "  " +
            terminal.say({"人口が不明のメッシュ（整備済みにも未整備にも数えない）",
                          "cells of unknown people (counted neither as covered nor left out)"}) +
            ": " + with_thousands(static_cast<double>(result.unknown_cells)) + "\n";
    }
    line(result.people_elsewhere, {"対象の市町村から離れていて除いた",
                                   "left out, too far from any municipality of the study"});
    return text;
}

std::string border_text(const study::CheckResult& result, const Terminal& terminal) {
    constexpr std::size_t kShown = 5;
    std::vector<study::BorderTotals> totals = differing_totals(result);
    if (totals.empty()) {
        return {};
    }
    const std::size_t differing = totals.size();
    totals.resize(std::min(kShown, differing));
    const bool centroid = result.border_cells_by_centroid;
    std::vector<std::vector<std::string>> rows = {
        {terminal.say({"市町村", "municipality"}),
         terminal.say({"面積で分ける", "by area"}) + (centroid ? "" : " *"),
         terminal.say({"中心のある市町村", "by centroid"}) + (centroid ? " *" : ""),
         terminal.say({"差", "difference"})}};
    for (const study::BorderTotals& t : totals) {
        rows.push_back({t.name, with_thousands(t.by_area), with_thousands(t.by_centroid),
                        with_thousands(std::round(t.by_centroid) - std::round(t.by_area))});
    }
    std::string text =
        terminal.japanese()
            ? fmt::format(
                  "境界のメッシュの人口を面積で分ける場合と、メッシュの中心がある市町村に入れる"
                  "場合（* がこのスタディ。[rules] border_cells）。差のある{}市町村のうち、差の"
                  "大きい{}\n",
                  differing, totals.size())
            : fmt::format(
                  "People with cells on borders divided by area, or given to the municipality "
                  "of their centre (* is this study's; [rules] border_cells): the {} largest "
                  "differences of {} municipalities\n",
                  totals.size(), differing);
    return text + table(rows, {false, true, true, true});
}

std::string border_line(const study::CheckResult& result, const Terminal& terminal) {
    const std::vector<study::BorderTotals> totals = differing_totals(result);
    if (totals.empty()) {
        return {};
    }
    const study::BorderTotals& most = totals.front();
    const std::string area = with_thousands(most.by_area);
    const std::string centroid = with_thousands(most.by_centroid);
    const bool by_centroid = result.border_cells_by_centroid;
    return terminal.japanese()
               ? fmt::format("  境界のメッシュは{}。差の最も大きい{}: 面積で{}人、中心で{}人\n",
                             by_centroid ? "中心のある市町村に入れた" : "面積で分けた", most.name,
                             area, centroid)
               : fmt::format("  cells on borders {}; {} differs most: {} by area, {} by centre\n",
                             by_centroid ? "go to the municipality of their centre"
                                         : "are divided by area",
                             most.name, area, centroid);
}

} // namespace todoku::cli
