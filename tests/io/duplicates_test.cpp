// One asset in several ledgers.
#include "core/japanese.hpp"
#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <set>
#include <string>

using namespace todoku;
using domain::Asset;

namespace {

Asset asset(const std::string& id, const std::string& name, double metres_east,
            const std::string& source = "a.csv", std::int64_t row = 2) {
    Asset made;
    made.id = id;
    made.name = name;
    made.source = source;
    made.row = row;
    made.place =
        geo::LocalFrame(geo::LatLng::from_degrees(34.7, 136.5)).to_lat_lng({metres_east, 0.0});
    return made;
}

} // namespace

TEST_CASE("Same place and same name is one asset, filled from the later") {
    Asset first = asset("1", "津市立 南が丘小学校", 0);
    first.height_m = 12;
    Asset second = asset("E9", "津市立南が丘小学校", 29, "b.csv", 7);
    second.height_m = 99;
    second.floors = 4;
    second.address = "津市垂水";
    second.municipality = domain::GovernmentCode(24, 201);
    second.power = true;
    const auto joined = io::join_duplicates({first, second});
    REQUIRE(joined.value.size() == 1);
    CHECK(joined.value[0].id == "1");
    CHECK(joined.value[0].height_m == 12.0);
    CHECK(joined.value[0].floors == 4);
    CHECK(joined.value[0].address == "津市垂水");
    CHECK(joined.value[0].municipality == domain::GovernmentCode(24, 201));
    CHECK(joined.value[0].power == true);
    CHECK(joined.counts.read == 2);
    CHECK(joined.counts.used == 1);
    CHECK(joined.counts.rejected == 1);
    REQUIRE(joined.issues.size() == 1);
    CHECK(joined.issues[0].kind == IssueKind::Noted);
    CHECK(joined.issues[0].file == "b.csv");
    CHECK(joined.issues[0].row == 7);
    CHECK_THAT(joined.issues[0].problem.ja, Catch::Matchers::Contains("a.csv の 2 行目"));
}

TEST_CASE("Another name, another place or no name is another asset") {
    const auto joined =
        io::join_duplicates({asset("1", "A会館", 0), asset("2", "B会館", 0),
                             asset("3", "A会館", 31), asset("4", "", 0), asset("5", "", 0)});
    CHECK(joined.value.size() == 5);
    CHECK(joined.issues.empty());
}

TEST_CASE("A row of like-named poles 20 m apart does not melt into one") {
    std::vector<Asset> poles;
    for (int i = 0; i < 6; ++i) {
        poles.push_back(asset(std::to_string(i), "街路灯", 20.0 * i));
    }
    const auto joined = io::join_duplicates(poles);
    REQUIRE(joined.value.size() == 3);
    CHECK(joined.value[0].id == "0");
    CHECK(joined.value[1].id == "2");
    CHECK(joined.value[2].id == "4");
}

TEST_CASE("Ids become unique: the first keeps its own") {
    const auto joined =
        io::join_duplicates({asset("1", "A", 0, "a.csv", 2), asset("1", "B", 0, "b.csv", 2),
                             asset("b-2", "C", 0, "c.csv", 5), asset("1", "D", 0, "b.csv", 2)});
    REQUIRE(joined.value.size() == 4);
    CHECK(joined.value[0].id == "1");
    CHECK(joined.value[1].id == "b-2-2");
    CHECK(joined.value[2].id == "b-2");
    CHECK(joined.value[3].id == "b-2-3");
    CHECK(joined.issues.size() == 2);
}

TEST_CASE("Joining twice changes nothing more, keeps the order and loses no name") {
    CHECK(rc::check([] {
        std::vector<Asset> assets;
        const int count = *rc::gen::inRange(0, 40);
        std::set<std::string> names;
        for (int i = 0; i < count; ++i) {
            const std::string name(1, static_cast<char>('A' + *rc::gen::inRange(0, 4)));
            names.insert(name);
            assets.push_back(asset(std::to_string(*rc::gen::inRange(0, 20)), name,
                                   *rc::gen::inRange(0, 200), "a.csv", i));
        }
        const auto once = io::join_duplicates(assets);
        RC_ASSERT(once.counts.read == once.counts.used + once.counts.rejected);
        std::set<std::string> ids;
        std::set<std::string> left;
        for (std::size_t i = 0; i < once.value.size(); ++i) {
            RC_ASSERT(ids.insert(once.value[i].id).second);
            RC_ASSERT((i == 0 || once.value[i - 1].row < once.value[i].row));
            left.insert(once.value[i].name);
        }
        RC_ASSERT(left == names);
        const auto twice = io::join_duplicates(once.value);
        RC_ASSERT(twice.value.size() == once.value.size());
        RC_ASSERT(twice.issues.empty());
    }));
}
