#include "cli/shard_screen.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <vector>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

std::string printed(const ordered_json& json) {
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string arguments_of(const std::filesystem::path& study, const std::filesystem::path& output) {
    return study.string() + (output.empty() ? "" : " -o " + output.string());
}

std::string kilobytes(std::uint64_t bytes) {
    return with_thousands(std::ceil(static_cast<double>(bytes) / 1000.0)) + " kB";
}

} // namespace

std::string prepare_json(const study::PrepareResult& result) {
    ordered_json json;
    json["output"] = result.output.string();
    json["title"] = result.title;
    json["synthetic"] = result.synthetic;
    json["reused"] = result.reused;
    json["meshes"] = ordered_json::array();
    for (const study::PreparedMesh& mesh : result.meshes) {
        json["meshes"].push_back(
            {{"mesh1", mesh.code}, {"cells", mesh.cells}, {"bytes", mesh.bytes}});
    }
    json["issues"] = result.issues.size();
    return printed(json);
}

std::string shards_json(const study::ShardsResult& result) {
    ordered_json json;
    json["output"] = result.output.string();
    json["shards"] = ordered_json::array();
    for (const study::ShardOutcome& shard : result.shards) {
        json["shards"].push_back({{"mesh1", shard.code},
                                  {"seconds", shard.seconds},
                                  {"bytes", shard.bytes},
                                  {"reused", shard.reused}});
    }
    json["left"] = result.left;
    return printed(json);
}

std::string prepare_text(const study::PrepareResult& result, const std::filesystem::path& study,
                         const std::filesystem::path& output, const Terminal& terminal) {
    std::string text =
        (result.synthetic ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
        result.title + "\n\n";
    std::vector<std::vector<std::string>> rows = {{terminal.say({"一次メッシュ", "primary mesh"}),
                                                   terminal.say({"メッシュ数", "cells"}),
                                                   terminal.say({"大きさ", "size"})}};
    std::vector<std::string> codes;
    for (const study::PreparedMesh& mesh : result.meshes) {
        rows.push_back(
            {mesh.code, with_thousands(static_cast<double>(mesh.cells)), kilobytes(mesh.bytes)});
        codes.push_back(mesh.code);
    }
    text += table(rows, {false, true, true}) + "\n";
    if (result.reused) {
        text +=
            terminal.say({"入力も設定も変わっていないので、前に分けたものをそのまま使います。\n",
                          "Inputs and settings are as before: what was divided is kept.\n"});
    }
    text +=
        terminal.japanese()
            ? fmt::format("入力で気付いたこと: {}件（todoku check で見られます）\n",
                          result.issues.size())
            : fmt::format("issues of the inputs: {} (see todoku check)\n", result.issues.size());
    const std::string arguments = arguments_of(study, output);
    text += terminal.say({"次に（一次メッシュごとに別々の機械で動かせます）:\n",
                          "Next (each primary mesh may run on a machine of its own):\n"});
    text += fmt::format("  todoku run {} --mesh1 {}\n  todoku merge {}\n", arguments,
                        fmt::join(codes, ","), arguments);
    return text;
}

std::string shards_text(const study::ShardsResult& result, const std::filesystem::path& study,
                        const std::filesystem::path& output, const Terminal& terminal) {
    std::vector<std::vector<std::string>> rows;
    for (const study::ShardOutcome& shard : result.shards) {
        rows.push_back(
            {shard.code,
             shard.reused ? terminal.say({"前の結果を使用", "kept"}) : kilobytes(shard.bytes),
             fmt::format("{:.1f} {}", shard.seconds, terminal.say({"秒", "s"}))});
    }
    std::string text = table(rows, {false, true, true}) + "\n";
    const std::string arguments = arguments_of(study, output);
    text += result.left.empty() ? terminal.say({"すべての一次メッシュが済みました。次に:\n",
                                                "All primary meshes are done. Next:\n"}) +
                                      "  todoku merge " + arguments + "\n"
                                : terminal.say({"残りの一次メッシュ: ", "primary meshes left: "}) +
                                      fmt::format("{}\n", fmt::join(result.left, ","));
    return text;
}

} // namespace todoku::cli
