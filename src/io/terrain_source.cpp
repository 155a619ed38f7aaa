#include "io/terrain_source.hpp"

#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/archive_member.hpp"
#include "io/datum_issues.hpp"
#include "io/input_limits.hpp"
#include "io/place_beside.hpp"
#include "io/raster_blocks.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

using Transform = std::array<double, 6>; // GDAL's affine transformation from pixels to coordinates

std::string wkt_of(const OGRSpatialReference& reference) {
    char* wkt = nullptr;
    static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&wkt, kOptions);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

/// A unit of heights as GDAL names a band's (GDALRasterBand::GetUnitType: "m" or "ft" where the
/// format has a name of its own).
struct HeightUnit {
    const char* name;
    double metres;
};
constexpr std::array kHeightUnits = {
    HeightUnit{"", 1.0},
    HeightUnit{"m", 1.0},
    HeightUnit{"metre", 1.0},
    HeightUnit{"meter", 1.0},
    HeightUnit{"dm", 0.1},
    HeightUnit{"cm", 0.01},
    HeightUnit{"centimetre", 0.01},
    HeightUnit{"mm", 0.001},
    HeightUnit{"ft", 0.3048}, // international yard and pound agreement, 1959
    HeightUnit{"foot", 0.3048},
    HeightUnit{"feet", 0.3048},
    HeightUnit{"us-ft", 1200.0 / 3937.0}, // US survey foot
    HeightUnit{"us survey foot", 1200.0 / 3937.0},
};

/// Heights of a band as metres, where it stores them scaled or says another unit.
Dataset in_metres(Dataset dataset, const std::string& name, const GdalMessages& messages,
                  std::vector<Issue>& issues) {
    GDALRasterBand* band = dataset->GetRasterBand(1);
    const std::string unit = CPLString(band->GetUnitType()).Trim().tolower();
    const auto* known = std::find_if(kHeightUnits.begin(), kHeightUnits.end(),
                                     [&](const HeightUnit& u) { return unit == u.name; });
    if (known == kHeightUnits.end()) {
        issues.push_back({IssueKind::Noted,
                          "height_unit_unknown",
                          name,
                          "",
                          std::nullopt,
                          "",
                          unit,
                          {"標高の単位「" + unit + "」が何mなのか分かりません。",
                           "How many metres the unit \"" + unit + "\" of heights is is not known."},
                          {"mとみて使いました。", "taken as metres."}});
    } else if (known->metres != 1.0) {
        issues.push_back(
            {IssueKind::Repaired,
             "height_unit_converted",
             name,
             "",
             std::nullopt,
             "",
             unit,
             {"標高の単位が「" + unit + "」です。", "Heights are in \"" + unit + "\"."},
             {fmt::format("{:.7g}倍してmに直しました。", known->metres),
              fmt::format("multiplied by {:.7g} to metres.", known->metres)}});
    }
    const double metres = known == kHeightUnits.end() ? 1.0 : known->metres;
    const double offset = band->GetOffset() * metres;
    const double scale = band->GetScale() * metres;
    if (scale == 1.0 && offset == 0.0) {
        return dataset;
    }
    CPLStringList words;
    for (const std::string& word :
         {std::string("-of"), std::string("MEM"), std::string("-b"), std::string("1"),
          std::string("-scale"), std::string("0"), std::string("1"), fmt::format("{:.17g}", offset),
          fmt::format("{:.17g}", offset + scale), std::string("-ot"), std::string("Float32")}) {
        words.AddString(word.c_str());
    }
    GDALTranslateOptions* options = GDALTranslateOptionsNew(words.List(), nullptr);
    Dataset result(GDALDataset::FromHandle(
        GDALTranslate("", GDALDataset::ToHandle(dataset.get()), options, nullptr)));
    GDALTranslateOptionsFree(options);
    if (!result) {
        throw ExternalError({"標高データの変換に失敗しました（" + messages.last_error() + "）。",
                             "Converting heights failed (" + messages.last_error() + ")."});
    }
    return result;
}

bool has_crs(const GDALDataset& dataset) {
    const OGRSpatialReference* reference = dataset.GetSpatialRef();
    return reference != nullptr && reference->IsEmpty() == 0;
}

bool has_place(GDALDataset& dataset) {
    Transform transform{};
    return dataset.GetGeoTransform(transform.data()) == CE_None;
}

