#include "study/shards.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "study/own_folder.hpp"
#include "study/pipeline.hpp"
#include "study/workspace.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

std::string listed(const std::vector<std::string>& codes) {
    return fmt::format("{}", fmt::join(codes, ","));
}

std::vector<std::string> codes_of(const Prepared& prepared) {
    std::vector<std::string> codes;
    for (const PreparedMesh& mesh : prepared.meshes) {
        codes.push_back(mesh.code);
    }
    return codes;
}

const PreparedMesh* find(const Prepared& prepared, const std::string& code) {
    const auto found = std::ranges::find(prepared.meshes, code, &PreparedMesh::code);
    return found == prepared.meshes.end() ? nullptr : &*found;
}

/// STUDY -o DIR as they were typed, for the commands that messages name.
std::string arguments_of(const fs::path& study, const fs::path& output) {
    return study.string() + (output.empty() ? "" : " -o " + output.string());
}

UsageError not_prepared(const fs::path& output, const std::string& arguments) {
    return UsageError(
        {fmt::format("{} に、一次メッシュごとに分けた入力がありません。先に「todoku prepare {}」を"
                     "実行してください。",
                     output.string(), arguments),
         fmt::format("{} holds no inputs divided by primary mesh. Run \"todoku prepare {}\" first.",
                     output.string(), arguments)});
}

UsageError stale(const fs::path& output, const std::string& arguments) {
    return UsageError(
        {fmt::format(
             "{} に分けてある入力は、今の入力や設定（または todoku の版）のものではありません"
             "。「todoku prepare {}」からやり直してください。",
             output.string(), arguments),
         fmt::format("What is prepared in {} is not of the present inputs and settings (or of "
                     "another version of todoku). Start again with \"todoku prepare {}\".",
                     output.string(), arguments)});
}

/// The prepared meshes of this study file; no input is read for it.
Prepared prepared_for(const StudyFile& study, const fs::path& output, const std::string& arguments,
                      Progress& progress) {
    auto prepared = read_prepared(shard_folder(output));
    if (!prepared) {
        throw not_prepared(output, arguments);
    }
    if (fingerprint(study, progress, prepared->inputs).of(Step::Cover) != prepared->fingerprint) {
        throw stale(output, arguments);
    }
    return std::move(*prepared);
}

void require_meshes(const Prepared& prepared, const std::vector<std::string>& asked) {
    for (const std::string& code : asked) {
        if (find(prepared, code) == nullptr) {
            throw UsageError(
                {fmt::format("--mesh1 の「{}」は、このスタディの一次メッシュではありません。"
                             "このスタディの一次メッシュ: {}",
                             code, listed(codes_of(prepared))),
                 fmt::format("--mesh1: \"{}\" is no primary mesh of this study. Its primary "
                             "meshes: {}",
                             code, listed(codes_of(prepared)))});
        }
    }
}

bool all_as_prepared(const fs::path& folder, const Prepared& prepared) {
    return std::ranges::all_of(prepared.meshes, [&](const PreparedMesh& mesh) {
        return read_mesh(folder, mesh).has_value();
    });
}

Prepared divide(const StudyFile& study, const Inputs& inputs, const Fingerprints& prints,
                const fs::path& folder, Threads threads, Progress& progress) {
    const CoverGround ground = cover_ground(study, inputs, threads);
    const overlay::MeasureRequest measuring = measure_request(ground, inputs);
    const overlay::ShardPlan plan = overlay::shard_plan(measuring);
    const overlay::ShardMaker maker(measuring, plan, threads);
    OutputFolder output(folder);
    Prepared prepared{prints.of(Step::Cover), {}, prints.inputs, {}};
    progress.begin({"一次メッシュごとに分ける", "dividing by primary mesh"},
                   static_cast<std::int64_t>(plan.meshes.size()));
    for (const auto& [mesh, members] : plan.meshes) {
        progress.check();
        prepared.meshes.push_back(write_mesh(output.staging(), maker.make(mesh)));
        progress.advance();
    }
    progress.end();
    write_prepared(output.staging(), prepared);
    progress.check();
    output.commit();
    return prepared;
}

std::vector<fs::path> files_in(const std::vector<fs::path>& shards) {
    std::vector<fs::path> files;
    for (const fs::path& shard : shards) {
        if (!fs::exists(shard)) {
            throw InputError({fmt::format("{} がありません。todoku run --mesh1 の結果のファイルか、"
                                          "それがあるフォルダを指定してください。",
                                          shard.string()),
                              fmt::format("{} is not there. Name a result file of \"todoku run "
                                          "--mesh1\" or a folder that holds some.",
                                          shard.string())});
        }
        if (!fs::is_directory(shard)) {
            files.push_back(shard);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(shard)) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("result-") && name.ends_with(".bin")) {
                files.push_back(entry.path());
            }
        }
    }
    std::ranges::sort(files);
    return files;
}

