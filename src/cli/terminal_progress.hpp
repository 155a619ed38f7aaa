// One line at the bottom of a terminal that says what is going on and how far it is.
#pragma once

#include "core/progress.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

namespace todoku::cli {

/// Draws on stderr, and only where that is a terminal. Ctrl-C and SIGTERM ask the work to stop
/// while one exists.
class TerminalProgress : public Progress {
public:
    explicit TerminalProgress(Language language);
    ~TerminalProgress() override;

    void begin(const Text& work, std::int64_t total) override;
    void advance(std::int64_t units) override;
    void end() override;

private:
    void draw();
    void wipe();

    Language language_;
    bool visible_;
    std::mutex mutex_;
    std::string work_;
    std::int64_t total_ = 0;
    std::atomic<std::int64_t> done_{0};
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point drawn_;
};

} // namespace todoku::cli
