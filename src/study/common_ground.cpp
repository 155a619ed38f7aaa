#include "study/common_ground.hpp"

#include "core/error.hpp"
#include "domain/technology.hpp"
#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

using Cells = std::vector<domain::MeshCell>;

Cells without_twins(Cells cells) {
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
}

Cells parents_of(const Cells& cells, domain::MeshLevel level) {
    Cells parents;
    parents.reserve(cells.size());
    for (const domain::MeshCell cell : cells) {
        parents.push_back(cell.parent(level));
    }
    return parents;
}

domain::MeshLevel common_level(domain::MeshLevel a, domain::MeshLevel b) {
    if (domain::nests(a, b)) {
        return b;
    }
    if (domain::nests(b, a)) {
        return a;
    }
    throw UsageError(
        {fmt::format("メッシュ {} と {} は、一方がもう一方にちょうど収まらないため比べられません。"
                     "[grid] mesh をそろえて、どちらかの todoku run をやり直してください。",
                     domain::name_of(a), domain::name_of(b)),
         fmt::format("Meshes {} and {} cannot be compared: neither is made of whole cells of the "
                     "other. Give both studies the same [grid] mesh and run one again.",
                     domain::name_of(a), domain::name_of(b))});
}

std::size_t cells_in(domain::MeshLevel finer, domain::MeshLevel coarser) {
    const domain::MeshPitch fine = domain::pitch(finer);
    const domain::MeshPitch coarse = domain::pitch(coarser);
    return static_cast<std::size_t>(fine.half_rows_per_degree / coarse.half_rows_per_degree) *
           static_cast<std::size_t>(fine.columns_per_degree / coarse.columns_per_degree);
}

