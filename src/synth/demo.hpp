// The synthetic prefecture: a complete study shaped like Mie, in the file formats real inputs come
// in.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/mesh.hpp"
#include "geo/box.hpp"
#include "geo/geometry.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace todoku::synth {

struct DemoRequest {
    std::filesystem::path folder;
    domain::MeshLevel mesh = domain::MeshLevel::M250;
    std::uint64_t seed = 24;
    double scale =
        1.0; ///< size of the input: asset count and coverage vertices are multiplied by it
    Threads threads;
    /// Writes templates of letters into the folder and returns the lines of study.toml that name
    /// them, at the end of [report]; empty: the demo has none.
    std::function<std::string(const std::filesystem::path&)> letters = {};
};

/// Writes study.toml and inputs/ into the folder: municipalities (Shapefile CP932), population
/// (e-Stat style CSV CP932, two header rows), coverage of キャリアA to D (GeoPackage, Shapefile in
/// CP932, GeoJSON), asset ledgers (CSV CP932 with full-width digits, GeoJSON), terrain (GeoTIFF),
/// restrictions, places, roads. The same bytes for the same request.
/// @throws UsageError where the folder already holds something else than an untouched earlier demo,
///         or the mesh level has no census table; ExternalError where it cannot be written (then
///         nothing is left behind).
void write_demo(const DemoRequest& request, Progress& progress);

/// Made-up coverage of four carriers for a real extent: polygons in all four technologies around
/// given town points.
struct CoverageRequest {
    std::filesystem::path file; ///< GeoPackage to write; layer "<carrier>_<technology>"
    geo::Box extent;
    std::vector<geo::LatLng> towns; ///< places with people; denser there
    std::vector<double> people;     ///< of each town
    std::uint64_t seed = 24;
};
void write_coverage(const CoverageRequest& request);

/// Made-up 250 m (or other) population for real municipalities: sums to the given totals, in e-Stat
/// form (CP932).
struct PopulationRequest {
    std::filesystem::path file;
    domain::MeshLevel mesh = domain::MeshLevel::M250;
    struct Area {
        std::string code; ///< five digits
        geo::MultiPolygon boundary;
        geo::LatLng office;
        std::int64_t population = 0;
    };
    std::vector<Area> areas;
    std::uint64_t seed = 24;
};
void write_population(const PopulationRequest& request);

} // namespace todoku::synth
