#include "io/asset_fields.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/address_columns.hpp"
#include "io/asset_denials.hpp"
#include "io/asset_spellings.hpp"
#include "io/asset_state.hpp"
#include "io/header_forms.hpp"
#include "io/place_columns.hpp"
#include "io/point_editions.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

bool is_field(std::string_view name) {
    return std::find(kAssetFields.begin(), kAssetFields.end(), name) != kAssetFields.end();
}

} // namespace

std::optional<std::size_t> AssetColumns::at(std::string_view field) const {
    const auto found = column.find(field);
    return found == column.end() ? std::nullopt : std::optional(found->second);
}

std::string AssetColumns::shown(std::string_view field) const {
    const auto found = mapping.find(std::string(field));
    return found == mapping.end() ? std::string(field) : found->second;
}

AssetColumns find_asset_columns(const std::vector<std::string>& headers,
                                const std::map<std::string, std::string>& chosen,
                                const std::string& shown_as, const ColumnLook& look) {
    const Keys as_written = keys_of(headers);
    const Keys keys = keys_of(with_split_address(headers));
    AssetColumns columns;
    columns.headers = headers;
    const auto take = [&](std::string_view field, std::size_t position) {
        columns.column.emplace(field, position);
        columns.mapping.emplace(field, comparable(headers[position]));
    };
    const auto is_taken = [&columns](std::size_t position) {
        return std::any_of(columns.column.begin(), columns.column.end(),
                           [position](const auto& taken) { return taken.second == position; });
    };
    for (const auto& [field, header] : chosen) {
        if (!is_field(field)) {
            std::string known;
            for (const std::string_view name : kAssetFields) {
                known += (known.empty() ? "" : ", ") + std::string(name);
            }
            throw UsageError(
                {fmt::format("[[assets]] の fields に「{}」という項目はありません。使える項目: {}",
                             field, known),
                 fmt::format("fields of [[assets]] has no \"{}\". Known fields: {}", field,
                             known)});
        }
        const std::string key = header_key(header);
        const auto found = spelled(as_written, std::array<std::string_view, 1>{key});
        if (!found) {
            throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}",
                                          shown_as, field, header, listed(headers)),
                              fmt::format("{} has no column \"{}\" for {}. Columns found: {}",
                                          shown_as, header, field, listed(headers))});
        }
        if (field_denied_by(as_written.full[*found]) != field) {
            take(field, *found);
        }
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (const auto denied = field_denied_by(keys.full[i]); denied && !is_taken(i)) {
            columns.denying[std::string(*denied)].push_back(i);
        } else if (tells_end(keys.full[i]) && !is_taken(i)) {
            columns.ends.push_back(i);
        }
    }
    if (!columns.at("kind")) {
        for (const std::string_view ambiguous : {"種別", "種類", "区分", "分類"}) {
            const auto found = spelled(keys, std::array<std::string_view, 1>{ambiguous});
            if (found && look.holds_kinds(*found)) {
                take("kind", *found);
                break;
            }
        }
    }
    const PlaceColumns places = place_columns(headers);
    for (const auto& [field, found] : {std::pair{"lat", places.lat}, std::pair{"lon", places.lon},
                                       std::pair{"lat_lon", places.both}}) {
        if (found && !columns.at(field)) {
            take(field, *found);
        }
    }
    for (const Spellings& known : spellings()) {
        if (columns.column.contains(std::string(known.field))) {
            continue;
        }
        const auto found = spelled(keys, known.headers);
        const bool taken =
            found &&
            std::any_of(columns.column.begin(), columns.column.end(), [&](const auto& other) {
                return other.second == *found && !chosen.contains(other.first);
            });
        if (found && !taken) {
            take(known.field, *found);
        }
    }
    if (!columns.at("name")) {
        for (const Edition& edition : editions()) {
            const auto name = find_column(keys.full, {edition.attributes.front().second});
            if (!name || !look.holds_words(*name)) {
                continue;
            }
            for (const auto& [field, attribute] : edition.attributes) {
                const auto found = find_column(keys.full, {attribute});
                if (found && !columns.at(field)) {
                    take(field, *found);
                }
            }
            break;
        }
    }
    if (const auto part = spelled(keys, name_parts());
        part && columns.at("name") && !chosen.contains("name") && !is_taken(*part)) {
        columns.name_part = part;
        columns.mapping["name"] += "・" + comparable(headers[*part]);
    }
    const auto unit = spelled(keys, std::array<std::string_view, 2>{"単位", "数量単位"});
    if (const auto area = columns.at("area_m2");
        area && keys.full[*area].starts_with("数量") && unit && !is_taken(*unit)) {
        columns.area_unit = unit; // 固定資産台帳: 数量((延べ床)面積), of walls in m
    }
    if (!columns.at("area_m2")) {
        const auto quantity = spelled(keys, std::array<std::string_view, 1>{"数量"});
        if (quantity && unit && !is_taken(*quantity) && !is_taken(*unit)) {
            columns.area_unit = unit;
            take("area_m2", *quantity);
        }
    }
    columns.address_parts = address_parts_in(keys);
    for (std::size_t i = 0; i < headers.size() && columns.at("address"); ++i) {
        if ((keys.bare[i] == "所在地" || keys.bare[i] == "住所") && columns.at("address") != i &&
            !columns.address_parts.otherwise) {
            columns.address_parts.otherwise = i;
        }
    }
    const std::vector<std::size_t> address_parts = columns.address_parts.all();
    if (!columns.at("address") && columns.address_parts.tell_a_place()) {
        std::string shown;
        for (const std::size_t part : address_parts) {
            shown += (shown.empty() ? "" : "・") + comparable(headers[part]);
        }
        columns.mapping.emplace("address", shown);
    }
    columns.lat_parts = {angle_part(keys.full, {"緯度", "北緯"}, "分"),
                         angle_part(keys.full, {"緯度", "北緯"}, "秒")};
    columns.lon_parts = {angle_part(keys.full, {"経度", "東経"}, "分"),
                         angle_part(keys.full, {"経度", "東経"}, "秒")};
    for (const auto& [field, denying] : columns.denying) {
        for (const std::size_t column : denying) {
            std::string& shown = columns.mapping[field];
            shown += (shown.empty() ? "" : "・") + comparable(headers[column]);
        }
    }
    const auto denies_one = [&columns](std::size_t position) {
        return std::any_of(columns.denying.begin(), columns.denying.end(),
                           [position](const auto& denied) {
                               return std::find(denied.second.begin(), denied.second.end(),
                                                position) != denied.second.end();
                           });
    };
    for (const std::size_t column : columns.ends) {
        std::string& shown = columns.mapping["state"];
        shown += (shown.empty() ? "" : "・") + comparable(headers[column]);
    }
    const auto is_part = [](const AssetColumns::AngleParts& parts, std::size_t position) {
        return parts.minutes == position || parts.seconds == position;
    };
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const bool used =
            is_part(columns.lat_parts, i) || is_part(columns.lon_parts, i) || is_taken(i) ||
            columns.name_part == i || columns.area_unit == i || denies_one(i) ||
            std::find(columns.ends.begin(), columns.ends.end(), i) != columns.ends.end() ||
            std::find(address_parts.begin(), address_parts.end(), i) != address_parts.end();
        if (!used && !keys.full[i].empty()) {
            columns.unused.push_back(comparable(headers[i]));
        }
    }
    return columns;
}

std::size_t known_headers_in(const std::vector<std::string>& headers) {
    const Keys keys = keys_of(with_split_address(headers));
    const auto fields =
        std::count_if(spellings().begin(), spellings().end(), [&keys](const Spellings& known) {
            return spelled(keys, known.headers).has_value();
        });
    return static_cast<std::size_t>(fields) + address_parts_in(keys).all().size();
}

bool name_and_place_in(const std::vector<std::string>& headers) {
    const Keys keys = keys_of(headers);
    const PlaceColumns places = place_columns(headers);
    return ((places.lat && places.lon) || places.both) &&
           std::any_of(spellings().begin(), spellings().end(), [&keys](const Spellings& known) {
               return known.field == "name" && spelled(keys, known.headers).has_value();
           });
}

} // namespace todoku::io
