// What was made of the cells of one column, remembered: departments and uses repeat in
// thousands of rows.
#pragma once

#include "core/shared_text.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace todoku::io {

/// What a function makes of a cell, remembered for the cells that repeat.
template <class T>
class CellMemory {
public:
    template <class Make>
    T of(std::string_view cell, const Make& make) {
        if (const auto known = known_.find(cell); known != known_.end()) {
            return known->second;
        }
        T made = make(cell);
        // A column of values that never repeat (notes) is not worth remembering further.
        constexpr std::size_t kMost = 16'384;
        if (known_.size() < kMost) {
            known_.emplace(cell, made);
        }
        return made;
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, T, Hash, std::equal_to<>> known_;
};

} // namespace todoku::io
