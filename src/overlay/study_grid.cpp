#include "overlay/study_grid.hpp"

#include "overlay/covered_shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

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

// Cells listed one by one; beyond that one line says how many there are.
constexpr std::size_t kListed = 50;

/// Adds cells rising to the grid and keeps the accounts of the people.
class GridBuilder {
public:
    GridBuilder(const domain::PopulationGrid& population,
                std::span<const domain::Municipality> municipalities,
                std::span<const domain::Municipality> neighbours, Metres reach, Threads threads)
        : population_(population), municipalities_(municipalities), reach_(reach),
          nearest_(municipalities, reach), nearest_neighbour_(neighbours, reach),
          pieces_(pieces_of(municipalities, population.level, threads)),
          theirs_(pieces_of(neighbours, population.level, threads)) {}

    StudyGridResult build() {
        result_.value.level = population_.level;
        result_.value.part_begin.push_back(0);
        // The lists rise: one pass over them together.
        std::size_t p = 0;
        while (p < population_.size() || k_ < pieces_.size()) {
            const bool own = k_ < pieces_.size() &&
                             (p >= population_.size() || pieces_[k_].cell <= population_.cells[p]);
            const domain::MeshCell cell = own ? pieces_[k_].cell : population_.cells[p];
            const bool listed = p < population_.size() && population_.cells[p] == cell;
            add(cell, listed ? std::optional(p) : std::nullopt);
            p += listed ? 1 : 0;
        }
        summarise();
        return std::move(result_);
    }

private:
    static double land_of(const std::vector<Piece>& pieces, std::size_t& at,
                          domain::MeshCell cell) {
        while (at < pieces.size() && pieces[at].cell < cell) {
            ++at;
        }
        double land = 0.0;
        for (; at < pieces.size() && pieces[at].cell == cell; ++at) {
            land += pieces[at].share;
        }
        return land;
    }

    void add(domain::MeshCell cell, std::optional<std::size_t> row) {
        const std::size_t first = k_;
        const double land = land_of(pieces_, k_, cell);
        const double their_land = land_of(theirs_, t_, cell);
        const double people = row ? population_.population[*row] : 0.0;
        if (first == k_) {
            add_beside(cell, *row, people, their_land);
            return;
        }
        for (std::size_t i = first; i < k_; ++i) {
            result_.value.parts.push_back({pieces_[i].municipality, pieces_[i].share / land});
        }
        double share = 1.0;
        if (their_land > 0.0 && people > 0.0) {
            share = land / (land + their_land);
            ++result_.cells_divided;
            result_.people_of_neighbours += people * (1.0 - share);
        }
        push(cell, row, share, land);
    }

    /// A cell on no municipality's ground.
    void add_beside(domain::MeshCell cell, std::size_t row, double people, double their_land) {
        if (people == 0.0) {
            return; // nobody there and no municipality's ground: not a cell of the study
        }
        const double known = std::isnan(people) ? 0.0 : people;
        const Nearest found = their_land > 0.0 ? Nearest{} : nearest_.of(cell);
        const bool near = found.municipality != domain::StudyGrid::kNone;
        const bool theirs =
            their_land > 0.0 || (near && nearest_neighbour_.of(cell).distance_m < found.distance_m);
        if (near && !theirs) {
            result_.value.parts.push_back({found.municipality, 1.0});
            push(cell, row, 1.0, 0.0);
            ++result_.cells_by_the_shore;
            result_.people_by_the_shore += known;
            note_shore(cell, known, found);
            return;
        }
        ++result_.counts.rejected;
        ++result_.counts.outside;
        if (theirs) {
            ++result_.cells_of_neighbours;
            result_.people_of_neighbours += known;
        } else {
            ++result_.cells_elsewhere;
            result_.people_elsewhere += known;
            elsewhere_.push_back({cell, known});
        }
    }

    void push(domain::MeshCell cell, std::optional<std::size_t> row, double share, double land) {
        domain::StudyGrid& grid = result_.value;
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        const double people = row ? population_.population[*row] : 0.0;
        grid.cells.push_back(cell);
        grid.land_share.push_back(std::min(1.0, land));
        grid.population.push_back(std::isnan(people) ? 0.0 : people * share);
        grid.households.push_back(row ? population_.households[*row] * share : 0.0);
        grid.population_65plus.push_back(row ? population_.population_65plus[*row] * share : 0.0);
        if (std::isnan(people)) { // the census knows of people here but not how many
            grid.households.back() = unknown;
            grid.population_65plus.back() = unknown;
            result_.issues.push_back(
                issue_of(IssueKind::Assumed, "population_unknown", cell,
                         {"人口が秘匿または不明のメッシュです。",
                          "The census does not state the people of this cell."},
                         {"0 人として集計しました。", "Counted as nobody."}));
        }
        result_.people_placed += grid.population.back();
        grid.part_begin.push_back(static_cast<std::uint32_t>(grid.parts.size()));
    }

