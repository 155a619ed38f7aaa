#include "overlay/shards.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace todoku::overlay {

namespace {

constexpr domain::MeshLevel kPrimary = domain::MeshLevel::Km80;

std::vector<Zones> with_shapes(const std::vector<ShardZones>& given,
                               const std::vector<geo::MultiPolygon>& shapes) {
    const auto shapes_of = [&](const ShardZones::Shapes& numbers) {
        LayerShapes layer;
        for (const std::uint32_t number : numbers) {
            layer.push_back(&shapes.at(number));
        }
        return layer;
    };
    std::vector<Zones> result;
    for (const ShardZones& set : given) {
        Zones zones;
        zones.ground = set.ground;
        zones.places = set.places;
        for (const auto& pass : set.passes) {
            zones.passes.emplace_back();
            for (const ShardZones::Shapes& layer : pass) {
                zones.passes.back().push_back(shapes_of(layer));
            }
        }
        zones.land = shapes_of(set.land);
        result.push_back(std::move(zones));
    }
    return result;
}

domain::StudyGrid grid_of(const std::vector<domain::MeshCell>& cells) {
    domain::StudyGrid grid;
    grid.cells = cells;
    if (!cells.empty()) {
        grid.level = cells.front().level();
    }
    return grid;
}

/// Every shape the zones refer to, once.
std::map<const geo::MultiPolygon*, std::uint32_t> numbered(const MeasureRequest& request) {
    std::map<const geo::MultiPolygon*, std::uint32_t> numbers;
    const auto add = [&](const LayerShapes& shapes) {
        for (const geo::MultiPolygon* shape : shapes) {
            numbers.try_emplace(shape, static_cast<std::uint32_t>(numbers.size()));
        }
    };
    for (const std::span<const Zones> sets :
         {request.zones, std::span<const Zones>(request.ministry.zones)}) {
        for (const Zones& zones : sets) {
            for (const auto& pass : zones.passes) {
                std::ranges::for_each(pass, add);
            }
            add(zones.land);
        }
    }
    return numbers;
}

std::vector<const geo::MultiPolygon*>
shapes_of(const std::map<const geo::MultiPolygon*, std::uint32_t>& numbers,
          const MeasureRequest& request) {
    std::vector<const geo::MultiPolygon*> shapes(numbers.size());
    for (const auto& [shape, number] : numbers) {
        shapes[number] = shape;
    }
    const auto add = [&](std::span<const domain::CoverageLayer> layers) {
        for (const domain::CoverageLayer& layer : layers) {
            shapes.push_back(&layer.polygons);
        }
    };
    add(request.layers);
    add(request.unknown);
    for (const StrengthLayers& strong : request.strengths) {
        add(strong.layers);
    }
    return shapes;
}

template <class Value>
std::vector<Value> picked(std::span<const Value> values, std::span<const std::uint32_t> at) {
    std::vector<Value> result;
    result.reserve(at.size());
    for (const std::uint32_t i : at) {
        result.push_back(values[i]);
    }
    return result;
}

/// Puts a part's columns (layers x members) where the members stand in the whole.
template <class Value>
void place(const std::vector<std::vector<Value>>& part, std::span<const std::uint32_t> at,
           std::vector<std::vector<Value>>& whole) {
    for (std::size_t layer = 0; layer < whole.size(); ++layer) {
        for (std::size_t i = 0; i < at.size(); ++i) {
            whole[layer][at[i]] = part.at(layer).at(i);
        }
    }
}

Coverage empty_of(const Coverage& like, std::size_t cells, std::size_t places) {
    Coverage coverage;
    coverage.carriers = like.carriers;
    coverage.layers = like.layers;
    const std::size_t layers = like.layers.size();
    coverage.shares.assign(layers, std::vector<double>(cells, 0.0));
    coverage.centres.assign(layers, std::vector<std::uint8_t>(cells, 0));
    coverage.places.assign(layers, std::vector<std::uint8_t>(places, 0));
    coverage.zones = like.zones;
    for (ZoneAreas& set : coverage.zones) {
        for (auto& areas : set) {
            std::ranges::fill(areas, 0);
        }
    }
    return coverage;
}

void add(const Coverage& part, std::span<const std::uint32_t> cells,
         std::span<const std::uint32_t> places, Coverage& whole) {
    place(part.shares, cells, whole.shares);
    place(part.centres, cells, whole.centres);
    place(part.places, places, whole.places);
    for (std::size_t set = 0; set < whole.zones.size(); ++set) {
        for (std::size_t layer = 0; layer < whole.zones[set].size(); ++layer) {
            for (std::size_t zone = 0; zone < whole.zones[set][layer].size(); ++zone) {
                whole.zones[set][layer][zone] += part.zones.at(set).at(layer).at(zone);
            }
        }
    }
}

} // namespace

