#include "cli/check_table.hpp"

#include "core/counts_add_up.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace todoku::cli {

using study::CheckResult;
using study::InputSummary;

namespace {

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

/// What was assumed, in few words and as much of it as `columns` hold; else the file where the line
/// has one.
std::string remark(const Line& line, const CheckResult& result, const Terminal& terminal,
                   std::size_t columns) {
    std::set<std::string> codes;
    std::vector<std::string> assumed;
    for (const InputSummary* input : line.inputs) {
        for (std::size_t i = 0; i < input->issue_count; ++i) {
            const Issue& issue = result.issues.at(input->first_issue + i);
            if (issue.kind == IssueKind::Assumed && codes.insert(issue.code).second) {
                assumed.push_back(terminal.say(study::in_few_words(issue)));
            }
        }
    }
    if (assumed.empty() && line.inputs.size() == 1) {
        return clipped(file_name_of(*line.inputs.front()), columns);
    }
    std::string text;
    for (std::size_t shown = assumed.size(); shown > 0; --shown) {
        text = fmt::format("{}", fmt::join(assumed.begin(),
                                           assumed.begin() + static_cast<std::ptrdiff_t>(shown),
                                           terminal.say({"、", ", "})));
        if (const std::size_t more = assumed.size() - shown; more > 0) {
            text += terminal.say({fmt::format(" ほか{}", more), fmt::format(" and {} more", more)});
        }
        if (display_width(text) <= columns) {
            return text;
        }
    }
    return clipped(text, columns);
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

} // namespace

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

std::string file_name_of(const InputSummary& input) {
    return std::filesystem::path(input.file.substr(0, input.file.find(" / "))).filename().string();
}

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
            rows[i + 1].push_back(remark(lines[i], result, terminal, columns - used));
        }
        rows.back().emplace_back();
    }
    return table(rows, right);
}

} // namespace todoku::cli
