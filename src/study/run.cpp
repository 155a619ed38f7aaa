#include "study/run.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "study/covered_check.hpp"
#include "study/letters_shown.hpp"
#include "study/own_folder.hpp"
#include "study/pipeline.hpp"
#include "study/reach_alternatives.hpp"
#include "study/reach_words.hpp"
#include "study/report_step.hpp"
#include "study/study_file_scores.hpp"
#include "study/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

/// The register that the study names, else the one in the output that this run replaces: staff may
/// have written in either.
RequestRegister known_requests(const StudyFile& study, const fs::path& output) {
    if (!study.report.known_requests.empty()) {
        return read_register(study.report.known_requests, study.report.known_requests_shown_as);
    }
    const fs::path own = output / "register.xlsx";
    return fs::exists(own) ? read_register(own, own.string()) : RequestRegister{};
}

/// A run that took its identifiers from the folder it replaces would never be up to date.
void require_earlier_apart(const StudyFile& study, const fs::path& output) {
    if (!study.gaps.earlier.empty() &&
        fs::weakly_canonical(study.gaps.earlier) == fs::weakly_canonical(output)) {
        throw UsageError(
            {fmt::format(
                 "[gaps] earlier の {} は、この実行の出力フォルダです。前回の出力を別の名前に"
                 "してそれを書くか、-o で別の出力フォルダを指定してください。",
                 study.gaps.earlier_shown_as),
             fmt::format("[gaps] earlier: {} is the output folder of this run. Rename the earlier "
                         "output and name that, or name another output folder with -o.",
                         study.gaps.earlier_shown_as)});
    }
}

/// Takes each step's result from the workspace where it is up to date, and makes and keeps it
/// otherwise.
class Runner {
public:
    Runner(const RunRequest& request, const Fingerprints& prints, const Workspace& workspace,
           RunResult& result, Progress& progress)
        : request_(request), prints_(prints), workspace_(workspace), result_(result),
          progress_(progress) {}

    template <class Result>
    Result step(Step step, const std::function<Result()>& make) {
        progress_.check();
        const auto start = std::chrono::steady_clock::now();
        std::optional<Result> result;
        const bool anew = request_.from && step >= *request_.from;
        if (!anew) {
            workspace_.load(prints_.of(step), result);
            if (!result && request_.from) {
                throw UsageError({fmt::format("--from {} の前の段階 {} "
                                              "の結果がないか、入力や設定が変わっています。--from "
                                              "を付けずに実行してください。",
                                              name_of(*request_.from), name_of(step)),
                                  fmt::format("--from {}: the result of the earlier step {} is "
                                              "missing or out of date. Run without --from.",
                                              name_of(*request_.from), name_of(step))});
            }
        }
        const bool reused = result.has_value();
        if (!result) {
            progress_.begin(label_of(step), 0);
            result = make();
            progress_.end();
            Workspace(workspace_).save(prints_.of(step), *result);
        }
        note(step, start, reused);
        return std::move(*result);
    }

    void note(Step step, std::chrono::steady_clock::time_point start, bool reused) {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        result_.steps.push_back({step, seconds.count(), reused});
    }

    /// True where the run ends after this step.
    [[nodiscard]] bool last(Step step) const { return request_.until && step >= *request_.until; }

private:
    const RunRequest& request_;
    const Fingerprints& prints_;
    const Workspace& workspace_;
    RunResult& result_;
    Progress& progress_;
};

/// Reach by parts in the workspace.
class PartsInWorkspace : public radio::ReachParts {
public:
    /// @param anew nothing of an earlier run is taken
    PartsInWorkspace(const Workspace& workspace, std::string fingerprint, bool anew)
        : workspace_(workspace), fingerprint_(std::move(fingerprint)) {
        if (anew) {
            remove();
        }
    }

    std::optional<radio::Reach> kept(std::size_t part) override {
        std::optional<radio::Reach> lists;
        workspace_.load_part(fingerprint_, part, lists);
        assets_ += lists ? lists->sites : 0;
        return lists;
    }
    void keep(std::size_t part, const radio::Reach& lists) override {
        workspace_.save_part(fingerprint_, part, lists);
    }

    /// Of parts that were kept before.
    [[nodiscard]] std::size_t assets() const { return assets_; }
    void remove() { workspace_.remove_parts(fingerprint_); }

private:
    Workspace workspace_;
    std::string fingerprint_;
    std::size_t assets_ = 0;
};

