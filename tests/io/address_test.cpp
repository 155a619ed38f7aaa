// Assets without coordinates, placed through MLIT's 位置参照情報.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace todoku;
using domain::PlacePrecision;

namespace {

// Headers as 24.0a and 19.0b have them; the places are made up.
const std::string kBlockHeader = "\"都道府県名\",\"市区町村名\",\"大字・丁目名\",\"小字・通称名\","
                                 "\"街区符号・地番\",\"座標系番号\","
                                 "\"Ｘ座標\",\"Ｙ座標\",\"緯度\",\"経度\",\"住居表示フラグ\","
                                 "\"代表フラグ\",\"更新前履歴フラグ\","
                                 "\"更新後履歴フラグ\"\r\n";
const std::string kTownHeader =
    "\"都道府県コード\",\"都道府県名\",\"市区町村コード\",\"市区町村名\",\"大字町丁目コード\","
    "\"大字町丁目名\",\"緯度\",\"経度\",\"原典資料コード\",\"大字・字・丁目区分コード\"\r\n";

std::string block(const std::string& city, const std::string& town, const std::string& small,
                  const std::string& number, double lat, double lng, int representative = 1,
                  int before = 0) {
    return fmt::format("\"三重県\",\"{}\",\"{}\",\"{}\",\"{}\",\"6\",\"-1.0\",\"2.0\",\"{:.6f}\","
                       "\"{:.6f}\",\"1\",\"{}\",\"{}\",\"0\"\r\n",
                       city, town, small, number, lat, lng, representative, before);
}

std::string town(const std::string& city, const std::string& name, double lat, double lng) {
    return fmt::format("\"24\",\"三重県\",\"24201\",\"{}\",\"242010001000\",\"{}\",\"{:.6f}\","
                       "\"{:.6f}\",\"1\",\"1\"\r\n",
                       city, name, lat, lng);
}

struct Lists {
    test::WrittenFiles files;
    io::AddressSource source;

    Lists() {
        add(files.write_cp932("24_2024.csv",
                              kBlockHeader + block("津市", "丸之内", "", "5", 34.718, 136.505) +
                                  block("津市", "丸之内二丁目", "", "5", 34.720, 136.510) +
                                  block("津市", "丸之内二丁目", "", "58", 34.721, 136.511) +
                                  block("津市", "広明町", "", "13", 34.700, 136.500, 0) +
                                  block("津市", "広明町", "", "13", 34.730, 136.508, 1) +
                                  block("津市", "一志町八太", "前田", "123", 34.650, 136.400) +
                                  block("津市", "一志町八太", "", "123", 34.660, 136.410) +
                                  block("津市", "南が丘三丁目", "", "1", 34.680, 136.490) +
                                  block("津市", "廃止町", "", "1", 34.1, 136.1, 1, 3) +
                                  block("度会郡南伊勢町", "五ケ所浦", "", "3057", 34.352, 136.699) +
                                  block("四日市市", "諏訪町", "", "1", 34.965, 136.624)));
        add(files.write_zip(
            "24000-19.0b.zip",
            {{"24_2024.csv",
              encode_cp932(kTownHeader + town("津市", "丸之内二丁目", 34.7205, 136.5105) +
                           town("津市", "美杉町太郎生", 34.45, 136.15) +
                           town("津市", "大里", 34.78, 136.47))
                  .bytes},
             {"META.xml", "<a/>"}}));
        source.prefecture = 24;
    }
    void add(const std::filesystem::path& file) {
        source.files.push_back(file);
        source.shown_as.push_back(file.filename().string());
    }
    [[nodiscard]] std::optional<io::AddressPlace> find(const std::string& address,
                                                       const std::string& municipality = "") const {
        return io::find_addresses(source, {{address, municipality}}).value.at(0);
    }
};

} // namespace

TEST_CASE("An address is placed at its block, however it is written") {
    const Lists lists;
    for (const char* address :
         {"三重県津市丸之内二丁目5番8号", "津市丸之内2丁目5-8", "津市丸の内２－５－８",
          "津市丸ノ内二丁目五番八号 市民会館3階", "三重県 津市 丸之内 2-5"}) {
        INFO(address);
        const auto place = lists.find(address);
        REQUIRE(place.has_value());
        CHECK(place->precision == PlacePrecision::Block);
        CHECK(place->place == geo::LatLng::from_degrees(34.720, 136.510));
        CHECK(place->matched == "丸之内二丁目5");
    }
    CHECK(lists.find("津市丸之内5番地")->place == geo::LatLng::from_degrees(34.718, 136.505));
    CHECK(lists.find("四日市市諏訪町1-5")->place == geo::LatLng::from_degrees(34.965, 136.624));
}

TEST_CASE("Of several points of one block the representative counts") {
    const Lists lists;
    CHECK(lists.find("津市広明町13番地")->place == geo::LatLng::from_degrees(34.730, 136.508));
}

TEST_CASE("A 小字 goes before the lot's number alone") {
    const Lists lists;
    CHECK(lists.find("津市一志町大字八太字前田123番地の4")->place ==
          geo::LatLng::from_degrees(34.650, 136.400));
    CHECK(lists.find("津市一志町八太123-4")->place == geo::LatLng::from_degrees(34.660, 136.410));
}

