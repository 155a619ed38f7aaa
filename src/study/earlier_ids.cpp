#include "study/earlier_ids.hpp"

#include "core/error.hpp"
#include "overlay/cell_index.hpp"
#include "study/asked_ground.hpp"
#include "study/gap_matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace todoku::study {

namespace {

std::string service_of(const std::string& carrier, std::string_view technology) {
    return fmt::format("{}\n{}", carrier, technology);
}

std::string service_of(const overlay::GapArea& area) {
    return service_of(area.carrier, area.technology);
}

/// People of a cell in a municipality; "": of all.
double people_of(const domain::StudyGrid& grid,
                 std::span<const domain::Municipality> municipalities, std::uint32_t cell,
                 const std::string& municipality) {
    double weight = 0.0;
    for (const domain::MunicipalityPart& part : grid.parts_of(cell)) {
        const std::string code = municipalities[part.municipality].code.five_digits();
        weight += municipality.empty() || code == municipality ? part.weight : 0.0;
    }
    return grid.population[cell] * weight;
}

/// An identifier that is not taken: by the fullest cells, first from the south-west of equals.
std::string free_id(const overlay::GapArea& area, const domain::StudyGrid& grid,
                    const std::string& municipality,
                    const std::set<std::pair<std::string, std::string>>& taken) {
    const std::string service = service_of(area);
    if (!taken.contains({service, area.id})) {
        return area.id;
    }
    std::vector<std::uint32_t> cells = area.cells;
    std::stable_sort(cells.begin(), cells.end(), [&](std::uint32_t a, std::uint32_t b) {
        return grid.population[a] > grid.population[b];
    });
    for (const std::uint32_t cell : cells) {
        std::string id = municipality + "-" + grid.cells[cell].code();
        if (!taken.contains({service, id})) {
            return id;
        }
    }
    int number = 2;
    while (taken.contains({service, fmt::format("{}-{}", area.id, number)})) {
        ++number;
    }
    return fmt::format("{}-{}", area.id, number);
}

} // namespace

EarlierGaps read_earlier_gaps(const StudyFile& study) {
    const RunAbout about = read_about(study.gaps.earlier);
    if (about.prefecture != study.prefecture) {
        throw InputError(
            {fmt::format(
                 "[gaps] earlier の {} は別の県（{}）の結果です。同じ県の前回の出力フォルダを"
                 "書いてください。",
                 study.gaps.earlier_shown_as, domain::prefecture_name(about.prefecture).ja),
             fmt::format("[gaps] earlier: {} is a result of another prefecture ({}). Name an "
                         "earlier output folder of the same.",
                         study.gaps.earlier_shown_as,
                         domain::prefecture_name(about.prefecture).en)});
    }
    if (!domain::nests(about.level, study.mesh) && !domain::nests(study.mesh, about.level)) {
        throw InputError(
            {fmt::format(
                 "[gaps] earlier の {} のメッシュ（{}）は [grid] mesh（{}）と重ならないため、"
                 "IDを引き継げません。earlier を消すか、メッシュをそろえてください。",
                 study.gaps.earlier_shown_as, domain::name_of(about.level),
                 domain::name_of(study.mesh)),
             fmt::format("[gaps] earlier: the mesh of {} ({}) does not nest with [grid] mesh ({}), "
                         "so identifiers cannot be kept. Leave out earlier or use its mesh.",
                         study.gaps.earlier_shown_as, domain::name_of(about.level),
                         domain::name_of(study.mesh))});
    }
    return {about.level, about.cut_at_borders, read_gaps(about)};
}

void keep_earlier_ids(std::vector<overlay::GapArea>& areas, const domain::StudyGrid& grid,
                      std::span<const domain::Municipality> municipalities,
                      const EarlierGaps& earlier, bool cut_at_borders) {
    std::set<std::string> known;
    for (const domain::Municipality& municipality : municipalities) {
        known.insert(municipality.code.five_digits());
    }
    const overlay::CellIndex index(grid.cells);
    const auto find = [&](domain::MeshCell cell) { return index.find(cell); };
    std::vector<GapGround> before;
    for (const ListedGap& gap : earlier.gaps) {
        before.push_back({service_of(gap.carrier, gap.technology),
                          earlier.cut_at_borders && known.contains(gap.municipality_code)
                              ? gap.municipality_code
                              : "",
                          cells_on_ground(gap.cells, grid.level, find)});
    }
    std::vector<GapGround> now;
    for (const overlay::GapArea& area : areas) {
        now.push_back({service_of(area),
                       cut_at_borders ? municipalities[area.municipality].code.five_digits() : "",
                       area.cells});
    }
    std::vector<bool> kept(areas.size(), false);
    std::set<std::pair<std::string, std::string>> taken;
    for (const GapLink& link :
         link_gaps(before, now, [&](std::uint32_t cell, const std::string& municipality) {
             return people_of(grid, municipalities, cell, municipality);
         })) {
        const std::string& id = earlier.gaps[link.earlier].id;
        if (link.same && taken.insert({now[link.present].service, id}).second) {
            areas[link.present].id = id;
            kept[link.present] = true;
        }
    }
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!kept[i]) {
            areas[i].id = free_id(areas[i], grid,
                                  municipalities[areas[i].municipality].code.five_digits(), taken);
            taken.insert({now[i].service, areas[i].id});
        }
    }
    for (auto first = areas.begin(); first != areas.end();) {
        const auto last = std::find_if(first, areas.end(), [&](const overlay::GapArea& area) {
            return service_of(area) != service_of(*first);
        });
        std::sort(first, last, [](const overlay::GapArea& a, const overlay::GapArea& b) {
            return a.population != b.population ? a.population > b.population : a.id < b.id;
        });
        first = last;
    }
}

} // namespace todoku::study
