#include "overlay/deployment.hpp"

#include "overlay/cell_index.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>

namespace todoku::overlay {

namespace {

using domain::GovernmentCode;
using domain::MeshCell;
using domain::MeshLevel;

// What is known of one cell.
struct Cell {
    bool station = false;
    bool deployed = false;
    bool unknown = false;
};

class Counter {
public:
    explicit Counter(const DeploymentRequest& request) : request_(request) {}

    std::vector<DeploymentRow> rows() {
        std::vector<std::string> carriers = request_.coverage.carriers;
        for (const domain::Station& station : request_.stations) {
            if (std::ranges::find(carriers, station.carrier) == carriers.end()) {
                carriers.push_back(station.carrier);
            }
        }
        std::vector<std::vector<Cell>> all;
        for (const std::string& carrier : carriers) {
            if (const auto cells = sub6(carrier)) {
                count(carrier, *cells);
                all.push_back(*cells);
            }
        }
        if (!all.empty()) {
            count(std::string(kAnyCarrier), any_of(all));
        }
        count_bases(carriers);
        return std::move(rows_);
    }

private:
    // By cell of the grid; nothing where neither coverage nor stations are known.
    [[nodiscard]] std::optional<std::vector<Cell>> sub6(const std::string& carrier) const {
        const char* technology = domain::name_of(domain::Technology::Nr5gSub6);
        const auto layer = request_.coverage.layer(carrier, technology);
        const CellIndex index(request_.grid.cells);
        std::vector<Cell> cells(request_.grid.size());
        bool known = layer.has_value();
        for (const domain::Station& station : request_.stations) {
            if (station.carrier != carrier || station.technology != domain::Technology::Nr5gSub6) {
                continue;
            }
            known = true;
            const auto at = MeshCell::at(station.at, MeshLevel::Km1);
            if (const auto cell = at ? index.find(*at) : std::nullopt) {
                cells[*cell].station = true;
            }
        }
        if (!known) {
            return std::nullopt;
        }
        const PopulationRule enough{.threshold = kDeployedShare};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double share = layer ? request_.coverage.shares[*layer][i] : 0.0;
            const double most =
                layer && request_.at_most ? request_.at_most->shares[*layer][i] : share;
            cells[i].deployed = cells[i].station || enough.covered(share) > 0.0;
            cells[i].unknown = !cells[i].deployed && enough.covered(most) > 0.0;
        }
        return cells;
    }

