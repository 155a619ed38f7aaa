// Layers of restricted ground whose attributes are known: which attribute tells the zones apart,
// what each zone is called and what it means for a base station.
#pragma once

#include "core/text.hpp"
#include "domain/restriction.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// A kind of zone. Without an effect it is no restriction: the layer holds it, the study does not.
struct Zone {
    std::string name; ///< 第1種特別地域
    std::optional<domain::RestrictionEffect> effect;
};

struct CodedZone {
    std::string value; ///< as comparable() text of the attribute
    Zone zone;
};

struct RestrictionLayout {
    Text what;             ///< 国土数値情報 土砂災害警戒区域（A33）
    std::size_t field = 0; ///< position of the attribute that tells the zones apart
    std::string field_name;
    std::vector<CodedZone> zones;
    std::string name_field; ///< attribute with the name of each area; may be empty
    std::string authority;  ///< the law by which the zones bind
    /// A33: editions differ in which code is the special zone; it must be told or found.
    bool codes_need_proof = false;
    bool depths_in_words = false; ///< 0.3m以上1m未満: zone_of_depth()
};

/// The layout that the layer's attributes are known to have; nothing for others.
std::optional<RestrictionLayout> layout_of(const LayerInfo& layer);

/// The zone that words name: 特別保護地区, 第１種特別地域, 土砂災害特別警戒区域, 農用地区域...
/// Compared without width and blanks. Nothing for other words.
std::optional<Zone> zone_in_words(std::string_view text);

/// The zone of a depth of water in words: 5m以上10m未満, 0.3m以上 ～ 1m未満, 20m以上. One that may
/// be over 3 m is a penalty, others restrict nothing. Nothing for other words.
std::optional<Zone> zone_of_depth(std::string_view text);

/// The law by which such a zone binds; empty for other words.
std::string authority_of_words(std::string_view text);

} // namespace todoku::io
