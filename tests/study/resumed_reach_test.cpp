#include "core/error.hpp"
#include "study/run.hpp"
#include "support/catch.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>

#include <atomic>

using namespace todoku;
using namespace todoku::study;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

constexpr int kAssets = 600; // two parts and a piece

/// The tiny study with poles of different heights all over it.
TinyStudy study_of_many_poles() {
    TinyStudy study;
    std::string ledger = "ID,名称,種別,緯度,経度,高さ\n";
    for (int i = 0; i < kAssets; ++i) {
        ledger +=
            fmt::format("P-{},柱{},電柱,{},{},{}\n", i, i, TinyStudy::lat(0.05 + 0.13 * (i % 30)),
                        TinyStudy::lng(0.05 + 0.39 * (i / 30)), 8 + i % 7);
    }
    study.files["assets.csv"] = ledger;
    return study;
}

/// Asks to stop as Ctrl-C does, after so many sites.
class StopsAfter : public Progress {
public:
    explicit StopsAfter(std::int64_t sites) : left_(sites) {}
    ~StopsAfter() override { clear_stop(); }
    void begin(const Text& work, std::int64_t total) override {
        reach_ = work.ja.rfind("電波の到達範囲", 0) == 0;
        if (reach_) {
            told_ = work.ja;
            total_ = total;
        }
    }
    void advance(std::int64_t units) override {
        if (reach_ && (left_ -= units) == 0) {
            request_stop();
        }
    }
    [[nodiscard]] const std::string& told() const { return told_; }
    [[nodiscard]] std::int64_t total() const { return total_; }

private:
    std::atomic<std::int64_t> left_;
    std::atomic<bool> reach_{false};
    std::string told_;
    std::int64_t total_ = 0;
};

constexpr std::int64_t kNever = 1'000'000;

/// Up to the reach step.
RunRequest request_of(const fs::path& study, const fs::path& out) {
    RunRequest request;
    request.study = study;
    request.output = out;
    request.until = Step::Reach;
    request.threads = {2};
    return request;
}

std::vector<fs::path> files_of_reach(const fs::path& out, bool parts) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(out / "workspace")) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("reach-", 0) == 0 && (name.find("-part-") != std::string::npos) == parts) {
            files.push_back(entry.path());
        }
    }
    return files;
}

void interrupt(const RunRequest& request, std::int64_t after) {
    StopsAfter progress(after);
    REQUIRE_THROWS_AS(run(request, progress), Interrupted);
}

} // namespace

TEST_CASE("A reach that was interrupted goes on where it stopped, to the bytes of one in a piece") {
    const TemporaryFolder folder;
    const fs::path study = study_of_many_poles().write(folder);
    StopsAfter never(kNever);
    const RunRequest in_a_piece = request_of(study, folder.path() / "whole");
    CHECK(run(in_a_piece, never).steps.back().resumed_assets == 0);
    CHECK(never.told() == "電波の到達範囲の計算");
    CHECK(never.total() == kAssets);

    const RunRequest request = request_of(study, folder.path() / "out");
    interrupt(request, 300);
    CHECK(files_of_reach(request.output, true).size() == 1);
    CHECK(files_of_reach(request.output, false).empty());
    interrupt(request, 300); // in the last part, after the second
    CHECK(files_of_reach(request.output, true).size() == 2);

    StopsAfter last(kNever);
    CHECK(run(request, last).steps.back().resumed_assets == 512);
    CHECK(last.told() == "電波の到達範囲の計算（前回の続きから）");
    CHECK(last.total() == kAssets - 512);
    CHECK(files_of_reach(request.output, true).empty());
    const auto resumed = files_of_reach(request.output, false);
    const auto whole = files_of_reach(in_a_piece.output, false);
    REQUIRE(resumed.size() == 1);
    REQUIRE(whole.size() == 1);
    CHECK(read_file(resumed.front()) == read_file(whole.front()));
}

TEST_CASE("Parts of other settings, damaged parts and parts before --from are not used") {
    const TemporaryFolder folder;
    TinyStudy tiny = study_of_many_poles();
    const fs::path study = tiny.write(folder);
    RunRequest request = request_of(study, folder.path() / "out");
    interrupt(request, 300);
    const auto parts = files_of_reach(request.output, true);
    REQUIRE(parts.size() == 1);

    SECTION("other settings") {
        tiny.files["study.toml"] =
            replaced(tiny.files["study.toml"], "[radio]", "[radio]\nmodel = \"p526\"");
        tiny.write(folder);
        StopsAfter progress(kNever);
        CHECK(run(request, progress).steps.back().resumed_assets == 0);
        CHECK(progress.total() == kAssets);
        CHECK(files_of_reach(request.output, true) == parts);
    }
    SECTION("damaged") {
        fs::resize_file(parts.front(), fs::file_size(parts.front()) - 1);
        StopsAfter progress(kNever);
        CHECK(run(request, progress).steps.back().resumed_assets == 0);
        CHECK(progress.total() == kAssets);
    }
    SECTION("run anew") {
        request.from = Step::Reach;
        StopsAfter progress(kNever);
        CHECK(run(request, progress).steps.back().resumed_assets == 0);
        CHECK(progress.total() == kAssets);
    }
}