/// The same heights with place and CRS from elsewhere, where the file lacks one.
Dataset with_place(Dataset dataset, const fs::path& file, const std::optional<std::string>& crs) {
    if (has_crs(*dataset) && has_place(*dataset)) {
        return dataset;
    }
    const PlaceBeside beside = place_beside(file.string());
    const std::string definition = beside.crs.empty() ? crs.value_or("") : beside.crs;
    OGRSpatialReference reference;
    if ((!has_place(*dataset) && !beside.corner_to_crs) ||
        (!has_crs(*dataset) &&
         (definition.empty() ||
          reference.SetFromUserInput(definition.c_str(),
                                     OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) !=
              OGRERR_NONE))) {
        return dataset;
    }
    CPLStringList words;
    words.AddString("-of");
    words.AddString("VRT");
    GDALTranslateOptions* options = GDALTranslateOptionsNew(words.List(), nullptr);
    Dataset placed(GDALDataset::FromHandle(
        GDALTranslate("", GDALDataset::ToHandle(dataset.get()), options, nullptr)));
    GDALTranslateOptionsFree(options);
    if (!placed) {
        return dataset;
    }
    if (!has_place(*dataset)) {
        Transform transform = *beside.corner_to_crs;
        placed->SetGeoTransform(transform.data());
    }
    if (!has_crs(*dataset)) {
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        placed->SetSpatialRef(&reference);
    }
    dataset.release()->ReleaseRef(); // the virtual raster keeps it
    return placed;
}

/// x y z by the line, and points of lasers: no grid.
bool is_list_of_points(const std::string& ending) {
    static constexpr std::array<std::string_view, 6> endings = {".txt", ".csv", ".xyz",
                                                                ".las", ".laz", ".lem"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

InputError unreadable(const fs::path& file, const std::string& name, const std::string& why) {
    const std::string ending = lower_ending(file);
    if (is_list_of_points(ending)) {
        return InputError(
            {fmt::format("{} は標高の点の並び（{}）で、標高データとして読めません。作成元に "
                         "GeoTIFF（GISからの書き出し）を求めるか、国土地理院の基盤地図情報の数値標"
                         "高モデルを使ってください。",
                         name, ending),
             fmt::format(
                 "{} is a list of points ({}), not a raster of heights. Ask who made it for "
                 "a GeoTIFF, as a GIS writes it, or use GSI's elevation model.",
                 name, ending)});
    }
    return InputError(
        {name + " を標高データとして読めません。GeoTIFF・HGT などの標高データか確かめてください。",
         name + " cannot be read as a height raster (" + why +
             "). Check that it is a GeoTIFF, HGT or other raster of heights."});
}

Dataset open_raster(const fs::path& file, const std::string& name, const GdalMessages& messages,
                    const std::optional<std::string>& crs, std::vector<Issue>& issues) {
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!dataset || dataset->GetRasterCount() < 1) {
        const std::string why = messages.failed() ? messages.last_error() : "?";
        throw unreadable(file, name, why);
    }
    dataset = with_place(std::move(dataset), file, crs);
    if (has_place(*dataset) && !has_crs(*dataset)) {
        throw InputError(
            {name + " に座標系の情報がありません。作成元に確かめ、study.toml の "
                    "terrain（建物・樹木なら clutter）に crs = "
                    "\"EPSG:6674\"（平面直角座標系 第n系は EPSG:6668+n、緯度・経度なら EPSG:6668"
                    "）のように書いてください。",
             name + " does not say its CRS. Ask who made it, and write crs = \"EPSG:6674\" (plane "
                    "rectangular system n is EPSG:6668+n; latitude and longitude EPSG:6668) for "
                    "terrain (or clutter) in the study file."});
    }
    if (!has_place(*dataset)) {
        throw InputError(
            {name + " に位置と座標系の情報がありません。GeoTIFF "
                    "など位置の付いた標高データを指定してください。地理院タイル（PNG・テキスト）は"
                    "名前に z・x・y が要ります（例: z8-x229-y94.png）。",
             name + " has no place and CRS. Give heights that have them, such as a GeoTIFF. Tiles "
                    "of GSI (PNG, text) need z, x and y in their name (z8-x229-y94.png)."});
    }
    if (dataset->GetRasterCount() > 1 &&
        dataset->GetRasterBand(1)->GetColorInterpretation() == GCI_RedBand) {
        throw InputError(
            {name + " は標高データではなく画像（カラー）です。標高を値に持つ GeoTIFF "
                    "などを指定してください。",
             name + " is a colour picture, not heights. Give a raster whose values are heights."});
    }
    require_posts(dataset->GetRasterXSize(), dataset->GetRasterYSize(), name);
    require_sensible_blocks(*dataset, name);
    return in_metres(std::move(dataset), name, messages, issues);
}

/// The ground under the raster: its border, in steps, brought to JGD2011.
geo::Box ground_of(GDALDataset& dataset, const Transform& t, const geo::ToJgd2011& to_jgd2011) {
    constexpr int kSteps = 20;
    geo::Box box;
    for (int i = 0; i <= kSteps; ++i) {
        const double along = static_cast<double>(i) / kSteps;
        for (const auto& [u, v] : {std::pair{along, 0.0}, std::pair{along, 1.0},
                                   std::pair{0.0, along}, std::pair{1.0, along}}) {
            const double column = u * dataset.GetRasterXSize();
            const double row = v * dataset.GetRasterYSize();
            if (const auto place = to_jgd2011(
                    {t[0] + column * t[1] + row * t[2], t[3] + column * t[4] + row * t[5]})) {
                box.extend(*place);
            }
        }
    }
    return box;
}

/// Moves the lattice by the shift between the datums in its middle. Where the shift at the border
/// is another by more than a tenth of a post, the file is no lattice on JGD2011: `on_lattice` says
/// so.
void move_as_a_whole(TerrainSource& source, const Transform& t, const geo::ToJgd2011& to_jgd2011) {
    constexpr double kMost = 0.1; // posts
    constexpr int kSteps = 8;
    PostLattice& lattice = source.lattice;
    const auto shift_at = [&](double u, double v) -> std::optional<geo::XY> {
        const geo::XY old{t[0] + t[1] * u * lattice.columns, t[3] + t[5] * v * lattice.rows};
        const auto place = to_jgd2011(old);
        return place ? std::optional(geo::XY{place->lng() - old.x, place->lat() - old.y})
                     : std::nullopt;
    };
    const auto middle = shift_at(0.5, 0.5);
    if (!middle) {
        return;
    }
    double most = 0.0;
    for (int i = 0; i <= kSteps; ++i) {
        const double along = static_cast<double>(i) / kSteps;
        for (const auto& [u, v] : {std::pair{along, 0.0}, std::pair{along, 1.0},
                                   std::pair{0.0, along}, std::pair{1.0, along}}) {
            if (const auto here = shift_at(u, v)) {
                most = std::max({most, std::abs(here->x - middle->x) / lattice.lng_step,
                                 std::abs(here->y - middle->y) / lattice.lat_step});
            }
        }
    }
    source.on_lattice = most <= kMost || !to_jgd2011.is_tokyo();
    if (source.on_lattice) {
        lattice.west += middle->x;
        lattice.north += middle->y;
    }
}

} // namespace

