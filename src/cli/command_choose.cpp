// choose: what-if on the finished reach.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "study/what_if.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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
        json.push_back({{"carrier", carrier.carrier},
                        {"newly_covered", carrier.newly_covered},
                        {"plan_newly_covered", carrier.plan_newly_covered},
                        {"difference", carrier.newly_covered - carrier.plan_newly_covered},
                        {"upper_bound", carrier.upper_bound},
                        {"sites", std::move(sites)},
                        {"dropped", carrier.dropped}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string as_text(const std::vector<study::WhatIfCarrier>& carriers, const Terminal& terminal) {
    std::string text;
    for (const study::WhatIfCarrier& carrier : carriers) {
        const double difference = carrier.newly_covered - carrier.plan_newly_covered;
        text +=
            terminal.japanese()
                ? fmt::format(
                      "■ {}  {}か所で{}人（いまの計画は{}か所で{}人、差 {}{}人、上限{}人）\n",
                      carrier.carrier, carrier.sites.size(), with_thousands(carrier.newly_covered),
                      carrier.plan_sites, with_thousands(carrier.plan_newly_covered),
                      difference > 0.5 ? "+" : "", with_thousands(difference),
                      with_thousands(std::ceil(carrier.upper_bound)))
                : fmt::format("# {}  {} people with {} sites (plan: {} sites, {}; difference {}{}, "
                              "upper bound {})\n",
                              carrier.carrier, with_thousands(carrier.newly_covered),
                              carrier.sites.size(), carrier.plan_sites,
                              with_thousands(carrier.plan_newly_covered),
                              difference > 0.5 ? "+" : "", with_thousands(difference),
                              with_thousands(std::ceil(carrier.upper_bound)));
        std::vector<std::vector<std::string>> rows;
        for (const study::WhatIfSite& site : carrier.sites) {
            rows.push_back({site.in_plan ? " " : "+", std::to_string(site.rank), site.asset_id,
                            site.name, with_thousands(site.gain), with_thousands(site.cumulative)});
        }
        text += table(rows, {false, true, false, false, true, true});
        for (const std::string& id : carrier.dropped) {
            text += "- " + id + "\n";
        }
        text += "\n";
    }
    return text;
}

} // namespace

void add_choose(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = commands.command(
        "choose", {"資産を加えたり外したりして選び直し、計画との差を示す",
                   "choose again with or without some assets, and show the difference"});
    struct Options {
        study::WhatIfRequest request;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("STUDY", options->request.study,
                     terminal.say({"スタディファイルかそのフォルダ", "study file or its folder"}))
        ->required();
    command
        ->add_option("--with", options->request.with,
                     terminal.say({"必ず入れる資産のID", "asset that must be in"}))
        ->take_all();
    command
        ->add_option("--without", options->request.without,
                     terminal.say({"入れない資産のID", "asset that must not be in"}))
        ->take_all();
    command
        ->add_option("--sites", options->request.sites, terminal.say({"選ぶ数", "number of sites"}))
        ->check(CLI::PositiveNumber);
    command->add_option("-o,--output", options->request.output,
                        terminal.say({"run の出力フォルダ（指定しなければ outputs/スタディ名）",
                                      "output folder of run (default outputs/<study name>)"}));
    command->add_flag("--json", options->json,
                      terminal.say({"結果をJSONで出す", "print the result as JSON"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            TerminalProgress progress(terminal.language());
            const auto carriers = study::what_if(options->request, progress);
            terminal.print(options->json ? as_json(carriers) : as_text(carriers, terminal));
            return ExitCode::Done;
        };
    });
}

} // namespace todoku::cli
