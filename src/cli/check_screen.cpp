#include "cli/check_screen.hpp"

#include "cli/check_evidence.hpp"
#include "cli/check_people.hpp"
#include "core/counts_add_up.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

namespace todoku::cli {

namespace {

using study::CheckResult;
using study::InputSummary;
using study::IssueGroup;

/// How many inputs share a line of the table.
enum class Merged { None, ByGroup, ByKind };

/// One line: inputs that share it and their sums.
struct Line {
    Text name;
    std::vector<const InputSummary*> inputs;
    ReadCounts counts;
    bool failed = false;
    bool strays = false;
};

Text kind_of(const InputSummary& input) {
    static const std::map<std::string_view, Text> kinds = {
        {"coverage", {"エリア", "coverage"}},
        {"assets", {"資産台帳", "asset ledgers"}},
        {"restriction", {"規制区域", "restrictions"}},
        {"places", {"施設", "places"}},
        {"stations", {"基地局", "stations"}},
        {"roads", {"道路", "roads"}},
        {"zones", {"集計区域", "zones"}},
        {"earlier", {"前回の結果", "earlier result"}},
        {"letter", {"要望書のひな形", "letter templates"}}};
    const auto found = kinds.find(input.id);
    return found == kinds.end() ? input.what : found->second;
}

void add(ReadCounts& sum, const InputSummary& input) {
    const ReadCounts& part = input.counts;
    if (input.after_joining) { // its rows were counted with their files
        sum.used -= part.joined;
        sum.rejected += part.joined;
        sum.joined += part.joined;
        return;
    }
    add_counts(sum, part);
}

std::vector<Line> lines_of(const CheckResult& result, Merged merged) {
    std::vector<Line> lines;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (const InputSummary& input : result.inputs) {
        const Text& group = input.group.ja.empty() ? input.what : input.group;
        const Text name = merged == Merged::None      ? input.what
                          : merged == Merged::ByGroup ? group
                                                      : kind_of(input);
        const auto key = std::pair(input.id, input.after_joining ? kind_of(input).ja : name.ja);
        const auto found = known.find(key);
        if (merged == Merged::None || found == known.end()) {
            known[key] = lines.size();
            lines.push_back({name, {}, {}, false, false});
            if (merged == Merged::None && input.after_joining) {
                lines.back().counts = input.counts;
                lines.back().strays = input.strays;
                continue;
            }
        }
        Line& line = lines[merged == Merged::None ? lines.size() - 1 : known.at(key)];
        add(line.counts, input);
        line.failed = line.failed || input.failure.has_value();
        line.strays = line.strays || input.strays;
        if (!input.after_joining) {
            line.inputs.push_back(&input);
        }
    }
    for (Line& line : lines) {
        if (line.inputs.size() == 1) {
            line.name = line.inputs.front()->what;
        }
    }
    return lines;
}

/// What was assumed, in few words; else the file where the line has one.
std::string remark(const Line& line, const CheckResult& result, const Terminal& terminal) {
    std::set<std::string> codes;
    std::string text;
    for (const InputSummary* input : line.inputs) {
        for (std::size_t i = 0; i < input->issue_count; ++i) {
            const Issue& issue = result.issues.at(input->first_issue + i);
            if (issue.kind == IssueKind::Assumed && codes.insert(issue.code).second) {
                text += (text.empty() ? "" : terminal.say({"、", ", "})) +
                        terminal.say(study::in_few_words(issue));
            }
        }
    }
    if (text.empty() && line.inputs.size() == 1) { // "FILE / LAYER" names a layer
        const std::string& file = line.inputs.front()->file;
        return std::filesystem::path(file.substr(0, file.find(" / "))).filename().string();
    }
    return text;
}

struct Count {
    Text heading;
    std::int64_t (*of)(const ReadCounts&);
    bool always;
};
const std::array<Count, 8> kCounts = {{
    {{"読込", "read"}, [](const ReadCounts& c) { return c.read; }, true},
    {{"採用", "used"}, [](const ReadCounts& c) { return c.used; }, true},
    {{"対象外", "outside"}, [](const ReadCounts& c) { return c.outside; }, false},
    {{"条件外", "left out"}, [](const ReadCounts& c) { return c.left_out; }, false},
    {{"統合", "joined"}, [](const ReadCounts& c) { return c.joined; }, false},
    {{"位置不明", "unplaced"}, [](const ReadCounts& c) { return c.unplaced; }, false},
    {{"不採用", "rejected"}, [](const ReadCounts& c) { return c.lost(); }, true},
    {{"修正", "repaired"}, [](const ReadCounts& c) { return c.repaired; }, false},
}};

/// Columns that table() takes for the rows.
std::size_t width_of(const std::vector<std::vector<std::string>>& rows) {
    std::size_t width = 0;
    for (std::size_t column = 0; column < rows.front().size(); ++column) {
        std::size_t widest = 0;
        for (const auto& row : rows) {
            widest = std::max(widest, display_width(row[column]));
        }
        width += widest + (column == 0 ? 0 : 2);
    }
    return width;
}

/// The table, at most `columns` wide. Counts that are nought everywhere are left out.
std::string inputs_table(const std::vector<Line>& lines, const CheckResult& result,
                         const Terminal& terminal, std::size_t columns) {
    ReadCounts total;
    for (const InputSummary& input : result.inputs) {
        add(total, input);
    }
    std::vector<std::vector<std::string>> rows = {{"", terminal.say({"入力", "input"})}};
    std::vector<bool> right = {false, false};
    for (const Count& count : kCounts) {
        if (count.always || count.of(total) > 0) {
            rows.front().push_back(terminal.say(count.heading));
            right.push_back(true);
        }
    }
    const auto put = [&](const std::string& mark, const ReadCounts& counts) {
        auto& row = rows.emplace_back();
        row = {mark, ""};
        for (const Count& count : kCounts) {
            if (count.always || count.of(total) > 0) {
                row.push_back(with_thousands(static_cast<double>(count.of(counts))));
            }
        }
    };
    for (const Line& line : lines) {
        put(study::mark_of(line.failed, line.counts, line.strays), line.counts);
    }
    put("", total);
    // Counts are never cut; names are, where the screen is too narrow for both.
    constexpr std::size_t kMostOfName = 30;
    constexpr std::size_t kLeastOfName = 8;
    const std::size_t counts_width = width_of(rows) - display_width(rows.front()[1]);
    const std::size_t name_columns =
        std::clamp(columns - std::min(columns, counts_width), kLeastOfName, kMostOfName);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string several =
            lines[i].inputs.size() > 1 ? fmt::format(" ({})", lines[i].inputs.size()) : "";
        rows[i + 1][1] =
            clipped(terminal.say(lines[i].name), name_columns - several.size()) + several;
    }
    rows.back()[1] = terminal.say({"計", "total"});
    // What is left of the width is for what was assumed.
    const std::size_t used = width_of(rows) + 2;
    constexpr std::size_t kLeastRemark = 8;
    if (used + kLeastRemark <= columns) {
        right.push_back(false);
        rows.front().push_back(
            clipped(terminal.say({"仮定したこと・ファイル", "assumed, file"}), columns - used));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            rows[i + 1].push_back(clipped(remark(lines[i], result, terminal), columns - used));
        }
        rows.back().emplace_back();
    }
    return table(rows, right);
}

