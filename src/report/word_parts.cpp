#include "report/word_parts.hpp"

#include "report/printable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace todoku::report {

namespace {

/// 11 pt text on an 18 pt grid: 38 lines of 41 characters on an A4 page, near the 37 to 40 lines of
/// 公用文.
constexpr std::string_view kStyles =
    R"xml(<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="ＭＳ 明朝" w:eastAsia="ＭＳ 明朝" w:hAnsi="ＭＳ 明朝" w:cs="Times New Roman"/><w:kern w:val="2"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterBody"><w:name w:val="要望書 本文"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:firstLineChars="100" w:firstLine="220"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterRight"><w:name w:val="要望書 番号・日付"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:rightChars="100" w:right="220"/><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterAddressee"><w:name w:val="要望書 宛先"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:leftChars="100" w:left="220"/><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterSender"><w:name w:val="要望書 差出人"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="LetterBody"/><w:qFormat/><w:pPr><w:keepLines/><w:spacing w:before="360" w:after="360"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterCentre"><w:name w:val="要望書 記"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="360" w:after="180"/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="LetterBody"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterIndented"><w:name w:val="要望書 字下げ"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:leftChars="200" w:left="440"/><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterNote"><w:name w:val="要望書 注"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="40" w:line="260" w:lineRule="exact"/><w:ind w:left="450" w:hanging="450"/><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterClosing"><w:name w:val="要望書 以上"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="180"/><w:ind w:rightChars="100" w:right="220"/><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterPicture"><w:name w:val="要望書 図"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterCell"><w:name w:val="要望書 表"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="260" w:lineRule="exact"/><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterHead"><w:name w:val="要望書 表見出し"/><w:basedOn w:val="LetterCell"/><w:qFormat/><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>
</w:styles>)xml";

constexpr std::string_view kSettings =
    R"xml(<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="880"/><w:drawingGridVerticalSpacing w:val="360"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/></w:settings>)xml";

/// Panose numbers and character sets as Word for Windows writes them for these two faces.
constexpr std::string_view kFonts =
    R"xml(<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="ＭＳ 明朝"><w:altName w:val="MS Mincho"/><w:panose1 w:val="02020609040205080304"/><w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="fixed"/></w:font><w:font w:name="ＭＳ ゴシック"><w:altName w:val="MS Gothic"/><w:panose1 w:val="020B0609070205080204"/><w:charset w:val="80"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>)xml";

constexpr std::string_view kFooter =
    R"xml(<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>)xml";

std::string with_head(std::string_view xml) {
    return std::string(kXmlHead) + std::string(xml);
}

} // namespace

const char* style_id(WordStyle style) {
    switch (style) {
    case WordStyle::Body:
        return "LetterBody";
    case WordStyle::Right:
        return "LetterRight";
    case WordStyle::Addressee:
        return "LetterAddressee";
    case WordStyle::Sender:
        return "LetterSender";
    case WordStyle::Subject:
        return "Title";
    case WordStyle::Centre:
        return "LetterCentre";
    case WordStyle::Heading:
        return "Heading1";
    case WordStyle::Indented:
        return "LetterIndented";
    case WordStyle::Note:
        return "LetterNote";
    case WordStyle::Closing:
        return "LetterClosing";
    }
    return "Normal";
}

int twips_of_mm(double millimetres) {
    return static_cast<int>(std::lround(millimetres / 25.4 * 72.0 * 20.0));
}

std::string styles_part() {
    return with_head(kStyles);
}
std::string settings_part() {
    return with_head(kSettings);
}
std::string font_table_part() {
    return with_head(kFonts);
}
std::string footer_part() {
    return with_head(kFooter);
}

std::string stamp_paragraph(std::string_view stamp) {
    const std::string font =
        R"(<w:rFonts w:ascii="ＭＳ ゴシック" w:eastAsia="ＭＳ ゴシック" w:hAnsi="ＭＳ ゴシック"/>)";
    return fmt::format(R"(<w:p xmlns:w="{}"><w:pPr><w:jc w:val="right"/></w:pPr>)"
                       R"(<w:r><w:rPr>{}<w:b/><w:color w:val="C00000"/><w:sz w:val="22"/>)"
                       R"(<w:bdr w:val="single" w:sz="8" w:space="0" w:color="C00000"/></w:rPr>)"
                       R"(<w:t xml:space="preserve"> {} </w:t></w:r></w:p>)",
                       kWordNamespace, font, escape_markup(stamp));
}

std::string header_part(std::string_view stamp) {
    const std::string inside = stamp.empty()
                                   ? R"(<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>)"
                                   : stamp_paragraph(stamp);
    return with_head(fmt::format(R"(<w:hdr xmlns:w="{}">{}</w:hdr>)", kWordNamespace, inside));
}

std::string core_properties_part(const WordDocument& document) {
    // 1980-01-01, the archive's own date, where the document has none.
    const std::string date = document.date.ok() ? iso_date(document.date) : "1980-01-01";
    return with_head(fmt::format(
        R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
        R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
        R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)"
        R"(<dc:title>{}</dc:title><dc:creator>{}</dc:creator>)"
        R"(<cp:lastModifiedBy>{}</cp:lastModifiedBy>)"
        R"(<dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created>)"
        R"(<dcterms:modified xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:modified>)"
        R"(<dc:language>ja-JP</dc:language></cp:coreProperties>)",
        escape_markup(document.title), escape_markup(document.author),
        escape_markup(document.author), date, date));
}

std::string app_properties_part() {
    return with_head(
        R"(<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">)"
        R"(<Application>todoku</Application></Properties>)");
}

std::string drawing_xml(const WordPicture& picture, std::string_view relationship, int id) {
    // English Metric Units: 36,000 to the millimetre (ECMA-376 part 1, 20.1.2.1).
    const auto emu = [](double millimetres) { return std::llround(millimetres * 36000.0); };
    const auto cx = emu(picture.width_mm);
    const auto cy = emu(picture.height_mm);
    const std::string name = escape_markup(picture.name);
    const std::string description = escape_markup(picture.alternative_text);
    return fmt::format(
        R"(<w:drawing xmlns:w="{0}" xmlns:r="{1}" )"
        R"(xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" )"
        R"(xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" )"
        R"(xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
        R"(<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{2}" cy="{3}"/>)"
        R"(<wp:effectExtent l="0" t="0" r="0" b="0"/>)"
        R"(<wp:docPr id="{4}" name="{5}" descr="{6}"/>)"
        R"(<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>)"
        R"(<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
        R"(<pic:pic><pic:nvPicPr><pic:cNvPr id="{4}" name="{5}" descr="{6}"/><pic:cNvPicPr/></pic:nvPicPr>)"
        R"(<pic:blipFill><a:blip r:embed="{7}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>)"
        R"(<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{2}" cy="{3}"/></a:xfrm>)"
        R"(<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>)"
        R"(</wp:inline></w:drawing>)",
        kWordNamespace, kRelationshipNamespace, cx, cy, id, name, description, relationship);
}

} // namespace todoku::report
