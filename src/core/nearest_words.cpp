#include "core/nearest_words.hpp"

#include "core/japanese.hpp"

#include <algorithm>
#include <tuple>

namespace todoku {

namespace {

std::vector<std::string_view> letters_of(std::string_view text) {
    std::vector<std::string_view> letters;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            ++end;
        }
        letters.push_back(text.substr(at, end - at));
        at = end;
    }
    return letters;
}

std::string folded(std::string_view text) {
    std::string result = comparable(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto from = letters_of(a);
    const auto to = letters_of(b);
    std::vector<std::size_t> before(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = from[i - 1] == to[j - 1];
            row[j] =
                std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? std::size_t{0} : 1)});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[to.size()];
}

std::vector<std::string> nearest_words(std::string_view word, const std::vector<std::string>& known,
                                       std::size_t most) {
    const std::string wanted = folded(word);
    if (wanted.empty()) {
        return {};
    }
    const std::size_t bearable = 1 + letters_of(wanted).size() / 3;
    std::vector<std::tuple<std::size_t, std::string, std::string>> near;
    for (const std::string& candidate : known) {
        const std::string shown = folded(candidate);
        const std::size_t distance = edit_distance(wanted, shown);
        if (distance <= bearable || shown.find(wanted) != std::string::npos) {
            near.emplace_back(distance, shown, candidate);
        }
    }
    std::sort(near.begin(), near.end());
    near.resize(std::min(most, near.size()));
    std::vector<std::string> words;
    for (auto& [distance, shown, candidate] : near) {
        words.push_back(std::move(candidate));
    }
    return words;
}

} // namespace todoku
