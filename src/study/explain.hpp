// `todoku explain`: one asset's card: what it would bring to whom, why it is or is not in the plan,
// how good its data are.
#pragma once

#include "core/progress.hpp"
#include "core/text.hpp"
#include "domain/asset.hpp"
#include "siting/near_optimal.hpp"
#include "siting/rank_stability.hpp"
#include "study/step_results.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

struct GapReached {
    int number = 0; ///< in the list handed to the carrier; 0 for a gap that is not in it
    std::string id;
    std::string municipality;
    std::string nearest_place;
    double nearest_place_m = 0.0; ///< from its middle
    Text place;                   ///< what it is called
    double population = 0.0;      ///< of the whole area
};

/// A criterion of the asset beside those of the field: the usable assets that newly reach anybody.
struct CriterionFigure {
    siting::Criterion criterion = siting::Criterion::Residents;
    std::optional<siting::Range> figure; ///< nothing: no input says anything of it
    double median = 0.0;                 ///< of the field, by what is certain
    std::size_t rank = 0;                ///< in the field; 1: none is worth more for certain
};

/// The asset's place by the people it alone would reach, were people counted or reach predicted
/// otherwise.
struct PlaceOtherwise {
    Text what;                        ///< 人口を面積の割合で数える
    std::optional<std::size_t> place; ///< nothing: too far down to be among those predicted again
};

/// People or share of the asset's people that somebody else reaches too.
struct NamedPeople {
    std::string name;
    double people = 0.0;
};

/// What the asset means to one carrier.
struct CarrierCard {
    std::string carrier;
    double uncovered = 0.0; ///< people the carrier leaves out
    double alone = 0.0;     ///< people the asset would newly reach by itself
    /// The same by a station of each other band of the study: its label and people.
    std::vector<std::pair<Text, double>> other_bands;
    std::size_t order_alone = 0;  ///< 1: no usable asset reaches more; 0: not usable or nobody
    std::size_t compared = 0;     ///< usable assets
    std::size_t rank = 0;         ///< in the plan; 0: not chosen
    double gain = 0.0;            ///< at its place in the plan
    std::vector<GapReached> gaps; ///< by falling people
    /// Chosen sites that reach the same people, with how many of this asset's people each reaches;
    /// not chosen only.
    std::vector<std::pair<std::string, double>> reached_by;
    double lost = 0.0; ///< people the plan reaches fewer without it; chosen only
    std::optional<NamedPeople> replacement;  ///< with what the plan then reaches fewer; chosen only
    std::vector<NamedPeople> municipalities; ///< people newly reached in each, by falling people
    /// Schools, shelters, clinics and sights newly served: kind and name.
    std::vector<std::pair<std::string, std::string>> places;
    std::vector<GapReached> gaps_closed; ///< gap areas that it closes completely
    std::size_t field = 0;               ///< usable assets that newly reach anybody
    std::vector<CriterionFigure> criteria;
    std::optional<siting::Range> score; ///< nothing for a lexicographic order
    std::size_t score_rank = 0;         ///< among usable assets; 0: not usable
    std::optional<siting::RankStability> stability;
    /// A usable asset that serves each of its cells at least as well, and more people; the best.
    std::optional<NamedPeople> dominated_by;
    std::size_t plan_sites = 0;
    double plan_people = 0.0;
    /// Proved: no plan of as many sites that holds the asset reaches more. Not chosen only.
    std::optional<double> at_most_with;
    std::uint64_t budget = 0; ///< of the plan; 0: the number of sites is given
    std::uint32_t cost = 0;
    Text cost_note;               ///< that costs are house values; empty where they are not
    std::uint32_t near_plans = 0; ///< plans nearly as good as the one chosen, that one included
    std::uint32_t near_with = 0;  ///< of those that hold the asset
    std::optional<siting::Standing> standing; ///< chosen only
    /// Proved: no plan without it reaches more. Chosen only.
    std::optional<double> at_most_without;
    std::optional<double> own_station_m;   ///< left out for a station of the carrier so near
    std::vector<PlaceOtherwise> otherwise; ///< other ways to count people, then to predict reach
};

struct AssetCard {
    std::string study_title;
    bool synthetic = false;
    domain::Asset asset;
    std::string municipality;
    bool usable = true;
    Text reason;                    ///< why not usable
    bool kept_out = false;          ///< the study file says must_not
    Text restrictions;              ///< procedures; empty for none
    std::vector<Text> data_quality; ///< assumed height, joined ledgers...
    Text reach;                     ///< how the reach was predicted
    Text weights_doubt; ///< where the comparisons behind the weights contradict each other
    std::vector<CarrierCard> carriers;
};

/// @throws UsageError for an unknown id (with the nearest ids) or a study that was not run
AssetCard explain(const std::filesystem::path& study, const std::filesystem::path& output,
                  const std::string& asset_id, Progress& progress);

/// The card as sentences, one a line, in one language.
std::string to_sentences(const AssetCard& card, Language language);

} // namespace todoku::study
