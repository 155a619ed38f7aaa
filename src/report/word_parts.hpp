// The fixed and nearly fixed parts of a Word package: styles, settings, fonts, head and foot,
// properties.
#pragma once

#include "report/word_document.hpp"

#include <string>
#include <string_view>

namespace todoku::report {

inline constexpr std::string_view kXmlHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Namespaces of the main part.
inline constexpr std::string_view kWordNamespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr std::string_view kRelationshipNamespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Id of the paragraph style in styles_part().
const char* style_id(WordStyle style);

std::string styles_part();
std::string settings_part();
std::string font_table_part();
/// Head of every page: the stamp in a red box, and what it means; empty stamp: an empty head.
std::string header_part(std::string_view stamp);
/// Only the stamp's paragraph, with its namespace declared: to put into a head that exists.
std::string stamp_paragraph(std::string_view stamp);
/// Foot of every page: "1 / 3".
std::string footer_part();
std::string core_properties_part(const WordDocument& document);
std::string app_properties_part();

/// The <w:drawing> of an inline picture with its own namespaces declared.
/// @param id unique in the document, from 1
std::string drawing_xml(const WordPicture& picture, std::string_view relationship, int id);

/// Twentieths of a point, the unit of OOXML lengths.
int twips_of_mm(double millimetres);

} // namespace todoku::report
