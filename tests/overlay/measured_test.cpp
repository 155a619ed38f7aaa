// Measured evidence on a picture of 3 x 3 cells, counted by hand.
#include "overlay/ground_cells.hpp"
#include "overlay/measured_agreement.hpp"
#include "overlay/measured_cells.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>

using namespace todoku;
using namespace todoku::overlay;
using domain::MeasuredTechnology;
using domain::Measurement;
using domain::MeshCell;
using domain::MeshLevel;

namespace {

constexpr std::int32_t kRow = 16670; // Tsu, in cells of 250 m
constexpr std::int32_t kColumn = 43680;

MeshCell cell(std::int32_t row, std::int32_t column) {
    return {MeshLevel::M250, kRow + row, kColumn + column};
}

Date day(unsigned d) {
    return {std::chrono::year(2025), std::chrono::month(10), std::chrono::day(d)};
}

Measurement sample(MeshCell where, bool in, std::optional<int> rsrp = std::nullopt,
                   unsigned of_october = 1,
                   MeasuredTechnology technology = MeasuredTechnology::Lte4g) {
    return {where.centre(), 0, technology, in, rsrp, std::nullopt, day(of_october)};
}

domain::StudyGrid grid_of_nine() {
    domain::StudyGrid grid;
    for (std::int32_t row = 0; row < 3; ++row) {
        for (std::int32_t column = 0; column < 3; ++column) {
            grid.cells.push_back(cell(row, column));
            grid.population.push_back(10.0);
        }
    }
    return grid;
}

/// キャリアA's 4G covers the southern row wholly, the western cell of the middle row by half, its
/// neighbour by 0.4. 5G covers the north-eastern cell; no class of it is stated by itself.
Coverage statements() {
    Coverage coverage;
    coverage.carriers = {"キャリアA"};
    coverage.layers = {{"キャリアA", "4g"}, {"キャリアA", "5g"}};
    coverage.shares = {{1, 1, 1, 0.5, 0.4, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 1}};
    return coverage;
}

const AgreementRow* row_of(const Agreement& agreement, MeasuredTechnology technology, Stated stated,
                           Measured measured) {
    for (const AgreementRow& row : agreement.table) {
        if (row.technology == technology && row.stated == stated && row.measured == measured) {
            return &row;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("Samples of a cell give their number, share, days, middle and low strength") {
    MeasuredCells cells(MeshLevel::M250);
    for (const int rsrp : {-90, -100, -95, -110, -120, -92, -93, -94, -96, -97, -98}) {
        cells.add(sample(cell(0, 0), rsrp >= -110, rsrp, rsrp == -120 ? 3U : 1U));
    }
    cells.add(sample(cell(0, 0), false, std::nullopt, 2));
    cells.add(sample(cell(1, 0), true, -80));
    cells.add(sample(cell(1, 0), true, -83));
    cells.add(sample(cell(0, 0), true, -70, 9, MeasuredTechnology::Nr5g));
    const auto found = cells.finish({"キャリアA"});
    REQUIRE(found.size() == 3); // south before north, 4G before 5G
    CHECK(found[0].cell == cell(0, 0));
    CHECK(found[0].carrier == "キャリアA");
    CHECK(found[0].samples == 12);
    CHECK(found[0].in_service == 10);
    CHECK(found[0].days == 3);
    CHECK(found[0].first == day(1));
    CHECK(found[0].last == day(3));
    CHECK(found[0].with_rsrp == 11);
    CHECK(found[0].median_rsrp_dbm == -96.0);
    CHECK(found[0].low_rsrp_dbm == -110); // the second lowest of eleven
    CHECK(found[1].technology == MeasuredTechnology::Nr5g);
    CHECK(found[1].samples == 1);
    CHECK(found[2].cell == cell(1, 0));
    CHECK(found[2].median_rsrp_dbm == -81.5);
    CHECK(found[2].low_rsrp_dbm == -83);
    CHECK_FALSE(found[2].mean_speed_mbps.has_value());
}

TEST_CASE("The order of samples changes nothing") {
    CHECK(rc::check("sorted or not", [](const std::vector<std::pair<std::uint8_t, bool>>& drawn) {
        const auto summary = [](const auto& order) {
            MeasuredCells cells(MeshLevel::M250);
            for (const auto& [where, in] : order) {
                cells.add(
                    sample(cell(where % 3, where / 3 % 3), in, -60 - where / 4, 1U + where % 7U));
            }
            return cells.finish({"A"});
        };
        auto sorted = drawn;
        std::sort(sorted.begin(), sorted.end());
        const auto a = summary(drawn);
        const auto b = summary(sorted);
        RC_ASSERT(a.size() == b.size());
        std::int64_t samples = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            RC_ASSERT(a[i].cell == b[i].cell);
            RC_ASSERT(a[i].samples == b[i].samples);
            RC_ASSERT(a[i].in_service == b[i].in_service);
            RC_ASSERT(a[i].median_rsrp_dbm == b[i].median_rsrp_dbm);
            RC_ASSERT(a[i].low_rsrp_dbm == b[i].low_rsrp_dbm);
            RC_ASSERT(a[i].days == b[i].days);
            samples += a[i].samples;
        }
        RC_ASSERT(samples == static_cast<std::int64_t>(drawn.size()));
    }));
}

TEST_CASE("Wilson's interval agrees with Newcombe's table") {
    // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
    // Medicine 17 (1998) 857-872, table I, method 3.
    struct Published {
        std::int64_t successes;
        std::int64_t trials;
        double low;
        double high;
    };
    for (const auto& p : {Published{81, 263, 0.2553, 0.3662}, Published{15, 148, 0.0624, 0.1605},
                          Published{0, 20, 0.0000, 0.1611}, Published{1, 29, 0.0061, 0.1718}}) {
        const ShareInterval interval = wilson_interval(p.successes, p.trials);
        CHECK_THAT(interval.low, Catch::Matchers::WithinAbs(p.low, 0.00005));
        CHECK_THAT(interval.high, Catch::Matchers::WithinAbs(p.high, 0.00005));
        const ShareInterval mirrored = wilson_interval(p.trials - p.successes, p.trials);
        CHECK_THAT(mirrored.low, Catch::Matchers::WithinAbs(1.0 - interval.high, 1e-12));
    }
}

TEST_CASE("Statements and samples of nine cells agree as counted by hand") {
    // Stated 4G:  .  .  .     Measured 4G:   -     20 in  3 out
    //             H  4  .                    12 out 9+9   -
    //             C  C  C                    20 in  20 out 10 of 5 in
    MeasuredCells cells(MeshLevel::M250);
    const auto add = [&](std::int32_t row, std::int32_t column, int in, int out,
                         MeasuredTechnology technology = MeasuredTechnology::Lte4g) {
        for (int i = 0; i < in + out; ++i) {
            cells.add(sample(cell(row, column), i < in, std::nullopt, 1, technology));
        }
    };
    add(0, 0, 20, 0);
    add(0, 1, 0, 20);
    add(0, 2, 5, 5);
    add(1, 0, 0, 12);
    add(1, 1, 9, 9);
    add(2, 1, 20, 0);
    add(2, 2, 0, 3);
    add(2, 2, 15, 0, MeasuredTechnology::Nr5g);     // any class: stated
    add(2, 2, 15, 0, MeasuredTechnology::Nr5gSub6); // a class the carrier states nothing of
    const auto measured = cells.finish({"キャリアA"});
    const auto agreement =
        compare_with_statements(grid_of_nine(), statements(), measured,
                                {PopulationRule::Kind::Area, 0.5}, {.min_samples = 10});

    struct Expected {
        MeasuredTechnology technology;
        Stated stated;
        Measured measured;
        std::int64_t cells;
        std::int64_t samples;
        std::int64_t in_service;
    };
    const std::vector<Expected> expected = {
        {MeasuredTechnology::Lte4g, Stated::Covered, Measured::In, 1, 20, 20},
        {MeasuredTechnology::Lte4g, Stated::Covered, Measured::Out, 2, 32, 0},
        {MeasuredTechnology::Lte4g, Stated::Covered, Measured::Mixed, 1, 10, 5},
        {MeasuredTechnology::Lte4g, Stated::NotCovered, Measured::In, 1, 20, 20},
        {MeasuredTechnology::Lte4g, Stated::NotCovered, Measured::Mixed, 1, 18, 9},
        {MeasuredTechnology::Lte4g, Stated::NotCovered, Measured::TooFew, 1, 3, 0},
        {MeasuredTechnology::Nr5g, Stated::Covered, Measured::In, 1, 15, 15},
        {MeasuredTechnology::Nr5gSub6, Stated::Nothing, Measured::In, 1, 15, 15}};
    REQUIRE(agreement.table.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO(i);
        CHECK(agreement.table[i].carrier == "キャリアA");
        CHECK(agreement.table[i].technology == expected[i].technology);
        CHECK(agreement.table[i].stated == expected[i].stated);
        CHECK(agreement.table[i].measured == expected[i].measured);
        CHECK(agreement.table[i].cells == expected[i].cells);
        CHECK(agreement.table[i].samples == expected[i].samples);
        CHECK(agreement.table[i].in_service == expected[i].in_service);
        CHECK(agreement.table[i].population == 10.0 * static_cast<double>(expected[i].cells));
    }
    std::vector<MeshCell> disputed;
    for (const ComparedCell& compared : agreement.cells) {
        if (compared.disputed()) {
            disputed.push_back(measured[compared.measured_cell].cell);
        }
    }
    CHECK(disputed == std::vector<MeshCell>{cell(0, 1), cell(1, 0), cell(2, 1)});
    CHECK(row_of(agreement, MeasuredTechnology::Lte4g, Stated::Nothing, Measured::In) == nullptr);
}

TEST_CASE("One sample disputes nothing, and a narrow majority does not either") {
    MeasuredCells cells(MeshLevel::M250);
    cells.add(sample(cell(0, 0), false));
    for (int i = 0; i < 20; ++i) { // 6 of 20 in service: 0.145 to 0.519 holds one half
        cells.add(sample(cell(0, 1), i < 6));
    }
    for (int i = 0; i < 20; ++i) { // 5 of 20: 0.112 to 0.469 does not
        cells.add(sample(cell(0, 2), i < 5));
    }
    const auto measured = cells.finish({"キャリアA"});
    const auto agreement =
        compare_with_statements(grid_of_nine(), statements(), measured, {}, {.min_samples = 1});
    REQUIRE(agreement.cells.size() == 3);
    CHECK(agreement.cells[0].measured == Measured::Mixed);
    CHECK(agreement.cells[1].measured == Measured::Mixed);
    CHECK(agreement.cells[2].measured == Measured::Out);
    CHECK(agreement.cells[2].disputed());
    CHECK(agreement.cells[2].share_in_service == 0.25);
    CHECK_THAT(agreement.cells[2].interval.high, Catch::Matchers::WithinAbs(0.469, 0.0005));
}

TEST_CASE("Each sample is in exactly one figure of the agreement table") {
    CHECK(rc::check("sums", [](const std::vector<std::tuple<std::uint8_t, bool, bool>>& drawn) {
        MeasuredCells cells(MeshLevel::M250);
        std::int64_t in_service = 0;
        for (const auto& [where, in, five] : drawn) {
            cells.add(sample(cell(where % 3, where / 3 % 3), in, std::nullopt, 1,
                             five ? MeasuredTechnology::Nr5gMmwave : MeasuredTechnology::Lte4g));
            in_service += in ? 1 : 0;
        }
        const auto measured = cells.finish({"キャリアA"});
        const auto agreement =
            compare_with_statements(grid_of_nine(), statements(), measured, {}, {.min_samples = 3});
        std::int64_t samples = 0;
        std::int64_t served = 0;
        std::int64_t counted = 0;
        for (const AgreementRow& row : agreement.table) {
            samples += row.samples;
            served += row.in_service;
            counted += row.cells;
        }
        RC_ASSERT(samples == static_cast<std::int64_t>(drawn.size()));
        RC_ASSERT(served == in_service);
        RC_ASSERT(counted == static_cast<std::int64_t>(measured.size()));
    }));
}

TEST_CASE("The study's ground is every cell that shares an area with a municipality") {
    const auto corner = [](double row, double column) {
        return geo::LatLng::from_degrees((kRow + row) / 480.0, (kColumn + column) / 320.0);
    };
    domain::Municipality municipality;
    municipality.boundary.polygons = {
        {{corner(0, 0), corner(0, 1.5), corner(1, 1.5), corner(1, 0), corner(0, 0)}, {}}};
    const GroundCells ground({&municipality, 1}, MeshLevel::M250, {});
    CHECK(ground.contains(cell(0, 0)));
    CHECK(ground.contains(cell(0, 1)));
    CHECK_FALSE(ground.contains(cell(0, 2)));
    CHECK_FALSE(ground.contains(cell(1, 0))); // an edge is no area
    CHECK_FALSE(ground.contains(MeshCell(MeshLevel::Km1, kRow / 4, kColumn / 4)));
    CHECK_FALSE(GroundCells({}, MeshLevel::M250, {}).contains(cell(0, 0)));
}
