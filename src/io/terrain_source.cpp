#include "io/terrain_source.hpp"

#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/datum_issues.hpp"
#include "io/input_limits.hpp"
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

Dataset open_raster(const fs::path& file, const std::string& name, const GdalMessages& messages,
                    std::vector<Issue>& issues) {
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!dataset || dataset->GetRasterCount() < 1) {
        const std::string why = messages.failed() ? messages.last_error() : "?";
        throw InputError(
            {name +
                 " を標高データとして読めません。GeoTIFF・HGT などの標高データか確かめてください。",
             name + " cannot be read as a height raster (" + why +
                 "). Check that it is a GeoTIFF, HGT or other raster of heights."});
    }
    Transform transform{};
    const OGRSpatialReference* reference = dataset->GetSpatialRef();
    if (dataset->GetGeoTransform(transform.data()) != CE_None || reference == nullptr ||
        reference->IsEmpty() != 0) {
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
                           const GdalMessages& messages, const geo::DatumRules& datum) {
    TerrainSource source;
    source.dataset = open_raster(file, name, messages, source.issues);
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
