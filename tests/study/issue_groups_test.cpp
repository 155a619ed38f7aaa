// How issues of one code are put together for the screen.
#include "io/issue_list.hpp"
#include "study/issue_labels.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::study;

namespace {

Issue unreadable(const std::string& field, const std::string& problem) {
    Issue issue;
    issue.kind = IssueKind::Noted;
    issue.code = "asset_value_unreadable";
    issue.field = field;
    issue.problem = {problem, "not read"};
    return issue;
}

} // namespace

TEST_CASE("A group says what is true of all its issues: fields with other words stand apart") {
    const std::vector<Issue> issues = {
        unreadable("高さ", "高さとして読めません。"), unreadable("建築年", "年として読めません。"),
        unreadable("地上高", "高さとして読めません。"), unreadable("高さ", "高さとして…")};
    const auto groups = grouped(issues);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].issues == std::vector<const Issue*>{&issues[0], &issues[2], &issues[3]});
    CHECK(groups[1].issues == std::vector<const Issue*>{&issues[1]});
}

TEST_CASE("Assets of unknown place beyond those listed are called and counted like them") {
    Issue issue;
    issue.kind = IssueKind::Rejected;
    issue.code = "asset_without_coordinates";
    issue.file = "台帳.csv";
    issue.action = {"位置が分からない資産として数え、一覧に残しました。", "Kept in the list."};
    io::IssueList list;
    for (std::int64_t row = 0; row < io::IssueList::kListed + 7; ++row) {
        issue.row = row;
        list.add(issue);
    }
    const std::vector<Issue> issues = list.take();
    CHECK(kind_label(issues.back()).ja == "位置不明");
    CHECK(count_of(issues) == io::IssueList::kListed + 7);
    const auto groups = grouped(issues);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].count == io::IssueList::kListed + 7);
}

TEST_CASE("A header of several lines is shown in one") {
    CHECK(field_label(unreadable("施設\n番号", ""), Language::Japanese) == "施設⏎番号");
}

TEST_CASE("Rows of an area given twice are called as the table counts them") {
    Issue issue;
    issue.kind = IssueKind::Rejected;
    issue.code = "mesh_cell_repeated";
    CHECK(kind_label(issue).ja == "統合");
}

TEST_CASE("A full stop within a name ends no sentence") {
    Issue issue;
    issue.code = "of_no_few_words";
    issue.action = {"study.toml の値を使いました。確かめてください。",
                    "The value of study.toml was used. Check it."};
    CHECK(in_few_words(issue) ==
          Text{"study.toml の値を使いました", "The value of study.toml was used"});
    issue.action.en = "write it into study.toml.";
    CHECK(in_few_words(issue).en == "write it into study.toml");
}
