#include "report/word_document.hpp"

#include "core/error.hpp"
#include "report/printable.hpp"
#include "report/word_parts.hpp"
#include "report/zip_archive.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace todoku::report {

namespace {

/// One character of the 11 pt body text.
constexpr int kCharacterTwips = 220;
/// Between a cell's text and its border.
constexpr double kCellMarginMm = 1.0;
constexpr const char* kHeadShade = "E7E6E6"; // light grey, still white paper on a copier

/// Line ends in the text become line breaks of the paragraph.
void append_text(pugi::xml_node paragraph, const std::string& text) {
    pugi::xml_node run = paragraph.append_child("w:r");
    std::istringstream lines(text);
    std::string line;
    for (bool first = true; std::getline(lines, line); first = false) {
        if (!first) {
            run.append_child("w:br");
        }
        pugi::xml_node node = run.append_child("w:t");
        node.append_attribute("xml:space") = "preserve";
        node.text().set(printable(line).c_str());
    }
}

pugi::xml_node append_paragraph(pugi::xml_node parent, const char* style) {
    pugi::xml_node paragraph = parent.append_child("w:p");
    paragraph.append_child("w:pPr").append_child("w:pStyle").append_attribute("w:val") = style;
    return paragraph;
}

pugi::xml_node append_value(pugi::xml_node parent, const char* name, const char* value) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:val") = value;
    return node;
}

void append_width(pugi::xml_node parent, const char* name, int twips) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:w") = twips;
    node.append_attribute("w:type") = "dxa";
}

/// Writes the blocks of a document into <w:body> and keeps the pictures they show.
class BodyWriter {
public:
    explicit BodyWriter(pugi::xml_node body) : body_(body) {}

    void operator()(const WordParagraph& block) {
        pugi::xml_node paragraph = append_paragraph(body_, style_id(block.style));
        pugi::xml_node properties = paragraph.child("w:pPr");
        if (block.keep_with_next) {
            properties.append_child("w:keepNext");
        }
        if (block.on_a_new_page) {
            properties.append_child("w:pageBreakBefore");
        }
        if (block.style == WordStyle::Sender) {
            const int block_twips =
                (static_cast<int>(block.block_characters) + 1) * kCharacterTwips;
            const int left = std::max(0, twips_of_mm(kWordTextWidthMm) - block_twips);
            properties.append_child("w:ind").append_attribute("w:left") = left;
        }
        append_text(paragraph, block.text);
    }

    void operator()(const WordTable& block) {
        pugi::xml_node table = body_.append_child("w:tbl");
        append_table_properties(table, block);
        append_head_row(table, block);
        const std::size_t count = block.rows.size();
        for (std::size_t i = 0; i < count; ++i) {
            // The last rows stay together: neither a total nor one row stands alone on a new page.
            // The first rows are not tied: LibreOffice would take the whole table for tied and move
            // it to the next page.
            constexpr std::size_t kTogether = 3;
            const bool last_follow = i > 0 && i + 1 < count && i + kTogether >= count;
            append_row(table, block, block.rows[i],
                       {block.last_row_is_total && i + 1 == count, last_follow});
        }
    }

    void operator()(const WordPicture& block) {
        pictures_.push_back(block);
        const int id = static_cast<int>(pictures_.size());
        pugi::xml_node run = append_paragraph(body_, "LetterPicture").append_child("w:r");
        const std::string drawing = drawing_xml(block, fmt::format("rIdPicture{}", id), id);
        run.append_buffer(drawing.data(), drawing.size());
    }

