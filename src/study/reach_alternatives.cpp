#include "study/reach_alternatives.hpp"

#include "study/pipeline.hpp"
#include "study/reach_ground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace todoku::study {

namespace {

struct Alternative {
    std::string id;
    radio::SweepModel model;
    Metres clear;
};

constexpr std::string_view kClear = "clear_m=";

std::vector<Alternative> alternatives_of(const StudyFile& study, const radio::BandPreset& preset,
                                         bool clutter) {
    const radio::SweepModel own = model_of(study.radio, preset);
    std::vector<Alternative> alternatives;
    for (const char* id : {"p1812", "p526", "los"}) {
        // Above the range of P.1812 it is delta-Bullington by another name.
        const radio::SweepModel model = *radio::sweep_model(id);
        if (model != own && radio::reach_model(model, preset) == model) {
            alternatives.push_back({id, model, Metres(study.radio.clear_m)});
        }
    }
    for (const double clear_m : {0.0, 50.0}) {
        if (clutter && clear_m != study.radio.clear_m) {
            alternatives.push_back({fmt::format("{}{:g}", kClear, clear_m), own, Metres(clear_m)});
        }
    }
    return alternatives;
}

/// Tells units on, and nothing of where pieces of work begin and end.
class UnitsOnly : public Progress {
public:
    explicit UnitsOnly(Progress& whole) : whole_(whole) {}
    void advance(std::int64_t units) override { whole_.advance(units); }

private:
    Progress& whole_;
};

/// The assets of a carrier that are compared, best first.
std::vector<std::uint32_t> best_of(const siting::CarrierPlan& plan) {
    std::vector<std::uint32_t> best;
    for (const siting::CandidateValue& value : plan.values) {
        if (best.size() == kComparedCandidates || value.newly_covered <= 0.0) {
            break;
        }
        best.push_back(value.asset);
    }
    return best;
}

/// One carrier's candidates under one alternative.
struct Comparison {
    std::span<const std::uint32_t> best;
    std::span<const std::uint32_t> assets; ///< of the reach's sites, rising
    const radio::Reach& reach;
    std::span<const double> people; ///< left out, by reach cell
};

double newly_covered(const Comparison& comparison, std::uint32_t asset) {
    const auto site = std::lower_bound(comparison.assets.begin(), comparison.assets.end(), asset) -
                      comparison.assets.begin();
    const auto entries = comparison.reach.of(static_cast<std::size_t>(site), 0);
    double sum = 0.0;
    for (std::size_t k = 0; k < entries.cells.size(); ++k) {
        sum += comparison.people[entries.cells[k]] * static_cast<double>(entries.shares[k]);
    }
    return sum;
}

struct Place {
    std::size_t before = 0; ///< from 0
    std::uint32_t asset = 0;
    double people = 0.0;
};

/// The candidates by the alternative's people, most first.
std::vector<Place> places_under(const Comparison& comparison) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < comparison.best.size(); ++i) {
        const std::uint32_t asset = comparison.best[i];
        places.push_back({i, asset, newly_covered(comparison, asset)});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.people != b.people ? a.people > b.people : a.asset < b.asset;
    });
    return places;
}

/// Of the first candidates how many are no longer among the first.
std::size_t changed(const std::vector<Place>& places, std::size_t first) {
    return static_cast<std::size_t>(
        std::count_if(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(first),
                      [&](const Place& place) { return place.before >= first; }));
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> by_place(const std::vector<Place>& places) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs(places.size());
    for (std::size_t now = 0; now < places.size(); ++now) {
        pairs[places[now].before] = {places[now].asset, static_cast<std::uint32_t>(now + 1)};
    }
    return pairs;
}

} // namespace

