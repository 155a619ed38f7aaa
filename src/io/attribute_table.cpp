#include "io/attribute_table.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "io/row_condition.hpp"
#include "io/row_issues.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"
#include "io/zip_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace todoku::io {

namespace {

/// Title rows above a header are few.
constexpr std::size_t kTitleRows = 10;

std::vector<std::string_view> views_of(const std::vector<std::string>& cells) {
    return {cells.begin(), cells.end()};
}

std::vector<std::string> headers_in(std::span<const std::string_view> cells) {
    std::vector<std::string> headers;
    for (const std::string_view cell : cells) {
        headers.emplace_back(trimmed(cell));
    }
    return headers;
}

/// The names under those of the row above where several columns bear one name: キャリアA, (empty)
/// over 4G, 5G give キャリアA_4G, キャリアA_5G. As they stand where that does not tell them apart.
std::vector<std::string> under_names_above(const std::vector<std::string>& headers,
                                           std::span<const std::string_view> above) {
    std::map<std::string, int> bearers;
    for (const std::string& header : headers) {
        ++bearers[header_key(header)];
    }
    std::vector<std::string> names = headers;
    std::set<std::string> joined;
    std::string_view last;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const std::string_view upper = i < above.size() ? trimmed(above[i]) : std::string_view();
        last = upper.empty() ? last : upper;
        if (headers[i].empty() || bearers[header_key(headers[i])] == 1) {
            continue;
        }
        names[i] = std::string(last) + "_" + headers[i];
        if (last.empty() || !joined.insert(header_key(names[i])).second) {
            return headers;
        }
    }
    return names;
}

void note_blank_rows(const VectorSource& source, const std::string& member, std::int64_t blank,
                     std::vector<Issue>& issues) {
    if (blank > 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "blank_rows",
                 std::to_string(blank),
                 {fmt::format("空の行が {} 行あります。", blank),
                  fmt::format("{} rows hold no text.", blank)},
                 {"読み飛ばしました。", "Passed over."});
        issues.back().layer = member;
    }
}

/// Which of the first rows is the header: 0 where none is known.
template <class Rows>
std::size_t header_among(const Rows& first, const TableVisitor& visitor) {
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (visitor.is_header(views_of(first[i]))) {
            return i;
        }
    }
    return 0;
}

/// Of the source's `where`; nothing where it asks for all rows.
std::optional<RowCondition> condition_of(const VectorSource& source,
                                         const std::vector<std::string>& headers,
                                         const std::string& member, const RowScan& rows,
                                         std::vector<Issue>& issues) {
    return source.where.empty() ? std::nullopt
                                : std::optional(condition_on({headers, shown_name(source), member},
                                                             source.where, rows, issues));
}

void visit_text(const VectorSource& source, const TextTable& table, TableVisitor& visitor,
                std::vector<Issue>& issues) {
    std::size_t header = 0;
    {
        CsvReader look = table.reader();
        std::vector<std::vector<std::string>> first;
        while (first.size() < kTitleRows && look.next()) {
            first.emplace_back(look.fields().begin(), look.fields().end());
        }
        header = header_among(first, visitor);
    }
    CsvReader reader = table.reader();
    std::vector<std::string> above;
    for (std::size_t i = 0; i <= header; ++i) {
        above.assign(reader.fields().begin(), reader.fields().end());
        reader.next();
    }
    const RowWidth width(reader.fields());
    const auto headers = under_names_above(headers_in(reader.fields()), views_of(above));
    const auto rows = [&](const auto& more) {
        CsvReader look = reader;
        while (look.next() && (is_blank_record(look.fields()) || more(look.fields()))) {
        }
    };
    auto condition = condition_of(source, headers, table.member, rows, issues);
    visitor.begin(headers, table.member);
    std::int64_t blank = 0;
    std::int64_t left_out = 0;
    while (reader.next()) {
        if (is_blank_record(reader.fields())) {
            ++blank;
        } else if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            visitor.misfit(reader.line(), row_excerpt(reader.fields()),
                           field_count_problem(width.names(), reader.fields().size()));
        } else if (condition && !condition->meets(reader.fields())) {
            ++left_out;
        } else {
            visitor.row(reader.fields(), reader.line());
        }
    }
    visitor.leave_out(left_out);
    note_blank_rows(source, table.member, blank, issues);
    if (reader.unterminated_quote()) {
        note_row(issues, IssueKind::Noted, source, reader.line(), "quote_not_closed", "\"",
                 {"引用符（\"）が閉じられていません。この行から後がすべて1行として読まれています。",
                  "A quotation mark is not closed; everything after it was read as one row."},
                 {"そのまま読みました。ファイルのこの行を直してください。",
                  "Read as it is. Correct this line of the file."});
    }
}

