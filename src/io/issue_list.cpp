#include "io/issue_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

void IssueList::add(Issue issue) {
    if (listed(issue.kind, issue.code, issue.file)) {
        issues_.push_back(std::move(issue));
    }
}

bool IssueList::listed(IssueKind kind, std::string_view code, std::string_view file) {
    auto counted = counted_.find(std::tuple(kind, code, file));
    if (counted == counted_.end()) {
        counted = counted_.emplace(Key(kind, code, file), 0).first;
    }
    return ++counted->second <= kListed;
}

std::vector<Issue> IssueList::take() {
    for (const auto& [key, count] : counted_) {
        if (count <= kListed) {
            continue;
        }
        const IssueKind kind = std::get<0>(key);
        const Issue first = *std::find_if(issues_.begin(), issues_.end(), [&](const Issue& issue) {
            return Key(issue.kind, issue.code, issue.file) == key;
        });
        const std::string more = with_thousands(static_cast<double>(count - kListed));
        issues_.push_back(
            {.kind = kind,
             .code = first.code,
             .file = first.file,
             .layer = first.layer,
             .row = std::nullopt,
             .field = first.field,
             .value = std::to_string(count - kListed),
             .problem = {fmt::format("{}行目などと同じ種類のことが、ほかに {} 件あります（{}）。",
                                     first.row.value_or(0), more, first.problem.ja),
                         fmt::format("{} more are like row {} ({}).", more, first.row.value_or(0),
                                     first.problem.en)},
             .action = {fmt::format(
                            "{}一覧には初めの {} 件だけを載せました。件数には数えています。",
                            first.action.ja, with_thousands(static_cast<double>(kListed))),
                        fmt::format("{} Only the first {} are listed; all are counted.",
                                    first.action.en, with_thousands(static_cast<double>(kListed)))},
             .count = count - kListed});
    }
    counted_.clear();
    return std::exchange(issues_, {});
}

} // namespace todoku::io