    [[nodiscard]] const std::vector<WordPicture>& pictures() const { return pictures_; }

private:
    static void append_table_properties(pugi::xml_node table, const WordTable& block) {
        const int margin = twips_of_mm(kCellMarginMm);
        double width_mm = 0.0;
        for (const WordColumn& column : block.columns) {
            width_mm += column.width_mm;
        }
        pugi::xml_node properties = table.append_child("w:tblPr");
        append_value(properties, "w:tblStyle", "TableGrid");
        append_width(properties, "w:tblW", twips_of_mm(width_mm));
        append_width(properties, "w:tblInd", 0);
        properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
        pugi::xml_node margins = properties.append_child("w:tblCellMar");
        append_width(margins, "w:top", 20);
        append_width(margins, "w:left", margin);
        append_width(margins, "w:bottom", 20);
        append_width(margins, "w:right", margin);
        append_value(properties, "w:tblLook", "0420"); // first row stands out, no banded columns
        append_value(properties, "w:tblDescription", printable(block.description).c_str());
        pugi::xml_node grid = table.append_child("w:tblGrid");
        for (const WordColumn& column : block.columns) {
            grid.append_child("w:gridCol").append_attribute("w:w") = twips_of_mm(column.width_mm);
        }
    }

    static pugi::xml_node append_cell(pugi::xml_node row, const WordColumn& column, bool shaded,
                                      const char* style) {
        pugi::xml_node cell = row.append_child("w:tc");
        pugi::xml_node properties = cell.append_child("w:tcPr");
        append_width(properties, "w:tcW", twips_of_mm(column.width_mm));
        if (shaded) {
            pugi::xml_node shade = append_value(properties, "w:shd", "clear");
            shade.append_attribute("w:color") = "auto";
            shade.append_attribute("w:fill") = kHeadShade;
        }
        append_value(properties, "w:vAlign", "center");
        return append_paragraph(cell, style);
    }

    static void append_head_row(pugi::xml_node table, const WordTable& block) {
        pugi::xml_node row = table.append_child("w:tr");
        pugi::xml_node properties = row.append_child("w:trPr");
        properties.append_child("w:cantSplit");
        properties.append_child("w:tblHeader");
        for (const WordColumn& column : block.columns) {
            append_text(append_cell(row, column, true, "LetterHead"), column.heading);
        }
    }

    struct RowLook {
        bool total = false;
        bool keep_with_next = false;
    };

    static void append_row(pugi::xml_node table, const WordTable& block,
                           const std::vector<std::string>& cells, RowLook look) {
        pugi::xml_node row = table.append_child("w:tr");
        row.append_child("w:trPr").append_child("w:cantSplit");
        for (std::size_t i = 0; i < block.columns.size(); ++i) {
            const WordColumn& column = block.columns[i];
            pugi::xml_node paragraph = append_cell(row, column, look.total, "LetterCell");
            if (look.keep_with_next) {
                paragraph.child("w:pPr").append_child("w:keepNext");
            }
            if (column.align != WordAlign::Left) {
                append_value(paragraph.child("w:pPr"), "w:jc",
                             column.align == WordAlign::Right ? "right" : "center");
            }
            append_text(paragraph, i < cells.size() ? cells[i] : std::string());
        }
    }

    pugi::xml_node body_;
    std::vector<WordPicture> pictures_;
};

void append_section(pugi::xml_node body) {
    pugi::xml_node section = body.append_child("w:sectPr");
    pugi::xml_node header = section.append_child("w:headerReference");
    header.append_attribute("w:type") = "default";
    header.append_attribute("r:id") = "rIdHeader";
    pugi::xml_node footer = section.append_child("w:footerReference");
    footer.append_attribute("w:type") = "default";
    footer.append_attribute("r:id") = "rIdFooter";
    pugi::xml_node size = section.append_child("w:pgSz"); // A4
    size.append_attribute("w:w") = 11906;
    size.append_attribute("w:h") = 16838;
    pugi::xml_node margins = section.append_child("w:pgMar");
    const int margin = twips_of_mm(25.0);
    margins.append_attribute("w:top") = margin;
    margins.append_attribute("w:right") = margin;
    margins.append_attribute("w:bottom") = margin;
    margins.append_attribute("w:left") = margin;
    margins.append_attribute("w:header") = twips_of_mm(12.0);
    margins.append_attribute("w:footer") = twips_of_mm(12.0);
    margins.append_attribute("w:gutter") = 0;
    pugi::xml_node grid = section.append_child("w:docGrid");
    grid.append_attribute("w:type") = "lines";
    grid.append_attribute("w:linePitch") = 360; // 18 pt
}

