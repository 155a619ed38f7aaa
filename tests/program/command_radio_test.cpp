// [radio] and terrain from the study file to the documents: what is told, refused and counted.
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <regex>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* kDegrees =
    R"(GEOGCS["JGD2011",DATUM["Japanese_Geodetic_Datum_2011",SPHEROID["GRS 1980",6378137,298.257222101]],)"
    R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","6668"]])";

/// Heights on a square of so many posts around the tiny study.
std::string heights(int side, double step, const std::string& value) {
    std::string text = fmt::format("ncols {0}\nnrows {0}\nxllcorner {1}\nyllcorner {2}\ncellsize "
                                   "{3}\nNODATA_value -9999\n",
                                   side, TinyStudy::lng(4.0) - side * step / 2.0,
                                   TinyStudy::lat(2.0) - side * step / 2.0, step);
    for (int i = 0; i < side * side; ++i) {
        text += value + ((i + 1) % side == 0 ? "\n" : " ");
    }
    return text;
}

/// The tiny study with one terrain file and these lines under [radio].
TinyStudy with(const std::string& terrain, const std::string& radio = "") {
    TinyStudy tiny;
    // Only assets that may be published are offered, and only these have a reach in the letter.
    std::string& assets = tiny.files["assets.csv"];
    assets = std::regex_replace(replaced(assets, "市区町村コード\n", "市区町村コード,公開可否\n"),
                                std::regex("(24[0-9]{4})\n"), "$1,可\n");
    std::string& study = tiny.files["study.toml"];
    if (!terrain.empty()) {
        tiny.files["t.asc"] = terrain;
        tiny.files["t.prj"] = kDegrees;
        study = replaced(study, "[inputs]\n", "[inputs]\nterrain = { files = [\"t.asc\"] }\n");
    }
    study = replaced(study, "presets = [\"n257-small\"]\n", "presets = [\"n77-small\"]\n" + radio);
    return tiny;
}

struct Run {
    TemporaryFolder folder;
    Outcome outcome;
    explicit Run(const TinyStudy& tiny)
        : outcome(run_todoku({"run", tiny.write(folder).string(), "-o", out().string()})) {}
    [[nodiscard]] fs::path out() const { return folder.path() / "out"; }
    /// Sum of a column of the candidates of all carriers.
    [[nodiscard]] double total(const std::string& column) const {
        double sum = 0.0;
        for (const auto& row : rows_of(out() / "tables/candidates.csv")) {
            sum += row.at(column).empty() ? 0.0 : std::stod(row.at(column));
        }
        return sum;
    }
};

std::string member(const fs::path& archive, const std::string& name) {
    return run_shell("unzip -p " + quoted(archive.string()) + " " + quoted(name)).out;
}

} // namespace

TEST_CASE("A study without a height where people live says so in every document") {
    // Without terrain, over nothing but voids, and by one post, between which nothing lies.
    const std::string terrain =
        GENERATE(std::string(), heights(60, 0.0005, "-9999"), heights(1, 0.1, "100"));
    const Run run(with(terrain));
    INFO(run.outcome.err);
    REQUIRE(run.outcome.code == 0);
    const std::string flat = "により平らな地面として計算";
    const fs::path package = run.out() / "packages/キャリアA";
    CHECK_THAT(read_file(run.out() / "index.html"),
               Catch::Contains(flat) &&
                   Catch::Contains("地形データがないため、電波の届く範囲は、"));
    CHECK_THAT(member(package / "要望書.docx", "word/document.xml"), Catch::Contains(flat));
    CHECK_THAT(run_shell("unzip -p " + quoted((package / "要望箇所一覧.xlsx").string())).out,
               Catch::Contains(flat));
    bool told = false;
    for (const auto& file : fs::directory_iterator(package)) {
        told = told || (file.path().extension() == ".txt" &&
                        read_file(file.path()).find(flat) != std::string::npos);
    }
    CHECK(told);
    CHECK_THAT(run.outcome.out, Catch::Contains("平らな地面として予測しました"));
    // Lines of a sheet break anywhere.
    std::string sheets =
        run_shell("pdftotext " + quoted((package / "5G未整備エリア図_市町村別.pdf").string()) +
                  " -")
            .out;
    std::erase(sheets, '\n');
    CHECK_THAT(sheets, Catch::Contains("平らな地面として予測しました"));
}

