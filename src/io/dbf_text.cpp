#include "io/dbf_text.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <vector>

namespace todoku::io {

namespace {

struct FileCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, FileCloser>;

// dBASE level 5 file structure: header of 32 bytes, 32 bytes a field, 0x0D, then the records.
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kFieldBytes = 32;
constexpr std::size_t kNameBytes = 11;
constexpr std::size_t kEnough = std::size_t{32} << 20;

/// Opens the sibling of a .shp with another ending, in small or capital letters.
File sibling(const std::string& shp, const char* small, const char* capital) {
    const std::string stem = shp.substr(0, shp.size() - 3);
    for (const char* ending : {small, capital}) {
        if (File file(VSIFOpenL((stem + ending).c_str(), "rb")); file) {
            return file;
        }
    }
    return nullptr;
}

unsigned byte_at(const std::string& bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// A text cell: ends at a NUL, padded with blanks.
std::string_view cell(std::string_view bytes) {
    bytes = bytes.substr(0, bytes.find('\0'));
    const auto last = bytes.find_last_not_of(' ');
    return last == std::string_view::npos ? std::string_view() : bytes.substr(0, last + 1);
}

struct Column {
    std::size_t offset = 0;
    std::size_t width = 0;
};

/// All names and texts that are not plain ASCII, one a line whose row stands in `rows` (0 for
/// names); the language byte goes to `language`.
std::string foreign_text(const std::string& shp, unsigned& language,
                         std::vector<std::int64_t>& rows) {
    const File file = sibling(shp, "dbf", "DBF");
    std::string header(kHeaderBytes, '\0');
    if (!file || VSIFReadL(header.data(), 1, kHeaderBytes, file.get()) != kHeaderBytes) {
        return {};
    }
    language = byte_at(header, 29);
    const std::size_t header_length = byte_at(header, 8) | (byte_at(header, 9) << 8U);
    const std::size_t record_length = byte_at(header, 10) | (byte_at(header, 11) << 8U);
    if (header_length <= kHeaderBytes || record_length == 0) {
        return {};
    }
    std::string fields(header_length - kHeaderBytes, '\0');
    if (VSIFReadL(fields.data(), 1, fields.size(), file.get()) != fields.size()) {
        return {};
    }
    std::string text;
    std::int64_t row = 0;
    const auto keep = [&](std::string_view value) {
        if (!is_ascii(value)) {
            text.append(value).push_back('\n');
            std::replace_if(
                text.end() - static_cast<std::ptrdiff_t>(value.size()) - 1, text.end() - 1,
                [](char c) { return c == '\n' || c == '\r'; }, ' ');
            rows.push_back(row);
        }
    };
    std::vector<Column> columns;
    std::size_t offset = 1; // the first byte of a record says whether it is deleted
    for (std::size_t at = 0; at + kFieldBytes <= fields.size() && fields[at] != '\r';
         at += kFieldBytes) {
        keep(cell(std::string_view(fields).substr(at, kNameBytes)));
        const Column column{offset, byte_at(fields, at + 16)};
        if (fields[at + 11] == 'C' && offset + column.width <= record_length) {
            columns.push_back(column);
        }
        offset += column.width;
    }
    const std::size_t records_at_once =
        std::max<std::size_t>(1, (std::size_t{1} << 20) / record_length);
    std::string block(records_at_once * record_length, '\0');
    while (text.size() < kEnough) {
        const std::size_t got = VSIFReadL(block.data(), record_length, records_at_once, file.get());
        for (std::size_t record = 0; record < got; ++record) {
            ++row;
            const std::string_view bytes(block.data() + record * record_length, record_length);
            for (const Column column : columns) {
                const std::string_view text_of_cell =
                    cell(bytes.substr(column.offset, column.width));
                keep(text_of_cell.size() == column.width ? without_cut_character(text_of_cell)
                                                         : text_of_cell);
            }
        }
        if (got < records_at_once) {
            break;
        }
    }
    return text;
}

/// What the file says of itself; nothing where it says nothing or only "the system's code page".
std::optional<Encoding> declared_encoding(const std::string& shp, unsigned language) {
    if (const File file = sibling(shp, "cpg", "CPG"); file) {
        std::array<char, 64> name{};
        const std::size_t length = VSIFReadL(name.data(), 1, name.size(), file.get());
        if (const auto encoding = encoding_named(std::string_view(name.data(), length))) {
            return encoding;
        }
    }
    // Language drivers of dBASE: 0x13 and 0x7B are Japanese Shift-JIS.
    return language == 0x13 || language == 0x7B ? std::optional(Encoding::Cp932) : std::nullopt;
}

} // namespace

std::optional<Encoding> encoding_named(std::string_view name) {
    std::string key;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            key += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    for (const char* known :
         {"CP932", "932", "MS932", "WINDOWS31J", "SHIFTJIS", "SJIS", "ANSI932"}) {
        if (key == known) {
            return Encoding::Cp932;
        }
    }
    for (const char* known : {"UTF8", "65001", "UTF8BOM"}) {
        if (key == known) {
            return Encoding::Utf8;
        }
    }
    for (const char* known : {"EUCJP", "EUC", "51932", "20932"}) {
        if (key == known) {
            return Encoding::EucJp;
        }
    }
    return std::nullopt;
}

std::string_view without_cut_character(std::string_view utf8) {
    constexpr std::size_t kMostBytes = 3; // of a character of four that lacks its last
    for (std::size_t cut = 1; cut <= kMostBytes && cut < utf8.size() && !is_utf8(utf8); ++cut) {
        const std::string_view rest = utf8.substr(0, utf8.size() - cut);
        if (is_utf8(rest) && !is_ascii(rest)) {
            return rest;
        }
    }
    return utf8;
}

const char* gdal_name(Encoding encoding) {
    switch (encoding) {
    case Encoding::Cp932:
        return "CP932";
    case Encoding::EucJp:
        return "EUC-JP";
    default:
        return "UTF-8";
    }
}

DbfText look_at_dbf(const std::string& shp, std::optional<Encoding> given) {
    DbfText result;
    unsigned language = 0;
    std::vector<std::int64_t> rows;
    const std::string text = foreign_text(shp, language, rows);
    const auto declared = given ? given : declared_encoding(shp, language);
    result.declared = declared.has_value();
    if (text.empty()) {
        result.encoding = declared.value_or(Encoding::Utf8);
        return result;
    }
    result.ascii = false;
    const Decoded guess = decode(text);
    result.encoding = guess.encoding;
    result.unreadable = guess.replaced;
    // Cells are cut at their width, sometimes in the middle of a character: a few misfits decide
    // nothing, so the encoding with the fewest of them wins; among equals what the file says, then
    // the guess.
    const auto consider = [&](Encoding encoding, bool wins_ties) {
        const std::int64_t misfits = decode(text, encoding).replaced;
        if (misfits < result.unreadable || (wins_ties && misfits == result.unreadable)) {
            result.encoding = encoding;
            result.unreadable = misfits;
        }
    };
    if (result.unreadable > 0) {
        consider(Encoding::Utf8, false);
        consider(Encoding::EucJp, false);
    }
    if (declared) {
        consider(*declared, true);
        result.contradicted = result.encoding != *declared;
        result.declared = !result.contradicted;
    }
    const std::vector<OtherLine> others = decode_lines(text, result.encoding).others;
    if (!others.empty()) {
        const auto line = static_cast<std::size_t>(others.front().line - 1);
        result.others = {static_cast<std::int64_t>(others.size()), rows.at(line),
                         others.front().text};
    }
    return result;
}

} // namespace todoku::io
