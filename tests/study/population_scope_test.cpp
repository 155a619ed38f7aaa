// Which population files hold one prefecture's people, by their names.
#include "study/population_scope.hpp"
#include "support/catch.hpp"

using namespace todoku::study;

TEST_CASE("Names of e-Stat and 国土数値情報 tell a prefecture's file from a mesh's") {
    CHECK(prefecture_of_population_file("tblT001100S30.txt") == 30);
    CHECK(prefecture_of_population_file("tblT001141H24.zip") == 24);
    CHECK(prefecture_of_population_file("tblT001101H5130.txt") == 0);
    CHECK(prefecture_of_population_file("1km_mesh_2018_25.shp") == 25);
    CHECK(prefecture_of_population_file("500m_mesh_2024_24_GML.zip") == 24);
    CHECK(prefecture_of_population_file("250m_mesh_2024_24-shp.zip") == 24);
    CHECK(prefecture_of_population_file("1km_mesh_2024_SHP.zip") == 0);
    CHECK(prefecture_of_population_file("500m_mesh_suikei_2018_shape_13.zip") == 13);
    CHECK(prefecture_of_population_file("Mesh4_POP_24.shp") == 24);
    CHECK(prefecture_of_population_file("Mesh4_POP_00.shp") == 0);
    CHECK(prefecture_of_population_file("m500-17_24_GML.zip") == 24);
    CHECK(prefecture_of_population_file("m500-17_GML.zip") == 0);
    CHECK(prefecture_of_population_file("population.csv") == 0);
}

TEST_CASE("Files of another prefecture, or of a mesh among them, hold neighbours' people") {
    PopulationInput input;
    input.files = {"tblT001100S30.txt"};
    CHECK(holds_own_people_only(input, 30));
    CHECK_FALSE(holds_own_people_only(input, 24));
    input.files.emplace_back("tblT001101H5130.txt");
    CHECK_FALSE(holds_own_people_only(input, 30));
    input.people_of = PeopleOf::Prefecture;
    CHECK(holds_own_people_only(input, 30));
}