/// A floor is kept but for the rounding of sums.
constexpr double kKept = 1e-9;

std::vector<CarrierOutcome> carrier_outcomes(const Results& results) {
    std::vector<CarrierOutcome> outcomes;
    const std::string rule = population_rule(results.study.rules).name();
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        CarrierOutcome outcome;
        outcome.carrier = plan.carrier;
        for (const overlay::CoverageRow& row : results.covered.statistics) {
            if (row.kind == overlay::kPrefecture && row.rule == rule &&
                row.layer == overlay::LayerName{plan.carrier, std::string(domain::kAny5g)}) {
                outcome.population = row.population.all;
                outcome.covered = row.population.covered;
                outcome.uncovered = row.population.uncovered();
                outcome.unknown = row.population.unknown;
                outcome.share_range =
                    overlay::ratio_range(results.covered.sensitivity, row.municipality, row.layer);
            }
        }
        outcome.gaps = static_cast<std::size_t>(
            std::count_if(results.gapped.gaps.begin(), results.gapped.gaps.end(),
                          [&](const overlay::GapArea& g) { return g.carrier == plan.carrier; }));
        outcome.sites = plan.sites.size();
        outcome.plan_gain = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
        outcome.plan_upper_bound = plan.upper_bound;
        outcome.backup = plan.backup;
        outcome.plan_twice = plan.sites.empty() ? 0.0 : plan.sites.back().twice;
        for (const siting::PlanFloor& floor : plan.floors) {
            if (floor.covered < floor.least * (1.0 - kKept)) {
                outcome.missed_floors.push_back(
                    {results.inputs.municipalities[floor.municipality].name, floor.least,
                     floor.covered, floor.most});
            }
        }
        for (const siting::CurvePoint& point : plan.curve) {
            if (2 * point.sites == plan.sites.size() || point.sites == plan.sites.size() ||
                point.sites == 2 * plan.sites.size()) {
                outcome.curve.push_back(point);
            }
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

/// @throws ExternalError where an error is above what is promised
overlay::SelfCheck passed(const overlay::SelfCheck& check) {
    if (!check.passed()) {
        const Text text = overlay::told(check);
        throw ExternalError({text.ja + "。ここで止めました。資料は前のままです。",
                             text.en + ". Stopped here; the files are as they were."});
    }
    return check;
}

} // namespace

RunResult run(const RunRequest& request, Progress& progress) {
    return run(request, progress,
               [&](const overlay::MeasureRequest& measuring, const Fingerprints& /*prints*/) {
                   return overlay::measure(measuring, request.threads, progress);
               });
}

RunResult run(const RunRequest& request, Progress& progress, const Measuring& measuring) {
    if (request.from && request.until && *request.from > *request.until) {
        throw UsageError({"--from は --until より前の段階にしてください。",
                          "--from must not come after --until."});
    }
    const StudyFile study = read_study_file(request.study, request.allow_approximate_datum);
    RunResult result;
    result.output = output_of(study, request.output);
    require_result_folder(result.output);
    require_earlier_apart(study, result.output);
    require_usable(look_at_later_inputs(study, progress));
    const Fingerprints prints = fingerprint(study, progress);
    RequestRegister known = known_requests(study, result.output);
    if (!known.entries.empty()) {
        result.counted_otherwise = counted_otherwise(study, result.output);
    }
    result.title = study.title;
    result.synthetic = study.synthetic;
    const Workspace workspace(result.output);
    Runner runner(request, prints, workspace, result, progress);

    const auto inputs = runner.step<Inputs>(Step::Read, [&] {
        Inputs read = read_inputs(study, request.threads, progress);
        require_usable(read);
        return read;
    });
    result.inputs = inputs.summaries;
    result.issues = inputs.issues;
    result.issues.insert(result.issues.end(), known.issues.begin(), known.issues.end());
    const std::vector<Issue> doubts = weights_issues(study);
    result.issues.insert(result.issues.end(), doubts.begin(), doubts.end());
    result.weights_doubt = weights_doubt(study.siting.scores);
    if (runner.last(Step::Read)) {
        return result;
    }
    const auto covered = runner.step<Covered>(Step::Cover, [&] {
        CoverGround ground = cover_ground(study, inputs, request.threads);
        overlay::Measures measures = measuring(measure_request(ground, inputs), prints);
        return cover(study, inputs, std::move(ground), std::move(measures), request.threads);
    });
    if (request.self_check) {
        result.self_check = passed(check_covered(inputs, covered, request.threads, progress));
    }
    result.issues.insert(result.issues.end(), covered.issues.begin(), covered.issues.end());
    if (runner.last(Step::Cover)) {
        return result;
    }
    const auto compared = runner.step<Compared>(
        Step::Compare, [&] { return compare_with_measured(study, inputs, covered); });
    if (runner.last(Step::Compare)) {
        return result;
    }
    const auto gapped = runner.step<Gapped>(
        Step::Gaps, [&] { return find_gaps(study, inputs, covered, request.threads); });
    if (runner.last(Step::Gaps)) {
        return result;
    }
    const bool reach_anew = request.from && *request.from <= Step::Reach;
    PartsInWorkspace parts(workspace, prints.of(Step::Reach), reach_anew);
    const auto reached = runner.step<Reached>(Step::Reach, [&] {
        return predict_reach(study, inputs, covered, parts, request.threads, progress);
    });
    result.steps.back().resumed_assets = parts.assets();
    parts.remove(); // the step's own file holds them all now
    result.flat_ground = flat_ground_text(study, reached);
    result.issues.insert(result.issues.end(), reached.reach.issues.begin(),
                         reached.reach.issues.end());
    if (runner.last(Step::Reach)) {
        return result;
    }
    const auto chosen = runner.step<Chosen>(Step::Choose, [&] {
        Chosen choice = choose(study, inputs, covered, gapped, reached,
                               ChooseChange{.outlook = true}, progress);
        choice.alternatives =
            reach_alternatives(study, inputs, covered, reached, choice, request.threads, progress);
        return choice;
    });
    result.alternatives = chosen.alternatives;
    const Results results{study, inputs, covered, compared, gapped, reached, chosen};
    result.carriers = carrier_outcomes(results);
    if (runner.last(Step::Choose)) {
        return result;
    }
    result.letters_lost = letters_not_shown(results);

    const auto start = std::chrono::steady_clock::now();
    if (!request.from && is_complete(result.output, prints.of(Step::Report))) {
        runner.note(Step::Report, start, true);
        return result;
    }
    OutputFolder folder(result.output);
    write_reports(results, prints, renewed(std::move(known), results), request.threads,
                  folder.staging(), progress);
    runner.note(Step::Report, start, false);
    write_run_record(study, prints, result, folder.staging());
    workspace.hand_over(folder.staging(),
                        {prints.of(Step::Read), prints.of(Step::Cover), prints.of(Step::Compare),
                         prints.of(Step::Gaps), prints.of(Step::Reach), prints.of(Step::Choose)});
    progress.check();
    folder.commit();
    return result;
}

FinishedStudy open_finished(const fs::path& study_path, const fs::path& output,
                            Progress& progress) {
    FinishedStudy finished;
    finished.study = read_study_file(study_path);
    finished.output = output_of(finished.study, output);
    finished.prints = fingerprint(finished.study, progress);
    const Workspace workspace(finished.output);
    std::optional<Inputs> read;
    workspace.load(finished.prints.of(Step::Read), read);
    if (!read && !finished.study.datum.allow_approximate) {
        // A run with --allow-approximate-datum is this study's result too, and says so.
        StudyFile approximate = read_study_file(study_path, true);
        Fingerprints prints = fingerprint(approximate, progress);
        workspace.load(prints.of(Step::Read), read);
        if (read) {
            finished.study = std::move(approximate);
            finished.prints = std::move(prints);
        }
    }
    const auto take = [&]<class Result>(Step step, Result& into) {
        std::optional<Result> loaded;
        workspace.load(finished.prints.of(step), loaded);
        if (!loaded) {
            throw UsageError(
                {fmt::format("{} に、今の入力と設定による結果（{}）がありません。先に「todoku run "
                             "{}」を実行してください。",
                             finished.output.string(), name_of(step), study_path.string()),
                 fmt::format("{} holds no result ({}) of the present inputs and settings. Run "
                             "\"todoku run {}\" first.",
                             finished.output.string(), name_of(step), study_path.string())});
        }
        into = std::move(*loaded);
    };
    take(Step::Read, finished.inputs);
    take(Step::Cover, finished.covered);
    take(Step::Compare, finished.compared);
    take(Step::Gaps, finished.gapped);
    take(Step::Reach, finished.reached);
    take(Step::Choose, finished.chosen);
    return finished;
}

} // namespace todoku::study
