// A study in shards: the bytes of one run, and what a person reads who does things out of order.
#include "support/catch.hpp"
#include "support/corner_study.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/result_files.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;
using Catch::Matchers::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// The corner study written and prepared.
struct PreparedStudy {
    TemporaryFolder folder;
    fs::path study = CornerStudy().write(folder);
    fs::path out = folder.path() / "out";
    fs::path shards = out / "workspace" / "shards";

    PreparedStudy() { REQUIRE(todoku({"prepare"}).code == 0); }

    /// A command on this study and this output folder.
    [[nodiscard]] Outcome todoku(std::vector<std::string> words,
                                 const std::vector<std::string>& more = {}) const {
        words.insert(words.end(), {study.string(), "-o", out.string()});
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    }
};

const char* const kAll = "5136,5137,5236,5237";

} // namespace

TEST_CASE("A study in shards gives every file of one run, in any order, groups and threads") {
    const PreparedStudy prepared;
    const fs::path whole = prepared.folder.path() / "whole";
    REQUIRE(
        run_todoku({"run", prepared.study.string(), "-o", whole.string(), "--threads", "2"}).code ==
        0);
    const Outcome first = prepared.todoku({"run"}, {"--mesh1", "5237,5136", "--threads", "1"});
    CHECK(first.code == 0);
    CHECK_THAT(first.out, Contains("残りの一次メッシュ: 5137,5236"));
    const Outcome second = prepared.todoku({"run"}, {"--mesh1", "5236,5137", "--threads", "2"});
    CHECK(second.code == 0);
    CHECK_THAT(second.out, Contains("todoku merge " + prepared.study.string()));
    const Outcome merged = prepared.todoku({"merge"}, {"--threads", "1"});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    CHECK(result_files(prepared.out) == result_files(whole));
    // Done is done: again, without shards, nothing is computed.
    const Outcome again = prepared.todoku({"merge"}, {"--json"});
    REQUIRE(again.code == 0);
    CHECK(json::parse(again.out)["steps"][1]["reused"] == true);
}

TEST_CASE("Shards measured elsewhere are joined from their files and folders") {
    const PreparedStudy prepared;
    const fs::path elsewhere = prepared.folder.path() / "elsewhere";
    fs::create_directories(elsewhere);
    REQUIRE(prepared.todoku({"run"}, {"--mesh1", kAll}).code == 0);
    for (const char* code : {"5136", "5137", "5236"}) {
        const std::string name = std::string("result-") + code + ".bin";
        fs::rename(prepared.shards / name, elsewhere / name);
    }
    const Outcome lacking = prepared.todoku({"merge"});
    CHECK(lacking.code == 2);
    CHECK_THAT(lacking.err, Contains("一次メッシュ 4 件のうち 3 件の結果がありません") &&
                                Contains("--mesh1 5136,5137,5236」を実行"));
    const Outcome merged = prepared.todoku(
        {"merge"}, {elsewhere.string(), (prepared.shards / "result-5237.bin").string()});
    INFO(merged.err);
    CHECK(merged.code == 0);
}

TEST_CASE("A shard that is named and not there is told") {
    const PreparedStudy prepared;
    const Outcome merged = prepared.todoku({"merge"}, {"no-such-folder"});
    CHECK(merged.code == 3);
    CHECK_THAT(merged.err, Contains("no-such-folder") && Contains("ありません"));
}

TEST_CASE("Shards work from prepared files alone and finished ones are kept") {
    const PreparedStudy prepared;
    for (const char* name :
         {"a.geojson", "b.geojson", "unknown.geojson", "population.csv", "assets.csv",
          "municipalities.geojson", "zones.geojson", "schools.csv"}) {
        fs::rename(prepared.folder.path() / name, prepared.folder.path() / "out" / name);
    }
    const Outcome first = prepared.todoku({"run"}, {"--mesh1", "5136", "--json"});
    INFO(first.err);
    REQUIRE(first.code == 0);
    CHECK(json::parse(first.out)["shards"][0]["reused"] == false);
    CHECK(json::parse(first.out)["shards"][0]["bytes"] ==
          fs::file_size(prepared.shards / "mesh-5136.bin"));
    const Outcome second = prepared.todoku({"run"}, {"--mesh1", "5136,5137", "--json"});
    REQUIRE(second.code == 0);
    CHECK(json::parse(second.out)["shards"][0]["reused"] == true);
    CHECK(json::parse(second.out)["shards"][1]["reused"] == false);
    CHECK(json::parse(second.out)["left"] == json({"5236", "5237"}));
    // A result cut short is none: it is measured again.
    fs::resize_file(prepared.shards / "result-5136.bin", 1000);
    const Outcome third = prepared.todoku({"run"}, {"--mesh1", "5136", "--json"});
    REQUIRE(third.code == 0);
    CHECK(json::parse(third.out)["shards"][0]["reused"] == false);
}

