// The certificate of lab choose with sites given up on the way, summed again with nothing of the
// program's: docs/methods/siting.md.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <vector>

using namespace todoku::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

__extension__ using Wide = __int128; // products of two 64-bit numbers

struct Stage {
    std::map<std::string, std::int64_t> one; ///< places, level, free, bound
    std::map<std::string, std::int64_t> price;
    std::int64_t kept_back = 0; ///< sum of weight less price
    std::vector<std::string> given_up;
};

struct Floor {
    std::int64_t owed = 0;
    std::int64_t multiplier = 0; ///< in units of 2^-20
};

struct Written {
    std::map<std::string, Floor> floors;
    std::map<std::string, std::int64_t> weights; ///< of the first stage
    std::vector<Stage> stages = {Stage{}};
    std::int64_t objective = 0;
    std::set<std::string> sites;
};

Written read_certificate(const std::string& text) {
    Written written;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::string part;
        std::string id;
        std::string value;
        std::string price;
        std::getline(fields, part, ',');
        std::getline(fields, id, ',');
        std::getline(fields, value, ',');
        std::getline(fields, price, ',');
        Stage& stage = written.stages.back();
        if (part == "stage") {
            written.stages.emplace_back();
        } else if (part == "demand") {
            stage.price[id] = std::stoll(price);
            stage.kept_back += std::stoll(value) - std::stoll(price);
            written.weights.emplace(id, std::stoll(value));
        } else if (part == "floor") {
            written.floors[id] = {std::stoll(value), std::stoll(price)};
        } else if (part == "site") {
            written.sites.insert(id);
        } else if (part == "given-up") {
            stage.given_up.push_back(id);
        } else if (part == "objective") {
            written.objective = std::stoll(value);
        } else {
            stage.one[part] = std::stoll(value);
        }
    }
    return written;
}

using Covers = std::map<std::string, std::vector<std::pair<std::string, double>>>;

/// The bound that the stages prove; checks every sum and every site given up.
double summed_again(const Written& written, const Covers& covered) {
    std::set<std::string> left = written.sites;
    const double known = std::ldexp(static_cast<double>(written.objective),
                                    static_cast<int>(-written.stages[0].one.at("places")));
    double bound = 0.0;
    for (const Stage& stage : written.stages) {
        const std::int64_t level = stage.one.at("level");
        std::map<std::string, std::int64_t> worth;
        std::int64_t sum = stage.kept_back + level * stage.one.at("free");
        for (const std::string& site : left) {
            for (const auto& [demand, share] : covered.at(site)) {
                const std::int64_t price = stage.price.at(demand);
                const auto part =
                    static_cast<std::int64_t>(std::floor(static_cast<double>(price) * share));
                worth[site] += share == 1.0 ? price : std::min(price, part + 1);
            }
            sum += std::max<std::int64_t>(0, worth[site] - level);
        }
        for (const auto& [group, floor] : written.floors) {
            sum -= floor.owed;
        }
        CHECK(sum == stage.one.at("bound"));
        const double unit = std::ldexp(1.0, static_cast<int>(-stage.one.at("places")));
        for (const std::string& site : stage.given_up) {
            const std::int64_t lacks = std::max<std::int64_t>(0, level - worth[site]);
            CHECK(static_cast<double>(sum - lacks) * unit <= known);
            left.erase(site);
        }
        bound = std::max(known, static_cast<double>(sum) * unit);
    }
    return bound;
}

} // namespace

TEST_CASE("A certificate with sites given up proves the bound that is stated") {
    // 4,000 places and 500 sites on a unit square, each of which serves parts of those nearby.
    std::mt19937 random(7);
    const auto uniform = [&random] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<std::pair<double, double>> places;
    std::string demands = "demand,weight\n";
    double weight = 0.0;
    for (int d = 0; d < 4000; ++d) {
        places.emplace_back(uniform(), uniform());
        const auto people = 1 + random() % 100;
        weight += static_cast<double>(people);
        demands += fmt::format("d{},{}\n", d, people);
    }
    std::string covers = "site,demand,share\n";
    Covers covered;
    for (int s = 0; s < 500; ++s) {
        const double x = uniform();
        const double y = uniform();
        const double radius = 0.05 + 0.05 * uniform();
        for (std::size_t d = 0; d < places.size(); ++d) {
            if (std::hypot(places[d].first - x, places[d].second - y) < radius) {
                const double share = 0.25 * static_cast<double>(1 + random() % 4);
                covers += fmt::format("s{},d{},{}\n", s, d, share);
                covered[fmt::format("s{}", s)].emplace_back(fmt::format("d{}", d), share);
            }
        }
    }
    const TemporaryFolder folder;
    const auto demand_file = folder.write("d.csv", demands);
    const auto covers_file = folder.write("c.csv", covers);
    const auto certificate = folder.path() / "proof.csv";
    std::size_t with_sites_given_up = 0;
    for (const char* sites : {"3", "5", "8", "12", "16", "20"}) {
        const Outcome done =
            run_todoku({"lab", "choose", "--demand", demand_file.string(), "--covers",
                        covers_file.string(), "--sites", sites, "--certificate",
                        certificate.string(), "-o", (folder.path() / "o.csv").string()});
        INFO(sites);
        REQUIRE(done.code == 0);
        const auto json = nlohmann::json::parse(done.out);
        const Written written = read_certificate(read_file(certificate));
        with_sites_given_up += written.stages.size() > 1 ? 1U : 0U;
        const double bound = summed_again(written, covered);
        CHECK_THAT(json["certified_bound"].get<double>(), WithinRel(bound, 1e-9));
        // Bounds that rest on rounded sums are raised by 10^-9 of all weight (siting.md).
        CHECK_THAT(json["upper_bound"].get<double>(), WithinAbs(bound, 1e-9 * weight + 1e-6));
        CHECK(json["certified_bound"].get<double>() >= json["objective"].get<double>());
    }
    CHECK(with_sites_given_up > 0); // else this says nothing of sites given up
}