/// Blanks, line ends and control characters of what a file holds as single blanks.
std::string one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte != 0x7F) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    return line;
}

/// 不採用 2件 public_property.csv 1781行目ほか: …
std::string one_of(const IssueGroup& group, const Terminal& terminal) {
    const Issue& first = *group.issues.front();
    std::string where = std::filesystem::path(first.file).filename().string();
    if (first.row) {
        where += terminal.japanese() ? fmt::format(" {}行目", *first.row)
                                     : fmt::format(" row {}", *first.row);
    }
    const bool more = group.issues.size() > 1;
    if (!where.empty()) {
        where = " " + where + (!more ? "" : terminal.japanese() ? " ほか" : " and more");
    }
    const std::string count = with_thousands(static_cast<double>(group.issues.size()));
    return terminal.japanese() ? fmt::format("{} {}件{}: {} → {}", study::kind_label(first).ja,
                                             count, where, first.problem.ja, first.action.ja)
                               : fmt::format("{} ({}){}: {} -> {}", study::kind_label(first).en,
                                             count, where, first.problem.en, first.action.en);
}

/// Groups in at most `room` lines, each in one or two.
std::string groups_text(const std::vector<const IssueGroup*>& groups, const Terminal& terminal,
                        std::size_t columns, std::size_t room) {
    std::string text;
    for (std::size_t i = 0; i < groups.size() && room > 0; ++i) {
        const std::size_t left = groups.size() - i;
        if (room == 1 && left > 1) {
            text += terminal.japanese() ? fmt::format("  … ほか{}種類\n", left)
                                        : fmt::format("  ... and {} more kinds\n", left);
            break;
        }
        const std::string whole = one_line(one_of(*groups[i], terminal));
        std::vector<std::string> parts = wrapped(whole, columns - 4);
        if (parts.size() > 1 && room >= 2 * left) {
            text += "  " + parts[0] + "\n";
            const std::size_t rest = whole.find_first_not_of(' ', parts[0].size());
            text += "    " + clipped(whole.substr(rest), columns - 4) + "\n";
            room -= 2;
        } else {
            text += "  " + clipped(whole, columns - 2) + "\n";
            --room;
        }
    }
    return text;
}

