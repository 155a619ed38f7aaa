// explain: one candidate's card.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "study/explain.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

std::string as_json(const study::AssetCard& card) {
    const auto text = [](const Text& t) { return ordered_json{{"ja", t.ja}, {"en", t.en}}; };
    ordered_json json;
    json["synthetic"] = card.synthetic;
    json["asset_id"] = card.asset.id;
    json["name"] = card.asset.name;
    json["kind"] = domain::name_of(card.asset.kind);
    json["municipality"] = card.municipality;
    json["lat"] = card.asset.place.lat();
    json["lon"] = card.asset.place.lng();
    json["height_m"] = card.asset.height().value();
    json["height_assumed"] = card.asset.height_is_assumed();
    json["usable"] = card.usable;
    json["reason"] = text(card.reason);
    json["restrictions"] = text(card.restrictions);
    json["reach"] = text(card.reach);
    json["carriers"] = ordered_json::array();
    for (const study::CarrierCard& carrier : card.carriers) {
        ordered_json gaps = ordered_json::array();
        for (const study::GapReached& gap : carrier.gaps) {
            gaps.push_back({{"number", gap.number},
                            {"id", gap.id},
                            {"municipality", gap.municipality},
                            {"nearest_place", gap.nearest_place},
                            {"population", gap.population}});
        }
        ordered_json others = ordered_json::array();
        for (const auto& [name, people] : carrier.reached_by) {
            others.push_back({{"name", name}, {"people", people}});
        }
        json["carriers"].push_back({{"carrier", carrier.carrier},
                                    {"uncovered", carrier.uncovered},
                                    {"alone", carrier.alone},
                                    {"order_alone", carrier.order_alone},
                                    {"compared", carrier.compared},
                                    {"rank", carrier.rank},
                                    {"gain", carrier.gain},
                                    {"gaps", std::move(gaps)},
                                    {"reached_by", std::move(others)}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

void add_explain(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command =
        commands.command("explain", {"資産一つについて、何をもたらすか、なぜ選ばれたかを説明する",
                                     "explain one candidate"});
    struct Options {
        std::filesystem::path study;
        std::filesystem::path output;
        std::string id;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("STUDY", options->study,
                     terminal.say({"スタディファイルかそのフォルダ", "study file or its folder"}))
        ->required();
    command->add_option("ASSET_ID", options->id, terminal.say({"資産のID", "the asset's id"}))
        ->required();
    command->add_option("-o,--output", options->output,
                        terminal.say({"run の出力フォルダ（指定しなければ outputs/スタディ名）",
                                      "output folder of run (default outputs/<study name>)"}));
    command->add_flag("--json", options->json,
                      terminal.say({"結果をJSONで出す", "print the result as JSON"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            TerminalProgress progress(terminal.language());
            const study::AssetCard card =
                study::explain(options->study, options->output, options->id, progress);
            terminal.print(options->json ? as_json(card)
                                         : study::to_sentences(card, terminal.language()));
            return ExitCode::Done;
        };
    });
}

} // namespace todoku::cli
