// Costs, budgets and stations of a study, and what the cards say of them.
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

TinyStudy with_siting(const std::string& lines) {
    TinyStudy tiny;
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "sites = 2\n", lines);
    return tiny;
}

} // namespace

TEST_CASE("A plan within a budget costs no more, and the front tells people against cost") {
    // T-1 is no lower than 10 m and T-2 just as high; power and fibre are not known: class 3. The
    // height of T-3 is not known either: class 4.
    const TinyStudy tiny = with_siting("budget = 45\nclass_costs = [10, 20, 30, 40, 50]\n");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto candidates = rows_of(out / "tables/candidates.csv");
    const auto cost = [&](const char* id) {
        return row_where(candidates, {{"carrier", "キャリアA"}, {"asset_id", id}}).at("cost");
    };
    CHECK(cost("T-1") == "30");
    CHECK(cost("T-2") == "30");
    CHECK(cost("T-3") == "40");
    const auto plan = rows_of(out / "tables/plan.csv");
    CHECK(std::count_if(plan.begin(), plan.end(),
                        [](const auto& row) { return row.at("carrier") == "キャリアA"; }) == 1);
    const auto front = rows_of(out / "tables/pareto_front.csv");
    double before = 0.0;
    for (const auto& row : front) {
        if (row.at("carrier") != "キャリアA") {
            continue;
        }
        CHECK(std::stod(row.at("cost")) <= std::stod(row.at("budget")));
        CHECK(std::stod(row.at("newly_covered")) > before);
        CHECK(std::stod(row.at("upper_bound")) >= std::stod(row.at("newly_covered")));
        before = std::stod(row.at("newly_covered"));
    }
    CHECK(before > 0.0);
    CHECK(fs::exists(out / "tables/shared_plan.csv"));

    const std::string chosen =
        row_where(plan, {{"carrier", "キャリアA"}, {"rank", "1"}}).at("asset_id");
    const Outcome card = run_todoku({"explain", study.string(), chosen, "-o", out.string()});
    CHECK_THAT(card.out, Catch::Contains("費用は30です（計画の予算は45）") &&
                             Catch::Contains("単独で届く人の多い順（いま1番目）は") &&
                             Catch::Contains("順位を見るのに変えていないもの"));
    const auto json = nlohmann::json::parse(
        run_todoku({"explain", study.string(), chosen, "-o", out.string(), "--json"}).out);
    const auto& carrier = json["carriers"][0];
    CHECK(carrier["cost"] == 30);
    CHECK(carrier["standing"].is_string());
    CHECK(carrier["plan_without_it_at_most"].is_number());
    CHECK(carrier["order_alone_otherwise"].size() >= 3);

    // What if there were more money, or a number instead?
    const auto more = nlohmann::json::parse(
        run_todoku({"choose", study.string(), "--budget", "60", "-o", out.string(), "--json"}).out);
    CHECK(more[0]["cost"] == 60);
    CHECK(more[0]["plan_cost"] == 30);
    const auto two = nlohmann::json::parse(
        run_todoku({"choose", study.string(), "--sites", "2", "-o", out.string(), "--json"}).out);
    CHECK(two[0]["sites"].size() == 2);
    CHECK(
        run_todoku({"choose", study.string(), "--sites", "2", "--budget", "9", "-o", out.string()})
            .code == 2);
}

TEST_CASE("A budget that buys nothing is refused with the cheapest asset, and nothing is written") {
    const TinyStudy tiny = with_siting("budget = 2\n");
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", tiny.write(folder).string(), "-o", out.string()});
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains("予算 2 では") && Catch::Contains("T-1") &&
                             Catch::Contains("費用 3"));
    CHECK_FALSE(fs::exists(out / "tables"));
}