/// Each line broken where it is too long.
std::string fitted(const std::string& text, std::size_t columns) {
    std::string lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (display_width(line) <= columns) {
            lines += line + "\n";
            continue;
        }
        for (const std::string& part : wrapped(line, columns)) {
            lines += part + "\n";
        }
    }
    return lines;
}

std::size_t line_count(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Why inputs cannot be used; those whose file is missing are named elsewhere.
std::string failures_text(const CheckResult& result, const Terminal& terminal,
                          std::size_t columns) {
    std::string text;
    for (const InputSummary& input : result.inputs) {
        const bool missing = std::find(result.missing.begin(), result.missing.end(), input.file) !=
                             result.missing.end();
        if (input.failure && !missing) {
            for (const std::string& part :
                 wrapped("× " + terminal.say(input.what) + ": " + terminal.say(*input.failure),
                         columns)) {
                text += part + "\n";
            }
        }
    }
    return text;
}

/// "1 kind", "2 kinds".
std::string kinds(std::size_t count) {
    return fmt::format("{} kind{}", count, count == 1 ? "" : "s");
}

std::string issues_text(const CheckResult& result, const Terminal& terminal, std::size_t columns,
                        std::size_t room) {
    const std::vector<IssueGroup> groups = study::grouped(result.issues);
    std::vector<const IssueGroup*> asking;
    std::vector<const IssueGroup*> told;
    std::size_t rows = 0;
    for (const IssueGroup& group : groups) {
        (group.asks ? asking : told).push_back(&group);
        rows += group.asks ? group.issues.size() : 0;
    }
    std::string text;
    if (!asking.empty() && room > 1) {
        text += terminal.japanese()
                    ? fmt::format("確かめて直すもの（{}種類、{}件）\n", asking.size(),
                                  with_thousands(static_cast<double>(rows)))
                    : fmt::format("To be looked at ({}, {} in all)\n", kinds(asking.size()),
                                  with_thousands(static_cast<double>(rows)));
        text += groups_text(asking, terminal, columns, room - 1);
    }
    room -= std::min(room, line_count(text));
    if (!told.empty() && room > 2) {
        text += terminal.japanese()
                    ? fmt::format("直した・仮定した・知っておくこと（{}種類）\n", told.size())
                    : fmt::format("Repaired, assumed, good to know ({})\n", kinds(told.size()));
        text += groups_text(told, terminal, columns, room - 1);
    }
    return text;
}

} // namespace

std::string pictures_text(const CheckResult& result, const Terminal& terminal,
                          std::size_t columns) {
    if (result.pictures.empty()) {
        return {};
    }
    std::string text = terminal.say({"画像の色（図で確かめる: --legend フォルダ）\n",
                                     "Colours of pictures (to confirm by eye: --legend DIR)\n"});
    for (const Text& picture : result.pictures) {
        text += fitted("  " + terminal.say(picture) + "\n", columns);
    }
    return text;
}

