#include "io/mesh_statements.hpp"

#include <algorithm>
#include <tuple>

namespace todoku::io {

namespace {

bool says_nothing(const CellStatement& s) {
    return !s.unknown && s.share == 0.0;
}

auto key(const CellStatement& s) {
    return std::tuple(s.cell.level(), s.cell, says_nothing(s), s.unknown, s.strength);
}

} // namespace

KeptStatements keep_largest(std::vector<RowStatement> stated) {
    std::stable_sort(
        stated.begin(), stated.end(), [](const RowStatement& a, const RowStatement& b) {
            return key(a.statement) != key(b.statement) ? key(a.statement) < key(b.statement)
                                                        : a.statement.share > b.statement.share;
        });
    KeptStatements found;
    const CellStatement* last = nullptr; ///< that was kept
    bool whole = false;                  ///< its cell is covered altogether
    for (const auto& [statement, row, position] : stated) {
        const bool one_cell = last != nullptr && last->cell == statement.cell &&
                              last->cell.level() == statement.cell.level();
        const bool nothing = says_nothing(statement);
        whole = one_cell && whole;
        if (!one_cell ||
            (key(*last) != key(statement) && !nothing && !(statement.unknown && whole))) {
            last = &statement;
            whole = whole || (!statement.unknown && statement.share == 1.0);
            if (!nothing) {
                found.kept.push_back(statement);
            }
            continue;
        }
        const bool same = key(*last) == key(statement) && last->share == statement.share;
        ++(same ? found.same : found.other);
        if (found.repeated.empty() || row < found.first_row) {
            found.first_row = row;
            found.first_code = statement.cell.code();
        }
        found.repeated.push_back(position);
    }
    return found;
}

} // namespace todoku::io
