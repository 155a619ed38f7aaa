// How the text of a Shapefile's DBF is written, judged by its bytes: many come without a .cpg, some
// with a wrong one.
#pragma once

#include "core/encoding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

struct DbfText {
    Encoding encoding = Encoding::Utf8;
    bool declared = false;       ///< the file says so itself (.cpg or language byte)
    bool contradicted = false;   ///< the file says otherwise, but its bytes do not fit
    bool ascii = true;           ///< nothing but ASCII was seen: any encoding fits
    std::int64_t unreadable = 0; ///< byte sequences that are no character
    /// Cells pasted from a text in another encoding, of those looked at.
    struct Others {
        std::int64_t cells = 0;
        std::int64_t first_row = 0; ///< from 1; 0 for the name of a field
        std::string first;          ///< as it was meant
    };
    Others others;
};

/// Looks at field names and texts (up to 32 MiB of them).
/// @param shp the .shp as GDAL opens it (also inside an archive)
/// @param given what the study says, in place of what the file says of itself
DbfText look_at_dbf(const std::string& shp, std::optional<Encoding> given);

/// An encoding by one of its names: "CP932", "Shift_JIS", "932", "UTF-8", "EUC-JP"...
std::optional<Encoding> encoding_named(std::string_view name);

/// The text without the bytes of a character at its end that was cut off in the middle (UTF-8);
/// anything else as it is.
std::string_view without_cut_character(std::string_view utf8);

/// The name under which GDAL knows an encoding a DBF may have.
const char* gdal_name(Encoding encoding);

} // namespace todoku::io
