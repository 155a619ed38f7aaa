#include "cli/run_screen.hpp"

#include "study/issue_labels.hpp"
#include "study/reach_alternatives.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace todoku::cli {

using nlohmann::ordered_json;

std::string run_json(const study::RunResult& result) {
    ordered_json json;
    json["output"] = result.output.string();
    json["title"] = result.title;
    json["synthetic"] = result.synthetic;
    json["flat_ground"] = !result.flat_ground.ja.empty();
    json["steps"] = ordered_json::array();
    for (const study::StepOutcome& step : result.steps) {
        json["steps"].push_back(
            {{"step", name_of(step.step)}, {"seconds", step.seconds}, {"reused", step.reused}});
        if (step.resumed_assets > 0) {
            json["steps"].back()["resumed_assets"] = step.resumed_assets;
        }
    }
    json["carriers"] = ordered_json::array();
    for (const study::CarrierOutcome& carrier : result.carriers) {
        json["carriers"].push_back({{"carrier", carrier.carrier},
                                    {"population", carrier.population},
                                    {"covered", carrier.covered},
                                    {"uncovered", carrier.uncovered},
                                    {"unknown", carrier.unknown},
                                    {"gaps", carrier.gaps},
                                    {"sites", carrier.sites},
                                    {"newly_covered", carrier.plan_gain},
                                    {"upper_bound", carrier.plan_upper_bound}});
        if (carrier.share_range) {
            json["carriers"].back()["share_low"] = carrier.share_range->low;
            json["carriers"].back()["share_high"] = carrier.share_range->high;
        }
    }
    for (const study::ReachAlternative& row : result.alternatives) {
        json["reach_alternatives"].push_back({{"carrier", row.carrier},
                                              {"preset", row.preset},
                                              {"model", row.model},
                                              {"alternative", row.alternative},
                                              {"first", row.first},
                                              {"compared", row.compared},
                                              {"changed", nullptr}});
        if (row.tells()) {
            json["reach_alternatives"].back()["changed"] = row.changed;
        }
    }
    if (result.self_check) {
        json["self_check"] = {{"largest_error", result.self_check->largest()},
                              {"exact_cells", result.self_check->exact_cells},
                              {"crowded_cells", result.self_check->crowded_cells},
                              {"crowded_km2", result.self_check->crowded_m2 / 1e6}};
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

namespace {

/// Both ends with one decimal, with two where they would read the same.
std::string range_words(const overlay::Range& shares, const std::string& dash) {
    const auto words = [&](int decimals) {
        return std::pair(fmt::format("{:.{}f}", 100.0 * shares.low, decimals),
                         fmt::format("{:.{}f}", 100.0 * shares.high, decimals));
    };
    auto [low, high] = words(1);
    if (low == high) {
        std::tie(low, high) = words(2);
    }
    return low + dash + high + " %";
}

/// What of a step comes from an earlier run.
Text origin_of(const study::StepOutcome& step) {
    if (step.reused) {
        return {"前の結果を使用", "kept"};
    }
    if (step.resumed_assets > 0) {
        const std::string assets = with_thousands(static_cast<double>(step.resumed_assets));
        return {"前回の続きから（資産" + assets + "件は計算済み）",
                "went on where it was interrupted (" + assets + " assets were done)"};
    }
    return {};
}

/// How many of each carrier's first candidates other models would replace.
std::string order_text(const std::vector<study::ReachAlternative>& alternatives,
                       const Terminal& terminal) {
    if (alternatives.empty()) {
        return {};
    }
    std::vector<std::vector<std::string>> rows = {{terminal.say({"事業者", "carrier"})}};
    std::vector<bool> right = {false};
    bool few = false;
    for (const study::ReachAlternative& row : alternatives) {
        if (row.carrier == alternatives.front().carrier) {
            rows[0].push_back(terminal.say(study::label_of_alternative(row.alternative)));
            right.push_back(true);
        }
        if (rows.back().front() != row.carrier) {
            rows.push_back({row.carrier});
        }
        rows.back().push_back(row.tells() ? fmt::format("{} / {}", row.changed, row.first) : "-");
        few = few || !row.tells();
    }
    const Text model = study::label_of_alternative(alternatives.front().model);
    return terminal.say({"候補の順位の確かさ（順位は" + model.ja +
                             "で単独に新たに届く人口の順。ほかの計算法で上位から外れる数）",
                         "How sure the order of candidates is (by the people each alone would "
                         "newly reach, by " +
                             model.en + "; how many of the first would leave under others)"}) +
           "\n" + table(rows, right) +
           (few ? terminal.say({fmt::format("- は、新たに人に届く候補が{}か所以下で、比べられない"
                                            "ことを示します。",
                                            study::kFirstCandidates),
                                fmt::format("-: no more than {} candidates would newly reach "
                                            "anybody, too few to compare.",
                                            study::kFirstCandidates)}) +
                      "\n"
                : "") +
           "\n";
}

std::string floor_line(const std::string& carrier, const study::MissedFloor& floor,
                       const Terminal& terminal) {
    const std::string least = with_thousands(std::ceil(floor.least));
    const std::string covered = with_thousands(std::floor(floor.covered));
    const std::string most = with_thousands(std::floor(floor.most));
    const bool impossible = floor.most < floor.least;
    return terminal.say(
        {fmt::format("{}：{}は下限に{}人足りず、計画で届くのは{}人です（{}）。", carrier,
                     floor.municipality, least, covered,
                     impossible ? "この条件ではどう選んでも" + most +
                                      "人までで、下限は満たせません。資産の数か予算を増やすか、"
                                      "floor_ratio を下げてください"
                                : "ほかの市町の下限と両立する選び方は見つかっていません"),
         fmt::format("{}: {} lacks {} people of its floor and the plan reaches {} ({}).", carrier,
                     floor.municipality, least, covered,
                     impossible ? "no choice under these rules reaches more than " + most +
                                      ": raise sites or budget, or lower floor_ratio"
                                : "no choice was found that keeps it beside the other floors")});
}

/// What people reached twice cost in people reached.
std::string backup_line(const study::CarrierOutcome& carrier, const Terminal& terminal) {
    const auto whole = [](double people) { return with_thousands(std::round(people)); };
    const double best = carrier.backup->best;
    const double given_up = best > 0.0 ? 100.0 * (best - carrier.plan_gain) / best : 0.0;
    return terminal.say(
        {fmt::format(
             "{}：二つ以上の資産から届く人を{}人から{}人に増やすため、届く人を{}人から{}人に"
             "しました（{:.2f} %減。backup_within）。",
             carrier.carrier, whole(carrier.backup->twice), whole(carrier.plan_twice), whole(best),
             whole(carrier.plan_gain), given_up),
         fmt::format("{}: people whom two or more assets reach rise from {} to {}, for which the "
                     "people reached fall from {} to {} ({:.2f} % fewer; backup_within).",
                     carrier.carrier, whole(carrier.backup->twice), whole(carrier.plan_twice),
                     whole(best), whole(carrier.plan_gain), given_up)});
}

/// Of a person: what bounds are raised by where sums are rounded is no person more.
constexpr double kRounding = 1e-3;

/// More and fewer sites, floors that are not kept, doubts about the weights.
std::string plans_text(const study::RunResult& result, const Terminal& terminal) {
    std::string text;
    for (const study::CarrierOutcome& carrier : result.carriers) {
        std::string curve;
        for (const siting::CurvePoint& point : carrier.curve) {
            curve += (curve.empty() ? "" : terminal.say({"、", "; "})) +
                     terminal.say(
                         {fmt::format("{}か所で{}人（上限{}人）", point.sites,
                                      with_thousands(std::round(point.covered)),
                                      with_thousands(std::ceil(point.upper_bound - kRounding))),
                          fmt::format("{} {} {} people (at most {})", point.sites,
                                      point.sites == 1 ? "site" : "sites",
                                      with_thousands(std::round(point.covered)),
                                      with_thousands(std::ceil(point.upper_bound - kRounding)))});
        }
        if (!curve.empty()) {
            text += carrier.carrier + terminal.say({"：", ": "}) + curve + "\n";
        }
    }
    for (const study::CarrierOutcome& carrier : result.carriers) {
        if (carrier.backup) {
            text += backup_line(carrier, terminal) + "\n";
        }
        for (const study::MissedFloor& floor : carrier.missed_floors) {
            text += floor_line(carrier.carrier, floor, terminal) + "\n";
        }
    }
    if (!result.weights_doubt.ja.empty()) {
        text += terminal.say(result.weights_doubt) + "\n";
    }
    return text.empty() ? text
                        : terminal.say({"新たに届く人口（資産の数を変えたとき）",
                                        "People newly reached, by the number of assets"}) +
                              "\n" + text + "\n";
}

} // namespace

std::string run_text(const study::RunResult& result, const Terminal& terminal) {
    std::string text =
        (result.synthetic ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
        result.title + "\n\n";
    std::vector<std::vector<std::string>> steps;
    for (const study::StepOutcome& step : result.steps) {
        steps.push_back({terminal.say(label_of(step.step)), terminal.say(origin_of(step)),
                         fmt::format("{:.1f} {}", step.seconds, terminal.say({"秒", "s"}))});
    }
    text += table(steps, {false, false, true}) + "\n";
    if (!result.carriers.empty()) {
        const bool unknown =
            std::ranges::any_of(result.carriers, [](const study::CarrierOutcome& carrier) {
                return carrier.unknown > 0.0;
            });
        const bool ranges =
            std::ranges::any_of(result.carriers, [](const study::CarrierOutcome& carrier) {
                return carrier.share_range.has_value();
            });
        std::vector<std::vector<std::string>> rows = {
            {terminal.say({"事業者", "carrier"}), terminal.say({"5Gカバー率", "5G"})}};
        std::vector<bool> right = {false, true};
        if (ranges) {
            rows[0].push_back(terminal.say({"カバー率の幅", "range"}));
            right.push_back(true);
        }
        rows[0].push_back(terminal.say({"エリア外人口", "left out"}));
        right.push_back(true);
        if (unknown) {
            rows[0].push_back(terminal.say({"内外不明", "unknown"}));
            right.push_back(true);
        }
        for (const Text& heading : {Text{"未整備箇所", "gaps"}, Text{"選んだ資産", "sites"},
                                    Text{"新たに届く人口", "newly reached"}}) {
            rows[0].push_back(terminal.say(heading));
            right.push_back(true);
        }
        for (const study::CarrierOutcome& carrier : result.carriers) {
            rows.push_back({carrier.carrier, carrier.population > 0.0
                                                 ? fmt::format("{:.1f} %", 100.0 * carrier.covered /
                                                                               carrier.population)
                                                 : "-"});
            if (ranges) {
                rows.back().push_back(carrier.share_range ? range_words(*carrier.share_range,
                                                                        terminal.say({"～", "-"}))
                                                          : "-");
            }
            rows.back().push_back(with_thousands(carrier.uncovered));
            if (unknown) {
                rows.back().push_back(with_thousands(carrier.unknown));
            }
            rows.back().push_back(with_thousands(static_cast<double>(carrier.gaps)));
            rows.back().push_back(with_thousands(static_cast<double>(carrier.sites)));
            rows.back().push_back(with_thousands(carrier.plan_gain));
        }
        text += table(rows, right) + "\n";
        if (ranges) {
            text += terminal.say(overlay::what_ranges_mean()) + "\n\n";
        }
    }
    if (!result.flat_ground.ja.empty()) {
        text += terminal.say(result.flat_ground) + "\n\n";
    }
    if (!result.counted_otherwise.ja.empty()) {
        text += terminal.say(result.counted_otherwise) + "\n\n";
    }
    if (!result.letters_lost.ja.empty()) {
        text += terminal.say(result.letters_lost) + "\n\n";
    }
    text += plans_text(result, terminal);
    text += order_text(result.alternatives, terminal);
    ReadCounts rows;
    for (const study::InputSummary& input : result.inputs) {
        rows.rejected += input.counts.rejected;
        if (input.after_joining) { // those outside were counted with their files
            rows.rejected -= input.counts.outside;
        }
        rows.outside += input.after_joining ? 0 : input.counts.outside;
        rows.left_out += input.counts.left_out;
        rows.joined += input.counts.joined;
        rows.unplaced += input.counts.unplaced;
    }
    text += terminal.japanese()
                ? fmt::format("入力で使えなかった行: {}（ほかに対象外 {}、条件外 {}、重複の統合 "
                              "{}、位置の分からない資産 {}）、気付"
                              "いたこと: {}件（todoku check で見られます）\n",
                              rows.lost(), rows.outside, rows.left_out, rows.joined, rows.unplaced,
                              study::count_of(result.issues))
                : fmt::format(
                      "rows rejected: {} (besides: outside the study {}, left out by `where` {}, "
                      "joined as "
                      "duplicates {}, assets of unknown place {}), issues: {} (see todoku check)\n",
                      rows.lost(), rows.outside, rows.left_out, rows.joined, rows.unplaced,
                      study::count_of(result.issues));
    if (result.self_check) {
        text += terminal.say(overlay::told(*result.self_check)) + "\n";
    }
    text += terminal.say({"結果: ", "results: "}) + result.output.string() + "\n";
    return text;
}

} // namespace todoku::cli
