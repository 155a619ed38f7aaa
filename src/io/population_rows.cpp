#include "io/population_rows.hpp"

#include "core/checksum.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/archive_member.hpp"
#include "io/mesh_codes.hpp"
#include "io/population_cells.hpp"
#include "io/population_columns.hpp"
#include "io/population_kinds.hpp"
#include "io/row_condition.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_table.hpp"
#include "io/zip_datasets.hpp"
#include "io/zip_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace todoku::io {

namespace {

using Cells = std::vector<std::string>;
using Views = std::vector<std::string_view>;

/// Rows among which a header is looked for; above it stand titles.
constexpr std::size_t kTitleRows = 30;

std::vector<Cells> first_rows(const TextTable& table) {
    CsvReader reader = table.reader();
    std::vector<Cells> rows;
    while (rows.size() < kTitleRows && reader.next()) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

PopulationHeader header_of(std::span<const std::string_view> fields) {
    PopulationHeader header;
    for (const std::string_view name : fields) {
        header.shown.emplace_back(trimmed(name));
        header.codes.push_back(header_key(name));
    }
    return header;
}

/// The second row is labels where no cell of it is a number (e-Stat: codes above, Japanese labels
/// below).
bool is_label_row(std::span<const std::string_view> fields) {
    return std::none_of(
               fields.begin(), fields.end(),
               [](std::string_view cell) { return whole_number_text(cell).has_value(); }) &&
           std::any_of(fields.begin(), fields.end(),
                       [](std::string_view cell) { return comparable(cell).size() > 1; });
}

void add_labels(PopulationHeader& header, std::span<const std::string_view> fields) {
    header.labels.resize(header.codes.size());
    for (std::size_t i = 0; i < std::min(header.codes.size(), fields.size()); ++i) {
        header.labels[i] = header_key(fields[i]);
        if (!header.labels[i].empty()) {
            header.shown[i] = normalise_width(trimmed(fields[i]));
            header.shown[i] = std::string(trimmed(header.shown[i]));
        }
    }
}

/// Adds the headings of the columns that are read, each once.
void tell_columns(const PopulationColumns& columns, const PopulationHeader& header,
                  PopulationRows& all) {
    PopulationFile& file = all.files.back();
    const auto people = columns.people_unsaid ? std::nullopt : std::optional(columns.population);
    if (people) {
        file.people = header.shown[*people];
    } else {
        file.columns_without_people = listed(header.shown);
    }
    const std::array<std::pair<const char*, std::optional<std::size_t>>, 5> read = {
        {{"code", columns.code},
         {"population", people},
         {"households", columns.details[kHouseholds]},
         {"population_65plus", columns.details[kResidents65plus]},
         {"population_75plus", columns.details[kResidents75plus]}}};
    for (const auto& [name, column] : read) {
        if (!column) {
            continue;
        }
        const std::string& heading = header.shown[*column];
        std::string& told = all.mapping[name];
        if (("・" + told + "・").find("・" + heading + "・") == std::string::npos) {
            told += (told.empty() ? "" : "・") + heading;
        }
    }
}

/// Of the rows those that meet the condition, if there is one.
RowScan those_that_meet(std::optional<RowCondition>& condition, RowScan rows) {
    return [&condition, rows = std::move(rows)](const auto& more) {
        rows([&](std::span<const std::string_view> fields) {
            return (condition && !condition->meets(fields)) || more(fields);
        });
    };
}

class RowReader {
public:
    explicit RowReader(const PopulationSource& request) : request_(request) {}

    void read(const std::filesystem::path& file, const std::string& shown_as);
    PopulationRows take() {
        for (const std::string& encoding : encodings_) {
            out_.encoding += (out_.encoding.empty() ? "" : ", ") + encoding;
        }
        return std::move(out_);
    }

private:
    /// True for the table of a plain file, and for the member of a ZIP that `layer` names, with or
    /// without its ending.
    [[nodiscard]] bool is_asked_for(const std::string& member) const {
        const std::filesystem::path path(member);
        return request_.layer.empty() || member.empty() || request_.layer == member ||
               request_.layer == path.filename().string() || request_.layer == path.stem().string();
    }
    void read_tables(const std::filesystem::path& file, const std::string& shown_as);
    void read_table(const TextTable& table, const std::string& shown_as);
    void read_rows_of(SheetReader& sheet);
    void read_sheet(const std::filesystem::path& file, const std::string& shown_as);
    void read_layer(const std::filesystem::path& file, const std::string& shown_as,
                    const std::string& layer);
    /// The first row of the header: the first that names the mesh codes, or the row of codes above
    /// it; nothing where none does.
    [[nodiscard]] std::optional<std::size_t> header_row(const std::vector<Cells>& rows) const;
    void add(const PopulationColumns& columns, const PopulationHeader& header,
             std::span<const std::string_view> cells, std::int64_t line);
    /// Looks into the rows of the table once more where most of its cells stand in several.
    /// @throws InputError where a column says which of them to count
    void look_for_kinds(const PopulationColumns& columns, const PopulationHeader& header,
                        const RowScan& rows);
    void reject(std::int64_t line, const std::string& code, const std::string& field,
                std::string_view value, Text problem);
    /// Of the request's `where`; nothing where it asks for all rows.
    std::optional<RowCondition> condition_on_rows(const std::vector<std::string>& names,
                                                  const PopulationHeader& header,
                                                  const RowScan& rows);
    void leave_out(std::int64_t rows) {
        out_.counts.read += rows;
        out_.counts.rejected += rows;
        out_.counts.left_out += rows;
    }
    void begin(const std::string& shown_as, const std::string& member) {
        out_.files.push_back({shown_as, member, {}, {}});
        rows_before_ = out_.counts.read;
        first_row_ = out_.rows.size();
        unstated_ = 0;
    }
    void end();
    void unstated(bool bad, std::int64_t line, const std::string& code, const std::string& field,
                  std::string_view text);

    const PopulationSource& request_;
    PopulationRows out_;
    std::set<std::string> encodings_;
    std::map<std::string, std::string> seen_; ///< checksum of a text -> where it was
    std::int64_t rows_before_ = 0;
    std::size_t first_row_ = 0; ///< of the file, in out_.rows
    std::int64_t unstated_ = 0; ///< cells of the file without a total
    std::pair<std::int64_t, std::string> first_unstated_;
};

void RowReader::reject(std::int64_t line, const std::string& code, const std::string& field,
                       std::string_view value, Text problem) {
    ++out_.counts.rejected;
    out_.issues.push_back({.kind = IssueKind::Rejected,
                           .code = code,
                           .file = out_.files.back().shown_as,
                           .layer = out_.files.back().member,
                           .row = line,
                           .field = field,
                           .value = std::string(value),
                           .problem = std::move(problem),
                           .action = {"この行は使いませんでした。", "The row was not used."}});
}

std::optional<RowCondition> RowReader::condition_on_rows(const std::vector<std::string>& names,
                                                         const PopulationHeader& header,
                                                         const RowScan& rows) {
    if (request_.where.empty()) {
        return std::nullopt;
    }
    std::vector<std::string> named = names; // a label below a name may be meant as well
    for (std::size_t i = 0; i < std::min(named.size(), header.shown.size()); ++i) {
        const std::string& shown = header.shown[i];
        if (!shown.empty() && request_.where.find(shown) != std::string::npos) {
            named[i] = shown;
        }
    }
    const PopulationFile& file = out_.files.back();
    return condition_on({named, file.shown_as, file.member}, request_.where, rows, out_.issues);
}

/// A cell that the file has and whose people it does not state: unknown, which is not nobody.
void RowReader::unstated(bool bad, std::int64_t line, const std::string& code,
                         const std::string& field, std::string_view text) {
    if (!bad) { // suppressed or blank: told once a file
        first_unstated_ = unstated_ == 0 ? std::pair(line, code) : first_unstated_;
        ++unstated_;
        return;
    }
    out_.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "population_unreadable",
         .file = out_.files.back().shown_as,
         .layer = out_.files.back().member,
         .row = line,
         .field = field,
         .value = std::string(text),
         .problem = {"人口が0以上の数ではありません。",
                     "The population is not a number of 0 or more."},
         .action = {"このメッシュの人口は不明として扱いました（無人とはしません）。",
                    "The cell's people count as unknown, not as nobody."}});
}

