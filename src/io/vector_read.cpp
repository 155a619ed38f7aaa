#include "core/encoding.hpp"
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/antimeridian.hpp"
#include "io/csv_points.hpp"
#include "io/datum_issues.hpp"
#include "io/dbf_text.hpp"
#include "io/gdal_session.hpp"
#include "io/layer_ground.hpp"
#include "io/ogr_geometry.hpp"
#include "io/text_table.hpp"
#include "io/vector_file.hpp"
#include "io/vector_open.hpp"
#include "io/where_codes.hpp"
#include "io/where_told.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <utility>

namespace todoku::io {

namespace {

constexpr const char* kJgd2011 = "EPSG:6668"; // latitude and longitude
constexpr const char* kTokyo = "EPSG:4301";

/// Text of the file in UTF-8 whatever its bytes are (a GeoPackage may hold CP932 by mistake).
std::string in_utf8(const char* bytes) {
    if (is_utf8(bytes)) {
        return bytes;
    }
    const std::string_view whole = without_cut_character(bytes);
    return is_utf8(whole) ? std::string(whole) : decode(whole).text;
}

FieldType type_of(OGRFieldType type) {
    switch (type) {
    case OFTInteger:
    case OFTInteger64:
        return FieldType::Integer;
    case OFTReal:
        return FieldType::Real;
    default:
        return FieldType::Text;
    }
}

/// "2026-11-23", "2026-11-23T09:30:00": ISO 8601 as far as the field goes.
std::string date_text(const OGRFeature& feature, int index, OGRFieldType type) {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    float second = 0.0F;
    int zone = 0;
    feature.GetFieldAsDateTime(index, &year, &month, &day, &hour, &minute, &second, &zone);
    const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return type == OFTDate
               ? date
               : fmt::format("{}T{:02}:{:02}:{:02}", date, hour, minute, static_cast<int>(second));
}

Value value_of(OGRFeature& feature, int index, OGRFieldType type) {
    if (feature.IsFieldSetAndNotNull(index) == 0) {
        return {};
    }
    switch (type) {
    case OFTInteger:
    case OFTInteger64:
        return static_cast<std::int64_t>(feature.GetFieldAsInteger64(index));
    case OFTReal:
        return feature.GetFieldAsDouble(index);
    case OFTDate:
    case OFTDateTime:
        return date_text(feature, index, type);
    default:
        return in_utf8(feature.GetFieldAsString(index));
    }
}

/// A CRS a file gives only for form's sake.
bool says_nothing(const OGRSpatialReference& reference) {
    const char* name = reference.GetName();
    const std::string_view text = name == nullptr ? "" : name;
    return reference.IsEmpty() != 0 || reference.IsLocal() != 0 || text.empty() ||
           text == "unknown" || text.starts_with("Undefined") || text.starts_with("Unknown");
}

std::string wkt_of(const OGRSpatialReference& reference) {
    char* wkt = nullptr;
    static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&wkt, kOptions);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

/// True where the coordinates stand as their authority orders them: latitude or northing first.
bool latitude_first(const OGRSpatialReference& reference) {
    if (reference.EPSGTreatsAsLatLong() == 0 && reference.EPSGTreatsAsNorthingEasting() == 0) {
        return false;
    }
    const std::vector<int>& mapping = reference.GetDataAxisToSRSAxisMapping();
    return mapping.size() >= 2 && mapping[0] == 1 && mapping[1] == 2;
}

/// Reads one opened layer.
class LayerReader {
public:
    LayerReader(const VectorSource& source, const OpenedLayer& opened, GdalMessages& messages,
                std::vector<Issue>& issues)
        : source_(source), layer_(*opened.layer), csv_(opened.csv ? &*opened.csv : nullptr),
          messages_(messages), issues_(issues), ground_(source.placing) {
        describe(opened);
        compile_condition(source_.where);
        find_crs(opened);
        find_axis_order();
    }

