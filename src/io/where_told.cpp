#include "io/where_told.hpp"

#include <fmt/format.h>

namespace todoku::io {

namespace {

/// '5G', 'NR', with every quotation mark doubled; numbers as they are.
std::string values_in_condition(const std::vector<std::string>& values, bool is_text) {
    std::string list;
    for (const std::string& value : values) {
        std::string quoted;
        for (const char c : value) {
            quoted += c == '\'' ? "''" : std::string(1, c);
        }
        list += fmt::format("{0}{1}{2}{1}", list.empty() ? "" : ", ", is_text ? "'" : "", quoted);
    }
    return list;
}

} // namespace

InputError not_a_condition(const std::string& shown_as, const std::string& where,
                           const std::string& columns, std::string_view reason) {
    // The library draws an arrow below the condition, on lines of its own.
    return InputError(
        {fmt::format("{}: where「{}」を条件として読めません。例: 区分 = '5G'。項目: {}", shown_as,
                     where, columns),
         fmt::format("{}: where \"{}\" is not a condition ({}). Fields: {}", shown_as, where,
                     reason.substr(0, reason.find('\n')), columns)});
}

std::string in_condition(const std::string& header) {
    return header.find_first_of("()[]{} ,.-+/*%'\"") == std::string::npos ? header
                                                                          : "\"" + header + "\"";
}

std::string is_one_of_values(const std::string& header, const std::vector<std::string>& values,
                             bool is_text) {
    const std::string list = values_in_condition(values, is_text);
    return values.size() == 1 ? fmt::format("{} = {}", in_condition(header), list)
                              : fmt::format("{} IN ({})", in_condition(header), list);
}

std::string is_no_value_of(const std::string& header, const std::vector<std::string>& words) {
    return fmt::format("{0} IS NULL OR {0} NOT IN ({1})", in_condition(header),
                       values_in_condition(words, true));
}

std::string where_line(const std::string& condition) {
    const bool doubles = condition.find('"') != std::string::npos;
    const bool singles = condition.find('\'') != std::string::npos;
    const char* mark = !doubles ? "\"" : !singles ? "'" : "'''";
    return fmt::format("where = {0}{1}{0}", mark, condition);
}

Issue where_in_other_digits(const std::string& shown_as, const std::string& layer,
                            const std::string& where, const std::string& read_as) {
    return {.kind = IssueKind::Assumed,
            .code = "where_code_digits",
            .file = shown_as,
            .layer = layer,
            .row = std::nullopt,
            .field = {},
            .value = where,
            .problem = {"市区町村コードの桁数（5桁・6桁）がファイルと違うので、そのままでは合う行が"
                        "ありません。",
                        "The file writes municipality codes with another number of digits (5 or "
                        "6): no row matches as it stands."},
            .action = {read_as + " として読みました。", "read as " + read_as + "."}};
}

Issue where_matches_nothing(const std::string& shown_as, const std::string& layer,
                            const std::string& where, std::int64_t rows) {
    return {.kind = IssueKind::Noted,
            .code = "where_matches_nothing",
            .file = shown_as,
            .layer = layer,
            .row = std::nullopt,
            .field = {},
            .value = where,
            .problem = {fmt::format("where の条件に合う行が{}行のうち一つもありません。値の書き方（"
                                    "引用符、全角・半角、コードの桁数）を確かめてください。",
                                    rows),
                        fmt::format("Not one of {} rows meets the condition. Check how the value "
                                    "is written (quotes, width, digits of codes).",
                                    rows)},
            .action = {"何も読みませんでした。", "nothing was read."}};
}

} // namespace todoku::io
