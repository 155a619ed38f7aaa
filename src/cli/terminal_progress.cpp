#include "cli/terminal_progress.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace todoku::cli {

namespace {

/// The work stops at its next look; where a library computes for long, a second signal ends the
/// program at once. Outputs are exchanged whole, so that nothing half-written can stay.
extern "C" void ask_to_stop(int signal) {
    Progress::request_stop();
    std::signal(signal, SIG_DFL);
}

constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr int kBar = 24;

/// Columns of the terminal; 80 where it does not say.
std::size_t columns_of_terminal() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double share) {
    const int full = static_cast<int>(share * kBar);
    return fmt::format("  [{:#<{}}{:.<{}}] {:3.0f} %", "", full, "", kBar - full, share * 100.0);
}

/// Rounded so that it does not flicker: seconds under two minutes, then minutes.
std::string time_left(double seconds, Language language) {
    const bool ja = language == Language::Japanese;
    if (seconds < 120.0) {
        return ja ? fmt::format("  残り約{:.0f}秒", seconds)
                  : fmt::format("  about {:.0f} s left", seconds);
    }
    return ja ? fmt::format("  残り約{:.0f}分", seconds / 60.0)
              : fmt::format("  about {:.0f} min left", seconds / 60.0);
}

} // namespace

TerminalProgress::TerminalProgress(Language language)
    : language_(language), visible_(isatty(STDERR_FILENO) != 0) {
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
}

TerminalProgress::~TerminalProgress() {
    wipe();
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void TerminalProgress::begin(const Text& work, std::int64_t total) {
    const std::lock_guard lock(mutex_);
    work_ = work.in(language_);
    total_ = total;
    done_ = 0;
    start_ = std::chrono::steady_clock::now();
    draw();
}

void TerminalProgress::advance(std::int64_t units) {
    done_ += units;
    if (!visible_) {
        return;
    }
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (lock.owns_lock() && std::chrono::steady_clock::now() - drawn_ >= kRedraw) {
        draw();
    }
}

void TerminalProgress::end() {
    const std::lock_guard lock(mutex_);
    wipe();
}

void TerminalProgress::draw() {
    if (!visible_) {
        return;
    }
    drawn_ = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = drawn_ - start_;
    std::string line = work_;
    if (total_ > 0) {
        const double share =
            std::min(1.0, static_cast<double>(done_.load()) / static_cast<double>(total_));
        line += bar(share);
        if (share > 0.02 && passed.count() > 2.0) {
            line += time_left(passed.count() * (1.0 - share) / share, language_);
        }
    } else {
        line += " …";
    }
    // One line only: what runs over the edge cannot be wiped again.
    line = wrapped(line, columns_of_terminal() - 1).front();
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
}

void TerminalProgress::wipe() {
    if (visible_) {
        std::fprintf(stderr, "\r\033[K");
        std::fflush(stderr);
    }
}

} // namespace todoku::cli
