#include "io/asset_fields.hpp"
#include "io/asset_years.hpp"
#include "io/issue_list.hpp"
#include "io/readers.hpp"
#include "study/asset_places.hpp"
#include "study/kind_labels.hpp"
#include "study/last_year_built.hpp"
#include "study/placed_by_address.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace todoku::study {

namespace {

/// Assets of unknown place, each with the summary of its ledger.
struct Unplaced {
    io::UnplacedAssets found;
    std::vector<std::uint32_t> summary;
};

/// Addresses looked up at a time. A ledger may have millions of them; the files of places are read
/// again for the next, which takes less than reading the ledger's rows.
constexpr std::size_t kAddressesAtOnce = 50'000;

void tell_columns(const io::LoadedAssets& loaded, InputSummary& summary) {
    for (const std::string_view field : io::kAssetFields) {
        const auto found = loaded.mapping.find(std::string(field));
        if (found != loaded.mapping.end()) {
            summary.mapping.push_back({found->first, asset_field_label(field), found->second});
        }
    }
    summary.unused_columns = loaded.unused_headers;
}

Issue no_code_in_name(const std::string& file) {
    return {.kind = IssueKind::Noted,
            .code = "code_in_file_name_absent",
            .file = file,
            .layer = {},
            .row = std::nullopt,
            .field = "code_in_file_name",
            .value = std::filesystem::path(file).stem().string(),
            .problem = {"ファイル名の末尾に市区町村コード（24201 か 242012 の形）がありません。",
                        "The file's name does not end in a municipality code (24201 or 242012)."},
            .action = {"コードの列が空の行は、コードなしで読みました。",
                       "Rows whose column of codes is empty were read without one."}};
}

Unplaced read_ledgers(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    Unplaced unplaced;
    for (const AssetInput& source : study.assets) {
        for (std::size_t i = 0; i < source.files.size(); ++i) {
            reader.input(
                summary_of("assets", {"資産台帳", "asset ledger"}, source.shown_as[i],
                           source.origin),
                [&](InputSummary& summary) {
                    io::AssetSource request{source.files[i], source.shown_as[i], source.layer,
                                            source.owner,    source.fields,      source.defaults,
                                            source.crs,      source.encoding};
                    request.where = source.where;
                    if (source.code_in_file_name) {
                        request.defaults["municipality"] = municipality_code_in(source.files[i]);
                        if (request.defaults["municipality"].empty()) {
                            inputs.issues.push_back(no_code_in_name(source.shown_as[i]));
                        }
                    }
                    request.placing = placing_of(study, inputs);
                    auto loaded = io::read_assets(request);
                    io::drop_years_after(loaded, request, last_year_built(study, source));
                    reader.note(summary, loaded);
                    tell_columns(loaded, summary);
                    append(unplaced.found.assets, std::move(loaded.unplaced.assets));
                    append(unplaced.found.why, std::move(loaded.unplaced.why));
                    unplaced.summary.resize(unplaced.found.assets.size(),
                                            static_cast<std::uint32_t>(inputs.summaries.size()));
                    append(inputs.assets, std::move(loaded.value));
                });
        }
    }
    return unplaced;
}

/// Moves the assets that were placed to those of the study and the others to its unplaced. Only
/// the fewer of both are copied: there may be millions.
void divide(std::vector<domain::Asset> assets, const std::vector<bool>& placed, Inputs& inputs) {
    const auto count = static_cast<std::size_t>(std::count(placed.begin(), placed.end(), true));
    const bool most = 2 * count > assets.size();
    std::vector<domain::Asset> fewer;
    fewer.reserve(most ? assets.size() - count : count);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (placed[i] != most) {
            fewer.push_back(std::move(assets[i]));
        } else if (kept++ != i) {
            assets[kept - 1] = std::move(assets[i]);
        }
    }
    assets.resize(kept);
    append(inputs.assets, std::move(most ? assets : fewer));
    append(inputs.unplaced, std::move(most ? fewer : assets));
}

