#include "io/gdal_session.hpp"

#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>

namespace todoku::io {

namespace {

void CPL_STDCALL keep_message(CPLErr kind, CPLErrorNum /*number*/, const char* text) {
    auto* messages = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (messages != nullptr && kind >= CE_Warning) {
        messages->add(kind >= CE_Failure, text);
    }
}

} // namespace

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        // GeoPackages write this instead of the time of day.
        CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
        CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF"); // outputs are renamed into place when whole
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");        // no .aux.xml beside people's files
        CPLSetConfigOption("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER");
        GDALAllRegister();
    });
}

GdalMessages::GdalMessages() {
    start_gdal();
    CPLPushErrorHandlerEx(keep_message, this);
}

GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

void GdalMessages::add(bool error, const char* text) { (error ? errors_ : warnings_).emplace_back(text); }

} // namespace todoku::io
