#include "synth/assets.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/municipality_table.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

namespace todoku::synth {

namespace {

/// A sort of building or land, how many there are of 1,750, and what it is like.
struct Sort {
    std::string_view use;
    std::string_view ending; ///< of its name
    int count = 0;
    bool prefectural = false;
    bool crowds = true; ///< where people are many; else evenly over inhabited places
    int low_floors = 1;
    int high_floors = 2;
    int low_area_m2 = 100; ///< floor area of one storey; of land, its area
    int high_area_m2 = 1000;
    double power = 1.0; ///< chance that it has
    double fibre = 0.8;
};

// House choices: about the mix and the sizes of a prefecture's public-property list. Storeys of
// schools hold 4 to 12 classrooms of 64 m2 with corridors and stairs; a police box is a house of
// one family.
constexpr std::array<Sort, 12> kSorts = {{
    {"小学校", "小学校", 330, false, false, 2, 4, 600, 1600, 1.0, 0.95},
    {"中学校", "中学校", 150, false, true, 3, 4, 700, 1800, 1.0, 0.95},
    {"高等学校", "高等学校", 60, true, true, 3, 5, 1200, 3000, 1.0, 1.0},
    {"庁舎", "支所", 130, false, false, 1, 4, 250, 900, 1.0, 0.95},
    {"県庁舎", "県民センター", 40, true, true, 3, 8, 600, 1500, 1.0, 1.0},
    {"公民館", "公民館", 420, false, false, 1, 2, 120, 600, 1.0, 0.45},
    {"警察", "交番", 110, true, true, 1, 2, 50, 120, 1.0, 1.0},
    {"警察", "駐在所", 90, true, false, 1, 2, 50, 100, 1.0, 0.9},
    {"公営住宅", "県営住宅", 70, true, true, 3, 8, 300, 800, 1.0, 0.5},
    {"診療所", "診療所", 50, false, false, 1, 2, 120, 400, 1.0, 0.8},
    {"消防", "消防団詰所", 100, false, false, 1, 2, 40, 100, 0.9, 0.1},
    {"土地", "県有地", 200, true, false, 0, 0, 200, 12000, 0.35, 0.1},
}};
constexpr int kPoles = 950;
constexpr int kMasts = 300;

/// Chooses inhabited places.
class Ground {
public:
    Ground(const Prefecture& prefecture, const Settlement& settlement,
           std::span<const CensusCell> residents)
        : prefecture_(prefecture), settlement_(settlement), residents_(residents) {
        double sum = 0.0;
        for (const CensusCell& cell : residents) {
            // The square root: many people need more schools, but not in proportion.
            sum += std::sqrt(static_cast<double>(cell.figures[kTotal]));
            crowd_.push_back(sum);
        }
    }

