#include "overlay/study_grid.hpp"

#include "core/counted.hpp"
#include "overlay/ground_pieces.hpp"
#include "overlay/municipality_overlaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace todoku::overlay {

namespace {

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
            extent_.extend(boxes_.back());
        }
    }
    [[nodiscard]] const geo::Box& extent() const { return extent_; }
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
    geo::Box extent_;
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
                std::span<const domain::Municipality> neighbours, StudyGridRules rules,
                Threads threads)
        : population_(population), municipalities_(municipalities), neighbours_(neighbours),
          rules_(rules), nearest_(municipalities, rules.reach),
          nearest_neighbour_(neighbours, rules.reach),
          pieces_(pieces_of(municipalities, population.level, threads)),
          theirs_(pieces_of(neighbours, population.level, threads)) {}

    StudyGridResult build() {
        result_.value.level = population_.level;
        result_.value.part_begin.push_back(0);
        result_.people_by_area.assign(municipalities_.size(), 0.0);
        result_.people_by_centroid.assign(municipalities_.size(), 0.0);
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
    static double land_of(const std::vector<GroundPiece>& pieces, std::size_t& at,
                          domain::MeshCell cell) {
        at = start_of(pieces, at, cell);
        double land = 0.0;
        for (; at < pieces.size() && pieces[at].cell == cell; ++at) {
            land += pieces[at].share;
        }
        return land;
    }

    /// Where the pieces of a cell begin.
    static std::size_t start_of(const std::vector<GroundPiece>& pieces, std::size_t at,
                                domain::MeshCell cell) {
        while (at < pieces.size() && pieces[at].cell < cell) {
            ++at;
        }
        return at;
    }

    void add(domain::MeshCell cell, std::optional<std::size_t> row) {
        const std::size_t first = start_of(pieces_, k_, cell);
        const double land = land_of(pieces_, k_, cell);
        const std::size_t first_of_theirs = start_of(theirs_, t_, cell);
        const double their_land = land_of(theirs_, t_, cell);
        const double people = row ? population_.population[*row] : 0.0;
        const std::span own = std::span(pieces_).subspan(first, k_ - first);
        if (own.empty()) {
            add_beside(cell, *row, people, their_land);
            return;
        }
        const double share = their_land > 0.0 ? land / (land + their_land) : 1.0;
        const bool divided = own.size() > 1 || their_land > 0.0;
        const auto theirs = std::span(theirs_).subspan(first_of_theirs, t_ - first_of_theirs);
        const bool whole_cells = rules_.border_cells != BorderCells::Area;
        std::uint32_t holder = own.front().index;
        if (divided && rules_.border_cells == BorderCells::Largest) {
            holder = holder_of_most(own, theirs);
        } else if (divided && (people > 0.0 || whole_cells)) {
            holder = holder_of_centre(cell, own, theirs);
        }
        for (const GroundPiece& piece : own) {
            result_.people_by_area[piece.index] += people * share * piece.share / land;
        }
        if (holder != domain::StudyGrid::kNone) {
            result_.people_by_centroid[holder] += people;
        }
        const bool wholly = whole_cells && divided;
        if (wholly) { // ground with nobody of ours on it still needs a name: the largest part's
            result_.value.parts.push_back(
                {holder != domain::StudyGrid::kNone ? holder : largest(own).index, 1.0});
        } else {
            for (const GroundPiece& piece : own) {
                result_.value.parts.push_back({piece.index, piece.share / land});
            }
        }
        const double ours = !wholly ? share : (holder != domain::StudyGrid::kNone ? 1.0 : 0.0);
        if (their_land > 0.0 && people > 0.0) {
            ++result_.cells_divided;
            result_.people_of_neighbours += people * (1.0 - ours);
        }
        push(cell, row, ours, land);
    }

    static const GroundPiece& largest(std::span<const GroundPiece> pieces) {
        return *std::max_element(
            pieces.begin(), pieces.end(),
            [](const GroundPiece& a, const GroundPiece& b) { return a.share < b.share; });
    }

    /// The municipality that holds a cell's centre; kNone for a neighbour's.
    [[nodiscard]] std::uint32_t holder_of_centre(domain::MeshCell cell,
                                                 std::span<const GroundPiece> own,
                                                 std::span<const GroundPiece> theirs) const {
        const geo::LatLng centre = cell.centre();
        for (const GroundPiece& piece : own) {
            if (geo::contains(municipalities_[piece.index].boundary, centre)) {
                return piece.index;
            }
        }
        for (const GroundPiece& piece : theirs) {
            if (geo::contains(neighbours_[piece.index].boundary, centre)) {
                return domain::StudyGrid::kNone;
            }
        }
        return holder_of_most(own, theirs);
    }

    /// The municipality with the largest part of a cell; kNone for a neighbour's.
    static std::uint32_t holder_of_most(std::span<const GroundPiece> own,
                                        std::span<const GroundPiece> theirs) {
        const GroundPiece& most = largest(own);
        return !theirs.empty() && largest(theirs).share > most.share ? domain::StudyGrid::kNone
                                                                     : most.index;
    }

    /// A cell on no municipality's ground.
    void add_beside(domain::MeshCell cell, std::size_t row, double people, double their_land) {
        if (people == 0.0 && (population_.marks[row] & domain::kPeopleUnknown) == 0) {
            return; // nobody there and no municipality's ground: not a cell of the study
        }
        const Nearest found = their_land > 0.0 ? Nearest{} : nearest_.of(cell);
        const bool near = found.municipality != domain::StudyGrid::kNone;
        const bool theirs =
            their_land > 0.0 || (near && nearest_neighbour_.of(cell).distance_m < found.distance_m);
        if (near && !theirs) {
            result_.value.parts.push_back({found.municipality, 1.0});
            result_.people_by_area[found.municipality] += people;
            result_.people_by_centroid[found.municipality] += people;
            push(cell, row, 1.0, 0.0);
            ++result_.cells_by_the_shore;
            result_.people_by_the_shore += people;
            note_shore(cell, people, found);
            return;
        }
        ++result_.counts.rejected;
        ++result_.counts.outside;
        if (theirs) {
            ++result_.cells_of_neighbours;
            result_.people_of_neighbours += people;
        } else {
            ++result_.cells_elsewhere;
            result_.people_elsewhere += people;
            if (cell.box().touches(nearest_.extent())) {
                within_.push_back({cell, people});
                ++result_.cells_within;
            } else {
                ++beyond_;
                people_beyond_ += people;
            }
        }
    }

    void push(domain::MeshCell cell, std::optional<std::size_t> row, double share, double land) {
        domain::StudyGrid& grid = result_.value;
        grid.cells.push_back(cell);
        grid.land_share.push_back(std::min(1.0, land));
        // No share of an unknown figure is none at all.
        const auto part = [share](double figure) { return share == 0.0 ? 0.0 : figure * share; };
        grid.population.push_back(row ? part(population_.population[*row]) : 0.0);
        grid.households.push_back(row ? part(population_.households[*row]) : 0.0);
        grid.population_65plus.push_back(row ? part(population_.population_65plus[*row]) : 0.0);
        grid.population_75plus.push_back(row ? part(population_.population_75plus[*row]) : 0.0);
        grid.marks.push_back(row && share > 0.0 ? population_.marks[*row] : domain::CellMarks{0});
        if ((grid.marks.back() & domain::kPeopleUnknown) != 0) {
            first_unknown_ = result_.cells_unknown == 0 ? cell : first_unknown_;
            ++result_.cells_unknown;
        }
        result_.people_placed += grid.population.back();
        grid.part_begin.push_back(static_cast<std::uint32_t>(grid.parts.size()));
    }

    void note_shore(domain::MeshCell cell, double people, const Nearest& found) {
        if (result_.cells_by_the_shore > kListed) {
            return; // one line says how many there are
        }
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

    void summarise_shore() {
        if (result_.cells_by_the_shore <= kListed) {
            return;
        }
        Issue issue;
        issue.kind = IssueKind::Noted;
        issue.code = "population_beside_municipalities";
        issue.value = std::to_string(result_.cells_by_the_shore);
        issue.problem = {
            fmt::format("どの市町村の区域にもかからない居住メッシュが、上のものを含めて {} "
                        "件あります。",
                        counted(result_.cells_by_the_shore)),
            fmt::format("{} populated cells touch no municipality, those above among them.",
                        counted(result_.cells_by_the_shore))};
        issue.action = {fmt::format("{} 人を最寄りの市町村の人口に入れました。",
                                    with_thousands(result_.people_by_the_shore)),
                        fmt::format("Their {} people count for the nearest.",
                                    with_thousands(result_.people_by_the_shore))};
        result_.issues.push_back(std::move(issue));
    }

    /// Of ours with one another and with the neighbours, whose indices follow ours.
    [[nodiscard]] std::vector<MunicipalityOverlap> overlaps() const {
        if (theirs_.empty()) {
            return overlaps_of(pieces_);
        }
        const auto ours = static_cast<std::uint32_t>(municipalities_.size());
        std::vector<GroundPiece> pieces = pieces_;
        for (GroundPiece piece : theirs_) {
            piece.index += ours;
            pieces.push_back(piece);
        }
        std::stable_sort(
            pieces.begin(), pieces.end(),
            [](const GroundPiece& a, const GroundPiece& b) { return a.cell < b.cell; });
        std::vector<MunicipalityOverlap> found = overlaps_of(pieces);
        std::erase_if(found, [ours](const auto& overlap) { return overlap.first >= ours; });
        return found;
    }

    void summarise() {
        for (Issue& issue : overlap_issues(overlaps(), municipalities_, neighbours_)) {
            result_.issues.push_back(std::move(issue));
        }
        summarise_shore();
        if (result_.cells_unknown > 0) {
            result_.issues.push_back(issue_of(
                IssueKind::Assumed, "population_unknown", first_unknown_,
                {fmt::format("人口が秘匿または不明のメッシュが {} 件あります（最初は {}）。",
                             counted(result_.cells_unknown), first_unknown_.code()),
                 fmt::format("The source does not state (all of) the people of {} cells (the first "
                             "is {}).",
                             counted(result_.cells_unknown), first_unknown_.code())},
                {"無人とはせず不明として残しました。その人数は、整備済みにも未整備にも入りません。",
                 "They are kept as unknown, not as unpopulated; their people count neither as "
                 "covered nor as left out."}));
        }
        if (result_.cells_of_neighbours + result_.cells_divided > 0) {
            Issue issue;
            issue.kind = IssueKind::Noted;
            issue.code = "population_of_neighbours";
            issue.value = std::to_string(result_.cells_of_neighbours + result_.cells_divided);
            issue.problem = {
                fmt::format("人口のあるメッシュのうち {} 件は隣の都道府県の区域、{} "
                            "件は県境にかかっています。",
                            counted(result_.cells_of_neighbours), counted(result_.cells_divided)),
                fmt::format("{} populated cells lie in other prefectures, {} on the border.",
                            counted(result_.cells_of_neighbours), counted(result_.cells_divided))};
            issue.action = {
                fmt::format("隣の都道府県の {} 人を除きました（県境のメッシュは陸の面積の比で分け"
                            "ました）。",
                            with_thousands(result_.people_of_neighbours)),
                fmt::format("Their {} people were left out (cells on the border divided by "
                            "area of land).",
                            with_thousands(result_.people_of_neighbours))};
            result_.issues.push_back(std::move(issue));
        }
        summarise_within();
        summarise_beyond();
    }

    /// Cells that municipalities of the study lie around: one of them may be missing.
    void summarise_within() {
        static const Text kAction{
            "対象外に数え、どの市町村の集計にも入れていません。境界データに対象の市町村がすべて入っ"
            "て"
            "いるか確かめてください（隣の県の人なら、このままで構いません）。",
            "Counted as outside; the people are in no table. Check that the boundary file holds "
            "all "
            "municipalities of the study (people of another prefecture may stay so)."};
        if (within_.size() <= kListed) {
            for (const auto& [cell, people] : within_) {
                result_.issues.push_back(issue_of(
                    IssueKind::Noted, "population_outside_municipalities", cell,
                    {fmt::format(
                         "人口 {:.0f} 人のメッシュの {:.0f} m 以内に、対象の市町村がありません。",
                         people, rules_.reach.value()),
                     fmt::format("A cell with {:.0f} people has no municipality of the study "
                                 "within {:.0f} m.",
                                 people, rules_.reach.value())},
                    kAction));
            }
            return;
        }
        double people = 0.0;
        for (const auto& [cell, here] : within_) {
            people += here;
        }
        result_.issues.push_back(
            elsewhere("population_outside_municipalities", within_.size(), people,
                      {"対象の市町村を囲む範囲の中", "between the municipalities"}, kAction));
    }

    /// Cells farther out, as files of a wider ground hold them.
    void summarise_beyond() {
        if (beyond_ > 0) {
            result_.issues.push_back(
                elsewhere("population_elsewhere", beyond_, people_beyond_,
                          {"対象の市町村を囲む範囲の外", "around the municipalities"},
                          {"対象外に数え、どの市町村の集計にも入れていません。",
                           "Counted as outside; the people are in no table."}));
        }
    }

    [[nodiscard]] Issue elsewhere(const char* code, std::size_t cells, double people,
                                  const Text& where, Text action) const {
        Issue issue;
        issue.kind = IssueKind::Noted;
        issue.code = code;
        issue.value = std::to_string(cells);
        issue.problem = {
            fmt::format("{:.0f} m 以内に対象の市町村がないメッシュが{}に {} 件（人口 {} "
                        "人）あります。",
                        rules_.reach.value(), where.ja, counted(cells), with_thousands(people)),
            fmt::format("{} cells with {} people {} have no municipality of the study within "
                        "{:.0f} m.",
                        counted(cells), with_thousands(people), where.en, rules_.reach.value())};
        issue.action = std::move(action);
        return issue;
    }

    const domain::PopulationGrid& population_;
    std::span<const domain::Municipality> municipalities_;
    std::span<const domain::Municipality> neighbours_;
    StudyGridRules rules_;
    domain::MeshCell first_unknown_;
    NearestMunicipality nearest_;
    NearestMunicipality nearest_neighbour_;
    std::vector<GroundPiece> pieces_;
    std::vector<GroundPiece> theirs_;
    std::size_t k_ = 0;
    std::size_t t_ = 0;
    std::vector<std::pair<domain::MeshCell, double>> within_; ///< of those elsewhere
    std::size_t beyond_ = 0;                                  ///< the others
    double people_beyond_ = 0.0;
    StudyGridResult result_;
};

} // namespace

StudyGridResult make_study_grid(const domain::PopulationGrid& given,
                                std::span<const domain::Municipality> municipalities,
                                StudyGridRules rules, Threads threads,
                                std::span<const domain::Municipality> neighbours) {
    domain::PopulationGrid sorted;
    if (!in_order(given.cells)) {
        sorted = given;
        sorted.sort_and_merge();
    }
    const domain::PopulationGrid& population = in_order(given.cells) ? given : sorted;
    StudyGridResult result =
        GridBuilder(population, municipalities, neighbours, rules, threads).build();
    result.counts.read = static_cast<std::int64_t>(given.size());
    result.counts.used = result.counts.read - result.counts.rejected;
    return result;
}

} // namespace todoku::overlay