    LayerInfo read(const std::function<void(const LayerInfo&, Feature&&)>& visit) {
        std::int64_t matched = pass(visit, true);
        const std::string other = with_other_code_digits(source_.where);
        if (matched == 0 && info_.features > 0 && other != source_.where) {
            compile_condition(other);
            matched = pass(visit, false);
            if (matched > 0) {
                issues_.push_back(where_in_other_digits(shown_name(source_), source_.layer,
                                                        source_.where, other));
            }
        }
        if (condition_ && matched == 0 && info_.features > 0) {
            issues_.push_back(where_matches_nothing(shown_name(source_), source_.layer,
                                                    source_.where, info_.features));
        }
        judge_ground();
        note_datum();
        return std::move(info_);
    }

private:
    /// Reads from the first row to the last. @return how many met the condition
    std::int64_t pass(const std::function<void(const LayerInfo&, Feature&&)>& visit, bool first) {
        layer_.ResetReading();
        messages_.forget();
        std::int64_t row = 0;
        std::int64_t matched = 0;
        info_.left_out = 0;
        while (const OGRFeatureUniquePtr feature{layer_.GetNextFeature()}) {
            ++row;
            if (const auto width = csv_ ? csv_->wrong_width(row) : std::nullopt) {
                if (first) {
                    visit(info_, shifted(row, *width));
                }
                continue;
            }
            if (condition_ && condition_->Evaluate(feature.get()) == 0) {
                messages_.forget();
                ++info_.left_out;
                continue;
            }
            ++matched;
            visit(info_, convert(*feature, csv_ ? csv_->line(row) : row));
        }
        if (messages_.failed()) {
            throw InputError(
                {fmt::format(
                     "{} "
                     "は{}行まで読んだところで壊れています。元のファイルをもう一度コピーし、"
                     "同じならもらい直してください。",
                     shown_name(source_), row),
                 fmt::format("{} is damaged after {} rows ({}). Copy it again from its source, or "
                             "ask for it again.",
                             shown_name(source_), row, messages_.last_error())});
        }
        info_.features = row;
        return matched;
    }

    void describe(const OpenedLayer& opened) {
        info_.name = in_utf8(layer_.GetName());
        info_.encoding = opened.encoding;
        const GIntBig count = layer_.GetFeatureCount(FALSE);
        info_.features = count > 0 ? static_cast<std::int64_t>(count) : 0;
        const OGRFeatureDefn& definition = *layer_.GetLayerDefn();
        for (int i = 0; i < definition.GetFieldCount(); ++i) {
            const OGRFieldDefn& field = *definition.GetFieldDefn(i);
            info_.fields.push_back(
                {in_utf8(field.GetNameRef()), type_of(field.GetType()), field.GetWidth()});
            types_.push_back(field.GetType());
        }
    }

    // Evaluated here and not by the driver, so that a condition means the same in every format and
    // rows keep the numbers they have in the file.
    void compile_condition(const std::string& where) {
        if (where.empty()) {
            return;
        }
        const std::string named = with_names_quoted(where);
        for (const std::string& spelled : {named, with_codes_quoted(named)}) {
            condition_ = std::make_unique<OGRFeatureQuery>();
            if (condition_->Compile(&layer_, spelled.c_str()) == OGRERR_NONE) {
                messages_.forget();
                return;
            }
        }
        std::string columns;
        for (const Field& field : info_.fields) {
            columns += (columns.empty() ? "" : ", ") + field.name;
        }
        throw not_a_condition(shown_name(source_), where, columns, messages_.last_error());
    }

    void find_crs(const OpenedLayer& opened) {
        if (csv_ != nullptr && layer_.GetGeomType() == wkbNone) {
            points_ = point_columns(*layer_.GetLayerDefn());
        }
        if (layer_.GetGeomType() == wkbNone && !points_) {
            return;
        }
        const OGRSpatialReference* reference = layer_.GetSpatialRef();
        std::string definition;
        if (source_.crs) {
            definition = *source_.crs;
        } else if (reference != nullptr && !says_nothing(*reference)) {
            definition = wkt_of(*reference);
            swapped_ = latitude_first(*reference);
        } else if (opened.is_topojson) {
            definition = "EPSG:4326";
            add(IssueKind::Assumed, "crs_assumed", std::nullopt, "",
                {"TopoJSONには座標系が書かれていません。", "TopoJSON does not say its CRS."},
                {"WGS 84の経度・緯度として読みました。",
                 "read as longitude and latitude on WGS 84."});
        } else if (points_ && points_->degrees) {
            definition = points_->said == SaidDatum::Tokyo ? kTokyo : kJgd2011;
            by_row_ = points_->datum_column;
            if (points_->said == SaidDatum::None && !by_row_) {
                issues_.push_back(assumed_jgd2011(shown_name(source_), source_.layer));
            }
        } else {
            throw without_crs(shown_name(source_), info_.name,
                              fitting_crs(source_.placing, first_points()));
        }
        to_jgd2011_ = way_from(definition);
        info_.crs = to_jgd2011_->name();
    }

    geo::ToJgd2011 way_from(const std::string& definition) const {
        try {
            return geo::ToJgd2011(definition, source_.placing.datum);
        } catch (const InputError& error) {
            throw InputError({shown_name(source_) + ": " + error.message().ja,
                              shown_name(source_) + ": " + error.message().en});
        }
    }

