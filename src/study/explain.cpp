#include "study/explain.hpp"

#include "study/asset_lookup.hpp"
#include "study/package_contents.hpp"
#include "study/pipeline.hpp"
#include "study/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace todoku::study {

namespace {

/// People the carrier leaves out, per reach cell.
std::vector<double> left_out(const FinishedStudy& finished, const std::string& carrier) {
    const overlay::PopulationRule rule = population_rule(finished.study.rules);
    const auto layer = finished.covered.at_most().layer(carrier, domain::kAny5g);
    std::vector<double> people;
    for (const std::uint32_t cell : finished.reached.cells) {
        const double share = layer ? finished.covered.at_most().shares[*layer][cell] : 0.0;
        people.push_back(finished.covered.grid.population[cell] * (1.0 - rule.covered(share)));
    }
    return people;
}

CarrierCard carrier_card(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                         std::uint32_t asset) {
    CarrierCard card;
    card.carrier = plan.carrier;
    card.uncovered = plan.uncovered;
    card.compared = plan.values.size();
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
        if (plan.values[i].asset != asset) {
            continue;
        }
        card.alone = plan.values[i].newly_covered;
        card.order_alone = card.alone > 0.0 ? i + 1 : 0;
        for (const std::uint32_t index : plan.values[i].gaps) {
            const overlay::GapArea& gap = finished.gapped.gaps[index];
            const auto number = std::count_if(
                finished.gapped.gaps.begin(), finished.gapped.gaps.begin() + index + 1,
                [&](const overlay::GapArea& g) { return g.carrier == plan.carrier; });
            // Beyond the list handed to the carrier there are no numbers to speak of.
            const bool listed = static_cast<std::size_t>(number) <= finished.study.report.gaps;
            card.gaps.push_back({listed ? static_cast<int>(number) : 0, gap.id,
                                 finished.inputs.municipalities[gap.municipality].name,
                                 gap.nearest_place, gap.population});
        }
    }
    for (const siting::PlanSite& site : plan.sites) {
        if (site.asset == asset) {
            card.rank = site.rank;
            card.gain = site.gain;
        }
    }
    if (card.rank == 0 && card.alone > 0.0) {
        // Which chosen sites reach this asset's people: the reason why it adds little after them.
        const std::vector<double> people = left_out(finished, plan.carrier);
        std::map<std::uint32_t, double> own;
        const radio::Reach::Entries mine = finished.reached.reach.of(asset, 0);
        for (std::size_t i = 0; i < mine.cells.size(); ++i) {
            own[mine.cells[i]] = people[mine.cells[i]] * static_cast<double>(mine.shares[i]);
        }
        for (const siting::PlanSite& site : plan.sites) {
            const radio::Reach::Entries theirs = finished.reached.reach.of(site.asset, 0);
            double shared = 0.0;
            for (std::size_t i = 0; i < theirs.cells.size(); ++i) {
                const auto cell = own.find(theirs.cells[i]);
                if (cell != own.end()) {
                    shared += cell->second * static_cast<double>(theirs.shares[i]);
                }
            }
            if (shared >= 0.5) {
                card.reached_by.emplace_back(finished.inputs.assets[site.asset].name, shared);
            }
        }
        std::stable_sort(card.reached_by.begin(), card.reached_by.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
    }
    return card;
}

std::vector<Text> quality_of(const domain::Asset& asset) {
    std::vector<Text> notes;
    if (asset.height_is_assumed()) {
        notes.push_back({fmt::format("高さは台帳になく、{}の標準値{:g}mを仮定しました。",
                                     domain::label_of(asset.kind).ja, asset.height().value()),
                         fmt::format("height not in the ledger: {:g} m assumed for a {}.",
                                     asset.height().value(), domain::label_of(asset.kind).en)});
    } else if (!asset.height_m) {
        notes.push_back({fmt::format("高さは階数（{}階）から{:g}mとしました。", *asset.floors,
                                     asset.height().value()),
                         fmt::format("height taken from {} floors: {:g} m.", *asset.floors,
                                     asset.height().value())});
    }
    if (!asset.power) {
        notes.push_back(
            {"電源の有無は台帳にありません。", "the ledger does not say whether there is power."});
    }
    if (!asset.fibre) {
        notes.push_back({"光回線の有無は台帳にありません。",
                         "the ledger does not say whether there is fibre."});
    }
    notes.push_back({fmt::format("出典: {} {}行目", asset.source, asset.row),
                     fmt::format("source: {} row {}", asset.source, asset.row)});
    return notes;
}

std::string people(double number, Language language) {
    return with_thousands(std::round(number)) + (language == Language::Japanese ? "人" : " people");
}

/// The places asked for that the asset reaches into, by their number in the carrier's list; others
/// by their place.
void gap_lines(const CarrierCard& carrier, Language language,
               const std::function<void(const std::string&)>& line) {
    constexpr std::size_t kShown = 5;
    const bool ja = language == Language::Japanese;
    for (std::size_t i = 0; i < std::min(kShown, carrier.gaps.size()); ++i) {
        const GapReached& gap = carrier.gaps[i];
        const std::string place =
            gap.nearest_place.empty()
                ? gap.municipality
                : gap.municipality + " " + (ja ? gap.nearest_place + "付近" : gap.nearest_place);
        if (gap.number > 0) {
            line(ja ? fmt::format("  要望箇所 No.{} {}（{}）にかかります。", gap.number, place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into no. {} of the places asked for, {} ({}).",
                                  gap.number, place, people(gap.population, language)));
        } else {
            line(ja ? fmt::format("  未整備箇所 {}（{}、要望箇所の一覧の外）にかかります。", place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into the gap at {} ({}; not in the list of places "
                                  "asked for).",
                                  place, people(gap.population, language)));
        }
    }
    if (carrier.gaps.size() > kShown) {
        line(
            ja ? fmt::format("  ほか{}か所の未整備箇所にかかります。", carrier.gaps.size() - kShown)
               : fmt::format("  And into {} more gaps.", carrier.gaps.size() - kShown));
    }
}

} // namespace

AssetCard explain(const std::filesystem::path& study, const std::filesystem::path& output,
                  const std::string& asset_id, Progress& progress) {
    const FinishedStudy finished = open_finished(study, output, progress);
    const std::uint32_t index = find_asset(finished.inputs, asset_id);
    const siting::Candidate& candidate = finished.chosen.candidates[index];
    AssetCard card;
    card.study_title = finished.study.title;
    card.synthetic = finished.study.synthetic;
    card.asset = finished.inputs.assets[index];
    const domain::Municipality* municipality =
        municipality_of(finished.inputs, card.asset.municipality);
    card.municipality = municipality != nullptr ? municipality->name : "";
    card.usable = candidate.usable;
    card.reason = candidate.reason;
    card.restrictions = {restriction_text(candidate, Language::Japanese),
                         restriction_text(candidate, Language::English)};
    const std::vector<std::string>& must_not = finished.study.siting.must_not;
    card.kept_out = std::find(must_not.begin(), must_not.end(), card.asset.id) != must_not.end();
    card.data_quality = quality_of(card.asset);
    const Results results{finished.study,  finished.inputs,  finished.covered, finished.compared,
                          finished.gapped, finished.reached, finished.chosen};
    const radio::BandPreset& preset = finished.reached.reach.presets.front();
    card.reach = {radio_sentence(results),
                  fmt::format("Reach: {} ({:g} GHz), {}, {}; served from {:g} dBm outdoors.",
                              preset.label.en, preset.frequency.value() / 1e9,
                              reach_model_text(finished.study, preset).en,
                              reach_ground_text(results, preset).en, preset.threshold.value())};
    for (const siting::CarrierPlan& plan : finished.chosen.plans) {
        card.carriers.push_back(carrier_card(finished, plan, index));
    }
    return card;
}

std::string to_sentences(const AssetCard& card, Language language) {
    const bool ja = language == Language::Japanese;
    std::string text;
    const auto line = [&text](const std::string& sentence) { text += sentence + "\n"; };
    if (card.synthetic) {
        line(ja ? "【模擬データ】" : "[SYNTHETIC DATA]");
    }
    line(fmt::format("{}  {}", card.asset.id, card.asset.name));
    std::string where;
    for (const std::string& part :
         {card.municipality, std::string(card.asset.address),
          domain::label_of(card.asset.kind).in(language),
          fmt::format("{:g} m", card.asset.height().value()), std::string(card.asset.owner)}) {
        where += part.empty() ? "" : "  " + part;
    }
    line(where);
    if (!card.usable) {
        line((ja ? "  使えません: " : "  Not usable: ") + card.reason.in(language));
        line(ja ? "  そのため、届く人も計画も計算していません。"
                : "  So neither its reach nor a place in the plan was computed.");
    }
    if (!card.restrictions.in(language).empty()) {
        line((ja ? "  手続: " : "  Procedures: ") + card.restrictions.in(language));
    }
    for (const CarrierCard& carrier : card.carriers) {
        if (!card.usable) {
            break; // nothing was predicted for what may not be used
        }
        line("");
        line(ja ? "■ " + carrier.carrier : "# " + carrier.carrier);
        if (carrier.order_alone == 0) {
            line(ja ? "  この資産から新たに5Gが届く居住者はいません。"
                    : "  Nobody would newly get 5G from here.");
            continue;
        }
        line(ja ? fmt::format("  "
                              "単独で{}に新たに5Gが届く見込みです（使える資産{}件中{}"
                              "番目、エリア外{}のうち）。",
                              people(carrier.alone, language), carrier.compared,
                              carrier.order_alone, people(carrier.uncovered, language))
                : fmt::format("  By itself it would newly reach {} ({} of {} usable assets; {} are "
                              "left out).",
                              people(carrier.alone, language), carrier.order_alone,
                              carrier.compared, people(carrier.uncovered, language)));
        if (carrier.rank > 0) {
            line(ja ? fmt::format(
                          "  計画の{}番目です。先に選んだ資産のあとでも{}が新たに加わります。",
                          carrier.rank, people(carrier.gain, language))
                    : fmt::format(
                          "  Number {} of the plan: after those before it, it still adds {}.",
                          carrier.rank, people(carrier.gain, language)));
        } else if (card.kept_out) {
            line(ja ? "  計画には入っていません: study.toml の must_not に書かれています。"
                    : "  Not in the plan: study.toml names it under must_not.");
        } else if (carrier.reached_by.empty()) {
            line(ja ? "  計画には入っていません: 選んだ資産のほうが、より多くの人に届きます。"
                    : "  Not in the plan: the chosen assets reach more people.");
        } else {
            std::string by;
            for (std::size_t i = 0; i < std::min<std::size_t>(3, carrier.reached_by.size()); ++i) {
                by += fmt::format("{}{}{}{}", i == 0 ? "" : (ja ? "、" : ", "),
                                  carrier.reached_by[i].first, ja ? " " : ": ",
                                  people(carrier.reached_by[i].second, language));
            }
            line(ja ? fmt::format("  計画には入っていません: "
                                  "届く人の多くに、選んだ資産がすでに届きます（{}）。",
                                  by)
                    : fmt::format(
                          "  Not in the plan: chosen assets already reach many of its people ({}).",
                          by));
        }
        gap_lines(carrier, language, line);
    }
    line("");
    for (const Text& note : card.data_quality) {
        line("  " + note.in(language));
    }
    if (card.usable) {
        line("  " + card.reach.in(language));
    }
    return text;
}

} // namespace todoku::study
