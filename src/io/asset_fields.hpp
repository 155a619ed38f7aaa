// Which column of a ledger is which field of ours: the table of header spellings that offices and
// ministries use.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Our field names, as study files write them in `fields` and `defaults`.
inline constexpr std::array<std::string_view, 31> kAssetFields = {"id",
                                                                  "name",
                                                                  "kind",
                                                                  "use",
                                                                  "owner",
                                                                  "department",
                                                                  "contact",
                                                                  "address",
                                                                  "lat",
                                                                  "lon",
                                                                  "lat_lon",
                                                                  "precision",
                                                                  "municipality",
                                                                  "height_m",
                                                                  "floors",
                                                                  "structure",
                                                                  "roof",
                                                                  "area_m2",
                                                                  "power",
                                                                  "fibre",
                                                                  "fibre_distance_m",
                                                                  "access",
                                                                  "year_built",
                                                                  "seismic",
                                                                  "sharing_allowed",
                                                                  "fee_class",
                                                                  "near_school_or_hospital",
                                                                  "publishable",
                                                                  "state",
                                                                  "note",
                                                                  "cost"};

/// Position of a field in kAssetFields; an unknown name does not compile.
consteval std::size_t field(std::string_view name) {
    for (std::size_t i = 0; i < kAssetFields.size(); ++i) {
        if (kAssetFields[i] == name) {
            return i;
        }
    }
    throw "no such field";
}

/// Columns of one ledger.
struct AssetColumns {
    std::map<std::string, std::size_t, std::less<>>
        column;                                 ///< our field name -> position in the header
    std::map<std::string, std::string> mapping; ///< our field name -> header as written
    std::vector<std::string> headers;           ///< all, as written
    /// Columns that hold the parts of an address, from the prefecture to the building.
    struct AddressParts {
        std::optional<std::size_t> prefecture;
        std::optional<std::size_t> city;
        std::vector<std::size_t> town; ///< 町字, 大字, 小字, 丁目: in this order
        std::optional<std::size_t> lot;
        std::optional<std::size_t> branch;   ///< 枝番 right behind the lot: 769 | 1
        std::optional<std::size_t> building; ///< 方書
        /// A second column of whole addresses: 所在地（地番） beside 所在地（住居表示）.
        std::optional<std::size_t> otherwise;

        [[nodiscard]] bool tell_a_place() const { return !town.empty() || lot.has_value(); }
        [[nodiscard]] std::vector<std::size_t> all() const;
    };
    AddressParts address_parts;
    /// Columns of minutes and seconds beside one of whole degrees.
    struct AngleParts {
        std::optional<std::size_t> minutes;
        std::optional<std::size_t> seconds;
    };
    AngleParts lat_parts;
    AngleParts lon_parts;
    /// Columns whose yes is a no of a field (非公開 of publishable), in the order of the header.
    std::map<std::string, std::vector<std::size_t>, std::less<>> denying;
    std::vector<std::size_t> ends;        ///< of dates on which assets were given up: 除却年月日
    std::optional<std::size_t> name_part; ///< 棟名, 建物名 beside the name of the whole facility
    std::optional<std::size_t> area_unit; ///< 単位 beside 数量, which then is the area
    std::vector<std::string> unused;      ///< headers that are no field of ours, as written

    [[nodiscard]] std::optional<std::size_t> at(std::string_view field) const;
    /// How a person finds the field: its header, or our name where there is no column.
    [[nodiscard]] std::string shown(std::string_view field) const;
};

/// What the values of a column look like, where its header alone does not decide.
struct ColumnLook {
    /// Words rather than numbers: tells the editions of 国土数値情報 apart, which moved their
    /// columns.
    std::function<bool(std::size_t)> holds_words;
    /// Mostly kinds (建物, 土地, 柱...): tells a 種別 that is our kind from one that is a use.
    std::function<bool(std::size_t)> holds_kinds;
};

/// Finds the columns by known spellings, compared by header_key() with and without a bracketed
/// unit; a header of two parts (位置_緯度, 面積_延床, 電源_有無) also by its parts together and,
/// where nothing else fits, by its second part, unless the first speaks of somebody (設置者_住所).
/// @param headers as written
/// @param chosen our field name -> header, from the study file; goes before the table
/// @throws InputError where a chosen header is not in the file, UsageError for a field name we do
/// not have
AssetColumns find_asset_columns(const std::vector<std::string>& headers,
                                const std::map<std::string, std::string>& chosen,
                                const std::string& shown_as, const ColumnLook& look);

/// How many of our fields and parts of addresses the table finds in a row of cells: the row with
/// most is the header.
std::size_t known_headers_in(const std::vector<std::string>& headers);

/// True for headers of a whole ledger: a name, and latitude and longitude.
bool name_and_place_in(const std::vector<std::string>& headers);

/// The word for a class code of 国土数値情報 (P29_003 16001: 小学校); nothing where there is none.
std::optional<std::string> class_word(std::string_view header, std::string_view value);

} // namespace todoku::io
