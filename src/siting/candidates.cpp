#include "siting/plan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace todoku::siting {

namespace {

Text barred_by(const domain::Restriction& restriction) {
    const std::string source_ja =
        restriction.source.empty() ? "" : "（" + restriction.source + "）";
    const std::string source_en = restriction.source.empty() ? "" : " (" + restriction.source + ")";
    return {"「" + restriction.name + "」" + source_ja + "の区域内のため設置できません。",
            "inside \"" + restriction.name + "\"" + source_en + ", where building is barred"};
}

Text said_against(const domain::Asset& asset) {
    const std::string words(asset.unavailable);
    return {"台帳に「" + words + "」とあるため候補にできません。",
            "the ledger says \"" + words + "\""};
}

/// Assets from south to north, so that a polygon looks only at those between its parallels.
class AssetsByLatitude {
public:
    explicit AssetsByLatitude(std::span<const domain::Asset> assets)
        : assets_(assets), order_(assets.size()) {
        std::iota(order_.begin(), order_.end(), 0U);
        std::erase_if(order_, [&](std::uint32_t a) {
            return !std::isfinite(assets[a].place.lat()) || !std::isfinite(assets[a].place.lng());
        });
        std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return assets[a].place.lat() < assets[b].place.lat();
        });
    }

    template <class Visit>
    void inside(const geo::Polygon& polygon, const Visit& visit) const {
        const geo::Box box = geo::bounds(polygon);
        auto at = std::partition_point(order_.begin(), order_.end(), [&](std::uint32_t a) {
            return assets_[a].place.lat() < box.south;
        });
        for (; at != order_.end() && assets_[*at].place.lat() <= box.north; ++at) {
            if (box.contains(assets_[*at].place) && geo::contains(polygon, assets_[*at].place)) {
                visit(*at);
            }
        }
    }

private:
    std::span<const domain::Asset> assets_;
    std::vector<std::uint32_t> order_;
};

} // namespace

std::vector<Candidate> find_candidates(std::span<const domain::Asset> assets,
                                       std::span<const domain::Restriction> restrictions) {
    std::vector<Candidate> candidates(assets.size());
    for (std::size_t a = 0; a < assets.size(); ++a) {
        candidates[a].asset = static_cast<std::uint32_t>(a);
        if (!std::isfinite(assets[a].place.lat()) || !std::isfinite(assets[a].place.lng())) {
            candidates[a].usable = false;
            candidates[a].reason = {"緯度経度がないため候補にできません。",
                                    "without latitude and longitude"};
        } else if (!assets[a].unavailable.empty()) {
            candidates[a].usable = false;
            candidates[a].reason = said_against(assets[a]);
        }
    }
    const AssetsByLatitude by_latitude(assets);
    std::vector<std::size_t> last_hit(
        assets.size(), 0); // restriction + 1: polygons of one restriction may overlap
    for (std::size_t r = 0; r < restrictions.size(); ++r) {
        const domain::Restriction& restriction = restrictions[r];
        for (const geo::Polygon& polygon : restriction.ground.polygons) {
            by_latitude.inside(polygon, [&](std::uint32_t a) {
                if (last_hit[a] == r + 1) {
                    return;
                }
                last_hit[a] = r + 1;
                Candidate& candidate = candidates[a];
                candidate.restrictions.push_back(
                    {restriction.effect, restriction.name, restriction.source});
                if (restriction.effect == domain::RestrictionEffect::Exclude && candidate.usable) {
                    candidate.usable = false;
                    candidate.reason = barred_by(restriction);
                }
            });
        }
    }
    return candidates;
}

} // namespace todoku::siting
