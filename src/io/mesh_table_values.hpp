// What stands in the cells of a table of mesh codes: words for covered and not, and shares.
#pragma once

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

/// Whether a class means covered, in words that need no explanation. @param word comparable()
std::optional<bool> plain_answer(const std::string& word);

/// Whether a class means that nobody knows (不明, 調査中), also with a remark in brackets behind it
/// (調査中(10月予定)). @param word comparable()
bool says_unknown(const std::string& word);

/// What one cell says where it stands in a column of classes.
struct CellClass {
    enum class Said : char { Blank, Inside, Outside, Unknown, Other };
    Said said = Said::Blank;
    bool digit = false;   ///< an answer written 1 or 0
    bool general = false; ///< a yes or no of anything
};
CellClass cell_class(std::string_view cell);

/// What the cells of one column look like.
struct ColumnValues {
    std::int64_t filled = 0;
    std::int64_t inside = 0;
    std::int64_t outside = 0;
    std::int64_t unknown = 0; ///< words such as 不明; not among the filled
    std::int64_t digits = 0;  ///< of inside and outside: written 1 or 0
    std::int64_t general =
        0; ///< of these: yes and no of anything (有, ○, 1), not 圏内 and the like

    void add(const CellClass& cell);
    void add(std::string_view cell) { add(cell_class(cell)); }

    /// All or nearly all are words for covered and not: nine of ten; half will do where both
    /// occur. House default: a class with a third value is asked about, not passed over.
    [[nodiscard]] bool are_answers() const;
    /// So, and not by 1 and 0 alone, which may count anything.
    [[nodiscard]] bool are_words() const { return are_answers() && digits < inside + outside; }
};

/// The columns of each table (member, sheet) of the source, in the order of reading.
std::vector<std::vector<ColumnValues>> column_values(const VectorSource& source,
                                                     const MeshTableReading& reading);

} // namespace todoku::io