void RowReader::end() {
    const PopulationFile& file = out_.files.back();
    if (out_.counts.read == rows_before_) {
        throw InputError({fmt::format("{} には見出しだけでデータ行がありません。", place_of(file)),
                          fmt::format("{} has a header and no rows of data.", place_of(file))});
    }
    if (unstated_ > 0) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "population_not_stated",
             .file = file.shown_as,
             .layer = file.member,
             .row = first_unstated_.first,
             .field = {},
             .value = first_unstated_.second,
             .problem = {fmt::format("総人口が空欄または秘匿のメッシュが {} 件あります。",
                                     counted(unstated_)),
                         fmt::format("The total of {} cells is blank or suppressed.",
                                     counted(unstated_))},
             .action = {"人口は不明として扱いました（無人とはしません）。",
                        "Their people count as unknown, not as nobody."}});
    }
}

void RowReader::add(const PopulationColumns& columns, const PopulationHeader& header,
                    std::span<const std::string_view> cells, std::int64_t line) {
    const auto cell = [&cells](std::size_t i) {
        return i < cells.size() ? cells[i] : std::string_view{};
    };
    ++out_.counts.read;
    MeshRow row;
    row.file = out_.files.size() - 1;
    row.line = line;
    row.prefecture = columns.municipality ? prefecture_in(cell(*columns.municipality)) : 0;
    const PlainText code(cell(columns.code));
    row.code = all_digits(code.text()) ? std::string(code.text()) : mended_code(code.text());
    if (const auto printed = all_digits(row.code) ? std::nullopt : mesh_code_in(row.code)) {
        row.code = *printed; // 5136-67-21
    }
    if (!all_digits(row.code)) {
        const bool ruined =
            row.code.find("E+") != std::string::npos || row.code.find("e+") != std::string::npos;
        reject(line, ruined ? "mesh_code_ruined_by_spreadsheet" : "mesh_code_unreadable",
               header.shown[columns.code], cell(columns.code),
               ruined ? Text{"メッシュコードが表計算ソフトで指数表示に変わり、桁が失われています。"
                             "元のファイルを使ってください。",
                             "A spreadsheet turned the mesh code into an exponent and lost digits. "
                             "Use the original file."}
                      : Text{"メッシュコードではありません（4〜11桁の数字が必要です）。",
                             "Not a mesh code (4 to 11 digits are needed)."});
        return;
    }
    const std::string_view total_text =
        columns.people_unsaid ? std::string_view() : cell(columns.population);
    const CellFigure total = figure_in(total_text);
    row.population = total.value;
    // The people of Japan have never been more (2008: 128.1 million, 総務省 人口推計).
    constexpr double kMostOfJapan = 130e6;
    if (total.value > kMostOfJapan) {
        reject(line, "population_impossible", header.shown[columns.population], total_text,
               {"人口が日本の総人口（1億3千万人）を超えています。",
                "More people than all of Japan has (130 million)."});
        return;
    }
    if (total.kind != CellKind::Number) {
        row.population = std::numeric_limits<double>::quiet_NaN();
    }
    const bool is_cell = domain::MeshCell::parse(row.code) ||
                         domain::MeshCell::parse(row.code, domain::MeshLevel::M100);
    if (total.kind != CellKind::Number && is_cell &&
        !columns.people_unsaid) { // a row of no cell is rejected as a whole
        unstated(total.kind == CellKind::Bad, line, row.code, header.shown[columns.population],
                 total_text);
    }
    for (std::size_t d = 0; d < kDetails; ++d) {
        if (!columns.details[d]) {
            continue;
        }
        const std::string_view text = cell(*columns.details[d]);
        const CellFigure figure = figure_in(text);
        row.details[d].suppressed = figure.kind == CellKind::Suppressed;
        if (figure.kind == CellKind::Number) {
            row.details[d].value = figure.value;
        } else if (figure.kind == CellKind::Bad) {
            out_.issues.push_back(
                {.kind = IssueKind::Noted,
                 .code = "population_detail_unreadable",
                 .file = out_.files.back().shown_as,
                 .layer = out_.files.back().member,
                 .row = line,
                 .field = header.shown[*columns.details[d]],
                 .value = std::string(text),
                 .problem = {"0以上の数ではありません。", "Not a number of 0 or more."},
                 .action = {"この項目だけ不明として扱いました。",
                            "This figure alone counts as unknown."}});
        }
    }
    if (columns.included) { // most cells have nothing there
        const std::string_view codes = cell(*columns.included);
        const bool ascii = std::all_of(codes.begin(), codes.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 128; });
        row.includes = ascii ? std::string(codes) : normalise_width(codes); // blanks stand between
    }
    // Merged into the target (HTKSYORI 2, HITOKU *); other rows may leave a blank or a dash there.
    if (columns.target &&
        (!columns.treatment || PlainText(cell(*columns.treatment)).text() == columns.merged_mark)) {
        row.merged_into = mended_code(PlainText(cell(*columns.target)).text());
        const bool told = columns.marked_only && columns.treatment && !row.merged_into.empty();
        for (std::size_t d = 0; d < kDetails && told; ++d) {
            row.details[d].suppressed = columns.details[d].has_value();
        }
    }
    out_.rows.push_back(std::move(row));
}

