#include "study/package_contents.hpp"

#include "radio/site_review.hpp"
#include "study/gap_maps.hpp"
#include "study/kind_labels.hpp"
#include "study/map_books.hpp"
#include "study/package_sources.hpp"
#include "study/pipeline.hpp"
#include "study/reach_alternatives.hpp"
#include "study/reach_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace todoku::study {

namespace {

/// The height of the asset's kind stands for one the ledger does not give. Land has none of its
/// own: a pole is built on it.
bool has_usual_height(const domain::Asset& asset) {
    return asset.height_is_assumed() && asset.kind != domain::AssetKind::Land;
}

std::string people(double number) {
    return with_thousands(std::round(number)) + "人";
}

std::string gap_reason(const report::GapRow& row) {
    std::string text = "居住者" + people(row.population);
    if (!std::isnan(row.population_65plus) && row.population_65plus >= 0.5) {
        text += "（うち65歳以上" + people(row.population_65plus) + "）";
    }
    text += "が5Gを利用できません。";
    std::string inside;
    for (const auto& [label, names] : row.places) {
        inside += (inside.empty() ? "" : "、") + label + std::to_string(names.size()) + "か所";
    }
    if (!inside.empty()) {
        text += "区域内に" + inside + "があります。";
    }
    if (row.own_4g_share < 0.5) { // not where it is not known
        text += "4Gも届いていない居住者が半数を超えます。";
    }
    if (row.another_carrier_serves) {
        text += *row.another_carrier_serves ? "他の事業者は5Gを提供しています。"
                                            : "5Gを提供している事業者はありません。";
    }
    return text;
}

/// What may be said of the other carriers: everything about those whose 5G layers are all open, and
/// whether any serves a place at all where the study file allows it.
class OtherCarriers {
public:
    OtherCarriers(const StudyFile& study, const std::string& carrier)
        : allowed_(study.report.tell_other_carriers) {
        for (const CoverageInput& coverage : study.coverage) {
            if (coverage.carrier != carrier && domain::is_5g(coverage.technology) &&
                coverage.confidential) {
                confidential_.insert(coverage.carrier);
            }
        }
    }

    [[nodiscard]] std::optional<bool> serve(const overlay::GapArea& gap) const {
        if (allowed_) {
            return !gap.other_carriers.empty();
        }
        for (const std::string& other : gap.other_carriers) {
            if (!confidential_.contains(other)) {
                return true;
            }
        }
        return confidential_.empty() ? std::optional(false) : std::nullopt;
    }

private:
    bool allowed_;
    std::set<std::string> confidential_;
};

std::vector<report::GapRow> gap_rows(const Results& results, const std::string& carrier) {
    std::vector<report::GapRow> rows;
    const OtherCarriers others(results.study, carrier);
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        if (gap.carrier != carrier) {
            continue;
        }
        report::GapRow row = gap_row(results, gap, static_cast<int>(rows.size()) + 1);
        row.another_carrier_serves = others.serve(gap);
        row.own_4g_share = gap.own_4g_share;
        row.reason = gap_reason(row);
        row.map_page = page_in_book(gap.municipality);
        rows.push_back(std::move(row));
        if (rows.size() == results.study.report.gaps) {
            break;
        }
    }
    return rows;
}

std::string asset_reason(const report::AssetRow& row) {
    std::string text = "単独で" + people(row.alone) + "に新たに5Gが届く見込みです。";
    if (!row.gap_numbers.empty()) {
        std::vector<int> shown(row.gap_numbers.begin(),
                               row.gap_numbers.begin() +
                                   std::min<std::ptrdiff_t>(8, std::ssize(row.gap_numbers)));
        text += fmt::format("要望箇所 No.{}{}にかかります。", fmt::join(shown, "、"),
                            row.gap_numbers.size() > shown.size() ? " ほか" : "");
    }
    if (row.alternate_for > 0) {
        text +=
            row.alternate_loss >= 0.5
                ? fmt::format("順位{}の資産に代えて設置すると、計画全体で届く人口は{}少なくなり"
                              "ます。",
                              row.alternate_for, people(row.alternate_loss))
                : fmt::format("順位{}の資産に代えて設置しても、計画全体で届く人口は減りません。",
                              row.alternate_for);
    }
    if (row.new_pole) {
        text += fmt::format("土地に高さ{:g}mの柱を新設するものとしています。", row.antenna_m);
    } else if (row.height_assumed) {
        text += "高さは台帳になく、種別の標準値を仮定しています。";
    }
    if (row.precision != "ledger") {
        text += row.precision == "block"
                    ? "位置は住所の街区の代表点です。"
                    : "位置は住所の大字・町丁目の代表点で、現地確認が必要です。";
    }
    return text;
}

