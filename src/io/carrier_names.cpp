#include "io/carrier_names.hpp"

#include "io/text_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace todoku::io {

namespace {

/// As header_key() makes them. Words of Latin letters stand by themselves: not the au of Australia.
using Words = std::array<std::string_view, 7>;
// Carriers with stations of their own (総務省, 携帯電話の全国事業者) and the brands that run on
// them; 沖縄セルラー電話 is KDDI's in 沖縄県.
constexpr std::array<Words, 4> kOperators = {{
    {"ドコモ", "docomo", "nttdocomo", "nttドコモ", "", "", ""},
    {"kddi", "au", "uqmobile", "沖縄セルラー", "エーユー", "auby", ""},
    {"ソフトバンク", "softbank", "ワイモバイル", "y!mobile", "ymobile", "", ""},
    {"楽天モバイル", "楽天", "rakuten", "rakutenmobile", "", "", ""},
}};

bool is_latin(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Where the word stands in the key; npos where it does not.
std::size_t place_of(std::string_view word, const std::string& key) {
    if (word.empty()) {
        return std::string::npos;
    }
    for (auto at = key.find(word); at != std::string::npos; at = key.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_latin(word.front()) || !is_latin(key[at - 1]);
        const std::string_view rest = std::string_view(key).substr(end); // au 5G
        const bool technology = rest.starts_with("4g") || rest.starts_with("5g") ||
                                rest.starts_with("lte") || rest.starts_with("3g");
        const bool ends =
            rest.empty() || !is_latin(word.back()) || !is_latin(rest.front()) || technology;
        if (begins && ends) {
            return at;
        }
    }
    return std::string::npos;
}

} // namespace

std::optional<std::size_t> operator_named(std::string_view name) {
    const std::string key = header_key(name);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < kOperators.size(); ++i) {
        if (std::any_of(kOperators[i].begin(), kOperators[i].end(), [&](std::string_view word) {
                return place_of(word, key) != std::string::npos;
            })) {
            if (found) {
                return std::nullopt;
            }
            found = i;
        }
    }
    return found;
}

std::string without_operator(std::string key) {
    for (const Words& words : kOperators) {
        std::string_view longest; // nttdocomo before docomo
        do {
            longest = {};
            for (const std::string_view word : words) {
                if (word.size() > longest.size() && place_of(word, key) != std::string::npos) {
                    longest = word;
                }
            }
            if (!longest.empty()) {
                key.erase(place_of(longest, key), longest.size());
            }
        } while (!longest.empty());
    }
    return key;
}

std::optional<std::size_t> carrier_of_operator(const std::vector<std::string>& carriers,
                                               std::string_view name) {
    const auto named = operator_named(name);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; named && i < carriers.size(); ++i) {
        if (operator_named(carriers[i]) == named) {
            if (found) {
                return std::nullopt;
            }
            found = i;
        }
    }
    return found;
}

} // namespace todoku::io
