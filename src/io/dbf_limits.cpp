#include "io/dbf_limits.hpp"

#include "core/encoding.hpp"

#include <algorithm>
#include <cctype>

namespace todoku::io {

namespace {

std::string in_capitals(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::toupper(c) : c);
    });
    return text;
}

} // namespace

std::string cut_to_cp932(std::string_view text, std::size_t bytes) {
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        const std::size_t more =
            next == at + 1 ? 1 : encode_cp932(text.substr(at, next - at)).bytes.size();
        if (used + more > bytes) {
            break;
        }
        used += more;
        at = next;
    }
    return std::string(text.substr(0, at));
}

std::string representable_in_cp932(const std::string& text) {
    const EncodedCp932 encoded = encode_cp932(text);
    return encoded.missing.empty() ? text : decode(encoded.bytes, Encoding::Cp932).text;
}

std::string dbf_name(const std::string& name, std::set<std::string>& taken) {
    const std::string whole = representable_in_cp932(name);
    std::string result = cut_to_cp932(whole, kDbfNameBytes);
    for (int number = 1; !taken.insert(in_capitals(result)).second; ++number) {
        const std::string ending = "_" + std::to_string(number);
        result = cut_to_cp932(whole, kDbfNameBytes - ending.size()) + ending;
    }
    return result;
}

} // namespace todoku::io
