#include "core/checksum.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "study/report_step.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>

namespace todoku::study {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

ordered_json text(const Text& value) {
    return {{"ja", value.ja}, {"en", value.en}};
}

void add_link_budget(const RadioSettings& radio, ordered_json& parameters) {
    using Kind = AntennaSettings::Kind;
    parameters["threshold_dbm"] = radio.threshold_dbm;
    parameters["body_loss_db"] = radio.body_loss_db;
    parameters["woodland_m"] = radio.woodland_m;
    parameters["mast_m"] = {{"building", radio.masts.building.value()},
                            {"structure", radio.masts.structure.value()},
                            {"pole", radio.masts.pole.value()},
                            {"mast", radio.masts.mast.value()}};
    if (radio.masts.land.value() > 0.0) {
        parameters["mast_m"]["land"] = radio.masts.land.value();
    }
    parameters["antenna"] = radio.antenna.kind == Kind::Omni     ? "omni"
                            : radio.antenna.kind == Kind::Sector ? "sector"
                                                                 : radio.antenna.shown_as;
    if (radio.antenna.kind != Kind::Omni) {
        parameters["bearings_deg"] = radio.antenna.bearings_deg;
    }
    if (radio.antenna.kind == Kind::Sector) {
        parameters["downtilt_deg"] = radio.antenna.downtilt_deg;
    }
    parameters["rain_mm_h"] = radio.rain_mm_h;
    parameters["terminal_clutter"] = radio.terminal_clutter ? "p2108" : "none";
    parameters["indoor"] = !radio.indoor                                   ? "none"
                           : *radio.indoor == radio::Building::Traditional ? "traditional"
                                                                           : "thermally-efficient";
    for (const BandSettings& band : radio.bands) {
        ordered_json entry = {{"preset", band.preset}};
        if (band.eirp_dbm_per_mhz) {
            entry["eirp_dbm_per_mhz"] = *band.eirp_dbm_per_mhz;
        }
        if (band.radius_km) {
            entry["radius_km"] = *band.radius_km;
        }
        parameters["band"].push_back(entry);
    }
}

ordered_json parameters_of(const StudyFile& study) {
    ordered_json parameters;
    parameters["mesh"] = domain::name_of(study.mesh);
    parameters["prefecture"] = study.prefecture;
    parameters["as_of"] = iso_date(study.as_of);
    parameters["census"] = study.population.census;
    parameters["border_cells"] = study.rules.border_cells_by_centroid ? "centroid" : "area";
    parameters["rule"] = {{"population", study.rules.majority ? "majority" : "area"},
                          {"threshold", study.rules.threshold},
                          {"more_than", study.rules.more_than},
                          {"tie_tolerance", study.rules.tie_tolerance}};
    parameters["gaps"] = {{"cut_at_borders", study.gaps.cut_at_borders},
                          {"max_extent_km", study.gaps.max_extent_km},
                          {"joining_m", study.gaps.joining_m},
                          {"least_population", study.gaps.least_population},
                          {"order", overlay::name_of(study.gaps.order)}};
    parameters["evidence"] = {{"min_samples", study.evidence.min_samples},
                              {"threshold", study.evidence.threshold}};
    parameters["radio"] = {{"model", study.radio.model},
                           {"presets", study.radio.presets},
                           {"receivers_per_side", study.radio.receivers_per_side},
                           {"clear_m", study.radio.clear_m}};
    add_link_budget(study.radio, parameters["radio"]);
    parameters["siting"] = {{"sites", study.siting.sites},
                            {"must", study.siting.must},
                            {"must_not", study.siting.must_not},
                            {"seed", study.siting.seed},
                            {"class_costs", study.siting.class_costs}};
    if (study.siting.backup_within > 0.0) {
        parameters["siting"]["backup_within"] = study.siting.backup_within;
    }
    if (study.siting.budget > 0) {
        parameters["siting"].erase("sites");
        parameters["siting"]["budget"] = study.siting.budget;
    }
    parameters["report"] = {{"gaps", study.report.gaps}};
    return parameters;
}

ordered_json inputs_of(const RunResult& result) {
    ordered_json inputs = ordered_json::array();
    for (const InputSummary& input : result.inputs) {
        ordered_json entry;
        entry["id"] = input.id;
        entry["what"] = text(input.what);
        entry["file"] = input.file;
        entry["as_of"] = input.as_of;
        entry["encoding"] = input.encoding;
        entry["read"] = input.counts.read;
        entry["used"] = input.counts.used;
        entry["rejected"] = input.counts.rejected;
        entry["outside"] = input.counts.outside;
        entry["left_out"] = input.counts.left_out;
        entry["joined"] = input.counts.joined;
        entry["unplaced"] = input.counts.unplaced;
        entry["repaired"] = input.counts.repaired;
        ordered_json facts = ordered_json::array();
        for (const auto& [what, value] : input.facts) {
            facts.push_back({{"what", text(what)}, {"value", value}});
        }
        entry["facts"] = std::move(facts);
        inputs.push_back(std::move(entry));
    }
    return inputs;
}

ordered_json issues_of(const RunResult& result) {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (const Issue& issue : result.issues) {
        counts[{name_of(issue.kind), issue.code}] += issue.count;
    }
    ordered_json issues = ordered_json::array();
    for (const auto& [key, count] : counts) {
        issues.push_back({{"kind", key.first}, {"code", key.second}, {"count", count}});
    }
    return issues;
}

ordered_json files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path relative = entry.path().lexically_relative(folder);
        if (entry.is_regular_file() && *relative.begin() != "workspace" && relative != "run.json") {
            files.push_back(relative);
        }
    }
    std::sort(files.begin(), files.end());
    ordered_json list = ordered_json::array();
    for (const fs::path& file : files) {
        list.push_back({{"name", file.generic_string()},
                        {"size", fs::file_size(folder / file)},
                        {"sha256", sha256_of_file(folder / file)}});
    }
    return list;
}

} // namespace

