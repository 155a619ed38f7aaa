// Of a file that is broken throughout, the first issues of each kind are kept and the rest counted.
#include "io/issue_list.hpp"
#include "support/catch.hpp"

using namespace todoku;
using io::IssueList;

TEST_CASE("Issues of one kind beyond the limit become one that says how many there are") {
    IssueList list;
    Issue issue;
    issue.kind = IssueKind::Rejected;
    issue.file = "台帳.csv";
    for (std::int64_t row = 2; row < IssueList::kListed + 5; ++row) {
        issue.code = "asset_height_unreadable";
        issue.row = row;
        list.add(issue);
    }
    issue.code = "field_count_differs";
    list.add(issue);
    const std::vector<Issue> issues = list.take();
    REQUIRE(issues.size() == static_cast<std::size_t>(IssueList::kListed) + 2);
    CHECK(issues[issues.size() - 2].code == "field_count_differs");
    CHECK(issues.back().code == "asset_height_unreadable");
    CHECK_FALSE(issues.back().row.has_value());
    CHECK(issues.back().count == 3);
    CHECK(issues.back().kind == IssueKind::Rejected);
    CHECK(issues.back().file == "台帳.csv");
    CHECK(issues.back().value == "3");
    CHECK(list.take().empty());
}

TEST_CASE("An issue beyond the limit is not even made") {
    IssueList list;
    std::int64_t made = 0;
    for (std::int64_t row = 0; row < IssueList::kListed + 5; ++row) {
        list.add(IssueKind::Assumed, "code", "台帳.csv", [&] {
            ++made;
            return Issue();
        });
    }
    CHECK(made == IssueList::kListed);
    CHECK(list.take().back().count == 5);
}

TEST_CASE("Issues of one kind are counted file by file") {
    IssueList list;
    Issue issue;
    issue.code = "asset_code_and_place_disagree";
    for (const char* file : {"a.csv", "b.csv"}) {
        issue.file = file;
        for (std::int64_t row = 0; row < IssueList::kListed; ++row) {
            list.add(issue);
        }
    }
    list.add(issue);
    const std::vector<Issue> issues = list.take();
    REQUIRE(issues.size() == 2 * static_cast<std::size_t>(IssueList::kListed) + 1);
    CHECK(issues.back().file == "b.csv");
    CHECK(issues.back().value == "1");
}
