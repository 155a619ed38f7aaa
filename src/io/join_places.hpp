// The same school in two files is one place.
#pragma once

#include "core/issue.hpp"
#include "domain/place.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

/// A place with where it was read.
struct ReadPlace {
    domain::Place place;
    std::string file;
    std::int64_t row = 0;
};

/// Places of one kind and name (width and blanks apart) within 100 m are one: the first stays, each
/// other is noted and counted as joined. Places without a name stay.
Loaded<std::vector<domain::Place>> join_places(std::vector<ReadPlace> places);

} // namespace todoku::io