    /// The way of the row's coordinates: a CSV may say datums row by row.
    const geo::ToJgd2011& way_of(const OGRFeature& feature) {
        if (!by_row_ ||
            said_datum_in_cell(feature.GetFieldAsString(*by_row_)) != SaidDatum::Tokyo) {
            return *to_jgd2011_;
        }
        if (!from_tokyo_) {
            from_tokyo_ = way_from(kTokyo);
        }
        return *from_tokyo_;
    }

    /// A row of a CSV whose values may stand under the wrong names: it reaches the visitor without
    /// any.
    Feature shifted(std::int64_t row, std::size_t width) {
        messages_.forget();
        const std::int64_t line = csv_->line(row);
        add(IssueKind::Noted, "field_count_differs", line, "",
            field_count_problem(csv_->names(), width),
            {"この行は使いません。", "the row is not used."});
        return {line, {}, std::vector<Value>(types_.size())};
    }

    Feature convert(OGRFeature& feature, std::int64_t row) {
        Feature result;
        result.row = row;
        if (to_jgd2011_) {
            result.geometry = shape_of(feature, row, result.outside);
        }
        result.values.reserve(types_.size());
        for (std::size_t i = 0; i < types_.size(); ++i) {
            result.values.push_back(value_of(feature, static_cast<int>(i), types_[i]));
        }
        messages_.forget();
        return result;
    }

    /// The feature's geometry as the file has it; null where there is none.
    const OGRGeometry* geometry_of(const OGRFeature& feature) {
        if (!points_) {
            return feature.GetGeometryRef();
        }
        found_.clear();
        const auto point =
            point_in(feature, *points_, to_jgd2011_ && to_jgd2011_->is_geographic(), found_);
        point_ = point ? std::make_unique<OGRPoint>(point->x, point->y) : nullptr;
        return point_.get();
    }

    /// The corners of a geometry, x before y.
    std::pair<geo::XY, geo::XY> corners_of(const OGRGeometry& geometry) const {
        OGREnvelope box;
        geometry.getEnvelope(&box);
        return swapped_ ? std::pair{geo::XY{box.MinY, box.MinX}, geo::XY{box.MaxY, box.MaxX}}
                        : std::pair{geo::XY{box.MinX, box.MinY}, geo::XY{box.MaxX, box.MaxY}};
    }

    /// Coordinates of the first rows, for a guess at the CRS.
    std::vector<geo::XY> first_points() {
        constexpr int kRows = 1000;
        std::vector<geo::XY> points;
        layer_.ResetReading();
        for (int row = 0; row < kRows; ++row) {
            const OGRFeatureUniquePtr feature{layer_.GetNextFeature()};
            if (!feature) {
                break;
            }
            const OGRGeometry* geometry = geometry_of(*feature);
            if (geometry != nullptr && geometry->IsEmpty() == 0) {
                points.push_back(corners_of(*geometry).first);
            }
        }
        return points;
    }

    /// Looks at the layer's points until it is clear that they stand the right way round; mostly
    /// the first one settles it.
    void find_axis_order() {
        if (!to_jgd2011_ || !ground_.known()) {
            return;
        }
        AxisOrder order(*to_jgd2011_, source_.placing.extent);
        layer_.ResetReading();
        while (!order.settled()) {
            const OGRFeatureUniquePtr feature{layer_.GetNextFeature()};
            if (!feature) {
                break;
            }
            const OGRGeometry* geometry = geometry_of(*feature);
            if (geometry != nullptr && geometry->IsEmpty() == 0) {
                const auto [least, most] = corners_of(*geometry);
                order.look(least);
                order.look(most);
            }
        }
        messages_.forget();
        if (order.exchanged()) {
            swapped_ = !swapped_;
            info_.exchanged = true;
            add(IssueKind::Repaired, "axes_exchanged", std::nullopt, "",
                {"すべての座標で、緯度と経度（平面直角座標では X と Y）の順が逆です。",
                 "Latitude and longitude (or X and Y) of every point stand the wrong way round."},
                {"入れ替えて読みました（入れ替えると、すべての点が対象の都道府県に入ります）。",
                 "exchanged (which puts every point on the prefecture)."});
        }
    }

