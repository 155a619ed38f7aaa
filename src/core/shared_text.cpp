#include "core/shared_text.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <limits>
#include <new>
#include <stdexcept>

namespace todoku {

struct SharedText::Block {
    std::atomic<std::uint32_t> users{1};
    std::uint32_t size = 0;

    [[nodiscard]] char* text() { return reinterpret_cast<char*>(this + 1); } // NOLINT: behind it
};

SharedText::Block* SharedText::made_of(std::string_view text) {
    if (text.empty()) {
        return nullptr;
    }
    if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error("SharedText");
    }
    Block* block = new (::operator new(sizeof(Block) + text.size())) Block;
    block->size = static_cast<std::uint32_t>(text.size());
    std::memcpy(block->text(), text.data(), text.size());
    return block;
}

SharedText::Block* SharedText::shared(Block* block) noexcept {
    if (block != nullptr) {
        block->users.fetch_add(1, std::memory_order_relaxed);
    }
    return block;
}

void SharedText::release(Block* block) noexcept {
    if (block != nullptr && block->users.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        block->~Block();
        ::operator delete(block);
    }
}

std::string_view SharedText::view() const {
    return block_ == nullptr ? std::string_view() : std::string_view(block_->text(), block_->size);
}

} // namespace todoku
