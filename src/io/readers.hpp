// The inputs of a study, each read from the files people really have into the value types of
// domain. Broken rows become issues and are counted; unusable files are InputErrors. Everything
// arrives in JGD2011.
#pragma once

#include "core/issue.hpp"
#include "core/progress.hpp"
#include "core/shared_text.hpp"
#include "domain/asset.hpp"
#include "domain/coverage_layer.hpp"
#include "domain/municipality.hpp"
#include "domain/place.hpp"
#include "domain/population_grid.hpp"
#include "domain/zone.hpp"
#include "geo/height_grid.hpp"
#include "io/coverage_reading.hpp"
#include "io/loaded_coverage.hpp"
#include "io/picture_look.hpp"
#include "io/read_restrictions.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct MunicipalitySource {
    VectorSource source;
    /// Keep only this prefecture (1 to 47); 0 keeps all.
    int prefecture = 0;
    std::vector<VectorSource> further{}; ///< files that belong to the first, such as one each
    std::filesystem::path names{};       ///< names with codes, for files that carry names only
    std::string names_shown_as{};
    std::string code_field{}; ///< empty: found by known names
};
/// N03 of any edition (N03_007 code, N03_004 name, N03_003 district, N03_001 prefecture), or any
/// polygon layer with a code field. Polygons of one municipality are joined into one; 所属未定地
/// and rows without a code are listed. Rising by code. @throws InputError where no municipality of
/// the prefecture is found. Files that carry names only are joined through `names`, else through
/// the code in the file's name.
Loaded<std::vector<domain::Municipality>> read_municipalities(const MunicipalitySource& request);

/// Ground of other prefectures that touches `window`, from the same file: people there are not the
/// study's. Empty where the file holds the study's prefecture only.
std::vector<domain::Municipality> read_neighbours(const MunicipalitySource& request,
                                                  const geo::Box& window);

struct PopulationSource {
    std::vector<std::filesystem::path>
        files; ///< e-Stat mesh CSVs (or their ZIPs), or CSV/GeoPackage with a code column
    std::vector<std::string> shown_as;   ///< how issues name each file
    std::string census;                  ///< shown beside figures
    std::vector<std::string> layers;     ///< layers, sheets or members of a ZIP; empty: all
    std::string where{};                 ///< condition on the columns; empty: all rows
    std::optional<std::string> encoding; ///< overrides the guess
    int prefecture = 0;           ///< of the study (1 to 47); rows may say that they are of another
    std::string code_field;       ///< empty: found by known names (KEY_CODE, MESH_ID, code...)
    std::string population_field; ///< empty: found by label (人口（総数）) or known names (PTN_2020
                                  ///< needs naming)
    std::string households_field;
    std::string population_65plus_field;
    std::string population_75plus_field;
};
/// A row that was used.
struct PopulationRow {
    domain::MeshCell cell;
    double people = 0.0;     ///< 0 where the file does not say
    bool of_another = false; ///< its code of a municipality (SHICODE) is another prefecture's
};
struct LoadedPopulation : Loaded<domain::PopulationGrid> {
    std::vector<PopulationRow> rows;            ///< in the files' order
    std::map<std::string, std::string> mapping; ///< code, population... -> header used
};
/// All files joined on one level. Suppressed details ("*", HTKSYORI 2) are apportioned from the
/// cell they were merged into, by total population, and marked as estimated; totals are the cell's
/// own. A cell whose total the file does not state is unknown, one that is in no file has nobody.
/// @throws InputError for a wrong header, mixed levels, no rows.
LoadedPopulation read_population(const PopulationSource& request);

struct CoverageSource {
    std::vector<VectorSource>
        sources; ///< files and layers that belong to this carrier and technology
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    std::optional<Date> as_of;
    std::optional<Date> day{}; ///< what begins later is no coverage; nothing: all is
    bool confidential = true;
    CoverageForm form = CoverageForm::Detected;
    StrengthReading strength{};
    PolygonReading polygons{};
    MeshTableReading mesh{};
    PictureReading picture{};
    PictureLooker look{}; ///< for pictures; may be empty
};
/// Polygons, tables of mesh cells and pictures, as one layer of polygons. @throws InputError for an
/// empty layer (nothing covered at all), one without CRS, and where the study file does not say
/// enough to tell what is covered
LoadedCoverage read_coverage(const CoverageSource& request);

