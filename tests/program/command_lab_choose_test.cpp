// lab choose: anyone's covering problem, solved, bounded and certified.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

using namespace todoku::test;

TEST_CASE("lab choose picks the sites that cover most together and proves it") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\nb,4\nc,3\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,b\ny,c\nz,c\n");
    const Outcome done =
        run_todoku({"lab", "choose", "--demand", demand.string(), "--covers", covers.string(),
                    "--sites", "2", "-o", (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    const auto json = nlohmann::json::parse(done.out);
    CHECK(json["objective"] == 12.0);
    CHECK(json["upper_bound"] == 12.0);
    CHECK(json["gap"] == 0.0);
    CHECK_THAT(read_file(folder.path() / "o.csv"),
               Catch::StartsWith("order,site,gain,cumulative\n1,x,9,9\n2,"));
}

TEST_CASE(
    "lab choose reads the rows of a site wherever they stand, shares, and pairs given twice") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,8\nb,4\nc,2\n");
    // x reaches half of a (the larger of two) and all of c; y all of b; z nobody.
    const auto covers =
        folder.write("c.csv", "site,demand,share\nz,a,0\nx,a,0.25\ny,b,1\nx,c,1\nz,b,0\nx,a,0.5\n");
    const Outcome done =
        run_todoku({"lab", "choose", "--demand", demand.string(), "--covers", covers.string(),
                    "--sites", "3", "-o", (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    CHECK(read_file(folder.path() / "o.csv") == "order,site,gain,cumulative\n1,x,6,6\n2,y,4,10\n");
    CHECK(nlohmann::json::parse(done.out)["objective"] == 10.0);
}

namespace {

using Covers = std::map<std::string, std::vector<std::string>>;

struct Summed {
    std::map<std::string, std::int64_t> one; ///< places, level, free, bound
    std::map<std::string, std::string> role;
    std::int64_t sum = 0;
    [[nodiscard]] double bound() {
        return std::ldexp(static_cast<double>(sum), static_cast<int>(-one["places"]));
    }
};

/// The sum of docs/methods/siting.md of a certificate of one stage, with nothing of the program's.
Summed summed(const std::string& certificate, const Covers& covered) {
    Summed found;
    std::map<std::string, std::int64_t> price;
    std::map<std::string, std::int64_t> cost;
    std::istringstream lines(certificate);
    std::string line;
    std::getline(lines, line);
    CHECK(line == "part,id,value,price,role");
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::string part, id, value, charged, what;
        std::getline(fields, part, ',');
        std::getline(fields, id, ',');
        std::getline(fields, value, ',');
        std::getline(fields, charged, ',');
        std::getline(fields, what, ',');
        if (part == "demand") {
            price[id] = std::stoll(charged);
            found.sum += std::stoll(value) - price[id];
        } else if (part == "site") {
            found.role[id] = what;
            cost[id] = std::stoll(value);
        } else {
            found.one[part] = std::stoll(value);
        }
    }
    found.sum += found.one["level"] * found.one["free"];
    for (const auto& [site, demands] : covered) {
        std::int64_t worth = 0;
        for (const std::string& name : demands) {
            worth += price[name];
        }
        if (found.role[site] == "free") {
            found.sum += std::max<std::int64_t>(0, worth - found.one["level"] * cost[site]);
        } else if (found.role[site] == "in") {
            found.sum += worth;
        }
    }
    return found;
}

} // namespace

TEST_CASE("lab choose writes a certificate that anyone can sum again") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\nb,4\nc,3\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,b\ny,c\nz,c\n");
    const auto certificate = folder.path() / "proof.csv";
    const Outcome done =
        run_todoku({"lab", "choose", "--demand", demand.string(), "--covers", covers.string(),
                    "--sites", "1", "--must-not", "z", "--certificate", certificate.string(), "-o",
                    (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    Summed proof =
        summed(read_file(certificate), {{"x", {"a", "b"}}, {"y", {"b", "c"}}, {"z", {"c"}}});
    CHECK(proof.role["z"] == "out");
    CHECK(proof.sum == proof.one["bound"]);
    const auto json = nlohmann::json::parse(done.out);
    CHECK(json["certified_bound"].get<double>() <= proof.bound());
    CHECK(proof.bound() < 10.0); // 9 is the best: rounded down it is proved
    CHECK(json["certified_bound"] == 9.0);
}

TEST_CASE("The certificate of a target proves that one site (or unit of cost) less does not do") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\nb,4\nc,3\nd,2\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,b\ny,c\nz,c\nz,d\n");
    const Covers covered = {{"x", {"a", "b"}}, {"y", {"b", "c"}}, {"z", {"c", "d"}}};
    const auto costs = folder.write("costs.csv", "site,cost\nx,2\ny,1\nz,3\n");
    const auto certificate = folder.path() / "proof.csv";
    const auto choose = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {"lab",
                                          "choose",
                                          "--demand",
                                          demand.string(),
                                          "--covers",
                                          covers.string(),
                                          "--certificate",
                                          certificate.string(),
                                          "-o",
                                          (folder.path() / "o.csv").string()};
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    };
    const Outcome sites = choose({"--target", "13"}); // x and z: 14; one alone: 9
    INFO(sites.err);
    REQUIRE(sites.code == 0);
    const auto told = nlohmann::json::parse(sites.out);
    CHECK(told["proved_least"] == 2);
    CHECK(told["certified_budget"] == 1);
    Summed proof = summed(read_file(certificate), covered);
    CHECK(proof.sum == proof.one["bound"]);
    CHECK(proof.one["free"] == 1);
    CHECK(proof.bound() < 13.0);

    const Outcome cheapest = choose({"--target", "14", "--costs", costs.string()});
    REQUIRE(cheapest.code == 0);
    const auto priced = nlohmann::json::parse(cheapest.out);
    CHECK(priced["cost"] == 5);
    const auto least = priced["proved_least"].get<std::int64_t>();
    CHECK(least > 1);
    CHECK(priced["certified_budget"] == least - 1);
    Summed dearer = summed(read_file(certificate), covered);
    CHECK(dearer.sum == dearer.one["bound"]);
    CHECK(dearer.bound() < 14.0);

    const Outcome none = choose({"--target", "20"}); // all three reach 14
    REQUIRE(none.code == 0);
    CHECK(nlohmann::json::parse(none.out)["proved_impossible"] == true);
    CHECK(summed(read_file(certificate), covered).bound() < 20.0);

    const Outcome one = choose({"--target", "9"});
    CHECK(one.code == 2);
    CHECK_THAT(one.err, Catch::Contains("証明書は書けません"));
}

TEST_CASE("lab choose keeps a budget, pairs and floors, and looks for the fewest") {
    const TemporaryFolder folder;
    const auto demand =
        folder.write("d.csv", "demand,weight,group\na,60,town\nb,40,town\nc,30,village\n");
    const auto covers = folder.write("c.csv", "site,demand\nbig,a\nbig,b\nsmall,a\nfar,c\n");
    const auto costs = folder.write("costs.csv", "site,cost\nbig,3\nsmall,2\nfar,2\n");
    const auto floors = folder.write("floors.csv", "group,least_share\nvillage,1\n");
    const auto apart = folder.write("apart.csv", "site,other\nsmall,far\n");
    const std::string out = (folder.path() / "o.csv").string();
    const auto choose = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {
            "--lang",        "en",       "lab",           "choose", "--demand",
            demand.string(), "--covers", covers.string(), "-o",     out};
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    };
    const Outcome budget = choose({"--budget", "4", "--costs", costs.string()});
    CHECK(budget.code == 0);
    CHECK(nlohmann::json::parse(budget.out)["objective"] == 100.0);
    CHECK(nlohmann::json::parse(budget.out)["cost"] == 3);
    CHECK(read_file(out) == "order,site,gain,cumulative\n1,big,100,100\n");

    const Outcome floor =
        choose({"--budget", "4", "--costs", costs.string(), "--floors", floors.string()});
    CHECK(nlohmann::json::parse(floor.out)["objective"] == 90.0);
    CHECK(nlohmann::json::parse(floor.out)["floors"][0]["covered"] == 30.0);

    const Outcome clash = choose({"--budget", "4", "--costs", costs.string(), "--floors",
                                  floors.string(), "--apart", apart.string()});
    CHECK(nlohmann::json::parse(clash.out)["objective"] == 30.0);

    const Outcome poor =
        choose({"--budget", "1", "--costs", costs.string(), "--floors", floors.string()});
    CHECK(poor.code == 0);
    CHECK(nlohmann::json::parse(poor.out)["reached"] == false);
    CHECK(nlohmann::json::parse(poor.out)["proved_impossible"] == true);
    CHECK_THAT(poor.err, Catch::Contains("\"village\" has 0 of its least 30"));

    const Outcome fewest = choose({"--target-share", "0.9"});
    CHECK(nlohmann::json::parse(fewest.out)["cost"] == 2);
    CHECK(nlohmann::json::parse(fewest.out)["proved_least"] == 2);

    const Outcome cheapest = choose({"--target", "90", "--costs", costs.string()});
    CHECK(nlohmann::json::parse(cheapest.out)["cost"] == 3);
}

TEST_CASE("lab choose refuses wishes that contradict each other, and rows it cannot use") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,60\n");
    const auto covers = folder.write("c.csv", "site,demand\nbig,a\n");
    const auto choose = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {"--lang",   "en",
                                          "lab",      "choose",
                                          "--demand", demand.string(),
                                          "--covers", covers.string(),
                                          "-o",       (folder.path() / "o.csv").string()};
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    };
    CHECK(choose({}).code == 2);
    CHECK(choose({"--sites", "1", "--budget", "2"}).code == 2);
    CHECK(choose({"--sites", "1", "--must", "nobody"}).code == 2);
    const auto zero = folder.write("zero.csv", "site,cost\nbig,0\n");
    const Outcome costs = choose({"--budget", "2", "--costs", zero.string()});
    CHECK(costs.code == 3);
    CHECK_THAT(costs.err, Catch::Contains("zero.csv line 2: cost 0 is not a whole number"));
    const auto floors = folder.write("floors.csv", "group,least\ntown,1\n");
    const Outcome groupless = choose({"--sites", "1", "--floors", floors.string()});
    CHECK(groupless.code == 3);
    CHECK_THAT(groupless.err, Catch::Contains("needs a column \"group\""));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "o.csv"));
}

