#include "overlay/crowded_cell.hpp"

#include <fmt/format.h>

namespace todoku::overlay {

namespace {

Text message_of(const Crowd& crowd, geo::LatLng cell) {
    return {fmt::format("北緯{:.5f}度、東経{:.5f}度のメッシュで、{}個のポリゴンの輪郭線（線分{}本）"
                        "が互いに交わりすぎていて、測り終えられません。ほとんど同じ形が重なってい"
                        "るためです。GISでポリゴンを統合（ディゾルブ）するか、余分な写しを除いてか"
                        "ら、やり直してください。",
                        cell.lat(), cell.lng(), with_thousands(static_cast<double>(crowd.polygons)),
                        with_thousands(static_cast<double>(crowd.edges))),
            fmt::format("In the cell at {:.5f} N, {:.5f} E the boundaries of {} polygons ({} "
                        "edges) cross each other so often that measuring would not end: almost "
                        "equal shapes lie on each other. Dissolve the polygons in a GIS, or remove "
                        "the copies, and run again.",
                        cell.lat(), cell.lng(), with_thousands(static_cast<double>(crowd.polygons)),
                        with_thousands(static_cast<double>(crowd.edges)))};
}

} // namespace

CrowdedCell::CrowdedCell(const Crowd& crowd, geo::LatLng cell)
    : InputError(message_of(crowd, cell)), crowd_(crowd) {}

CrowdedCell::CrowdedCell(const CrowdedCell& cell, const Text& whose)
    : InputError({whose.ja + "： " + cell.message().ja, whose.en + ": " + cell.message().en}),
      crowd_(cell.crowd()) {}

} // namespace todoku::overlay
