// What the request says: its sentences, tables and named fields, for the built-in letter and for
// staff's own templates.
#pragma once

#include "report/package_content.hpp"
#include "report/word_document.hpp"
#include "report/word_template.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

/// Rows a table of the letter holds at most; the list holds all. About two pages: what a reader of
/// a letter bears.
inline constexpr std::size_t kLetterRows = 30;
inline constexpr std::size_t kLetterAssets = 24; ///< two lines each

/// The outer form: what the study file says, and what stands where it says nothing.
struct LetterForm {
    std::string reference;
    std::string date;
    std::vector<std::string> addressee;
    std::vector<std::string> sender;
    std::string subject;
    std::vector<std::string> contact;
};
LetterForm letter_form(const PackageContent& content);

/// The main text, paragraph by paragraph, with this carrier's figures.
std::vector<std::string> letter_sentences(const PackageContent& content);

/// 1: places asked for, the most urgent first, with the sum of all; and the small print under it.
WordTable gap_table(const PackageContent& content);
std::vector<std::string> gap_notes(const PackageContent& content);

/// 2: assets offered; and the small print under it.
WordTable asset_table(const PackageContent& content);
std::vector<std::string> asset_notes(const PackageContent& content);

/// What the map shows, in words.
std::string map_description(const PackageContent& content);

/// A value staff may name in a template as {{name}}; several lines where it has several.
struct LetterField {
    std::string name;
    std::vector<std::string> lines;
};
std::vector<LetterField> letter_fields(const PackageContent& content);

/// All of it for a template: the fields, the tables 箇所 and 資産, the map and the stamp. The
/// column of municipalities goes by each of the words a prefecture may use for them.
TemplateValues template_values(const PackageContent& content,
                               const std::optional<WordPicture>& map);

/// What the municipalities of the package are called together.
std::string municipalities_word(const PackageContent& content);

/// 大杉谷小学校付近; with the distance where it is far; the position where no place is known.
std::string place_text(const GapRow& gap);
/// In English too.
Text place_words(const GapRow& gap);

/// 3; "3の代替" for what could take the place of the third; 候補 for anything else.
std::string rank_text(const AssetRow& asset);

/// 10.5, with ※ where it is an assumption; 柱を新設 on bare land.
std::string height_text(const AssetRow& asset);

} // namespace todoku::report