/// The run on a coarser mesh; `part` becomes the part of each cell's area that its cells make up.
RunResults coarsened(const RunResults& run, domain::MeshLevel level, std::vector<double>& part) {
    RunResults coarse;
    coarse.about = run.about;
    coarse.municipalities = run.municipalities;
    coarse.layers = run.layers;
    coarse.gaps = run.gaps;
    coarse.sites = run.sites;
    const Cells parents = parents_of(run.cells, level);
    coarse.cells = without_twins(parents);
    const overlay::CellIndex index(coarse.cells);
    std::vector<std::uint32_t> parent(run.cells.size());
    std::vector<double> area_m2(run.cells.size());
    std::vector<double> known_m2(coarse.cells.size(), 0.0);
    std::vector<std::size_t> known(coarse.cells.size(), 0);
    for (std::size_t i = 0; i < run.cells.size(); ++i) {
        parent[i] = *index.find(parents[i]);
        area_m2[i] = geo::area(run.cells[i].box()).value();
        known_m2[parent[i]] += area_m2[i];
        ++known[parent[i]];
    }
    const std::size_t whole = cells_in(run.about.level, level);
    part.assign(coarse.cells.size(), 1.0);
    for (std::size_t c = 0; c < part.size(); ++c) {
        if (known[c] < whole) {
            part[c] = known_m2[c] / geo::area(coarse.cells[c].box()).value();
        }
    }

    const auto coarsen = [&](const Shares& fine, Shares& coarser) {
        for (const std::vector<double>& shares : fine) {
            auto& covered = coarser.emplace_back(coarse.cells.size(), 0.0);
            for (std::size_t i = 0; i < shares.size(); ++i) {
                covered[parent[i]] += shares[i] * area_m2[i];
            }
            for (std::size_t c = 0; c < covered.size(); ++c) {
                covered[c] = std::min(1.0, covered[c] / known_m2[c]);
            }
        }
    };
    coarsen(run.shares, coarse.shares);
    coarsen(run.at_most, coarse.at_most);

    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> people; // and land
    std::vector<double> divided_m2(coarse.cells.size(), 0.0);
    std::vector<double> of_cell(run.cells.size(), 0.0);
    std::vector<double> of_parent(coarse.cells.size(), 0.0);
    for (const CellPeople& own : run.people) {
        auto& [number, m2] = people[{parent[own.cell], own.municipality}];
        number += own.people;
        m2 += own.weight * area_m2[own.cell];
        divided_m2[parent[own.cell]] += own.weight * area_m2[own.cell];
        of_cell[own.cell] += own.people;
        of_parent[parent[own.cell]] += own.people;
    }
    for (const auto& [key, of] : people) {
        coarse.people.push_back(
            {key.first, key.second, of.first, of.second / divided_m2[key.first]});
    }
    // Whose a coarse cell is: most people, then most cells, then the lowest code.
    std::vector<std::map<std::uint32_t, std::pair<double, std::size_t>>> claims(
        coarse.cells.size());
    for (std::size_t i = 0; i < run.cells.size(); ++i) {
        if (run.municipality[i]) {
            auto& claim = claims[parent[i]][*run.municipality[i]];
            claim.first += of_cell[i];
            ++claim.second;
        }
    }
    for (const auto& of : claims) {
        const auto most = std::max_element(
            of.begin(), of.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        coarse.municipality.push_back(most == of.end() ? std::nullopt : std::optional(most->first));
    }

    for (ListedGap& gap : coarse.gaps) {
        gap.cells = without_twins(parents_of(gap.cells, level));
    }
    const overlay::CellIndex fine(run.cells);
    for (OfferedSite& site : coarse.sites) {
        if (!site.cells) {
            continue;
        }
        std::map<std::uint32_t, double> served;
        for (const auto& [cell, share] : *site.cells) {
            if (const auto i = fine.find(cell); i && of_cell[*i] > 0.0) {
                served[parent[*i]] += share * of_cell[*i];
            }
        }
        site.cells->clear();
        for (const auto& [c, number] : served) {
            site.cells->emplace_back(coarse.cells[c], number / of_parent[c]);
        }
    }
    return coarse;
}

std::vector<RunMunicipality> municipalities_of(const RunResults& earlier,
                                               const RunResults& present) {
    std::map<std::string, std::string> names;
    for (const RunResults* run : {&present, &earlier}) { // the present name first
        for (const RunMunicipality& municipality : run->municipalities) {
            names.emplace(municipality.code, municipality.name);
        }
    }
    std::vector<RunMunicipality> all;
    for (const auto& [code, name] : names) {
        all.push_back({code, name});
    }
    return all;
}

bool knows(const RunResults& run, const std::string& carrier) {
    return std::any_of(run.layers.begin(), run.layers.end(),
                       [&](const overlay::LayerName& layer) { return layer.carrier == carrier; });
}

bool has_layer(const std::vector<overlay::LayerName>& layers, const overlay::LayerName& layer) {
    return std::find(layers.begin(), layers.end(), layer) != layers.end();
}

std::vector<overlay::LayerName> layers_of(const RunResults& earlier, const RunResults& present) {
    std::vector<overlay::LayerName> layers;
    const auto add = [&](const overlay::LayerName& layer) {
        if (!has_layer(layers, layer)) {
            layers.push_back(layer);
        }
    };
    for (const overlay::LayerName& layer : present.layers) {
        const overlay::LayerName all_5g{layer.carrier, std::string(domain::kAny5g)};
        if (has_layer(earlier.layers, layer)) {
            add(layer);
        }
        if (knows(earlier, layer.carrier)) {
            add(all_5g);
        }
    }
    return layers;
}

/// @param part by cell of the run, as coarsened() gives it; empty where the run is as it was
RunSide side_of(const RunResults& run, std::span<const double> part, const CommonGround& ground,
                const overlay::CellIndex& index) {
    std::vector<std::uint32_t> municipality; // of the run -> common
    for (const RunMunicipality& own : run.municipalities) {
        const auto found = std::lower_bound(
            ground.municipalities.begin(), ground.municipalities.end(), own.code,
            [](const RunMunicipality& m, const std::string& c) { return m.code < c; });
        municipality.push_back(static_cast<std::uint32_t>(found - ground.municipalities.begin()));
    }
    std::vector<std::uint32_t> place;
    RunSide side;
    side.has.assign(ground.cells.size(), 0);
    for (const domain::MeshCell cell : run.cells) {
        place.push_back(*index.find(cell));
        side.has[place.back()] = 1;
    }
    if (!part.empty()) {
        side.part.assign(ground.cells.size(), 1.0);
        for (std::size_t i = 0; i < part.size(); ++i) {
            side.part[place[i]] = part[i];
        }
    }
    for (const CellPeople& own : run.people) {
        side.people.push_back(
            {place[own.cell], municipality[own.municipality], own.people, own.weight});
    }
    const auto spread = [&](const Shares& from, Shares& to) {
        for (const overlay::LayerName& layer : ground.layers) {
            auto& shares = to.emplace_back(ground.cells.size(), 0.0);
            const auto own = std::find(run.layers.begin(), run.layers.end(), layer);
            if (own != run.layers.end()) {
                const auto& given = from[static_cast<std::size_t>(own - run.layers.begin())];
                for (std::size_t i = 0; i < given.size(); ++i) {
                    shares[place[i]] = given[i];
                }
            }
        }
    };
    spread(run.shares, side.shares);
    if (!run.at_most.empty()) {
        spread(run.at_most, side.at_most);
    }
    for (const ListedGap& gap : run.gaps) {
        auto& cells = side.gap_cells.emplace_back();
        for (const domain::MeshCell cell : gap.cells) {
            if (const auto i = index.find(cell)) {
                cells.push_back(*i);
            }
        }
    }
    for (const OfferedSite& site : run.sites) {
        auto& cells = side.site_cells.emplace_back();
        if (site.cells) {
            cells.emplace();
            for (const auto& [cell, share] : *site.cells) {
                if (const auto i = index.find(cell)) {
                    cells->emplace_back(*i, share);
                }
            }
        }
    }
    return side;
}

/// Parts of cells that differ by less are drawn otherwise, not given to another municipality.
constexpr double kSameDivision = 0.01;

using Parts = std::span<const CellPeople>; // of one cell

bool same_division(Parts a, Parts b) {
    const auto weight_in = [](Parts parts, std::uint32_t municipality) {
        double weight = 0.0;
        for (const CellPeople& part : parts) {
            weight += part.municipality == municipality ? part.weight : 0.0;
        }
        return weight;
    };
    const auto within = [&](Parts some, Parts others) {
        return std::all_of(some.begin(), some.end(), [&](const CellPeople& part) {
            return std::abs(weight_in(some, part.municipality) -
                            weight_in(others, part.municipality)) <= kSameDivision;
        });
    };
    return within(a, b) && within(b, a);
}

/// The one municipality that has all of a cell.
std::optional<std::uint32_t> whole_of(Parts parts) {
    for (const CellPeople& part : parts) {
        if (part.weight >= 1.0 - kSameDivision) {
            return part.municipality;
        }
    }
    return std::nullopt;
}

double people_in(Parts parts) {
    double people = 0.0;
    for (const CellPeople& part : parts) {
        people += part.people;
    }
    return people;
}

/// Divides the earlier run's people as the present run divides its cells.
void count_by_present_borders(CommonGround& ground) {
    const auto next = [](Parts& rest, std::uint32_t cell) {
        const auto last = std::find_if(rest.begin(), rest.end(),
                                       [&](const CellPeople& part) { return part.cell != cell; });
        const Parts own = rest.first(static_cast<std::size_t>(last - rest.begin()));
        rest = rest.subspan(own.size());
        return own;
    };
    std::vector<CellPeople> people;
    ground.moved.assign(ground.cells.size(), 0);
    Parts earlier = ground.earlier.people;
    Parts present = ground.present.people;
    for (std::uint32_t cell = 0; cell < ground.cells.size(); ++cell) {
        const Parts before = next(earlier, cell);
        const Parts now = next(present, cell);
        if (before.empty() || now.empty() || same_division(before, now)) {
            people.insert(people.end(), before.begin(), before.end());
            continue;
        }
        ground.moved[cell] = 1;
        double whole = 0.0;
        for (const CellPeople& part : now) {
            whole += part.weight;
        }
        const double number = people_in(before);
        for (const CellPeople& part : now) {
            people.push_back({cell, part.municipality, number * part.weight / whole, part.weight});
        }
        if (number > 0.0 || people_in(now) > 0.0) {
            ++ground.moves.cells;
            ground.moves.people += people_in(now);
            const auto from = whole_of(before);
            const auto to = whole_of(now);
            if (from && to && *from != *to) {
                ++ground.moves.between[{*from, *to}];
            }
        }
    }
    ground.earlier.people = std::move(people);
}

} // namespace