TEST_CASE("Keys of costs that contradict each other are told together") {
    const auto refused = [](const std::string& lines) {
        const TemporaryFolder folder;
        const Outcome outcome =
            run_todoku({"--lang", "en", "check", with_siting(lines).write(folder).string()});
        CHECK(outcome.code == 3);
        return outcome.err;
    };
    CHECK_THAT(refused("sites = 2\nbudget = 9\n"),
               Catch::Contains("choose sites (a number) or budget"));
    CHECK_THAT(refused("budget = 9\nphases = [1, 1]\n"), Catch::Contains("without phases"));
    CHECK_THAT(refused("class_costs = [1, 2, 3]\n"), Catch::Contains("needs five whole numbers"));
    CHECK_THAT(refused("class_costs = [1, 2, 3, 4, 4.5]\n"),
               Catch::Contains("needs five whole numbers"));
    CHECK_THAT(refused("station_separation_m = 300\n"),
               Catch::Contains("needs stations of a carrier"));
}

TEST_CASE(
    "A ledger's own costs are read where their column is named, in one unit with the classes") {
    TinyStudy tiny = with_siting("budget = 500\nclass_costs = [100, 200, 300, 400, 500]\n");
    std::string& ledger = tiny.files["assets.csv"];
    ledger = replaced(ledger, "市区町村コード\n", "市区町村コード,見積\n");
    ledger = replaced(ledger, ",12.5,242012\n", ",12.5,242012,450\n");
    ledger = replaced(ledger, ",１０ｍ,242047\n", ",１０ｍ,242047,一式\n");
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "owner = \"三重県\"\n",
                                        "owner = \"三重県\"\nfields = { cost = \"見積\" }\n");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto candidates = rows_of(out / "tables/candidates.csv");
    const auto cost = [&](const char* id) {
        return row_where(candidates, {{"carrier", "キャリアA"}, {"asset_id", id}}).at("cost");
    };
    CHECK(cost("T-1") == "450");
    CHECK(cost("T-2") == "300"); // 一式 is no figure: by its class, and told
    CHECK_THAT(run_todoku({"--lang", "en", "check", study.string(), "--all"}).out,
               Catch::Contains("Cannot be read as a cost"));

    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "class_costs = [100, 200, 300, 400, 500]\n", "");
    const TemporaryFolder other;
    const Outcome refused = run_todoku({"--lang", "en", "check", tiny.write(other).string()});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("class_costs") && Catch::Contains("same unit"));
}

TEST_CASE("A carrier's own stations keep its plan away, and others' stand among the criteria") {
    TinyStudy tiny = with_siting("sites = 2\nstation_separation_m = 100\n");
    tiny.files["stations.csv"] = fmt::format("名称,緯度,経度\n局,{},{}\n", TinyStudy::lat(3.3),
                                             TinyStudy::lng(1.3)); // where T-1 stands
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "[[coverage]]\ncarrier = \"キャリアA\"",
                 "[[inputs.stations]]\ncarrier = \"キャリアA\"\ntechnology = \"5g-sub6\"\n"
                 "file = \"stations.csv\"\n\n[[coverage]]\ncarrier = \"キャリアA\"");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto candidates = rows_of(out / "tables/candidates.csv");
    const auto row = [&](const char* carrier) {
        return row_where(candidates, {{"carrier", carrier}, {"asset_id", "T-1"}});
    };
    CHECK(row("キャリアA").at("own_station_m") == "0");
    CHECK(row("キャリアA").at("stations").empty()); // of no other carrier are stations known
    CHECK(row("キャリアB").at("own_station_m").empty());
    CHECK(row("キャリアB").at("stations") == "1");
    for (const auto& site : rows_of(out / "tables/plan.csv")) {
        CHECK_FALSE((site.at("carrier") == "キャリアA" && site.at("asset_id") == "T-1"));
    }
    CHECK_THAT(run_todoku({"explain", study.string(), "T-1", "-o", out.string()}).out,
               Catch::Contains("この事業者の基地局から0 mにあるため"));
}

TEST_CASE(
    "run says what more and fewer sites bring, which floors fail and which weights contradict, "
    "and the page draws it") {
    const TinyStudy tiny = with_siting(
        "sites = 1\nfloor_ratio = 1\n"
        "pairwise = [[\"residents\", \"schools\", 9], [\"schools\", \"cost_class\", 9], "
        "[\"residents\", \"cost_class\", 0.2]]\n");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"--lang", "en", "run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    CHECK_THAT(done.out, Catch::Contains("People newly reached, by the number of assets") &&
                             Catch::Contains("1 site 155 people (at most 155)") &&
                             Catch::Contains("2 sites 256 people (at most") &&
                             Catch::Contains("キャリアA: 津市 lacks") &&
                             Catch::Contains("no choice was found that keeps it") &&
                             Catch::Contains("The comparisons behind the weights contradict"));
    CHECK_THAT(read_file(out / "index.html"),
               Catch::Contains("資産の数と新たに届く人口") && Catch::Contains("class=\"line\""));
    CHECK_THAT(run_todoku({"--lang", "en", "check", study.string(), "--all"}).out,
               Catch::Contains("The comparisons behind the weights contradict"));
}

