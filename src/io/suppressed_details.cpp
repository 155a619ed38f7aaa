#include "io/population_rows.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

namespace todoku::io {

namespace {

/// What happened in one file.
struct Outcome {
    std::array<std::int64_t, kDetails> apportioned{};
    std::array<std::int64_t, kDetails> unknown{};
    const MeshRow* first_unknown = nullptr;
};

class CodeIndex {
public:
    explicit CodeIndex(const std::vector<MeshRow>& rows) : rows_(rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            places_[rows[i].code].push_back(i);
        }
    }
    /// The row of a code, that of the same file before that of another.
    [[nodiscard]] std::optional<std::size_t> find(const std::string& code, std::size_t file) const {
        const auto found = places_.find(code);
        if (found == places_.end()) {
            return std::nullopt;
        }
        for (const std::size_t i : found->second) {
            if (rows_[i].file == file) {
                return i;
            }
        }
        return found->second.front();
    }

private:
    const std::vector<MeshRow>& rows_;
    std::unordered_map<std::string, std::vector<std::size_t>> places_;
};

void apportion_group(std::vector<MeshRow>& rows, std::size_t detail, std::size_t target,
                     const std::vector<std::size_t>& members) {
    double residents = rows[target].population;
    for (const std::size_t i : members) {
        residents += rows[i].population;
    }
    const double all = rows[target].details[detail].value;
    double left = all;
    for (const std::size_t i : members) {
        const double share = residents > 0.0 ? all * rows[i].population / residents : 0.0;
        rows[i].details[detail].value = share;
        left -= share;
    }
    rows[target].details[detail].value = left;
}

std::string counted(const std::array<std::int64_t, kDetails>& counts, bool japanese) {
    std::string text;
    const auto add = [&text](std::int64_t count, const char* name) {
        if (count > 0) {
            text += (text.empty() ? "" : ", ") + fmt::format("{} {}", name, count);
        }
    };
    add(counts[kHouseholds], japanese ? "世帯数" : "households");
    add(counts[kResidents65plus], japanese ? "65歳以上人口" : "aged 65 and over");
    return text;
}

} // namespace

void apportion_suppressed_details(PopulationRows& all) {
    const CodeIndex index(all.rows);
    std::vector<Outcome> outcomes(all.files.size());
    for (std::size_t detail = 0; detail < kDetails; ++detail) {
        std::map<std::size_t, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < all.rows.size(); ++i) {
            const MeshRow& row = all.rows[i];
            if (!row.details[detail].suppressed) {
                continue;
            }
            const auto target = index.find(row.merged_into, row.file);
            Outcome& outcome = outcomes[row.file];
            if (target && !all.rows[*target].details[detail].suppressed &&
                !std::isnan(all.rows[*target].details[detail].value)) {
                groups[*target].push_back(i);
                ++outcome.apportioned[detail];
            } else {
                ++outcome.unknown[detail];
                outcome.first_unknown =
                    outcome.first_unknown == nullptr ? &row : outcome.first_unknown;
            }
        }
        for (const auto& [target, members] : groups) {
            apportion_group(all.rows, detail, target, members);
        }
    }
    for (std::size_t file = 0; file < all.files.size(); ++file) {
        const Outcome& outcome = outcomes[file];
        Issue issue{.kind = IssueKind::Assumed,
                    .code = "suppressed_details_apportioned",
                    .file = all.files[file].shown_as,
                    .layer = all.files[file].member,
                    .row = std::nullopt,
                    .field = "HTKSAKI",
                    .value = {},
                    .problem = {},
                    .action = {}};
        if (const std::string ja = counted(outcome.apportioned, true); !ja.empty()) {
            const std::string en = counted(outcome.apportioned, false);
            issue.value = en;
            issue.problem = {
                fmt::format("内訳が秘匿されたメッシュがあります（メッシュ数: "
                            "{}）。総人口は秘匿されていません。",
                            ja),
                fmt::format("Details of some cells are suppressed (cells: {}); totals are not.",
                            en)};
            issue.action = {
                "合算先（HTKSAKI、GASSAN）のメッシュの内訳を、総人口の比で配分しました。合計は"
                "変わりません。",
                "The details of the cell they were merged into (HTKSAKI, GASSAN) were divided "
                "in proportion to "
                "total population; sums are unchanged."};
            all.issues.push_back(issue);
        }
        if (const std::string ja = counted(outcome.unknown, true); !ja.empty()) {
            const std::string en = counted(outcome.unknown, false);
            issue.kind = IssueKind::Noted;
            issue.code = "suppressed_details_unknown";
            issue.row = outcome.first_unknown->line;
            issue.value = en;
            issue.problem = {fmt::format("秘匿された内訳の合算先メッシュが、指定されたファイルにあ"
                                         "りません（メッシュ数: {}、最初は {}）。",
                                         ja, outcome.first_unknown->code),
                             fmt::format("The cell that suppressed details were merged into is in "
                                         "none of the files (cells: {}, "
                                         "the first is {}).",
                                         en, outcome.first_unknown->code)};
            issue.action = {"その内訳は不明として扱いました。総人口は使いました。",
                            "Those details count as unknown; the total population is used."};
            all.issues.push_back(issue);
        }
    }
}

} // namespace todoku::io
