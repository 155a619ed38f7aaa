// The texts `todoku init` writes: the commented study file, the ledger to fill in, and what to put
// where.
#pragma once

#include <string>
#include <string_view>

namespace todoku::study {

/// study.toml with every key the program reads, those not needed at first commented out.
/// @param name of the study; must be usable as a folder name and in quotes
std::string study_file_text(const std::string& name);

/// Header and one example row, comma separated, without byte order mark, lines ending in LF.
extern const std::string_view kLedgerText;

/// はじめに.txt and the note in inputs/coverage/, lines ending in LF.
extern const std::string_view kGuideText;
extern const std::string_view kCoverageGuideText;

/// Where the templates lie below the folder; study.toml and the guides name them.
inline constexpr std::string_view kGuideName = "はじめに.txt";
inline constexpr std::string_view kLedgerName = "inputs/資産台帳.csv";
inline constexpr std::string_view kCoverageGuideName =
    "inputs/coverage/エリアのファイルについて.txt";
inline constexpr std::string_view kLetterTemplateName = "templates/要望書.docx";
inline constexpr std::string_view kEnquiryTemplateName = "templates/照会.docx";
inline constexpr std::string_view kAnswerTemplateName = "templates/回答.docx";

} // namespace todoku::study
