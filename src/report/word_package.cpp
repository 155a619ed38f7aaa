#include "report/word_package.hpp"

#include "core/error.hpp"
#include "report/word_parts.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <sstream>

namespace todoku::report {

namespace {

constexpr std::string_view kStampPart = "todoku_stamp_header.xml";
constexpr const char* kStampId = "rIdTodokuStamp";
constexpr unsigned kParse = pugi::parse_full | pugi::parse_ws_pcdata;

[[noreturn]] void refuse(const std::filesystem::path& file, const Text& reason) {
    const std::string name = file.string();
    throw InputError({name + "：" + reason.ja, name + ": " + reason.en});
}

std::string saved(const pugi::xml_document& xml) {
    std::ostringstream out;
    xml.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
}

bool is_head(const std::string& name) {
    return name.starts_with("word/header") && name.ends_with(".xml");
}

bool is_foot(const std::string& name) {
    return name.starts_with("word/footer") && name.ends_with(".xml");
}

/// Sections without a head of a kind get the stamp's; later sections take over what they do not say
/// themselves.
void refer_to_stamp(pugi::xml_document& xml) {
    pugi::xml_node root = xml.document_element();
    if (!root.attribute("xmlns:r")) {
        root.append_attribute("xmlns:r") = std::string(kRelationshipNamespace).c_str();
    }
    pugi::xml_node section = root.select_node("//w:sectPr").node();
    if (!section) {
        section = root.child("w:body").append_child("w:sectPr");
    }
    for (const char* kind : {"even", "first", "default"}) {
        if (!section.find_child_by_attribute("w:headerReference", "w:type", kind)) {
            pugi::xml_node reference = section.prepend_child("w:headerReference");
            reference.append_attribute("w:type") = kind;
            reference.append_attribute("r:id") = kStampId;
        }
    }
}

} // namespace

WordPackage::WordPackage(const std::filesystem::path& file)
    : file_(file), members_(read_zip(file)) {
    if (const ZipMember* roots = member_named(members_, "_rels/.rels")) {
        pugi::xml_document xml;
        xml.load_buffer(roots->bytes.data(), roots->bytes.size());
        for (const pugi::xml_node& relationship : xml.document_element().children()) {
            if (std::string_view(relationship.attribute("Type").value())
                    .ends_with("/officeDocument")) {
                main_ = relationship.attribute("Target").value();
                main_.erase(0, main_.starts_with("/") ? 1 : 0);
            }
        }
    }
    if (member_named(members_, main_) == nullptr || !main_.starts_with("word/")) {
        refuse(file_, {"Wordの文書（.docx）ではありません。ひな形はWordで「Word文書（*."
                       "docx）」として保存してください。",
                       "not a Word document (.docx). Save the template in Word as \"Word Document "
                       "(*.docx)\"."});
    }
}

void WordPackage::edit(const std::string& name,
                       const std::function<void(pugi::xml_document&)>& change) {
    ZipMember* member = member_named(members_, name);
    if (member == nullptr) {
        members_.push_back(
            {name,
             std::string(kXmlHead) +
                 R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>)"});
        member = &members_.back();
    }
    pugi::xml_document xml;
    if (!xml.load_buffer(member->bytes.data(), member->bytes.size(), kParse)) {
        refuse(file_,
               {"ひな形の中の " + name + " が壊れています。Wordで開いて保存し直してください。",
                name + " inside the template is broken. Open it in Word and save it again."});
    }
    change(xml);
    member->bytes = saved(xml);
}

std::vector<std::string> WordPackage::text_parts() const {
    std::vector<std::string> parts = {main_};
    for (const ZipMember& member : members_) {
        if (is_head(member.name) || is_foot(member.name)) {
            parts.push_back(member.name);
        }
    }
    return parts;
}

void WordPackage::add_relationship(std::string_view id, std::string_view type,
                                   std::string_view target) {
    const std::size_t name = main_.rfind('/') + 1;
    edit(main_.substr(0, name) + "_rels/" + main_.substr(name) + ".rels",
         [&](pugi::xml_document& xml) {
             pugi::xml_node relationship = xml.document_element().append_child("Relationship");
             relationship.append_attribute("Id") = std::string(id).c_str();
             relationship.append_attribute("Type") =
                 fmt::format("{}/{}", kRelationshipNamespace, type).c_str();
             relationship.append_attribute("Target") = fmt::format("/word/{}", target).c_str();
         });
}

void WordPackage::add_picture(const WordPicture& picture) {
    members_.push_back({"word/media/todoku_map.png", picture.png});
    add_relationship(kTemplatePictureId, "image", "media/todoku_map.png");
    edit("[Content_Types].xml", [](pugi::xml_document& xml) {
        if (!xml.document_element().find_child_by_attribute("Default", "Extension", "png")) {
            pugi::xml_node type = xml.document_element().prepend_child("Default");
            type.append_attribute("Extension") = "png";
            type.append_attribute("ContentType") = "image/png";
        }
    });
}

void WordPackage::add_stamp(const std::string& stamp) {
    const std::string paragraph = stamp_paragraph(stamp);
    for (const std::string& name : text_parts()) {
        if (is_head(name)) {
            edit(name, [&](pugi::xml_document& xml) {
                pugi::xml_document one;
                one.load_string(paragraph.c_str(), kParse);
                xml.document_element().prepend_copy(one.document_element());
            });
        }
    }
    members_.push_back({"word/" + std::string(kStampPart), header_part(stamp)});
    add_relationship(kStampId, "header", kStampPart);
    edit("[Content_Types].xml", [](pugi::xml_document& xml) {
        pugi::xml_node type = xml.document_element().append_child("Override");
        type.append_attribute("PartName") = ("/word/" + std::string(kStampPart)).c_str();
        type.append_attribute("ContentType") =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
    });
    edit(main_, refer_to_stamp);
}

} // namespace todoku::report
