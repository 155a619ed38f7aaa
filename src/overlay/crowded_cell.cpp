#include "overlay/crowded_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::overlay {

namespace {

// One of the steps that are counted takes so long, on a processor of 2024.
constexpr double kSecondsPerStep = 8e-9;

Text message_of(const Crowd& crowd, geo::LatLng cell) {
    const double seconds = std::ceil(static_cast<double>(crowd.steps) * kSecondsPerStep);
    const Text cells = crowd.cells > 1 ? Text{fmt::format("など{}個のメッシュ", crowd.cells),
                                              fmt::format(" and {} more like it", crowd.cells - 1)}
                                       : Text{"のメッシュ", ""};
    return {
        fmt::format("北緯{:.5f}度、東経{:.5f}度{}で、{}個のポリゴンの輪郭線（線分{}本）"
                    "が互いに交わりすぎていて、測り終えられません（1コアで約{:.0f}秒分の計算をし"
                    "たところで打ち切りました）。ほとんど同じ形が重なってい"
                    "るためです。GISでポリゴンを統合（ディゾルブ）するか、余分な写しを除いてか"
                    "ら、やり直してください。",
                    cell.lat(), cell.lng(), cells.ja,
                    with_thousands(static_cast<double>(crowd.polygons)),
                    with_thousands(static_cast<double>(crowd.edges)), seconds),
        fmt::format("In the cell at {:.5f} N, {:.5f} E{} the boundaries of {} polygons ({} "
                    "edges) cross each other so often that measuring would not end (given up "
                    "after the work of some {:.0f} s of one core): almost "
                    "equal shapes lie on each other. Dissolve the polygons in a GIS, or remove "
                    "the copies, and run again.",
                    cell.lat(), cell.lng(), cells.en,
                    with_thousands(static_cast<double>(crowd.polygons)),
                    with_thousands(static_cast<double>(crowd.edges)), seconds)};
}

} // namespace

std::optional<Crowd> SweepAccount::spend(const Crowd& cell) {
    constexpr std::uint64_t kDear =
        200; // parts of all that may be spent; others are too many to list
    const std::uint64_t spent = spent_ += cell.steps;
    const bool dear = cell.steps > most_ / kDear;
    if (!dear && spent <= most_) {
        return std::nullopt;
    }
    const std::lock_guard lock(mutex_);
    dear_ += dear ? 1 : 0;
    if (cell.steps > dearest_.steps) {
        dearest_ = cell;
    }
    if (spent <= most_) {
        return std::nullopt;
    }
    Crowd all = dearest_;
    all.cells = std::max<std::size_t>(dear_, 1);
    all.steps = spent;
    return all;
}

CrowdedCell::CrowdedCell(const Crowd& crowd, geo::LatLng cell)
    : InputError(message_of(crowd, cell)), crowd_(crowd) {}

CrowdedCell::CrowdedCell(const CrowdedCell& cell, const Text& whose)
    : InputError({whose.ja + "： " + cell.message().ja, whose.en + ": " + cell.message().en}),
      crowd_(cell.crowd()) {}

} // namespace todoku::overlay