    geo::Geometry shape_of(const OGRFeature& feature, std::int64_t row, bool& outside) {
        const OGRGeometry* geometry = geometry_of(feature);
        if (geometry == nullptr) {
            note_no_geometry(row);
            return {};
        }
        ShapeRead read = GeometryReader(way_of(feature), swapped_).read(*geometry);
        if (!read.code.empty()) {
            const bool unused = std::holds_alternative<std::monostate>(read.geometry);
            add(unused ? IssueKind::Noted : IssueKind::Repaired, std::move(read.code), row, "",
                std::move(read.problem), std::move(read.action));
        }
        if (auto* shape = std::get_if<geo::MultiPolygon>(&read.geometry);
            shape != nullptr && unwrap_antimeridian(*shape)) {
            add(IssueKind::Assumed, "crosses_180_degrees", row, "",
                {"経度180度をまたぐ輪郭が一続きに書かれています（179の次に-179など）。",
                 "A ring crosses 180 degrees of longitude in one piece (-179 after 179)."},
                {"短いほう（180度線のまわり）を囲むものとして読みました。",
                 "read as the short way, around 180 degrees."});
        }
        if (ground_.known() && geometry->IsEmpty() == 0) {
            const geo::XY corner = corners_of(*geometry).first;
            if (std::holds_alternative<std::monostate>(read.geometry)) {
                ground_.take_unusable(corner);
            } else {
                outside = !ground_.take(read.geometry, corner, row);
            }
        }
        return std::move(read.geometry);
    }

    void note_no_geometry(std::int64_t row) {
        if (points_ && !found_.empty()) {
            add(IssueKind::Noted, "coordinate_unreadable", row, found_,
                {"緯度・経度（座標）を数として読めません。", "The coordinates are no numbers."},
                {"この行の図形は使いません。", "the geometry of this row is not used."});
            return;
        }
        const std::string reason = messages_.failed() ? " (" + messages_.last_error() + ")" : "";
        add(IssueKind::Noted, messages_.failed() ? "damaged_geometry" : "empty_geometry", row, "",
            {messages_.failed() ? "図形が壊れています。"
             : points_          ? "座標がありません。"
                                : "図形がありません。",
             (points_ ? "There are no coordinates" : "There is no geometry") + reason + "."},
            {"この行の図形は使いません。", "the geometry of this row is not used."});
    }

    /// What lies off the study's ground is told; a layer that lies nowhere on it is refused.
    void judge_ground() {
        if (source_.may_lie_elsewhere) {
            return;
        }
        if (ground_.all_elsewhere()) {
            throw lies_elsewhere(ground_, shown_name(source_), info_.crs);
        }
        if (ground_.outside() > 0) {
            issues_.push_back(outside_issue(ground_, shown_name(source_), source_.layer));
        }
    }

    void note_datum() {
        for (const auto* way : {&to_jgd2011_, &from_tokyo_}) {
            if (!way->has_value()) {
                continue;
            }
            for (Issue& issue : datum_issues(**way, shown_name(source_), source_.layer)) {
                issues_.push_back(std::move(issue));
            }
        }
    }

    void add(IssueKind kind, std::string code, std::optional<std::int64_t> row, std::string value,
             Text problem, Text action) {
        issues_.push_back({kind, std::move(code), shown_name(source_), source_.layer, row, "",
                           std::move(value), std::move(problem), std::move(action)});
    }

    const VectorSource& source_;
    OGRLayer& layer_;
    const CsvLines* csv_; ///< null for other formats
    GdalMessages& messages_;
    std::vector<Issue>& issues_;
    LayerInfo info_;
    std::vector<OGRFieldType> types_;
    std::unique_ptr<OGRFeatureQuery> condition_;
    std::optional<geo::ToJgd2011> to_jgd2011_;
    bool swapped_ = false;                     ///< the first coordinate is y
    std::optional<PointColumns> points_;       ///< of a CSV without another geometry
    std::optional<int> by_row_;                ///< column of such a CSV that names datums
    std::optional<geo::ToJgd2011> from_tokyo_; ///< for its rows on Tokyo datum
    std::unique_ptr<OGRPoint> point_;          ///< of the present row of such a CSV
    std::string found_;                        ///< what its columns hold
    GroundTally ground_;
};

} // namespace

LayerInfo read_features(const VectorSource& source,
                        const std::function<void(const LayerInfo&, Feature&&)>& visit,
                        std::vector<Issue>& issues) {
    GdalMessages messages;
    const OpenedLayer opened = open_layer(source, messages, issues);
    return LayerReader(source, opened, messages, issues).read(visit);
}

std::vector<std::string> layers_of(const std::filesystem::path& file) {
    const GdalMessages messages;
    return data_layers({file, "", "", "", std::nullopt, std::nullopt}, messages);
}

} // namespace todoku::io