void RowReader::look_for_kinds(const PopulationColumns& columns, const PopulationHeader& header,
                               const RowScan& rows) {
    std::vector<std::string_view> codes;
    for (std::size_t i = first_row_; i < out_.rows.size(); ++i) {
        codes.emplace_back(out_.rows[i].code);
    }
    std::sort(codes.begin(), codes.end());
    std::int64_t cells = 0;
    std::int64_t repeated = 0; // of the cells
    for (std::size_t i = 0, next = 0; i < codes.size(); i = next, ++cells) {
        for (next = i + 1; next < codes.size() && codes[next] == codes[i]; ++next) {
        }
        repeated += next > i + 1 ? 1 : 0;
    }
    if (2 * repeated <= cells) {
        return;
    }
    PopulationKinds kinds(header, columns);
    rows([&kinds](std::span<const std::string_view> fields) {
        kinds.add(fields);
        return true;
    });
    const std::vector<PopulationKinds::Kind> found = kinds.found(repeated);
    if (found.empty()) {
        return;
    }
    constexpr std::size_t kShown = 5; // of the words
    Text list;
    for (const PopulationKinds::Kind& kind : found) {
        const std::span words(kind.words.data(), std::min(kind.words.size(), kShown));
        const bool more = kind.words.size() > kShown;
        list.ja +=
            fmt::format("「{}」（{}{}）", kind.header, fmt::join(words, "・"), more ? " など" : "");
        list.en += fmt::format("{}\"{}\" ({}{})", list.en.empty() ? "" : ", ", kind.header,
                               fmt::join(words, ", "), more ? "..." : "");
    }
    const PopulationFile& file = out_.files.back();
    if (!found.front().one.empty()) {
        const std::string condition = condition_of(request_.where, found);
        throw InputError(
            {fmt::format(
                 "{} には同じメッシュの行がいくつもあり、列{}で分かれています。足し合わせると人"
                 "口が何重にもなるので、使う行を study.toml に where = \"{}\" "
                 "のように書いてください。",
                 place_of(file), list.ja, condition),
             fmt::format("{} has several rows of a cell, told apart by {}. Added up they would "
                         "count people more than once: choose rows in study.toml by where = "
                         "\"{}\" or the like.",
                         place_of(file), list.en, condition)});
    }
    out_.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "population_kinds_added",
         .file = file.shown_as,
         .layer = file.member,
         .row = std::nullopt,
         .field = found.front().header,
         .value = found.front().words.front(),
         .problem = {fmt::format("ほとんどのメッシュに行がいくつもあり、列{}で分かれています。",
                                 list.ja),
                     fmt::format("Most cells have several rows, told apart by {}.", list.en)},
         .action = {
             "人口を足し合わせました。足すものでないときは、使う行を where で選んでください。",
             "Their people were added up. Where they are not to be, choose rows by where."}});
}