Measures measure(const Shard& shard, Threads threads, Progress& progress) {
    const domain::StudyGrid grid = grid_of(shard.cells);
    const std::vector<Zones> zones = with_shapes(shard.zones, shard.shapes);
    const domain::StudyGrid deployment = grid_of(shard.deployment_cells);
    const MinistryGround ministry{grid_of(shard.ministry_cells),
                                  with_shapes(shard.ministry_zones, shard.shapes)};
    return measure({.layers = shard.layers,
                    .unknown = shard.unknown,
                    .grid = grid,
                    .zones = zones,
                    .places = shard.places,
                    .ministry = ministry,
                    .shifts = shard.shifts,
                    .moved_technologies = shard.moved_technologies,
                    .strengths = shard.strengths,
                    .deployment = shard.deployment ? &deployment : nullptr},
                   threads, progress);
}

ShardPlan shard_plan(const MeasureRequest& request) {
    ShardPlan plan;
    for (std::uint32_t i = 0; i < request.grid.size(); ++i) {
        plan.meshes[request.grid.cells[i].parent(kPrimary)].cells.push_back(i);
    }
    for (std::uint32_t i = 0; i < request.ministry.grid.size(); ++i) {
        plan.meshes[request.ministry.grid.cells[i].parent(kPrimary)].ministry.push_back(i);
    }
    for (std::uint32_t i = 0; request.deployment != nullptr && i < request.deployment->size();
         ++i) {
        plan.meshes[request.deployment->cells[i].parent(kPrimary)].deployment.push_back(i);
    }
    for (std::uint32_t i = 0; i < request.places.size(); ++i) {
        if (const auto mesh = domain::MeshCell::at(request.places[i], kPrimary)) {
            plan.meshes[*mesh].places.push_back(i);
        }
    }
    return plan;
}

ShardMaker::ShardMaker(const MeasureRequest& request, const ShardPlan& plan, Threads threads)
    : request_(request), plan_(plan), numbers_(numbered(request)),
      partition_(shapes_of(numbers_, request), threads) {}

Shard ShardMaker::make(domain::MeshCell mesh) const {
    const ShardPlan::Members& members = plan_.meshes.at(mesh);
    Shard shard;
    shard.mesh = mesh;
    shard.cells = picked(std::span(request_.grid.cells), members.cells);
    shard.zones = zones_of(request_.zones, members.cells);
    shard.ministry_cells = picked(std::span(request_.ministry.grid.cells), members.ministry);
    shard.ministry_zones = zones_of(request_.ministry.zones, members.ministry);
    shard.places = picked(request_.places, members.places);
    shard.shifts.assign(request_.shifts.begin(), request_.shifts.end());
    shard.moved_technologies.assign(request_.moved_technologies.begin(),
                                    request_.moved_technologies.end());
    shard.shapes = partition_.of(mesh);
    std::size_t next = numbers_.size();
    const auto take = [&](std::span<const domain::CoverageLayer> layers) {
        std::vector<domain::CoverageLayer> parts;
        for (const domain::CoverageLayer& layer : layers) {
            domain::CoverageLayer part;
            part.carrier = layer.carrier;
            part.technology = layer.technology;
            part.polygons = std::move(shard.shapes[next++]);
            parts.push_back(std::move(part));
        }
        return parts;
    };
    shard.layers = take(request_.layers);
    shard.unknown = take(request_.unknown);
    for (const StrengthLayers& strong : request_.strengths) {
        shard.strengths.push_back({strong.least, take(strong.layers)});
    }
    shard.deployment = request_.deployment != nullptr;
    if (shard.deployment) {
        shard.deployment_cells = picked(std::span(request_.deployment->cells), members.deployment);
    }
    shard.shapes.resize(numbers_.size());
    return shard;
}

