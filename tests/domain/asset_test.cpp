// The height at which an antenna stands, and the kinds of assets.
#include "domain/asset.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::domain;

TEST_CASE("A height in the ledger comes before floors, floors before the kind's default") {
    Asset asset;
    CHECK(asset.height() == default_height(AssetKind::Building));
    CHECK(asset.height_is_assumed());
    asset.floors = 4;
    CHECK(asset.height() == Metres(14.0));
    CHECK_FALSE(asset.height_is_assumed());
    asset.height_m = 12.5;
    CHECK(asset.height() == Metres(12.5));
}

TEST_CASE("Kinds are known by their key and their Japanese word") {
    for (const AssetKind kind : {AssetKind::Building, AssetKind::Land, AssetKind::Structure,
                                 AssetKind::Pole, AssetKind::Mast}) {
        CHECK(asset_kind_of(name_of(kind)) == kind);
        CHECK(asset_kind_of(label_of(kind).ja) == kind);
    }
    CHECK_FALSE(asset_kind_of("船").has_value());
}