std::optional<std::size_t> RowReader::header_row(const std::vector<Cells>& rows) const {
    const std::string named = header_key(request_.code_field);
    const std::vector<std::string_view>& known = mesh_code_headers();
    const auto names_codes = [&](const std::string& cell) {
        const std::string key = header_key(cell);
        return named.empty() ? std::find(known.begin(), known.end(), key) != known.end()
                             : key == named;
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (std::any_of(rows[i].begin(), rows[i].end(), names_codes)) {
            const auto is_text = [](const std::string& cell) { return !comparable(cell).empty(); };
            const bool codes_above =
                i > 0 && std::count_if(rows[i - 1].begin(), rows[i - 1].end(), is_text) > 1;
            return codes_above ? i - 1 : i;
        }
    }
    return std::nullopt;
}

void RowReader::read_table(const TextTable& table, const std::string& shown_as) {
    begin(shown_as, table.member);
    encodings_.insert(name_of(table.encoding));
    const PopulationFile& file = out_.files.back();
    const auto [earlier, is_new] = seen_.emplace(sha256(table.text), place_of(file));
    if (!is_new) {
        throw InputError(
            {fmt::format("{} と {} は中身が同じです。人口が二重になるので、片方を除いてください。",
                         earlier->second, place_of(file)),
             fmt::format(
                 "{} and {} have the same content; people would be counted twice. Remove one.",
                 earlier->second, place_of(file))});
    }
    CsvReader reader = table.reader();
    for (std::size_t titles = header_row(first_rows(table)).value_or(0); titles > 0; --titles) {
        reader.next();
    }
    reader.next();
    const RowWidth width(reader.fields());
    PopulationHeader header = header_of(reader.fields());
    const std::vector<std::string> names = header.shown;
    bool has_row = reader.next();
    if (has_row && std::any_of(reader.fields().begin(), reader.fields().end(), is_h3_code)) {
        throw h3_instead_of_mesh(place_of(file));
    }
    if (has_row && is_label_row(reader.fields())) {
        if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            throw InputError(
                {fmt::format("{} の見出し2行の列数が違います（1行目 {} 列、2行目 {} 列）。元のファ"
                             "イルをもらい直してください。",
                             place_of(file), width.names(), reader.fields().size()),
                 fmt::format("The two header rows of {} have {} and {} fields. Ask for the "
                             "original file.",
                             place_of(file), width.names(), reader.fields().size())});
        }
        add_labels(header, reader.fields());
        has_row = reader.next();
    }
    const PopulationColumns columns = columns_of(header, file, request_);
    tell_columns(columns, header, out_);
    const auto first_line = reader.line();
    const auto rows = [&](const auto& more) {
        CsvReader look = table.reader();
        while (look.next()) {
            if (look.line() >= first_line && !is_blank_record(look.fields()) &&
                !more(look.fields())) {
                return;
            }
        }
    };
    auto condition = has_row ? condition_on_rows(names, header, rows) : std::nullopt;
    std::int64_t blank = 0;
    for (; has_row; has_row = reader.next()) {
        if (is_blank_record(reader.fields())) {
            ++blank;
        } else if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            ++out_.counts.read;
            reject(reader.line(), "field_count_differs", "", row_excerpt(reader.fields()),
                   field_count_problem(width.names(), reader.fields().size()));
        } else if (condition && !condition->meets(reader.fields())) {
            leave_out(1);
        } else {
            add(columns, header, reader.fields(), reader.line());
        }
    }
    look_for_kinds(columns, header, those_that_meet(condition, rows));
    if (blank > 0) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "blank_rows",
             .file = file.shown_as,
             .layer = file.member,
             .row = std::nullopt,
             .field = {},
             .value = std::to_string(blank),
             .problem = {fmt::format("区切り文字だけの空の行が {} 行あります。", counted(blank)),
                         fmt::format("{} rows hold no text.", counted(blank))},
             .action = {"読み飛ばしました。", "Passed over."}});
    }
    if (reader.unterminated_quote()) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "quote_not_closed",
             .file = file.shown_as,
             .layer = file.member,
             .row = reader.line(),
             .field = {},
             .value = "\"",
             .problem =
                 {"引用符（\"）が閉じられていません。この行から後がすべて1行として読まれています。",
                  "A quotation mark is not closed; everything after it was read as one row."},
             .action = {"そのまま読みました。ファイルのこの行を直してください。",
                        "Read as it is. Correct this line of the file."}});
    }
    end();
}

