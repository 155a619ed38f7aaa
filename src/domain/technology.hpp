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

/// Unions of classes that stand in tables beside the classes themselves.
inline constexpr std::string_view kAny5g = "5g"; ///< any class of 5G
/// Sub6 or better: 5G without the bands taken over from 4G.
inline constexpr std::string_view kNew5g = "5g-new";
/// 4G or any 5G: what none of it reaches is 不感地域.
inline constexpr std::string_view kAnyMobile = "mobile";

struct TechnologyUnion {
    std::string_view name;
    bool (*holds)(Technology);
};
inline constexpr TechnologyUnion kTechnologyUnions[] = {
    {kAny5g, [](Technology t) { return is_5g(t); }},
    {kNew5g, [](Technology t) { return t == Technology::Nr5gSub6 || t == Technology::Nr5gMmwave; }},
    {kAnyMobile, [](Technology) { return true; }}};

/// Of a class or a union by its name in tables: 4G, 5G（全方式）, 5G（転用を除く）,
/// 携帯電話（4G・5G）. Other names as they are.
Text technology_label(std::string_view name);

} // namespace todoku::domain
