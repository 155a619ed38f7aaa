// The classes of service that coverage is stated for.
#pragma once

#include "core/text.hpp"

#include <optional>
#include <string_view>

namespace todoku::domain {

/// 5G on bands taken over from 4G is kept apart from 5G on new bands (Sub6, millimetre wave).
enum class Technology { Lte4g, Nr5gConverted, Nr5gSub6, Nr5gMmwave };

inline constexpr Technology kTechnologies[] = {Technology::Lte4g, Technology::Nr5gConverted,
                                               Technology::Nr5gSub6, Technology::Nr5gMmwave};

/// "4g", "5g-converted", "5g-sub6", "5g-mmwave".
const char* name_of(Technology technology);
std::optional<Technology> technology_of(std::string_view name);
/// 4G, 5G（転用）, 5G（Sub6）, 5G（ミリ波）.
Text label_of(Technology technology);
[[nodiscard]] constexpr bool is_5g(Technology technology) {
    return technology != Technology::Lte4g;
}

/// The name under which the union of a carrier's 5G classes stands in tables: "5g".
inline constexpr std::string_view kAny5g = "5g";

} // namespace todoku::domain
