#include "study/explain.hpp"

#include "study/asset_lookup.hpp"
#include "study/candidate_scores.hpp"
#include "study/gap_place.hpp"
#include "study/package_contents.hpp"
#include "study/pipeline.hpp"
#include "study/reach_alternatives.hpp"
#include "study/reach_words.hpp"
#include "study/run.hpp"
#include "study/study_file_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

GapReached gap_reached(const FinishedStudy& finished, const std::string& carrier,
                       std::uint32_t index) {
    const overlay::GapArea& gap = finished.gapped.gaps[index];
    const auto number =
        std::count_if(finished.gapped.gaps.begin(), finished.gapped.gaps.begin() + index + 1,
                      [&](const overlay::GapArea& g) { return g.carrier == carrier; });
    // Beyond the list handed to the carrier there are no numbers to speak of.
    const bool listed = static_cast<std::size_t>(number) <= finished.study.report.gaps;
    return {listed ? static_cast<int>(number) : 0,
            gap.id,
            finished.inputs.municipalities[gap.municipality].name,
            gap.nearest_place,
            gap.nearest_place_m,
            place_of(gap, finished.inputs.municipalities),
            gap.population};
}

/// The asset's place among the plan's candidates by people reached alone, were people counted so.
std::size_t place_by(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                     const overlay::PopulationRule& rule, std::uint32_t asset) {
    const std::vector<double> left = siting::shares_left_out(
        finished.covered.grid, finished.covered.at_most(), rule, plan.carrier);
    std::vector<double> people;
    for (const std::uint32_t cell : finished.reached.cells) {
        people.push_back(finished.covered.grid.population[cell] * left[cell]);
    }
    const auto reached = [&](std::uint32_t of) {
        const radio::Reach::Entries entries = finished.reached.reach.of(of, 0);
        double sum = 0.0;
        for (std::size_t i = 0; i < entries.cells.size(); ++i) {
            sum += people[entries.cells[i]] * static_cast<double>(entries.shares[i]);
        }
        return sum;
    };
    const double own = reached(asset);
    return 1 + static_cast<std::size_t>(
                   std::ranges::count_if(plan.values, [&](const siting::CandidateValue& value) {
                       return value.asset != asset && reached(value.asset) > own;
                   }));
}

/// Other ways to count who is covered: a stricter and a looser threshold, and by area.
std::vector<std::pair<Text, overlay::PopulationRule>>
other_rules(const overlay::PopulationRule& own) {
    using Rule = overlay::PopulationRule;
    std::vector<std::pair<Text, Rule>> rules;
    for (const double threshold : {0.25, 0.75}) {
        Rule rule;
        rule.threshold = threshold;
        if (own.kind != Rule::Kind::Majority || own.threshold != threshold) {
            rules.push_back(
                {{fmt::format("メッシュの{:g}%以上がエリアなら全員と数える", 100.0 * threshold),
                  fmt::format("a cell counted whole from {:g} % of its area", 100.0 * threshold)},
                 rule});
        }
    }
    if (own.kind != Rule::Kind::Area) {
        Rule rule;
        rule.kind = Rule::Kind::Area;
        rules.push_back({{"人口を面積の割合で数える", "people counted by area"}, rule});
    }
    return rules;
}

