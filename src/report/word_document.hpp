// A Word document as plain values, and its OOXML bytes (ECMA-376 transitional), laid out as
// Japanese offices do.
#pragma once

#include "core/japanese.hpp"

#include <string>
#include <variant>
#include <vector>

namespace todoku::report {

/// The looks a paragraph may have; each is a named style that staff find in Word's list.
enum class WordStyle {
    Body,      ///< 本文: justified, first line in by one character
    Right,     ///< 文書番号・日付
    Addressee, ///< 宛先: in by one character
    Sender,    ///< 差出人: a block on the right whose lines begin together
    Subject,   ///< 件名: centred
    Centre,    ///< 記
    Heading,   ///< 見出し: "1 整備を要望する箇所", in the outline
    Indented,  ///< in by two characters, no first-line indent
    Note,      ///< 注: small, hanging
    Closing,   ///< 以上: right
};

struct WordParagraph {
    WordStyle style = WordStyle::Body;
    std::string text;
    /// Width of the block in characters; Sender only: places the block so that it ends before the
    /// margin.
    std::size_t block_characters = 0;
    bool keep_with_next = false; ///< on one page with what follows
    bool on_a_new_page = false;
};

enum class WordAlign { Left, Centre, Right };

struct WordColumn {
    std::string heading; ///< may hold line ends
    double width_mm = 20.0;
    WordAlign align = WordAlign::Left;
};

/// A table with a grid, headings repeated on each page, rows that do not break across pages.
struct WordTable {
    std::string description; ///< read aloud to who does not see it
    std::vector<WordColumn> columns;
    std::vector<std::vector<std::string>> rows; ///< as many cells as columns
    bool last_row_is_total = false;
};

struct WordPicture {
    std::string png; ///< the file's bytes
    std::string name;
    std::string alternative_text;
    double width_mm = 100.0;
    double height_mm = 100.0;
};

using WordBlock = std::variant<WordParagraph, WordTable, WordPicture>;

/// A4 portrait, 25 mm margins, "page / pages" at the foot.
struct WordDocument {
    std::string title; ///< of the file's properties
    std::string author;
    Date date{};       ///< of the properties: no clock enters
    std::string stamp; ///< at the head of every page; empty for none
    std::vector<WordBlock> blocks;
};

/// Width of the text between the margins.
inline constexpr double kWordTextWidthMm = 210.0 - 2 * 25.0;

/// The bytes of the .docx. @throws ExternalError
std::string word_bytes(const WordDocument& document);

/// Width and height in pixels of a PNG. @throws InputError naming `shown_as` where the bytes are no
/// PNG
struct PixelSize {
    unsigned width = 0;
    unsigned height = 0;
};
PixelSize png_size(const std::string& png, const std::string& shown_as);

} // namespace todoku::report
