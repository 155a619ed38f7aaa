// Loops on all cores. A body writes only to its own index, so results never depend on the number of
// threads.
#pragma once

#include <cstddef>
#include <functional>

namespace todoku {

/// How many threads may be used; 0 means all cores.
struct Threads {
    std::size_t count = 0;
    /// The number really used (at least 1).
    [[nodiscard]] std::size_t resolved() const;
};

/// Calls body(i) once for each i in [0, n), in any order, on up to `threads` threads.
/// The first exception thrown by a body is rethrown here. @param grain indices handed out at a
/// time.
void parallel_for(std::size_t n, Threads threads, const std::function<void(std::size_t)>& body,
                  std::size_t grain = 1);

} // namespace todoku