report::AssetRow asset_row(const Results& results, const siting::CandidateValue& value,
                           const std::map<std::uint32_t, int>& gap_numbers) {
    const domain::Asset& asset = results.inputs.assets[value.asset];
    const domain::Municipality* municipality = municipality_of(results.inputs, asset.municipality);
    report::AssetRow row;
    row.id = asset.id;
    row.name = asset.name;
    row.kind = domain::label_of(asset.kind).ja;
    row.use = asset.use;
    row.owner = asset.owner;
    row.department = asset.department;
    row.contact = asset.contact;
    row.municipality_code = municipality != nullptr ? municipality->code.six_digits() : "";
    row.municipality = municipality != nullptr ? municipality->name : "";
    row.address = asset.address;
    row.place = asset.place;
    row.precision = domain::name_of(asset.precision);
    row.height_m = asset.height().value();
    row.height_assumed = has_usual_height(asset);
    row.new_pole = asset.kind == domain::AssetKind::Land && row.height_assumed;
    row.antenna_m = radio::antenna_height({asset.place, asset.height(), asset.kind},
                                          results.reached.reach.presets.front())
                        .value();
    row.floors = asset.floors;
    row.structure = asset.structure;
    row.roof = asset.roof;
    row.year_built = asset.year_built;
    row.seismic = asset.seismic;
    row.fee_class = asset.fee_class;
    row.near_school_or_hospital = asset.near_school_or_hospital;
    row.area_m2 = asset.area_m2;
    row.power = asset.power;
    row.fibre = asset.fibre;
    row.sharing_allowed = asset.sharing_allowed;
    row.restrictions = restriction_text(results.chosen.candidates[value.asset], Language::Japanese);
    row.alone = value.newly_covered;
    for (const std::uint32_t gap : value.gaps) {
        const auto number = gap_numbers.find(gap);
        if (number != gap_numbers.end()) {
            row.gap_numbers.push_back(number->second);
        }
    }
    return row;
}

std::vector<report::AssetRow> asset_rows(const Results& results, const siting::CarrierPlan& plan,
                                         std::size_t listed_gaps) {
    std::map<std::uint32_t, int>
        gap_numbers; // index of the gap area -> number in this carrier's list
    int number = 0;
    for (std::size_t i = 0; i < results.gapped.gaps.size(); ++i) {
        if (results.gapped.gaps[i].carrier == plan.carrier &&
            static_cast<std::size_t>(++number) <= listed_gaps) {
            gap_numbers[static_cast<std::uint32_t>(i)] = number;
        }
    }
    std::map<std::uint32_t, const siting::CandidateValue*> values;
    for (const siting::CandidateValue& value : plan.values) {
        values[value.asset] = &value;
    }
    std::vector<report::AssetRow> rows;
    const auto value_of = [&](std::uint32_t asset) {
        siting::CandidateValue nothing;
        nothing.asset = asset;
        const auto value = values.find(asset);
        return value == values.end() ? nothing : *value->second;
    };
    std::set<std::uint32_t> listed;
    for (const siting::PlanSite& site : plan.sites) {
        listed.insert(site.asset);
        report::AssetRow row = asset_row(results, value_of(site.asset), gap_numbers);
        row.rank = static_cast<int>(site.rank);
        row.map_page = page_in_book(rows.size());
        row.gain = site.gain;
        row.cumulative = site.cumulative;
        row.reason = asset_reason(row);
        rows.push_back(std::move(row));
    }
    // What could take a site's place: the best for each site before the second best of any, listed
    // site by site.
    std::vector<report::AssetRow> alternates;
    for (std::size_t round = 0; round < siting::kAlternates; ++round) {
        for (const siting::PlanSite& site : plan.sites) {
            if (alternates.size() == results.study.report.offers) {
                break;
            }
            if (round < site.alternates.size() &&
                listed.insert(site.alternates[round].asset).second) {
                const siting::PlanAlternate& alternate = site.alternates[round];
                report::AssetRow row = asset_row(results, value_of(alternate.asset), gap_numbers);
                row.alternate_for = static_cast<int>(site.rank);
                row.alternate_loss = alternate.loss;
                row.reason = asset_reason(row);
                alternates.push_back(std::move(row));
            }
        }
    }
    std::ranges::stable_sort(alternates, {}, &report::AssetRow::alternate_for);
    std::ranges::move(alternates, std::back_inserter(rows));
    return rows;
}

