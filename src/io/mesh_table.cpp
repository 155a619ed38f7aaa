#include "io/mesh_table.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/refused_rows.hpp"
#include "io/attribute_table.hpp"
#include "io/coverage_carriers.hpp"
#include "io/denied_coverage.hpp"
#include "io/gdal_session.hpp"
#include "io/layer_ground.hpp"
#include "io/mesh_codes.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/mesh_table_notes.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"
#include "io/service_begins.hpp"
#include "io/spreadsheet.hpp"
#include "io/strength_judge.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
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

/// A row that states something of a cell.
struct Stated {
    CellStatement statement; ///< of a row of 圏外 the share is 0
    const RawStatement* raw = nullptr;
};

/// Codes of cells of 80 or 10 km are few among those of finer cells, and cut short then, not meant.
/// House default: one in five; files that merge whole cells have more.
constexpr std::size_t kFewest = 5;

bool is_large(MeshLevel level) {
    return level == MeshLevel::Km80 || level == MeshLevel::Km10;
}

bool is_among(const std::string& word, const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& known) { return comparable(known) == word; });
}

class MeshTableReader : public TableVisitor {
public:
    MeshTableReader(const VectorSource& source, const MeshTableReading& reading,
                    const StrengthReading& strength, const CoverageOf& of)
        : source_(source), reading_(reading), strength_(strength), of_(of), judge_(strength),
          begins_(of.day), values_(column_values(source, reading, of.technology)),
          ground_(source.placing) {}

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
        require_no_power();
        require_no_denial();
        if (!columns_.covered_class && !columns_.share && source_.where.empty()) {
            refuse_name_of_denial(shown_name(source_), member_);
        }
        find_beginnings();
        percent_told_ = percent_told_ || columns_.share_in_percent;
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
        std::optional<bool> covered = true;
        if (columns_.covered_class) {
            if (is_unknown(cell(*columns_.covered_class))) {
                statement.unknown = true;
            } else {
                covered = is_covered(cell(*columns_.covered_class), row);
                statement.unknown = statement.unknown && covered.value_or(false);
            }
        }
        if (!covered) {
            return;
        }
        if (*covered && !statement.unknown && is_later(cells)) {
            covered = false;
        }
        statement.strength = judge_.whole();
        if (columns_.strength && *covered && !statement.unknown) {
            covered = take_strength(cell(*columns_.strength), statement);
        }
        if (!ground_.take(statement.cell.box(), row)) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            return;
        }
        if (!*covered) {
            statement.share = 0.0;
            statement.outside = true;
        } else if (!statement.unknown && !judge_.is_enough(statement.strength)) {
            ++classed_.weak;
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            return;
        }
        ++(statement.unknown ? classed_.unknown : *covered ? classed_.inside : classed_.outside);
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
        require_known_classes();
        reject_cut_codes();
        require_one_technology();
        if (!columns_.class_is_named) {
            require_one_carrier(source_, of_, carrier_header_, carriers_);
        }
        judge_.tell(source_, loaded_.issues);
        begins_.tell(source_, loaded_.issues);
        tell_unknown_shares();
        const MeshLevel ten = level_of_ten_digits();
        const double whole = unit_of_shares() ? 100.0 : 1.0;
        std::vector<Stated> stated;
        for (const RawStatement& raw : statements_) {
            add(raw, ten, whole, stated);
        }
        keep_largest(stated);
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

    bool take_code(std::string_view cell, RawStatement& statement) {
        const auto code = mesh_code_in(cell);
        if (code && code->size() == 10 && MeshCell::parse(*code)) {
            ten_digits_.add(*code);
            first_ten_ = first_ten_.empty() ? *code : first_ten_;
            std::from_chars(code->data(), code->data() + code->size(), statement.ten_digits);
            statement.cell = *MeshCell::parse(code->substr(0, 8));
            return true;
        }
        if (const auto found = code ? MeshCell::parse(*code) : std::nullopt) {
            statement.cell = *found;
            return true;
        }
        const bool ruined = is_ruined_mesh_code(cell);
        reject(statement.row, ruined ? "mesh_code_ruined_by_spreadsheet" : "mesh_code_unreadable",
               headers_[columns_.code], cell,
               ruined ? Text{"メッシュコードが表計算ソフトで指数表示に変わり、桁が失われています。"
                             "元のファイルを使ってください。",
                             "A spreadsheet turned the mesh code into an exponent and lost digits. "
                             "Use the original file."}
               : code ? Text{"存在しないメッシュコードです。", "There is no such mesh code."}
                      : Text{"メッシュコードではありません（4〜11桁の数字が必要です）。",
                             "Not a mesh code (4 to 11 digits are needed)."});
        return false;
    }

    /// From the count of the table's cells in and out, where it has not been told.
    void take_back(const RawStatement& raw) {
        if (raw.table == tables_) {
            --(raw.unknown ? classed_.unknown : raw.outside ? classed_.outside : classed_.inside);
        }
    }

    /// A code that lost digits would cover a cell of 80 or 10 km.
    void reject_cut_codes() {
        const auto is_cut = [](const RawStatement& raw) {
            return raw.ten_digits == 0 && is_large(raw.cell.level());
        };
        const auto large =
            static_cast<std::size_t>(std::count_if(statements_.begin(), statements_.end(), is_cut));
        if (large == 0 || kFewest * large > statements_.size()) {
            return;
        }
        for (const RawStatement& raw : statements_) {
            if (!is_cut(raw)) {
                continue;
            }
            take_back(raw);
            const auto level = domain::name_of(raw.cell.level());
            reject(raw.row, "mesh_code_cut", headers_[columns_.code], raw.cell.code(),
                   {fmt::format("ほかの行より桁の少ない{}メッシュのコードです（{}件中 {}件だけ）。"
                                "桁が欠けているおそれがあります。",
                                level, counted(statements_.size()), counted(large)),
                    fmt::format("A code of a {} cell with fewer digits than the others ({} of {} "
                                "rows alone). Digits may be lost.",
                                level, counted(large), counted(statements_.size()))});
        }
        std::erase_if(statements_, is_cut);
    }

    bool take_share(std::string_view cell, RawStatement& statement) {
        const std::string word = comparable(cell);
        if (word.empty() || says_unknown(word)) {
            statement.unknown = true;
            ++unknown_shares_[word];
            return true;
        }
        const auto share = share_in(cell);
        if (!share) {
            reject(statement.row, "share_unreadable", headers_[*columns_.share], cell,
                   {"カバー率が数ではありません。", "The share is not a number."});
            return false;
        }
        statement.share = share->value;
        percent_sign_ = percent_sign_ || share->percent_sign;
        percent_told_ = percent_told_ || share->percent_sign;
        positive_ += share->value > 0.0 ? 1 : 0;
        above_one_ += share->value > 1.0 ? 1 : 0;
        return true;
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

    [[nodiscard]] bool is_unknown(std::string_view cell) const {
        const std::string word = comparable(cell);
        return is_among(word, reading_.not_known) ||
               (says_unknown(word) && !is_among(word, reading_.covered) &&
                !is_among(word, reading_.not_covered));
    }

    /// Nothing for a row that was rejected.
    std::optional<bool> is_covered(std::string_view cell, std::int64_t row) {
        const std::string word = comparable(cell);
        if (is_among(word, reading_.covered)) {
            return true;
        }
        if (is_among(word, reading_.not_covered)) {
            return false;
        }
        if (reading_.covered.empty()) {
            if (word.empty() && reading_.not_covered.empty()) {
                ++classed_.blank;
                return false;
            }
            const bool dash = word == "-" || word == "--" || word == "ー" || word == "―";
            if (dash && reading_.not_covered.empty()) { // none, in tables of offices
                return false;
            }
            if (const auto number = columns_.class_by_zero ? share_in(word) : std::nullopt) {
                return number->value != 0.0;
            }
            const auto answer =
                columns_.class_is_implied ? implied_answer(cell) : plain_answer(word);
            if (!answer) {
                ++unknown_classes_[word];
                return false;
            }
            return answer;
        }
        if (!reading_.not_covered.empty()) {
            reject(row, "class_unknown", headers_[*columns_.covered_class], cell,
                   {"covered・not_covered・not_known のどれにもない値です。",
                    "The value is in none of covered, not_covered, not_known."});
            return std::nullopt;
        }
        ++unlisted_[word];
        return false;
    }

    /// Of a column where each value names a technology or a strength, or is a word for covered and
    /// not.
    [[nodiscard]] std::optional<bool> implied_answer(std::string_view cell) const {
        using Said = CellClass::Said;
        const Said said = cell_class(cell, of_.technology).said;
        return said == Said::Inside || said == Said::Implied ? std::optional(true)
               : said == Said::Outside                       ? std::optional(false)
                                                             : std::nullopt;
    }

    /// @throws InputError for received powers that no condition has chosen from
    void require_no_power() const {
        if (!columns_.power || !source_.where.empty()) {
            return;
        }
        const std::string column = column_name(headers_, *columns_.power);
        const bool bare = column.find_first_of("()[] ") == std::string::npos;
        const std::string name = bare ? "\"" + column : "'\"" + column + "\"";
        const char* end = bare ? "\"" : "'";
        throw InputError(
            {fmt::format("{} の列「{}」は電波の強さの数で、どこからがエリア内か分かりません。"
                         "エリア内の行を study.toml に where = {} >= …{} のように書いて選んで"
                         "ください（… はエリア内とみなす最も弱い値、たとえば -110）。",
                         place(), column, name, end),
             fmt::format("{}: column \"{}\" holds numbers of how strong the signal is, and nothing "
                         "says from where on that is covered. Choose the covered rows in "
                         "study.toml by where = {} >= ...{} (... being the weakest value that "
                         "counts as covered, -110 for example).",
                         place(), column, name, end)});
    }

    /// @throws InputError for a column of where there is no coverage, unless the study says of its
    /// values or rows which are covered
    void require_no_denial() const {
        if (!columns_.denial ||
            source_.where.find(headers_[*columns_.denial]) != std::string::npos) {
            return;
        }
        const std::string column = column_name(headers_, *columns_.denial);
        if (columns_.denial_is_share) {
            throw InputError(
                {fmt::format(
                     "{} の列「{}」は、見出しによればエリアでない割合です。カバー率としては"
                     "読みません。エリアの割合（100 から引いた値）の列を加え、study.toml に "
                     "share_field = \"その列の名前\" と書いてください。見出しが違うなら、"
                     "カバー率などに直してください。",
                     place(), column),
                 fmt::format(
                     "{}: by its header, column \"{}\" is the share that is not covered; it "
                     "is not read as coverage. Add a column of the share that is (100 less "
                     "it), and name that in study.toml as share_field = \"COLUMN\". If the "
                     "header is wrong, mend it.",
                     place(), column)});
        }
        throw InputError(
            {fmt::format("{} の列「{}」は、見出しによればエリアでないところを示します。値がエリア内"
                         "を表すのか外を表すのか決められません。study.toml に class_field = \"{}\" "
                         "と covered = [エリア内の値] を書いてください（× がエリア内なら covered = "
                         "[\"×\"]、0 なら [\"0\"]、空欄なら [\"\"]）。内外と関係のない列なら、"
                         "除いた表にしてください。",
                         place(), column, column),
             fmt::format("{}: by its header, column \"{}\" says where there is no coverage, and "
                         "nothing says which of its values mean covered. Add class_field = \"{}\" "
                         "and covered = [VALUES] to study.toml (covered = [\"×\"] where × is "
                         "covered, [\"0\"] where 0 is, [\"\"] where a blank is). If it has nothing "
                         "to do with coverage, take it out of the table.",
                         place(), column, column)});
    }

    void require_known_classes() {
        if (!unknown_classes_.empty()) {
            constexpr std::size_t kMost = 12;
            std::string list;
            std::size_t shown = 0;
            for (const auto& [word, count] : unknown_classes_) {
                if (++shown <= kMost) {
                    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", word);
                }
            }
            list += shown > kMost ? ", …" : "";
            const std::string column = column_name(headers_, *columns_.covered_class);
            if (std::all_of(unknown_classes_.begin(), unknown_classes_.end(),
                            [](const auto& word) { return share_in(word.first).has_value(); })) {
                throw InputError(
                    {fmt::format("{} の列「{}」には数が入っています。カバー率の列なら、study.toml "
                                 "に share_field = \"{}\" と書いてください。値: {}",
                                 place(), column, column, list),
                     fmt::format("{}: column \"{}\" holds numbers. If they are shares, add "
                                 "share_field = \"{}\" to study.toml. Values: {}",
                                 place(), column, column, list)});
            }
            throw InputError(
                {fmt::format("{} の列「{}」の値のうち、どれがエリア内か分かりません。study.toml "
                             "に class_field = \"{}\" と covered = [エリア内の値] "
                             "を書いてください（外は not_covered、不明は not_known "
                             "に挙げられます）。分からない値: {}",
                             place(), column, column, list),
                 fmt::format(
                     "{}: it is not known which values of column \"{}\" mean covered. Add "
                     "class_field = \"{}\" and covered = [VALUES] to study.toml (not_covered "
                     "and not_known list those outside and unknown). Values: {}",
                     place(), column, column, list)});
        }
        for (const auto& [word, count] : unlisted_) {
            note_row(loaded_.issues, IssueKind::Assumed, source_, std::nullopt, "class_not_listed",
                     word,
                     {fmt::format("covered に挙げられていない値です（{}行）。", count),
                      fmt::format("The value is not listed in covered ({} rows).", count)},
                     {"エリア外としました。", "taken as not covered."});
            loaded_.issues.back().field = headers_[*columns_.covered_class];
        }
    }

    /// A column of technologies that nobody chose from would cover everything with each of them.
    void require_one_technology() const {
        if (technologies_.empty() || !source_.where.empty()) {
            return;
        }
        if (technologies_.size() == 1) {
            require_this_technology();
            return;
        }
        const std::string list = fmt::format("「{}」", fmt::join(technologies_, "」「"));
        const std::string list_en = fmt::format("\"{}\"", fmt::join(technologies_, "\", \""));
        const std::string& column = headers_[*columns_.technology];
        throw InputError(
            {fmt::format("{} の列「{}」に複数の値（{}）があります。この技術の行を選ぶように、"
                         "study.toml に class_field = \"{}\" と covered = [\"…\"] "
                         "を書いてください。",
                         place(), column, list, column),
             fmt::format(
                 "Column \"{1}\" of {0} holds several values ({2}). Choose the rows of this "
                 "technology: add class_field = \"{1}\" and covered = [\"...\"] to "
                 "study.toml.",
                 place(), column, list_en)});
    }

    void require_this_technology() const {
        const std::string& value = *technologies_.begin();
        if (named_technology_rank(header_key(value), of_.technology) >= 0) {
            return;
        }
        const std::string& column = headers_[*columns_.technology];
        throw InputError(
            {fmt::format("{} の列「{}」は「{}」で、{}の表ではありません。technology "
                         "とファイルを確かめてください。この技術のエリアとして使うなら、study.toml "
                         "に class_field = \"{}\" と covered = [\"{}\"] を書いてください。",
                         place(), column, value, label_of(of_.technology).ja, column, value),
             fmt::format(
                 "Column \"{}\" of {} says \"{}\": the table is not of {}. Check technology "
                 "and the file. To use it all the same, add class_field = \"{}\" and "
                 "covered = [\"{}\"] to study.toml.",
                 column, place(), value, label_of(of_.technology).en, column, value)});
    }

    MeshLevel level_of_ten_digits() {
        const MeshLevel level = ten_digits_.level();
        if (ten_digits_.ambiguous()) {
            note_row(loaded_.issues, IssueKind::Assumed, source_, std::nullopt,
                     "mesh_level_ambiguous", first_ten_,
                     {fmt::format("10桁のコードは250mメッシュにも100mメッシュにも読めます（{} 件中 "
                                  "{} 件が250mの形）。",
                                  counted(ten_digits_.count()), counted(ten_digits_.quarters())),
                      fmt::format("Codes of ten digits may be 250 m or 100 m cells ({} of {} have "
                                  "the form of 250 m).",
                                  counted(ten_digits_.quarters()), counted(ten_digits_.count()))},
                     level == MeshLevel::M250
                         ? Text{"250mメッシュとして読みました。", "Read as 250 m cells."}
                         : Text{"100mメッシュとして読みました。", "Read as 100 m cells."});
        }
        return level;
    }

    void tell_unknown_shares() {
        for (const auto& [word, count] : unknown_shares_) {
            note_row(
                loaded_.issues, IssueKind::Assumed, source_, std::nullopt, "share_not_said", word,
                {word.empty()
                     ? fmt::format("カバー率が空欄の行が {} 件あります。", counted(count))
                     : fmt::format("カバー率が「{}」の行が {} 件あります。", word, counted(count)),
                 fmt::format("The share is {} in {} rows.",
                             word.empty() ? "blank" : "\"" + word + "\"", counted(count))},
                {"エリアの内外が不明としました。0の意味なら 0 と書いてください。",
                 "taken as unknown ground. If 0 is meant, write 0."});
            loaded_.issues.back().field = columns_.share ? headers_[*columns_.share] : "";
        }
    }

    /// True for per cent. By the study, by a sign, else by the numbers: most of a table of per
    /// cents are above 1.
    bool unit_of_shares() {
        if (!columns_.share || reading_.percent) {
            return reading_.percent.value_or(false);
        }
        const bool percent = percent_told_ || 2 * above_one_ > positive_;
        if (!percent_told_ && positive_ > 0) {
            note_row(loaded_.issues, IssueKind::Assumed, source_, std::nullopt,
                     "share_unit_decided", percent ? "%" : "0–1",
                     {fmt::format("カバー率の単位が書かれていません（0より大きい{}件のうち、1を超"
                                  "えるものが{}件）。",
                                  counted(positive_), counted(above_one_)),
                      fmt::format("Nothing says the unit of the shares ({} above 0, {} of them "
                                  "above 1).",
                                  counted(positive_), counted(above_one_))},
                     percent ? Text{"百分率（0〜100）として読みました。違うときは share_unit = "
                                    "\"share\" と書いてください。",
                                    "read as per cent (0 to 100). If not, add share_unit = "
                                    "\"share\"."}
                             : Text{"割合（0〜1）として読みました。違うときは share_unit = "
                                    "\"percent\" と書いてください。",
                                    "read as shares (0 to 1). If not, add share_unit = "
                                    "\"percent\"."});
            loaded_.issues.back().field = headers_[*columns_.share];
        } else if (columns_.share_in_percent && !percent_sign_ && positive_ > 0 &&
                   above_one_ == 0) {
            // What Excel saves of 50 % in a cell of percentages is 0.5.
            note_row(loaded_.issues, IssueKind::Noted, source_, std::nullopt, "share_percent_small",
                     "%",
                     {fmt::format("見出しは百分率（%）ですが、0より大きい{}件に1を超えるものがあり"
                                  "ません。",
                                  counted(positive_)),
                      fmt::format("The heading says per cent, but none of the {} shares above 0 is "
                                  "above 1.",
                                  counted(positive_))},
                     {"百分率（1は1%）として読みました。1が全部の意味なら share_unit = \"share\" と"
                      "書いてください。",
                      "read as per cent (1 is 1 %). If 1 means all, add share_unit = "
                      "\"share\"."});
            loaded_.issues.back().field = headers_[*columns_.share];
        }
        return percent;
    }

    void add(const RawStatement& raw, MeshLevel ten, double whole, std::vector<Stated>& stated) {
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
                   std::to_string(raw.ten_digits),
                   {fmt::format("{}のメッシュコードではありません（ほかの10桁のコードは{}"
                                "のものです）。",
                                domain::name_of(ten), domain::name_of(ten)),
                    fmt::format("Not a code of a {} cell, as the other codes of ten digits are.",
                                domain::name_of(ten))});
            return;
        }
        ++loaded_.counts.used;
        stated.push_back({{*cell, share, raw.strength, raw.unknown}, &raw});
    }

    /// One statement a cell and strength: the largest; none that nothing is covered or known
    /// beside one that something is. The others are listed.
    void keep_largest(std::vector<Stated>& stated) {
        const auto key = [](const CellStatement& s) {
            const bool nothing = !s.unknown && s.share == 0.0;
            return std::tuple(s.cell.level(), s.cell, nothing, s.unknown, s.strength);
        };
        std::stable_sort(stated.begin(), stated.end(), [&](const Stated& a, const Stated& b) {
            return key(a.statement) != key(b.statement) ? key(a.statement) < key(b.statement)
                                                        : a.statement.share > b.statement.share;
        });
        std::int64_t same = 0;
        std::int64_t other = 0;
        std::optional<std::pair<std::int64_t, std::string>> first;
        const CellStatement* last = nullptr; ///< that was kept
        bool whole = false;                  ///< its cell is covered altogether
        for (const auto& [statement, raw] : stated) {
            const bool one_cell = last != nullptr && last->cell == statement.cell &&
                                  last->cell.level() == statement.cell.level();
            const bool nothing = !statement.unknown && statement.share == 0.0;
            whole = one_cell && whole;
            if (!one_cell ||
                (key(*last) != key(statement) && !nothing && !(statement.unknown && whole))) {
                last = &statement;
                whole = whole || (!statement.unknown && statement.share == 1.0);
                if (!nothing) {
                    loaded_.value.push_back(statement);
                }
                continue;
            }
            ++(key(*last) == key(statement) && last->share == statement.share ? same : other);
            take_back(*raw);
            if (!first || raw->row < first->first) {
                first = {raw->row, statement.cell.code()};
            }
        }
        if (!first) {
            return;
        }
        loaded_.counts.used -= same + other;
        loaded_.counts.rejected += same + other;
        loaded_.counts.joined += same + other;
        note_row(loaded_.issues, IssueKind::Noted, source_, first->first, "mesh_cell_twice",
                 first->second,
                 {fmt::format("同じメッシュの行が重なっています（値の等しいもの {} 件、違うもの {} "
                              "件）。",
                              counted(same), counted(other)),
                  fmt::format("{} rows repeat a cell with the same value, {} with another.",
                              counted(same), counted(other))},
                 {"メッシュごとに最も大きい値（内と外・不明では内）を使いました。",
                  "the largest value of each cell was used (covered before not covered or "
                  "unknown)."});
    }

    const VectorSource& source_;
    const MeshTableReading& reading_;
    const StrengthReading& strength_;
    const CoverageOf& of_;
    StrengthJudge judge_;
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
    TenDigitCodes ten_digits_;
    std::string first_ten_;
    bool percent_told_ = false; ///< by the header or a sign
    bool percent_sign_ = false;
    std::int64_t positive_ = 0;
    std::int64_t above_one_ = 0;
    std::map<std::string, std::int64_t> unknown_classes_;
    std::map<std::string, std::int64_t> unlisted_;
    std::map<std::string, std::int64_t> unknown_shares_; ///< words and blanks in place of shares
    std::set<std::string> technologies_;
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
