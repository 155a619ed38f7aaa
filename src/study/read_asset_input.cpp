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
#include <utility>

namespace todoku::study {

namespace {

/// Assets of unknown place, each with the summary of its ledger.
struct Unplaced {
    std::vector<io::UnplacedAsset> assets;
    std::vector<std::size_t> summary;
};

void tell_columns(const io::LoadedAssets& loaded, InputSummary& summary) {
    for (const std::string_view field : io::kAssetFields) {
        const auto found = loaded.mapping.find(std::string(field));
        if (found != loaded.mapping.end()) {
            summary.mapping.push_back({found->first, asset_field_label(field), found->second});
        }
    }
    summary.unused_columns = loaded.unused_headers;
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
                    }
                    request.placing = placing_of(study, inputs);
                    auto loaded = io::read_assets(request);
                    io::drop_years_after(loaded, request, last_year_built(study, source));
                    reader.note(summary, loaded);
                    tell_columns(loaded, summary);
                    unplaced.summary.resize(unplaced.summary.size() + loaded.unplaced.size(),
                                            inputs.summaries.size());
                    append(unplaced.assets, std::move(loaded.unplaced));
                    if (inputs.assets.empty()) {
                        inputs.assets = std::move(loaded.value);
                    } else {
                        append(inputs.assets, std::move(loaded.value));
                    }
                });
        }
    }
    return unplaced;
}

/// Places what addresses can place; counts move from the ledger's rejected rows to its used ones.
void place_by_address(const StudyFile& study, Unplaced& unplaced, Inputs& inputs,
                      InputReader& reader) {
    std::vector<std::optional<io::AddressPlace>> places(unplaced.assets.size());
    if (study.addresses) {
        reader.input(
            summary_of("addresses", {"住所の位置", "places of addresses"},
                       joined(study.addresses->shown_as), study.addresses->origin),
            [&](InputSummary& summary) {
                std::vector<io::AddressQuery> queries;
                queries.reserve(unplaced.assets.size());
                for (const io::UnplacedAsset& asset : unplaced.assets) {
                    queries.push_back(address_query(asset.asset, inputs.municipalities));
                }
                auto found = io::find_addresses(
                    {study.addresses->files, study.addresses->shown_as, study.prefecture}, queries);
                reader.note(summary, found);
                places = std::move(found.value);
                std::array<std::size_t, 3> count{};
                for (const auto& place : places) {
                    ++count.at(!place                                              ? 0U
                               : place->precision == domain::PlacePrecision::Block ? 1U
                                                                                   : 2U);
                }
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
    io::IssueList issues;
    const bool looked = study.addresses && !inputs.summaries.back().failure;
    for (std::size_t i = 0; i < unplaced.assets.size(); ++i) {
        io::UnplacedAsset& found = unplaced.assets[i];
        if (!places[i]) {
            if (study.addresses && !found.asset.address.empty()) {
                add_why_not_placed(found.why, looked);
            }
            issues.add(std::move(found.why));
            inputs.unplaced.push_back(std::move(found.asset));
            continue;
        }
        ReadCounts& counts = inputs.summaries[unplaced.summary[i]].counts;
        --counts.rejected;
        --counts.unplaced;
        ++counts.used;
        issues.add(placed_by_address(found, *places[i]));
        found.asset.place = places[i]->place;
        found.asset.precision = places[i]->precision;
        inputs.assets.push_back(std::move(found.asset));
    }
    append(inputs.issues, issues.take());
}

/// Assets on no municipality's ground do not count: of their ledgers and of all.
void count_outside(Inputs& inputs, InputSummary& all) {
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
    for (const domain::Asset& asset : inputs.assets) {
        if (asset.municipality != domain::GovernmentCode{}) {
            continue;
        }
        leave_out(all);
        const auto ledger = std::find_if(
            inputs.summaries.begin(), inputs.summaries.end(), [&](const InputSummary& summary) {
                return summary.id == "assets" && summary.file == std::string(asset.source) &&
                       summary.counts.used > 0;
            });
        if (ledger != inputs.summaries.end()) {
            leave_out(*ledger);
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
    if (study.addresses || !unplaced.assets.empty()) {
        place_by_address(study, unplaced, inputs, reader);
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
    count_outside(inputs, summary);
    summary.after_joining = true;
    summary.facts.emplace_back(Text{"重複として統合", "joined as duplicates"},
                               std::to_string(before - inputs.assets.size()));
    const Text precisions = precisions_of(inputs.assets);
    summary.facts.emplace_back(
        Text{"位置の精度: " + precisions.ja, "how places are known: " + precisions.en}, "");
    inputs.summaries.push_back(std::move(summary));
}

} // namespace todoku::study
