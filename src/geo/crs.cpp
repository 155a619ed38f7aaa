#include "geo/crs.hpp"

#include "core/error.hpp"
#include "geo/crs_label.hpp"
#include "geo/datum_grid.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <array>
#include <cmath>
#include <limits>

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
    for (const char* known :
         {"Japanese Geodetic Datum 2011", "Japanese Geodetic Datum 2024",
          "Japanese Geodetic Datum 2000", "World Geodetic System 1984", "WGS 84", "WGS_1984",
          "JGD2011", "JGD_2011", "JGD2000", "JGD_2000", "International Terrestrial Reference Frame",
          // Europe's frames of it, moved by its plate some 0.9 m since 1989.
          "European Terrestrial Reference System 1989", "Reseau Geodesique Francais 1993"}) {
        if (datum.find(known) != std::string::npos) {
            return true;
        }
    }
    return false;
}

bool is_jgd2000(const std::string& datum) {
    return datum.find("Japanese Geodetic Datum 2000") != std::string::npos ||
           datum.find("JGD2000") != std::string::npos ||
           datum.find("JGD_2000") != std::string::npos;
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

bool holds_degrees(const PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

InputError needs_grid(const std::string& name) {
    return InputError(
        {fmt::format("「{}」は日本測地系（旧測地系）で、国土地理院の変換パラメータ TKY2JGD.par "
                     "がないとJGD2011へ1m以内で変換できません。TKY2JGD.par を置いて [study] に "
                     "datum_grid = \"TKY2JGD.par\" と書くか、10m程度の誤差でよければ "
                     "--allow-approximate-datum（または allow_approximate_datum = "
                     "true）を付けてください。",
                     crs_label(name).ja),
         fmt::format(
             "\"{}\" is on Tokyo datum, which needs GSI's TKY2JGD.par to reach JGD2011 to 1 "
             "m. Put TKY2JGD.par beside the study and write datum_grid = \"TKY2JGD.par\" "
             "under [study], or, where some 10 m do not matter, give "
             "--allow-approximate-datum (or allow_approximate_datum = true).",
             name)});
}

InputError grid_unusable(const std::string& name) {
    return InputError(
        {fmt::format("「{}」は日本測地系（旧測地系）ですが、[study] の datum_grid "
                     "が読めないので、JGD2011へ変換できません。datum_grid を直すか、10m程度の誤差で"
                     "よければ --allow-approximate-datum を付けてください。",
                     crs_label(name).ja),
         fmt::format("\"{}\" is on Tokyo datum, and datum_grid of [study] cannot be read. Put "
                     "datum_grid right or, where some 10 m do not matter, give "
                     "--allow-approximate-datum.",
                     name)});
}

InputError no_way(const std::string& name) {
    return InputError(
        {fmt::format("座標系「{}」からJGD2011へ1m以内で変換する方法がありません。"
                     "世界測地系（JGD2011）のファイルを入手してください。",
                     crs_label(name).ja),
         fmt::format("No transformation from \"{}\" to JGD2011 good to 1 m. Ask for the file in "
                     "JGD2011.",
                     name)});
}

} // namespace

struct ToJgd2011::Impl {
    Context context = quiet_context();
    Pj projection; ///< to latitude and longitude on the source's own datum; absent where they are
    Pj datum;      ///< from there to JGD2011 by PROJ
    std::shared_ptr<const DatumGrid> grid; ///< from there to JGD2011 by TKY2JGD
    Pj fallback;                           ///< outside the grid, and instead of one
    std::optional<double> approximate_m;   ///< where there is no grid at all
    mutable std::int64_t outside_grid = 0;
    std::string name;
    bool geographic = false;
    bool tokyo = false;
    bool moved = false;

    void find_way(const PJ* source, const DatumRules& rules);
    void shift_tokyo(const DatumRules& rules);
    /// The best operation of PROJ, with x before y; null where there is none.
    [[nodiscard]] Pj operation(const PJ* source, const PJ* target, double accuracy_m) const;
};

Pj ToJgd2011::Impl::operation(const PJ* source, const PJ* target, double accuracy_m) const {
    std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter> factory(
        proj_create_operation_factory_context(context.get(), nullptr));
    proj_operation_factory_context_set_desired_accuracy(context.get(), factory.get(), accuracy_m);
    proj_operation_factory_context_set_allow_ballpark_transformations(context.get(), factory.get(),
                                                                      0);
    proj_operation_factory_context_set_grid_availability_use(
        context.get(), factory.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    std::unique_ptr<PJ_OBJ_LIST, ListDeleter> list(
        proj_create_operations(context.get(), source, target, factory.get()));
    if (!list || proj_list_get_count(list.get()) == 0) {
        return nullptr;
    }
    const Pj best(proj_list_get(context.get(), list.get(), 0));
    return Pj(proj_normalize_for_visualization(context.get(), best.get()));
}

/// From Tokyo datum: by the grid of the rules, else approximately where they allow it.
void ToJgd2011::Impl::shift_tokyo(const DatumRules& rules) {
    const Pj old_datum(proj_create(context.get(), "EPSG:4301"));
    const Pj jgd2000(proj_create(context.get(), "EPSG:4612"));
    // EPSG 15483 and its like: 9 m in PROJ's own words.
    constexpr double kAnyAccuracy = 100.0;
    fallback = operation(old_datum.get(), jgd2000.get(), kAnyAccuracy);
    if (rules.grid) {
        grid = rules.grid;
    } else if (!rules.proj_grid.empty()) {
        datum.reset(proj_create(
            context.get(), fmt::format("+proj=pipeline +step +proj=unitconvert +xy_in=deg "
                                       "+xy_out=rad +step +proj=hgridshift +grids=\"{}\" +step "
                                       "+proj=unitconvert +xy_in=rad +xy_out=deg",
                                       rules.proj_grid)
                               .c_str()));
        if (!datum) {
            throw InputError(
                {fmt::format("測地系の変換ファイル「{}」を使えません。国土地理院の "
                             "TKY2JGD.par、または緯度・経度の差を持つ .gsb・GeoTIFF "
                             "を指定してください。",
                             rules.proj_grid),
                 fmt::format("The datum grid \"{}\" cannot be used. Give GSI's TKY2JGD.par, or a "
                             ".gsb or GeoTIFF grid of shifts in latitude and longitude.",
                             rules.proj_grid)});
        }
    } else if (rules.allow_approximate && fallback) {
        approximate_m = proj_coordoperation_get_accuracy(context.get(), fallback.get());
        datum = std::move(fallback);
    }
}

void ToJgd2011::Impl::find_way(const PJ* source, const DatumRules& rules) {
    const std::string datum_of_source = datum_name(context.get(), source);
    const Pj geodetic(proj_crs_get_geodetic_crs(context.get(), source));
    // On the same datum only the projection is undone, so that no ballpark or other-frame step is
    // chosen by PROJ.
    const bool known = agrees_with_jgd2011(datum_of_source);
    tokyo = !known && datum_of_source.find("Tokyo") != std::string::npos;
    // TKY2JGD ends in JGD2000.
    moved = rules.ground_moved && (tokyo || is_jgd2000(datum_of_source));
    const bool by_rules = tokyo && (rules.grid || !rules.proj_grid.empty());
    constexpr double kGood = 1.0; // metres
    if (!known && !by_rules) {
        const Pj target(proj_create(context.get(), kJgd2011));
        datum = operation(source, target.get(), kGood); // a grid that is installed with PROJ
        if (datum) {
            return;
        }
    }
    if (tokyo) {
        shift_tokyo(rules);
    }
    const bool there = known || datum || grid;
    if (there && !holds_degrees(source)) {
        projection = operation(source, geodetic.get(), kGood);
    }
    if (there && (projection || holds_degrees(source))) {
        return;
    }
    throw !tokyo ? no_way(name) : rules.unusable ? grid_unusable(name) : needs_grid(name);
}

ToJgd2011::ToJgd2011(const std::string& definition, const DatumRules& rules)
    : impl_(std::make_unique<Impl>()) {
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
                              "」が分かりません。EPSGコードで指定してください（緯度・経度は "
                              "EPSG:6668、平面直角座標系 第n"
                              "系は EPSG:6668+n、三重県は第6系で EPSG:6674）。",
                          "Unknown coordinate reference system \"" + definition.substr(0, 80) +
                              "\". Give an EPSG code (latitude and longitude: EPSG:6668, plane "
                              "rectangular system n: EPSG:6668+n)."});
    }
    impl_->name = proj_get_name(source.get());
    impl_->geographic = holds_degrees(source.get());
    impl_->find_way(source.get(), rules);
}

