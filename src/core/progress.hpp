// Long work tells how far it is and asks whether to go on.
#pragma once

#include "core/text.hpp"

#include <atomic>
#include <cstdint>

namespace todoku {

/// Receives progress. The default shows nothing and never stops. advance() may be called from any
/// thread.
class Progress {
public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    virtual ~Progress() = default;

    /// A piece of work of `total` units starts (0: unknown).
    virtual void begin(const Text& work, std::int64_t total);
    /// `units` more are done.
    virtual void advance(std::int64_t units = 1);
    /// The piece of work is done.
    virtual void end();

    /// @throws Interrupted once a stop was asked for.
    void check() const;
    /// Asks to stop; safe in a signal handler.
    static void request_stop() noexcept;
    [[nodiscard]] static bool stop_requested() noexcept;
    /// Forgets an earlier request (tests).
    static void clear_stop() noexcept;
};

} // namespace todoku