void write_run_record(const StudyFile& study, const Fingerprints& prints, const RunResult& result,
                      const fs::path& folder) {
    ordered_json record;
    record["program"] = {{"name", "todoku"}, {"version", program_version()}};
    record["study"] = {{"name", study.name},
                       {"title", study.title},
                       {"synthetic", study.synthetic},
                       {"file", study.file.filename().string()},
                       {"sha256", sha256_of_file(study.file)}};
    if (study.synthetic) {
        record["stamp"] = "模擬データ";
    }
    record["parameters"] = parameters_of(study);
    record["inputs"] = inputs_of(result);
    ordered_json checksums = ordered_json::array();
    for (const InputChecksum& input : prints.inputs) {
        checksums.push_back({{"id", input.role},
                             {"file", input.file},
                             {"size", input.bytes},
                             {"sha256", input.sha256}});
    }
    record["input_files"] = std::move(checksums);
    record["issues"] = issues_of(result);
    ordered_json carriers = ordered_json::array();
    for (const CarrierOutcome& carrier : result.carriers) {
        carriers.push_back({{"carrier", carrier.carrier},
                            {"population", carrier.population},
                            {"covered_5g", carrier.covered},
                            {"gaps", carrier.gaps},
                            {"sites", carrier.sites},
                            {"newly_covered", carrier.plan_gain},
                            {"upper_bound", carrier.plan_upper_bound}});
        if (carrier.share_range) {
            carriers.back()["share_5g_low"] = carrier.share_range->low;
            carriers.back()["share_5g_high"] = carrier.share_range->high;
        }
    }
    record["carriers"] = std::move(carriers);
    ordered_json steps = ordered_json::array();
    for (const StepOutcome& outcome : result.steps) {
        steps.push_back({{"step", name_of(outcome.step)},
                         {"fingerprint", prints.of(outcome.step)},
                         {"reused", outcome.reused},
                         {"seconds", outcome.seconds}});
    }
    record["steps"] = std::move(steps);
    record["files"] = files_below(folder);
    write_file_atomically(folder / "run.json", record.dump(2) + "\n");
}

bool is_complete(const fs::path& folder, const std::string& report_fingerprint) {
    std::ifstream in(folder / "run.json", std::ios::binary);
    const auto record = nlohmann::json::parse(in, nullptr, false);
    if (!record.is_object() || !record.contains("steps") || !record.contains("files")) {
        return false;
    }
    const bool same = std::any_of(record["steps"].begin(), record["steps"].end(),
                                  [&](const nlohmann::json& step) {
                                      return step.value("step", "") == name_of(Step::Report) &&
                                             step.value("fingerprint", "") == report_fingerprint;
                                  });
    return same && std::all_of(record["files"].begin(), record["files"].end(),
                               [&](const nlohmann::json& file) {
                                   std::error_code error;
                                   const auto size =
                                       fs::file_size(folder / file.value("name", ""), error);
                                   return !error && size == file.value("size", std::uintmax_t{0});
                               });
}

Text counted_otherwise(const StudyFile& study, const std::filesystem::path& folder) {
    std::ifstream in(folder / "run.json", std::ios::binary);
    const ordered_json record = ordered_json::parse(in, nullptr, false);
    if (!record.is_object() || !record.contains("parameters")) {
        return {};
    }
    const ordered_json& before = record["parameters"];
    const ordered_json now = parameters_of(study);
    std::vector<std::string> ja;
    std::vector<std::string> en;
    for (const auto& [key, words] :
         {std::pair("mesh", Text{"メッシュ", "mesh"}),
          std::pair("census", Text{"国勢調査", "census"}),
          std::pair("rule", Text{"エリア内とする数え方", "rule"}),
          std::pair("border_cells", Text{"市町村の境のメッシュの分け方", "cells on borders"})}) {
        if (before.contains(key) && before[key] != now[key]) {
            ja.push_back(words.ja);
            en.push_back(words.en);
        }
    }
    if (ja.empty()) {
        return {};
    }
    return {
        fmt::format("前の結果と{}が違います。要望の記録（register）の整備状況の変化には、数え方の違"
                    "いによるものが含まれます。",
                    fmt::join(ja, "・")),
        fmt::format("The results before were counted otherwise ({}): some changes of state in the "
                    "register come of that, not of anything built.",
                    fmt::join(en, ", "))};
}

} // namespace todoku::study
