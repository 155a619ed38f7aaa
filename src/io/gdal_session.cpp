#include "io/gdal_session.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_srs_api.h>

#include <mutex>

namespace todoku::io {

namespace {

void CPL_STDCALL keep_message(CPLErr kind, CPLErrorNum /*number*/, const char* text) {
    auto* messages = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (messages != nullptr && kind >= CE_Failure) {
        messages->add(text);
    }
}

} // namespace

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        // GeoPackages hold this instead of the time of day.
        CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
        // Outputs get their name only when they are whole, so a power cut leaves no half file.
        CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
        // The index is built at the end by one thread: the same pages whatever the machine does.
        CPLSetConfigOption("OGR_GPKG_ALLOW_THREADED_RTREE", "NO");
        // Blocks of rasters kept in memory (MB): the default is a share of the machine's memory.
        CPLSetConfigOption("GDAL_CACHEMAX", "256");
        // No .aux.xml beside people's files.
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
        // Rings are turned round by the writer; GDAL 3.6 needs quadratic time for it.
        CPLSetConfigOption("SHAPE_REWIND_ON_WRITE", "NO");
        // A dissolved coverage may be one feature of hundreds of megabytes.
        CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");
        OSRSetPROJEnableNetwork(0);
        GDALAllRegister();
    });
}

GdalMessages::GdalMessages() {
    start_gdal();
    CPLPushErrorHandlerEx(keep_message, this);
}

GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

} // namespace todoku::io
