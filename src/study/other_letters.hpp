// The prefecture's letters beside the requests: enquiries to municipalities and answers to
// carriers.
#pragma once

#include "report/enquiry_letter.hpp"
#include "study/study_file.hpp"

#include <filesystem>
#include <vector>

namespace todoku::study {

/// What each municipality with a place is asked, in the order of codes; places by carrier, then by
/// number. A carrier with a confidential layer is called 事業者1 and so on, by its place in the
/// study.
std::vector<report::EnquiryContent>
municipal_enquiries(const StudyFile& study, const std::vector<report::PackageContent>& contents);

/// Writes the letters whose templates the study names, into folder/letters:
/// 照会_CODE_NAME.docx and 回答_CARRIER.docx. Nothing where it names none.
/// @throws InputError, ExternalError
void write_other_letters(const StudyFile& study,
                         const std::vector<report::PackageContent>& contents,
                         const std::filesystem::path& folder);

} // namespace todoku::study