struct AssetSource {
    std::filesystem::path file;
    std::string shown_as;
    std::string layer;
    std::string owner; ///< default owner where no column says
    std::map<std::string, std::string>
        fields; ///< our field name -> header in the file; overrides the known spellings
    std::map<std::string, std::string>
        defaults; ///< our field name -> value where the file has none
    std::optional<std::string> crs;
    std::optional<std::string> encoding;
    Placing placing{};
    std::string where{}; ///< condition on the columns; rows that do not meet it are left out
};
/// Why nobody knows where an asset is.
struct WhyUnplaced {
    enum class Fault : std::uint8_t { Absent, Unreadable, Link, AtZero, OutsideJapan };
    Fault fault = Fault::Absent;
    SharedText layer; ///< of its ledger
    SharedText field; ///< headers of its coordinates
    SharedText value; ///< as found
};
/// "asset_without_coordinates"...
const char* code_of(const WhyUnplaced& why);
/// The issue that an asset is as long as its place is unknown.
Issue issue_of(const domain::Asset& asset, const WhyUnplaced& why);

/// Assets whose place their ledger does not tell: kept and listed, so that somebody can find them.
/// Millions may be so: their issues are made when they are listed.
struct UnplacedAssets {
    std::vector<domain::Asset> assets; ///< `place` means nothing
    std::vector<WhyUnplaced> why;      ///< of each
};
struct LoadedAssets : Loaded<std::vector<domain::Asset>> {
    std::map<std::string, std::string> mapping; ///< our field name -> header used
    std::vector<std::string> unused_headers;    ///< of columns that are no field of ours
    /// Rejected rows (counts.unplaced) of known content and unknown place, whose issues are not
    /// among `issues` yet.
    UnplacedAssets unplaced;
};
/// CSV ledgers (any encoding of core/encoding.hpp), workbooks and vector files, read a row at a
/// time. A CSV row with text behind the last header is rejected; so is one with fewer fields than
/// the header, unless its place and every number, year, code and yes or no in it still fit their
/// headers: then spreadsheets have left out empty fields at the end, which is listed as assumed.
/// Municipality is taken from the code column here; the study checks it against the place.
/// Latitude and longitude the wrong way round are exchanged where every row that has them so then
/// lies on the study's ground (without one: in Japan); else those rows are rejected.
LoadedAssets read_assets(const AssetSource& request);

/// 位置参照情報 of MLIT: where blocks and towns are.
struct AddressSource {
    std::vector<std::filesystem::path> files; ///< CSV, or ZIP as downloaded; both levels, any order
    std::vector<std::string> shown_as;
    int prefecture = 0; ///< of addresses that name none (1 to 47)
};
struct AddressQuery {
    std::string address;
    std::string municipality; ///< by the ledger's code: in front of an address that names none
};
struct AddressPlace {
    geo::LatLng place;
    domain::PlacePrecision precision = domain::PlacePrecision::Town;
    std::string matched; ///< the town, and the block where it is one, as the list writes them
};
/// The place of each address: of its block or lot (街区レベル), else of its town
/// (大字・町丁目レベル, or the middle of the town's blocks); nothing where the town is in none of
/// the files. Prefecture, 郡 and 大字 may be left out, numerals be of any kind (address_key.hpp).
/// Counts are rows of the files, read one at a time: memory grows with the addresses asked for, not
/// with the files. The files' JGD2000 counts as JGD2011: they differ by centimetres in Mie and by 5
/// m at most (2011, 国土地理院), less than any block.
/// @throws InputError for a file without the columns of either level
Loaded<std::vector<std::optional<AddressPlace>>>
find_addresses(const AddressSource& source, const std::vector<AddressQuery>& queries);

/// A row of a ledger that an asset before it already holds.
struct JoinedRow {
    SharedText source;      ///< its ledger
    std::uint32_t into = 0; ///< index of the asset
};
struct JoinedAssets : Loaded<std::vector<domain::Asset>> {
    std::vector<JoinedRow> joined;
};
/// Joins assets of several ledgers: same place (within 30 m) and same name are one asset, whose
/// absent fields are filled from the later one; across ledgers a similar name is enough
/// (asset_names.hpp). Joined rows are noted. Order of the first occurrence is kept; ids become
/// unique.
JoinedAssets join_duplicates(std::vector<domain::Asset> assets);

