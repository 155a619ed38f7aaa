#include "io/measurement_cells.hpp"

#include "core/text.hpp"
#include "io/angle_cells.hpp"
#include "io/asset_cells.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace todoku::io {

std::string measurement_key(std::string_view text) {
    std::string key = header_key(text);
    std::erase_if(key, [](char c) { return c == '_' || c == '-' || c == '.'; });
    return key;
}

std::optional<double> plain_number(std::string_view cell) {
    cell = trimmed(cell);
    double value = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return error == std::errc{} && end == cell.data() + cell.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

std::optional<double> measured_degrees(std::string_view cell) {
    const auto plain = plain_number(cell);
    return plain && std::abs(*plain) <= 180.0 ? plain : degrees_in(cell);
}

std::optional<Date> measured_day(std::string_view cell) {
    const std::string text = normalise_width(trimmed(cell));
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    constexpr std::chrono::hours kJapan{9};
    if (digits && (text.size() == 10 || text.size() == 13 || text.size() == 16)) {
        const std::int64_t seconds = std::stoll(text.substr(0, 10));
        // 2001 to 2036: 2510011234 is no second since 1970 but 1 October 2025, 12:34.
        if (seconds < 1'000'000'000 || seconds > 2'100'000'000) {
            return std::nullopt;
        }
        return Date{std::chrono::floor<std::chrono::days>(
            std::chrono::sys_seconds(std::chrono::seconds(seconds)) + kJapan)};
    }
    if (digits && text.size() == 14) {
        return date_in(text.substr(0, 8));
    }
    // Days since 30 December 1899, as Excel saves a time: 45931.375.
    constexpr double kYear2000 = 36526;
    constexpr double kYear2050 = 54789;
    const auto serial = plain_number(text);
    if (serial && *serial >= kYear2000 && *serial < kYear2050) {
        constexpr std::chrono::sys_days kBegin = std::chrono::year(1899) / 12 / 30;
        return Date{kBegin + std::chrono::days(static_cast<int>(*serial))};
    }
    auto day = date_in(text);
    if (!day) { // 2025/10/1 午後1時
        day = date_in(text.substr(0, text.find(' ')));
    }
    const auto colon = text.find(':');
    const bool universal = text.ends_with('Z') || text.ends_with("+00:00");
    if (day && universal && colon != std::string::npos && colon >= 2) {
        const auto hour = plain_number(std::string_view(text).substr(colon - 2, 2));
        if (hour && *hour >= 15.0) {
            return Date{std::chrono::sys_days(*day) + std::chrono::days(1)};
        }
    }
    return day;
}

std::optional<Date> MeasuredDays::of(std::string_view cell) {
    // 2025-10-01 12:34:56 of the same ten characters.
    constexpr std::size_t kDate = 10;
    const bool local = cell.size() > kDate && cell.back() != 'Z' && cell.back() != '0' &&
                       (cell[kDate] == ' ' || cell[kDate] == 'T');
    if (local && last_day_ && cell.substr(0, kDate) == last_date_) {
        return last_day_;
    }
    const auto day = measured_day(cell);
    if (local && day) {
        last_date_ = cell.substr(0, kDate);
        last_day_ = day;
    }
    return day;
}

std::optional<domain::MeasuredTechnology> technology_spoken_of(std::string_view text) {
    using enum domain::MeasuredTechnology;
    struct Word {
        std::string_view key;
        domain::MeasuredTechnology technology;
    };
    // Names of handsets (LTE, NR, NR NSA: android.telephony.TelephonyManager), of reports, our own.
    static constexpr Word words[] = {{"4g", Lte4g},
                                     {"lte", Lte4g},
                                     {"4glte", Lte4g},
                                     {"lteca", Lte4g},
                                     {"ltea", Lte4g},
                                     {"lte+", Lte4g},
                                     {"4g(lte)", Lte4g},
                                     {"eutran", Lte4g},
                                     {"5g", Nr5g},
                                     {"nr", Nr5g},
                                     {"5gnr", Nr5g},
                                     {"nrnsa", Nr5g},
                                     {"nrsa", Nr5g},
                                     {"5gnsa", Nr5g},
                                     {"5gsa", Nr5g},
                                     {"nsa", Nr5g},
                                     {"sa", Nr5g},
                                     {"endc", Nr5g},
                                     {"5g+", Nr5g},
                                     {"5g(nsa)", Nr5g},
                                     {"5g(sa)", Nr5g},
                                     {"5gconverted", Nr5gConverted},
                                     {"5g(転用)", Nr5gConverted},
                                     {"5g転用", Nr5gConverted},
                                     {"転用5g", Nr5gConverted},
                                     {"5gsub6", Nr5gSub6},
                                     {"5g(sub6)", Nr5gSub6},
                                     {"sub6", Nr5gSub6},
                                     {"5gmmwave", Nr5gMmwave},
                                     {"5g(ミリ波)", Nr5gMmwave},
                                     {"5gミリ波", Nr5gMmwave},
                                     {"ミリ波", Nr5gMmwave},
                                     {"mmwave", Nr5gMmwave},
                                     {"5g(mmwave)", Nr5gMmwave}};
    const std::string key = measurement_key(text);
    for (const Word& word : words) {
        if (key == word.key) {
            return word.technology;
        }
    }
    return std::nullopt;
}

std::optional<bool> service_in(std::string_view text) {
    static constexpr std::string_view in[] = {"圏内", "内",     "in", "inservice",
                                              "接続", "通信可", "ok", "served"};
    static constexpr std::string_view out[] = {
        "圏外", "外", "out", "outofservice", "noservice", "未接続", "通信不可", "ng", "unserved"};
    const std::string key = measurement_key(text);
    if (std::find(std::begin(in), std::end(in), key) != std::end(in)) {
        return true;
    }
    if (std::find(std::begin(out), std::end(out), key) != std::end(out)) {
        return false;
    }
    return yes_or_no(text);
}

} // namespace todoku::io
