// lab choose: a covering problem of anyone's.
#include "cli/arguments.hpp"
#include "cli/deliver.hpp"
#include "cli/terminal_progress.hpp"
#include "core/output_folder.hpp"
#include "study/lab.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <memory>
#include <sstream>

namespace todoku::cli {

namespace {

nlohmann::ordered_json as_json(const study::lab::ChooseAnswer& answer) {
    nlohmann::ordered_json json = {{"objective", answer.objective},
                                   {"upper_bound", answer.upper_bound},
                                   {"gap", answer.gap},
                                   {"seconds", answer.seconds},
                                   {"seconds_reading", answer.seconds_reading}};
    const auto add = [&](const char* name, const auto& value) {
        if (value) {
            json[name] = *value;
        }
    };
    add("cost", answer.cost);
    add("covered_twice", answer.covered_twice);
    add("best_objective", answer.best_objective);
    add("best_covered_twice", answer.best_covered_twice);
    add("certified_bound", answer.certified);
    add("certified_budget", answer.certified_budget);
    add("target", answer.target);
    add("reached", answer.reached);
    add("proved_least", answer.proved_least);
    add("greedy_cost", answer.greedy_cost);
    if (answer.reached) {
        json["proved_impossible"] = answer.proved_impossible;
    }
    if (answer.stopped) {
        json["stopped"] = true;
    }
    for (const study::lab::ChooseFloor& floor : answer.floors) {
        json["floors"].push_back({{"group", floor.group},
                                  {"least", floor.least},
                                  {"covered", floor.covered},
                                  {"most", floor.most}});
    }
    return json;
}

void say_what_was_missed(const Terminal& terminal, const study::lab::ChooseAnswer& answer) {
    if (answer.stopped) {
        terminal.tell({"途中で止めました。書いたのは、それまでに見つかった最良の選び方です。",
                       "Stopped: what is written is the best choice found until then."});
    }
    if (answer.cheapest) {
        terminal.tell(
            {fmt::format("この予算では何も選べません（最も安い候補の費用は{}です）。書いた"
                         "のは、空の選び方です。",
                         *answer.cheapest),
             fmt::format("This budget buys nothing (the cheapest site costs {}): what is "
                         "written is an empty choice.",
                         *answer.cheapest)});
    }
    if (!answer.reached || *answer.reached) {
        return;
    }
    if (answer.target && answer.objective < *answer.target) {
        terminal.tell(
            {fmt::format("目標{}には届きませんでした（{}）。書いたのは、見つかった最大の{}"
                         "です。",
                         *answer.target,
                         answer.proved_impossible ? "届く選び方がないことを証明"
                                                  : "ないとは証明していません",
                         answer.objective),
             fmt::format("The target {} is not reached ({}); what is written is the most "
                         "found, {}.",
                         *answer.target,
                         answer.proved_impossible ? "proved to be out of reach"
                                                  : "not proved to be out of reach",
                         answer.objective)});
    }
    for (const study::lab::ChooseFloor& floor : answer.floors) {
        if (floor.covered < floor.least) {
            const bool impossible = floor.most < floor.least;
            terminal.tell(
                {fmt::format("「{}」の下限{}に対し{}です（この条件での上限は{}{}）。", floor.group,
                             floor.least, floor.covered, floor.most,
                             impossible ? "。この下限は満たせません" : ""),
                 fmt::format(
                     "Group \"{}\" has {} of its least {} (at most {} under these rules{}).",
                     floor.group, floor.covered, floor.least, floor.most,
                     impossible ? ": it cannot be kept" : "")});
        }
    }
}

} // namespace

void add_lab_choose(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::lab::ChooseRequest request;
        std::string output;
        std::string certificate;
        double target = -1.0;
        double target_share = -1.0;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(
        lab, commands, "choose",
        {"最大被覆問題を解き、選んだ順を列 order,site,gain,cumulative に、目的値と証明した上界を"
         "JSONで標準出力に書く",
         "solve a maximal covering problem: the choice as columns order,site,gain,cumulative, "
         "objective and proven upper bound as JSON on standard output"});
    study::lab::ChooseRequest& request = options->request;
    arguments
        .path("--demand", request.demand, {"ファイル.csv", "FILE.csv"},
              {"需要のCSV（列 demand,weight[,group]）", "demands (columns demand,weight[,group])"})
        ->required();
    arguments
        .path("--covers", request.covers, {"ファイル.csv", "FILE.csv"},
              {"被覆のCSV（列 site,demand[,share]）", "covers (columns site,demand[,share])"})
        ->required();
    arguments.whole("--sites", request.sites, {1, 100'000, {}}, {}, {"選ぶ数", "sites to choose"});
    arguments.whole(
        "--budget", request.budget, {1, std::numeric_limits<std::int64_t>::max(), {}}, {},
        {"費用の合計の上限（--costs の単位）", "most they may cost, in the unit of --costs"});
    arguments.number("--target", options->target, {0.0, 1e18, false, {}}, {},
                     {"この重みに届く、最も少ない（安い）選び方を探す",
                      "look for the fewest (cheapest) that cover this weight"});
    arguments.number("--target-share", options->target_share, {0.0, 1.0, false, {}}, {},
                     {"同じく、全体の重みに対する割合で", "the same as a part of all weight"});
    arguments.path("--costs", request.rules.costs, {"ファイル.csv", "FILE.csv"},
                   {"費用のCSV（列 site,cost。1以上の整数）",
                    "costs (columns site,cost; whole numbers of at least 1)"});
    arguments.path("--apart", request.rules.apart, {"ファイル.csv", "FILE.csv"},
                   {"同時に選べない組のCSV（列 site,other）",
                    "pairs not to be chosen together (columns site,other)"});
    arguments.path("--floors", request.rules.floors, {"ファイル.csv", "FILE.csv"},
                   {"グループごとの下限のCSV（列 group,least または group,least_share）",
                    "least cover of groups (columns group,least or group,least_share)"});
    arguments.texts("--must", request.must, {"候補", "SITE"},
                    {"必ず選ぶ候補（繰り返せます）", "site that must be in (repeatable)"});
    arguments.texts("--must-not", request.must_not, {"候補", "SITE"},
                    {"選ばない候補（繰り返せます）", "site that must not be in (repeatable)"});
    arguments.text("--certificate", options->certificate, {"ファイル.csv", "FILE.csv"},
                   {"上界の証明書（整数。だれでも検算できます）を書く",
                    "write the certificate of the bound, whole numbers anyone can sum again"});
    arguments.flag("--backup", request.backup,
                   {"選んだ候補の二つ以上が覆う重みも covered_twice に示す（選び方は変わりません）",
                    "also tell the weight that two or more of the sites cover, as covered_twice "
                    "(the choice stays the same)"});
    arguments.number("--backup-within", request.backup_within, {0.0, 0.5, false, {}},
                     {"0 = 選び方を変えない", "0 = the choice stays"},
                     {"覆う重みをこの割合まで減らしてよいので、二つ以上が覆う重みを増やす（--sites "
                      "のときだけ）",
                      "part of the weight covered that may be given up so that more is covered by "
                      "two sites (with --sites only)"});
    arguments.number(
        "--time-limit", request.time_limit_s, {0.0, 1'000'000.0, false, {"秒", "s"}},
        {"0 = なし", "0 = none"},
        {"時間の上限（--target では1回の探索ごと）", "time limit (with --target: of each look)"});
    arguments.whole("--seed", request.seed, {0, std::numeric_limits<std::int64_t>::max(), {}},
                    same_text(std::to_string(request.seed)), {"乱数の種", "seed"});
    arguments.threads(request.threads);
    arguments
        .text("-o,--output", options->output, {"ファイル.csv", "FILE.csv"},
              {"書き出すCSV", "CSV to write"})
        ->required();
    arguments.example("todoku lab choose --demand d.csv --covers c.csv --sites 10 -o chosen.csv",
                      {"10か所を選ぶ", "chooses ten sites"});
    arguments.example("todoku lab choose --demand d.csv --covers c.csv --target-share 0.99 "
                      "-o o.csv",
                      {"99％に届く最も少ない数を探す", "looks for the fewest that reach 99 %"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        if (options->target >= 0.0) {
            options->request.target = options->target;
        }
        if (options->target_share >= 0.0) {
            options->request.target_share = options->target_share;
        }
        options->request.certify = !options->certificate.empty();
        study::lab::ChooseAnswer answer;
        std::ostringstream certificate;
        deliver(terminal, options->output, [&](std::ostream& out) {
            answer = study::lab::choose(options->request, out, certificate, progress);
        });
        if (options->request.certify) {
            write_file_atomically(options->certificate, certificate.str());
        }
        progress.end();
        say_what_was_missed(terminal, answer);
        terminal.print(
            as_json(answer).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
            "\n");
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