    struct Spot {
        geo::LatLng place;
        std::size_t municipality = 0;
    };
    /// A place in an inhabited cell, inside the cell's municipality.
    Spot pick(Random& random, bool crowds) const {
        for (;;) {
            const std::size_t i = crowds ? at_crowd(random.uniform() * crowd_.back())
                                         : random.below(residents_.size());
            const geo::Box box = residents_[i].cell.box();
            const auto place = geo::LatLng::from_degrees(
                std::round(random.uniform(box.south, box.north) * 1e6) / 1e6,
                std::round(random.uniform(box.west, box.east) * 1e6) / 1e6);
            if (prefecture_.municipality_at(place) == residents_[i].area) {
                return {place, residents_[i].area};
            }
        }
    }
    /// The highest place within 1.5 km in the same municipality.
    [[nodiscard]] geo::LatLng height_above(Spot spot) const {
        const NodeGrid& grid = prefecture_.landscape.grid;
        const std::size_t node = grid.nearest(spot.place);
        std::size_t best = node;
        constexpr std::int32_t kSpan = 5;
        for (std::int32_t row = grid.row_of(node) - kSpan; row <= grid.row_of(node) + kSpan;
             ++row) {
            for (std::int32_t column = grid.column_of(node) - kSpan;
                 column <= grid.column_of(node) + kSpan; ++column) {
                if (grid.holds(row, column) &&
                    prefecture_.label[grid.index(row, column)] == prefecture_.label[node] &&
                    prefecture_.landscape.height[grid.index(row, column)] >
                        prefecture_.landscape.height[best]) {
                    best = grid.index(row, column);
                }
            }
        }
        const geo::LatLng top = grid.place(best);
        if (best == node || prefecture_.municipality_at(top) != spot.municipality) {
            return spot.place;
        }
        return geo::LatLng::from_degrees(std::round(top.lat() * 1e6) / 1e6,
                                         std::round(top.lng() * 1e6) / 1e6);
    }
    /// The quarter or village a place belongs to: the nearest of its municipality.
    [[nodiscard]] const std::string& quarter(Spot spot) const {
        const Town* nearest = nullptr;
        double least = std::numeric_limits<double>::infinity();
        for (const Town& town : settlement_.towns) {
            if (town.municipality == spot.municipality) {
                const double away = std::hypot(town.place.lat() - spot.place.lat(),
                                               0.82 * (town.place.lng() - spot.place.lng()));
                if (away < least) {
                    least = away;
                    nearest = &town;
                }
            }
        }
        return nearest->name;
    }

private:
    [[nodiscard]] std::size_t at_crowd(double sum) const {
        const auto found = std::upper_bound(crowd_.begin(), crowd_.end(), sum);
        return std::min(static_cast<std::size_t>(found - crowd_.begin()), crowd_.size() - 1);
    }
    const Prefecture& prefecture_;
    const Settlement& settlement_;
    std::span<const CensusCell> residents_;
    std::vector<double> crowd_; ///< running sum
};

/// Numbers names that occur again: 中川公民館, 中川第２公民館, ...
class Register {
public:
    std::string name(const std::string& front, std::string_view ending) {
        const int number = ++used_[front + std::string(ending)];
        std::string text = front;
        if (number > 1) {
            text += "第";
            for (const char digit : std::to_string(number)) {
                constexpr std::array<std::string_view, 10> kWide = {"０", "１", "２", "３", "４",
                                                                    "５", "６", "７", "８", "９"};
                text += kWide[static_cast<std::size_t>(digit - '0')];
            }
        }
        return text.append(ending);
    }

private:
    std::map<std::string, int> used_;
};

std::size_t scaled(int count, double scale) {
    return static_cast<std::size_t>(std::max(1L, std::lround(count * scale)));
}

MadeAsset make_property(const Sort& sort, const Ground& ground, Register& names, Random& random) {
    const Ground::Spot spot = ground.pick(random, sort.crowds);
    MadeAsset asset;
    asset.use = sort.use;
    asset.prefectural = sort.prefectural;
    asset.municipality = spot.municipality;
    asset.quarter = ground.quarter(spot);
    asset.place = spot.place;
    const std::string town(municipality_table()[spot.municipality].name);
    asset.name = names.name(
        (sort.prefectural ? (sort.use == "高等学校" ? "県立" : "") + town : town + "立") +
            asset.quarter,
        sort.ending);
    asset.kind = sort.use == "土地" ? domain::AssetKind::Land : domain::AssetKind::Building;
    int floors = 1;
    if (asset.kind == domain::AssetKind::Building) {
        floors = random.between(sort.low_floors, sort.high_floors);
        // Ledgers know the floors more often than the height, and sometimes neither.
        if (random.chance(0.85)) {
            asset.floors = floors;
        }
        if (random.chance(0.45)) {
            asset.height_m = static_cast<int>(std::lround(3.6 * floors + random.uniform(0.5, 2.0)));
        }
        asset.structure = floors >= 3 ? (random.chance(0.85) ? "RC" : "SRC")
                                      : random.pick(std::array<const char*, 3>{"W", "S", "RC"});
        asset.year_built = random.between(1958, 2022);
    }
    if (asset.kind == domain::AssetKind::Land || random.chance(0.7)) {
        asset.area_m2 = floors * random.between(sort.low_area_m2, sort.high_area_m2);
    }
    if (random.chance(0.9)) {
        asset.power = random.chance(sort.power);
    }
    if (random.chance(0.75)) {
        asset.fibre = random.chance(sort.fibre);
    }
    if (random.chance(0.6)) {
        asset.sharing = random.chance(0.8);
    }
    asset.publishable = sort.use != "警察" && random.chance(0.97);
    return asset;
}

MadeAsset make_pole(const Ground& ground, Register& names, Random& random) {
    const Ground::Spot spot = ground.pick(random, false);
    MadeAsset asset;
    asset.kind = domain::AssetKind::Pole;
    asset.use = "防災行政無線屋外子局";
    asset.municipality = spot.municipality;
    asset.quarter = ground.quarter(spot);
    asset.place = spot.place;
    asset.name = names.name(asset.quarter, "屋外拡声子局");
    asset.height_m = random.chance(0.9) ? std::optional<int>(random.between(10, 16)) : std::nullopt;
    asset.power = true;
    asset.fibre = random.chance(0.1);
    asset.year_built = random.between(1995, 2024);
    return asset;
}

MadeAsset make_mast(const Ground& ground, Register& names, Random& random) {
    const Ground::Spot spot = ground.pick(random, false);
    MadeAsset asset;
    asset.kind = domain::AssetKind::Mast;
    asset.municipality = spot.municipality;
    asset.quarter = ground.quarter(spot);
    asset.place = ground.height_above(spot);
    asset.prefectural = random.chance(0.4);
    asset.use =
        asset.prefectural
            ? "防災行政無線中継局"
            : random.pick(std::array<const char*, 2>{"消防無線基地局", "テレビ共同受信施設"});
    asset.name =
        names.name(std::string(municipality_table()[spot.municipality].name) + asset.quarter,
                   asset.prefectural ? "中継局鉄塔" : "無線鉄塔");
    asset.height_m = random.between(18, 50);
    asset.structure = "S";
    asset.power = random.chance(0.95);
    asset.fibre = random.chance(0.35);
    asset.sharing = random.chance(0.7);
    asset.year_built = random.between(1975, 2020);
    return asset;
}

} // namespace

AssetStock make_assets(const Prefecture& prefecture, const Settlement& settlement,
                       std::span<const CensusCell> residents, double scale, std::uint64_t seed) {
    const Ground ground(prefecture, settlement, residents);
    AssetStock stock;
    Register names;
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        // Every municipality's main office, at the place the table gives.
        const MunicipalityFacts& facts = municipality_table()[i];
        MadeAsset office;
        office.name =
            std::string(facts.name) + (facts.county.empty() ? "役所本庁舎" : "役場本庁舎");
        office.use = "本庁舎";
        office.municipality = i;
        office.quarter = "本町";
        office.place = facts.office;
        office.floors = facts.population > 100000 ? 8 : 4;
        office.height_m = facts.population > 100000 ? 34 : 17;
        office.structure = "SRC";
        office.power = true;
        office.fibre = true;
        office.sharing = true;
        office.year_built = 1978 + static_cast<int>(i);
        stock.property.push_back(std::move(office));
    }
    for (std::size_t s = 0; s < kSorts.size(); ++s) {
        Random random(seed, "property", s);
        for (std::size_t i = 0; i < scaled(kSorts[s].count, scale); ++i) {
            stock.property.push_back(make_property(kSorts[s], ground, names, random));
        }
    }
    Random poles(seed, "poles");
    for (std::size_t i = 0; i < scaled(kPoles, scale); ++i) {
        stock.poles.push_back(make_pole(ground, names, poles));
    }
    Random masts(seed, "masts");
    for (std::size_t i = 0; i < scaled(kMasts, scale); ++i) {
        stock.masts.push_back(make_mast(ground, names, masts));
    }
    return stock;
}

PlaceStock make_places(const AssetStock& assets, std::uint64_t seed) {
    PlaceStock places;
    Random random(seed, "places");
    for (const MadeAsset& asset : assets.property) {
        const bool school =
            asset.use == "小学校" || asset.use == "中学校" || asset.use == "高等学校";
        if (school) {
            places.schools.push_back({asset.name, asset.place});
        }
        if (school || asset.use == "公民館") {
            if (random.chance(0.8)) {
                places.shelters.push_back({asset.name, asset.place});
            }
        }
        if (asset.use == "診療所") {
            places.clinics.push_back({asset.name, asset.place});
        }
        if (asset.use == "本庁舎" || asset.use == "庁舎") {
            places.town_halls.push_back({asset.name, asset.place});
        }
    }
    return places;
}

} // namespace todoku::synth
