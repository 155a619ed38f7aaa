// The promise of every reader: no row is lost between what was read and what became of it.
#pragma once

#include "core/issue.hpp"

namespace todoku {

/// read == used + rejected, and what the rejected are told apart into is no more than they are.
inline bool add_up(const ReadCounts& counts) {
    return counts.read == counts.used + counts.rejected && counts.outside >= 0 &&
           counts.joined >= 0 && counts.unplaced >= 0 && counts.left_out >= 0 &&
           counts.lost() >= 0 && counts.repaired <= counts.used;
}

/// Adds the counts of one part of an input to those of the whole.
inline void add_counts(ReadCounts& sum, const ReadCounts& part) {
    sum.read += part.read;
    sum.used += part.used;
    sum.rejected += part.rejected;
    sum.repaired += part.repaired;
    sum.outside += part.outside;
    sum.joined += part.joined;
    sum.unplaced += part.unplaced;
    sum.left_out += part.left_out;
}

} // namespace todoku
