// Issues of files that may be broken throughout: the first of each kind of a file in full, the rest
// as a number, so that millions of bad rows fill no memory.
#pragma once

#include "core/issue.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace todoku::io {

class IssueList {
public:
    /// Of one file, kind and code so many are kept; nobody mends more by hand.
    static constexpr std::int64_t kListed = 20'000;

    void add(Issue issue);
    /// The issues in the order of adding, then one for each file and kind of which some were only
    /// counted
    /// ("more_alike").
    std::vector<Issue> take();

private:
    using Key = std::tuple<IssueKind, std::string, std::string>; ///< kind, code, file
    std::map<Key, std::int64_t> counted_;
    std::vector<Issue> issues_;
};

} // namespace todoku::io
