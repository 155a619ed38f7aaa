// Where a layer of boundaries keeps names and codes of municipalities, and the code of each row.
#pragma once

#include "domain/government_code.hpp"
#include "io/municipality_names.hpp"
#include "io/readers.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Where a layer keeps what we need. Spellings: N03 of all editions (product specifications of
/// 国土数値情報), the boundaries of census areas (e-Stat), the standard open data set, plain ones.
struct MunicipalityColumns {
    std::optional<std::size_t> code;
    std::optional<std::size_t> prefecture_part; ///< of a code in two columns
    std::optional<std::size_t> city_part;
    std::optional<std::size_t> prefecture;
    std::optional<std::size_t> county;
    std::optional<std::size_t> name;
    std::optional<std::size_t> ward;
    std::optional<std::size_t> kind; ///< HCODE of census areas

    /// @param code_field by the study's word; empty: found by known names
    MunicipalityColumns(const LayerInfo& layer, const std::string& code_field);
    [[nodiscard]] bool have_code() const { return code || (prefecture_part && city_part); }
};

/// Width normalised; empty without the column.
std::string text_at(const Feature& feature, std::optional<std::size_t> column);

/// True for water (水面調査区: HCODE 8154 in the boundaries of census areas, e-Stat), which is no
/// land of its municipality.
bool is_water(const Feature& feature, const MunicipalityColumns& columns);

/// The code that six digits would be with the right check digit; nothing where that is not what is
/// wrong with them.
std::optional<domain::GovernmentCode> with_right_check_digit(std::string_view given);

/// The codes of one layer's features, wherever they are to be had.
class MunicipalityCodes {
public:
    /// @param prefecture that is looked for; 0: any
    MunicipalityCodes(const LayerInfo& layer, const VectorSource& source,
                      const MunicipalitySource& request, const MunicipalityNames& names,
                      int prefecture);
    [[nodiscard]] const MunicipalityColumns& columns() const { return columns_; }
    [[nodiscard]] bool by_name() const;
    [[nodiscard]] bool can_find() const;
    /// One file a municipality, named by its code, is a usual way to hand boundaries on.
    [[nodiscard]] const std::optional<domain::GovernmentCode>& of_file() const { return of_file_; }
    /// What stands where the code is looked for.
    [[nodiscard]] std::string given(const Feature& feature) const;
    [[nodiscard]] std::optional<domain::GovernmentCode> find(const Feature& feature) const;
    /// Codes had three digits: the part without the prefecture.
    [[nodiscard]] bool took_prefecture() const { return took_prefecture_; }

private:
    [[nodiscard]] std::optional<domain::GovernmentCode>
    in_prefecture(const std::string& given) const;

    MunicipalityColumns columns_;
    const MunicipalityNames& names_;
    int prefecture_;
    std::optional<domain::GovernmentCode> of_file_;
    mutable bool took_prefecture_ = false;
};

} // namespace todoku::io
