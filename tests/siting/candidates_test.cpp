// Which assets may be used: restrictions over places.
#include "siting/plan.hpp"
#include "support/catch.hpp"

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::Contains;
using domain::RestrictionEffect;
using geo::LatLng;

domain::Asset asset_at(double lat, double lng) {
    domain::Asset asset;
    asset.id = "A" + std::to_string(lat);
    asset.place = LatLng::from_degrees(lat, lng);
    return asset;
}

geo::Polygon square(double south, double west, double side) {
    return {{LatLng::from_degrees(south, west), LatLng::from_degrees(south, west + side),
             LatLng::from_degrees(south + side, west + side),
             LatLng::from_degrees(south + side, west)},
            {}};
}

domain::Restriction restriction(const std::string& name, RestrictionEffect effect,
                                std::vector<geo::Polygon> ground) {
    return {name, effect, "自然公園法", {std::move(ground)}};
}

} // namespace

TEST_CASE("An asset on barred ground is not usable and says why") {
    const std::vector<domain::Asset> assets{asset_at(34.5, 136.5), asset_at(34.9, 136.5)};
    const std::vector<domain::Restriction> restrictions{
        restriction("特別保護地区", RestrictionEffect::Exclude, {square(34.4, 136.4, 0.2)})};
    const auto candidates = find_candidates(assets, restrictions);
    REQUIRE(candidates.size() == 2);
    CHECK_FALSE(candidates[0].usable);
    CHECK_THAT(candidates[0].reason.ja, Contains("特別保護地区") && Contains("自然公園法"));
    CHECK_THAT(candidates[0].reason.en, Contains("特別保護地区"));
    REQUIRE(candidates[0].restrictions.size() == 1);
    CHECK(candidates[1].usable);
    CHECK(candidates[1].restrictions.empty());
    CHECK(candidates[1].reason.ja.empty());
    CHECK(candidates[1].asset == 1);
}

TEST_CASE("An asset of which its ledger says that it is gone is kept and not usable") {
    std::vector<domain::Asset> assets{asset_at(34.5, 136.5), asset_at(34.9, 136.5)};
    assets[0].unavailable = "解体済";
    const auto candidates = find_candidates(assets, {});
    REQUIRE(candidates.size() == 2);
    CHECK_FALSE(candidates[0].usable);
    CHECK_THAT(candidates[0].reason.ja, Contains("解体済"));
    CHECK(candidates[1].usable);
}

TEST_CASE("Permits, notices and penalties are carried along in the order given, each once") {
    const std::vector<domain::Asset> assets{asset_at(34.5, 136.5)};
    const std::vector<domain::Restriction> restrictions{
        restriction("普通地域", RestrictionEffect::Notify,
                    {square(34.4, 136.4, 0.2), square(34.45, 136.45, 0.2)}),
        restriction("第2種", RestrictionEffect::Permit, {square(34.4, 136.4, 0.2)}),
        restriction("遠方", RestrictionEffect::Exclude, {square(35.4, 136.4, 0.2)}),
        restriction("景観", RestrictionEffect::Penalty, {square(34.4, 136.4, 0.2)})};
    const auto candidates = find_candidates(assets, restrictions);
    CHECK(candidates[0].usable);
    REQUIRE(candidates[0].restrictions.size() == 3);
    CHECK(candidates[0].restrictions[0].name == "普通地域");
    CHECK(candidates[0].restrictions[1].effect == RestrictionEffect::Permit);
    CHECK(candidates[0].restrictions[2].effect == RestrictionEffect::Penalty);
}

TEST_CASE("A hole in barred ground is free") {
    geo::Polygon ring = square(34.0, 136.0, 1.0);
    ring.holes.push_back(square(34.4, 136.4, 0.2).outer);
    const std::vector<domain::Asset> assets{asset_at(34.5, 136.5), asset_at(34.2, 136.5)};
    const std::vector<domain::Restriction> restrictions{
        restriction("帯", RestrictionEffect::Exclude, {ring})};
    const auto candidates = find_candidates(assets, restrictions);
    CHECK(candidates[0].usable);
    CHECK_FALSE(candidates[1].usable);
}

TEST_CASE("Assets without place, restrictions without ground and empty lists do no harm") {
    const std::vector<domain::Asset> assets{asset_at(std::nan(""), 136.5), asset_at(34.5, 136.5)};
    const std::vector<domain::Restriction> restrictions{
        restriction("空", RestrictionEffect::Exclude, {}),
        restriction("点", RestrictionEffect::Exclude, {geo::Polygon{}})};
    const auto candidates = find_candidates(assets, restrictions);
    CHECK_FALSE(candidates[0].usable);
    CHECK_THAT(candidates[0].reason.ja, Contains("緯度経度"));
    CHECK(candidates[1].usable);
    CHECK(find_candidates({}, restrictions).empty());
    CHECK(find_candidates(assets, {})[1].usable);
}

TEST_CASE("Thousands of assets against detailed ground agree with the plain test") {
    geo::Polygon coast;
    for (int i = 0; i < 20000; ++i) {
        const double angle = 2.0 * M_PI * i / 20000.0;
        const double radius = 0.3 + 0.05 * std::sin(37.0 * angle) + 0.01 * std::sin(911.0 * angle);
        coast.outer.push_back(LatLng::from_degrees(34.5 + radius * std::sin(angle),
                                                   136.5 + radius * std::cos(angle)));
    }
    std::vector<domain::Asset> assets;
    for (int i = 0; i < 2000; ++i) {
        assets.push_back(asset_at(34.1 + 0.8 * std::fmod(i * 0.7548776662466927, 1.0),
                                  136.1 + 0.8 * std::fmod(i * 0.5698402909980532, 1.0)));
    }
    const std::vector<domain::Restriction> restrictions{
        restriction("海岸", RestrictionEffect::Exclude, {coast})};
    const auto candidates = find_candidates(assets, restrictions);
    std::size_t inside = 0;
    for (std::size_t a = 0; a < assets.size(); ++a) {
        const bool barred = geo::contains(restrictions[0].ground, assets[a].place);
        CHECK(candidates[a].usable == !barred);
        inside += barred ? 1U : 0U;
    }
    CHECK(inside > 500);
    CHECK(inside < 1500);
}
