// Catch2 2.13 from Debian, used in the subset it shares with Catch2 3.
#pragma once

#include <catch2/catch.hpp> // IWYU pragma: export
