// Issues of files that may be broken throughout: the first of each kind of a file in full, the rest
// as a number, so that millions of bad rows fill no memory.
#pragma once

#include "core/issue.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace todoku::io {

class IssueList {
public:
    /// Of one file, kind and code so many are kept; nobody mends more by hand.
    static constexpr std::int64_t kListed = 20'000;

    void add(Issue issue);
    /// The issue that `make` returns, which is called only where it will be listed.
    template <class Make>
    void add(IssueKind kind, std::string_view code, std::string_view file, const Make& make) {
        if (listed(kind, code, file)) {
            issues_.push_back(make());
        }
    }
    /// The issues in the order of adding, then one of the same code, without a row, for each file
    /// and kind of which some were only counted (Issue::count).
    std::vector<Issue> take();

private:
    /// Counts it, and tells whether it is among the first.
    bool listed(IssueKind kind, std::string_view code, std::string_view file);

    using Key = std::tuple<IssueKind, std::string, std::string>; ///< kind, code, file
    std::map<Key, std::int64_t, std::less<>> counted_;
    std::vector<Issue> issues_;
};

} // namespace todoku::io