TEST_CASE("lab choose names file and line of a demand that is not known") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,q\n");
    const Outcome done =
        run_todoku({"--lang", "en", "lab", "choose", "--demand", demand.string(), "--covers",
                    covers.string(), "--sites", "1", "-o", (folder.path() / "o.csv").string()});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("c.csv line 2: demand \"q\" is not in d.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "o.csv"));
}

TEST_CASE("lab choose tells what stays covered when a site fails, and a budget that buys nothing") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\nb,4\nc,3\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,b\ny,c\n");
    const auto costs = folder.write("costs.csv", "site,cost\nx,4\ny,3\n");
    const std::string out = (folder.path() / "o.csv").string();
    const Outcome twice = run_todoku({"lab", "choose", "--demand", demand.string(), "--covers",
                                      covers.string(), "--sites", "2", "--backup", "-o", out});
    CHECK(nlohmann::json::parse(twice.out)["covered_twice"] == 4.0);
    const Outcome poor =
        run_todoku({"--lang", "en", "lab", "choose", "--demand", demand.string(), "--covers",
                    covers.string(), "--costs", costs.string(), "--budget", "2", "-o", out});
    CHECK(poor.code == 0);
    CHECK_THAT(poor.err, Catch::Contains("buys nothing (the cheapest site costs 3)"));
    CHECK(read_file(out) == "order,site,gain,cumulative\n");
}

TEST_CASE("lab choose gives cover up for backup, within what is allowed, and tells the price") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,10\nb,9\nc,8\nd,1\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,c\ny,d\nz,b\nz,c\n");
    const std::string out = (folder.path() / "o.csv").string();
    const auto choose = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {
            "--lang",        "en",       "lab",           "choose", "--demand",
            demand.string(), "--covers", covers.string(), "-o",     out};
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    };
    const auto told = nlohmann::json::parse(
        choose({"--sites", "2", "--backup-within", "0.04"}).out); // 27 of 28 is 3.6 % less
    CHECK(told["objective"] == 27.0);
    CHECK(told["covered_twice"] == 9.0);
    CHECK(told["best_objective"] == 28.0);
    CHECK(told["best_covered_twice"] == 0.0);
    CHECK(told["upper_bound"] == 28.0);
    CHECK(read_file(out) == "order,site,gain,cumulative\n1,x,19,19\n2,z,8,27\n");
    const auto stays =
        nlohmann::json::parse(choose({"--sites", "2", "--backup-within", "0.03"}).out);
    CHECK(stays["objective"] == 28.0);
    const Outcome refused = choose({"--target", "20", "--backup-within", "0.03"});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("goes with --sites alone"));
}