/// What the shards measured, by mesh.
std::map<std::string, overlay::Measures> results_of(const std::vector<fs::path>& files,
                                                    const Prepared& prepared,
                                                    const std::string& arguments) {
    std::map<std::string, overlay::Measures> results;
    for (const fs::path& file : files) {
        auto result = read_result(file);
        if (!result) {
            throw InputError(
                {fmt::format("{} は todoku run --mesh1 の結果として読めません（壊れているか、別の"
                             "ファイルです）。消してから、その一次メッシュをもう一度実行してくださ"
                             "い。",
                             file.string()),
                 fmt::format("{} cannot be read as a result of \"todoku run --mesh1\" (damaged, or "
                             "another file). Remove it and run its primary mesh again.",
                             file.string())});
        }
        if (result->prepared != prepared.id || find(prepared, result->code) == nullptr) {
            throw UsageError(
                {fmt::format("{}（一次メッシュ {}）は、別の prepare から作られた結果です。「todoku "
                             "run {} --mesh1 {}」で作り直してください。",
                             file.string(), result->code, arguments, result->code),
                 fmt::format("{} (primary mesh {}) was made from another prepare. Make it again "
                             "with \"todoku run {} --mesh1 {}\".",
                             file.string(), result->code, arguments, result->code)});
        }
        results.insert_or_assign(result->code, std::move(result->measures));
    }
    return results;
}

void require_all(const Prepared& prepared, const std::map<std::string, overlay::Measures>& results,
                 const std::string& arguments) {
    std::vector<std::string> missing;
    for (const std::string& code : codes_of(prepared)) {
        if (!results.contains(code)) {
            missing.push_back(code);
        }
    }
    if (!missing.empty()) {
        throw UsageError(
            {fmt::format("一次メッシュ {} 件のうち {} 件の結果がありません: {}。「todoku run {} "
                         "--mesh1 {}」を実行してください。",
                         prepared.meshes.size(), missing.size(), listed(missing), arguments,
                         listed(missing)),
             fmt::format("Results of {} of {} primary meshes are missing: {}. Run \"todoku run {} "
                         "--mesh1 {}\".",
                         missing.size(), prepared.meshes.size(), listed(missing), arguments,
                         listed(missing))});
    }
}

} // namespace

PrepareResult prepare(const PrepareRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.study, request.allow_approximate_datum);
    PrepareResult result;
    result.output = output_of(study, request.output);
    result.title = study.title;
    result.synthetic = study.synthetic;
    require_result_folder(result.output);
    require_usable(look_at_later_inputs(study, progress));
    const Fingerprints prints = fingerprint(study, progress);

    Workspace workspace(result.output);
    std::optional<Inputs> inputs;
    workspace.load(prints.of(Step::Read), inputs);
    if (!inputs) {
        inputs = read_inputs(study, request.threads, progress);
        require_usable(*inputs);
        workspace.save(prints.of(Step::Read), *inputs);
    }
    result.inputs = inputs->summaries;
    result.issues = inputs->issues;

    const fs::path folder = shard_folder(result.output);
    auto prepared = read_prepared(folder);
    result.reused = prepared && prepared->fingerprint == prints.of(Step::Cover) &&
                    all_as_prepared(folder, *prepared);
    if (!result.reused) {
        prepared = divide(study, *inputs, prints, folder, request.threads, progress);
    }
    result.meshes = prepared->meshes;
    return result;
}

ShardsResult run_shards(const ShardsRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.study, request.allow_approximate_datum);
    ShardsResult result;
    result.output = output_of(study, request.output);
    const std::string arguments = arguments_of(request.study, request.output);
    const Prepared prepared = prepared_for(study, result.output, arguments, progress);
    require_meshes(prepared, request.meshes);
    const fs::path folder = shard_folder(result.output);
    const auto is_done = [&](const std::string& code) {
        const auto done = read_result(result_file(folder, code));
        return done && done->prepared == prepared.id && done->code == code;
    };
    for (const std::string& code : request.meshes) {
        progress.check();
        const auto start = std::chrono::steady_clock::now();
        ShardOutcome outcome{code, 0, 0.0, is_done(code)};
        if (!outcome.reused) {
            const PreparedMesh& mesh = *find(prepared, code);
            const auto shard = read_mesh(folder, mesh);
            if (!shard) {
                throw InputError(
                    {fmt::format(
                         "{} がないか、壊れています。「todoku prepare {}」をもう一度実行して"
                         "ください。",
                         mesh_file(folder, code).string(), arguments),
                     fmt::format("{} is missing or damaged. Run \"todoku prepare {}\" again.",
                                 mesh_file(folder, code).string(), arguments)});
            }
            outcome.bytes = mesh.bytes;
            write_result(folder,
                         {prepared.id, code, overlay::measure(*shard, request.threads, progress)});
        }
        outcome.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        result.shards.push_back(std::move(outcome));
    }
    for (const std::string& code : codes_of(prepared)) {
        if (!fs::exists(result_file(folder, code))) {
            result.left.push_back(code);
        }
    }
    return result;
}

RunResult merge(const MergeRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.run.study, request.run.allow_approximate_datum);
    const fs::path output = output_of(study, request.run.output);
    const fs::path folder = shard_folder(output);
    const std::string arguments = arguments_of(request.run.study, request.run.output);
    return run(request.run, progress,
               [&](const overlay::MeasureRequest& measuring, const Fingerprints& prints) {
                   const auto prepared = read_prepared(folder);
                   if (!prepared) {
                       throw not_prepared(output, arguments);
                   }
                   if (prepared->fingerprint != prints.of(Step::Cover)) {
                       throw stale(output, arguments);
                   }
                   auto results = results_of(
                       files_in(request.shards.empty() ? std::vector{folder} : request.shards),
                       *prepared, arguments);
                   require_all(*prepared, results, arguments);
                   const overlay::ShardPlan plan = overlay::shard_plan(measuring);
                   std::vector<overlay::Measures> measured;
                   for (const auto& [mesh, members] : plan.meshes) {
                       measured.push_back(std::move(results.at(mesh.code())));
                   }
                   return overlay::joined(plan, measuring, measured);
               });
}

} // namespace todoku::study
