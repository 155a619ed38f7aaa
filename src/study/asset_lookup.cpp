#include "study/asset_lookup.hpp"

#include "core/error.hpp"
#include "core/nearest_words.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace todoku::study {

namespace {

constexpr std::size_t kSuggestions = 5;

/// What the readers said of a row that was not used and holds the word asked for.
Text rejection_of(const Inputs& inputs, const std::string& word) {
    for (const Issue& issue : inputs.issues) {
        const bool named = issue.value.find(word) != std::string::npos ||
                           issue.problem.ja.find(word) != std::string::npos;
        if (issue.kind == IssueKind::Rejected && !word.empty() && named) {
            const std::string row = issue.row ? std::to_string(*issue.row) : "";
            return {issue.file + (row.empty() ? "" : " " + row + "行目") + ": " + issue.problem.ja,
                    issue.file + (row.empty() ? "" : " row " + row) + ": " + issue.problem.en};
        }
    }
    return {};
}

/// Ids with names that may have been meant, as "A-1（北小学校）、…".
std::string suggestions(const Inputs& inputs, const std::string& word) {
    std::vector<std::string> ids;
    std::vector<std::string> names;
    std::map<std::string, std::string> shown;
    for (const domain::Asset& asset : inputs.assets) {
        ids.push_back(asset.id);
        names.push_back(asset.name);
        shown.emplace(asset.name, asset.id + "（" + asset.name + "）");
    }
    for (const domain::Asset& asset : inputs.assets) {
        shown[asset.id] = asset.id + "（" + asset.name + "）"; // an id goes before a name like it
    }
    std::vector<std::string> near = nearest_words(word, ids, kSuggestions);
    if (near.empty()) {
        near = nearest_words(word, names, kSuggestions);
    }
    std::string list;
    for (const std::string& id : near) {
        list += (list.empty() ? "" : "、") + shown[id];
    }
    return list;
}

} // namespace

std::uint32_t find_asset(const Inputs& inputs, const std::string& id) {
    const auto found = std::find_if(inputs.assets.begin(), inputs.assets.end(),
                                    [&](const domain::Asset& asset) { return asset.id == id; });
    if (found != inputs.assets.end()) {
        return static_cast<std::uint32_t>(found - inputs.assets.begin());
    }
    Text text = {"資産ID「" + id + "」はありません。", "There is no asset \"" + id + "\"."};
    const Text rejected = rejection_of(inputs, id);
    if (!rejected.ja.empty()) {
        text.ja += "使わなかった行にあります: " + rejected.ja;
        text.en += " A row that was not used names it: " + rejected.en;
        throw UsageError(text);
    }
    const std::string near = suggestions(inputs, id);
    text.ja +=
        near.empty() ? "IDは「todoku assets スタディ --all」で見られます。" : "近いもの: " + near;
    text.en += near.empty() ? " \"todoku assets STUDY --all\" lists the ids." : " Near: " + near;
    throw UsageError(text);
}

} // namespace todoku::study
