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
    REQUIRE(joined.issues.size() == 2);
    CHECK(joined.issues[1].code == "asset_values_differ");
    CHECK(joined.issues[0].kind == IssueKind::Noted);
    CHECK(joined.issues[0].file == "b.csv");
    CHECK(joined.issues[0].row == 7);
    CHECK_THAT(joined.issues[0].problem.ja, Catch::Matchers::Contains("a.csv の 2 行目"));
}

TEST_CASE("Figures of two ledgers that differ are told when their assets are joined") {
    Asset first = asset("1", "北小学校", 0);
    first.height_m = 12;
    first.floors = 3;
    first.power = true;
    Asset second = asset("2", "北小学校（避難所）", 1, "b.csv", 7);
    second.height_m = 15;
    second.floors = 3;
    second.power = false;
    const auto joined = io::join_duplicates({first, second});
    REQUIRE(joined.value.size() == 1);
    CHECK(joined.value[0].height_m == 12.0);
    REQUIRE(joined.issues.size() == 2);
    CHECK(joined.issues[1].code == "asset_values_differ");
    CHECK(joined.issues[1].row == 7);
    CHECK(joined.issues[1].field == "高さ");
    CHECK(joined.issues[1].value == "15");
    CHECK(joined.issues[1].problem.ja ==
          "a.csv の 2 行目の「北小学校」と1件にまとめましたが、値が違"
          "います（高さ 12 と 15、電源 有 と 無）。");
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

TEST_CASE(
    "Across ledgers, names that differ by founder, width, letters or a remark are one thing") {
    const auto [name, other] = GENERATE(table<std::string, std::string>({
        {"津市立南が丘小学校", "南が丘小学校"},
        {"津市立南が丘小学校", "津市南ヶ丘小学校"},
        {"三重県立津高等学校", "津高等学校"},
        {"三重県津庁舎", "津庁舎"},
        {"南が丘 小学校", "南が丘小学校（指定避難所）"},
        {"南が丘小学校", "南が丘小学校（旧　南が丘中学校）"},
        {"(仮称)中央公民館", "中央公民館"},
        {"櫻橋会館", "桜橋会館"},
    }));
    INFO(name << " / " << other);
    const auto joined =
        io::join_duplicates({asset("1", name, 0), asset("2", other, 20, "b.csv", 9)});
    CHECK(joined.value.size() == 1);
    REQUIRE(joined.issues.size() == 1);
    CHECK(joined.issues[0].file == "b.csv");
    CHECK(joined.issues[0].row == 9);
    CHECK_THAT(joined.issues[0].problem.ja, Catch::Matchers::Contains("a.csv の 2 行目"));
}

TEST_CASE("Different things at one place stay apart, also across ledgers") {
    const auto [name, other] = GENERATE(table<std::string, std::string>({
        {"南が丘小学校", "南が丘小学校（体育館）"},
        {"南が丘小学校", "南が丘小学校グラウンド"},
        {"県営住宅1号棟", "県営住宅2号棟"},
        {"南が丘小学校", "南が丘中学校"},
        {"北町公園", "南町公園"},
        {"津市役所", "松阪市役所"},
    }));
    INFO(name << " / " << other);
    CHECK(io::join_duplicates({asset("1", name, 0), asset("2", other, 5, "b.csv")}).value.size() ==
          2);
}

TEST_CASE("A pole is not the school whose name it bears, nor a building the land under it") {
    Asset school = asset("1", "豊田小学校", 0);
    Asset pole = asset("2", "豊田小学校", 5, "b.csv");
    pole.kind = domain::AssetKind::Pole;
    CHECK(io::join_duplicates({school, pole}).value.size() == 2);
    Asset land = asset("3", "豊田小学校", 5, "b.csv");
    land.kind = domain::AssetKind::Land;
    CHECK(io::join_duplicates({school, land}).value.size() == 1); // both told by words only
    land.kind_stated = true;
    school.kind_stated = true;
    CHECK(io::join_duplicates({school, land}).value.size() == 2);
}

TEST_CASE("Rows of one ledger with one name and different figures are different buildings") {
    Asset first = asset("1", "県営住宅", 0);
    Asset second = asset("2", "県営住宅", 10);
    first.floors = 3;
    second.floors = 5;
    CHECK(io::join_duplicates({first, second}).value.size() == 2);
    second.source = "b.csv"; // another ledger may count otherwise
    CHECK(io::join_duplicates({first, second}).value.size() == 1);
}

TEST_CASE("An asset that one ledger keeps from publication is kept from it when joined") {
    Asset open = asset("1", "A会館", 0);
    Asset closed = asset("2", "A会館", 0, "b.csv");
    open.publishable = true;
    closed.publishable = false;
    CHECK(io::join_duplicates({open, closed}).value[0].publishable == false);
    CHECK(io::join_duplicates({closed, open}).value[0].publishable == false);
    closed.publishable.reset();
    CHECK(io::join_duplicates({closed, open}).value[0].publishable == true);
}

TEST_CASE("Any number of assets at one place are compared by name, not each with each") {
    constexpr int kMany = 100'000; // each with each would be 5,000,000,000 distances
    std::vector<Asset> assets;
    for (int i = 0; i < kMany; ++i) {
        assets.push_back(asset(std::to_string(i), "施設" + std::to_string(i / 2), 0, "a.csv", i));
    }
    const auto pairs = io::join_duplicates(assets);
    REQUIRE(pairs.value.size() == kMany / 2);
    CHECK(pairs.value[1].id == "2");
    CHECK(pairs.value.back().id == std::to_string(kMany - 2));
    for (Asset& one : assets) {
        one.name = "倉庫";
    }
    const auto joined = io::join_duplicates(assets);
    REQUIRE(joined.value.size() == 1);
    CHECK(joined.value[0].id == "0");
    CHECK(joined.counts.joined == kMany - 1);
}
