#include "overlay/floor_area.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/covered_shares.hpp"

namespace todoku::overlay {

void add_floor_area(const geo::MultiPolygon& building, double floors, domain::CellWeightSum& sum) {
    const auto window = domain::MeshWindow::around(geo::bounds(building), sum.level());
    for (const CellShare& share : covered_shares(building, window, Threads{1})) {
        sum.add(share.cell, share.share * geo::area(share.cell.box()).value() * floors);
    }
}

} // namespace todoku::overlay