TEST_CASE("check lists comparisons that contradict each other, and those that agree not") {
    const auto noted = [](const std::string& last) {
        const TinyStudy tiny = with_siting(
            "sites = 1\npairwise = [[\"residents\", \"schools\", 2], [\"schools\", \"cost_class\", "
            "2], [\"residents\", \"cost_class\", " +
            last + "]]\n");
        const TemporaryFolder folder;
        const Outcome done = run_todoku({"check", tiny.write(folder).string(), "--json"});
        std::vector<nlohmann::json> found;
        const nlohmann::json checked = nlohmann::json::parse(done.out);
        for (const auto& issue : checked["issues"]) {
            if (issue["code"] == "weights_inconsistent") {
                found.push_back(issue);
            }
        }
        return found;
    };
    CHECK(noted("4").empty()); // twice twice
    const auto told = noted("0.25");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["kind"] == "noted");
    CHECK(told[0]["field"] == "[siting] pairwise");
    CHECK_THAT(told[0]["problem"]["ja"].get<std::string>(),
               Catch::Contains("重みの一対比較に食い違いがあります"));
}

TEST_CASE(
    "People by day, the distance to fibre and access for vehicles count where they are given") {
    TinyStudy tiny = with_siting("sites = 1\nbudget = 9\n");
    std::string people = "code,夜間人口,昼間人口\n";
    for (std::int32_t row = 0; row < 4; ++row) {
        for (std::int32_t column = 0; column < 8; ++column) {
            people += TinyStudy::cell(row, column).code() + ",16,48\n";
        }
    }
    tiny.files["day.csv"] = people;
    tiny.files["assets.csv"] = fmt::format(
        "ID,名称,種別,緯度,経度,高さ(m),電源,光回線,光回線までの距離(m),車両進入可否\n"
        "T-1,北小学校,学校,{},{},12.5,有,無,40,可\n"
        "T-2,中央公民館,公民館,{},{},10,有,,1.5km,不可\n",
        TinyStudy::lat(3.3), TinyStudy::lng(1.3), TinyStudy::lat(2.4), TinyStudy::lng(6.6));
    std::string& study_text = tiny.files["study.toml"];
    study_text = replaced(study_text, "sites = 1\n", "");
    study_text = replaced(study_text, "\n[[coverage]]\ncarrier = \"キャリアA\"",
                          "daytime = { files = [\"day.csv\"], population_field = \"昼間人口\" }\n"
                          "\n[[coverage]]\ncarrier = \"キャリアA\"");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto candidates = rows_of(out / "tables/candidates.csv");
    const auto row = [&](const char* id) {
        return row_where(candidates, {{"carrier", "キャリアA"}, {"asset_id", id}});
    };
    for (const char* id : {"T-1", "T-2"}) {
        CHECK(std::stod(row(id).at("newly_covered")) > 0.0);
        CHECK_THAT(std::stod(row(id).at("daytime")),
                   Catch::Matchers::WithinAbs(3.0 * std::stod(row(id).at("newly_covered")),
                                              3e-6)); // six places
    }
    CHECK(row("T-1").at("cost_class_most") == "1");
    CHECK(row("T-2").at("cost_class_least") == "4"); // 1, and 2 for the line, 1 for access
    CHECK(row("T-2").at("cost_class_most") == "4");
    const Outcome card = run_todoku({"explain", study.string(), "T-2", "-o", out.string()});
    CHECK_THAT(card.out, Catch::Contains("光回線まで1500mです") &&
                             Catch::Contains("工事の車両は入れません") &&
                             Catch::Contains("昼間の人口") &&
                             Catch::Contains("金額ではありません"));
    CHECK_THAT(read_file(out / "run.json"), Catch::Contains("day.csv"));
    CHECK_THAT(run_todoku({"check", study.string()}).out, Catch::Contains("昼間の人口"));
}