TerrainSource open_terrain(const fs::path& file, const std::string& name,
                           const GdalMessages& messages, const geo::DatumRules& datum,
                           const std::optional<std::string>& crs) {
    TerrainSource source;
    source.dataset = open_raster(file, name, messages, crs, source.issues);
    Transform t{};
    source.dataset->GetGeoTransform(t.data());
    const OGRSpatialReference& reference = *source.dataset->GetSpatialRef();
    std::optional<geo::ToJgd2011> to_jgd2011;
    try {
        to_jgd2011.emplace(wkt_of(reference), datum);
    } catch (const InputError& error) {
        throw InputError({name + ": " + error.message().ja, name + ": " + error.message().en});
    }
    const bool north_up = t[2] == 0.0 && t[4] == 0.0 && t[1] > 0.0 && t[5] < 0.0;
    source.on_lattice = to_jgd2011->is_geographic() && north_up;
    source.lattice = {t[3] + t[5] / 2.0,
                      t[0] + t[1] / 2.0,
                      -t[5],
                      t[1],
                      source.dataset->GetRasterYSize(),
                      source.dataset->GetRasterXSize()};
    source.box = ground_of(*source.dataset, t, *to_jgd2011);
    if (source.on_lattice && !to_jgd2011->is_identity()) {
        move_as_a_whole(source, t, *to_jgd2011);
        if (to_jgd2011->is_tokyo() && !source.on_lattice) {
            source.from_tokyo.emplace("EPSG:4301", datum);
        }
    } else if (to_jgd2011->is_tokyo()) {
        source.from_tokyo.emplace("EPSG:4301", datum);
    }
    for (Issue& issue : raster_datum_issues(*to_jgd2011, name)) {
        source.issues.push_back(std::move(issue));
    }
    return source;
}

} // namespace todoku::io
