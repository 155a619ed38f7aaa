// `todoku run`: the whole way from a study file to a folder per carrier, step by step, reusing what
// is up to date.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "overlay/measures.hpp"
#include "overlay/self_check.hpp"
#include "overlay/sensitivity.hpp"
#include "study/fingerprint.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

struct RunRequest {
    std::filesystem::path study;  ///< study.toml or its folder
    std::filesystem::path output; ///< empty: outputs/<study name>/
    std::optional<Step>
        from; ///< steps before it are taken from the workspace, it and those after run anew
    std::optional<Step> until; ///< the last step to run; only `report` writes files for people
    Threads threads;
    bool allow_approximate_datum = false; ///< as if the study file said so
    bool self_check = false;              ///< check the shares where they are about to be used
};

struct StepOutcome {
    Step step = Step::Read;
    double seconds = 0.0;
    bool reused = false;            ///< its inputs did not change
    std::size_t resumed_assets = 0; ///< reach: taken from an earlier run that was interrupted
};

/// A municipality whose part (`[siting] floor_ratio`) the plan does not reach.
struct MissedFloor {
    std::string municipality;
    double least = 0.0;   ///< people newly covered that it takes
    double covered = 0.0; ///< by the plan
    double most = 0.0;    ///< proved: no choice within the rules covers more of them
};

struct CarrierOutcome {
    std::string carrier;
    double population = 0.0;
    double covered = 0.0; ///< by any 5G, by the study's rule
    double uncovered = 0.0;
    double unknown = 0.0;                      ///< where the carrier does not know
    std::optional<overlay::Range> share_range; ///< how sure covered / population is
    std::size_t gaps = 0;
    std::size_t sites = 0;
    double plan_gain = 0.0;
    double plan_upper_bound = 0.0;
    std::vector<MissedFloor> missed_floors;
    /// Where `[siting] backup_within` gave people up for people reached twice.
    std::optional<siting::PlanBackup> backup;
    double plan_twice = 0.0;               ///< people whom two or more sites of the plan reach
    std::vector<siting::CurvePoint> curve; ///< half as many sites, as many, twice as many
};

struct RunResult {
    Text weights_doubt; ///< where comparisons behind the weights contradict each other
    std::filesystem::path output;
    std::string title;
    bool synthetic = false;
    std::vector<StepOutcome> steps;
    std::vector<InputSummary> inputs;
    std::vector<Issue> issues;
    Text counted_otherwise; ///< where a register before was kept by another rule, mesh or census
    Text letters_lost;      ///< letters of names that maps and reports cannot show
    Text flat_ground;       ///< where reach was predicted without terrain: that it was
    std::vector<CarrierOutcome> carriers; ///< empty before `choose`
    std::vector<ReachAlternative> alternatives;
    std::optional<overlay::SelfCheck> self_check;
};

/// @throws InputError for unusable inputs, UsageError for a wrong study file or a `from` whose
/// earlier steps are missing,
///         Interrupted, ExternalError for shares that do not pass the self-check; in each case the
///         earlier results stay as they were.
RunResult run(const RunRequest& request, Progress& progress);

/// Where a run's measures come from: from measuring here, or from shards (study/shards.hpp).
using Measuring =
    std::function<overlay::Measures(const overlay::MeasureRequest&, const Fingerprints&)>;
RunResult run(const RunRequest& request, Progress& progress, const Measuring& measuring);

/// The finished results of a study, for commands that only look: read from the workspace.
struct FinishedStudy {
    StudyFile study;
    std::filesystem::path output;
    Fingerprints prints;
    Inputs inputs;
    Covered covered;
    Compared compared;
    Gapped gapped;
    Reached reached;
    Chosen chosen;
};

/// @throws UsageError where the study has not been run, or its inputs or settings changed since
FinishedStudy open_finished(const std::filesystem::path& study, const std::filesystem::path& output,
                            Progress& progress);

} // namespace todoku::study
