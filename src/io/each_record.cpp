#include "io/each_record.hpp"

#include "core/csv.hpp"
#include "io/file_access.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_records.hpp"
#include "io/text_table.hpp"
#include "io/zip_workbook.hpp"

#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

/// The text files of a ZIP that `layer` names, all without one; a plain file.
/// @throws InputError where it names none
std::vector<std::optional<ZipMember>> members_asked_for(const std::filesystem::path& file,
                                                        const std::string& shown_as,
                                                        const std::string& layer) {
    std::vector<std::optional<ZipMember>> members = text_members(file, shown_as);
    std::vector<std::string> names;
    for (const auto& member : members) {
        names.push_back(member ? member->name : "");
    }
    std::erase_if(members, [&layer](const auto& member) {
        return !is_asked_for(member ? member->name : "", layer);
    });
    if (members.empty() && !names.empty()) {
        throw no_such_member(shown_as, layer, names);
    }
    return members;
}

} // namespace

std::string for_each_record(const std::filesystem::path& file, const std::string& shown_as,
                            const std::string& sheet, const std::optional<std::string>& encoding,
                            const RecordVisitor& visit, std::vector<Issue>& issues) {
    require_readable(file, shown_as);
    if (holds_workbook(file, shown_as)) {
        std::vector<std::string_view> fields;
        bool first = true;
        SheetReader reader(file, shown_as, sheet, visit.is_table, SheetsNamed::Several);
        try {
            while (reader.next()) {
                const SheetRow& row = reader.row();
                fields.assign(row.cells.begin(), row.cells.end());
                if (!is_blank_record(fields)) {
                    visit.record({sheet, row.row, fields, std::exchange(first, false)});
                }
            }
            if (visit.end_of_sheet) {
                visit.end_of_sheet();
            }
        } catch (const InputError& error) {
            reader.refuse(error);
        }
        std::vector<Issue> noticed = reader.issues();
        std::move(noticed.begin(), noticed.end(), std::back_inserter(issues));
        return {};
    }
    const auto given = encoding ? std::optional(encoding_named(*encoding, shown_as)) : std::nullopt;
    std::string found;
    for (const auto& member : members_asked_for(file, shown_as, sheet)) {
        TextRecords records(file, shown_as, member, given);
        bool first = true;
        while (records.next()) {
            if (!is_blank_record(records.fields())) {
                visit.record({records.member(), records.line(), records.fields(),
                              std::exchange(first, false)});
            }
        }
        std::vector<Issue> noticed = records.issues();
        std::move(noticed.begin(), noticed.end(), std::back_inserter(issues));
        if (records.unterminated_quote()) {
            issues.push_back({.kind = IssueKind::Noted,
                              .code = "quote_not_closed",
                              .file = shown_as,
                              .layer = records.member(),
                              .row = std::nullopt,
                              .field = {},
                              .value = {},
                              .problem = {"引用符（\"）が閉じられていません。",
                                          "A quotation mark is never closed."},
                              .action = {"そこからファイルの終わりまでを一つの値として読みました。",
                                         "Everything behind it was read as one value."}});
        }
        const std::string name = name_of(records.encoding());
        if (found.find(name) == std::string::npos) {
            found += (found.empty() ? "" : ", ") + name;
        }
    }
    return found;
}

} // namespace todoku::io