TEST_CASE("Over heights nothing of flat ground is said") {
    const Run run(with(heights(60, 0.0005, "30")));
    REQUIRE(run.outcome.code == 0);
    CHECK_THAT(read_file(run.out() / "index.html"),
               Catch::Contains("により地形を考慮して（建物・樹木は見込まずに）計算し") &&
                   !Catch::Contains("平らな地面"));
    CHECK_THAT(run.outcome.out, !Catch::Contains("平らな地面"));
}

TEST_CASE("The words on reach name what stands on the ground, and nothing in free space") {
    TinyStudy study = with(heights(60, 0.0005, "30"));
    study.files["things.asc"] = study.files.at("t.asc");
    study.files["things.prj"] = study.files.at("t.prj");
    std::string& toml = study.files["study.toml"];
    toml.insert(toml.find("[[coverage]]"), "clutter = { heights = [\"things.asc\"] }\n");
    const Run things(study);
    REQUIRE(things.outcome.code == 0);
    CHECK_THAT(read_file(things.out() / "index.html"),
               Catch::Contains("により地形と建物・樹木の高さを考慮して計算し"));
    toml.insert(toml.find("presets = "), "model = \"freespace\"\n");
    const Run space(study);
    REQUIRE(space.outcome.code == 0);
    CHECK_THAT(read_file(space.out() / "index.html"),
               Catch::Contains("により地形や建物にかかわらず計算し") &&
                   !Catch::Contains("考慮して計算"));
}

TEST_CASE("The keys of [radio] reach the figures and the words") {
    const Run plain(with(""));
    REQUIRE(plain.outcome.code == 0);
    CHECK(plain.total("newly_covered_indoors") > 0.0);
    CHECK(plain.total("newly_covered_indoors") < plain.total("newly_covered"));

    const Run less(with("", "threshold_dbm = -90\nantenna = \"sector\"\nbearings_deg = [90]\n"
                            "rain_mm_h = 30\nterminal_clutter = \"p2108\"\nindoor = \"none\"\n"));
    REQUIRE(less.outcome.code == 0);
    CHECK(less.total("newly_covered") < plain.total("newly_covered"));
    CHECK(less.total("newly_covered_indoors") == 0.0);
    const std::string page = read_file(less.out() / "index.html");
    for (const char* words : {"-90dBm", "1方向のセクタ（3GPP TR 38.901、チルト6度）",
                              "1時間30mmの雨でも", "ITU-R P.2108"}) {
        CHECK_THAT(page, Catch::Contains(words));
    }
    const Run wooded(with("", "woodland_m = 50\n"));
    REQUIRE(wooded.outcome.code == 0);
    CHECK(wooded.total("newly_covered") < plain.total("newly_covered"));
    CHECK_THAT(read_file(wooded.out() / "index.html"),
               Catch::Contains("端末の周りの林（50m、ITU-R P.833、24.0dB）を見込み"));

    const json record = json::parse(read_file(less.out() / "run.json"));
    CHECK(record["parameters"]["radio"]["threshold_dbm"] == -90.0);
    CHECK(record["parameters"]["radio"]["indoor"] == "none");
}

TEST_CASE("A broken antenna file is told by check with its line, and run refuses it") {
    TinyStudy tiny = with("", "antenna = \"a.msi\"\n");
    tiny.files["a.msi"] = "GAIN 17 dBi\nHORIZONTAL 2\n0 0\n180 twenty\n";
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const Outcome check = run_todoku({"check", study.string()});
    CHECK(check.code == 3);
    CHECK_THAT(check.out + check.err, Catch::Contains("アンテナのパターン") &&
                                          Catch::Contains("a.msi") && Catch::Contains("twenty"));
    CHECK(run_todoku({"run", study.string()}).code == 3);
}