/// 640 MB of heights: the rectangle around Mie every 0.4" (12 m), which is 142 million posts.
inline constexpr std::size_t kMostTerrainPosts = 160'000'000;

struct TerrainRequest {
    /// 基盤地図情報 DEM (.xml, also many in ZIPs and ZIPs of ZIPs), GeoTIFF, HGT, elevation tiles
    /// of GSI (z/x/y.png or .txt), any raster GDAL reads; folders of such files
    std::vector<std::filesystem::path> files;
    geo::Box window;
    geo::DatumRules datum{};
    std::optional<std::string> crs;             ///< of rasters that state none
    std::size_t most_posts = kMostTerrainPosts; ///< of more, every second, third... post is used
    Progress* progress = nullptr;               ///< receives each file; may be null
};
struct TerrainKind {
    std::string label; ///< "DEM5A", "GeoTIFF", "標高タイル z15 png"
    double lat_step = 0.0;
    std::int64_t files = 0;
};
struct LoadedTerrain : Loaded<geo::HeightGrid> {
    std::vector<TerrainKind> kinds; ///< the finest first; counts are of files and members of ZIPs
    int thinned = 1;                ///< every so many posts one was used
};
/// Heights of a window from several files, on the lattice of the finest: finer files count before
/// coarser ones whatever their order, of one fineness laser (DEM5A) before photogrammetry (5B, 5C),
/// else the one named first; voids are filled from the next; what remains is NaN, as is ground no
/// file covers. One file at a time is in memory. @throws InputError where a file is broken or none
/// touches the window
LoadedTerrain read_terrain(const TerrainRequest& request);
Loaded<geo::HeightGrid> read_terrain(const std::vector<std::filesystem::path>& files,
                                     const geo::Box& window);
/// Files below a folder that may hold heights, sorted by path.
std::vector<std::filesystem::path> terrain_files_below(const std::filesystem::path& folder);

struct PlaceSource {
    VectorSource source;    ///< point layer; of polygons the label point counts
    std::string kind;       ///< school, shelter, clinic, ...
    std::string name_field; ///< empty: found by known names (名称, 施設・場所名, name, P04_002...)
    std::map<std::string, std::string> fields{}; ///< of a table: our field name -> header
    bool by_address = false; ///< rows of a table that have an address alone are of use
};
/// A place whose file tells its address and not where it is.
struct UnplacedPlace {
    domain::Asset asset; ///< the row as one of a ledger; `place` means nothing
    Issue why;           ///< the issue that it is as long as its place is unknown
};
struct LoadedPlaces : Loaded<std::vector<domain::Place>> {
    std::vector<std::int64_t> rows;             ///< where each place was read
    std::map<std::string, std::string> mapping; ///< our field name -> header used
    std::vector<std::string> unused_headers;    ///< of a table; none for a layer
    /// Where asked for: rejected rows with an address and no place, whose issues are not among
    /// `issues` yet.
    std::vector<UnplacedPlace> unplaced;
};
/// A layer of points or polygons, or a table (CSV, workbook) with columns of latitude and
/// longitude, where asked for also of addresses alone, which is read as a ledger is.
LoadedPlaces read_places(const PlaceSource& request);

struct RoadSource {
    VectorSource source;
    std::string kind; ///< of all; empty: an attribute tells it, else "road"
    std::string name_field;
    std::string kind_field{}; ///< attribute of kinds; empty: found by known names
};
struct LoadedRoads : Loaded<std::vector<domain::Road>> {
    std::string kind_field;                    ///< attribute that told kinds; empty for none
    std::map<std::string, std::int64_t> kinds; ///< rows of each
};
LoadedRoads read_roads(const RoadSource& request);

struct ZoneSource {
    VectorSource source;    ///< polygons
    std::string name;       ///< what the zones are: 中学校区, 過疎地域
    std::string name_field; ///< empty: found by known names, else all polygons are one zone
    std::string code_field; ///< empty: none
};
/// Polygons of the same name and code are one zone; zones stand in the order of their first row.
Loaded<domain::ZoneLayer> read_zones(const ZoneSource& request);

} // namespace todoku::io