std::vector<report::CoverageSummaryRow>
coverage_summary(const Covered& covered, const std::string& carrier,
                 const std::vector<overlay::PopulationRule>& rules) {
    const std::vector<overlay::CoverageRow>& rows = covered.statistics;
    using Kind = overlay::PopulationRule::Kind;
    std::vector<report::CoverageSummaryRow> summary;
    for (const overlay::CoverageRow& row : rows) {
        if (row.layer.carrier != carrier || row.rule != rules.front().name() ||
            (row.kind != overlay::kMunicipality && row.kind != overlay::kPrefecture)) {
            continue;
        }
        report::CoverageSummaryRow line;
        line.municipality_code = row.municipality.six_digits();
        line.municipality = row.name;
        line.technology = domain::technology_label(row.layer.technology).ja;
        line.population = row.population.all;
        line.covered_majority = row.population.covered;
        line.unknown_majority = row.population.unknown;
        const auto by_area =
            std::find_if(rows.begin(), rows.end(), [&](const overlay::CoverageRow& other) {
                return other.kind == row.kind && other.municipality == row.municipality &&
                       other.layer == row.layer &&
                       other.rule == overlay::PopulationRule{Kind::Area}.name();
            });
        line.covered_area = by_area == rows.end() ? 0.0 : by_area->population.covered;
        if (row.kind == overlay::kPrefecture && !covered.sensitivity.empty() &&
            covered.sensitivity.front().rule == row.rule) {
            line.share_range =
                overlay::ratio_range(covered.sensitivity, row.municipality, row.layer);
        }
        summary.push_back(std::move(line));
    }
    return summary;
}

std::string gap_sentence(const StudyFile& study) {
    std::string text =
        "要望箇所は、5Gのエリアに入らない居住メッシュを、市町の中で隣り合う（斜めを含む）ものどうし"
        "まとめたものです。";
    if (study.gaps.max_extent_km > 0.0) {
        text += fmt::format("人口の最も多いメッシュから{:g}"
                            "kmを超えて広がる区域は、人口の多いメッシュを中心に分けています。",
                            study.gaps.max_extent_km / 2.0);
    }
    text += fmt::format("優先順位は{}順です。", label_of(study.gaps.order).ja);
    return text;
}

std::vector<std::string> notes_of(const Results& results, const siting::CarrierPlan& plan) {
    // How people are counted and reach is predicted stand beside the figures already (rule_text,
    // radio_text).
    std::vector<std::string> notes =
        population_notes(results.study, results.inputs.population_method, results.covered.grid);
    const std::vector<std::string> more = {
        gap_sentence(results.study),
        "新たに届く人口は、現在5Gのエリア外の居住者のうち、その資産に基地局を置いた場合に受信電力が"
        "しきい値以上となる割合か"
        "ら求めた予測値です。"};
    notes.insert(notes.end(), more.begin(), more.end());
    if (plan.upper_bound > 0.0 && !plan.sites.empty()) {
        notes.push_back(
            fmt::format("選んだ{}か所で新たに届く人口は{}です。同じ{}をどのように選んでも{}"
                        "を超えないことを計算で確かめています。",
                        plan.sites.size(), people(plan.sites.back().cumulative),
                        plan.budget > 0 ? "予算で資産" : "数の資産", people(plan.upper_bound)));
    }
    if (Text order = told(results.chosen.alternatives, plan.carrier); !order.ja.empty()) {
        notes.push_back(std::move(order.ja));
    }
    const auto assumed = static_cast<std::size_t>(std::count_if(
        results.inputs.assets.begin(), results.inputs.assets.end(), has_usual_height));
    if (assumed > 0) {
        notes.push_back(fmt::format(
            "高さも階数も台帳にない資産{}件は、種別ごとの標準の高さを仮定しています。", assumed));
    }
    return notes;
}

} // namespace