std::string missing_files_text(const CheckResult& result, const Terminal& terminal) {
    if (result.missing.empty()) {
        return {};
    }
    std::string text =
        terminal.say({"まだ置かれていないファイル（study.toml のあるフォルダから）\n",
                      "Files still to be put in place (from the folder of study.toml)\n"});
    for (const std::string& file : result.missing) {
        text += "  " + file + "\n";
    }
    if (!result.guide.empty()) {
        text += terminal.japanese()
                    ? "何をどこに置くかは " + result.guide + " にあります。\n"
                    : "What to put where is explained in " + result.guide + " (Japanese).\n";
    }
    return text;
}

std::string legends_text(const CheckResult& result, const Terminal& terminal) {
    if (result.legends.empty()) {
        return {};
    }
    std::string text = terminal.japanese()
                           ? "読み取りを目で確かめる図など（" + result.legend_folder.string() +
                                 "。非公開のエリアが入っています）\n"
                           : "To confirm by eye (" + result.legend_folder.string() +
                                 "; holds confidential coverage)\n";
    for (const std::string& name : result.legends) {
        text += "  " + name + "\n";
    }
    return text + "\n";
}

std::string next_text(const CheckResult& result, const std::string& study,
                      const Terminal& terminal) {
    const bool fruitless = std::any_of(
        result.inputs.begin(), result.inputs.end(), [](const study::InputSummary& input) {
            return !input.failure && input.counts.read > 0 && input.counts.used == 0;
        });
    if (result.usable && fruitless) {
        return terminal.say(
            {"一行も使えなかった入力があります（△、採用 0）。直さずに進めるなら: todoku run " +
                 study + "\n",
             "Of some input not one row can be used (△, used 0). To go on all the same: todoku "
             "run " +
                 study + "\n"});
    }
    return terminal.say(
        result.usable ? Text{"すべての入力を使えます。次は: todoku run " + study + "\n",
                             "All inputs can be used. Next: todoku run " + study + "\n"}
                      : Text{"使えない入力があります（×）。直してからもう一度確かめてください。\n",
                             "Some inputs cannot be used (×). Mend them and check again.\n"});
}

std::string check_screen(const CheckResult& result, const std::string& study,
                         const Terminal& terminal, const ScreenSize& size) {
    const std::size_t columns = std::max<std::size_t>(size.columns, 40);
    const std::string title =
        clipped((result.synthetic ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
                    result.title,
                columns) +
        "\n";
    std::string foot = people_text(result, terminal) + border_line(result, terminal) +
                       evidence_line(result, terminal);
    foot += legends_text(result, terminal);
    if (!result.list.empty()) {
        foot += terminal.japanese() ? "一覧を " + result.list.string() + " に書きました。\n"
                                    : "The list is in " + result.list.string() + ".\n";
    } else {
        foot += terminal.say({"全部見る: --all　Excelの一覧: -o check.xlsx\n",
                              "Everything: --all. As an Excel list: -o check.xlsx\n"});
    }
    foot = fitted(foot + next_text(result, study, terminal), columns);
    const std::string trouble = failures_text(result, terminal, columns) +
                                missing_files_text(result, terminal) +
                                pictures_text(result, terminal, columns);

    // Room for the table: the screen without title, table head, total, a blank line, the foot, the
    // prompt that follows, and a few lines for issues.
    constexpr std::size_t kIssueLines = 6;
    const std::size_t kept = 4 + line_count(trouble) + line_count(foot) + 1;
    const auto fits = [&](const std::vector<Line>& lines) {
        return lines.size() + kept + (result.issues.empty() ? 0 : kIssueLines) <= size.lines;
    };
    std::vector<Line> lines = lines_of(result, Merged::None);
    for (const Merged merged : {Merged::ByGroup, Merged::ByKind}) {
        if (!fits(lines)) {
            lines = lines_of(result, merged);
        }
    }
    const std::size_t taken = lines.size() + kept;
    const std::size_t room = size.lines > taken ? size.lines - taken : 0;
    return title + inputs_table(lines, result, terminal, columns) + "\n" + trouble +
           issues_text(result, terminal, columns, std::max<std::size_t>(room, 3)) + foot;
}

} // namespace todoku::cli
