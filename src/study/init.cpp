#include "study/init.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/letter_template.hpp"
#include "study/init_texts.hpp"

#include <string>
#include <string_view>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

/// As Windows programs open it without a question: UTF-8 with byte order mark, CR LF.
std::string for_windows(std::string_view text) {
    std::string bytes = "\xEF\xBB\xBF";
    for (const char c : text) {
        bytes += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return bytes;
}

/// The folder's own name where a study may be called so.
std::string study_name(const fs::path& folder) {
    const fs::path whole = fs::absolute(folder).lexically_normal();
    const std::string name =
        (whole.has_filename() ? whole : whole.parent_path()).filename().string();
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20U || c == '"' || c == '\\' || c == '/') {
            return "my-study";
        }
    }
    return name.empty() || name.front() == '.' ? "my-study" : name;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw ExternalError({folder.string() + " を作れません（" + error.message() + "）。",
                             "Cannot create " + folder.string() + " (" + error.message() + ")."});
    }
}

} // namespace

std::vector<fs::path> init(const fs::path& folder) {
    const fs::path study = folder / "study.toml";
    const fs::path guide = folder / kGuideName;
    const fs::path ledger = folder / kLedgerName;
    const fs::path coverage_guide = folder / kCoverageGuideName;
    const fs::path letter = folder / kLetterTemplateName;
    const fs::path enquiry = folder / kEnquiryTemplateName;
    const fs::path answer = folder / kAnswerTemplateName;
    std::vector<fs::path> files = {study, guide, ledger, coverage_guide, letter, enquiry, answer};
    for (const fs::path& file : files) {
        if (fs::exists(file)) {
            throw UsageError(
                {file.string() +
                     " がすでにあります。上書きしません。別のフォルダを指定してください。",
                 file.string() + " exists already and is not overwritten. Name another folder."});
        }
    }
    make_folder(folder / "inputs" / "population");
    make_folder(folder / "inputs" / "coverage");
    make_folder(folder / "templates");
    write_file_atomically(guide, for_windows(kGuideText));
    write_file_atomically(ledger, for_windows(kLedgerText));
    write_file_atomically(coverage_guide, for_windows(kCoverageGuideText));
    report::write_letter_template(letter);
    report::write_enquiry_template(enquiry);
    report::write_answer_template(answer);
    // Last, so that a folder with a study file has everything else.
    write_file_atomically(study, study_file_text(study_name(folder)));
    return files;
}

} // namespace todoku::study
