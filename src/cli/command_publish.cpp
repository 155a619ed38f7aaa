// publish: the open-data edition.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/publish.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace todoku::cli {

namespace {

constexpr std::size_t kColumns = 78; ///< of notes: a screen of 80 holds them

std::string whole(std::size_t count) {
    return with_thousands(static_cast<double>(count));
}

std::string as_text(const study::PublishResult& result, const Terminal& terminal) {
    std::string text =
        (result.synthetic ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
        result.title + "\n";
    text += terminal.say(
        {fmt::format("公共の資産    {}件（公開可でないものなど{}件は出しません）\n",
                     whole(result.assets), whole(result.assets_kept_in)),
         fmt::format(
             "assets        {} ({} kept in: not allowed to be published, or no more there)\n",
             whole(result.assets), whole(result.assets_kept_in))});
    text += terminal.say(
        {fmt::format("カバー率の表  {}行（人数が少ないため示さない市区町村 {}）\n",
                     whole(result.coverage_rows), whole(result.hidden_municipalities)),
         fmt::format("coverage      {} rows ({} municipalities suppressed for small counts)\n",
                     whole(result.coverage_rows), whole(result.hidden_municipalities))});
    text += terminal.say({fmt::format("未整備箇所    {}か所（人数を示さないもの {}か所）\n",
                                      whole(result.gaps), whole(result.hidden_gaps)),
                          fmt::format("gaps          {} ({} without counts)\n", whole(result.gaps),
                                      whole(result.hidden_gaps))});
    for (const Text& note : result.notes) {
        std::string indent = terminal.say({"・", "- "});
        for (const std::string& line : wrapped(terminal.say(note), kColumns - 2)) {
            text += indent + line + "\n";
            indent = "  ";
        }
    }
    return text + terminal.say({"結果: ", "results: "}) + result.output.string() + "\n";
}

std::string as_json(const study::PublishResult& result) {
    nlohmann::ordered_json json = {{"output", result.output.string()},
                                   {"title", result.title},
                                   {"synthetic", result.synthetic},
                                   {"min_count", result.min_count},
                                   {"assets", result.assets},
                                   {"assets_kept_in", result.assets_kept_in},
                                   {"coverage_rows", result.coverage_rows},
                                   {"hidden_municipalities", result.hidden_municipalities},
                                   {"gaps", result.gaps},
                                   {"hidden_gaps", result.hidden_gaps},
                                   {"carriers", result.carriers},
                                   {"carriers_kept_in", result.carriers_kept_in}};
    json["notes"] = nlohmann::ordered_json::array();
    for (const Text& note : result.notes) {
        json["notes"].push_back({{"ja", note.ja}, {"en", note.en}});
    }
    return json.dump(2) + "\n";
}

} // namespace

void add_publish(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::PublishRequest request;
        std::int64_t min_count = 0;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "publish",
                        {"公表してよいものだけをオープンデータ（CC BY 4.0）にする（run の後で）",
                         "the open-data edition (CC BY 4.0): only what may be public (after run)"});
    arguments.study(options->request.study);
    arguments.path("-o,--output", options->request.output, {"フォルダ", "DIR"},
                   {"出力フォルダ（既定: outputs/スタディ名-opendata）",
                    "output folder (default: outputs/STUDY'S NAME-opendata)"});
    arguments.run_output(options->request.run, "--output-folder");
    CLI::Option* min_count =
        arguments.whole("--min-count", options->min_count, {0, 1'000'000, {}},
                        {"study.toml の [publish] min_count、なければ 10",
                         "[publish] min_count of study.toml, else 10"},
                        {"この人数に満たない人口を示さない（0: 全て示す）",
                         "counts of people below it are not shown (0: all are)"});
    arguments.json(options->json);
    arguments.example("todoku publish my-study -o opendata",
                      {"公開可の資産、カバー率、未整備箇所を opendata に書く",
                       "assets, coverage and gaps that may be public, in opendata"});
    arguments.runs([&terminal, options, min_count] {
        if (min_count->count() > 0) {
            options->request.min_count = options->min_count;
        }
        TerminalProgress progress(terminal.language());
        const study::PublishResult result = study::publish(options->request, progress);
        progress.end();
        terminal.print(options->json ? as_json(result) : as_text(result, terminal));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