void RowReader::read_layer(const std::filesystem::path& file, const std::string& shown_as,
                           const std::string& layer) {
    begin(shown_as, layer);
    VectorSource source;
    source.file = file;
    source.shown_as = shown_as;
    source.layer = layer;
    source.where = request_.where;
    source.encoding = request_.encoding;
    // Only the codes are used, so that the datum of the cells' outlines does not matter.
    source.crs = "EPSG:6668";
    source.needs_attributes = true;
    PopulationHeader header;
    std::optional<PopulationColumns> columns;
    const auto learn = [&](const LayerInfo& info) {
        for (const Field& field : info.fields) {
            header.shown.push_back(field.name);
            header.codes.push_back(header_key(field.name));
        }
        columns = columns_of(header, out_.files.back(), request_);
        tell_columns(*columns, header, out_);
    };
    std::vector<std::string> cells;
    const auto cells_of = [&cells](const Feature& feature) {
        cells.clear();
        for (const Value& value : feature.values) {
            cells.push_back(to_text(value));
        }
        return Views(cells.begin(), cells.end());
    };
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& found, Feature&& feature) {
            if (!columns) {
                learn(found);
            }
            add(*columns, header, cells_of(feature), feature.row);
        },
        out_.issues);
    encodings_.insert(info.encoding);
    leave_out(info.left_out);
    if (!columns) {
        learn(info);
    }
    look_for_kinds(*columns, header, [&](const auto& more) {
        std::vector<Issue> told_already;
        read_features(
            source, [&](const LayerInfo&, Feature&& feature) { more(cells_of(feature)); },
            told_already);
    });
    end();
}