std::vector<PlaceOtherwise> places_otherwise(const FinishedStudy& finished,
                                             const siting::CarrierPlan& plan, std::uint32_t asset) {
    std::vector<PlaceOtherwise> places;
    for (const auto& [what, rule] : other_rules(population_rule(finished.study.rules))) {
        places.push_back({what, place_by(finished, plan, rule, asset)});
    }
    for (const ReachAlternative& row : finished.chosen.alternatives) {
        if (row.carrier != plan.carrier) {
            continue;
        }
        const Text label = label_of_alternative(row.alternative);
        PlaceOtherwise place{
            {"電波の計算を" + label.ja + "にする", "reach predicted by " + label.en}, std::nullopt};
        for (const auto& [compared, now] : row.places) {
            if (compared == asset) {
                place.place = now;
            }
        }
        places.push_back(std::move(place));
    }
    return places;
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
        for (std::size_t b = 0; b < plan.values[i].other_bands.size(); ++b) {
            card.other_bands.emplace_back(finished.reached.reach.presets[b + 1].label,
                                          plan.values[i].other_bands[b]);
        }
        card.order_alone = card.alone > 0.0 ? i + 1 : 0;
        for (const std::uint32_t index : plan.values[i].gaps) {
            card.gaps.push_back(gap_reached(finished, plan.carrier, index));
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

/// What no plan of as many sites that holds the asset exceeds, where that is proved.
std::optional<double> bound_with(const siting::CarrierPlan& plan, std::uint32_t asset) {
    for (std::size_t k = 0; k < plan.at_most_with.size(); ++k) {
        if (plan.values[k].asset == asset) {
            return plan.at_most_with[k];
        }
    }
    return std::nullopt;
}

/// What the plan would reach fewer without a chosen site: its people whom no other reaches.
double lost_without(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                    std::uint32_t asset) {
    const std::vector<double> people = left_out(finished, plan.carrier);
    std::vector<double> missed(people.size(), 1.0); // by all the others
    for (const siting::PlanSite& site : plan.sites) {
        if (site.asset == asset) {
            continue;
        }
        const radio::Reach::Entries entries = finished.reached.reach.of(site.asset, 0);
        for (std::size_t i = 0; i < entries.cells.size(); ++i) {
            missed[entries.cells[i]] *= 1.0 - static_cast<double>(entries.shares[i]);
        }
    }
    double lost = 0.0;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        lost += people[own.cells[i]] * missed[own.cells[i]] * static_cast<double>(own.shares[i]);
    }
    return lost;
}

std::vector<NamedPeople> by_municipality(const FinishedStudy& finished,
                                         const std::vector<double>& people, std::uint32_t asset) {
    std::map<std::uint32_t, double> sums;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        const double reached = people[own.cells[i]] * static_cast<double>(own.shares[i]);
        for (const domain::MunicipalityPart& part :
             finished.covered.grid.parts_of(finished.reached.cells[own.cells[i]])) {
            sums[part.municipality] += reached * part.weight;
        }
    }
    std::vector<NamedPeople> list;
    for (const auto& [municipality, reached] : sums) {
        if (reached >= 0.5) {
            list.push_back({finished.inputs.municipalities[municipality].name, reached});
        }
    }
    std::stable_sort(list.begin(), list.end(), [](const NamedPeople& a, const NamedPeople& b) {
        return a.people > b.people;
    });
    return list;
}

/// The asset that serves all that this one serves, at least as well each, and reaches most people.
std::optional<NamedPeople> dominating(const FinishedStudy& finished,
                                      const siting::CarrierPlan& plan,
                                      const std::vector<double>& people, std::uint32_t asset,
                                      double alone) {
    std::vector<float> share(people.size(), 0.0F);
    std::size_t wanted = 0;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        if (people[own.cells[i]] > 0.0) {
            share[own.cells[i]] = own.shares[i];
            ++wanted;
        }
    }
    for (const siting::CandidateValue& other : plan.values) { // most people first
        if (other.newly_covered <= alone) {
            break;
        }
        const radio::Reach::Entries theirs = finished.reached.reach.of(other.asset, 0);
        std::size_t held = 0;
        for (std::size_t i = 0; i < theirs.cells.size(); ++i) {
            const float mine = share[theirs.cells[i]];
            held += mine > 0.0F && theirs.shares[i] >= mine ? 1U : 0U;
        }
        if (held == wanted) {
            return NamedPeople{finished.inputs.assets[other.asset].name, other.newly_covered};
        }
    }
    return std::nullopt;
}

