// Codes of local governments (全国地方公共団体コード): five digits and a check digit.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::domain {

/// Prefecture (two digits) and municipality (three digits; 000 is the prefecture itself).
class GovernmentCode {
public:
    constexpr GovernmentCode() = default;
    /// @pre 1 <= prefecture <= 47, 0 <= municipality <= 999
    constexpr GovernmentCode(int prefecture, int municipality)
        : number_(prefecture * 1000 + municipality) {}

    /// Reads 5 digits, 6 digits with a right check digit, or 4 or 5 digits that lost a leading
    /// zero; full-width digits and blanks around are accepted. A prefecture alone may be given in 1
    /// or 2 digits.
    static std::optional<GovernmentCode> parse(std::string_view text);

    [[nodiscard]] constexpr int prefecture() const { return number_ / 1000; }
    [[nodiscard]] constexpr int municipality() const { return number_ % 1000; }
    [[nodiscard]] constexpr bool is_prefecture() const { return municipality() == 0; }
    /// "24201": the form of 国土数値情報 and of our tables' keys.
    [[nodiscard]] std::string five_digits() const;
    /// "242012": the form shown to people. Check digit by 総務省 (weights 6 5 4 3 2, modulus 11).
    [[nodiscard]] std::string six_digits() const;

    friend constexpr bool operator==(GovernmentCode, GovernmentCode) = default;
    friend constexpr auto operator<=>(GovernmentCode, GovernmentCode) = default;

private:
    int number_ = 0;
};

/// 三重県 / Mie for 24; empty for a number outside 1 to 47.
struct PrefectureName {
    std::string_view ja;
    std::string_view en;
};
PrefectureName prefecture_name(int prefecture);

} // namespace todoku::domain
