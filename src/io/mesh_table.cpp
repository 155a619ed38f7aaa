#include "io/mesh_table.hpp"

#include "core/counted.hpp"
#include "core/japanese.hpp"
#include "core/refused_rows.hpp"
#include "io/attribute_table.hpp"
#include "io/coverage_carriers.hpp"
#include "io/denied_coverage.hpp"
#include "io/layer_ground.hpp"
#include "io/mesh_classes.hpp"
#include "io/mesh_refusals.hpp"
#include "io/mesh_shares.hpp"
#include "io/mesh_statements.hpp"
#include "io/mesh_table_codes.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/mesh_table_notes.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"
#include "io/service_begins.hpp"
#include "io/strength_judge.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace todoku::io {

using domain::MeshCell;
using domain::MeshLevel;
using domain::Strength;

namespace {

/// A row before it is known what ten digits and the shares mean.
struct RawStatement {
    MeshCell cell;                ///< of ten digits: the 1 km cell that it is part of
    std::uint64_t ten_digits = 0; ///< the code where it has ten; the cell is found later
    double share = 1.0;           ///< as written
    std::int64_t row = 0;
    Strength strength = Strength::Unsaid;
    bool unknown = false;
    bool outside = false;  ///< its class says that nothing is covered
    std::size_t table = 0; ///< of the tables begun, from 1
};

class MeshTableReader : public TableVisitor {
public:
    MeshTableReader(const VectorSource& source, const MeshTableReading& reading,
                    const StrengthReading& strength, const CoverageOf& of)
        : source_(source), reading_(reading), strength_(strength), of_(of), judge_(strength),
          classes_(reading, of.technology), begins_(of.day),
          values_(column_values(source, reading, of.technology)), ground_(source.placing) {}

    [[nodiscard]] bool is_header(std::span<const std::string_view> cells) const override {
        return has_code_column(cells, reading_);
    }

    [[nodiscard]] bool may_be_data(std::span<const std::string_view> cells) const override {
        return holds_code(cells);
    }

    void begin(std::vector<std::string> headers, const std::string& member) override {
        tell_columns();
        member_ = member;
        columns_ =
            mesh_table_columns(headers, values_.at(tables_++), reading_, strength_, of_, place());
        carrier_ = carrier_column(headers);
        headers_ = std::move(headers);
        require_no_power(source_, place(), headers_, columns_);
        require_no_denial(source_, place(), headers_, columns_);
        if (!columns_.covered_class && !columns_.share && source_.where.empty()) {
            refuse_name_of_denial(shown_name(source_), member_);
        }
        class_column_ = columns_.covered_class ? column_name(headers_, *columns_.covered_class)
                                               : std::move(class_column_);
        technology_column_ =
            columns_.technology ? headers_[*columns_.technology] : std::move(technology_column_);
        find_beginnings();
        if (columns_.share_in_percent) {
            shares_.told_in_percent();
        }
    }

    void row(std::span<const std::string_view> cells, std::int64_t row) override {
        ++loaded_.counts.read;
        const auto cell = [&](std::size_t column) {
            return column < cells.size() ? cells[column] : std::string_view();
        };
        RawStatement statement;
        statement.row = row;
        statement.table = tables_;
        if (!take_code(cell(columns_.code), statement) ||
            (columns_.share && !take_share(cell(*columns_.share), statement))) {
            return;
        }
        if (carrier_) {
            carriers_.insert(std::string(trimmed(cell(*carrier_))));
            carrier_header_ = headers_[*carrier_];
        }
        if (columns_.technology) {
            technologies_.insert(comparable(cell(*columns_.technology)));
        }
        if (columns_.covered_class && !take_class(cell(*columns_.covered_class), statement)) {
            return;
        }
        bool covered = !statement.outside;
        if (covered && !statement.unknown && is_later(cells)) {
            covered = false;
        }
        statement.strength = judge_.whole();
        if (columns_.strength && covered && !statement.unknown) {
            covered = take_strength(cell(*columns_.strength), statement);
        }
        if (!ground_.take(statement.cell.box(), row)) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            return;
        }
        if (!covered) {
            statement.share = 0.0;
            statement.outside = true;
        } else if (!statement.unknown && !judge_.is_enough(statement.strength)) {
            ++classed_.weak;
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            return;
        }
        ++(statement.unknown ? classed_.unknown : covered ? classed_.inside : classed_.outside);
        statements_.push_back(statement);
    }

    void misfit(std::int64_t row, std::string excerpt, Text problem) override {
        ++loaded_.counts.read;
        reject(row, "field_count_differs", "", excerpt, std::move(problem));
    }

    void leave_out(std::int64_t rows) override {
        loaded_.counts.read += rows;
        loaded_.counts.rejected += rows;
        loaded_.counts.left_out += rows;
    }

