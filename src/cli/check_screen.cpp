#include "cli/check_screen.hpp"

#include "cli/check_evidence.hpp"
#include "cli/check_people.hpp"
#include "cli/check_table.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>
#include <vector>

namespace todoku::cli {

namespace {

using study::CheckResult;
using study::InputSummary;
using study::IssueGroup;

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
    const std::string count = with_thousands(static_cast<double>(group.count));
    return terminal.japanese() ? fmt::format("{} {}件{}: {} → {}", study::kind_label(first).ja,
                                             count, where, first.problem.ja, first.action.ja)
                               : fmt::format("{} ({}){}: {} -> {}", study::kind_label(first).en,
                                             count, where, first.problem.en, first.action.en);
}

/// What stands together under a heading: each item in as many lines as it needs, or in one.
struct Item {
    std::vector<std::string> whole; ///< its lines
    std::string brief;              ///< one line
};
struct Block {
    std::string heading;
    std::vector<Item> items;
    Text more; ///< "kinds": of what there is more than the room holds

    [[nodiscard]] std::size_t lines() const {
        std::size_t lines = items.empty() ? 0 : 1;
        for (const Item& item : items) {
            lines += item.whole.size();
        }
        return lines;
    }
};

/// The block in at most `room` lines: items whole, the first ones first, as long as each of the
/// others keeps its line.
std::string block_text(const Block& block, const Terminal& terminal, std::size_t room) {
    if (block.items.empty() || room < 2) {
        return {};
    }
    std::string text = block.heading + "\n";
    --room;
    for (std::size_t i = 0; i < block.items.size(); ++i) {
        const std::size_t after = block.items.size() - i - 1;
        if (room == 1 && after > 0) {
            return text + (terminal.japanese()
                               ? fmt::format("  … ほか{}{}\n", after + 1, block.more.ja)
                               : fmt::format("  ... and {} more{}\n", after + 1, block.more.en));
        }
        const Item& item = block.items[i];
        const std::size_t kept = std::min(after, room - 1); // a line for each that follows
        if (item.whole.size() + kept <= room) {
            for (const std::string& line : item.whole) {
                text += line + "\n";
            }
            room -= item.whole.size();
        } else {
            text += item.brief + "\n";
            --room;
        }
    }
    return text;
}

/// A line of text with two blanks before it, its further lines with four.
Item item_of(const std::string& text, std::size_t columns) {
    Item item;
    for (const std::string& line : wrapped(text, columns - 4)) {
        for (const std::string& part : cut(line, columns - 4)) {
            item.whole.push_back((item.whole.empty() ? "  " : "    ") + part);
        }
    }
    item.brief = item.whole.size() == 1 ? item.whole.front() : "  " + clipped(text, columns - 2);
    return item;
}

/// Groups of issues that ask for a hand, or the others.
Block issues_block(const std::vector<IssueGroup>& groups, bool asking, const Terminal& terminal,
                   std::size_t columns) {
    Block block;
    std::int64_t rows = 0;
    for (const IssueGroup& group : groups) {
        if (group.asks == asking) {
            rows += group.count;
            block.items.push_back(item_of(one_line(one_of(group, terminal)), columns));
        }
    }
    const std::size_t kinds = block.items.size();
    const std::string count = with_thousands(static_cast<double>(rows));
    const std::string some = fmt::format("{} kind{}", kinds, kinds == 1 ? "" : "s");
    block.heading =
        asking ? terminal.say({fmt::format("確かめて直すもの（{}種類、{}件）", kinds, count),
                               fmt::format("To be looked at ({}, {} in all)", some, count)})
               : terminal.say({fmt::format("直した・仮定した・知っておくこと（{}種類）", kinds),
                               fmt::format("Repaired, assumed, good to know ({})", some)});
    block.more = {"種類（--all）", " kinds (--all)"};
    return block;
}

/// 施設名→name（名称）: the heading, our field, and what that is where the heading does not say it.
std::string column_text(const study::ReadColumn& column, const Terminal& terminal) {
    const std::string& item = terminal.say(column.item);
    std::string text = column.heading + "→" + column.field;
    if (item != column.heading && item != column.field) {
        text += terminal.japanese() ? "（" + item + "）" : " (" + item + ")";
    }
    return text;
}

/// Which columns of a table were read as what, and which were not; inputs read alike share an item.
std::string columns_text(const InputSummary& input, const Terminal& terminal) {
    std::vector<std::string> read;
    for (const study::ReadColumn& column : input.mapping) {
        read.push_back(column_text(column, terminal));
    }
    constexpr std::size_t kMostUnused = 8;
    std::vector<std::string> unused(
        input.unused_columns.begin(),
        input.unused_columns.begin() +
            static_cast<std::ptrdiff_t>(std::min(kMostUnused, input.unused_columns.size())));
    const std::size_t more = input.unused_columns.size() - unused.size();
    std::string text = fmt::format("{}", fmt::join(read, terminal.say({"、", ", "})));
    if (!unused.empty()) {
        text += terminal.say({"。使わなかった列: ", "; columns not used: "}) +
                fmt::format("{}", fmt::join(unused, terminal.say({"、", ", "})));
        text += more == 0 ? ""
                          : terminal.say({fmt::format("、ほか{}列", more),
                                          fmt::format(", and {} more", more)});
    }
    return one_line(text);
}

Block columns_block(const CheckResult& result, const Terminal& terminal, std::size_t columns) {
    std::vector<std::pair<std::string, std::vector<const InputSummary*>>> alike;
    for (const InputSummary& input : result.inputs) {
        if (input.mapping.empty() || input.failure) {
            continue;
        }
        const std::string text = columns_text(input, terminal);
        const auto found = std::find_if(alike.begin(), alike.end(), [&](const auto& group) {
            return group.first == text && group.second.front()->id == input.id;
        });
        if (found == alike.end()) {
            alike.push_back({text, {&input}});
        } else {
            found->second.push_back(&input);
        }
    }
    Block block;
    for (const auto& [text, inputs] : alike) {
        const InputSummary& first = *inputs.front();
        const std::string who =
            inputs.size() == 1
                ? terminal.say(first.what) + " " + file_name_of(first)
                : fmt::format("{} ({})", terminal.say(kind_of(first)), inputs.size());
        block.items.push_back(item_of(who + ": " + text, columns));
    }
    block.heading = terminal.say(
        {"列の読み方（見出し→項目。違うときは study.toml の fields、人口は …_field で指定）",
         "Columns as read (heading→field; name others under `fields`, of people by `..._field`)"});
    block.more = {"件の表（--all）", " tables (--all)"};
    return block;
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
            std::istringstream lines("× " + terminal.say(input.what) + ": " +
                                     terminal.say(*input.failure));
            for (std::string line; std::getline(lines, line);) {
                // What is set in is to be copied into the study file.
                text += line.starts_with("  ") ? line + "\n" : fitted(line, columns);
            }
        }
    }
    return text;
}