/// Places what addresses can place; counts move from the ledger's rejected rows to its used ones.
void place_by_address(const StudyFile& study, Unplaced unplaced, Inputs& inputs,
                      InputReader& reader) {
    std::vector<domain::Asset>& assets = unplaced.found.assets;
    std::vector<bool> placed(assets.size(), false);
    io::IssueList issues;
    const auto tell_unplaced = [&](std::size_t i, bool looked) {
        const io::WhyUnplaced& why = unplaced.found.why[i];
        issues.add(IssueKind::Rejected, code_of(why), assets[i].source.view(), [&] {
            Issue issue = issue_of(assets[i], why);
            if (study.addresses && !assets[i].address.empty()) {
                add_why_not_placed(issue, looked);
            }
            return issue;
        });
    };
    const auto place = [&](std::size_t i, const io::AddressPlace& at) {
        ReadCounts& counts = inputs.summaries[unplaced.summary[i]].counts;
        --counts.rejected;
        --counts.unplaced;
        ++counts.used;
        issues.add(IssueKind::Assumed, kPlacedByAddress, assets[i].source.view(), [&] {
            return placed_by_address(issue_of(assets[i], unplaced.found.why[i]), at);
        });
        assets[i].place = at.place;
        assets[i].precision = at.precision;
        placed[i] = true;
    };
    std::size_t looked = 0; // so many of the assets
    if (study.addresses) {
        reader.input(
            summary_of("addresses", {"住所の位置", "places of addresses"},
                       joined(study.addresses->shown_as), study.addresses->origin),
            [&](InputSummary& summary) {
                std::array<std::size_t, 3> count{};
                do { // the files are looked at where no asset asks, too
                    const std::size_t first = looked;
                    const std::size_t last = std::min(first + kAddressesAtOnce, assets.size());
                    std::vector<io::AddressQuery> queries;
                    queries.reserve(last - first);
                    for (std::size_t i = first; i < last; ++i) {
                        queries.push_back(address_query(assets[i], inputs.municipalities));
                    }
                    auto found = io::find_addresses(
                        {study.addresses->files, study.addresses->shown_as, study.prefecture},
                        queries);
                    if (first == 0) {
                        reader.note(summary, found);
                    }
                    for (std::size_t i = first; i < last; ++i) {
                        const std::optional<io::AddressPlace>& at = found.value[i - first];
                        ++count.at(!at                                              ? 0U
                                   : at->precision == domain::PlacePrecision::Block ? 1U
                                                                                    : 2U);
                        if (at) {
                            place(i, *at);
                        } else {
                            tell_unplaced(i, true);
                        }
                    }
                    looked = last;
                } while (looked < assets.size());
                summary.facts.emplace_back(Text{"街区に置いた資産", "assets placed at a block:"},
                                           std::to_string(count[1]));
                summary.facts.emplace_back(
                    Text{"大字・町丁目に置いた資産", "assets placed at a town:"},
                    std::to_string(count[2]));
                summary.facts.emplace_back(
                    Text{"住所でも位置の分からない資産", "assets whose address was not found:"},
                    std::to_string(count[0]));
            });
    }
    for (std::size_t i = looked; i < assets.size(); ++i) {
        tell_unplaced(i, false);
    }
    append(inputs.issues, issues.take());
    unplaced.found.why = {}; // of millions they are large
    divide(std::move(assets), placed, inputs);
}

/// Assets on no municipality's ground do not count: of their ledgers and of all. Nor do rows that
/// were joined with one, of their ledgers; of all they are counted as joined.
void count_outside(const std::vector<io::JoinedRow>& joined, Inputs& inputs, InputSummary& all) {
    if (inputs.municipalities.empty()) {
        return;
    }
    const auto leave_out = [](InputSummary& summary) {
        --summary.counts.used;
        ++summary.counts.rejected;
        ++summary.counts.outside;
        summary.counts.repaired = std::min(summary.counts.repaired, summary.counts.used);
        summary.strays = true;
    };
    const auto leave_out_of_ledger = [&](const SharedText& source) {
        const auto ledger = std::find_if(
            inputs.summaries.begin(), inputs.summaries.end(), [&](const InputSummary& summary) {
                return summary.id == "assets" && source == summary.file && summary.counts.used > 0;
            });
        if (ledger != inputs.summaries.end()) {
            leave_out(*ledger);
        }
    };
    const auto outside = [](const domain::Asset& asset) {
        return asset.municipality == domain::GovernmentCode{};
    };
    for (const domain::Asset& asset : inputs.assets) {
        if (outside(asset)) {
            leave_out(all);
            leave_out_of_ledger(asset.source);
        }
    }
    for (const io::JoinedRow& row : joined) {
        if (outside(inputs.assets[row.into])) {
            leave_out_of_ledger(row.source);
        }
    }
}

Text precisions_of(const std::vector<domain::Asset>& assets) {
    constexpr std::array kPrecisions = {domain::PlacePrecision::Ledger,
                                        domain::PlacePrecision::Block,
                                        domain::PlacePrecision::Town};
    std::array<std::int64_t, kPrecisions.size()> counts{};
    for (const domain::Asset& asset : assets) {
        ++counts.at(static_cast<std::size_t>(asset.precision));
    }
    Text text;
    for (const auto precision : kPrecisions) {
        const Text label = domain::label_of(precision);
        const std::string count =
            with_thousands(static_cast<double>(counts.at(static_cast<std::size_t>(precision))));
        text.ja += (text.ja.empty() ? "" : "、") + label.ja + " " + count;
        text.en += (text.en.empty() ? "" : ", ") + label.en + " " + count;
    }
    return text;
}

} // namespace

void read_assets(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    Unplaced unplaced = read_ledgers(study, inputs, reader);
    if (study.addresses || !unplaced.found.assets.empty()) {
        place_by_address(study, std::move(unplaced), inputs, reader);
    }
    if (inputs.assets.empty()) {
        return;
    }
    const auto before = inputs.assets.size();
    auto unique = io::join_duplicates(std::move(inputs.assets));
    inputs.assets = std::move(unique.value);
    append(inputs.issues, std::move(unique.issues));
    if (!inputs.municipalities.empty()) {
        const bool elsewhere = some_belong_elsewhere(inputs.assets, inputs.municipalities);
        append(inputs.issues,
               assign_municipalities(inputs.assets, inputs.municipalities,
                                     elsewhere ? neighbours_around(study, inputs)
                                               : std::vector<domain::Municipality>()));
    }
    InputSummary summary = summary_of("assets", {"資産（統合後）", "assets after joining"}, "");
    summary.counts = unique.counts;
    count_outside(unique.joined, inputs, summary);
    summary.after_joining = true;
    summary.facts.emplace_back(Text{"重複として統合", "joined as duplicates"},
                               std::to_string(before - inputs.assets.size()));
    const Text precisions = precisions_of(inputs.assets);
    summary.facts.emplace_back(
        Text{"位置の精度: " + precisions.ja, "how places are known: " + precisions.en}, "");
    inputs.summaries.push_back(std::move(summary));
}

} // namespace todoku::study
