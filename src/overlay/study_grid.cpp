#include "overlay/study_grid.hpp"

#include "overlay/covered_shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::overlay {

namespace {

struct Piece {
    domain::MeshCell cell;
    std::uint32_t municipality = 0;
    double share = 0.0;
};

std::vector<Piece> pieces_of(std::span<const domain::Municipality> municipalities,
                             domain::MeshLevel level, Threads threads) {
    std::vector<std::vector<CellShare>> shares(municipalities.size());
    // One municipality of many is small work: they run side by side, each in one thread.
    parallel_for(municipalities.size(), threads, [&](std::size_t i) {
        const geo::MultiPolygon& boundary = municipalities[i].boundary;
        shares[i] = covered_shares(
            boundary, domain::MeshWindow::around(geo::bounds(boundary), level), Threads{1});
    });
    std::vector<Piece> pieces;
    std::size_t count = 0;
    for (const auto& list : shares) {
        count += list.size();
    }
    pieces.reserve(count);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (const CellShare& share : shares[i]) {
            pieces.push_back({share.cell, static_cast<std::uint32_t>(i), share.share});
        }
        std::vector<CellShare>().swap(shares[i]);
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.municipality < b.municipality;
    });
    return pieces;
}

struct Nearest {
    std::uint32_t municipality = domain::StudyGrid::kNone;
    double distance_m = std::numeric_limits<double>::infinity();
};

// The municipality nearest to a cell's centre, within `reach`.
class NearestMunicipality {
public:
    NearestMunicipality(std::span<const domain::Municipality> municipalities, Metres reach)
        : municipalities_(municipalities), reach_m_(reach.value()) {
        for (const domain::Municipality& municipality : municipalities) {
            boxes_.push_back(geo::bounds(municipality.boundary));
        }
    }
    [[nodiscard]] Nearest of(domain::MeshCell cell) const {
        // A degree is at least 70 km on the way east up to 50 N, 110 km on the way north.
        constexpr double kLeastMetresPerDegree = 70000.0;
        const geo::LatLng centre = cell.centre();
        Nearest best;
        for (std::uint32_t i = 0; i < municipalities_.size(); ++i) {
            if (!boxes_[i].grown(reach_m_ / kLeastMetresPerDegree).contains(centre)) {
                continue;
            }
            const double metres = geo::distance(municipalities_[i].boundary, centre).value();
            if (metres < best.distance_m && metres <= reach_m_) {
                best = {i, metres};
            }
        }
        return best;
    }

private:
    std::span<const domain::Municipality> municipalities_;
    std::vector<geo::Box> boxes_;
    double reach_m_;
};

Issue issue_of(IssueKind kind, const char* code, domain::MeshCell cell, Text problem, Text action) {
    Issue issue;
    issue.kind = kind;
    issue.code = code;
    issue.value = cell.code();
    issue.problem = std::move(problem);
    issue.action = std::move(action);
    return issue;
}

bool in_order(const std::vector<domain::MeshCell>& cells) {
    return std::adjacent_find(cells.begin(), cells.end(),
                              [](auto a, auto b) { return !(a < b); }) == cells.end();
}

} // namespace

Loaded<domain::StudyGrid> make_study_grid(const domain::PopulationGrid& given,
                                          std::span<const domain::Municipality> municipalities,
                                          Metres reach, Threads threads) {
    domain::PopulationGrid sorted;
    if (!in_order(given.cells)) {
        sorted = given;
        sorted.sort_and_merge();
    }
    const domain::PopulationGrid& population = in_order(given.cells) ? given : sorted;
    const std::vector<Piece> pieces = pieces_of(municipalities, population.level, threads);
    const NearestMunicipality nearest(municipalities, reach);

    Loaded<domain::StudyGrid> result;
    domain::StudyGrid& grid = result.value;
    grid.level = population.level;
    grid.part_begin.push_back(0);
    result.counts.read = static_cast<std::int64_t>(given.size());
    const double unknown = std::numeric_limits<double>::quiet_NaN();

    // Both lists rise: one pass over them together.
    std::size_t p = 0;
    std::size_t k = 0;
    while (p < population.size() || k < pieces.size()) {
        const bool from_pieces =
            k < pieces.size() && (p >= population.size() || pieces[k].cell <= population.cells[p]);
        const domain::MeshCell cell = from_pieces ? pieces[k].cell : population.cells[p];
        const bool listed = p < population.size() && population.cells[p] == cell;
        const double people = listed ? population.population[p] : 0.0;
        if (!from_pieces && people == 0.0) {
            ++p; // nobody there and no municipality's ground: not a cell of the study
            continue;
        }
        double land = 0.0;
        const std::size_t first = k;
        for (; k < pieces.size() && pieces[k].cell == cell; ++k) {
            land += pieces[k].share;
        }
        for (std::size_t i = first; i < k; ++i) {
            grid.parts.push_back({pieces[i].municipality, pieces[i].share / land});
        }
        if (first == k) {
            const Nearest found = nearest.of(cell);
            if (found.municipality != domain::StudyGrid::kNone) {
                const std::string& name = municipalities[found.municipality].name;
                grid.parts.push_back({found.municipality, 1.0});
                result.issues.push_back(
                    issue_of(IssueKind::Noted, "population_beside_municipalities", cell,
                             {fmt::format("人口 {:.0f} "
                                          "人のメッシュがどの市町村の区域にもかかっていません（最寄"
                                          "りは{}、{:.0f} m）。"
                                          "境界データの海岸線が簡略化されていると起こります。",
                                          people, name, found.distance_m),
                              fmt::format("A cell with {:.0f} people touches no municipality "
                                          "(nearest: {}, {:.0f} m away). "
                                          "Simplified coast lines do this.",
                                          people, name, found.distance_m)},
                             {name + "の人口に入れました。", "Counted for " + name + "."}));
            } else {
                ++result.counts.rejected;
                result.issues.push_back(issue_of(
                    IssueKind::Rejected, "population_outside_municipalities", cell,
                    {fmt::format(
                         "人口 {:.0f} 人のメッシュの {:.0f} m 以内に、対象の市町村がありません。",
                         people, reach.value()),
                     fmt::format("A cell with {:.0f} people has no municipality of the study "
                                 "within {:.0f} m.",
                                 people, reach.value())},
                    {"どの市町村の集計にも入れていません。", "Its people are in no table."}));
            }
        }
        grid.cells.push_back(cell);
        grid.land_share.push_back(std::min(1.0, land));
        grid.population.push_back(std::isnan(people) ? 0.0 : people);
        grid.households.push_back(listed ? population.households[p] : 0.0);
        grid.population_65plus.push_back(listed ? population.population_65plus[p] : 0.0);
        if (std::isnan(people)) { // the census knows of people here but not how many
            grid.households.back() = unknown;
            grid.population_65plus.back() = unknown;
            result.issues.push_back(issue_of(IssueKind::Assumed, "population_unknown", cell,
                                             {"人口が秘匿または不明のメッシュです。",
                                              "The census does not state the people of this cell."},
                                             {"0 人として集計しました。", "Counted as nobody."}));
        }
        grid.part_begin.push_back(static_cast<std::uint32_t>(grid.parts.size()));
        p += listed ? 1 : 0;
    }
    result.counts.used = result.counts.read - result.counts.rejected;
    return result;
}

} // namespace todoku::overlay
