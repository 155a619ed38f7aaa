#include "io/population_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

/// What happened in one file.
struct Outcome {
    std::array<std::int64_t, kDetails> apportioned{};
    std::array<std::int64_t, kDetails> unknown{};
    const MeshRow* first_unknown = nullptr;
    std::array<std::int64_t, kDetails> circular{}; ///< merged into one another
    const MeshRow* first_circular = nullptr;
};

/// A code's digits as one number (at most 11 of them); nothing for other text.
std::optional<std::uint64_t> number_of(std::string_view code) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    return code.empty() || error != std::errc{} || end != code.data() + code.size()
               ? std::nullopt
               : std::optional(number);
}

/// Finds rows by code, those of the same file before those of another.
class CodeIndex {
public:
    explicit CodeIndex(const std::vector<MeshRow>& rows) : rows_(rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto code = number_of(rows[i].code)) {
                places_.emplace_back(*code, i);
            }
            each_code(rows[i].includes,
                      [&](std::uint64_t code) { includers_.emplace_back(code, i); });
        }
        std::sort(places_.begin(), places_.end());
        std::sort(includers_.begin(), includers_.end());
    }
    /// The cell that a row's suppressed details were merged into: the one it names, else one that
    /// names it.
    [[nodiscard]] std::optional<std::size_t> target_of(const MeshRow& row) const {
        if (const auto named = number_of(row.merged_into)) {
            if (const auto found = find(places_, *named, row.file)) {
                return found;
            }
        }
        const auto own = number_of(row.code);
        return own ? find(includers_, *own, row.file) : std::nullopt;
    }

private:
    using Places = std::vector<std::pair<std::uint64_t, std::size_t>>;

    /// Codes stand apart by ; or whatever else is no digit.
    template <class Visit>
    static void each_code(std::string_view list, const Visit& visit) {
        while (!list.empty()) {
            const std::size_t digits = list.find_first_not_of("0123456789");
            if (const auto code = number_of(list.substr(0, digits))) {
                visit(*code);
            }
            list.remove_prefix(digits == std::string_view::npos ? list.size() : digits + 1);
        }
    }
    [[nodiscard]] std::optional<std::size_t> find(const Places& places, std::uint64_t code,
                                                  std::size_t file) const {
        std::optional<std::size_t> first;
        for (auto at =
                 std::lower_bound(places.begin(), places.end(), std::pair(code, std::size_t{0}));
             at != places.end() && at->first == code; ++at) {
            if (rows_[at->second].file == file) {
                return at->second;
            }
            first = first ? first : at->second;
        }
        return first;
    }

    const std::vector<MeshRow>& rows_;
    Places places_;
    Places includers_;
};

/// Where a row's suppressed detail ends up: the first cell on the way that states its own.
struct FinalCell {
    std::optional<std::size_t> row; ///< nothing where the way ends before, or in a circle
    bool circular = false;
};

FinalCell final_cell(const CodeIndex& index, const std::vector<MeshRow>& rows, std::size_t detail,
                     std::size_t from) {
    std::vector<std::size_t> passed = {from};
    while (const auto next = index.target_of(rows[passed.back()])) {
        if (!rows[*next].details[detail].suppressed) {
            return {next, false};
        }
        if (std::find(passed.begin(), passed.end(), *next) != passed.end()) {
            return {std::nullopt, true};
        }
        passed.push_back(*next);
    }
    return {};
}

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
        rows[i].details[detail].estimated = true;
        left -= share;
    }
    rows[target].details[detail].value = left;
    rows[target].details[detail].estimated = true;
}

/// True where a cell states a figure that others' suppressed ones may be part of.
bool can_be_divided(const MeshRow& row, std::size_t detail) {
    return !row.details[detail].suppressed && !std::isnan(row.details[detail].value) &&
           !std::isnan(row.population);
}

std::string counts_told(const std::array<std::int64_t, kDetails>& counts, bool japanese) {
    std::string text;
    const auto add = [&text](std::int64_t count, const char* name) {
        if (count > 0) {
            text += (text.empty() ? "" : ", ") + fmt::format("{} {}", name, count);
        }
    };
    add(counts[kHouseholds], japanese ? "世帯数" : "households");
    add(counts[kResidents65plus], japanese ? "65歳以上人口" : "aged 65 and over");
    add(counts[kResidents75plus], japanese ? "75歳以上人口" : "aged 75 and over");
    return text;
}

} // namespace

void apportion_suppressed_details(PopulationRows& all) {
    const bool any = std::any_of(all.rows.begin(), all.rows.end(), [](const MeshRow& row) {
        return std::any_of(row.details.begin(), row.details.end(),
                           [](const DetailFigure& figure) { return figure.suppressed; });
    });
    if (!any) {
        return;
    }
    const CodeIndex index(all.rows);
    std::vector<Outcome> outcomes(all.files.size());
    for (std::size_t detail = 0; detail < kDetails; ++detail) {
        std::map<std::size_t, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < all.rows.size(); ++i) {
            const MeshRow& row = all.rows[i];
            if (!row.details[detail].suppressed) {
                continue;
            }
            const auto [target, circular] = final_cell(index, all.rows, detail, i);
            Outcome& outcome = outcomes[row.file];
            if (target && can_be_divided(all.rows[*target], detail) &&
                !std::isnan(row.population)) {
                groups[*target].push_back(i);
                ++outcome.apportioned[detail];
            } else if (circular) {
                ++outcome.circular[detail];
                outcome.first_circular =
                    outcome.first_circular == nullptr ? &row : outcome.first_circular;
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
        if (const std::string ja = counts_told(outcome.apportioned, true); !ja.empty()) {
            const std::string en = counts_told(outcome.apportioned, false);
            issue.problem = {
                fmt::format("内訳が秘匿されたメッシュがあります（メッシュ数: "
                            "{}）。総人口は秘匿されていません。",
                            ja),
                fmt::format("Details of some cells are suppressed (cells: {}); totals are not.",
                            en)};
            issue.action = {
                "合算先（HTKSAKI、GASSAN）のメッシュの内訳を、総人口の比で配分し、推計値の印を付け"
                "まし"
                "た。合計は変わりません。",
                "The details of the cell they were merged into (HTKSAKI, GASSAN) were divided "
                "in proportion to "
                "total population and marked as estimated; sums are unchanged."};
            all.issues.push_back(issue);
        }
        if (const std::string ja = counts_told(outcome.unknown, true); !ja.empty()) {
            const std::string en = counts_told(outcome.unknown, false);
            issue.kind = IssueKind::Noted;
            issue.code = "suppressed_details_unknown";
            issue.row = outcome.first_unknown->line;
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
        if (const std::string ja = counts_told(outcome.circular, true); !ja.empty()) {
            const std::string en = counts_told(outcome.circular, false);
            issue.kind = IssueKind::Noted;
            issue.code = "suppressed_details_circular";
            issue.row = outcome.first_circular->line;
            issue.value = outcome.first_circular->code;
            issue.problem = {fmt::format("秘匿された内訳の合算先をたどると元に戻ります（メッシュ数:"
                                         " {}、最初は {}）。",
                                         ja, outcome.first_circular->code),
                             fmt::format("The cells that suppressed details were merged into lead "
                                         "back to themselves (cells: {}, the first is {}).",
                                         en, outcome.first_circular->code)};
            issue.action = {"その内訳は不明として扱いました。総人口は使いました。",
                            "Those details count as unknown; the total population is used."};
            all.issues.push_back(issue);
        }
    }
}

} // namespace todoku::io