TEST_CASE("Before prepare, and for a mesh that is not the study's, what to do is told") {
    const TemporaryFolder folder;
    const std::string study = CornerStudy().write(folder).string();
    const std::string out = (folder.path() / "out").string();
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", study, "-o", out, "--mesh1", "5136"},
          {"merge", study, "-o", out}}) {
        const Outcome early = run_todoku(words);
        CHECK(early.code == 2);
        CHECK_THAT(early.err, Contains("先に「todoku prepare " + study + " -o " + out + "」"));
        std::vector<std::string> english = words;
        english.insert(english.end(), {"--lang", "en"});
        CHECK_THAT(run_todoku(english).err,
                   Contains("Run \"todoku prepare " + study + " -o " + out + "\" first"));
    }
    REQUIRE(run_todoku({"prepare", study, "-o", out}).code == 0);
    const Outcome unknown = run_todoku({"run", study, "-o", out, "--mesh1", "5136,5339"});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Contains("「5339」は、このスタディの一次メッシュではありません") &&
                                Contains("5136,5137,5236,5237"));
    CHECK_FALSE(fs::exists(fs::path(out) / "workspace/shards/result-5136.bin"));
    const Outcome both = run_todoku({"run", study, "-o", out, "--mesh1", "5136", "--from", "gaps"});
    CHECK(both.code == 2);
    CHECK_THAT(both.err, Contains("--mesh1 は --from"));
}

TEST_CASE("Prepared files of other inputs or settings are refused; prepare makes them anew") {
    const PreparedStudy prepared;
    const Outcome same = prepared.todoku({"prepare"}, {"--json"});
    REQUIRE(same.code == 0);
    CHECK(json::parse(same.out)["reused"] == true);
    CHECK(json::parse(same.out)["meshes"].size() == 4);
    REQUIRE(prepared.todoku({"run"}, {"--mesh1", kAll}).code == 0);
    const fs::path foreign = prepared.folder.path() / "foreign";
    fs::copy(prepared.shards, foreign);

    // Another input: told by its size where a shard runs, by its content where shards are merged.
    const std::string a = read_file(prepared.folder.path() / "a.geojson");
    prepared.folder.write("a.geojson", a + "\n");
    const Outcome stale = prepared.todoku({"run"}, {"--mesh1", "5136"});
    CHECK(stale.code == 2);
    CHECK_THAT(stale.err, Contains("今の入力や設定（または todoku の版）のものではありません") &&
                              Contains("todoku prepare"));
    prepared.folder.write("a.geojson", replaced(a, "[137.", "[136."));
    const Outcome moved = prepared.todoku({"merge"});
    CHECK(moved.code == 2);
    CHECK_THAT(moved.err, Contains("今の入力や設定"));
    prepared.folder.write("a.geojson", a);

    // Another setting.
    const std::string text = read_file(prepared.study);
    prepared.folder.write("study.toml", text + "\n[rules]\nthreshold = 0.75\n");
    CHECK(prepared.todoku({"run"}, {"--mesh1", "5136"}).code == 2);
    CHECK(prepared.todoku({"merge"}).code == 2);
    const Outcome anew = prepared.todoku({"prepare"}, {"--json"});
    REQUIRE(anew.code == 0);
    CHECK(json::parse(anew.out)["reused"] == false);
    CHECK_FALSE(fs::exists(prepared.shards / "result-5136.bin"));
    const Outcome other = prepared.todoku({"merge"}, {foreign.string()});
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Contains("一次メッシュ 5136") && Contains("別の prepare"));

    // What does not bear on coverage leaves the shards as they are.
    REQUIRE(prepared.todoku({"run"}, {"--mesh1", "5136"}).code == 0);
    prepared.folder.write("study.toml", replaced(text, "sites = 2", "sites = 1") +
                                            "\n[rules]\nthreshold = 0.75\n");
    const Outcome kept = prepared.todoku({"run"}, {"--mesh1", "5136", "--json"});
    REQUIRE(kept.code == 0);
    CHECK(json::parse(kept.out)["shards"][0]["reused"] == true);
}

TEST_CASE("Damaged files of shards are named, with what to do") {
    const PreparedStudy prepared;
    fs::create_directories(prepared.shards.parent_path() /
                           ".shards.partial"); // of a killed prepare
    REQUIRE(prepared.todoku({"run"}, {"--mesh1", kAll}).code == 0);
    std::string bytes = read_file(prepared.shards / "result-5137.bin");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
    prepared.folder.write("out/workspace/shards/result-5137.bin", bytes);
    const Outcome merged = prepared.todoku({"merge"});
    CHECK(merged.code == 3);
    CHECK_THAT(merged.err, Contains("result-5137.bin") && Contains("壊れているか"));

    fs::remove(prepared.shards / "result-5137.bin");
    prepared.folder.write("out/workspace/shards/mesh-5137.bin", "todoku mesh 1\n");
    const Outcome run = prepared.todoku({"run"}, {"--mesh1", "5137"});
    CHECK(run.code == 3);
    CHECK_THAT(run.err, Contains("mesh-5137.bin") && Contains("todoku prepare"));
    const Outcome again = prepared.todoku({"prepare"}, {"--json"});
    REQUIRE(again.code == 0);
    CHECK(json::parse(again.out)["reused"] == false);
    CHECK_FALSE(fs::exists(prepared.shards.parent_path() / ".shards.partial"));
    CHECK(prepared.todoku({"run"}, {"--mesh1", "5137"}).code == 0);
}
