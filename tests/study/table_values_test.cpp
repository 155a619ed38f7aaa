// How figures are rounded in tables for people.
#include "study/table_values.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::study;

namespace {

std::string shown(const char* field, io::Value value) {
    return table_text({field, io::FieldType::Real}, value);
}

} // namespace

TEST_CASE("Tables for people show what is known: no noise of sums, no trailing zeros") {
    CHECK(shown("covered", 4430.400000008871) == "4430.4");
    CHECK(shown("uncovered", 104.99999999997) == "105");
    CHECK(shown("population", 1770254.0) == "1770254");
    CHECK(shown("area_km2", 2.1221754628542717) == "2.122175");
    CHECK(shown("lost", -1e-9) == "0");
    CHECK(shown("rsrp_median_dbm", -102.5) == "-102.5");
    CHECK(shown("population", 20.0) == "20");
}

TEST_CASE("Degrees and shares of 1 keep nine decimals in tables") {
    CHECK(shown("lat", 34.22083333333333) == "34.220833333");
    CHECK(shown("lon", 136.0518230004) == "136.051823");
    CHECK(shown("ratio_old", 2.0 / 3.0) == "0.666666667");
    CHECK(shown("own_4g_share", 1.0) == "1");
    CHECK(shown("difference", -1.5e-7) == "-0.00000015");
}

TEST_CASE("Null, whole numbers and words stand in tables as they are") {
    CHECK(shown("population", {}).empty());
    CHECK(shown("cells", std::int64_t{120}) == "120");
    CHECK(shown("name", std::string("1.50")) == "1.50");
}
