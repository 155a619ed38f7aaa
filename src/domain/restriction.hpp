// Ground on which building a base station is barred or needs a procedure.
#pragma once

#include "core/text.hpp"
#include "geo/geometry.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace todoku::domain {

/// What a restriction does to a candidate: bars it, needs a permit, needs a notification, or counts
/// against it.
enum class RestrictionEffect { Exclude, Permit, Notify, Penalty };

/// "exclude", "permit", "notify", "penalty".
inline const char* name_of(RestrictionEffect effect) {
    switch (effect) {
    case RestrictionEffect::Exclude:
        return "exclude";
    case RestrictionEffect::Permit:
        return "permit";
    case RestrictionEffect::Notify:
        return "notify";
    case RestrictionEffect::Penalty:
        return "penalty";
    }
    return "";
}

inline std::optional<RestrictionEffect> restriction_effect_of(std::string_view name) {
    for (const auto effect : {RestrictionEffect::Exclude, RestrictionEffect::Permit,
                              RestrictionEffect::Notify, RestrictionEffect::Penalty}) {
        if (name == name_of(effect)) {
            return effect;
        }
    }
    return std::nullopt;
}

/// 設置不可, 許可が必要, 届出が必要, 減点.
inline Text label_of(RestrictionEffect effect) {
    switch (effect) {
    case RestrictionEffect::Exclude:
        return {"設置不可", "barred"};
    case RestrictionEffect::Permit:
        return {"許可が必要", "permit needed"};
    case RestrictionEffect::Notify:
        return {"届出が必要", "notification needed"};
    case RestrictionEffect::Penalty:
        return {"減点", "penalty"};
    }
    return {};
}

struct Restriction {
    std::string name; ///< 自然公園 第1種特別地域
    RestrictionEffect effect = RestrictionEffect::Exclude;
    std::string source; ///< law or publisher, shown with every use
    geo::MultiPolygon ground;
};

} // namespace todoku::domain
