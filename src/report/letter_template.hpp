// Letters as Word templates of staff's own: blank ones to start from (request, enquiry, answer),
// and the request's check before any long work.
#pragma once

#include <filesystem>

namespace todoku::report {

/// The built-in letter with {{fields}} where a carrier's values would stand
/// (docs/letter_template.md). @throws ExternalError
void write_letter_template(const std::filesystem::path& file);

/// Fills the template with nothing and forgets it: fails as write_letter() would.
/// @throws InputError where the file is missing, no .docx, or names unknown fields
void require_letter_template(const std::filesystem::path& file);

/// The letter that asks a municipality about its places (照会), with fields, and tables it fills
/// in. @throws ExternalError
void write_enquiry_template(const std::filesystem::path& file);

/// The prefecture's answer to a carrier that asked for its assets (回答), with fields.
/// @throws ExternalError
void write_answer_template(const std::filesystem::path& file);

} // namespace todoku::report
