// explain: one candidate's card.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/explain.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

ordered_json range_json(const std::optional<siting::Range>& range) {
    return range ? ordered_json{{"low", range->low}, {"high", range->high}} : ordered_json(nullptr);
}

ordered_json people_json(const std::optional<study::NamedPeople>& named) {
    return named ? ordered_json{{"name", named->name}, {"people", named->people}}
                 : ordered_json(nullptr);
}

ordered_json gaps_json(const std::vector<study::GapReached>& list) {
    ordered_json gaps = ordered_json::array();
    for (const study::GapReached& gap : list) {
        gaps.push_back(
            {{"number", gap.number > 0 ? ordered_json(gap.number) : ordered_json(nullptr)},
             {"id", gap.id},
             {"municipality", gap.municipality},
             {"nearest_place", gap.nearest_place},
             {"nearest_place_m", gap.nearest_place_m},
             {"place_name", gap.place.ja},
             {"population", gap.population}});
    }
    return gaps;
}

/// How firmly it stands among plans nearly as good, and its place under other assumptions.
void add_standing(ordered_json& json, const study::CarrierCard& carrier) {
    json["cost"] = carrier.cost;
    json["standing"] =
        carrier.standing ? ordered_json(siting::name_of(*carrier.standing)) : ordered_json(nullptr);
    json["plan_without_it_at_most"] =
        carrier.at_most_without ? ordered_json(*carrier.at_most_without) : ordered_json(nullptr);
    json["near_optimal_plans"] = carrier.near_plans;
    json["near_optimal_with"] = carrier.near_with;
    json["own_station_m"] =
        carrier.own_station_m ? ordered_json(*carrier.own_station_m) : ordered_json(nullptr);
    json["order_alone_otherwise"] = ordered_json::array();
    for (const study::PlaceOtherwise& other : carrier.otherwise) {
        json["order_alone_otherwise"].push_back(
            {{"ja", other.what.ja},
             {"en", other.what.en},
             {"place", other.place ? ordered_json(*other.place) : ordered_json(nullptr)}});
    }
}

/// Criteria, score and firmness of the rank.
void add_scores(ordered_json& json, const study::CarrierCard& carrier) {
    json["lost"] = carrier.rank > 0 ? ordered_json(carrier.lost) : ordered_json(nullptr);
    json["replacement"] = people_json(carrier.replacement);
    json["dominated_by"] = people_json(carrier.dominated_by);
    json["plan_with_it_at_most"] =
        carrier.at_most_with ? ordered_json(*carrier.at_most_with) : ordered_json(nullptr);
    json["municipalities"] = ordered_json::array();
    for (const study::NamedPeople& municipality : carrier.municipalities) {
        json["municipalities"].push_back(people_json(municipality));
    }
    json["places"] = ordered_json::array();
    for (const auto& [kind, name] : carrier.places) {
        json["places"].push_back({{"kind", kind}, {"name", name}});
    }
    json["gaps_closed"] = gaps_json(carrier.gaps_closed);
    json["field"] = carrier.field;
    json["criteria"] = ordered_json::array();
    for (const study::CriterionFigure& figure : carrier.criteria) {
        const bool known = figure.figure.has_value();
        json["criteria"].push_back(
            {{"criterion", siting::name_of(figure.criterion)},
             {"figure", range_json(figure.figure)},
             {"median", known ? ordered_json(figure.median) : ordered_json(nullptr)},
             {"rank", known ? ordered_json(figure.rank) : ordered_json(nullptr)}});
    }
    json["score"] = range_json(carrier.score);
    json["score_rank"] = carrier.score_rank;
    json["stability"] = nullptr;
    if (carrier.stability) {
        // Ranks that are not told apart are null.
        const auto rank = [](std::uint32_t told) {
            return told > siting::kRanksTold ? ordered_json(nullptr) : ordered_json(told);
        };
        const siting::RankStability& stability = *carrier.stability;
        json["stability"] = {{"first_share", stability.first_share},
                             {"best", rank(stability.best)},
                             {"rank_5", rank(stability.low)},
                             {"rank_95", rank(stability.high)},
                             {"worst", rank(stability.worst)},
                             {"weight_change", nullptr},
                             {"weight_changed", nullptr}};
        if (stability.weight_change) {
            json["stability"]["weight_change"] =
                stability.weight_rises ? *stability.weight_change : -*stability.weight_change;
            json["stability"]["weight_changed"] = siting::name_of(*stability.weight_changed);
        }
    }
}

std::string as_json(const study::AssetCard& card) {
    const auto text = [](const Text& t) { return ordered_json{{"ja", t.ja}, {"en", t.en}}; };
    ordered_json json;
    json["synthetic"] = card.synthetic;
    json["asset_id"] = card.asset.id;
    json["name"] = card.asset.name;
    json["kind"] = domain::name_of(card.asset.kind);
    json["municipality"] = card.municipality;
    json["lat"] = card.asset.place.lat();
    json["lon"] = card.asset.place.lng();
    json["height_m"] = card.asset.height().value();
    json["height_assumed"] = card.asset.height_is_assumed();
    json["usable"] = card.usable;
    json["reason"] = text(card.reason);
    json["kept_out"] = card.kept_out;
    json["restrictions"] = text(card.restrictions);
    json["reach"] = text(card.reach);
    json["weights_doubt"] = text(card.weights_doubt);
    json["carriers"] = ordered_json::array();
    for (const study::CarrierCard& carrier : card.carriers) {
        ordered_json others = ordered_json::array();
        for (const auto& [name, people] : carrier.reached_by) {
            others.push_back({{"name", name}, {"people", people}});
        }
        ordered_json bands = ordered_json::array();
        for (const auto& [band, people] : carrier.other_bands) {
            bands.push_back({{"band", text(band)}, {"alone", people}});
        }
        json["carriers"].push_back({{"carrier", carrier.carrier},
                                    {"uncovered", carrier.uncovered},
                                    {"alone", carrier.alone},
                                    {"other_bands", std::move(bands)},
                                    {"order_alone", carrier.order_alone},
                                    {"compared", carrier.compared},
                                    {"rank", carrier.rank},
                                    {"gain", carrier.gain},
                                    {"gaps", gaps_json(carrier.gaps)},
                                    {"reached_by", std::move(others)}});
        add_scores(json["carriers"].back(), carrier);
        add_standing(json["carriers"].back(), carrier);
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

void add_explain(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        std::filesystem::path study;
        std::filesystem::path output;
        std::string id;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(
        commands.app, commands, "explain",
        {"資産一つについて、だれに何をもたらすか、なぜ選ばれたか（選ばれなかったか）"
         "を説明する（run の後で）",
         "explain one asset: what it would bring to whom, why it is or is not in "
         "the plan (after run)"});
    arguments.study(options->study);
    arguments
        .text("ASSET_ID", options->id, {},
              {"資産のID（tables/candidates.csv、要望箇所一覧.xlsx、todoku assets にあります）",
               "the asset's id, as in tables/candidates.csv or \"todoku assets\""})
        ->required();
    arguments.run_output(options->output);
    arguments.json(options->json);
    arguments.example("todoku explain my-study A-0123",
                      {"資産 A-0123 の説明", "the card of asset A-0123"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        const study::AssetCard card =
            study::explain(options->study, options->output, options->id, progress);
        progress.end();
        terminal.print(options->json ? as_json(card)
                                     : study::to_sentences(card, terminal.language()));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
