#include "io/coverage_headers.hpp"

#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <algorithm>

namespace todoku::io {

HeaderKey key_without_unit(std::string_view header) {
    HeaderKey key{header_key(header), false};
    key.percent = key.text.find('%') != std::string::npos ||
                  key.text.find("パーセント") != std::string::npos ||
                  key.text.starts_with("percent") || key.text == "pct";
    const auto bracket = key.text.find_first_of("([");
    if (bracket != std::string::npos && bracket > 0) {
        key.text.resize(bracket);
    }
    while (key.text.ends_with('%')) {
        key.text.pop_back();
    }
    return key;
}

bool holds_any(const std::string& text, HeaderNames parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool is_one_of(const std::string& text, HeaderNames names) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

bool is_power_key(const std::string& key) {
    return is_one_of(key, kPowerNames) || holds_any(key, kPowerParts);
}

bool is_signal_key(const std::string& key) {
    return is_power_key(key) || is_one_of(key, kStrengthNames) || is_one_of(key, kLevelNames) ||
           is_one_of(key, kCountedNames);
}

void remove_parts(std::string& text, HeaderNames parts) {
    for (const std::string_view part : parts) {
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
            text.erase(at, part.size());
        }
    }
}

bool names_classes(const std::string& header) {
    const std::string key = key_without_unit(header).text;
    return is_one_of(key, kPixelNames) || is_one_of(key, kCodeNames) ||
           is_one_of(key, kCountedNames);
}

bool names_signal(const std::string& header) {
    return is_signal_key(key_without_unit(header).text);
}

bool names_remarks(const std::string& header) {
    return holds_any(header_key(header), kRemarkParts);
}

bool is_strength_header(const std::string& header) {
    const std::string key = key_without_unit(header).text;
    return is_one_of(key, kStrengthNames) || is_one_of(key, kLevelNames);
}

bool names_technology(const std::string& header) {
    return is_technology_header(key_without_unit(header).text);
}

} // namespace todoku::io
