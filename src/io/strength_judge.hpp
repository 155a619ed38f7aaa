// Which strength a value of a file means, and whether it is strong enough to count.
#pragma once

#include "core/issue.hpp"
#include "io/coverage_reading.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// What a column of strengths may say of its ground in place of a strength.
enum class GroundSaid { Covered, NotCovered, Unknown };

/// Judges the values of one source and keeps account of what it could not use.
class StrengthJudge {
public:
    explicit StrengthJudge(const StrengthReading& reading);

    /// Of a cell of the column; what is no known word is counted and Unsaid. Empty: as `whole`.
    domain::Strength of(std::string_view cell);
    /// True for a word that means a strength.
    [[nodiscard]] bool knows(std::string_view cell) const;
    /// Words such as 圏外 and 不明, unless the study gives them a strength.
    [[nodiscard]] GroundSaid ground(std::string_view cell) const;
    /// Counts ground that was left out by such a word, to be told.
    void leave_out(std::string_view cell);
    [[nodiscard]] domain::Strength whole() const {
        return reading_.whole.value_or(domain::Strength::Unsaid);
    }
    /// False where less is said than the study asks for; adds to the account.
    bool is_enough(domain::Strength strength);
    /// Tells of words not known and of ground that is too weak or of which nothing is said. Of the
    /// latter the counts of `counts` were the caller's business.
    void tell(const VectorSource& source, std::vector<Issue>& issues) const;

private:
    const StrengthReading& reading_;
    std::map<std::string, domain::Strength, std::less<>> words_; ///< as comparable() makes them
    std::map<std::string, std::int64_t> unknown_;
    std::map<std::string, std::int64_t> left_out_; ///< by words of ground() other than covered
    std::int64_t weaker_ = 0;
    std::int64_t unsaid_ = 0;
};

} // namespace todoku::io
