// Restricted ground: polygons with an effect, one for all or by what an attribute says.
#pragma once

#include "core/issue.hpp"
#include "domain/restriction.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct RestrictionSource {
    VectorSource source;
    std::string name;       ///< shown where no name field is given
    std::string name_field; ///< empty: `name` for all
    /// For all rows; nothing: the attribute below or a known layout tells it.
    std::optional<domain::RestrictionEffect> effect;
    std::string authority;      ///< law or publisher; empty: the known layout's
    std::string effect_field{}; ///< attribute that tells the zones apart
    /// Value of that attribute -> effect; no effect: such ground is not restricted. Goes before
    /// what is known of the layout.
    std::map<std::string, std::optional<domain::RestrictionEffect>> effects{};
    std::map<std::string, std::string> zone_names{}; ///< value -> name shown
    std::string special_code{};     ///< of A33_002: the code of 特別警戒区域, "1" or "2"
    bool restricts_nothing = false; ///< no ground of the layer is restricted
};

/// What became of the rows of one kind of zone.
struct ZoneCount {
    std::string value; ///< of the attribute
    std::string name;
    std::optional<domain::RestrictionEffect> effect; ///< nothing: not restricted
    std::int64_t rows = 0;
};

struct LoadedRestrictions : Loaded<std::vector<domain::Restriction>> {
    Text layout;       ///< what the layer was taken for; empty where one effect goes for all
    std::string field; ///< attribute that told the zones apart
    std::vector<ZoneCount> zones; ///< by value
};

/// Rows that are no polygons, or whose zone is unknown, are rejected and listed; zones that are no
/// restriction are counted as outside.
/// @throws InputError where no effect is given and none can be known, where A33's codes stay
/// ambiguous, and for fields that are not there
LoadedRestrictions read_restrictions(const RestrictionSource& request);

} // namespace todoku::io