std::string rule_sentence(const StudyFile& study, const PopulationMethod& method) {
    const std::string words = regrid_words(method, study.mesh).ja;
    const std::string people =
        words.empty()
            ? fmt::format("{}の{}メッシュ", study.population.census, domain::name_of(study.mesh))
            : fmt::format("{}（{}）", study.population.census, words);
    if (study.rules.majority) {
        std::string text = fmt::format(
            "人口は{}によります。メッシュの面積の{:g}%{}がエリアに入る場合、そのメッシュの"
            "人口全員をカバーとし、それ{}は0人とします。",
            people, study.rules.threshold * 100.0, study.rules.more_than ? "を超える部分" : "以上",
            study.rules.more_than ? "以下" : "未満");
        if (study.rules.tie_tolerance > RuleSettings{}.tie_tolerance) {
            text += fmt::format("割合の差が{:g}ポイント以内のものは、ちょうど{:g}%とみなします。",
                                study.rules.tie_tolerance * 100.0, study.rules.threshold * 100.0);
        }
        return text;
    }
    return fmt::format(
        "人口は{}によります。メッシュの人口にエリアの面積割合を掛けた数をカバーとします。", people);
}

std::string rule_sentence_en(const StudyFile& study, const PopulationMethod& method) {
    const std::string words = regrid_words(method, study.mesh).en;
    const std::string people =
        fmt::format("People by {}, {}.", study.population.census,
                    words.empty() ? fmt::format("{} cells", domain::name_of(study.mesh)) : words);
    if (!study.rules.majority) {
        return people + " Of a cell the covered share of its area counts of its people.";
    }
    std::string text = fmt::format(
        "{} A cell counts whole where {}{:g}%{} of its area is covered, else not at all.", people,
        study.rules.more_than ? "over " : "", study.rules.threshold * 100.0,
        study.rules.more_than ? "" : " or more");
    if (study.rules.tie_tolerance > RuleSettings{}.tie_tolerance) {
        text += fmt::format(" Shares within {:g} points of it are taken for just {:g}%.",
                            study.rules.tie_tolerance * 100.0, study.rules.threshold * 100.0);
    }
    return text;
}

report::PackageContent package_content(const Results& results,
                                       const std::vector<InputChecksum>& checksums,
                                       const siting::CarrierPlan& plan) {
    const std::vector<overlay::CoverageRow>& rows = results.covered.statistics;
    const StudyFile& study = results.study;
    report::PackageContent content;
    content.prefecture = study.prefecture_ja();
    content.carrier = plan.carrier;
    content.study_title = study.title;
    content.as_of = study.as_of;
    content.synthetic = study.synthetic;
    content.confidential = std::ranges::any_of(study.coverage, [&](const CoverageInput& coverage) {
        return coverage.confidential && coverage.carrier == plan.carrier;
    });
    content.letter.date = study.as_of;
    content.letter.title = "第5世代移動通信システム（5G）のエリア整備に関する要望について";
    content.letter.addressee = {plan.carrier + "　御中"};
    content.letter.sender = {content.prefecture};
    for (const RequestSettings& request : study.requests) {
        if (request.carrier == plan.carrier) {
            content.letter.reference = request.reference;
            content.letter.contact = request.contact;
            content.letter.template_file = request.letter_template;
            if (!request.addressee.empty()) {
                content.letter.addressee = request.addressee;
            }
            if (!request.sender.empty()) {
                content.letter.sender = request.sender;
            }
        }
    }
    const std::vector<overlay::PopulationRule> rules = table_rules(study);
    const std::string rule = population_rule(study.rules).name();
    for (const overlay::CoverageRow& row : rows) {
        if (row.layer == overlay::LayerName{plan.carrier, std::string(domain::kAny5g)} &&
            row.rule == rule && row.kind == overlay::kPrefecture) {
            content.population = row.population.all;
            content.covered = row.population.covered;
            content.uncovered = row.population.uncovered();
            content.unknown = row.population.unknown;
        }
    }
    content.plan_gain = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
    content.plan_upper_bound = plan.upper_bound;
    content.plan_by_budget = plan.budget > 0;
    content.rule_text = rule_sentence(study, results.inputs.population_method);
    content.radio_text = radio_sentence(results);
    content.flat_ground_text = flat_ground_text(study, results.reached).ja;
    content.listed_first = label_of(study.gaps.order).ja;
    content.gaps = gap_rows(results, plan.carrier);
    content.assets = asset_rows(results, plan, content.gaps.size());
    content.coverage = coverage_summary(results.covered, plan.carrier, rules);
    content.sources = package_sources(study, checksums, plan.carrier);
    content.notes = notes_of(results, plan);
    return content;
}

} // namespace todoku::study
