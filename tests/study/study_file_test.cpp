#include "core/encoding.hpp"
#include "core/error.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <algorithm>

using todoku::test::replaced;
using namespace todoku;
using namespace todoku::study;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

/// The English message of the error that reading a changed study file ends with.
template <class Expected>
std::string error_after(const std::string& from, const std::string& to) {
    TinyStudy tiny;
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], from, to);
    const TemporaryFolder folder;
    const auto file = tiny.write(folder);
    try {
        static_cast<void>(read_study_file(file));
    } catch (const Expected& error) {
        CHECK_FALSE(error.message().ja.empty());
        return error.message().en;
    }
    FAIL("no error of the expected kind");
    return {};
}

} // namespace

TEST_CASE("A study file is read with paths relative to it and defaults filled in") {
    const TemporaryFolder folder;
    const auto file = TinyStudy().write(folder);
    const StudyFile study = read_study_file(file);
    CHECK(study.name == "tiny");
    CHECK(study.prefecture_ja() == "三重県");
    CHECK(study.synthetic);
    CHECK(study.mesh == domain::MeshLevel::M250);
    CHECK(study.municipalities.source.file == folder.path() / "municipalities.geojson");
    CHECK(study.municipalities.source.shown_as == "municipalities.geojson");
    REQUIRE(study.coverage.size() == 2);
    CHECK(study.coverage[0].technology == domain::Technology::Nr5gSub6);
    CHECK(study.coverage[0].confidential);
    CHECK(study.rules.majority);
    CHECK(study.rules.threshold == 0.5);
    CHECK(iso_date(study.as_of) == "2026-10-01");
    CHECK_FALSE(study.terrain);
}

TEST_CASE("A folder stands for the study.toml in it") {
    const TemporaryFolder folder;
    TinyStudy().write(folder);
    CHECK(read_study_file(folder.path()).name == "tiny");
}

TEST_CASE("An unknown key is an error that names line, section and the key that was meant") {
    const std::string message =
        error_after<InputError>("prefecture = 24", "prefecture = 24\nsintetic = true");
    CHECK_THAT(message, Catch::Contains("study.toml:5"));
    CHECK_THAT(message, Catch::Contains("[study] sintetic"));
    CHECK_THAT(message, Catch::Contains("\"synthetic\""));
}

TEST_CASE("An unknown section is an error too") {
    CHECK_THAT(error_after<InputError>("[radio]", "[sitting]\nsites = 1\n[radio]"),
               Catch::Contains("\"siting\""));
}

TEST_CASE("Values out of range say what may stand there") {
    CHECK_THAT(error_after<InputError>("prefecture = 24", "prefecture = 48"),
               Catch::Contains("from 1 to 47"));
    CHECK_THAT(error_after<InputError>("mesh = \"250m\"", "mesh = \"300m\""),
               Catch::Contains("250m 125m"));
    CHECK_THAT(error_after<InputError>("as_of = \"2026-10-01\"", "as_of = \"2026-13-01\""),
               Catch::Contains("date"));
    CHECK_THAT(error_after<InputError>("technology = \"5g-sub6\"", "technology = \"5G\""),
               Catch::Contains("5g-sub6"));
    CHECK_THAT(error_after<InputError>("synthetic = true", "synthetic = \"yes\""),
               Catch::Contains("true or false"));
    CHECK_THAT(error_after<InputError>("sites = 2", "sites = 0"), Catch::Contains("whole number"));
}

TEST_CASE("A needed key that is absent is named") {
    CHECK_THAT(error_after<InputError>("name = \"tiny\"\n", ""), Catch::Contains("[study] name"));
    CHECK_THAT(error_after<InputError>(
                   "population = { files = [\"population.csv\"], census = \"試験\" }\n", ""),
               Catch::Contains("population"));
}

TEST_CASE("Text that is no TOML is an input error with its line") {
    CHECK_THAT(error_after<InputError>("[grid]", "[grid"), Catch::Contains("study.toml:"));
}

TEST_CASE("A study name that could leave the output folder is refused") {
    CHECK_THAT(error_after<InputError>("name = \"tiny\"", "name = \"../tiny\""),
               Catch::Contains("folder name"));
    CHECK_THAT(error_after<InputError>("carrier = \"キャリアA\"", "carrier = \"../A\""),
               Catch::Contains("folder name"));
}

TEST_CASE("A pattern stands for the files it matches, by name") {
    TinyStudy tiny;
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "\"population.csv\"", "\"people/*.csv\"");
    tiny.files["people/b.csv"] = "";
    tiny.files["people/a.csv"] = "";
    tiny.files["people/.hidden.csv"] = "";
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    CHECK(study.population.shown_as == std::vector<std::string>{"people/a.csv", "people/b.csv"});
}