std::string saved(const pugi::xml_document& xml) {
    std::ostringstream out;
    out << kXmlHead;
    xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

struct Part {
    const char* id;
    const char* type; ///< last piece of the relationship's and of the content type
    const char* file;
};
constexpr Part kParts[] = {{"rIdStyles", "styles", "styles.xml"},
                           {"rIdSettings", "settings", "settings.xml"},
                           {"rIdFonts", "fontTable", "fontTable.xml"},
                           {"rIdHeader", "header", "header1.xml"},
                           {"rIdFooter", "footer", "footer1.xml"}};

std::string content_types() {
    std::string xml(kXmlHead);
    xml +=
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
        R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/>)"
        R"(<Default Extension="png" ContentType="image/png"/>)"
        R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)";
    for (const Part& part : kParts) {
        xml += fmt::format(
            R"(<Override PartName="/word/{}" ContentType=)"
            R"("application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>)",
            part.file, part.type);
    }
    xml +=
        R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>)"
        R"(<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>)"
        R"(</Types>)";
    return xml;
}

std::string package_relationships() {
    return std::string(kXmlHead) +
           R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
           R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>)"
           R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>)"
           R"(<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>)"
           R"(</Relationships>)";
}

std::string document_relationships(std::size_t pictures) {
    std::string xml(kXmlHead);
    xml +=
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    for (const Part& part : kParts) {
        xml += fmt::format(R"(<Relationship Id="{}" Type="{}/{}" Target="{}"/>)", part.id,
                           kRelationshipNamespace, part.type, part.file);
    }
    for (std::size_t i = 1; i <= pictures; ++i) {
        xml += fmt::format(
            R"(<Relationship Id="rIdPicture{0}" Type="{1}/image" Target="media/image{0}.png"/>)", i,
            kRelationshipNamespace);
    }
    return xml + "</Relationships>";
}

} // namespace

std::string word_bytes(const WordDocument& document) {
    pugi::xml_document xml;
    pugi::xml_node root = xml.append_child("w:document");
    root.append_attribute("xmlns:w") = std::string(kWordNamespace).c_str();
    root.append_attribute("xmlns:r") = std::string(kRelationshipNamespace).c_str();
    pugi::xml_node body = root.append_child("w:body");
    BodyWriter writer(body);
    for (const WordBlock& block : document.blocks) {
        std::visit(writer, block);
    }
    append_section(body);

    std::vector<ZipMember> members = {
        {"[Content_Types].xml", content_types()},
        {"_rels/.rels", package_relationships()},
        {"docProps/core.xml", core_properties_part(document)},
        {"docProps/app.xml", app_properties_part()},
        {"word/document.xml", saved(xml)},
        {"word/_rels/document.xml.rels", document_relationships(writer.pictures().size())},
        {"word/styles.xml", styles_part()},
        {"word/settings.xml", settings_part()},
        {"word/fontTable.xml", font_table_part()},
        {"word/header1.xml", header_part(document.stamp)},
        {"word/footer1.xml", footer_part()}};
    for (std::size_t i = 0; i < writer.pictures().size(); ++i) {
        members.push_back({fmt::format("word/media/image{}.png", i + 1), writer.pictures()[i].png});
    }
    return zip_bytes(members);
}

PixelSize png_size(const std::string& png, const std::string& shown_as) {
    // Signature, then the IHDR chunk: width and height as big-endian 32-bit numbers (ISO/IEC
    // 15948, 5.2 and 11.2.2).
    constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
    if (!png.starts_with(signature) || png.size() < 24 || png.compare(12, 4, "IHDR") != 0) {
        throw InputError(
            {shown_as + "：PNG形式の画像ではありません。図面の画像はPNG形式で指定してください。",
             shown_as + ": not a PNG picture. Give the map as PNG."});
    }
    const auto number = [&](std::size_t at) {
        unsigned value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = (value << 8U) | static_cast<unsigned char>(png[at + i]);
        }
        return value;
    };
    return {number(16), number(20)};
}

} // namespace todoku::report