TEST_CASE("郡 and prefecture may be left out, ケ is ヶ") {
    const Lists lists;
    for (const char* address :
         {"三重県度会郡南伊勢町五ケ所浦3057", "度会郡南伊勢町五ヶ所浦3057番地",
          "南伊勢町五ケ所浦3057", "三重県南伊勢町五ヶ所浦３０５７"}) {
        INFO(address);
        REQUIRE(lists.find(address).has_value());
        CHECK(lists.find(address)->precision == PlacePrecision::Block);
    }
    io::AddressSource elsewhere = lists.source;
    elsewhere.prefecture = 23;
    CHECK_FALSE(io::find_addresses(elsewhere, {{"津市広明町13", ""}}).value[0].has_value());
    CHECK(io::find_addresses(elsewhere, {{"三重県津市広明町13", ""}}).value[0].has_value());
}

TEST_CASE("The ledger's municipality stands in where the address names none") {
    const Lists lists;
    CHECK_FALSE(lists.find("広明町13").has_value());
    CHECK(lists.find("広明町13", "津市")->precision == PlacePrecision::Block);
    CHECK(lists.find("津市広明町13", "津市")->precision == PlacePrecision::Block);
}

TEST_CASE("A lot with a branch is found however its parts are joined, and whatever stands behind") {
    Lists lists;
    lists.add(lists.files.write_cp932(
        "lots.csv", kBlockHeader + block("津市", "桜橋三丁目", "", "446", 34.730, 136.510) +
                        block("津市", "桜橋三丁目", "", "446-34", 34.731, 136.511) +
                        block("津市", "桜橋三丁目", "", "4460", 34.739, 136.519)));
    for (const char* address :
         {"津市桜橋３丁目４４６番地３４", "津市桜橋三丁目446番34号", "津市桜橋3丁目446-34 2階",
          "津市桜橋三－四四六－三四", "津市桜橋３丁目４４６番地の３４地先", "津市桜橋3-446-34外1筆",
          "津市（旧安濃津）桜橋3丁目446番34ほか", "津市桜橋3丁目446番34 12筆"}) {
        INFO(address);
        const auto place = lists.find(address);
        REQUIRE(place.has_value());
        CHECK(place->precision == PlacePrecision::Block);
        CHECK(place->matched == "桜橋三丁目446-34");
    }
    CHECK(lists.find("津市桜橋3丁目446番地外2筆")->matched == "桜橋三丁目446");
    CHECK(lists.find("津市桜橋3丁目446番340")->matched == "桜橋三丁目446");
    for (const char* town : {"津市桜橋三丁目地内", "津市桜橋3丁目44番地", "津市桜橋三丁目"}) {
        INFO(town);
        CHECK(lists.find(town)->precision == PlacePrecision::Town);
    }
}

TEST_CASE("Where the block is in no list the town stands for it, and says so") {
    const Lists lists;
    const auto named = lists.find("津市丸之内二丁目99番1号");
    REQUIRE(named.has_value());
    CHECK(named->precision == PlacePrecision::Town);
    CHECK(named->place == geo::LatLng::from_degrees(34.7205, 136.5105));
    const auto rural = lists.find("津市美杉町太郎生字小屋123");
    REQUIRE(rural.has_value());
    CHECK(rural->precision == PlacePrecision::Town);
    CHECK(rural->matched == "美杉町太郎生");
    // No list of towns has it: the middle of its blocks.
    const auto middle = lists.find("津市一志町八太999");
    REQUIRE(middle.has_value());
    CHECK(middle->precision == PlacePrecision::Town);
    CHECK_THAT(middle->place.lat(), Catch::Matchers::WithinAbs(34.655, 1e-9));
}

TEST_CASE("An address of another town is not placed in one whose name it begins with") {
    const Lists lists;
    CHECK_FALSE(lists.find("津市大里窪田町100").has_value());
    CHECK(lists.find("津市大里100").has_value());
    CHECK_FALSE(lists.find("津市丸之内養正町4-1").has_value());
    CHECK_FALSE(lists.find("津市").has_value());
    CHECK_FALSE(lists.find("").has_value());
    CHECK_FALSE(lists.find("津市廃止町1").has_value());
    // Lot 2 of 丸之内 is not its 二丁目; no such lot is listed.
    CHECK(lists.find("津市丸之内2番地5")->precision == PlacePrecision::Town);
    CHECK(lists.find("津市丸之内2番地5")->matched == "丸之内");
}

TEST_CASE("Rows of the lists are counted, broken ones listed") {
    Lists lists;
    lists.add(
        lists.files.write_cp932("broken.csv", kBlockHeader + "\"三重県\",\"津市\"\r\n" +
                                                  block("津市", "栄町", "", "1", 34.7, 136.5)));
    const auto found = io::find_addresses(lists.source, {{"津市栄町1-1", ""}});
    CHECK(found.counts.read == 16);
    CHECK(found.counts.used == 14);
    CHECK(found.counts.rejected == 2);
    CHECK(found.counts.outside == 1); // the row marked as deleted
    REQUIRE(found.issues.size() == 1);
    CHECK(found.issues[0].code == "address_row_unreadable");
    CHECK(found.issues[0].file == "broken.csv");
    CHECK(found.issues[0].row == 2);
    CHECK(found.encoding == "CP932");
}

TEST_CASE("A file that is no list of places is refused with what is wanted") {
    Lists lists;
    lists.add(lists.files.write("a.csv", "名称,緯度,経度\nA,34,136\n"));
    try {
        io::find_addresses(lists.source, {{"津市栄町1", ""}});
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK_THAT(error.message().ja, Catch::Matchers::Contains("a.csv") &&
                                           Catch::Matchers::Contains("位置参照情報") &&
                                           Catch::Matchers::Contains("名称, 緯度, 経度"));
    }
}