    Loaded<std::vector<CellStatement>> take() {
        loaded_.encoding = visit_table(source_, *this, loaded_.issues);
        if (ground_.all_elsewhere()) {
            throw RefusedRows(cells_lie_elsewhere(ground_, shown_name(source_)).message(),
                              loaded_.counts, std::move(loaded_.issues));
        }
        classes_.require_known(place(), class_column_);
        classes_.tell(source_, class_column_, loaded_.issues);
        reject_cut_codes();
        require_one_technology(source_, of_, place(), technology_column_, technologies_);
        if (!columns_.class_is_named) {
            require_one_carrier(source_, of_, carrier_header_, carriers_);
        }
        judge_.tell(source_, loaded_.issues);
        begins_.tell(source_, loaded_.issues);
        shares_.tell_unknown(source_, columns_.share ? headers_[*columns_.share] : "",
                             loaded_.issues);
        const MeshLevel ten = codes_.level_of_ten_digits(source_, loaded_.issues);
        const double whole = whole_share();
        std::vector<RowStatement> stated;
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            add(i, ten, whole, stated);
        }
        join(std::move(stated));
        statements_.clear();
        tell_columns();
        if (ground_.outside() > 0) {
            loaded_.issues.push_back(outside_issue(ground_, shown_name(source_), source_.layer));
        }
        return std::move(loaded_);
    }

