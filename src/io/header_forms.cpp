#include "io/header_forms.hpp"

#include "io/asset_spellings.hpp"
#include "io/text_table.hpp"

#include <algorithm>

namespace todoku::io {

namespace {

/// "面積(m2)" -> "面積".
std::string without_brackets(const std::string& key) {
    const auto open = key.find('(');
    return open != std::string::npos && open > 0 && key.ends_with(')') ? key.substr(0, open) : key;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

void Keys::add(const std::string& key) {
    static constexpr std::array<std::string_view, 7> naming = {"名称", "名",       "氏名", "名前",
                                                               "課名", "電話番号", "電話"};
    static constexpr std::array<std::string_view, 11> somebody = {
        "者", "課", "部署", "担当", "法人", "団体", "会社", "連絡", "問合", "旧", "隣接"};
    full.push_back(key);
    bare.push_back(without_brackets(key));
    const auto bar = key.rfind('_');
    const std::string first = key.substr(0, bar);
    const std::string second =
        bar == std::string::npos ? "" : without_brackets(key.substr(bar + 1));
    const bool parts = !is_ascii(first) && !is_ascii(second);
    const bool of_somebody =
        std::any_of(somebody.begin(), somebody.end(), [&first](std::string_view word) {
            return first.find(word) != std::string::npos;
        });
    const bool names_first = is_one_of(second, naming) && is_spelled(first);
    parted[0].push_back(parts ? first + second : "");
    parted[1].push_back(parts ? second + first : "");
    parted[2].push_back(parts && names_first ? first : "");
    parted[3].push_back(parts && !names_first && !of_somebody ? second : "");
}

Keys keys_of(const std::vector<std::string>& headers) {
    Keys keys;
    for (const std::string& header : headers) {
        keys.add(header_key(header));
    }
    // Beside 建物_面積 and 建物_構造 what is said of the land (土地_所有者) is not said of the
    // asset.
    const bool buildings =
        std::any_of(keys.full.begin(), keys.full.end(),
                    [](const std::string& key) { return key.starts_with("建物_"); });
    for (std::size_t i = 0; buildings && i < keys.full.size(); ++i) {
        if (keys.full[i].starts_with("土地_")) {
            keys.parted.back()[i].clear();
        }
    }
    return keys;
}

std::optional<std::size_t> spelled(const Keys& keys, std::span<const std::string_view> names) {
    const auto among = [&](const std::vector<std::string>& candidates,
                           std::string_view name) -> std::optional<std::size_t> {
        const auto found = std::find(candidates.begin(), candidates.end(), name);
        return found == candidates.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - candidates.begin()));
    };
    for (const std::string_view name : names) {
        for (const auto* candidates : {&keys.full, &keys.bare}) {
            if (const auto found = among(*candidates, name)) {
                return found;
            }
        }
    }
    for (const auto& candidates : keys.parted) {
        for (const std::string_view name : names) {
            if (const auto found = among(candidates, name)) {
                return found;
            }
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
