// Loops on all cores give what a plain loop gives.
#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cmath>
#include <vector>

using namespace todoku;

TEST_CASE("Each index is visited once, whatever the threads and the grain") {
    for (const std::size_t threads : {1U, 2U, 7U, 0U}) {
        for (const std::size_t grain : {0U, 1U, 64U}) {
            std::vector<int> visits(1000, 0);
            parallel_for(
                visits.size(), Threads{threads}, [&](std::size_t i) { ++visits[i]; }, grain);
            CHECK(visits == std::vector<int>(1000, 1));
        }
    }
    parallel_for(0, Threads{}, [](std::size_t) { FAIL("no index to visit"); });
}

TEST_CASE("Results are the same bits for any number of threads") {
    const auto compute = [](std::size_t threads) {
        std::vector<double> out(5000);
        parallel_for(
            out.size(), Threads{threads},
            [&](std::size_t i) { out[i] = std::sin(static_cast<double>(i)) / 3.0; }, 16);
        return out;
    };
    CHECK(compute(1) == compute(4));
}

TEST_CASE("The exception of a body reaches the caller as it was thrown") {
    for (const std::size_t threads : {1U, 4U}) {
        CHECK_THROWS_AS(parallel_for(100, Threads{threads},
                                     [](std::size_t i) {
                                         if (i == 37) {
                                             throw InputError({"壊れています", "broken"});
                                         }
                                     }),
                        InputError);
    }
}

TEST_CASE("Zero threads means all cores and never none") {
    CHECK(Threads{0}.resolved() >= 1);
    CHECK(Threads{3}.resolved() == 3);
}

TEST_CASE("A loop that asks the progress stops when a stop was asked for") {
    Progress progress;
    Progress::clear_stop();
    CHECK_NOTHROW(progress.check());
    Progress::request_stop();
    std::atomic<int> done{0};
    CHECK_THROWS_AS(parallel_for(1000, Threads{2},
                                 [&](std::size_t) {
                                     progress.check();
                                     ++done;
                                 }),
                    Interrupted);
    CHECK(done == 0);
    Progress::clear_stop();
    CHECK_NOTHROW(progress.check());
}
