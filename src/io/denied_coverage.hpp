// Headers that say where there is no coverage (圏外, 未整備): their ○ and 1 mean the opposite.
#pragma once

#include <string_view>

namespace todoku::io {

/// True for 圏外, エリア外フラグ, 5G未対応, 不感, not_covered; not for 圏内外, 整備・未整備, which
/// name both sides.
bool denies_coverage(std::string_view header);

} // namespace todoku::io
