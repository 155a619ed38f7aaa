// Texts that come again and again in a column, and what they mean.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Asks once for each text; a column of ever new texts does not fill the memory.
template <class Meaning>
class Remembered {
public:
    template <class Find>
    std::optional<Meaning> of(std::string_view text, const Find& find) {
        if (const auto known = meanings_.find(text); known != meanings_.end()) {
            return known->second;
        }
        const std::optional<Meaning> meaning = find(text);
        constexpr std::size_t kMost = 1000; // a column of other content does not fill the memory
        if (meanings_.size() < kMost) {
            meanings_.emplace(text, meaning);
        }
        return meaning;
    }

private:
    std::map<std::string, std::optional<Meaning>, std::less<>> meanings_;
};

} // namespace todoku::io