void visit_rows(const VectorSource& source, SheetReader& reader,
                const std::vector<std::vector<std::string>>& first, TableVisitor& visitor,
                std::vector<Issue>& issues) {
    const std::size_t header = header_among(first, visitor);
    const auto to_first_row = [&] {
        reader.rewind();
        for (std::size_t i = 0; i <= header; ++i) {
            reader.next();
        }
    };
    const auto headers = under_names_above(headers_in(views_of(first[header])),
                                           header > 0 ? views_of(first[header - 1])
                                                      : std::vector<std::string_view>());
    const auto rows = [&](const auto& more) {
        to_first_row();
        while (reader.next() && more(views_of(reader.row().cells))) {
        }
    };
    auto condition = condition_of(source, headers, source.layer, rows, issues);
    visitor.begin(headers, source.layer);
    std::int64_t left_out = 0;
    to_first_row();
    while (reader.next()) {
        const auto cells = views_of(reader.row().cells);
        if (condition && !condition->meets(cells)) {
            ++left_out;
        } else {
            visitor.row(cells, reader.row().row);
        }
    }
    visitor.leave_out(left_out);
}

void visit_sheet(const VectorSource& source, TableVisitor& visitor, std::vector<Issue>& issues) {
    const auto has_header = [&visitor](std::span<const SheetRow> rows) {
        const auto first = rows.first(std::min(rows.size(), kTitleRows));
        return std::any_of(first.begin(), first.end(), [&](const SheetRow& row) {
            return visitor.is_header(views_of(row.cells));
        });
    };
    SheetReader reader(source.file, shown_name(source), source.layer, has_header,
                       SheetsNamed::Several);
    for (Issue& issue : reader.issues()) {
        issues.push_back(std::move(issue));
    }
    std::vector<std::vector<std::string>> first;
    for (SheetRow& row : reader.first(kTitleRows)) {
        first.push_back(std::move(row.cells));
    }
    if (first.empty()) {
        return;
    }
    try {
        visit_rows(source, reader, first, visitor, issues);
    } catch (const InputError& error) {
        reader.refuse(error);
    }
}

bool is_note(const TextTable& table, const TableVisitor& visitor) {
    CsvReader reader = table.reader();
    for (std::size_t i = 0; reader.next(); ++i) {
        if ((i < kTitleRows && visitor.is_header(reader.fields())) ||
            visitor.may_be_data(reader.fields())) {
            return false;
        }
    }
    return true;
}

/// Where all are notes, all stay: what they lack is told as they are read.
void leave_out_notes(const VectorSource& source, const TableVisitor& visitor,
                     std::vector<TextTable>& tables, std::vector<Issue>& issues) {
    const auto notes =
        std::stable_partition(tables.begin(), tables.end(), [&](const TextTable& table) {
            return tables.size() == 1 || !is_note(table, visitor);
        });
    if (notes == tables.begin() || notes == tables.end()) {
        return;
    }
    for (auto note = notes; note != tables.end(); ++note) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "archive_members_left",
                 note->member,
                 {fmt::format("ZIPの中の {} には、コードの列もコードもありません。", note->member),
                  fmt::format("{} of the ZIP has no column of codes and no code.", note->member)},
                 {"説明とみなし、読みませんでした。", "taken for a note and not read."});
        issues.back().layer = note->member;
    }
    tables.erase(notes, tables.end());
}

std::string visit_layer(VectorSource source, TableVisitor& visitor, std::vector<Issue>& issues) {
    // Only the attributes are used, so that the outlines and their datum do not matter.
    source.crs = "EPSG:6668";
    source.placing = {};
    source.needs_attributes = true;
    bool begun = false;
    const auto begin = [&](const LayerInfo& info) {
        std::vector<std::string> headers;
        for (const Field& field : info.fields) {
            headers.push_back(field.name);
        }
        visitor.begin(std::move(headers), source.layer);
        begun = true;
    };
    std::vector<Issue> found;
    std::vector<std::string> cells;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!begun) {
                begin(layer);
            }
            cells.clear();
            for (const Value& value : feature.values) {
                cells.push_back(to_text(value));
            }
            if (!found.empty() && found.back().row == feature.row &&
                found.back().code == "field_count_differs") {
                const Text problem = found.back().problem;
                found.pop_back();
                visitor.misfit(feature.row, "", problem);
                return;
            }
            visitor.row(views_of(cells), feature.row);
        },
        found);
    for (Issue& issue : found) { // what is said of geometries does not matter here
        if (!issue.row) {
            issues.push_back(std::move(issue));
        }
    }
    if (!begun) {
        begin(info);
    }
    visitor.leave_out(info.left_out);
    return info.encoding;
}

} // namespace

std::string visit_table(const VectorSource& source, TableVisitor& visitor,
                        std::vector<Issue>& issues) {
    if (holds_workbook(source.file, shown_name(source))) {
        visit_sheet(source, visitor, issues);
        return "";
    }
    if (!holds_text_tables(source.file, shown_name(source))) {
        return visit_layer(source, visitor, issues);
    }
    std::set<std::string> encodings;
    std::vector<TextTable> tables =
        open_text_tables(source.file, shown_name(source), source.encoding, issues);
    leave_out_notes(source, visitor, tables, issues);
    for (const TextTable& table : tables) {
        visit_text(source, table, visitor, issues);
        encodings.insert(name_of(table.encoding));
    }
    return fmt::format("{}", fmt::join(encodings, ", "));
}

} // namespace todoku::io
