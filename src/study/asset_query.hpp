// `todoku assets`: which public assets are available, by place, owner and properties, for a
// carrier's planner.
#pragma once

#include "core/progress.hpp"
#include "core/units.hpp"
#include "geo/box.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace todoku::study {

enum class AssetFormat { Csv, GeoJson, GeoPackage, Kml, Xlsx };

/// "csv" "geojson" "gpkg" "kml" "xlsx".
std::optional<AssetFormat> asset_format_of(std::string_view name);

struct AssetQuery {
    std::filesystem::path study;
    std::filesystem::path
        output_folder; ///< of the run, for `carrier`; empty: outputs/<study name>/
    struct Near {
        geo::LatLng place;
        Metres within;
    };
    std::optional<Near> near;
    std::optional<geo::Box> box;
    std::string municipality; ///< code of five or six digits, or name; empty for all
    std::string where;        ///< SQL over the columns, e.g. height_m >= 10 AND power = 1
    std::string
        carrier; ///< adds what each asset would bring to this carrier (needs a finished run)
    bool allow_approximate_datum = false; ///< as if the study file said so
    bool all =
        false; ///< also assets that may not be used or whose place is unknown, with the reason
    bool may_be_public = false; ///< only those of which a ledger says that they may be published
    AssetFormat format = AssetFormat::Csv;
    std::filesystem::path file; ///< empty: `text` of the result holds CSV, GeoJSON or KML
};

struct AssetQueryResult {
    std::size_t found = 0;
    std::string text; ///< where no file was asked for
    /// Where nothing lies near the place asked for: what is nearest to it.
    struct Nearest {
        std::string id;
        std::string name;
        Metres away;
    };
    std::optional<Nearest> nearest;
};

/// Columns are English, but for Excel, where people read them. Nearest first where `near` is given,
/// else by municipality and id.
/// @throws UsageError for an unknown municipality, carrier or column, and for a binary format
/// without a file
AssetQueryResult query_assets(const AssetQuery& query, Progress& progress);

} // namespace todoku::study
