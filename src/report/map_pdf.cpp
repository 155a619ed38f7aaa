#include "report/map_pdf.hpp"

// QPDF 11 asks which of its two pointer interfaces is meant: 4 is std::shared_ptr alone
// (qpdf/PointerHolder.hh).
#define POINTERHOLDER_TRANSITION 4

#include "core/error.hpp"

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>
#include <stdexcept>

namespace todoku::report::sheet {

namespace {

QPDFObjectHandle number(double value, int decimals) {
    return QPDFObjectHandle::newReal(value, decimals);
}
QPDFObjectHandle text(const std::string& utf8) {
    return QPDFObjectHandle::newUnicodeString(utf8);
}

// ISO 32000-2, 12.10 (first in Adobe's supplement to ISO 32000-1, extension level 3): a viewport of
// the page whose corners are tied to latitude and longitude. Eleven decimals of a degree are a
// thousandth of a millimetre.
QPDFObjectHandle viewport(const MapFrame& frame, double page_height, const std::string& name) {
    const Rect& map = frame.page();
    constexpr int kDegreeDecimals = 11;
    QPDFObjectHandle ground = QPDFObjectHandle::newArray();
    QPDFObjectHandle page = QPDFObjectHandle::newArray();
    const auto tie = [&](double u, double v) { // v counts upwards, as PDF does
        const geo::LatLng place =
            frame.to_ground({map.x + map.width * u, map.bottom() - map.height * v});
        ground.appendItem(number(place.lat(), kDegreeDecimals));
        ground.appendItem(number(place.lng(), kDegreeDecimals));
        page.appendItem(QPDFObjectHandle::newInteger(static_cast<long long>(u)));
        page.appendItem(QPDFObjectHandle::newInteger(static_cast<long long>(v)));
    };
    tie(0.0, 0.0);
    tie(0.0, 1.0);
    tie(1.0, 1.0);
    tie(1.0, 0.0);

    QPDFObjectHandle system = QPDFObjectHandle::newDictionary();
    system.replaceKey("/Type", QPDFObjectHandle::newName("/PROJCS"));
    system.replaceKey("/EPSG", QPDFObjectHandle::newInteger(frame.epsg()));
    const std::string wkt = geo::esri_wkt(frame.epsg());
    system.replaceKey("/WKT", QPDFObjectHandle::newString(wkt));

    QPDFObjectHandle units = QPDFObjectHandle::newArray();
    for (const char* unit : {"/M", "/SQM", "/DEG"}) {
        units.appendItem(QPDFObjectHandle::newName(unit));
    }
    QPDFObjectHandle measure = QPDFObjectHandle::newDictionary();
    measure.replaceKey("/Type", QPDFObjectHandle::newName("/Measure"));
    measure.replaceKey("/Subtype", QPDFObjectHandle::newName("/GEO"));
    measure.replaceKey("/Bounds", page.shallowCopy());
    measure.replaceKey("/GPTS", ground);
    measure.replaceKey("/LPTS", page);
    measure.replaceKey("/GCS", system);
    measure.replaceKey("/PDU", units);

    QPDFObjectHandle box = QPDFObjectHandle::newArray();
    for (const double edge :
         {map.x, page_height - map.bottom(), map.right(), page_height - map.y}) {
        box.appendItem(number(edge, 8));
    }
    QPDFObjectHandle view = QPDFObjectHandle::newDictionary();
    view.replaceKey("/Type", QPDFObjectHandle::newName("/Viewport"));
    view.replaceKey("/Name", text(name));
    view.replaceKey("/BBox", box);
    view.replaceKey("/Measure", measure);
    return view;
}

// Cairo 1.16 writes a date it was given without the prefix and the last mark that ISO
// 32000-1, 7.9.4 asks for.
void complete_dates(QPDFObjectHandle info) {
    for (const char* key : {"/CreationDate", "/ModDate"}) {
        if (info.isDictionary() && info.hasKey(key)) {
            const std::string date = info.getKey(key).getUTF8Value();
            if (date.rfind("D:", 0) != 0) {
                info.replaceKey(key, QPDFObjectHandle::newString("D:" + date + "'"));
            }
        }
    }
}

// Cairo 1.16 knows the element but not its alternative text.
void describe_figures(QPDFObjectHandle element, const std::vector<std::string>& texts,
                      std::size_t& next) {
    if (element.isArray()) {
        for (int i = 0; i < element.getArrayNItems(); ++i) {
            describe_figures(element.getArrayItem(i), texts, next);
        }
        return;
    }
    if (!element.isDictionary() || !element.hasKey("/S")) {
        return;
    }
    if (element.getKey("/S").isNameAndEquals("/Figure") && next < texts.size()) {
        element.replaceKey("/Alt", text(texts[next]));
        ++next;
    }
    if (element.hasKey("/K")) {
        describe_figures(element.getKey("/K"), texts, next);
    }
}

} // namespace

std::string finish_pdf(const std::string& pdf, const MapFrame& frame, double page_height,
                       const std::string& map_name, const std::vector<std::string>& figures) {
    try {
        QPDF file;
        file.processMemoryFile("map", pdf.data(), pdf.size());
        QPDFObjectHandle views = QPDFObjectHandle::newArray();
        views.appendItem(viewport(frame, page_height, map_name));
        QPDFPageDocumentHelper(file).getAllPages().at(0).getObjectHandle().replaceKey("/VP", views);

        complete_dates(file.getTrailer().getKey("/Info"));
        QPDFObjectHandle root = file.getRoot();
        root.replaceKey("/Lang", QPDFObjectHandle::newString("ja"));
        QPDFObjectHandle viewer = QPDFObjectHandle::newDictionary();
        viewer.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
        root.replaceKey("/ViewerPreferences", viewer);
        if (root.hasKey("/StructTreeRoot")) {
            std::size_t next = 0;
            describe_figures(root.getKey("/StructTreeRoot").getKey("/K"), figures, next);
        }

        QPDFWriter writer(file);
        writer.setOutputMemory();
        writer.setMinimumPDFVersion("1.7");
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.setDeterministicID(true);
        writer.write();
        const std::shared_ptr<Buffer> bytes(writer.getBuffer());
        return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
    } catch (const std::runtime_error& problem) {
        throw ExternalError({fmt::format("PDFの地図を仕上げられません（{}）。", problem.what()),
                             fmt::format("The PDF map cannot be finished ({}).", problem.what())});
    }
}

} // namespace todoku::report::sheet
