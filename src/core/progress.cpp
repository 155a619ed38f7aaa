#include "core/progress.hpp"

#include "core/error.hpp"

namespace todoku {

namespace {
std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "the flag is set in a signal handler");
} // namespace

void Progress::begin(const Text& /*work*/, std::int64_t /*total*/) {}
void Progress::advance(std::int64_t /*units*/) {}
void Progress::end() {}

void Progress::check() const {
    if (stop_requested()) {
        throw Interrupted();
    }
}

void Progress::request_stop() noexcept {
    stop.store(true);
}
bool Progress::stop_requested() noexcept {
    return stop.load();
}
void Progress::clear_stop() noexcept {
    stop.store(false);
}

} // namespace todoku