TEST_CASE("A missing study file says how to get one") {
    CHECK_THROWS_AS(read_study_file("/nowhere/study.toml"), InputError);
}

TEST_CASE("All unknown and missing keys and wrong values of a file are told in one go, by line") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text = replaced(text, "name = \"tiny\"\n", "nmae = \"tiny\"\n");
    text = replaced(text, "prefecture = 24", "prefecture = 99");
    text = replaced(text, "mesh = \"250m\"", "mesh = \"250m\"\nshore = 3");
    text = replaced(text, "technology = \"5g-sub6\"", "technologie = \"5g-sub6\"");
    text += "[sitting]\nsites = 1\n";
    const TemporaryFolder folder;
    const auto file = tiny.write(folder);
    try {
        static_cast<void>(read_study_file(file));
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK(error.exit_code() == ExitCode::UnusableInput);
        const std::string& said = error.message().en;
        CHECK(std::count(said.begin(), said.end(), '\n') == 6);
        CHECK_THAT(said, Catch::StartsWith("study.toml:1 [study] name: this key is needed"));
        CHECK_THAT(said, Catch::Contains("study.toml:2 [study] nmae: unknown key") &&
                             Catch::Contains("study.toml:4 [study] prefecture") &&
                             Catch::Contains("shore: unknown key") &&
                             Catch::Contains("[coverage] technology: this key is needed") &&
                             Catch::Contains("[coverage] technologie") &&
                             Catch::Contains("[sitting]: unknown key"));
        CHECK_THAT(error.message().ja,
                   Catch::Contains("[study] name: 必要な項目がありません。name = \"mie-2026\" "
                                   "のように書いてください。") &&
                       Catch::Contains("[coverage] technology: 必要な項目がありません。technology "
                                       "= \"5g-sub6\" のように書いてください。"));
    }
}

TEST_CASE("A study file in the encoding of old memo pads is told how to be saved, with its line") {
    TinyStudy tiny;
    const std::string utf8 = tiny.files["study.toml"];
    for (const std::string& bytes : {encode_cp932(utf8).bytes, std::string("\xFF\xFE[\0s\0", 6)}) {
        tiny.files["study.toml"] = bytes;
        const TemporaryFolder folder;
        const auto file = tiny.write(folder);
        try {
            static_cast<void>(read_study_file(file));
            FAIL("nothing was refused");
        } catch (const InputError& error) {
            CHECK_THAT(error.message().ja,
                       Catch::Contains("UTF-8で保存してください") && Catch::Contains("メモ帳"));
            CHECK_THAT(error.message().en, Catch::Contains("must be saved as UTF-8"));
        }
    }
    tiny.files["study.toml"] = "\xEF\xBB\xBF" + utf8; // what a memo pad writes as UTF-8
    const TemporaryFolder folder;
    CHECK(read_study_file(tiny.write(folder)).name == "tiny");
}

TEST_CASE("A path of Windows and a number too large are each told what to do") {
    const auto said = [](const std::string& from, const std::string& to) {
        TinyStudy tiny;
        tiny.files["study.toml"] = replaced(tiny.files["study.toml"], from, to);
        const TemporaryFolder folder;
        const auto file = tiny.write(folder);
        try {
            static_cast<void>(read_study_file(file));
        } catch (const InputError& error) {
            return error.message().ja;
        }
        return std::string();
    };
    for (const char* path : {R"("C:\Users\a.csv")", R"("D:\data\assets.csv")"}) {
        CHECK_THAT(
            said("\"assets.csv\"", path),
            Catch::Contains("Windowsのパスは \\ を / に替えるか、\" \" の代わりに ' ' で囲んで"
                            "ください。"));
    }
    CHECK_THAT(said("sites = 2", "sites = 99999999999999999999"),
               Catch::Contains("数が大きすぎて読めません。桁を確かめてください"));
}

TEST_CASE("A band preset that is none is told with those there are") {
    CHECK_THAT(error_after<InputError>("n257-small", "n999"),
               Catch::Contains("study.toml:30 [radio] presets: ") && Catch::Contains("n257-small"));
}

TEST_CASE("An output folder in a study's place is called by what it is") {
    const TemporaryFolder folder;
    folder.write("run.json", "{}");
    try {
        static_cast<void>(read_study_file(folder.path()));
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK_THAT(error.message().ja, Catch::Contains("run の出力フォルダ"));
        CHECK_THAT(error.message().en, Catch::Contains("output folder of run"));
    }
}

TEST_CASE("Another file given as the study file is called what it is not") {
    const TemporaryFolder folder;
    TinyStudy().write(folder);
    try {
        static_cast<void>(read_study_file(folder.path() / "assets.csv"));
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK(error.message().ja ==
              "assets.csv はスタディファイルではありません。study.toml か、それがある"
              "フォルダを指定してください。");
    }
}

