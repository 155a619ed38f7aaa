#include "siting/core_search.hpp"
#include "support/catch.hpp"

using namespace todoku::siting;

TEST_CASE("A search looks at the sites that the relaxed choice takes, and at more when told to") {
    constexpr std::size_t kSites = 1000;
    std::vector<std::uint8_t> chosen(kSites, 0);
    std::vector<double> amounts(kSites, 0.0);
    std::vector<double> worths(kSites, 0.0);
    for (std::size_t s = 0; s < 10; ++s) {
        chosen[10 * s] = 1; // 0, 10, ..., 90
    }
    for (std::size_t s = 200; s < 300; ++s) {
        amounts[s] = 0.1;
    }
    for (std::size_t s = 700; s < kSites; ++s) {
        amounts[s] = 1e-6; // dust
        worths[s] = static_cast<double>(s);
    }
    const auto sites = sites_to_search(chosen, amounts, worths, 1);
    REQUIRE(sites.size() == 110);
    CHECK(sites[0] == 0);
    CHECK(sites[9] == 90);
    CHECK(sites[10] == 200);
    CHECK(sites.back() == 299);
    const auto more = sites_to_search(chosen, amounts, worths, 2);
    REQUIRE(more.size() == 210);
    CHECK(more[110] == 900); // the most worthy of the rest
    CHECK(more.back() == 999);
    CHECK(sites_to_search(chosen, amounts, worths, 16).size() == 310); // thirty for each chosen
    CHECK(sites_to_search({}, {}, {}, 1).empty());
}
