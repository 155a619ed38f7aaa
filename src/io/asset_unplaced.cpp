// What is said of an asset whose place nobody knows.
#include "core/text.hpp"
#include "io/readers.hpp"

#include <string>

namespace todoku::io {

namespace {

/// 「北小学校」（津市北町1）.
Text who_is(const domain::Asset& asset) {
    const std::string name = std::string(asset.name);
    const std::string address = std::string(asset.address);
    return {(name.empty() ? "名称のない資産" : "「" + name + "」") +
                (address.empty() ? "" : "（" + address + "）"),
            (name.empty() ? "An asset without a name" : "\"" + name + "\"") +
                (address.empty() ? "" : " (" + address + ")")};
}

Text fault_of(const WhyUnplaced& why) {
    using Fault = WhyUnplaced::Fault;
    switch (why.fault) {
    case Fault::Absent:
        return {"の緯度経度がありません。", " has no coordinates."};
    case Fault::Unreadable:
        return {"の座標を数として読めません。", ": a coordinate is not a number."};
    case Fault::Link:
        return {"の位置は、緯度・経度の入っていない地図のURLです（短縮されたURLなど）。URLを"
                "開き、その場所の緯度・経度を写してください。",
                " has the address of a map without latitude and longitude in it (a shortened one, "
                "for instance). Open it and copy the latitude and longitude of its place."};
    case Fault::AtZero:
        return {"の緯度経度が 0, 0 です（未入力とみなします）。",
                " lies at 0, 0 (taken for not filled in)."};
    case Fault::OutsideJapan:
        break;
    }
    return {"の位置が日本の外です。", " lies outside Japan."};
}

} // namespace

const char* code_of(const WhyUnplaced& why) {
    using Fault = WhyUnplaced::Fault;
    switch (why.fault) {
    case Fault::Absent:
        return "asset_without_coordinates";
    case Fault::Unreadable:
        return "asset_coordinate_unreadable";
    case Fault::Link:
        return "asset_map_link_without_place";
    case Fault::AtZero:
        return "asset_at_zero";
    case Fault::OutsideJapan:
        break;
    }
    return "asset_outside_japan";
}

Issue issue_of(const domain::Asset& asset, const WhyUnplaced& why) {
    const Text who = who_is(asset);
    const Text fault = fault_of(why);
    return {
        .kind = IssueKind::Rejected,
        .code = code_of(why),
        .file = asset.source,
        .layer = why.layer,
        .row = asset.row,
        .field = why.field,
        .value = why.value,
        .problem = {who.ja + fault.ja, who.en + fault.en},
        .action = {"位置が分からない資産として数え、一覧に残しました。緯度経度を補ってください。",
                   "Counted as an asset of unknown place and kept in the list. Add its latitude "
                   "and longitude."}};
}

} // namespace todoku::io
