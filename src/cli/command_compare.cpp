// compare: two outputs of one study at two dates.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/compare.hpp"
#include "study/compare_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace todoku::cli {

namespace {

constexpr std::size_t kColumns = 78; ///< of notes: a screen of 80 holds them

template <class State>
std::size_t count_of(const std::map<State, std::size_t>& counts, State state) {
    const auto found = counts.find(state);
    return found == counts.end() ? 0 : found->second;
}

template <class State>
std::size_t sum_of(const std::map<State, std::size_t>& counts) {
    std::size_t sum = 0;
    for (const auto& [state, count] : counts) {
        sum += count;
    }
    return sum;
}

std::string whole(std::size_t count) {
    return with_thousands(static_cast<double>(count));
}

std::string percent(double ratio) {
    return std::isnan(ratio) ? "-" : fmt::format("{:.1f} %", 100.0 * ratio);
}

std::string coverage_text(const study::CompareResult& result, const Terminal& terminal) {
    std::vector<std::vector<std::string>> rows = {
        {terminal.say({"事業者", "carrier"}), terminal.say({"前", "before"}),
         terminal.say({"今回", "now"}), terminal.say({"差", "points"}),
         terminal.say({"届いた人口", "gained"}), terminal.say({"失った人口", "lost"})}};
    for (const study::CarrierChange& carrier : result.carriers) {
        const double before = carrier.change.ratio_earlier();
        const double now = carrier.change.ratio_present();
        const double points = 100.0 * (now - before);
        rows.push_back(
            {terminal.say(overlay::carrier_label(carrier.carrier)), percent(before), percent(now),
             std::isnan(points)        ? "-"
             : std::abs(points) < 0.05 ? "0.0"
                                       : fmt::format("{:+.1f}", points),
             with_thousands(carrier.change.gained), with_thousands(carrier.change.lost)});
    }
    return terminal.say({"■ 5Gの人口カバー率（県全体）\n", "# 5G population coverage\n"}) +
           table(rows, {false, true, true, true, true, true}) + "\n";
}

std::string gaps_text(const study::CompareResult& result, const Terminal& terminal) {
    using study::GapState;
    static constexpr GapState shown[] = {GapState::Closed, GapState::Shrunk, GapState::Stayed,
                                         GapState::Grown, GapState::Appeared};
    std::vector<std::vector<std::string>> rows = {{terminal.say({"事業者", "carrier"})}};
    for (const GapState state : shown) {
        rows[0].push_back(terminal.say(label_of(state)));
    }
    rows[0].push_back(terminal.say({"その他", "other"}));
    for (const study::CarrierChange& carrier : result.carriers) {
        if (carrier.gaps.empty()) {
            continue;
        }
        std::vector<std::string> row = {terminal.say(overlay::carrier_label(carrier.carrier))};
        std::size_t rest = sum_of(carrier.gaps);
        for (const GapState state : shown) {
            const std::size_t count = count_of(carrier.gaps, state);
            row.push_back(whole(count));
            rest -= count;
        }
        row.push_back(whole(rest));
        rows.push_back(std::move(row));
    }
    if (rows.size() == 1) {
        return "";
    }
    return terminal.say({"■ 5Gの未整備箇所\n", "# Gaps of 5G\n"}) +
           table(rows, {false, true, true, true, true, true, true}) + "\n";
}

std::string requests_text(const study::CompareResult& result, const Terminal& terminal) {
    using study::RequestState;
    static constexpr RequestState shown[] = {RequestState::Met, RequestState::PartlyMet,
                                             RequestState::NotMet};
    std::vector<std::vector<std::string>> rows = {{terminal.say({"事業者", "carrier"}),
                                                   terminal.say({"要望", "request"}),
                                                   terminal.say({"件数", "number"})}};
    for (const RequestState state : shown) {
        rows[0].push_back(terminal.say(label_of(state)));
    }
    rows[0].push_back(terminal.say({"その他", "other"}));
    const auto add = [&](const std::string& carrier, const Text& what,
                         const std::map<RequestState, std::size_t>& counts) {
        std::size_t rest = sum_of(counts);
        if (rest == 0) {
            return;
        }
        std::vector<std::string> row = {carrier, terminal.say(what), whole(rest)};
        for (const RequestState state : shown) {
            const std::size_t count = count_of(counts, state);
            row.push_back(whole(count));
            rest -= count;
        }
        row.push_back(whole(rest));
        rows.push_back(std::move(row));
    };
    for (const study::CarrierChange& carrier : result.carriers) {
        add(carrier.carrier, {"要望箇所", "places asked for"}, carrier.places);
        add(carrier.carrier, {"提供資産", "assets offered"}, carrier.assets);
        add(carrier.carrier, {"要望台帳", "register"}, carrier.registered);
    }
    if (rows.size() == 1) {
        return "";
    }
    return terminal.say({"■ 前の要望がどうなったか\n", "# What became of the earlier request\n"}) +
           table(rows, {false, false, true, true, true, true, true}) + "\n";
}

std::string as_text(const study::CompareResult& result, const Terminal& terminal) {
    std::string text =
        (result.synthetic() ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
        result.present.title + "\n" + result.earlier.as_of + " → " + result.present.as_of + "\n\n";
    if (!terminal.japanese()) {
        text.replace(text.find("→"), std::string("→").size(), "->");
    }
    text += coverage_text(result, terminal) + gaps_text(result, terminal) +
            requests_text(result, terminal);
    for (const Text& note : result.notes) {
        const std::string mark = terminal.say({"・", "- "});
        std::string indent = mark;
        for (const std::string& line : wrapped(terminal.say(note), kColumns - 2)) {
            text += indent + line + "\n";
            indent = "  ";
        }
    }
    text += (result.notes.empty() ? "" : "\n") + terminal.say({"結果: ", "results: "}) +
            result.output.string() + "\n";
    return text;
}

} // namespace

void add_compare(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::CompareRequest request;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(
        commands.app, commands, "compare",
        {"同じ県の二つの時点の結果を比べ、どこが届くようになったか、前の要望がどうなったかを示す",
         "compare two results of one prefecture at two dates: what improved, what an earlier "
         "request brought"});
    arguments
        .path("OLD", options->request.earlier, {},
              {"前の結果のフォルダ（todoku run の出力）", "folder of the earlier result of run"})
        ->required();
    arguments
        .path("NEW", options->request.present, {},
              {"今回の結果のフォルダ（todoku run の出力）", "folder of the present result of run"})
        ->required();
    arguments.path("-o,--output", options->request.output, {"フォルダ", "DIR"},
                   {"出力フォルダ（既定: outputs/compare-OLDの名前-NEWの名前）",
                    "output folder (default: outputs/compare-OLD'S NAME-NEW'S NAME)"});
    arguments.json(options->json);
    arguments.example("todoku compare outputs/2025 outputs/2026",
                      {"2025 から 2026 までに変わったこと", "what changed from 2025 to 2026"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        const study::CompareResult result = study::compare(options->request, progress);
        progress.end();
        terminal.print(options->json ? study::compare_record(result) : as_text(result, terminal));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
