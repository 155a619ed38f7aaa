#include "io/vector_file.hpp"
#include "report/figures.hpp"
#include "report/gap_style.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <algorithm>
#include <utility>

namespace todoku::report {

namespace {

using io::FieldType;
using io::Value;

io::LayerSchema gap_schema() {
    return {"gaps",
            io::GeometryKind::MultiPolygon,
            {{"number", FieldType::Integer, 0},
             {"id", FieldType::Text, 0},
             {"priority", FieldType::Integer, 0},
             {"municipality_code", FieldType::Text, 0},
             {"municipality", FieldType::Text, 0},
             {"nearest_place", FieldType::Text, 0},
             {"nearest_place_m", FieldType::Real, 0},
             {"population", FieldType::Real, 0},
             {"households", FieldType::Real, 0},
             {"population_65plus", FieldType::Real, 0},
             {"area_km2", FieldType::Real, 0},
             {"road_km", FieldType::Real, 0},
             {"places", FieldType::Text, 0},
             {"another_carrier", FieldType::Integer, 0},
             {"own_4g_share", FieldType::Real, 0},
             {"lat", FieldType::Real, 0},
             {"lon", FieldType::Real, 0},
             {"reason", FieldType::Text, 0},
             {"synthetic", FieldType::Text, 0}}};
}

io::LayerSchema asset_schema() {
    return {"assets",
            io::GeometryKind::Point,
            {{"rank", FieldType::Integer, 0},
             {"alternate_for", FieldType::Integer, 0},
             {"asset_id", FieldType::Text, 0},
             {"name", FieldType::Text, 0},
             {"kind", FieldType::Text, 0},
             {"use", FieldType::Text, 0},
             {"owner", FieldType::Text, 0},
             {"department", FieldType::Text, 0},
             {"contact", FieldType::Text, 0},
             {"municipality_code", FieldType::Text, 0},
             {"municipality", FieldType::Text, 0},
             {"address", FieldType::Text, 0},
             {"lat", FieldType::Real, 0},
             {"lon", FieldType::Real, 0},
             {"precision", FieldType::Text, 0},
             {"height_m", FieldType::Real, 0},
             {"height_assumed", FieldType::Integer, 0},
             {"antenna_m", FieldType::Real, 0},
             {"floors", FieldType::Integer, 0},
             {"structure", FieldType::Text, 0},
             {"roof", FieldType::Text, 0},
             {"area_m2", FieldType::Real, 0},
             {"power", FieldType::Integer, 0},
             {"fibre", FieldType::Integer, 0},
             {"year_built", FieldType::Integer, 0},
             {"seismic", FieldType::Text, 0},
             {"sharing_allowed", FieldType::Integer, 0},
             {"fee_class", FieldType::Text, 0},
             {"near_school_or_hospital", FieldType::Integer, 0},
             {"restrictions", FieldType::Text, 0},
             {"alone", FieldType::Real, 0},
             {"gain", FieldType::Real, 0},
             {"cumulative", FieldType::Real, 0},
             {"alternate_loss", FieldType::Real, 0},
             {"gap_numbers", FieldType::Text, 0},
             {"reason", FieldType::Text, 0},
             {"synthetic", FieldType::Text, 0}}};
}

/// Empty text is null: the ledger does not say.
Value text(const std::string& value) {
    std::string clean = printable(value);
    return clean.empty() ? Value() : Value(std::move(clean));
}

/// Five digits, as in the tables and in the boundaries of 国土数値情報: the check digit goes.
Value code(const std::string& six_digits) {
    return text(six_digits.substr(0, std::min<std::size_t>(5, six_digits.size())));
}

Value flag(bool value) {
    return std::int64_t{value ? 1 : 0};
}
Value flag(std::optional<bool> value) {
    return value ? flag(*value) : Value();
}
Value whole(int value) {
    return std::int64_t{value};
}

Value places(const GapRow& gap) {
    std::string list;
    for (const auto& [kind, names] : gap.places) {
        for (const std::string& name : names) {
            list += (list.empty() ? "" : "; ") + kind + ": " + name;
        }
    }
    return text(list);
}

Value numbers(const std::vector<int>& values) {
    std::string list;
    for (const int value : values) {
        list += (list.empty() ? "" : ",") + std::to_string(value);
    }
    return text(list);
}

void write_gaps(io::VectorWriter& writer, const PackageContent& content) {
    writer.begin_layer(gap_schema());
    writer.set_style(gap_layer_style());
    for (const GapRow& gap : content.gaps) {
        writer.write(gap.outline,
                     {whole(gap.number), text(gap.id), whole(gap.priority),
                      code(gap.municipality_code), text(gap.municipality), text(gap.nearest_place),
                      gap.nearest_place.empty() ? Value() : Value(gap.nearest_place_m),
                      gap.population, gap.households, gap.population_65plus, gap.area_m2 / 1e6,
                      gap.road_m / 1e3, places(gap), flag(gap.another_carrier_serves),
                      gap.own_4g_share, gap.centre.lat(), gap.centre.lng(), text(gap.reason),
                      text(stamp_text(content.synthetic))});
    }
}

void write_assets(io::VectorWriter& writer, const PackageContent& content) {
    writer.begin_layer(asset_schema());
    writer.set_style(asset_layer_style());
    for (const AssetRow& asset : content.assets) {
        const bool planned = asset.rank > 0;
        writer.write(asset.place, {planned ? whole(asset.rank) : Value(),
                                   asset.alternate_for > 0 ? whole(asset.alternate_for) : Value(),
                                   text(asset.id),
                                   text(asset.name),
                                   text(asset.kind),
                                   text(asset.use),
                                   text(asset.owner),
                                   text(asset.department),
                                   text(asset.contact),
                                   code(asset.municipality_code),
                                   text(asset.municipality),
                                   text(asset.address),
                                   asset.place.lat(),
                                   asset.place.lng(),
                                   text(asset.precision),
                                   asset.new_pole ? Value() : Value(asset.height_m),
                                   flag(asset.height_assumed),
                                   asset.antenna_m,
                                   asset.floors ? whole(*asset.floors) : Value(),
                                   text(asset.structure),
                                   text(asset.roof),
                                   asset.area_m2 ? Value(*asset.area_m2) : Value(),
                                   flag(asset.power),
                                   flag(asset.fibre),
                                   asset.year_built ? whole(*asset.year_built) : Value(),
                                   text(asset.seismic),
                                   flag(asset.sharing_allowed),
                                   text(asset.fee_class),
                                   flag(asset.near_school_or_hospital),
                                   text(asset.restrictions),
                                   asset.alone,
                                   planned ? Value(asset.gain) : Value(),
                                   planned ? Value(asset.cumulative) : Value(),
                                   asset.alternate_for > 0 ? Value(asset.alternate_loss) : Value(),
                                   numbers(asset.gap_numbers),
                                   text(asset.reason),
                                   text(stamp_text(content.synthetic))});
    }
}

} // namespace

void write_geopackage(const PackageContent& content, const std::filesystem::path& file) {
    io::VectorWriter writer(file, io::VectorFormat::GeoPackage);
    write_gaps(writer, content);
    write_assets(writer, content);
    writer.finish();
}

void write_geojson(const PackageContent& content, const std::filesystem::path& folder) {
    io::VectorWriter gaps(folder / "gaps.geojson", io::VectorFormat::GeoJson);
    write_gaps(gaps, content);
    gaps.finish();
    io::VectorWriter assets(folder / "assets.geojson", io::VectorFormat::GeoJson);
    write_assets(assets, content);
    assets.finish();
}

} // namespace todoku::report