ToJgd2011::ToJgd2011(ToJgd2011&&) noexcept = default;
ToJgd2011& ToJgd2011::operator=(ToJgd2011&&) noexcept = default;
ToJgd2011::~ToJgd2011() = default;

std::optional<LatLng> ToJgd2011::operator()(XY point) const {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        return std::nullopt;
    }
    const auto step = [&point](const Pj& operation) {
        const PJ_COORD out =
            proj_trans(operation.get(), PJ_FWD, proj_coord(point.x, point.y, 0.0, 0.0));
        point = {out.xy.x, out.xy.y};
        return std::isfinite(point.x) && std::isfinite(point.y);
    };
    if (impl_->projection && !step(impl_->projection)) {
        return std::nullopt;
    }
    if (impl_->grid) {
        if (const auto exact = impl_->grid->to_jgd2000(point)) {
            return exact;
        }
    } else if (impl_->datum) {
        const XY before = point;
        if (step(impl_->datum)) {
            return LatLng::from_degrees(point.y, point.x);
        }
        point = before;
    } else {
        return LatLng::from_degrees(point.y, point.x);
    }
    if (!impl_->fallback || !step(impl_->fallback)) {
        return std::nullopt;
    }
    ++impl_->outside_grid;
    return LatLng::from_degrees(point.y, point.x);
}