void RowReader::read_rows_of(SheetReader& sheet) {
    std::vector<Cells> first;
    for (SheetRow& row : sheet.first(kTitleRows)) {
        first.push_back(std::move(row.cells));
    }
    const auto fields = [&sheet] {
        return Views(sheet.row().cells.begin(), sheet.row().cells.end());
    };
    for (std::size_t titles = header_row(first).value_or(0); titles > 0; --titles) {
        sheet.next();
    }
    PopulationHeader header = header_of(sheet.next() ? fields() : Views{});
    const std::vector<std::string> names = header.shown;
    bool has_row = sheet.next();
    if (has_row && is_label_row(fields())) {
        add_labels(header, fields());
        has_row = sheet.next();
    }
    const PopulationColumns columns = columns_of(header, out_.files.back(), request_);
    tell_columns(columns, header, out_);
    const std::int64_t first_row = has_row ? sheet.row().row : 0;
    const auto to_first_row = [&] {
        sheet.rewind();
        bool found = sheet.next();
        while (found && sheet.row().row < first_row) {
            found = sheet.next();
        }
        return found;
    };
    const auto rows = [&](const auto& more) {
        for (bool found = to_first_row(); found && more(fields()); found = sheet.next()) {
        }
    };
    auto condition = has_row ? condition_on_rows(names, header, rows) : std::nullopt;
    for (has_row = has_row && to_first_row(); has_row; has_row = sheet.next()) {
        if (condition && !condition->meets(fields())) {
            leave_out(1);
        } else {
            add(columns, header, fields(), sheet.row().row);
        }
    }
    look_for_kinds(columns, header, those_that_meet(condition, rows));
}

