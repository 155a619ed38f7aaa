#include "study/study_file_siting.hpp"

#include "study/study_file_scores.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::study {

namespace {

constexpr double kFarthest = 100'000.0;
constexpr double kMostSites = 100'000.0;
constexpr double kMostCost = 1e9;
constexpr double kMostGivenUp = 0.5; // beyond, it is no second aim any more

void read_class_costs(TomlSection& section, SitingSettings& siting) {
    if (!section.has("class_costs")) {
        return;
    }
    const std::vector<double> costs = section.numbers("class_costs", 1.0, kMostCost);
    const bool whole =
        std::ranges::all_of(costs, [](double cost) { return cost == std::floor(cost); });
    if (costs.size() != siting.class_costs.size() || !whole) {
        section.reject("class_costs",
                       {"費用の区分1から5の費用を、1以上の整数五つで [100, 150, 200, 250, 300] "
                        "のように書いてください。",
                        "needs five whole numbers of at least 1, the costs of the classes 1 to 5, "
                        "e.g. [100, 150, 200, 250, 300]."});
        return;
    }
    std::ranges::transform(costs, siting.class_costs.begin(),
                           [](double cost) { return static_cast<std::uint32_t>(cost); });
}

void read_budget(TomlSection& section, SitingSettings& siting) {
    if (!section.has("budget")) {
        return;
    }
    siting.budget = static_cast<std::uint64_t>(
        section.whole("budget", 1, 1, static_cast<std::int64_t>(kMostCost)));
    if (section.has("sites")) {
        section.reject("budget", {"sites（数）と budget（予算）のどちらか一つにしてください。",
                                  "choose sites (a number) or budget, not both."});
    }
    if (section.has("phases")) {
        section.reject(
            "budget", {"phases は資産の数で書くので、budget とは一緒に使えません。sites にするか、"
                       "phases を消してください。",
                       "goes without phases, which count sites: give sites, or leave out phases."});
    }
}

/// Backup is sought by exchanges one for one, which would have to mind every other rule.
void read_backup(TomlSection& section, SitingSettings& siting) {
    siting.backup_within = section.number("backup_within", 0.0, 0.0, kMostGivenUp);
    if (siting.backup_within == 0.0) {
        return;
    }
    for (const char* key : {"budget", "separation_m", "floor_ratio"}) {
        if (section.has(key)) {
            section.reject("backup_within",
                           {std::string(key) + " とは一緒に使えません。どちらかを消してください。",
                            "goes without " + std::string(key) + ": leave one of them out."});
        }
    }
}

} // namespace

SitingSettings read_siting_section(TomlSection& section) {
    SitingSettings siting;
    siting.sites = static_cast<std::size_t>(
        section.whole("sites", 20, 1, static_cast<std::int64_t>(kMostSites)));
    read_budget(section, siting);
    read_class_costs(section, siting);
    siting.must = section.texts("must");
    siting.must_not = section.texts("must_not");
    siting.seed = static_cast<std::uint64_t>(section.whole("seed", 1, 0, INT64_MAX));
    siting.scores = read_scores(section);
    siting.separation_m = section.number("separation_m", 0.0, 0.0, kFarthest);
    siting.station_separation_m = section.number("station_separation_m", 0.0, 0.0, kFarthest);
    siting.floor_ratio = section.number("floor_ratio", 0.0, 0.0, 1.0);
    siting.target_ratio = section.number("target_ratio", 0.0, 0.0, 1.0);
    for (const double sites : section.numbers("phases", 1.0, kMostSites)) {
        siting.phases.push_back(static_cast<std::size_t>(sites));
    }
    read_backup(section, siting);
    section.finish();
    return siting;
}

void require_costs_of_all(TomlSection& section, const StudyFile& study) {
    const bool mapped = std::ranges::any_of(study.assets, [](const AssetInput& assets) {
        return assets.fields.contains("cost") || assets.defaults.contains("cost");
    });
    if (mapped && !section.has("class_costs")) {
        section.reject("class_costs",
                       {"台帳の費用の列（fields の cost）を使うときは、費用の書かれていない資産の"
                        "ために、区分1から5の費用を同じ単位で書いてください。",
                        "is needed where fields names a column of costs: the costs of the classes "
                        "1 to 5 in the same unit, for assets of which the ledger has none."});
    }
}

void require_stations(TomlSection& section, const StudyFile& study) {
    if (study.siting.station_separation_m > 0.0 && study.stations.empty()) {
        section.reject(
            "station_separation_m",
            {"事業者の基地局（[[inputs.stations]]）がありません。基地局の位置を入れるか、"
             "この行を消してください。",
             "needs stations of a carrier ([[inputs.stations]]): name their file, or "
             "leave this out."});
    }
}

} // namespace todoku::study