std::vector<ReachAlternative> reach_alternatives(const StudyFile& study, const Inputs& inputs,
                                                 const Covered& covered, const Reached& reached,
                                                 const Chosen& chosen, Threads threads,
                                                 Progress& progress) {
    std::vector<std::uint32_t> assets;
    for (const siting::CarrierPlan& plan : chosen.plans) {
        const auto best = best_of(plan);
        assets.insert(assets.end(), best.begin(), best.end());
    }
    std::sort(assets.begin(), assets.end());
    assets.erase(std::unique(assets.begin(), assets.end()), assets.end());
    if (assets.empty()) {
        return {};
    }
    const ReachGround ground = read_reach_ground(study, inputs, covered, progress);
    const std::vector<radio::Site> all = sites_of(inputs);
    std::vector<radio::Site> sites;
    for (const std::uint32_t asset : assets) {
        sites.push_back(all[asset]);
    }
    const radio::BandPreset& preset = reached.reach.presets.front(); // the plan's
    const auto alternatives = alternatives_of(study, preset, !ground.clutter.empty());
    progress.begin({"ほかの計算法での順位", "the order by other models"},
                   std::ssize(alternatives) * std::ssize(sites));
    std::vector<radio::Reach> reaches;
    for (const Alternative& alternative : alternatives) {
        radio::ReachRequest request = reach_request(study, ground, sites, threads);
        request.presets = {preset};
        request.model = alternative.model;
        request.clear = alternative.clear;
        UnitsOnly units(progress);
        reaches.push_back(radio::predict_reach(request, units));
    }
    progress.end();

    std::vector<ReachAlternative> rows;
    for (const siting::CarrierPlan& plan : chosen.plans) {
        const std::vector<std::uint32_t> best = best_of(plan);
        if (best.empty()) {
            continue;
        }
        const std::vector<double> left = siting::shares_left_out(
            covered.grid, covered.at_most(), population_rule(study.rules), plan.carrier);
        std::vector<double> people;
        for (const std::uint32_t cell : ground.grid_cells) {
            people.push_back(left[cell] * covered.grid.population[cell]);
        }
        const std::size_t first = std::min(kFirstCandidates, best.size());
        for (std::size_t a = 0; a < alternatives.size(); ++a) {
            const std::vector<Place> places = places_under({best, assets, reaches[a], people});
            rows.push_back({plan.carrier, preset.id, std::string(model_id_of(study.radio, preset)),
                            alternatives[a].id, static_cast<std::uint32_t>(first),
                            static_cast<std::uint32_t>(best.size()),
                            static_cast<std::uint32_t>(changed(places, first)), by_place(places)});
        }
    }
    return rows;
}

Text label_of_alternative(std::string_view id) {
    if (id.starts_with(kClear)) {
        const std::string metres(id.substr(kClear.size()));
        return {"両端の空き" + metres + "m", metres + " m clear"};
    }
    if (id == "p1812") {
        return {"P.1812", "P.1812"};
    }
    if (id == "p526") {
        return {"P.526", "P.526"};
    }
    if (id == "bullington") {
        return {"Bullington回折", "Bullington diffraction"};
    }
    if (id == "los") {
        return {"見通し", "line of sight"};
    }
    if (id == "freespace") {
        return {"自由空間", "free space"};
    }
    return {std::string(id), std::string(id)};
}

Text told(std::span<const ReachAlternative> rows, std::string_view carrier) {
    Text changes;
    Text names;
    const ReachAlternative* one = nullptr;
    for (const ReachAlternative& row : rows) {
        if (row.carrier != carrier) {
            continue;
        }
        one = &row;
        const Text label = label_of_alternative(row.alternative);
        names.ja += (names.ja.empty() ? "" : "、") + label.ja;
        names.en += (names.en.empty() ? "" : ", ") + label.en;
        changes.ja +=
            fmt::format("{}{}では{}か所", changes.ja.empty() ? "" : "、", label.ja, row.changed);
        changes.en +=
            fmt::format("{}{} by {}", changes.en.empty() ? "" : ", ", row.changed, label.en);
    }
    if (one == nullptr) {
        return {};
    }
    if (!one->tells()) {
        return {fmt::format("{}：新たに人に届く候補が{}か所しかないため、ほかの計算法（{}）で上位か"
                            "ら外れる数は比べられません。",
                            kOrderSure, one->compared, names.ja),
                fmt::format("How sure the order of candidates is: only {} would newly reach "
                            "anybody, too few to tell how many of the first would leave by other "
                            "models ({}).",
                            one->compared, names.en)};
    }
    return {fmt::format("{}：単独で新たに届く人口の順（電波の計算は{}）で上位{}か所の"
                        "うち、ほかの計算法ではこの中に残らないものは、{}です（上位{}"
                        "か所だけを計算し直して比べています）。",
                        kOrderSure, label_of_alternative(one->model).ja, one->first, changes.ja,
                        one->compared),
            fmt::format("How sure the order of candidates is: of the first {} by the people each "
                        "alone would newly reach (predicted by {}), these would no longer be "
                        "among them: {} (the best {} were predicted again).",
                        one->first, label_of_alternative(one->model).en, changes.en,
                        one->compared)};
}

} // namespace todoku::study