TEST_CASE("A certificate with floors proves the bound of plans that keep them, or that none does") {
    // 40 x 20 places on a lattice, four groups side by side of 10 columns each; a site on every
    // second place serves all within two columns and rows. People live in the first group.
    std::string demands = "demand,weight,group\n";
    std::map<std::string, std::int64_t> weight;
    std::map<std::string, std::string> group;
    std::string covers = "site,demand\n";
    Covers covered;
    for (int x = 0; x < 40; ++x) {
        for (int y = 0; y < 20; ++y) {
            const std::string id = fmt::format("d{}-{}", x, y);
            weight[id] = x < 10 ? 50 + (x * 7 + y * 13) % 50 : 1 + (x + y) % 5;
            group[id] = fmt::format("g{}", x / 10);
            demands += fmt::format("{},{},{}\n", id, weight[id], group[id]);
            if (x % 2 != 0 || y % 2 != 0) {
                continue;
            }
            for (int dx = std::max(0, x - 2); dx <= std::min(39, x + 2); ++dx) {
                for (int dy = std::max(0, y - 2); dy <= std::min(19, y + 2); ++dy) {
                    covers += fmt::format("s{}-{},d{}-{}\n", x, y, dx, dy);
                    covered[fmt::format("s{}-{}", x, y)].emplace_back(fmt::format("d{}-{}", dx, dy),
                                                                      1.0);
                }
            }
        }
    }
    const TemporaryFolder folder;
    const auto demand_file = folder.write("d.csv", demands);
    const auto covers_file = folder.write("c.csv", covers);
    const auto certificate = folder.path() / "proof.csv";
    std::size_t raised = 0;
    const std::map<std::string, std::int64_t> least = {{"g2", 250}, {"g3", 150}};
    const auto floors_file = folder.write("f.csv", "group,least\ng2,250\ng3,150\n");
    for (const char* sites : {"2", "4", "8", "12"}) {
        INFO(sites);
        const Outcome done = run_todoku(
            {"lab", "choose", "--demand", demand_file.string(), "--covers", covers_file.string(),
             "--sites", sites, "--floors", floors_file.string(), "--certificate",
             certificate.string(), "-o", (folder.path() / "o.csv").string()});
        REQUIRE(done.code == 0);
        const auto json = nlohmann::json::parse(done.out);
        const Written written = read_certificate(read_file(certificate));
        REQUIRE(written.stages.size() == 1);
        REQUIRE(written.floors.size() == 2);
        const auto places = written.stages[0].one.at("places");
        const Wide unit = Wide{1} << places;
        for (const auto& [id, value] : written.weights) { // raised enough
            const auto floor = written.floors.find(group.at(id));
            const std::int64_t multiplier =
                floor == written.floors.end() ? 0 : floor->second.multiplier;
            const bool enough =
                (Wide{value} << 20) >= weight.at(id) * unit * ((1 << 20) + Wide{multiplier});
            CHECK(enough);
        }
        for (const auto& [name, floor] : written.floors) { // owed no more than the floor is worth
            const bool right = (Wide{floor.owed} << 20) <= least.at(name) * unit * floor.multiplier;
            CHECK(right);
            CHECK(floor.owed >= 0);
            raised += floor.multiplier > 0 ? 1U : 0U;
        }
        summed_again(written, covered); // checks the sum
        const double bound = std::ldexp(static_cast<double>(written.stages[0].one.at("bound")),
                                        static_cast<int>(-places));
        CHECK(json["certified_bound"].get<double>() == std::floor(bound));
        if (json["reached"].get<bool>()) {
            CHECK(json["certified_bound"].get<double>() >= json["objective"].get<double>());
            CHECK_THAT(json["certified_bound"].get<double>(),
                       WithinAbs(json["upper_bound"].get<double>(), 1.0)); // rounded multipliers
        } else {
            CHECK(json["proved_impossible"].get<bool>());
            CHECK(json["certified_bound"].get<double>() < 0.0); // no plan covers less than nothing
        }
    }
    CHECK(raised > 0); // else this says nothing of floors
}
