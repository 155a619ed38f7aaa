#include "io/asset_address.hpp"

#include "core/name_variants.hpp"
#include "io/asset_cells.hpp"

#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string part_of(const AssetRow& row, const std::optional<std::size_t>& column) {
    if (!column || says_nothing(row.cell(*column))) {
        return {};
    }
    return clean_text(row.cell(*column));
}

/// 丁目 3 | 番地 446: 3-446, not 3446.
void append(std::string& address, const std::string& part) {
    if (!address.empty() && !part.empty() && is_digit(address.back()) && is_digit(part.front())) {
        address += '-';
    }
    address += part;
}

/// True where the address names the municipality, with or without its county (郡).
bool names_city(const std::string& address, const std::string& city) {
    const std::string key = one_spelling(address);
    std::string name = one_spelling(city);
    constexpr std::string_view kCounty = "郡";
    if (key.find(name) != std::string::npos) {
        return true;
    }
    const auto county = name.find(kCounty);
    return county != std::string::npos && county + kCounty.size() < name.size() &&
           key.find(name.substr(county + kCounty.size())) != std::string::npos;
}

/// True where the address begins with a municipality or a prefecture of its own.
bool names_another(const std::string& address) {
    constexpr std::size_t kLetters = 6 * 3; // 尾張旭市, 北海道, 三重県: in bytes
    const std::string_view front = std::string_view(address).substr(0, kLetters);
    for (const std::string_view place : {"都", "道", "府", "県", "市", "郡"}) {
        const auto at = front.find(place);
        if (at != std::string_view::npos && at > 0) {
            return true;
        }
    }
    return false;
}

/// True where a number stands behind the town: 北町12, 桜橋3丁目446; not 桜橋3丁目.
bool holds_lot(const std::string& address) {
    constexpr std::string_view kBlocks = "丁目";
    const auto town = address.rfind(kBlocks);
    const auto from = town == std::string::npos ? 0 : town + kBlocks.size();
    return address.find_first_of("0123456789", from) != std::string::npos;
}

} // namespace

std::string address_of(const AssetColumns::AddressParts& parts, const AssetRow& row,
                       std::string own) {
    const std::string prefecture = part_of(row, parts.prefecture);
    const std::string city = part_of(row, parts.city);
    std::string lot = part_of(row, parts.lot);
    if (!lot.empty()) {
        append(lot, part_of(row, parts.branch));
    }
    if (!own.empty()) {
        if (!city.empty() && !names_city(own, city) && !names_another(own)) {
            own = city + own;
        }
        if (!lot.empty() && !holds_lot(own)) {
            append(own, lot);
        }
        return own;
    }
    std::string address = prefecture;
    if (!city.starts_with(prefecture) || prefecture.empty()) {
        address += city;
    } else {
        address = city;
    }
    for (const std::size_t town : parts.town) {
        append(address, part_of(row, town));
    }
    append(address, lot);
    const std::string building = part_of(row, parts.building);
    if (!address.empty() && !building.empty()) {
        address += " " + building;
    }
    return address;
}

} // namespace todoku::io
