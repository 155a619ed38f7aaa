#include "report/figures.hpp"

#include "core/text.hpp"
#include "report/package.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace todoku::report {

std::string count_text(double number) {
    if (std::isnan(number)) {
        return "不明";
    }
    return with_thousands(std::round(number));
}

std::string percent_text(double part, double whole) {
    if (!(whole > 0.0) || std::isnan(part)) {
        return "－";
    }
    const double percent = 100.0 * part / whole;
    std::string text;
    for (int decimals = 1; decimals <= 3; ++decimals) {
        text = fixed(percent, decimals);
        const double shown = std::stod(text);
        const bool says_all = shown >= 100.0 && std::round(part) < std::round(whole);
        const bool says_none = shown == 0.0 && std::round(part) > 0.0;
        if (!says_all && !says_none) {
            break;
        }
    }
    return text + "％";
}

std::string range_text(overlay::Range shares, double people) {
    std::string low = percent_text(shares.low * people, people);
    std::string high = percent_text(shares.high * people, people);
    if (low == high && shares.low < shares.high && people > 0.0) {
        low = fixed(100.0 * shares.low, 2) + "％";
        high = fixed(100.0 * shares.high, 2) + "％";
    }
    const std::size_t sign = low.ends_with("％") ? std::string_view("％").size() : 0;
    return low.substr(0, low.size() - sign) + "～" + high;
}

std::string kilometres_text(double metres) {
    const double kilometres = metres / 1000.0;
    if (metres > 0.0 && kilometres < 0.05) {
        return "0.1未満";
    }
    return fixed(std::round(kilometres * 10.0) / 10.0, 1);
}

std::string presence_text(std::optional<bool> present) {
    return present ? (*present ? "有" : "無") : "不明";
}

std::string told_text(std::optional<bool> present) {
    return present ? presence_text(present) : "－";
}

std::string permission_text(std::optional<bool> allowed) {
    return allowed ? (*allowed ? "可" : "不可") : "不明";
}

std::string date_or_blank(Date date) {
    return date.ok() ? era_date(date) : "令和　　年　　月　　日";
}

std::string prefecture_suffix(const std::string& prefecture) {
    for (const std::string_view suffix : {"都", "道", "府", "県"}) {
        if (prefecture.ends_with(suffix)) {
            return std::string(suffix);
        }
    }
    return "県";
}

std::string municipalities_word(const std::vector<std::string>& names) {
    const auto any_ends = [&](std::string_view last) {
        return std::ranges::any_of(names,
                                   [&](const std::string& name) { return name.ends_with(last); });
    };
    return std::string("市") + (any_ends("区") ? "区" : "") + "町" + (any_ends("村") ? "村" : "");
}

std::string stamp_text(bool synthetic, bool confidential) {
    return synthetic ? std::string(kSyntheticStamp) : confidential ? "取扱注意" : std::string();
}

std::string estimated_text(double number, bool estimated) {
    return count_text(number) + (estimated ? "※" : "");
}

Text estimated_note() {
    return {
        "※を付した世帯数と65歳以上の人口は、統計で秘匿された値の推計を含みます。",
        "※: households and people of 65+ that hold estimates of figures the census suppresses."};
}

} // namespace todoku::report
