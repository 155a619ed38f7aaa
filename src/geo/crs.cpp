#include "geo/crs.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <array>
#include <cmath>

namespace todoku::geo {

namespace {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
    void operator()(PJ* pj) const { proj_destroy(pj); }
};
struct FactoryDeleter {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* context) const {
        proj_operation_factory_context_destroy(context);
    }
};
struct ListDeleter {
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;

constexpr const char* kJgd2011 = "EPSG:6668";

Context quiet_context() {
    Context context(proj_context_create());
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

// EPSG datum name parts of the systems that agree with JGD2011 within 1 m in Japan (GSI; WGS 84
// G-frames included).
bool agrees_with_jgd2011(const std::string& datum) {
    for (const char* known : {"Japanese Geodetic Datum 2011", "Japanese Geodetic Datum 2024",
                              "Japanese Geodetic Datum 2000", "World Geodetic System 1984",
                              "WGS 84", "WGS_1984", "JGD2011", "JGD_2011", "JGD2000", "JGD_2000",
                              "International Terrestrial Reference Frame"}) {
        if (datum.find(known) != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::string datum_name(PJ_CONTEXT* context, const PJ* crs) {
    Pj geodetic(proj_crs_get_geodetic_crs(context, crs));
    if (!geodetic) {
        return {};
    }
    Pj datum(proj_crs_get_datum(context, geodetic.get()));
    if (!datum) {
        datum.reset(proj_crs_get_datum_ensemble(context, geodetic.get()));
    }
    const char* name = datum ? proj_get_name(datum.get()) : nullptr;
    return name != nullptr ? name : "";
}

bool is_geographic(const PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

} // namespace

struct ToJgd2011::Impl {
    Context context = quiet_context();
    Pj transformation; // absent where coordinates are taken over
    std::string name;
};

ToJgd2011::ToJgd2011(const std::string& definition) : impl_(std::make_unique<Impl>()) {
    PJ_CONTEXT* context = impl_->context.get();
    Pj source(proj_create(context, definition.c_str()));
    if (source && proj_get_type(source.get()) == PJ_TYPE_BOUND_CRS) {
        source.reset(proj_get_source_crs(context, source.get()));
    }
    if (source && proj_get_type(source.get()) == PJ_TYPE_COMPOUND_CRS) {
        source.reset(proj_crs_get_sub_crs(context, source.get(), 0));
    }
    if (!source || proj_is_crs(source.get()) == 0) {
        throw InputError({"座標系「" + definition.substr(0, 80) +
                              "」が分かりません。EPSGコード（例: EPSG:6668）で指定してください。",
                          "Unknown coordinate reference system \"" + definition.substr(0, 80) +
                              "\". Give an EPSG code such as EPSG:6668."});
    }
    impl_->name = proj_get_name(source.get());
    const bool same_datum = agrees_with_jgd2011(datum_name(context, source.get()));
    if (same_datum && is_geographic(source.get())) {
        return;
    }
    // On the same datum only the projection is undone, so that no ballpark or other-frame step is
    // chosen by PROJ.
    Pj target(same_datum ? proj_crs_get_geodetic_crs(context, source.get())
                         : proj_create(context, kJgd2011));
    std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter> factory(
        proj_create_operation_factory_context(context, nullptr));
    proj_operation_factory_context_set_desired_accuracy(context, factory.get(), 1.0);
    proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    std::unique_ptr<PJ_OBJ_LIST, ListDeleter> list(
        proj_create_operations(context, source.get(), target.get(), factory.get()));
    if (list && proj_list_get_count(list.get()) > 0) {
        Pj operation(proj_list_get(context, list.get(), 0));
        impl_->transformation.reset(proj_normalize_for_visualization(context, operation.get()));
    }
    if (!impl_->transformation) {
        throw InputError({fmt::format("座標系「{}"
                                      "」からJGD2011へ1m以内で変換できません（日本測地系の場合は国"
                                      "土地理院のTKY2JGDグリッドが必要です）。"
                                      "世界測地系（JGD2011）のファイルを入手してください。",
                                      impl_->name),
                          fmt::format("No transformation from \"{}\" to JGD2011 good to 1 m (Tokyo "
                                      "datum needs GSI's TKY2JGD grid). "
                                      "Ask for the file in JGD2011.",
                                      impl_->name)});
    }
}

ToJgd2011::ToJgd2011(ToJgd2011&&) noexcept = default;
ToJgd2011& ToJgd2011::operator=(ToJgd2011&&) noexcept = default;
ToJgd2011::~ToJgd2011() = default;

std::optional<LatLng> ToJgd2011::operator()(XY point) const {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        return std::nullopt;
    }
    if (!impl_->transformation) {
        return LatLng::from_degrees(point.y, point.x);
    }
    const PJ_COORD out =
        proj_trans(impl_->transformation.get(), PJ_FWD, proj_coord(point.x, point.y, 0.0, 0.0));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
        return std::nullopt;
    }
    return LatLng::from_degrees(out.xy.y, out.xy.x);
}

bool ToJgd2011::is_identity() const {
    return !impl_->transformation;
}
const std::string& ToJgd2011::name() const {
    return impl_->name;
}

int plane_rectangular_epsg(int prefecture_code) {
    // System I to XIX by prefecture code 1 to 47 (GSI notice 2002 no. 9).
    static constexpr std::array<int, 48> system = {
        0, 12, 10, 10, 10, 10, 10, 9, 9, 9, 9, 9, 9, 9, 9, 8, 7, 7, 6, 8, 8, 7, 8, 7,
        6, 6,  6,  6,  5,  6,  6,  5, 3, 5, 3, 3, 4, 4, 4, 4, 2, 2, 1, 2, 2, 2, 2, 15};
    const auto index = static_cast<std::size_t>(prefecture_code);
    const int number = prefecture_code >= 1 && prefecture_code <= 47 ? system[index] : 9;
    return 6668 + number;
}

std::string esri_wkt(int epsg) {
    const Context context = quiet_context();
    const Pj crs(proj_create(context.get(), fmt::format("EPSG:{}", epsg).c_str()));
    const char* const options[] = {"MULTILINE=NO", nullptr};
    const char* wkt = crs ? proj_as_wkt(context.get(), crs.get(), PJ_WKT1_ESRI, options) : nullptr;
    if (wkt == nullptr) {
        throw ExternalError({fmt::format("EPSG:{} の定義がPROJにありません。", epsg),
                             fmt::format("PROJ has no definition of EPSG:{}.", epsg)});
    }
    return wkt;
}

struct FromJgd2011::Impl {
    Context context = quiet_context();
    Pj transformation;
};

FromJgd2011::FromJgd2011(int epsg) : impl_(std::make_unique<Impl>()) {
    Pj raw(proj_create_crs_to_crs(impl_->context.get(), kJgd2011,
                                  fmt::format("EPSG:{}", epsg).c_str(), nullptr));
    if (raw) {
        impl_->transformation.reset(
            proj_normalize_for_visualization(impl_->context.get(), raw.get()));
    }
    if (!impl_->transformation) {
        throw ExternalError({fmt::format("EPSG:{} への投影を用意できません。", epsg),
                             fmt::format("PROJ cannot project to EPSG:{}.", epsg)});
    }
}

FromJgd2011::FromJgd2011(FromJgd2011&&) noexcept = default;
FromJgd2011& FromJgd2011::operator=(FromJgd2011&&) noexcept = default;
FromJgd2011::~FromJgd2011() = default;

XY FromJgd2011::operator()(LatLng point) const {
    const PJ_COORD out = proj_trans(impl_->transformation.get(), PJ_FWD,
                                    proj_coord(point.lng(), point.lat(), 0.0, 0.0));
    return {out.xy.x, out.xy.y};
}

LatLng FromJgd2011::inverse(XY point) const {
    const PJ_COORD out =
        proj_trans(impl_->transformation.get(), PJ_INV, proj_coord(point.x, point.y, 0.0, 0.0));
    return LatLng::from_degrees(out.xy.y, out.xy.x);
}

} // namespace todoku::geo