/// What asks for a hand, how columns were read, and what else was noticed, in at most `room` lines.
/// Where all three do not fit, what asks for a hand goes first, and each keeps a few.
std::string noticed_text(const CheckResult& result, const Terminal& terminal, std::size_t columns,
                         std::size_t room) {
    const std::vector<IssueGroup> groups = study::grouped(result.issues);
    const Block asking = issues_block(groups, true, terminal, columns);
    const Block read = columns_block(result, terminal, columns);
    const Block told = issues_block(groups, false, terminal, columns);
    std::string text;
    const auto put = [&](const Block& block, std::size_t kept) {
        const std::string part = block_text(block, terminal, room - std::min(room, kept));
        room -= line_count(part);
        text += part;
    };
    constexpr std::size_t kRoomy = 20;
    const std::size_t few = room < kRoomy ? 2 : 3; // lines, with the heading
    const auto least = [few](const Block& block) {
        return block.items.empty() ? std::size_t{0} : std::min(few, 1 + block.items.size());
    };
    const std::size_t most_kept = room - std::min(room, asking.items.empty() ? 0 : 3UL);
    put(asking, std::min(most_kept, least(read) + least(told)));
    put(read, room >= least(read) + least(told) ? least(told) : 0);
    put(told, 0);
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
           noticed_text(result, terminal, columns, std::max<std::size_t>(room, 3)) + foot;
}

} // namespace todoku::cli
