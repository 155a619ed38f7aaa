#include "study/placed_by_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace todoku::study {

io::AddressQuery address_query(const domain::Asset& asset,
                               const std::vector<domain::Municipality>& municipalities) {
    const auto stated =
        std::find_if(municipalities.begin(), municipalities.end(),
                     [&](const domain::Municipality& m) { return m.code == asset.municipality; });
    return {asset.address, stated == municipalities.end() ? std::string() : stated->name};
}

Issue placed_by_address(Issue issue, const io::AddressPlace& at) {
    const Text precision = domain::label_of(at.precision);
    issue.kind = IssueKind::Assumed;
    issue.code = issue.code.substr(0, issue.code.find('_')) + "_placed_by_address";
    issue.action = {
        fmt::format("{}「{}」の代表点に置きました。", precision.ja, at.matched),
        fmt::format("Placed at the middle of the {}: \"{}\".", precision.en, at.matched)};
    return issue;
}

void add_why_not_placed(Issue& why, bool looked) {
    why.problem.ja += looked ? "住所も位置参照情報に見つかりません。"
                             : "住所の位置（addresses）のファイルが使えないため、住所からも探せませ"
                               "んでした。";
    why.problem.en += looked
                          ? " Nor is its address among the places of addresses."
                          : " Its address could not be looked up, as the file of addresses cannot "
                            "be used.";
}

} // namespace todoku::study
