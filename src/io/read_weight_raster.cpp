#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/datum_issues.hpp"
#include "io/gdal_session.hpp"
#include "io/placed_raster.hpp"
#include "io/population_weights.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace todoku::io {

namespace {

using Transform = std::array<double, 6>;

/// Divides pixels among cells.
class PixelDivider {
public:
    PixelDivider(const Transform& transform, const geo::ToJgd2011& to_jgd2011,
                 const geo::Box& window, domain::CellWeightSum& sum)
        : t_(transform), to_jgd2011_(to_jgd2011), window_(window), sum_(sum),
          upright_(to_jgd2011.is_identity() && t_[2] == 0.0 && t_[4] == 0.0) {}

    /// False for a pixel outside the window.
    bool add(int column, int row, double value) {
        return upright_ ? add_exactly(column, row, value) : add_in_parts(column, row, value);
    }

private:
    bool add_exactly(int column, int row, double value) {
        const auto [west, east] =
            std::minmax({t_[0] + column * t_[1], t_[0] + (column + 1) * t_[1]});
        const auto [south, north] = std::minmax({t_[3] + row * t_[5], t_[3] + (row + 1) * t_[5]});
        const geo::Box pixel{south, west, north, east};
        if (!pixel.touches(window_)) {
            return false;
        }
        const geo::Box inside{std::max(south, window_.south), std::max(west, window_.west),
                              std::min(north, window_.north), std::min(east, window_.east)};
        const domain::MeshWindow cells = domain::MeshWindow::around(inside, sum_.level());
        // Rows of one pixel hardly differ in length of a degree: shares of degrees are areas to
        // 1e-4 of a share.
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const domain::MeshCell cell = cells.cell(i);
            const geo::Box box = cell.box();
            const double height = std::min(north, box.north) - std::max(south, box.south);
            const double width = std::min(east, box.east) - std::max(west, box.west);
            if (height > 0.0 && width > 0.0) {
                sum_.add(cell, value * (height / (north - south)) * (width / (east - west)));
            }
        }
        return true;
    }

    bool add_in_parts(int column, int row, double value) {
        constexpr int kParts = 4;
        bool any = false;
        for (int v = 0; v < kParts; ++v) {
            for (int u = 0; u < kParts; ++u) {
                const double x = column + (u + 0.5) / kParts;
                const double y = row + (v + 0.5) / kParts;
                const auto place =
                    to_jgd2011_({t_[0] + x * t_[1] + y * t_[2], t_[3] + x * t_[4] + y * t_[5]});
                const auto cell = place && window_.contains(*place)
                                      ? domain::MeshCell::at(*place, sum_.level())
                                      : std::nullopt;
                if (cell) {
                    sum_.add(*cell, value / (kParts * kParts));
                    any = true;
                }
            }
        }
        return any;
    }

    const Transform& t_;
    const geo::ToJgd2011& to_jgd2011_;
    const geo::Box& window_;
    domain::CellWeightSum& sum_;
    bool upright_;
};

} // namespace

Loaded<std::int64_t> add_weight_raster(const WeightRasterSource& source, const geo::Box& window,
                                       domain::CellWeightSum& sum) {
    GdalMessages messages;
    const PlacedRaster raster = open_placed_raster(source, messages);
    const Dataset& dataset = raster.dataset;
    PixelDivider divider(raster.transform, raster.to_jgd2011, window, sum);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    int has_none = 0;
    const double none = band.GetNoDataValue(&has_none);
    Loaded<std::int64_t> loaded;
    std::vector<double> line(static_cast<std::size_t>(dataset->GetRasterXSize()));
    for (int row = 0; row < dataset->GetRasterYSize(); ++row) {
        if (band.RasterIO(GF_Read, 0, row, dataset->GetRasterXSize(), 1, line.data(),
                          dataset->GetRasterXSize(), 1, GDT_Float64, 0, 0, nullptr) != CE_None) {
            throw InputError({source.shown_as + " は途中で壊れています（" + messages.last_error() +
                                  "）。元のファイルをもらい直してください。",
                              source.shown_as + " is damaged (" + messages.last_error() +
                                  "). Ask for the file again."});
        }
        for (int column = 0; column < dataset->GetRasterXSize(); ++column) {
            const double value = line[static_cast<std::size_t>(column)];
            if ((has_none != 0 && value == none) || std::isnan(value)) {
                continue;
            }
            if (!std::isfinite(value) || value < 0.0) {
                ++loaded.counts.read;
                ++loaded.counts.rejected;
            } else if (value > 0.0 && divider.add(column, row, value)) {
                ++loaded.counts.read;
                ++loaded.counts.used;
            }
        }
    }
    loaded.value = loaded.counts.used;
    loaded.issues = raster_datum_issues(raster.to_jgd2011, source.shown_as);
    if (loaded.counts.rejected > 0) {
        loaded.issues.push_back(
            {.kind = IssueKind::Rejected,
             .code = "weight_not_usable",
             .file = source.shown_as,
             .layer = {},
             .row = std::nullopt,
             .field = {},
             .value = std::to_string(loaded.counts.rejected),
             .problem = {fmt::format("負の値や数でない値の画素が{}個あります。",
                                     loaded.counts.rejected),
                         fmt::format("{} pixels are negative or no numbers.",
                                     loaded.counts.rejected)},
             .action = {"何もないものとして扱いました。", "they count as holding nothing."}});
    }
    return loaded;
}

} // namespace todoku::io
