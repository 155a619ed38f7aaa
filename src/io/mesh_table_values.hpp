// What stands in the cells of a table of mesh codes: words for covered and not, and shares.
#pragma once

#include "domain/technology.hpp"
#include "io/coverage_reading.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

struct WrittenShare {
    double value = 0.0;
    bool percent_sign = false;
};

std::optional<WrittenShare> share_in(std::string_view cell);

/// Whether a class means covered, in words that need no explanation; what is planned (予定,
/// 計画中, 2028年3月提供予定) is not. @param word comparable()
std::optional<bool> plain_answer(const std::string& word);

/// Whether a class means that nobody knows (不明, 調査中, 一部圏外), also with a remark in brackets
/// behind it (調査中(10月予定)). @param word comparable()
bool says_unknown(const std::string& word);

/// What one cell says where it stands in a column of classes.
struct CellClass {
    enum class Said : char {
        Blank,
        Inside,
        Outside,
        Unknown,
        Implied, ///< this technology, or a strength: covered beside others that say not covered
        Foreign, ///< another technology
        Other
    };
    Said said = Said::Blank;
    bool digit = false;    ///< an answer written 1 or 0
    bool general = false;  ///< a yes or no of anything
    bool strength = false; ///< a word for a strength
    std::optional<double> number{};
};
CellClass cell_class(std::string_view cell, domain::Technology technology);

/// What the cells of one column look like.
struct ColumnValues {
    std::int64_t filled = 0;
    std::int64_t inside = 0;
    std::int64_t outside = 0;
    std::int64_t unknown = 0; ///< words such as 不明; not among the filled
    std::int64_t digits = 0;  ///< of inside and outside: written 1 or 0
    std::int64_t general =
        0; ///< of these: yes and no of anything (有, ○, 1), not 圏内 and the like
    std::int64_t blank = 0;
    std::int64_t implied = 0;
    std::int64_t foreign = 0;
    std::int64_t strengths = 0; ///< of implied
    std::int64_t whole = 0;     ///< whole numbers
    std::int64_t numbers = 0;   ///< of any kind
    std::int64_t zeros = 0;     ///< of numbers
    double low = 0.0;           ///< of the numbers other than 0
    double high = 0.0;

    void add(const CellClass& cell);

    /// All or nearly all are words for covered and not: nine of ten; half will do where both
    /// occur. House default: a class with a third value is asked about, not passed over.
    [[nodiscard]] bool are_answers() const;
    /// So, and not by 1 and 0 alone, which may count anything.
    [[nodiscard]] bool are_words() const { return are_answers() && digits < inside + outside; }
    /// Each names a technology or is a word for covered and not, and some name another one.
    [[nodiscard]] bool name_others() const {
        return foreign > 0 && general == 0 && foreign + implied + inside + outside == filled;
    }
    /// Each names this technology or a strength, or is a word for covered and not, and some are not
    /// covered.
    [[nodiscard]] bool are_implied() const {
        return implied > 0 && general == 0 && implied + inside + outside == filled &&
               (outside > 0 || (unknown > 0 && strengths == 0));
    }
    /// Each says in words of their own whether the service has begun.
    [[nodiscard]] bool are_all_words() const {
        return inside > 0 && outside > 0 && general == 0 && blank == 0 &&
               inside + outside == filled;
    }
    /// Some are covered and others not, in words that mean so under any header (圏内, 圏外).
    [[nodiscard]] bool speak_for_themselves() const {
        return inside + implied > 0 && outside > 0 && general == 0;
    }
    /// Half or more are words for covered, not for yes, and nobody knows what the others mean
    /// (提供中 beside 2028年3月).
    [[nodiscard]] bool are_half_known() const {
        return inside > 0 && general == 0 && 2 * inside >= filled &&
               inside + outside + implied + foreign < filled;
    }
    /// Most are words for strengths, or that there is none.
    [[nodiscard]] bool are_strengths() const {
        return strengths > 0 && 2 * (strengths + outside + unknown) >= filled + unknown;
    }
    /// Whole numbers from 0 up, 0 among them.
    [[nodiscard]] bool count_from_zero() const {
        return zeros > 0 && zeros < filled && whole == filled && unknown == 0 && low > 0.0;
    }
};

/// The columns of each table (member, sheet) of the source, in the order of reading.
std::vector<std::vector<ColumnValues>> column_values(const VectorSource& source,
                                                     const MeshTableReading& reading,
                                                     domain::Technology technology);

} // namespace todoku::io