TEST_CASE("A full-width sign where TOML wants a narrow one is named, with the line") {
    CHECK_THAT(error_after<InputError>("name = \"tiny\"", "name ＝ \"tiny\""),
               Catch::Contains("study.toml:2") && Catch::Contains("name ＝"));
    TinyStudy tiny;
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "name = ", "name ＝ ");
    const TemporaryFolder folder;
    const auto file = tiny.write(folder);
    try {
        static_cast<void>(read_study_file(file));
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK_THAT(error.message().ja, Catch::Contains("全角の「＝」"));
    }
}

TEST_CASE("Inputs say where they come from; gaps how they are cut; a request which template it "
          "fills") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text =
        replaced(text, "municipalities = { file = \"municipalities.geojson\" }",
                 "municipalities = { file = \"municipalities.geojson\", credit = \"国土数値情報\", "
                 "licence = \"CC BY 4.0\", as_of = \"2024-01-01\" }");
    text += "\n[gaps]\nmax_extent_km = 2.5\nleast_population = 3\n"
            "\n[[request]]\ncarrier = \"キャリアA\"\ntemplate = \"letters/own.docx\"\n";
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    CHECK(study.municipalities.origin.credit == "国土数値情報");
    CHECK(study.municipalities.origin.licence == "CC BY 4.0");
    CHECK(iso_date(study.municipalities.origin.as_of.value()) == "2024-01-01");
    CHECK(study.population.origin.credit.empty());
    CHECK(study.gaps.max_extent_km == 2.5);
    CHECK(study.gaps.least_population == 3.0);
    CHECK(study.requests.back().letter_template == folder.path() / "letters/own.docx");
}

TEST_CASE("Drive tests and restrictions say in the study file how they are to be read") {
    TinyStudy tiny;
    tiny.files["study.toml"] += R"(
[[measurement]]
files = ["drive.csv", "walk.csv"]
name = "走行調査"
carriers = { "A社" = "キャリアA" }
technologies = { "LTE B19" = "4g" }
fields = { rsrp = "受信電力" }
threshold_5g_dbm = -105
empty_is_out = true

[[restriction]]
name = "土砂災害"
file = "slides.shp"
special_code = "2"

[[restriction]]
name = "公園"
file = "parks.shp"
effect_field = "区分"
effects = { "甲" = "permit", "乙" = "none" }
zone_names = { "甲" = "第1種" }

[evidence]
min_samples = 30
threshold = 0.8
)";
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    REQUIRE(study.measurements.size() == 1);
    const MeasurementInput& drive = study.measurements[0];
    CHECK(drive.shown_as == std::vector<std::string>{"drive.csv", "walk.csv"});
    CHECK(drive.carrier_names.at("A社") == "キャリアA");
    CHECK(drive.technology_names.at("LTE B19") == domain::MeasuredTechnology::Lte4g);
    CHECK(drive.fields.at("rsrp") == "受信電力");
    CHECK(drive.threshold_4g_dbm == -110.0);
    CHECK(drive.threshold_5g_dbm == -105.0);
    CHECK(drive.empty_is_out);
    CHECK(study.evidence.min_samples == 30);
    CHECK(study.evidence.threshold == 0.8);
    REQUIRE(study.restrictions.size() == 2);
    CHECK_FALSE(study.restrictions[0].effect.has_value());
    CHECK(study.restrictions[0].special_code == "2");
    CHECK(study.restrictions[1].effects.at("甲") == domain::RestrictionEffect::Permit);
    CHECK_FALSE(study.restrictions[1].effects.at("乙").has_value());
    CHECK(study.restrictions[1].zone_names.at("甲") == "第1種");
    const auto files = named_files(study);
    CHECK(std::count_if(files.begin(), files.end(), [](const NamedFile& named) {
              return named.shown_as == "drive.csv" || named.shown_as == "walk.csv";
          }) == 2);
}

TEST_CASE("Wrong words for effects, technologies and codes are faults with their lines") {
    const std::string end = "[siting]";
    CHECK_THAT(error_after<InputError>(end, "[[restriction]]\nname = \"x\"\nfile = \"x.shp\"\n"
                                            "effects = { \"1\" = \"forbid\" }\n" +
                                                end),
               Catch::Contains("exclude permit notify penalty"));
    CHECK_THAT(error_after<InputError>(end, "[[restriction]]\nname = \"x\"\nfile = \"x.shp\"\n"
                                            "special_code = \"3\"\n" +
                                                end),
               Catch::Contains("special zone"));
    CHECK_THAT(error_after<InputError>(end, "[[measurement]]\nfile = \"m.csv\"\n"
                                            "technologies = { \"W\" = \"3g\" }\n" +
                                                end),
               Catch::Contains("4g 5g 5g-converted"));
    CHECK_THAT(error_after<InputError>(end, "[[measurement]]\nfile = \"m.csv\"\n"
                                            "threshold_4g_dbm = 110\n" +
                                                end),
               Catch::Contains("threshold_4g_dbm"));
}