TEST_CASE("People by day need the name of their column") {
    TinyStudy tiny;
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "\n[[coverage]]\ncarrier = \"キャリアA\"",
                 "daytime = { files = [\"population.csv\"] }\n"
                 "\n[[coverage]]\ncarrier = \"キャリアA\"");
    const TemporaryFolder folder;
    const Outcome refused = run_todoku({"check", tiny.write(folder).string()});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("昼間の人口の列の名前を書いてください"));
}

TEST_CASE("The card says how firmly an asset stands in the plan") {
    const TinyStudy tiny = with_siting("sites = 1\n");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.string(), "-o", out.string()}).code == 0);
    const auto candidates = rows_of(out / "tables/candidates.csv");
    for (const auto& row : candidates) {
        if (row.at("standing").empty() || row.at("carrier") != "キャリアA") {
            continue;
        }
        const Outcome card = run_todoku(
            {"--lang", "en", "explain", study.string(), row.at("asset_id"), "-o", out.string()});
        INFO(card.out);
        const std::string sentence = row.at("standing") == "must-have" ? "It is a must-have"
                                     : row.at("standing") == "hard-to-replace"
                                         ? "It is hard to replace"
                                     : row.at("standing") == "tie" ? "It is a tie"
                                                                   : "It can be replaced";
        CHECK_THAT(card.out, Catch::Contains(sentence));
    }
}

TEST_CASE("A plan gives people up for people reached twice, and run tells the price") {
    TinyStudy tiny = with_siting("sites = 2\nbackup_within = 0.4\n");
    // A twin of T-1 a few steps beside it: what reaches its people again.
    tiny.files["assets.csv"] += fmt::format("T-4,北公民館,公民館,津市北町2,{},{},12.5,242012\n",
                                            TinyStudy::lat(3.3), TinyStudy::lng(1.5));
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    CHECK_THAT(done.out, Catch::Contains("キャリアA：二つ以上の資産から届く人を"));
    std::vector<std::string> chosen;
    double twice = 0.0;
    for (const auto& row : rows_of(out / "tables/plan.csv")) {
        if (row.at("carrier") == "キャリアA") {
            chosen.push_back(row.at("asset_id"));
            twice = std::stod(row.at("cumulative_twice"));
            CHECK(std::stod(row.at("plan_upper_bound")) >= std::stod(row.at("cumulative")));
        }
    }
    std::sort(chosen.begin(), chosen.end());
    CHECK(chosen == std::vector<std::string>{"T-1", "T-4"});
    CHECK(twice > 100.0);
    const TinyStudy both = with_siting("budget = 9\nbackup_within = 0.1\n");
    const TemporaryFolder other;
    CHECK_THAT(run_todoku({"check", both.write(other).string()}).err,
               Catch::Contains("budget とは一緒に使えません"));
}

TEST_CASE("A study of several bands tells what a station of each would bring at every asset") {
    TinyStudy tiny = with_siting("sites = 2\n");
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "presets = [\"n257-small\"]",
                                        "presets = [\"n77-small\", \"n28-macro\"]");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto bands = rows_of(out / "tables/reach_bands.csv");
    const auto reached = [&](const char* preset) {
        return std::stod(
            row_where(bands, {{"carrier", "キャリアA"}, {"asset_id", "T-1"}, {"preset", preset}})
                .at("newly_covered"));
    };
    const auto alone = row_where(rows_of(out / "tables/candidates.csv"),
                                 {{"carrier", "キャリアA"}, {"asset_id", "T-1"}});
    CHECK(reached("n77-small") == std::stod(alone.at("newly_covered")));
    CHECK(reached("n28-macro") >= reached("n77-small")); // lower, stronger and farther
    CHECK(reached("n28-macro") > 0.0);
    const Outcome card = run_todoku({"explain", study.string(), "T-1", "-o", out.string()});
    CHECK_THAT(card.out, Catch::Contains("の基地局なら、単独で"));
}
