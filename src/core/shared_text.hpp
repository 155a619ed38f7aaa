// Text that never changes and whose copies share it: 8 bytes where a string has 32, nothing beside
// them when empty. For values kept in millions.
#pragma once

#include <fmt/core.h>

#include <compare>
#include <concepts>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace todoku {

/// UTF-8 text of up to 4 GiB. Copies may be used and destroyed on several threads.
class SharedText {
public:
    SharedText() = default;
    SharedText(std::string_view text) : block_(made_of(text)) {}
    SharedText(const std::string& text) : SharedText(std::string_view(text)) {}
    SharedText(const char* text) : SharedText(std::string_view(text)) {}
    SharedText(const SharedText& other) noexcept : block_(shared(other.block_)) {}
    SharedText(SharedText&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    SharedText& operator=(SharedText other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~SharedText() { release(block_); }

    [[nodiscard]] std::string_view view() const;
    [[nodiscard]] bool empty() const { return block_ == nullptr; }
    [[nodiscard]] std::size_t size() const { return view().size(); }
    operator std::string_view() const { return view(); }
    operator std::string() const { return std::string(view()); }

    friend bool operator==(const SharedText& a, const SharedText& b) {
        return a.block_ == b.block_ || a.view() == b.view();
    }
    friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) {
        return a.view() <=> b.view();
    }
    template <class T>
        requires std::convertible_to<const T&, std::string_view> && (!std::same_as<T, SharedText>)
    friend bool operator==(const SharedText& a, const T& b) {
        return a.view() == std::string_view(b);
    }
    template <class T>
        requires std::convertible_to<const T&, std::string_view>
    friend std::string operator+(const SharedText& a, const T& b) {
        return std::string(a.view()).append(std::string_view(b));
    }
    template <class T>
        requires std::convertible_to<const T&, std::string_view> && (!std::same_as<T, SharedText>)
    friend std::string operator+(const T& a, const SharedText& b) {
        return std::string(std::string_view(a)).append(b.view());
    }
    friend std::ostream& operator<<(std::ostream& out, const SharedText& text) {
        return out << text.view();
    }

private:
    struct Block; ///< count of users, length, and the bytes behind them

    static Block* made_of(std::string_view text); ///< null for empty text
    static Block* shared(Block* block) noexcept;
    static void release(Block* block) noexcept;

    Block* block_ = nullptr;
};

} // namespace todoku

template <>
struct fmt::formatter<todoku::SharedText> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const todoku::SharedText& text, Context& context) const {
        const std::string_view view = text.view();
        return fmt::formatter<fmt::string_view>::format({view.data(), view.size()}, context);
    }
};