TEST_CASE("What is taken of an antenna file is told by check") {
    TinyStudy tiny = with("", "antenna = \"a.msi\"\n");
    std::string cut;
    for (int degrees = 0; degrees < 360; ++degrees) {
        cut += fmt::format("{} 0\n", degrees);
    }
    tiny.files["a.msi"] =
        "NAME all around\nGAIN 17\nHORIZONTAL 360\n" + cut + "VERTICAL 360\n" + cut;
    const TemporaryFolder folder;
    const Outcome check = run_todoku({"check", tiny.write(folder).string(), "--all"});
    INFO(check.out);
    CHECK(check.code == 0);
    const std::size_t antenna = check.out.find("アンテナのパターン");
    REQUIRE(antenna != std::string::npos);
    CHECK_THAT(check.out.substr(antenna), Catch::Contains("dBd"));
}

TEST_CASE("lab reach says why there is no height under the site") {
    const TemporaryFolder folder;
    folder.write("void.prj", kDegrees);
    folder.write("ground.prj", kDegrees);
    folder.write("post.prj", kDegrees);
    const auto refusal = [&](const std::string& name, const std::string& text, double east) {
        const auto file = folder.write(name + ".asc", text);
        const Outcome done =
            run_todoku({"lab", "reach", "--terrain", file.string(), "--site",
                        fmt::format("{},{}", TinyStudy::lat(2.0), TinyStudy::lng(4.0) + east),
                        "--height-m", "20", "--radius-m", "500", "--f-ghz", "3.7", "-o",
                        (folder.path() / "o.tif").string()});
        CHECK(done.code == 3);
        CHECK_FALSE(fs::exists(folder.path() / "o.tif"));
        return done.err;
    };
    CHECK_THAT(refusal("void", heights(60, 0.0005, "-9999"), 0.0),
               Catch::Contains("void.asc") && Catch::Contains("欠測"));
    CHECK_THAT(refusal("ground", heights(60, 0.0005, "30"), 0.0152),
               Catch::Contains("ground.asc") && Catch::Contains("標高データの外です"));
    CHECK_THAT(refusal("post", heights(1, 0.02, "30"), 0.0),
               Catch::Contains("post.asc") && Catch::Contains("1×1点"));
}

TEST_CASE("lab reach doubts antennas on the ground, in the sky and in the sea, and odd heights") {
    const TemporaryFolder folder;
    const auto said = [&](const std::string& text, const char* height_m) {
        folder.write("t.prj", kDegrees);
        const auto file = folder.write("t.asc", text);
        const Outcome done =
            run_todoku({"lab", "reach", "--terrain", file.string(), "--site",
                        fmt::format("{},{}", TinyStudy::lat(2.0), TinyStudy::lng(4.0)),
                        "--height-m", height_m, "--radius-m", "500", "--f-ghz", "3.7", "--model",
                        "p526", "-o", (folder.path() / "o.tif").string()});
        CHECK(done.code == 0);
        CHECK(fs::exists(folder.path() / "o.tif"));
        return done.err;
    };
    const std::string ground = heights(60, 0.0005, "30");
    CHECK_THAT(said(ground, "20"), !Catch::Contains("--height-m") && !Catch::Contains("--site"));
    CHECK_THAT(said(ground, "0"), Catch::Contains("--height-m が0です"));
    CHECK_THAT(said(ground, "10000"), Catch::Contains("634 m"));
    CHECK_THAT(said(heights(60, 0.0005, "0"), "20"),
               Catch::Contains("ちょうど0 m") && Catch::Contains("--site"));
    CHECK_THAT(said(heights(60, 0.0005, "-99"), "20"),
               Catch::Contains("どこも-99 mちょうど") && Catch::Contains("a_nodata -99"));
}

TEST_CASE("A frequency outside a model's range names the models that know it") {
    const TemporaryFolder folder;
    folder.write("t.prj", kDegrees);
    const auto file = folder.write("t.asc", heights(60, 0.0005, "30"));
    const Outcome done = run_todoku({"lab", "reach", "--terrain", file.string(), "--site",
                                     fmt::format("{},{}", TinyStudy::lat(2.0), TinyStudy::lng(4.0)),
                                     "--height-m", "20", "--radius-m", "500", "--f-ghz", "28",
                                     "--model", "p1812", "-o", (folder.path() / "o.tif").string()});
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains("0.03〜6 GHz") &&
                             Catch::Contains("この周波数で使えるモデル: "
                                             "freespace") &&
                             Catch::Contains("p526"));
}
