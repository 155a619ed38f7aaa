// How a person stops the program.
#include "cli/terminal_progress.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"

#include <csignal>

using namespace todoku;

TEST_CASE("The first signal asks the work to stop, the second ends the program") {
    const int signal = GENERATE(SIGINT, SIGTERM);
    Progress::clear_stop();
    {
        cli::TerminalProgress progress(Language::Japanese);
        CHECK_NOTHROW(progress.check());
        std::raise(signal);
        CHECK_THROWS_AS(progress.check(), Interrupted);
        CHECK(std::signal(signal, SIG_IGN) == SIG_DFL);
    }
    Progress::clear_stop();
    std::signal(signal, SIG_DFL);
}