    void note_shore(domain::MeshCell cell, double people, const Nearest& found) {
        const std::string& name = municipalities_[found.municipality].name;
        result_.issues.push_back(issue_of(
            IssueKind::Noted, "population_beside_municipalities", cell,
            {fmt::format(
                 "人口 {:.0f} 人のメッシュがどの市町村の区域にもかかっていません（最寄りは{}"
                 "、{:.0f} m）。境界データの海岸線が簡略化されていると起こります。",
                 people, name, found.distance_m),
             fmt::format("A cell with {:.0f} people touches no municipality (nearest: {}, {:.0f} m "
                         "away). Simplified coast lines do this.",
                         people, name, found.distance_m)},
            {name + "の人口に入れました。", "Counted for " + name + "."}));
    }

    void summarise() {
        if (result_.cells_of_neighbours + result_.cells_divided > 0) {
            Issue issue;
            issue.kind = IssueKind::Noted;
            issue.code = "population_of_neighbours";
            issue.value = std::to_string(result_.cells_of_neighbours + result_.cells_divided);
            issue.problem = {
                fmt::format("人口のあるメッシュのうち {} 件は隣の都道府県の区域、{} "
                            "件は県境にかかっています。",
                            result_.cells_of_neighbours, result_.cells_divided),
                fmt::format("{} populated cells lie in other prefectures, {} on the border.",
                            result_.cells_of_neighbours, result_.cells_divided)};
            issue.action = {
                fmt::format(
                    "隣の都道府県の {:.0f} 人を除きました（県境のメッシュは陸の面積の比で分け"
                    "ました）。",
                    result_.people_of_neighbours),
                fmt::format("Their {:.0f} people were left out (cells on the border divided by "
                            "area of land).",
                            result_.people_of_neighbours)};
            result_.issues.push_back(std::move(issue));
        }
        if (elsewhere_.size() > kListed) {
            Issue issue;
            issue.kind = IssueKind::Rejected;
            issue.code = "population_outside_municipalities";
            issue.value = std::to_string(elsewhere_.size());
            issue.problem = {
                fmt::format("{:.0f} m 以内に対象の市町村がないメッシュが {} 件（人口 {:.0f} "
                            "人）あります。",
                            reach_.value(), elsewhere_.size(), result_.people_elsewhere),
                fmt::format("{} cells with {:.0f} people have no municipality of the study within "
                            "{:.0f} m.",
                            elsewhere_.size(), result_.people_elsewhere, reach_.value())};
            issue.action = kInNoTable;
            result_.issues.push_back(std::move(issue));
        } else {
            for (const auto& [cell, people] : elsewhere_) {
                result_.issues.push_back(issue_of(
                    IssueKind::Rejected, "population_outside_municipalities", cell,
                    {fmt::format(
                         "人口 {:.0f} 人のメッシュの {:.0f} m 以内に、対象の市町村がありません。",
                         people, reach_.value()),
                     fmt::format("A cell with {:.0f} people has no municipality of the study "
                                 "within {:.0f} m.",
                                 people, reach_.value())},
                    kInNoTable));
            }
        }
    }

    static inline const Text kInNoTable{"どの市町村の集計にも入れていません。",
                                        "Its people are in no table."};

    const domain::PopulationGrid& population_;
    std::span<const domain::Municipality> municipalities_;
    Metres reach_;
    NearestMunicipality nearest_;
    NearestMunicipality nearest_neighbour_;
    std::vector<Piece> pieces_;
    std::vector<Piece> theirs_;
    std::size_t k_ = 0;
    std::size_t t_ = 0;
    std::vector<std::pair<domain::MeshCell, double>> elsewhere_;
    StudyGridResult result_;
};

} // namespace

StudyGridResult make_study_grid(const domain::PopulationGrid& given,
                                std::span<const domain::Municipality> municipalities, Metres reach,
                                Threads threads, std::span<const domain::Municipality> neighbours) {
    domain::PopulationGrid sorted;
    if (!in_order(given.cells)) {
        sorted = given;
        sorted.sort_and_merge();
    }
    const domain::PopulationGrid& population = in_order(given.cells) ? given : sorted;
    StudyGridResult result =
        GridBuilder(population, municipalities, neighbours, reach, threads).build();
    result.counts.read = static_cast<std::int64_t>(given.size());
    result.counts.used = result.counts.read - result.counts.rejected;
    return result;
}

} // namespace todoku::overlay
