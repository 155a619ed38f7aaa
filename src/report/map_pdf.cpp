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
#include <utility>

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
QPDFObjectHandle viewport(const PagePosition& position) {
    const Rect& map = position.map;
    constexpr int kDegreeDecimals = 11;
    QPDFObjectHandle ground = QPDFObjectHandle::newArray();
    QPDFObjectHandle page = QPDFObjectHandle::newArray();
    constexpr std::array<std::pair<int, int>, 4> kCorners = {
        {{0, 0}, {0, 1}, {1, 1}, {1, 0}}}; // the second counts upwards, as PDF does
    for (std::size_t i = 0; i < kCorners.size(); ++i) {
        const geo::LatLng place = position.corners[i];
        ground.appendItem(number(place.lat(), kDegreeDecimals));
        ground.appendItem(number(place.lng(), kDegreeDecimals));
        page.appendItem(QPDFObjectHandle::newInteger(kCorners[i].first));
        page.appendItem(QPDFObjectHandle::newInteger(kCorners[i].second));
    }

    QPDFObjectHandle system = QPDFObjectHandle::newDictionary();
    system.replaceKey("/Type", QPDFObjectHandle::newName("/PROJCS"));
    system.replaceKey("/EPSG", QPDFObjectHandle::newInteger(position.epsg));
    const std::string wkt = geo::esri_wkt(position.epsg);
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
         {map.x, position.page_height - map.bottom(), map.right(), position.page_height - map.y}) {
        box.appendItem(number(edge, 8));
    }
    QPDFObjectHandle view = QPDFObjectHandle::newDictionary();
    view.replaceKey("/Type", QPDFObjectHandle::newName("/Viewport"));
    view.replaceKey("/Name", text(position.name));
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

PagePosition position_of(const MapFrame& frame, double page_height, std::string name) {
    const Rect& map = frame.page();
    return {map,
            page_height,
            frame.epsg(),
            {frame.to_ground({map.x, map.bottom()}), frame.to_ground({map.x, map.y}),
             frame.to_ground({map.right(), map.y}), frame.to_ground({map.right(), map.bottom()})},
            std::move(name)};
}

std::string finish_pdf(const std::string& pdf, const std::vector<PagePosition>& pages,
                       const std::vector<std::string>& figures) {
    try {
        QPDF file;
        file.processMemoryFile("map", pdf.data(), pdf.size());
        std::vector<QPDFPageObjectHelper> leaves = QPDFPageDocumentHelper(file).getAllPages();
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (pages[i].epsg == 0) {
                continue;
            }
            QPDFObjectHandle views = QPDFObjectHandle::newArray();
            views.appendItem(viewport(pages[i]));
            leaves.at(i).getObjectHandle().replaceKey("/VP", views);
        }

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