std::vector<ShardZones> ShardMaker::zones_of(std::span<const Zones> zones,
                                             std::span<const std::uint32_t> cells) const {
    std::vector<ShardZones> result;
    for (const Zones& set : zones) {
        ShardZones part;
        part.ground.begin.push_back(0);
        for (const std::uint32_t cell : cells) {
            const auto parts = set.ground.of(cell);
            part.ground.parts.insert(part.ground.parts.end(), parts.begin(), parts.end());
            part.ground.begin.push_back(static_cast<std::uint32_t>(part.ground.parts.size()));
        }
        part.places = set.places;
        for (const auto& pass : set.passes) {
            part.passes.emplace_back();
            for (const LayerShapes& layer : pass) {
                part.passes.back().push_back(numbers_of(layer));
            }
        }
        part.land = numbers_of(set.land);
        result.push_back(std::move(part));
    }
    return result;
}

ShardZones::Shapes ShardMaker::numbers_of(const LayerShapes& shapes) const {
    ShardZones::Shapes numbers;
    for (const geo::MultiPolygon* shape : shapes) {
        numbers.push_back(numbers_.at(shape));
    }
    return numbers;
}

Measures joined(const ShardPlan& plan, const MeasureRequest& request,
                std::span<const Measures> measured) {
    assert(measured.size() == plan.meshes.size());
    Measures whole;
    if (measured.empty()) {
        return whole;
    }
    const std::size_t cells = request.grid.size();
    const Measures& first = measured.front();
    whole.study = empty_of(first.study, cells, request.places.size());
    whole.ministry = empty_of(first.ministry, request.ministry.grid.size(), 0);
    whole.study_at_most = empty_of(first.study_at_most, cells, request.places.size());
    whole.ministry_at_most = empty_of(first.ministry_at_most, request.ministry.grid.size(), 0);
    for (const Coverage& coverage : first.moved) {
        whole.moved.push_back(empty_of(coverage, cells, 0));
    }
    for (const Coverage& coverage : first.strengths) {
        whole.strengths.push_back(empty_of(coverage, cells, 0));
    }
    const std::size_t km_cells = request.deployment != nullptr ? request.deployment->size() : 0;
    whole.deployment = empty_of(first.deployment, km_cells, 0);
    whole.deployment_at_most = empty_of(first.deployment_at_most, km_cells, 0);
    std::size_t i = 0;
    for (const auto& [mesh, members] : plan.meshes) {
        const Measures& part = measured[i++];
        add(part.study, members.cells, members.places, whole.study);
        add(part.ministry, members.ministry, {}, whole.ministry);
        add(part.study_at_most, members.cells, members.places, whole.study_at_most);
        add(part.ministry_at_most, members.ministry, {}, whole.ministry_at_most);
        add(part.deployment, members.deployment, {}, whole.deployment);
        add(part.deployment_at_most, members.deployment, {}, whole.deployment_at_most);
        for (std::size_t s = 0; s < whole.strengths.size(); ++s) {
            add(part.strengths.at(s), members.cells, {}, whole.strengths[s]);
        }
        for (std::size_t shift = 0; shift < whole.moved.size(); ++shift) {
            add(part.moved.at(shift), members.cells, {}, whole.moved[shift]);
        }
    }
    return whole;
}

} // namespace todoku::overlay