bool ToJgd2011::is_identity() const {
    return !impl_->projection && !impl_->datum && !impl_->grid;
}
bool ToJgd2011::is_tokyo() const {
    return impl_->tokyo;
}
bool ToJgd2011::is_geographic() const {
    return impl_->geographic;
}
const std::string& ToJgd2011::name() const {
    return impl_->name;
}
std::optional<double> ToJgd2011::approximate_m() const {
    return impl_->approximate_m;
}
std::optional<double> ToJgd2011::moved_m() const {
    return impl_->moved ? std::optional(kMostMoved_m) : std::nullopt;
}
std::int64_t ToJgd2011::outside_grid() const {
    return impl_->outside_grid;
}

bool moved_in_2011(int prefecture_code) {
    constexpr int kAomori = 2;
    constexpr int kGifu = 21;
    return prefecture_code >= kAomori && prefecture_code <= kGifu;
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

int plane_rectangular_epsg(int prefecture_code, LatLng place) {
    struct System {
        int prefecture;
        int number;
        double meridian; // of the origin
    };
    // GSI notice 2002 no. 9: prefectures of several systems.
    static constexpr std::array<System, 12> kSystems = {{{1, 11, 140.25},
                                                         {1, 12, 142.25},
                                                         {1, 13, 144.25},
                                                         {13, 9, 139.0 + 50.0 / 60.0},
                                                         {13, 14, 142.0},
                                                         {13, 18, 136.0},
                                                         {13, 19, 154.0},
                                                         {46, 2, 131.0},
                                                         {46, 1, 129.5},
                                                         {47, 15, 127.5},
                                                         {47, 16, 124.0},
                                                         {47, 17, 131.0}}};
    int epsg = plane_rectangular_epsg(prefecture_code);
    double nearest = std::numeric_limits<double>::infinity();
    for (const System& system : kSystems) {
        const double away = std::abs(place.lng() - system.meridian);
        if (system.prefecture == prefecture_code && away < nearest) {
            nearest = away;
            epsg = 6668 + system.number;
        }
    }
    return epsg;
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
