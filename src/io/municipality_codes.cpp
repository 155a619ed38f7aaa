#include "io/municipality_codes.hpp"

#include "core/japanese.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <vector>

namespace todoku::io {

using domain::GovernmentCode;

namespace {

std::string code_text(const Feature& feature, const MunicipalityColumns& columns) {
    if (columns.code) {
        std::string text = text_at(feature, columns.code);
        const auto point = text.find('.'); // a whole number that passed through a decimal column
        if (point != std::string::npos && point > 0 &&
            text.find_first_not_of('0', point + 1) == std::string::npos) {
            text.resize(point);
        }
        return text;
    }
    const auto prefecture = to_number(feature.values[*columns.prefecture_part]);
    const auto city = to_number(feature.values[*columns.city_part]);
    return prefecture && city ? fmt::format("{:02.0f}{:03.0f}", *prefecture, *city) : std::string();
}

} // namespace

MunicipalityColumns::MunicipalityColumns(const LayerInfo& layer, const std::string& code_field) {
    std::vector<std::string> keys;
    for (const Field& field : layer.fields) {
        keys.push_back(header_key(field.name));
    }
    const auto first_of = [&keys](std::initializer_list<const char*> names) {
        std::vector<std::string> known;
        for (const char* spelling : names) {
            known.push_back(header_key(spelling));
        }
        return find_column(keys, {known.begin(), known.end()});
    };
    code = !code_field.empty() ? first_of({code_field.c_str()})
                               : first_of({"N03_007",
                                           "AAC",
                                           "JCODE",
                                           "全国地方公共団体コード",
                                           "地方公共団体コード",
                                           "市区町村コード",
                                           "市町村コード",
                                           "行政区域コード",
                                           "団体コード",
                                           "自治体コード",
                                           "行政コード",
                                           "標準地域コード",
                                           "市区町村CD",
                                           "市町村CD",
                                           "municipality_code",
                                           "city_code",
                                           "citycode",
                                           "jis_code",
                                           "jiscode",
                                           "code",
                                           "コード"});
    prefecture_part = first_of({"PREF", "KEN"});
    city_part = first_of({"CITY"});
    prefecture = first_of({"N03_001", "PRN", "PREF_NAME", "KEN_NAME", "都道府県名"});
    county = first_of({"N03_003", "CON", "CN1", "GUN", "郡名", "county"});
    name = first_of({"N03_004", "CN2", "CITY_NAME", "CITYNAME", "GST_NAME", "市区町村名",
                     "市町村名", "SIKUCHOSON", "municipality", "名称", "name"});
    ward = first_of({"N03_005"});
    kind = first_of({"HCODE"});
}

std::string text_at(const Feature& feature, std::optional<std::size_t> column) {
    return column ? normalise_width(to_text(feature.values[*column])) : std::string();
}

bool is_water(const Feature& feature, const MunicipalityColumns& columns) {
    constexpr double kWater = 8154;
    return columns.kind && to_number(feature.values[*columns.kind]) == kWater;
}

std::optional<domain::GovernmentCode> with_right_check_digit(std::string_view given) {
    const std::string digits = comparable(given);
    const bool six = digits.size() == 6 &&
                     digits.find_first_not_of("0123456789") == std::string::npos &&
                     !GovernmentCode::parse(digits);
    return six ? GovernmentCode::parse(std::string_view(digits).substr(0, 5)) : std::nullopt;
}

MunicipalityCodes::MunicipalityCodes(const LayerInfo& layer, const VectorSource& source,
                                     const MunicipalitySource& request,
                                     const MunicipalityNames& names, int prefecture)
    : columns_(layer, request.code_field), names_(names), prefecture_(prefecture) {
    const auto of_file = GovernmentCode::parse(source.file.stem().string());
    if (!columns_.have_code() && !by_name() && of_file && !of_file->is_prefecture()) {
        of_file_ = of_file;
    }
}

bool MunicipalityCodes::by_name() const {
    return !columns_.have_code() && columns_.name && !names_.empty();
}

bool MunicipalityCodes::can_find() const {
    return columns_.have_code() || by_name() || of_file_.has_value();
}

std::string MunicipalityCodes::given(const Feature& feature) const {
    return of_file_               ? std::string()
           : by_name()            ? text_at(feature, columns_.name)
           : columns_.have_code() ? code_text(feature, columns_)
                                  : std::string();
}

std::optional<GovernmentCode> MunicipalityCodes::find(const Feature& feature) const {
    return of_file_    ? of_file_
           : by_name() ? names_.find(given(feature), prefecture_)
                       : in_prefecture(given(feature));
}

std::optional<GovernmentCode> MunicipalityCodes::in_prefecture(const std::string& given) const {
    const std::string digits = comparable(given);
    if (prefecture_ == 0 || digits.size() != 3 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
        return GovernmentCode::parse(given);
    }
    took_prefecture_ = true;
    return GovernmentCode::parse(fmt::format("{:02}{}", prefecture_, digits));
}

} // namespace todoku::io