    static std::vector<Cell> any_of(const std::vector<std::vector<Cell>>& all) {
        std::vector<Cell> any(all.front().size());
        for (const std::vector<Cell>& cells : all) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                any[i].station = any[i].station || cells[i].station;
                any[i].deployed = any[i].deployed || cells[i].deployed;
                any[i].unknown = any[i].unknown || cells[i].unknown;
            }
        }
        for (Cell& cell : any) {
            cell.unknown = cell.unknown && !cell.deployed;
        }
        return any;
    }

    void count(const std::string& carrier, const std::vector<Cell>& cells) {
        std::map<GovernmentCode, DeploymentRow> towns;
        std::map<GovernmentCode, DeploymentRow> prefectures;
        for (const domain::Municipality& town : request_.municipalities) {
            DeploymentRow& row = towns[town.code];
            row.code = town.code;
            row.name = town.name;
            DeploymentRow& prefecture = prefectures[GovernmentCode(town.code.prefecture(), 0)];
            prefecture = prefecture_row(town.code.prefecture());
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!(request_.grid.population[i] > 0.0)) {
                continue;
            }
            for (const domain::MunicipalityPart& part : request_.grid.parts_of(i)) {
                const GovernmentCode code = request_.municipalities[part.municipality].code;
                add(cells[i], towns[code]);
                add(cells[i], prefectures[GovernmentCode(code.prefecture(), 0)]);
            }
        }
        for (auto* group : {&towns, &prefectures}) {
            for (auto& [code, row] : *group) {
                row.carrier = carrier;
                row.measure = kSub6Deployment;
                rows_.push_back(row);
            }
        }
    }

    static DeploymentRow prefecture_row(int prefecture) {
        DeploymentRow row;
        row.prefecture = true;
        row.code = GovernmentCode(prefecture, 0);
        row.name = domain::prefecture_name(prefecture).ja;
        return row;
    }

    static void add(const Cell& cell, DeploymentRow& row) {
        ++row.cells;
        row.deployed += cell.deployed ? 1 : 0;
        row.by_station += cell.station ? 1 : 0;
        row.unknown += cell.unknown ? 1 : 0;
    }

    // A cell of 10 km is a prefecture's where most of its people live there.
    [[nodiscard]] std::map<int, std::set<MeshCell>> cells_of_prefectures() const {
        std::map<MeshCell, std::map<int, double>> people;
        for (std::size_t i = 0; i < request_.grid.size(); ++i) {
            for (const domain::MunicipalityPart& part : request_.grid.parts_of(i)) {
                if (request_.grid.population[i] > 0.0) {
                    const int prefecture =
                        request_.municipalities[part.municipality].code.prefecture();
                    people[request_.grid.cells[i].parent(MeshLevel::Km10)][prefecture] +=
                        part.weight * request_.grid.population[i];
                }
            }
        }
        std::map<int, std::set<MeshCell>> cells;
        for (const auto& [cell, parts] : people) {
            const auto most =
                std::ranges::max_element(parts, {}, [](const auto& part) { return part.second; });
            cells[most->first].insert(cell);
        }
        return cells;
    }

    void count_bases(const std::vector<std::string>& carriers) {
        const auto cells = cells_of_prefectures();
        const auto count = [&](const std::string& carrier,
                               const std::function<bool(const std::string&)>& counts) {
            std::set<MeshCell> with_base;
            bool given = false;
            for (const domain::Station& station : request_.stations) {
                if (station.base && counts(station.carrier)) {
                    given = true;
                    if (const auto at = MeshCell::at(station.at, MeshLevel::Km10)) {
                        with_base.insert(*at);
                    }
                }
            }
            if (!given) {
                return;
            }
            for (const auto& [prefecture, own] : cells) {
                DeploymentRow row = prefecture_row(prefecture);
                row.carrier = carrier;
                row.measure = kBaseDeployment;
                row.cells = static_cast<std::int64_t>(own.size());
                row.by_station = std::ranges::count_if(
                    own, [&](MeshCell cell) { return with_base.contains(cell); });
                row.deployed = row.by_station;
                rows_.push_back(row);
            }
        };
        for (const std::string& carrier : carriers) {
            count(carrier, [&](const std::string& other) { return other == carrier; });
        }
        count(std::string(kAnyCarrier), [](const std::string&) { return true; });
    }

    const DeploymentRequest& request_;
    std::vector<DeploymentRow> rows_;
};

} // namespace

double DeploymentRow::ratio() const {
    return cells > 0 ? static_cast<double>(deployed) / static_cast<double>(cells)
                     : std::numeric_limits<double>::quiet_NaN();
}

domain::StudyGrid deployment_grid(const domain::PopulationGrid& population,
                                  std::span<const domain::Municipality> municipalities,
                                  std::span<const domain::Municipality> neighbours, Metres shore,
                                  Threads threads) {
    if (!domain::nests(population.level, MeshLevel::Km1)) {
        domain::StudyGrid none;
        none.level = MeshLevel::Km1;
        return none;
    }
    return make_study_grid(domain::summed(population, MeshLevel::Km1), municipalities,
                           {shore, BorderCells::Largest}, threads, neighbours)
        .value;
}

std::vector<DeploymentRow> deployment(const DeploymentRequest& request) {
    return request.grid.size() == 0 ? std::vector<DeploymentRow>{} : Counter(request).rows();
}

} // namespace todoku::overlay
