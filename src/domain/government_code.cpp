#include "domain/government_code.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace todoku::domain {

namespace {

// Check digit of a five-digit code: weights 6 5 4 3 2, 11 minus the remainder by 11, its last digit
// (総務省).
int check_digit(int number) {
    int sum = 0;
    for (int weight = 2; weight <= 6; ++weight) {
        sum += number % 10 * weight;
        number /= 10;
    }
    return (11 - sum % 11) % 10;
}

bool exists(int number) {
    return number / 1000 >= 1 && number / 1000 <= 47;
}

} // namespace

std::optional<GovernmentCode> GovernmentCode::parse(std::string_view text) {
    const std::string digits = comparable(text);
    if (digits.empty() || digits.size() > 6 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    const int number = std::stoi(digits);
    const auto code = [](int five) { return GovernmentCode(five / 1000, five % 1000); };
    switch (digits.size()) {
    case 1:
    case 2:
        return exists(number * 1000) ? std::optional(GovernmentCode(number, 0)) : std::nullopt;
    case 4:
        return exists(number) ? std::optional(code(number)) : std::nullopt;
    case 5:
        // Five digits are a code without check digit, or one with check digit whose leading zero
        // was lost. Municipalities are numbered from 100 (wards and cities), so 12025 can only be
        // 01202-5.
        if (number >= 10000 && exists(number) && (number % 1000 == 0 || number % 1000 >= 100)) {
            return code(number);
        }
        if (digits.front() == '0' && exists(number)) {
            return code(number);
        }
        if (exists(number / 10) && check_digit(number / 10) == number % 10) {
            return code(number / 10);
        }
        return std::nullopt;
    case 6:
        return exists(number / 10) && check_digit(number / 10) == number % 10
                   ? std::optional(code(number / 10))
                   : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::string GovernmentCode::five_digits() const {
    return fmt::format("{:05}", number_);
}
std::string GovernmentCode::six_digits() const {
    return fmt::format("{:05}{}", number_, check_digit(number_));
}

PrefectureName prefecture_name(int prefecture) {
    static constexpr std::array<PrefectureName, 48> names = {{
        {"", ""},
        {"北海道", "Hokkaido"},
        {"青森県", "Aomori"},
        {"岩手県", "Iwate"},
        {"宮城県", "Miyagi"},
        {"秋田県", "Akita"},
        {"山形県", "Yamagata"},
        {"福島県", "Fukushima"},
        {"茨城県", "Ibaraki"},
        {"栃木県", "Tochigi"},
        {"群馬県", "Gunma"},
        {"埼玉県", "Saitama"},
        {"千葉県", "Chiba"},
        {"東京都", "Tokyo"},
        {"神奈川県", "Kanagawa"},
        {"新潟県", "Niigata"},
        {"富山県", "Toyama"},
        {"石川県", "Ishikawa"},
        {"福井県", "Fukui"},
        {"山梨県", "Yamanashi"},
        {"長野県", "Nagano"},
        {"岐阜県", "Gifu"},
        {"静岡県", "Shizuoka"},
        {"愛知県", "Aichi"},
        {"三重県", "Mie"},
        {"滋賀県", "Shiga"},
        {"京都府", "Kyoto"},
        {"大阪府", "Osaka"},
        {"兵庫県", "Hyogo"},
        {"奈良県", "Nara"},
        {"和歌山県", "Wakayama"},
        {"鳥取県", "Tottori"},
        {"島根県", "Shimane"},
        {"岡山県", "Okayama"},
        {"広島県", "Hiroshima"},
        {"山口県", "Yamaguchi"},
        {"徳島県", "Tokushima"},
        {"香川県", "Kagawa"},
        {"愛媛県", "Ehime"},
        {"高知県", "Kochi"},
        {"福岡県", "Fukuoka"},
        {"佐賀県", "Saga"},
        {"長崎県", "Nagasaki"},
        {"熊本県", "Kumamoto"},
        {"大分県", "Oita"},
        {"宮崎県", "Miyazaki"},
        {"鹿児島県", "Kagoshima"},
        {"沖縄県", "Okinawa"},
    }};
    return prefecture >= 1 && prefecture <= 47 ? names[static_cast<std::size_t>(prefecture)]
                                               : PrefectureName{};
}

} // namespace todoku::domain
