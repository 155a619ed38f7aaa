// The letter that asks a municipality about the places of its own (照会), filled from a template of
// staff's.
#pragma once

#include "report/package_content.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::report {

/// A place asked about: one gap area of one carrier.
struct EnquiredPlace {
    std::string carrier;   ///< its name, or what stands for a name that is withheld
    bool withheld = false; ///< the name
    GapRow gap;
};

/// What one municipality is asked.
struct EnquiryContent {
    std::string prefecture;        ///< 三重県
    std::string municipality_code; ///< six digits
    std::string municipality;      ///< 津市
    Date as_of{};                  ///< of the coverage
    bool synthetic = false;
    LetterText letter; ///< of it: date, sender, contact
    std::string rule_text;
    std::vector<EnquiredPlace> places; ///< all that are to stand in the letter, in its order
};

/// Writes the filled letter. Fields and columns: docs/letter_template.md.
/// @throws InputError as fill_template(); ExternalError where it cannot be written
void write_enquiry(const EnquiryContent& content, const std::filesystem::path& form,
                   const std::filesystem::path& file);

/// Fills the template with nothing and forgets it: fails as write_enquiry() would.
/// @throws InputError where the file is missing, no .docx, or names unknown fields
void require_enquiry_template(const std::filesystem::path& form);

/// Columns of the list 箇所 of an enquiry, in order.
std::vector<std::string> enquiry_columns();

} // namespace todoku::report
