#include "io/hidden_sheets.hpp"

#include "io/archive_member.hpp"
#include "io/gdal_session.hpp"
#include "io/zip_member.hpp"

#include <cpl_minixml.h>

#include <memory>
#include <string_view>

namespace todoku::io {

namespace {

struct DestroyXml {
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};

} // namespace

// ECMA-376 part 1, 18.2.19: the attribute `state` of a sheet is visible, hidden or veryHidden.
std::vector<std::string> hidden_sheets(const std::filesystem::path& file,
                                       const std::string& shown_as) {
    std::vector<std::string> hidden;
    const std::string ending = lower_ending(file);
    if (ending != ".xlsx" && ending != ".xlsm") {
        return hidden;
    }
    for (const ZipMember& member : zip_members(file, shown_as)) {
        if (member.name != "xl/workbook.xml") {
            continue;
        }
        const GdalMessages messages;
        const std::string text = zip_member_bytes(file, shown_as, member);
        const std::unique_ptr<CPLXMLNode, DestroyXml> root(CPLParseXMLString(text.c_str()));
        CPLStripXMLNamespace(root.get(), nullptr, 1);
        const CPLXMLNode* sheets = root ? CPLGetXMLNode(root.get(), "=workbook.sheets") : nullptr;
        for (const CPLXMLNode* sheet = sheets != nullptr ? sheets->psChild : nullptr;
             sheet != nullptr; sheet = sheet->psNext) {
            if (std::string_view(CPLGetXMLValue(sheet, "state", "visible")) != "visible") {
                hidden.emplace_back(CPLGetXMLValue(sheet, "name", ""));
            }
        }
    }
    return hidden;
}

} // namespace todoku::io
