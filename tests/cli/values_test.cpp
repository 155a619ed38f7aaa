#include "cli/values.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::cli;

TEST_CASE("Numbers are whole words: nothing before, nothing after, nothing that is no number") {
    CHECK(number_word("3.5") == 3.5);
    CHECK(number_word("-0.25") == -0.25);
    CHECK(number_word("1e3") == 1000.0);
    CHECK(number_word("１２．５") == 12.5);
    for (const char* word :
         {"", "nan", "inf", "-inf", "1e999", "3m", "0x10", "1,000", "--3", " "}) {
        INFO(word);
        CHECK_FALSE(number_word(word));
    }
    CHECK(whole_word("42") == 42);
    for (const char* word : {"4.0", "1e9", "", "9223372036854775808", "x"}) {
        INFO(word);
        CHECK_FALSE(whole_word(word));
    }
}

TEST_CASE("A range takes its ends, but not an end it lies above") {
    CHECK_FALSE(refused("1", WholeRange{1, 3, {}}));
    CHECK_FALSE(refused("3", WholeRange{1, 3, {}}));
    CHECK(refused("0", WholeRange{1, 3, {}}));
    CHECK(refused("4", WholeRange{1, 3, {}}));
    CHECK_FALSE(refused("0", NumberRange{0.0, 1.0, false, {}}));
    CHECK(refused("0", NumberRange{0.0, 1.0, true, {}}));
    CHECK(refused("-0.1", NumberRange{0.0, 1.0, false, {}}));
    CHECK(refused("nan", NumberRange{0.0, 1.0, false, {}}));
    CHECK_THAT(refused("5", NumberRange{0.0, 1.0, true, {"秒", "s"}})->en,
               Catch::Contains("a number over 0 and up to 1 s") && Catch::Contains("\"5\""));
}

TEST_CASE("A word that is no choice is told the choices and the likeliest of them") {
    const std::vector<std::string> formats = {"csv", "geojson", "gpkg"};
    CHECK_FALSE(refused("gpkg", formats));
    const auto problem = refused("geojosn", formats);
    REQUIRE(problem);
    CHECK_THAT(problem->ja, Catch::Contains("csv geojson gpkg") &&
                                Catch::Contains("「geojson」ではありませんか"));
}

TEST_CASE("A place is latitude, then longitude; the other way round is told so") {
    const auto place = place_word("34.73,136.51");
    REQUIRE(place.value);
    CHECK(place.value->lat == 34.73);
    CHECK(place.value->lng == 136.51);
    CHECK(place_word("３４．７３，１３６．５１").value);
    CHECK(place_word("-34.5, -58.4").value);
    CHECK_THAT(place_word("136.51,34.73").problem.en,
               Catch::Contains("swapped") && Catch::Contains("34.73,136.51"));
    CHECK_THAT(place_word("136.51,34.73").problem.ja, Catch::Contains("逆"));
    for (const char* word :
         {"", "nan,nan", "34.73", "34.73,136.51,3", "34.73,", "200,300", "34.73;136.51", "inf,0"}) {
        INFO(word);
        const auto parsed = place_word(word);
        CHECK_FALSE(parsed.value);
        CHECK_FALSE(parsed.problem.ja.empty());
    }
}

TEST_CASE("An area is west, south, east, north; another order is told what was meant") {
    const auto box = box_word("136.4,34.6,136.6,34.8");
    REQUIRE(box.value);
    CHECK(box.value->west == 136.4);
    CHECK(box.value->south == 34.6);
    CHECK(box.value->east == 136.6);
    CHECK(box.value->north == 34.8);
    for (const char* word : {"34.6,136.4,34.8,136.6",    // S,W,N,E
                             "136.6,34.8,136.4,34.6",    // corners exchanged
                             "136.4,34.8,136.6,34.6",    // north before south
                             "136.4,136.6,34.6,34.8"}) { // W,E,S,N
        INFO(word);
        const auto parsed = box_word(word);
        CHECK_FALSE(parsed.value);
        CHECK_THAT(parsed.problem.en, Catch::Contains("Did you mean 136.4,34.6,136.6,34.8?"));
    }
    for (const char* word : {"nan,0,1,1", "0,0,0,1", "-190,0,10,10", "0,-91,1,0", "1,2,3"}) {
        INFO(word);
        CHECK_FALSE(box_word(word).value);
    }
}

TEST_CASE("Primary meshes are four-digit codes with commas, each taken once") {
    CHECK(*primary_meshes_word("5136, 5236,5136").value ==
          std::vector<std::string>{"5136", "5236"});
    CHECK(*primary_meshes_word("５１３６，５２３６").value ==
          std::vector<std::string>{"5136", "5236"});
    for (const char* word : {"", "5136,", "513611", "513", "9999", "abc", "5136 5236"}) {
        INFO(word);
        CHECK_FALSE(primary_meshes_word(word).value);
    }
}
