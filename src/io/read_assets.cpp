#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_kind.hpp"
#include "io/asset_rows.hpp"
#include "io/asset_table.hpp"
#include "io/issue_list.hpp"
#include "io/readers.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

namespace todoku::io {

using domain::Asset;

namespace {

void check_request(const AssetSource& request) {
    for (const auto& [field, value] : request.defaults) {
        if (std::find(kAssetFields.begin(), kAssetFields.end(), field) == kAssetFields.end()) {
            throw UsageError(
                {fmt::format("[[assets]] の defaults に「{}」という項目はありません。", field),
                 fmt::format("defaults of [[assets]] has no \"{}\".", field)});
        }
        if (field == "kind" && !stated_kind(value)) {
            throw UsageError({fmt::format("[[assets]] の defaults の kind = \"{}\" "
                                          "は使えません。building、land、structure、pole、"
                                          "mast のいずれかにしてください。",
                                          value),
                              fmt::format("kind = \"{}\" in defaults of [[assets]] is unknown. Use "
                                          "building, land, structure, "
                                          "pole or mast.",
                                          value)});
        }
    }
}

/// How often each id stands among the assets that share theirs; ids that stand once are not in it.
/// Hashes are compared first: millions of ids need no table of their own.
std::map<std::string, std::int64_t, std::less<>>
repeated_ids(const std::vector<const Asset*>& assets) {
    const std::hash<std::string_view> hash;
    std::vector<std::size_t> hashes;
    hashes.reserve(assets.size());
    for (const Asset* asset : assets) {
        hashes.push_back(hash(asset->id.view()));
    }
    std::vector<std::size_t> sorted = hashes;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> twice;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i] == sorted[i - 1] && (twice.empty() || twice.back() != sorted[i])) {
            twice.push_back(sorted[i]);
        }
    }
    std::map<std::string, std::int64_t, std::less<>> uses;
    for (std::size_t i = 0; i < assets.size() && !twice.empty(); ++i) {
        if (std::binary_search(twice.begin(), twice.end(), hashes[i])) {
            ++uses[assets[i]->id];
        }
    }
    std::erase_if(uses, [](const auto& use) { return use.second < 2; });
    return uses;
}

/// The ledger's own id where it stands once; else the file's name and the row.
void give_ids(LoadedAssets& loaded, const AssetSource& request, const std::string& header) {
    std::vector<Asset*> assets;
    assets.reserve(loaded.value.size() + loaded.unplaced.assets.size());
    for (Asset& asset : loaded.value) {
        assets.push_back(&asset);
    }
    for (Asset& asset : loaded.unplaced.assets) {
        assets.push_back(&asset);
    }
    const auto uses = repeated_ids({assets.begin(), assets.end()});
    const std::string stem = std::filesystem::path(request.shown_as).stem().string();
    std::int64_t repeated = 0;
    const Asset* first = nullptr;
    std::string example;
    for (Asset* asset : assets) {
        const bool shared = !asset->id.empty() && !uses.empty() && uses.contains(asset->id.view());
        if (shared) {
            ++repeated;
            example = first == nullptr ? std::string(asset->id) : example;
            first = first == nullptr ? asset : first;
        }
        if (shared || asset->id.empty()) {
            asset->id = fmt::format("{}-{}", stem, asset->row);
        }
    }
    if (first == nullptr) {
        return;
    }
    loaded.issues.push_back(
        {.kind = IssueKind::Assumed,
         .code = "asset_id_repeated",
         .file = request.shown_as,
         .layer = request.layer,
         .row = first->row,
         .field = header,
         .value = example,
         .problem = {fmt::format("同じ番号が {} 件の資産に付いています（最初は「{}」）。", repeated,
                                 example),
                     fmt::format("{} assets share their number with another (the first is \"{}\").",
                                 repeated, example)},
         .action = {"それらにはファイル名と行番号から番号を付けました。",
                    "They are numbered by file name and row."}});
}

/// Latitude and longitude the wrong way round: put right where all such assets then lie on the
/// study's ground; else none is, and those rows are not used.
void judge_exchanged(const AssetRows& rows, const AssetSource& request, LoadedAssets& loaded) {
    const std::vector<ExchangedRow>& exchanged = rows.exchanged();
    if (exchanged.empty()) {
        return;
    }
    // Degrees may be wrong in some rows alone: turned round, they must lie on the study's ground
    // itself.
    const bool anywhere = request.placing.extent.empty() || exchanged.front().plane;
    const geo::Box ground =
        anywhere ? ground_of(request) : request.placing.extent.grown(kBorderDegrees);
    // An axis of x and y is the same in every row.
    const bool one_way = !exchanged.front().plane || !rows.some_right_way_round();
    const bool put_right =
        one_way && std::all_of(exchanged.begin(), exchanged.end(),
                               [&](const ExchangedRow& row) { return ground.contains(row.place); });
    const auto count = static_cast<std::int64_t>(exchanged.size());
    if (put_right && !rows.some_right_way_round() && count > 1) {
        loaded.issues.push_back(exchanged_ledger(exchanged, request));
    } else {
        IssueList issues;
        for (const ExchangedRow& row : exchanged) {
            issues.add(exchanged_row(row, request, put_right));
        }
        std::ranges::move(issues.take(), std::back_inserter(loaded.issues));
    }
    if (put_right) {
        loaded.counts.repaired += count;
        return;
    }
    loaded.counts.rejected += count;
    loaded.counts.used -= count;
    // Both run in the order of the file.
    auto next = exchanged.begin();
    std::erase_if(loaded.value, [&](const Asset& asset) {
        const bool unused = next != exchanged.end() && next->row == asset.row;
        next += unused ? 1 : 0;
        return unused;
    });
}