TEST_CASE("Stations of a carrier that no coverage is of are refused with those known") {
    CHECK_THAT(error_after<InputError>("[siting]", "[[inputs.stations]]\nfile = \"s.csv\"\n"
                                                   "carrier = \"Z社\"\n"
                                                   "technology = \"5g-sub6\"\n[siting]"),
               Catch::Contains("study.toml:34 [inputs.stations] carrier: ") &&
                   Catch::Contains("Z社") && Catch::Contains("キャリアA"));
}

TEST_CASE("A section that stands beside [inputs] is not taken for a misspelt one in it") {
    CHECK_THAT(error_after<InputError>("[siting]", "[[inputs.restrictions]]\nfile = \"r.geojson\"\n"
                                                   "name = \"土砂\"\n[siting]"),
               Catch::Contains("write [[restriction]]") && !Catch::Contains("stations"));
}

TEST_CASE("Sheets that a ledger lists become ledgers of their own") {
    TinyStudy tiny;
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "file = \"assets.csv\"",
                                        "file = \"assets.csv\"\nlayer = [\"津市\", \"四日市市\"]");
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    REQUIRE(study.assets.size() == 2);
    CHECK(study.assets[0].layer == "津市");
    CHECK(study.assets[1].layer == "四日市市");
    CHECK(study.assets[0].files == study.assets[1].files);
}

TEST_CASE("Sheets of residents and measurements, and files of places, may be listed") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text = replaced(text, "files = [\"population.csv\"]",
                    "file = \"p.xlsx\", layer = [\"津\", \"松阪\"]");
    text += R"(
[[measurement]]
file = "m.xlsx"
layer = ["1日目", "2日目"]

[[inputs.places]]
kind = "school"
files = ["小学校.geojson", "中学校.geojson"]

[[restriction]]
name = "土砂災害"
files = ["北.shp", "南.shp"]
)";
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    CHECK(study.population.layers == std::vector<std::string>{"津", "松阪"});
    CHECK(study.measurements.at(0).sheets == std::vector<std::string>{"1日目", "2日目"});
    REQUIRE(study.places.size() == 2);
    CHECK(study.places[0].source.shown_as == "小学校.geojson");
    CHECK(study.places[1].kind == "school");
    CHECK(study.restrictions.size() == 2);
}

TEST_CASE("A study dated by a fiscal year is of its last day") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text = replaced(text, "as_of = \"2026-10-01\"", "as_of = \"令和8年度\"");
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    CHECK(iso_date(study.as_of) == "2027-03-31");
    CHECK(study.fiscal_year == "令和8年度");
    CHECK_THAT(error_after<InputError>("as_of = \"2026-10-01\"", "as_of = \"令和8年\""),
               Catch::Contains("study.toml:5 [study] as_of"));
}

TEST_CASE("Weights of scores: what is not named weighs nothing; wrong ones are told by key") {
    const auto refused = [](const std::string& keys) {
        return error_after<InputError>("[siting]", "[siting]\n" + keys);
    };
    CHECK_THAT(refused("weights = { residents = -1 }"),
               Catch::Contains("[siting.weights] residents") && Catch::Contains("from 0"));
    CHECK_THAT(refused("weights = { residents = 0 }"), Catch::Contains("all weights are 0"));
    CHECK_THAT(refused("weights = { resident = 1 }"), Catch::Contains("\"residents\""));
    CHECK_THAT(refused("method = \"electre\""), Catch::Contains("topsis"));
    CHECK_THAT(refused("method = \"lexicographic\""), Catch::Contains("order"));
    CHECK_THAT(refused("order = [\"residents\"]"), Catch::Contains("lexicographic"));
    CHECK_THAT(refused("references = { residents = [5, 5] }"),
               Catch::Contains("two different figures"));
    CHECK_THAT(refused("pairwise = [[\"residents\", \"fun\", 3]]"),
               Catch::Contains("no criterion \"fun\"") && Catch::Contains("cost_class"));
    CHECK_THAT(refused("pairwise = [[\"residents\", \"schools\", 3], [\"schools\", "
                       "\"clinics\", 3]]"),
               Catch::Contains("\"residents\" and \"clinics\" are not compared"));
    CHECK_THAT(refused("pairwise = [[\"residents\", 3]]"), Catch::Contains("a ratio each"));
    CHECK_THAT(refused("weights = { residents = 1 }\npairwise = [[\"residents\", \"schools\", 3]]"),
               Catch::Contains("not both"));
}
