// Everything one carrier's package says, as plain values. Writers see only this, so that a package
// cannot hold what was not put here: confidentiality by construction. Text is UTF-8 Japanese;
// figures keep full precision.
#pragma once

#include "core/japanese.hpp"
#include "geo/geometry.hpp"
#include "overlay/sensitivity.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

/// A place asked for: one gap area.
struct GapRow {
    int number = 0; ///< as on the maps, from 1
    std::string id;
    std::string municipality_code; ///< six digits
    std::string municipality;
    std::string nearest_place;
    double nearest_place_m = 0.0;
    double nearest_place_azimuth = 0.0; ///< from there to its centre, clockwise from north
    double population = 0.0;
    double households = 0.0; ///< NaN, as the next, where the census does not state it
    double population_65plus = 0.0;
    bool households_estimated = false; ///< holds estimates of figures the census suppresses
    bool population_65plus_estimated = false;
    double area_m2 = 0.0;
    double road_m = 0.0;
    std::vector<std::pair<std::string, std::vector<std::string>>>
        places; ///< Japanese kind label -> names inside
    /// The one thing that may come from other carriers' layers; nothing where the study does not
    /// allow it.
    std::optional<bool> another_carrier_serves;
    double own_4g_share = 0.0; ///< NaN: not known
    int priority = 0;          ///< 1 is the most urgent
    std::string reason;        ///< a sentence with the figures that make it urgent
    geo::LatLng centre;
    geo::MultiPolygon outline;
    int map_page = 0; ///< in the map sheets by municipality; 0: in none
};

/// An asset offered: one candidate of the plan (rank > 0), or one that could take such a site's
/// place.
struct AssetRow {
    int rank = 0;          ///< in the plan; 0 where offered beyond the plan
    int alternate_for = 0; ///< rank of the site it would replace; 0: none
    double alternate_loss =
        0.0; ///< people the whole plan would reach fewer with it in that site's place
    std::string id;
    std::string name;
    std::string kind; ///< Japanese label
    std::string use;
    std::string owner;
    std::string department;
    std::string contact;
    std::string municipality_code; ///< six digits
    std::string municipality;
    std::string address;
    geo::LatLng place;
    std::string precision = "ledger"; ///< of the place: ledger, block, town
    double height_m = 0.0;
    bool height_assumed = false;
    bool new_pole = false;  ///< bare land: no height of its own, a pole would be built
    double antenna_m = 0.0; ///< height of the antenna above ground that its figures assume
    std::optional<int> floors;
    std::string structure;
    std::string roof;
    std::optional<int> year_built;
    std::string seismic;
    std::string fee_class;
    std::optional<bool> near_school_or_hospital;
    std::optional<double> area_m2;
    std::optional<bool> power;
    std::optional<bool> fibre;
    std::optional<bool> sharing_allowed;
    std::string restrictions; ///< procedures that apply, joined; empty for none
    double alone = 0.0;       ///< people newly covered by it alone
    double gain = 0.0;        ///< people newly covered after those of better rank; plan sites only
    double cumulative = 0.0;
    std::vector<int> gap_numbers; ///< places asked for that it reaches
    std::string reason;
    int map_page = 0; ///< in the map sheets by site; 0: in none
};

/// Coverage of one municipality by this carrier.
struct CoverageSummaryRow {
    std::string municipality_code; ///< six digits; the prefecture's for its total
    std::string municipality;
    std::string technology; ///< label
    double population = 0.0;
    double covered_majority = 0.0;
    double unknown_majority = 0.0; ///< where the carrier does not know
    double covered_area = 0.0;
    /// How sure the share by majority is; of the prefecture alone, where it was looked at.
    std::optional<overlay::Range> share_range = {};
};

/// One input the figures rest on.
struct SourceNote {
    std::string what; ///< 人口メッシュ, 5Gエリア（キャリアA）...
    std::string file;
    std::string date; ///< as of: an ISO date, or words
    std::string credit;
    std::string licence;
    std::string sha256;
};

struct LetterText {
    std::string reference; ///< デジ第123号
    Date date{};
    std::vector<std::string> addressee; ///< lines: company, post, name
    std::vector<std::string> sender;    ///< lines: prefecture, post, name
    std::string title;
    std::vector<std::string> contact; ///< lines: section, person, telephone, mail
    std::filesystem::path
        template_file; ///< .docx with {{fields}} (docs/letter_template.md); empty: built in
};

struct PackageContent {
    std::string prefecture; ///< 三重県
    std::string carrier;
    std::string study_title;
    Date as_of{};
    bool synthetic = false; ///< 模擬データ on every page, table and file
    /// Computed from what the carrier gave in confidence: 取扱注意 on maps and lists.
    bool confidential = false;
    LetterText letter;
    double population = 0.0; ///< of the prefecture
    double covered = 0.0;    ///< by this carrier's 5G, majority rule
    double uncovered = 0.0;
    double unknown = 0.0;   ///< where the carrier does not know
    double plan_gain = 0.0; ///< people the whole plan would newly cover
    double plan_upper_bound = 0.0;
    bool plan_by_budget = false; ///< what the sites may cost was given, not their number
    std::string listed_first = "居住者の多い"; ///< which places stand first in the list
    std::string rule_text;                     ///< how people are counted
    std::string radio_text;                    ///< model, band, threshold of the reach
    std::string flat_ground_text; ///< where reach was predicted without terrain: that it was
    std::vector<GapRow> gaps;     ///< by number
    std::vector<AssetRow> assets; ///< plan first by rank, then alternates
    std::vector<CoverageSummaryRow> coverage;
    std::vector<SourceNote> sources;
    std::vector<std::string> notes; ///< method, assumptions, issues a reader must know
};

} // namespace todoku::report
