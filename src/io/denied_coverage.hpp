// Headers, values and names of files that say where there is no coverage (圏外, 未整備): under such
// headers ○ and 1 mean the opposite, and such ground is never taken for covered.
#pragma once

#include <string>
#include <string_view>

namespace todoku::io {

/// True for 圏外, エリア外フラグ, 5G未対応, 不感, not_covered; not for 圏内外, 整備・未整備, which
/// name both sides.
bool denies_coverage(std::string_view header);

enum class Denied : char {
    No,
    Perhaps, ///< speaks of ground without coverage and of what becomes of it: 圏外対策済, 一部圏外
    Yes      ///< 不感エリア1, 5G圏外（山間部）, No coverage
};

/// Whether a value says in a text of its own that there is no coverage. Long text is none.
Denied says_no_coverage(std::string_view value);

/// @param layer of the file, or its member
/// @throws InputError where the name of the file or of its layer says that there is no coverage
void refuse_name_of_denial(const std::string& shown_as, const std::string& layer);

} // namespace todoku::io