void RowReader::read_sheet(const std::filesystem::path& file, const std::string& shown_as) {
    begin(shown_as, request_.layer);
    const auto names_codes = [this](std::span<const SheetRow> rows) {
        std::vector<Cells> cells;
        for (const SheetRow& row : rows) {
            cells.push_back(row.cells);
        }
        return header_row(cells).has_value();
    };
    SheetReader sheet(file, shown_as, request_.layer, names_codes);
    try {
        read_rows_of(sheet);
    } catch (const InputError& error) {
        sheet.refuse(error);
    }
    for (Issue& issue : sheet.issues()) {
        out_.issues.push_back(std::move(issue));
    }
    encodings_.insert(name_of(Encoding::Utf8));
    end();
}

void RowReader::read_tables(const std::filesystem::path& file, const std::string& shown_as) {
    const std::vector<TextTable> tables =
        open_text_tables(file, shown_as, request_.encoding, out_.issues);
    std::vector<std::string> members;
    std::vector<std::string> notes; // readme.txt beside a CSV
    std::vector<const TextTable*> asked;
    for (const TextTable& table : tables) {
        members.push_back(table.member);
        if (is_asked_for(table.member)) {
            asked.push_back(&table);
        }
    }
    if (asked.empty()) {
        throw InputError(
            {fmt::format("{} に layer = \"{}\" のファイルがありません。あるファイル: {}", shown_as,
                         request_.layer, listed(members)),
             fmt::format("{} holds no file \"{}\" (layer). Files found: {}", shown_as,
                         request_.layer, listed(members))});
    }
    const auto is_note = [this](const TextTable* table) {
        return lower_ending(table->member) == ".txt" && !header_row(first_rows(*table));
    };
    if (!std::all_of(asked.begin(), asked.end(), is_note)) {
        std::erase_if(asked, [&](const TextTable* table) {
            const bool note = is_note(table);
            if (note) {
                notes.push_back(table->member);
            }
            return note;
        });
    }
    for (const TextTable* table : asked) {
        read_table(*table, shown_as);
    }
    if (!notes.empty()) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "archive_members_left",
             .file = shown_as,
             .layer = {},
             .row = std::nullopt,
             .field = {},
             .value = listed(notes),
             .problem = {fmt::format("ZIPには、メッシュコードの列のないファイルが {} 件あります（{}"
                                     "）。",
                                     notes.size(), listed(notes)),
                         fmt::format("{} files of the ZIP have no column of mesh codes ({}).",
                                     notes.size(), listed(notes))},
             .action = {"人口の表だけを読みました。", "The tables of people alone were read."}});
    }
}

void RowReader::read(const std::filesystem::path& file, const std::string& shown_as) {
    if (holds_workbook(file, shown_as)) {
        read_sheet(file, shown_as);
        return;
    }
    if (holds_text_tables(file, shown_as)) {
        read_tables(file, shown_as);
        return;
    }
    if (!request_.layer.empty()) {
        read_layer(file, shown_as, request_.layer);
        return;
    }
    const std::vector<std::string> layers = datasets_of_zip(file, shown_as);
    for (const std::string& layer : layers) {
        read_layer(file, shown_as, layer);
    }
    if (layers.empty()) {
        read_layer(file, shown_as, "");
    }
}

} // namespace

PopulationRows read_population_rows(const PopulationSource& request) {
    RowReader reader(request);
    for (std::size_t i = 0; i < request.files.size(); ++i) {
        const std::filesystem::path& file = request.files[i];
        reader.read(file,
                    i < request.shown_as.size() ? request.shown_as[i] : file.filename().string());
    }
    PopulationRows rows = reader.take();
    rows.counts.used = static_cast<std::int64_t>(rows.rows.size());
    return rows;
}

} // namespace todoku::io