std::optional<std::size_t> CommonGround::layer(std::string_view carrier,
                                               std::string_view technology) const {
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const auto& layer) {
        return layer.carrier == carrier && layer.technology == technology;
    });
    return found == layers.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - layers.begin()));
}

CommonGround common_ground(const RunResults& given_earlier, const RunResults& given_present) {
    CommonGround ground;
    ground.level = common_level(given_earlier.about.level, given_present.about.level);
    RunResults coarse;
    std::vector<double> earlier_part;
    std::vector<double> present_part;
    const auto on_level = [&](const RunResults& run,
                              std::vector<double>& part) -> const RunResults& {
        if (run.about.level == ground.level) {
            return run;
        }
        coarse = coarsened(run, ground.level, part);
        return coarse;
    };
    const RunResults& earlier =
        on_level(given_earlier, earlier_part); // one of the two at most is coarsened
    const RunResults& present = on_level(given_present, present_part);

    Cells common;
    std::set_intersection(earlier.cells.begin(), earlier.cells.end(), present.cells.begin(),
                          present.cells.end(), std::back_inserter(common));
    if (common.empty()) {
        throw UsageError(
            {fmt::format("{} と {} に共通するメッシュがありません。同じ地域の結果を"
                         "指定してください。",
                         earlier.about.folder.string(), present.about.folder.string()),
             fmt::format("{} and {} have no cell in common. Name two results of the "
                         "same ground.",
                         earlier.about.folder.string(), present.about.folder.string())});
    }
    std::set_union(earlier.cells.begin(), earlier.cells.end(), present.cells.begin(),
                   present.cells.end(), std::back_inserter(ground.cells));
    ground.municipalities = municipalities_of(earlier, present);
    ground.layers = layers_of(earlier, present);
    const overlay::CellIndex index(ground.cells);
    ground.earlier = side_of(earlier, earlier_part, ground, index);
    ground.present = side_of(present, present_part, ground, index);
    count_by_present_borders(ground);
    for (const RunMunicipality& municipality : ground.municipalities) {
        ground.gone.push_back(
            std::none_of(present.municipalities.begin(), present.municipalities.end(),
                         [&](const RunMunicipality& m) { return m.code == municipality.code; })
                ? 1
                : 0);
    }
    ground.municipality.resize(ground.cells.size());
    for (const RunResults* run : {&earlier, &present}) { // the present one outweighs
        for (std::size_t i = 0; i < run->cells.size(); ++i) {
            if (run->municipality[i]) {
                const std::string& code = run->municipalities[*run->municipality[i]].code;
                const auto found = std::lower_bound(
                    ground.municipalities.begin(), ground.municipalities.end(), code,
                    [](const RunMunicipality& m, const std::string& c) { return m.code < c; });
                ground.municipality[*index.find(run->cells[i])] =
                    static_cast<std::uint32_t>(found - ground.municipalities.begin());
            }
        }
    }
    return ground;
}

} // namespace todoku::study
