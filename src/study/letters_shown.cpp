#include "study/letters_shown.hpp"

#include "report/fonts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace todoku::study {

namespace {

std::vector<std::string> names_shown(const Results& results) {
    std::vector<std::string> names;
    for (const domain::Municipality& municipality : results.inputs.municipalities) {
        names.push_back(municipality.name);
    }
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        names.push_back(gap.nearest_place);
    }
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::PlanSite& site : plan.sites) {
            const domain::Asset& asset = results.inputs.assets[site.asset];
            names.push_back(asset.name);
            names.push_back(asset.address);
        }
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

} // namespace

Text letters_not_shown(const Results& results) {
    const std::vector<std::string> names = names_shown(results);
    std::vector<std::string> found;
    for (const std::string& letter :
         report::letters_without_font(fmt::format("{}", fmt::join(names, "\n")))) {
        const auto name = std::ranges::find_if(names, [&](const std::string& candidate) {
            return candidate.find(letter) != std::string::npos;
        });
        found.push_back(fmt::format("{}（{}）", letter, *name));
    }
    if (found.empty()) {
        return {};
    }
    return {
        fmt::format("次の文字はこの端末のフォントにないため、図と報告書（PDF・PNG）では四角になり"
                    "ます: {}。パッケージ fonts-ipamj-mincho を入れて作り直すと字形が出ます。Word"
                    "・Excel・CSVの文字はそのままです。",
                    fmt::join(found, "、")),
        fmt::format("No font on this machine draws these letters, so maps and reports (PDF, "
                    "PNG) show boxes: {}. Install the package fonts-ipamj-mincho and run again. "
                    "Word, Excel and CSV files hold the letters.",
                    fmt::join(found, ", "))};
}

} // namespace todoku::study