private:
    [[nodiscard]] std::string place() const {
        return member_.empty() ? shown_name(source_) : shown_name(source_) + " (" + member_ + ")";
    }

    /// Of the table that has been read, if any.
    void tell_columns() {
        if (tables_ > 0) {
            note_mesh_columns(source_, member_, place(), headers_, columns_,
                              std::exchange(classed_, {}), loaded_.issues);
        }
    }

    void reject(std::int64_t row, std::string code, std::string field, std::string_view value,
                Text problem) {
        ++loaded_.counts.rejected;
        note_row(loaded_.issues, IssueKind::Rejected, source_, row, std::move(code),
                 std::string(value), std::move(problem),
                 {"この行は使いませんでした。", "The row was not used."});
        loaded_.issues.back().field = std::move(field);
        loaded_.issues.back().layer = member_;
    }

    /// False for a row that was rejected.
    bool take_code(std::string_view cell, RawStatement& statement) {
        const auto code = codes_.of(cell);
        if (!code) {
            CodeProblem found = problem_of_code(cell);
            reject(statement.row, std::move(found.code), headers_[columns_.code], cell,
                   std::move(found.problem));
            return false;
        }
        statement.cell = code->cell;
        statement.ten_digits = code->ten_digits;
        return true;
    }

    /// From the count of the table's cells in and out, where it has not been told.
    void take_back(const RawStatement& raw) {
        if (raw.table == tables_) {
            --(raw.unknown ? classed_.unknown : raw.outside ? classed_.outside : classed_.inside);
        }
    }

    /// False for a row that was rejected.
    bool take_share(std::string_view cell, RawStatement& statement) {
        const auto share = shares_.of(cell);
        if (!share) {
            reject(statement.row, "share_unreadable", headers_[*columns_.share], cell,
                   {"カバー率が数ではありません。", "The share is not a number."});
            return false;
        }
        statement.share = share->value;
        statement.unknown = share->unknown;
        return true;
    }

    /// False for a row that was rejected.
    bool take_class(std::string_view cell, RawStatement& statement) {
        const MeshClass said = classes_.of(cell, columns_);
        if (said == MeshClass::Unlisted) {
            reject(statement.row, "class_unknown", headers_[*columns_.covered_class], cell,
                   {"covered・not_covered・not_known のどれにもない値です。",
                    "The value is in none of covered, not_covered, not_known."});
            return false;
        }
        classed_.blank += said == MeshClass::Blank ? 1 : 0;
        statement.outside = said == MeshClass::NotCovered || said == MeshClass::Blank;
        statement.unknown = said == MeshClass::Unknown || (statement.unknown && !statement.outside);
        return true;
    }

    /// A code that lost digits would cover a cell of 80 or 10 km.
    void reject_cut_codes() {
        const auto is_cut = [](const RawStatement& raw) {
            return raw.ten_digits == 0 && may_be_cut(raw.cell.level());
        };
        const std::size_t all = statements_.size();
        const auto large =
            static_cast<std::size_t>(std::count_if(statements_.begin(), statements_.end(), is_cut));
        if (!are_few(large, all)) {
            return;
        }
        for (const RawStatement& raw : statements_) {
            if (is_cut(raw)) {
                take_back(raw);
                reject(raw.row, "mesh_code_cut", headers_[columns_.code], raw.cell.code(),
                       problem_of_cut_code(raw.cell.level(), large, all));
            }
        }
        std::erase_if(statements_, is_cut);
    }

    /// False where the cell says in place of a strength that nothing is covered. That nothing is
    /// known it says of ground of which no other column speaks.
    bool take_strength(std::string_view cell, RawStatement& statement) {
        const GroundSaid ground = judge_.ground(cell);
        const bool alone = !columns_.covered_class && !columns_.share;
        if (ground == GroundSaid::Covered) {
            statement.strength = judge_.of(cell);
        } else if (ground == GroundSaid::NotCovered || alone) {
            judge_.leave_out(cell);
            statement.unknown = ground == GroundSaid::Unknown;
        }
        return ground != GroundSaid::NotCovered;
    }

    /// Columns of when service begins, where the study has not chosen itself.
    void find_beginnings() {
        beginnings_.clear();
        if (!of_.day || columns_.class_is_named || !source_.where.empty()) {
            return;
        }
        beginnings_ = columns_of_beginnings(headers_, of_.technology);
        std::erase_if(beginnings_, [this](std::size_t i) {
            return i == columns_.code || columns_.share == i || columns_.covered_class == i;
        });
        std::erase_if(columns_.unused, [this](std::size_t i) {
            return std::ranges::find(beginnings_, i) != beginnings_.end();
        });
    }

    bool is_later(std::span<const std::string_view> cells) {
        bool later = false;
        for (const std::size_t i : beginnings_) {
            later |= i < cells.size() && begins_.is_later(headers_[i], cells[i]);
        }
        if (later) {
            begins_.leave_out();
        }
        return later;
    }

    /// What 1 is written as in the column of shares.
    double whole_share() {
        if (!columns_.share || reading_.percent) {
            return reading_.percent.value_or(false) ? 100.0 : 1.0;
        }
        return shares_.whole(source_, headers_[*columns_.share], columns_.share_in_percent,
                             loaded_.issues);
    }

    void add(std::size_t position, MeshLevel ten, double whole, std::vector<RowStatement>& stated) {
        const RawStatement& raw = statements_[position];
        const double share = raw.outside                      ? 0.0
                             : columns_.share && !raw.unknown ? raw.share / whole
                                                              : 1.0;
        if (!(share >= 0.0 && share <= 1.0)) {
            take_back(raw);
            reject(raw.row, "share_out_of_range", headers_[*columns_.share], shortest(raw.share),
                   {fmt::format("カバー率が0から{}までの外です。", whole),
                    fmt::format("The share is outside 0 to {}.", whole)});
            return;
        }
        std::optional<MeshCell> cell = raw.cell;
        if (raw.ten_digits != 0) {
            cell = MeshCell::parse(std::to_string(raw.ten_digits), ten);
        }
        if (!cell) {
            take_back(raw);
            reject(raw.row, "mesh_code_unreadable", headers_[columns_.code],
                   std::to_string(raw.ten_digits), problem_of_ten_digits(ten));
            return;
        }
        ++loaded_.counts.used;
        stated.push_back({{*cell, share, raw.strength, raw.unknown}, raw.row, position});
    }

    /// Lists the rows that repeat a cell.
    void join(std::vector<RowStatement> stated) {
        KeptStatements found = keep_largest(std::move(stated));
        loaded_.value = std::move(found.kept);
        if (found.repeated.empty()) {
            return;
        }
        for (const std::size_t position : found.repeated) {
            take_back(statements_[position]);
        }
        const std::int64_t repeated = found.same + found.other;
        loaded_.counts.used -= repeated;
        loaded_.counts.rejected += repeated;
        loaded_.counts.joined += repeated;
        note_repeated_cells(source_, found, loaded_.issues);
    }

    const VectorSource& source_;
    const MeshTableReading& reading_;
    const StrengthReading& strength_;
    const CoverageOf& of_;
    StrengthJudge judge_;
    MeshTableCodes codes_;
    MeshClassJudge classes_;
    std::string class_column_;
    MeshShareJudge shares_;
    BeginJudge begins_;
    std::vector<std::size_t> beginnings_;           ///< columns that say when service begins
    std::vector<std::vector<ColumnValues>> values_; ///< of the columns of each table
    std::size_t tables_ = 0;                        ///< begun
    ClassCounts classed_;                           ///< of the last one
    Loaded<std::vector<CellStatement>> loaded_;
    std::vector<std::string> headers_;
    std::string member_;
    MeshTableColumns columns_;
    std::vector<RawStatement> statements_;
    std::set<std::string> technologies_;
    std::string technology_column_;
    std::optional<std::size_t> carrier_; ///< column of carriers
    std::string carrier_header_;
    std::set<std::string> carriers_;
    GroundTally ground_;
};

} // namespace

Loaded<std::vector<CellStatement>> read_mesh_table(const VectorSource& source,
                                                   const MeshTableReading& reading,
                                                   const StrengthReading& strength,
                                                   const CoverageOf& of) {
    return MeshTableReader(source, reading, strength, of).take();
}

} // namespace todoku::io
