// The letter as a Word template of staff's own: a blank one to start from, and its check before any
// long work.
#pragma once

#include <filesystem>

namespace todoku::report {

/// The built-in letter with {{fields}} where a carrier's values would stand
/// (docs/letter_template.md). @throws ExternalError
void write_letter_template(const std::filesystem::path& file);

/// Fills the template with nothing and forgets it: fails as write_letter() would.
/// @throws InputError where the file is missing, no .docx, or names unknown fields
void require_letter_template(const std::filesystem::path& file);

} // namespace todoku::report
