// What a reader noticed in its input: rows rejected, values repaired, assumptions made. Nothing is
// silent.
#pragma once

#include "core/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace todoku {

enum class IssueKind {
    Rejected, ///< not used
    Repaired, ///< used after a change
    Assumed,  ///< used with something the file did not say
    Noted,    ///< used as it is; the reader should know
};

/// English snake_case name for tables: "rejected", "repaired", "assumed", "noted".
const char* name_of(IssueKind kind);
/// The word a person reads: 不採用, 修正, 仮定, 注意.
Text label_of(IssueKind kind);

/// One thing noticed. `row` counts as the person counts: the line of a text file, the feature from
/// 1 of a layer.
struct Issue {
    IssueKind kind = IssueKind::Noted;
    std::string code;  ///< stable snake_case key, e.g. "asset_without_coordinates"
    std::string file;  ///< as written in the study file
    std::string layer; ///< layer, sheet or archive member; empty where there is one only
    std::optional<std::int64_t> row;
    std::string field;
    std::string value; ///< as found
    Text problem;      ///< what is wrong and what was expected
    Text action;       ///< what was done
    /// Over 1 in the one that closes a list cut short: it stands for so many like it.
    std::int64_t count = 1;
};

/// Counts of one input. Always read == used + rejected.
struct ReadCounts {
    std::int64_t read = 0;
    std::int64_t used = 0;
    std::int64_t rejected = 0;
    std::int64_t repaired = 0; ///< of those used
    std::int64_t outside = 0;  ///< of those rejected: whole, but of ground the study is not about
    std::int64_t joined = 0;   ///< of those rejected: a thing that another row already holds
    std::int64_t unplaced = 0; ///< of those rejected: whole, but nobody knows where
    std::int64_t left_out = 0; ///< of those rejected: the study's `where` does not ask for them

    /// Rows that somebody should look at: broken, or without what is needed. Those of unknown place
    /// are counted apart.
    [[nodiscard]] std::int64_t lost() const {
        return rejected - outside - joined - unplaced - left_out;
    }
};

/// A value read from a file together with what was noticed on the way.
template <class T>
struct Loaded {
    T value{};
    ReadCounts counts;
    std::vector<Issue> issues;
    std::string
        encoding; ///< how text was decoded: "UTF-8", "CP932"...; empty where it does not apply
};

} // namespace todoku
