// Addresses as offices write them, and the one form they are compared in.
#include "domain/address_key.hpp"
#include "support/catch.hpp"

#include <string>

using namespace todoku;
using domain::address_key;

TEST_CASE("Numerals of every kind are one") {
    const std::string key = address_key("津市丸之内二丁目5番8号");
    for (const char* written : {"津市丸之内2丁目5番8号", "津市丸之内２丁目５番８号",
                                "津市丸の内二丁目五番八号", "津市丸ノ内２丁目５番８号",
                                "津市 丸之内 二丁目 ５番８号", "津市丸之内二丁目５番地８号"}) {
        INFO(written);
        CHECK(address_key(written) == key);
    }
    CHECK(key == "津市丸の内2-5_8_");
    CHECK(address_key("三十二番地") == "32_");
    CHECK(address_key("百二番地") == "102_");
    CHECK(address_key("一二三番地") == "123_");
    CHECK(address_key("千二百番地の三") == "1200_3");
    CHECK(address_key("0012番地") == "12_");
}

TEST_CASE("A postal code in front says nothing") {
    const std::string key = address_key("三重県津市栄町1丁目");
    for (const char* written :
         {"〒514-0004 三重県津市栄町1丁目", "〒５１４－０００４　三重県津市栄町１丁目",
          "〒5140004三重県津市栄町1丁目", "514-0004 三重県津市栄町1丁目",
          "郵便番号514-0004 三重県津市栄町1丁目", "〒 514-0004\n三重県津市栄町1丁目"}) {
        INFO(written);
        CHECK(address_key(written) == key);
    }
    CHECK(address_key("514-0004") == "514-4");
    CHECK(address_key("514-0004番地") == "514-4_");
    CHECK(address_key("514-0004イ") == "514-4イ");
}

TEST_CASE("Dashes of every kind between digits are one") {
    for (const char* written : {"2-5-8", "２－５－８", "2−5−8", "2‐5‐8", "2ー5ー8", "2―5―8",
                                "2の5の8", "2ノ5ノ8", "２–５–８"}) {
        INFO(written);
        CHECK(address_key(written) == "2-5-8");
    }
}

TEST_CASE("大字 and 字 say nothing, letters of one sound are one") {
    CHECK(address_key("一志町大字八太字前田123番地の3") == address_key("一志町八太前田123番地3"));
    CHECK(address_key("南ヶ丘") == address_key("南が丘"));
    CHECK(address_key("南ケ丘") == address_key("南ガ丘"));
    CHECK(address_key("櫻橋") == address_key("桜橋"));
    CHECK(address_key("三ツ木") == address_key("三ッ木"));
}

TEST_CASE("A town named by a numeral and the lot behind it stay two numbers") {
    CHECK(address_key("大字八123番地") == "8-123_");
    CHECK(address_key("八幡町23番地") != address_key("八幡町2丁目3番地"));
    CHECK(address_key("八幡町2番地3") != address_key("八幡町2丁目3"));
    CHECK(domain::address_part_key("丸之内二丁目") == "丸の内2");
    CHECK(domain::address_part_key("126番地") == "126");
    CHECK(address_key("").empty());
}
