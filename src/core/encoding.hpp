// Bytes of Japanese office files to UTF-8 and back: UTF-8 with and without BOM, UTF-16, CP932,
// EUC-JP.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace todoku {

enum class Encoding { Utf8, Utf8Bom, Utf16Le, Utf16Be, Cp932, EucJp };

/// "UTF-8", "UTF-8 BOM", "UTF-16LE", "UTF-16BE", "CP932", "EUC-JP".
const char* name_of(Encoding encoding);

/// Text decoded to UTF-8 (BOM removed, line ends as found).
struct Decoded {
    std::string text;
    Encoding encoding = Encoding::Utf8;
    std::int64_t replaced = 0; ///< byte sequences that are no character; each became U+FFFD
};

/// The encoding by evidence: a BOM; zero bytes that only one half of UTF-16 has; UTF-8 where it is
/// strictly valid, or has more Japanese characters than faults (a few lines in another encoding);
/// strictly valid CP932 or EUC-JP (where a text is valid in both, the one with fewer half-width
/// kana wins); else CP932.
Encoding encoding_of(std::string_view bytes);

/// Decodes from the encoding that encoding_of() finds.
Decoded decode(std::string_view bytes);
/// Decodes from a known encoding.
Decoded decode(std::string_view bytes, Encoding encoding);

/// A line that was pasted from a file of another encoding.
struct OtherLine {
    std::int64_t line = 0; ///< from 1
    Encoding encoding = Encoding::Utf8;
    std::string text; ///< decoded, without its line end
};
struct DecodedLines {
    Decoded whole;
    std::vector<OtherLine> others; ///< in the order of the text
};
/// Decodes as decode() does, but a line at a time: one that is Japanese in UTF-8 within CP932 or
/// EUC-JP, or CP932 within UTF-8, is read as what it is.
DecodedLines decode_lines(std::string_view bytes, Encoding encoding);

/// UTF-8 as CP932 bytes, for Excel and Shapefiles.
struct EncodedCp932 {
    std::string bytes;
    /// Characters CP932 lacks, each once; written as 〓 (the printers' geta mark). Of a character
    /// with a variation selector the character itself is written, and the pair is listed.
    std::vector<std::string> missing;
};
EncodedCp932 encode_cp932(std::string_view utf8);

/// True for well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

} // namespace todoku
