// choose: what-if on the finished reach.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "core/error.hpp"
#include "study/what_if.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

std::string as_json(const std::vector<study::WhatIfCarrier>& carriers) {
    ordered_json json = ordered_json::array();
    for (const study::WhatIfCarrier& carrier : carriers) {
        ordered_json sites = ordered_json::array();
        for (const study::WhatIfSite& site : carrier.sites) {
            sites.push_back({{"rank", site.rank},
                             {"asset_id", site.asset_id},
                             {"name", site.name},
                             {"gain", site.gain},
                             {"cumulative", site.cumulative},
                             {"in_plan", site.in_plan}});
        }
        ordered_json dropped = ordered_json::array();
        for (const study::WhatIfAsset& asset : carrier.dropped) {
            dropped.push_back({{"asset_id", asset.id}, {"name", asset.name}});
        }
        json.push_back({{"carrier", carrier.carrier},
                        {"newly_covered", carrier.newly_covered},
                        {"plan_sites", carrier.plan_sites},
                        {"plan_newly_covered", carrier.plan_newly_covered},
                        {"plan_as_many", carrier.plan_as_many},
                        {"difference", carrier.newly_covered - carrier.plan_as_many},
                        {"upper_bound", carrier.upper_bound},
                        {"cost", carrier.cost},
                        {"plan_cost", carrier.plan_cost},
                        {"sites", std::move(sites)},
                        {"dropped", std::move(dropped)}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string heading(const study::WhatIfCarrier& carrier, const Terminal& terminal) {
    const std::string found = with_thousands(carrier.newly_covered);
    const std::string bound = with_thousands(std::ceil(carrier.upper_bound));
    const std::string plan = with_thousands(carrier.plan_newly_covered);
    const std::string as_many = with_thousands(carrier.plan_as_many);
    const double difference = std::round(carrier.newly_covered - carrier.plan_as_many);
    const std::string signed_difference =
        (difference > 0.0 ? "+" : "") + with_thousands(difference);
    const std::size_t sites = carrier.sites.size();
    if (terminal.japanese()) {
        return fmt::format("■ {}  {}か所で{}人に新たに5Gが届く見込み（同じ条件の上限{}人）\n"
                           "  いまの計画の先頭{}か所では{}人（差 {}人）。計画全体は{}か所で{}人\n",
                           carrier.carrier, sites, found, bound,
                           std::min(sites, carrier.plan_sites), as_many, signed_difference,
                           carrier.plan_sites, plan);
    }
    return fmt::format("# {}  {} sites would newly reach {} people (upper bound as asked {})\n"
                       "  first {} sites of the present plan: {} (difference {}); whole plan: {} "
                       "sites, {}\n",
                       carrier.carrier, sites, found, bound, std::min(sites, carrier.plan_sites),
                       as_many, signed_difference, carrier.plan_sites, plan);
}

std::string as_text(const std::vector<study::WhatIfCarrier>& carriers, const Terminal& terminal) {
    std::string text;
    for (const study::WhatIfCarrier& carrier : carriers) {
        text += heading(carrier, terminal);
        const std::string cost = with_thousands(static_cast<double>(carrier.cost));
        const std::string plan_cost = with_thousands(static_cast<double>(carrier.plan_cost));
        text += terminal.say({"  費用は" + cost + "（計画全体は" + plan_cost + "）\n",
                              "  cost " + cost + " (whole plan: " + plan_cost + ")\n"});
        if (!carrier.cost_note.ja.empty()) {
            text += "  " + terminal.say(carrier.cost_note) + "\n";
        }
        if (!carrier.dropped.empty()) {
            std::string names;
            for (const study::WhatIfAsset& asset : carrier.dropped) {
                names +=
                    (names.empty() ? "" : terminal.say({"、", ", "})) + asset.id + " " + asset.name;
            }
            for (const std::string& line : wrapped(
                     terminal.say({"そのうち、ここにないもの: ", "Of those, not here: "}) + names,
                     76)) {
                text += "  " + line + "\n";
            }
        }
        text += "\n";
        std::vector<std::vector<std::string>> rows = {
            {"", terminal.say({"順位", "rank"}), terminal.say({"資産ID", "asset id"}),
             terminal.say({"名称", "name"}), terminal.say({"加わる人口", "added"}),
             terminal.say({"累計", "sum"})}};
        for (const study::WhatIfSite& site : carrier.sites) {
            rows.push_back({site.in_plan ? "" : "+", std::to_string(site.rank), site.asset_id,
                            site.name, with_thousands(site.gain), with_thousands(site.cumulative)});
        }
        text += table(rows, {false, true, false, false, true, true});
        text += "\n";
    }
    text += terminal.say({"+ は、いまの計画にない資産です。\n",
                          "+ marks assets that are not in the present plan.\n"});
    return text;
}

} // namespace

void add_choose(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::WhatIfRequest request;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "choose",
                        {"資産を加えたり外したり、数を変えたりして選び直し、計画との差を示す。"
                         "何も書き換えません（run の後で）",
                         "choose again with or without some assets and show the difference to the "
                         "plan; nothing is changed (after run)"});
    arguments.study(options->request.study);
    arguments.texts("--with", options->request.with, {"資産ID", "ASSET_ID"},
                    {"必ず入れる資産（繰り返せます）", "asset that must be in (repeatable)"});
    arguments.texts("--without", options->request.without, {"資産ID", "ASSET_ID"},
                    {"入れない資産（繰り返せます）", "asset that must not be in (repeatable)"});
    arguments.whole("--sites", options->request.sites, {1, 100'000, {}},
                    {"study.toml の [siting] sites", "[siting] sites of study.toml"},
                    {"事業者ごとに選ぶ数", "sites to choose for each carrier"});
    arguments.whole("--budget", options->request.budget, {1, 1'000'000'000, {}},
                    {"study.toml の [siting] budget", "[siting] budget of study.toml"},
                    {"数の代わりに、費用の合計の上限（class_costs の単位）",
                     "in place of the number: what they may cost, in the unit of class_costs"});
    arguments.run_output(options->request.output);
    arguments.json(options->json);
    arguments.example("todoku choose my-study --without A-0123 --sites 10",
                      {"A-0123 を使わず10か所を選んだら、どれだけ減るか",
                       "ten sites without A-0123: how many people fewer?"});
    arguments.runs([&terminal, options] {
        if (options->request.sites > 0 && options->request.budget > 0) {
            throw UsageError({"--sites と --budget は、どちらか一つにしてください。",
                              "give --sites or --budget, not both"});
        }
        TerminalProgress progress(terminal.language());
        const auto carriers = study::what_if(options->request, progress);
        progress.end();
        terminal.print(options->json ? as_json(carriers) : as_text(carriers, terminal));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
