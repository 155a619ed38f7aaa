#include "core/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <thread>

namespace todoku {

std::size_t Threads::resolved() const {
    return count != 0 ? count : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

void parallel_for(std::size_t n, Threads threads, const std::function<void(std::size_t)>& body,
                  std::size_t grain) {
    if (n <= 1 || threads.resolved() == 1) {
        for (std::size_t i = 0; i < n; ++i) {
            body(i);
        }
        return;
    }
    // More threads than cores may be asked for (tests do): TBB warns on stderr unless it is told.
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                      threads.resolved());
    tbb::task_arena arena(static_cast<int>(threads.resolved()));
    arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, n, std::max<std::size_t>(1, grain)),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) {
                    body(i);
                }
            },
            tbb::simple_partitioner());
    });
}

} // namespace todoku