/// Rows that were read in another encoding than their file's and are used count as repaired.
void count_other_encodings(LoadedAssets& loaded) {
    std::vector<std::int64_t> used; // rows, rising
    used.reserve(loaded.value.size());
    for (const Asset& asset : loaded.value) {
        used.push_back(asset.row);
    }
    const auto rows =
        std::count_if(loaded.issues.begin(), loaded.issues.end(), [&used](const Issue& issue) {
            return issue.code == "row_in_other_encoding" && issue.row &&
                   std::binary_search(used.begin(), used.end(), *issue.row);
        });
    // A row that was also exchanged counts once.
    loaded.counts.repaired = std::min(loaded.counts.used, loaded.counts.repaired + rows);
}

/// Headers that stand again, unused, with those of names and places: a second table stands right of
/// the one that was read.
void tell_table_beside(const AssetSource& request, LoadedAssets& loaded) {
    const auto again = [&](const char* field) {
        const auto mapped = loaded.mapping.find(field);
        return mapped != loaded.mapping.end() &&
               std::any_of(loaded.unused_headers.begin(), loaded.unused_headers.end(),
                           [&](const std::string& unused) {
                               return header_key(unused) == header_key(mapped->second);
                           });
    };
    if (!(again("name") || again("id")) ||
        !((again("lat") && again("lon")) || again("lat_lon") || again("address"))) {
        return;
    }
    const std::string headers = listed(loaded.unused_headers);
    loaded.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "asset_table_beside",
         .file = request.shown_as,
         .layer = request.layer,
         .row = std::nullopt,
         .field = {},
         .value = headers,
         .problem = {fmt::format("表が横に並んでいます（{} の列がもう一度あります）。", headers),
                     fmt::format("Tables stand side by side (columns {} stand twice).", headers)},
         .action = {"左の表だけを読みました。右の表は、左の表の下に移して保存し直してください。",
                    "Only the left one was read. Move the right one below it and save the file "
                    "again."}});
}

} // namespace

LoadedAssets read_assets(const AssetSource& request) {
    AssetSource source = request;
    if (source.shown_as.empty()) {
        source.shown_as = source.file.filename().string();
    }
    check_request(source);
    LoadedAssets loaded;
    std::optional<AssetRows> rows;
    IssueList refused;
    AssetTableVisitor visitor;
    visitor.begin = [&](const AssetTable& begun) {
        if (!begun.samples.empty()) {
            rows.emplace(source, begun);
        }
    };
    visitor.row = [&](const AssetRow& row) {
        ++loaded.counts.read;
        AssetRows::Outcome outcome = rows->read(row);
        if (auto* asset = std::get_if<Asset>(&outcome)) {
            ++loaded.counts.used;
            loaded.value.push_back(std::move(*asset));
            return;
        }
        ++loaded.counts.rejected;
        if (auto* unplaced = std::get_if<AssetRows::Unplaced>(&outcome)) {
            ++loaded.counts.unplaced;
            loaded.unplaced.assets.push_back(std::move(unplaced->asset));
            loaded.unplaced.why.push_back(std::move(unplaced->why));
        } else {
            refused.add(std::move(std::get<Issue>(outcome)));
        }
    };
    visitor.leave_out = [&](std::int64_t rows_left_out) {
        loaded.counts.read += rows_left_out;
        loaded.counts.rejected += rows_left_out;
        loaded.counts.left_out += rows_left_out;
    };
    loaded.encoding = visit_asset_table(source, visitor, loaded.issues);
    if (!rows && loaded.counts.left_out > 0) {
        return loaded; // told: no row meets the condition
    }
    if (!rows) {
        throw InputError(
            {fmt::format(
                 "{} に資産の行がありません（見出しだけか空です）。元のファイルを確かめてくださ"
                 "い。",
                 source.shown_as),
             fmt::format("{} has no rows of assets (a header alone, or nothing). Check the file.",
                         source.shown_as)});
    }
    judge_exchanged(*rows, source, loaded);
    count_other_encodings(loaded);
    loaded.mapping = rows->columns().mapping;
    loaded.unused_headers = rows->columns().unused;
    tell_table_beside(source, loaded);
    for (std::vector<Issue>& issues : std::array{refused.take(), rows->take_issues()}) {
        std::move(issues.begin(), issues.end(), std::back_inserter(loaded.issues));
    }
    give_ids(loaded, source, rows->columns().shown("id"));
    std::stable_sort(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& a, const Issue& b) { return a.row < b.row; });
    return loaded;
}

} // namespace todoku::io
