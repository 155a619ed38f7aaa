// The engines by themselves, so that anyone can check them with their own cases: CSV in, CSV out.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "geo/box.hpp"
#include "study/cover_files.hpp"
#include "study/reach_difference.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study::lab {

/// Receives one message for a row that could not be done.
using Complain = std::function<void(const Text&)>;

/// Adds a column `code` to rows with columns `lat` and `lon`. @return rows without a code
std::size_t encode(std::istream& in, std::ostream& out, const std::string& level,
                   const Complain& complain);

/// code -> code,level,south,west,north,east. @param level "" lets the digits decide. @return rows
/// that are no code
std::size_t decode(std::istream& in, std::ostream& out, const std::string& level,
                   const Complain& complain);

struct FractionsRequest {
    std::filesystem::path file;
    std::string layer;
    std::string where;
    std::optional<std::string> crs;
    std::string by;              ///< an attribute: each of its values makes a layer of its own
    std::string level;           ///< a mesh level, or
    std::filesystem::path like;  ///< a raster whose pixels are the cells
    std::optional<geo::Box> box; ///< of mesh cells
    Threads threads;
    bool self_check = false; ///< of mesh cells (overlay/self_check.hpp)
};
/// code,fraction for each cell covered by more than nothing, cells rising; with `by`, in front, the
/// value (values rising). Overlapping polygons (of a value) count once.
/// @return the number of cells @throws ExternalError where the self-check finds an error above 1e-9
std::size_t fractions(const FractionsRequest& request, std::ostream& out, const Complain& complain,
                      Progress& progress);

/// Writes a Float32 GeoTIFF like request.like: the share of each pixel, 0 where nothing is covered.
/// @return the number of pixels covered by more than nothing
std::size_t raster_fractions(const FractionsRequest& request, const std::filesystem::path& output,
                             const Complain& complain, Progress& progress);

/// Names of the propagation models, for path_loss and reach.
std::vector<std::string> model_names();
/// Ids of the band presets.
std::vector<std::string> band_names();

struct PathLossRequest {
    std::filesystem::path profiles;
    std::filesystem::path cases;
    bool explain = false;
};
/// The case rows plus loss_db and, with `explain`, every intermediate by its symbol. @return rows
/// that could not be done
std::size_t path_loss(const PathLossRequest& request, std::ostream& out, const Complain& complain);

/// A model that needs no profile, as `terms` offers it.
struct TermModel {
    std::string name;
    Text what;
    std::vector<std::string> needs;                            ///< columns of a case
    std::vector<std::pair<std::string, std::string>> may_have; ///< and what holds without them
    std::vector<std::string> gives;                            ///< columns added to it
};
/// p2108, p2108-height, p2109, p676, p838, p833, antenna.
std::vector<TermModel> term_models();

struct TermsRequest {
    std::string model;
    std::filesystem::path cases;
};
/// The case rows plus what the model gives. Files of antenna patterns are looked for beside the
/// cases; what they have odd is told. @return rows that could not be done
/// @throws UsageError for an unknown model
std::size_t terms(const TermsRequest& request, std::ostream& out, const Complain& complain);

struct ReachRequest {
    std::filesystem::path terrain;
    geo::LatLng site;
    Metres height;
    Metres radius;
    Hertz frequency;
    std::string model;
    Metres step;
    std::filesystem::path clutter; ///< raster of heights of what stands on the ground; empty: none
    Metres clear = Metres(27.0);   ///< from either end nothing stands on the ground
    bool exact = false;            ///< a profile of its own for each post
    bool compare = false;          ///< both ways; the sweep's map is written
    std::string band; ///< preset whose classes are compared; empty: the nearest in frequency
    bool allow_approximate_datum = false; ///< of rasters on Tokyo datum: some 9 m off
    Threads threads;
    std::filesystem::path output;
};
/// Writes a Float32 GeoTIFF of path loss in dB.
/// @return the difference of the sweep and one profile per post where `compare` asks for it
/// @throws UsageError for an unknown band
std::optional<ReachDifference> reach(const ReachRequest& request, const Complain& complain,
                                     Progress& progress);

/// A covering problem in files: of how many sites, within what budget or up to what target.
struct ChooseRequest {
    std::filesystem::path demand;
    std::filesystem::path covers;
    std::size_t sites = 0;              ///< 0: as the budget or the target says
    std::uint64_t budget = 0;           ///< in the units of the costs; 0: none
    std::optional<double> target;       ///< weight to reach with as little as possible
    std::optional<double> target_share; ///< the same as a part of all weight
    RuleFiles rules;
    std::vector<std::string> must;
    std::vector<std::string> must_not;
    bool certify = false;       ///< not for floors
    bool backup = false;        ///< also tell what two or more chosen sites cover
    double backup_within = 0.0; ///< of what is covered, the part that may be given up so that more
                                ///< is covered twice; only with `sites` and no rules
    double time_limit_s = 0.0;
    std::uint64_t seed = 1;
    Threads threads = {};
};
struct ChooseFloor {
    std::string group;
    double least = 0.0;
    double covered = 0.0;
    double most = 0.0; ///< proved: no choice in the budget covers more of it
};
struct ChooseAnswer {
    double objective = 0.0;
    double upper_bound = 0.0;
    double gap = 0.0;
    double seconds = 0.0;                  ///< of choosing
    double seconds_reading = 0.0;          ///< of the files, before
    bool stopped = false;                  ///< by Ctrl-C: the best until then
    std::optional<double> covered_twice;   ///< by two or more of the sites, where asked for
    std::optional<std::uint64_t> cheapest; ///< where the budget buys nothing: what a site costs
    std::optional<std::uint64_t> cost;     ///< where costs or a target are given
    std::optional<double> best_objective;  ///< where cover was given up for backup: without
    std::optional<double> best_covered_twice;
    std::optional<double> certified;               ///< the bound the certificate proves
    std::optional<std::uint64_t> certified_budget; ///< of a target: for which number or cost
    std::optional<std::uint64_t> proved_least;     ///< of a target: no choice of less reaches it
    std::optional<std::uint64_t> greedy_cost; ///< of a target: what greedy would take; 0: never
    std::optional<double> target;
    std::optional<bool> reached; ///< target or floors; nothing where there are none
    bool proved_impossible = false;
    std::vector<ChooseFloor> floors;
};
/// order,site,gain,cumulative. @throws InputError and UsageError as read_cover(), read_rules() and
/// the solvers; UsageError where neither number, budget nor target is given, or more than one is
/// Where certified, the certificate (cover_certificate.hpp) goes to `certificate`.
ChooseAnswer choose(const ChooseRequest& request, std::ostream& out, std::ostream& certificate,
                    Progress& progress);

} // namespace todoku::study::lab