/// Criteria, score and firmness of the rank.
void add_scores(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                const PlanScores& scores, std::uint32_t asset, CarrierCard& card) {
    std::vector<std::size_t> field; // positions among the plan's values
    std::optional<std::size_t> position;
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
        if (plan.values[i].newly_covered > 0.0) {
            field.push_back(i);
        }
        if (plan.values[i].asset == asset) {
            position = i;
        }
    }
    if (!position || field.empty()) {
        return;
    }
    card.field = field.size();
    const siting::CandidateCriteria& own = scores.criteria.candidates[*position];
    for (const std::uint32_t place : own.places) {
        card.places.emplace_back(finished.inputs.places[place].kind,
                                 finished.inputs.places[place].name);
    }
    for (const std::uint32_t gap : own.gaps_closed) {
        card.gaps_closed.push_back(gap_reached(finished, plan.carrier, gap));
    }
    for (const siting::Criterion criterion : siting::all_criteria()) {
        const auto c = static_cast<std::size_t>(criterion);
        CriterionFigure figure;
        figure.criterion = criterion;
        figure.figure = own.measures[c];
        if (figure.figure) {
            std::vector<double> figures;
            figure.rank = 1;
            const auto worth = [&](std::size_t i) {
                return scores.scores.references[c].worst < scores.scores.references[c].best
                           ? scores.criteria.candidates[i].measures[c]->low
                           : -scores.criteria.candidates[i].measures[c]->high;
            };
            for (const std::size_t i : field) {
                figures.push_back(scores.criteria.candidates[i].measures[c]->low);
                figure.rank += worth(i) > worth(*position) ? 1U : 0U;
            }
            const auto middle = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
            std::nth_element(figures.begin(), middle, figures.end());
            figure.median = *middle;
        }
        card.criteria.push_back(figure);
    }
    card.score = scores.scores.candidates[*position].score;
    card.score_rank = scores.scores.candidates[*position].rank;
    if (!scores.stability.empty()) {
        card.stability = scores.stability[*position];
    }
    if (card.alone > 0.0) {
        card.otherwise = places_otherwise(finished, plan, asset);
    }
    const siting::NearOptimal near = siting::near_optimal(plan, finished.inputs.assets.size());
    card.near_plans = near.plans;
    card.near_with = near.with[asset];
    card.budget = plan.budget;
    card.cost = siting::site_cost(finished.inputs.assets[asset], finished.study.siting.class_costs);
    card.cost_note = siting::cost_note(finished.study.siting.class_costs);
    for (const siting::NearStation& station : plan.near_stations) {
        if (station.asset == asset) {
            card.own_station_m = station.distance_m;
        }
    }
    card.plan_sites = plan.sites.size();
    card.plan_people = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
    const std::vector<double> people = left_out(finished, plan.carrier);
    card.municipalities = by_municipality(finished, people, asset);
    if (card.rank > 0) {
        card.lost = lost_without(finished, plan, asset);
        const siting::PlanSite& site = plan.sites[card.rank - 1];
        card.standing = siting::standing_of(plan, site);
        card.at_most_without = site.at_most_without;
        if (!site.alternates.empty()) {
            const siting::PlanAlternate& next =
                *std::min_element(site.alternates.begin(), site.alternates.end(),
                                  [](const auto& a, const auto& b) { return a.loss < b.loss; });
            card.replacement = NamedPeople{finished.inputs.assets[next.asset].name, next.loss};
        }
    } else if (card.alone > 0.0) {
        card.at_most_with = bound_with(plan, asset);
        card.dominated_by = dominating(finished, plan, people, asset, card.alone);
    }
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
    if (asset.fibre_distance_m) {
        notes.push_back({fmt::format("光回線まで{:.0f}mです（台帳）。", *asset.fibre_distance_m),
                         fmt::format("fibre is {:.0f} m away (ledger).", *asset.fibre_distance_m)});
    } else if (!asset.fibre) {
        notes.push_back({"光回線の有無は台帳にありません。",
                         "the ledger does not say whether there is fibre."});
    }
    if (asset.access == false) {
        notes.push_back({"工事の車両は入れません（台帳）。",
                         "vehicles that build cannot come to it (ledger)."});
    }
    if (asset.precision != domain::PlacePrecision::Ledger) {
        const Text how = domain::label_of(asset.precision);
        notes.push_back(
            {"位置は住所から決めました（" + how.ja + "）。現地の位置を確かめてください。",
             "placed by its address (" + how.en + "): check where it really stands."});
    }
    if (!asset.department.empty() || !asset.contact.empty()) {
        const std::string who = std::string(asset.department) +
                                (asset.department.empty() || asset.contact.empty() ? "" : "  ") +
                                std::string(asset.contact);
        notes.push_back({"問合せ先: " + who, "contact: " + who});
    }
    notes.push_back({fmt::format("出典: {} {}行目", asset.source, asset.row),
                     fmt::format("source: {} row {}", asset.source, asset.row)});
    return notes;
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
    card.weights_doubt = weights_doubt(finished.study.siting.scores);
    const std::vector<PlanScores> scores =
        card.usable ? score_plans(results) : std::vector<PlanScores>();
    for (std::size_t p = 0; p < finished.chosen.plans.size(); ++p) {
        const siting::CarrierPlan& plan = finished.chosen.plans[p];
        card.carriers.push_back(carrier_card(finished, plan, index));
        if (card.usable) {
            add_scores(finished, plan, scores[p], index, card.carriers.back());
        }
    }
    return card;
}

} // namespace todoku::study
