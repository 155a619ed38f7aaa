#include "io/population_rows.hpp"

#include "core/checksum.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/archive_member.hpp"
#include "io/mesh_codes.hpp"
#include "io/population_cells.hpp"
#include "io/population_columns.hpp"
#include "io/population_taker.hpp"
#include "io/row_condition.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_table.hpp"
#include "io/zip_datasets.hpp"
#include "io/zip_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    explicit RowReader(const PopulationSource& request) : request_(request), rows_(request) {}

    void read(const std::filesystem::path& file, const std::string& shown_as);
    PopulationRows take() {
        PopulationRows all = rows_.take();
        for (const std::string& encoding : encodings_) {
            all.encoding += (all.encoding.empty() ? "" : ", ") + encoding;
        }
        return all;
    }

private:
    /// @param layer of the file, one of its sheets or, where it is a ZIP, of its members; empty for
    /// all
    void read_part(const std::filesystem::path& file, const std::string& shown_as,
                   const std::string& layer);
    void read_tables(const std::filesystem::path& file, const std::string& shown_as,
                     const std::string& layer);
    void read_table(const TextTable& table, const std::string& shown_as);
    void read_rows_of(SheetReader& sheet);
    void read_sheet(const std::filesystem::path& file, const std::string& shown_as,
                    const std::string& layer);
    void read_layer(const std::filesystem::path& file, const std::string& shown_as,
                    const std::string& layer);
    /// The first row of the header: the first that names the mesh codes, or the row of codes above
    /// it; nothing where none does.
    [[nodiscard]] std::optional<std::size_t> header_row(const std::vector<Cells>& rows) const;
    const PopulationSource& request_;
    PopulationTaker rows_;
    std::set<std::string> encodings_;
    std::map<std::string, std::string> seen_; ///< checksum of a text -> where it was
};

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
    rows_.begin(shown_as, table.member);
    encodings_.insert(name_of(table.encoding));
    const PopulationFile& file = rows_.file();
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
    rows_.tell_columns(columns, header);
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
    auto condition = has_row ? rows_.condition_on_rows(names, header, rows) : std::nullopt;
    std::int64_t blank = 0;
    for (; has_row; has_row = reader.next()) {
        if (is_blank_record(reader.fields())) {
            ++blank;
        } else if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            rows_.add_misfit(reader.line(), row_excerpt(reader.fields()),
                             field_count_problem(width.names(), reader.fields().size()));
        } else if (condition && !condition->meets(reader.fields())) {
            rows_.leave_out(1);
        } else {
            rows_.add(columns, header, reader.fields(), reader.line());
        }
    }
    rows_.look_for_kinds(columns, header, those_that_meet(condition, rows));
    if (blank > 0) {
        rows_.issues().push_back(
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
        rows_.issues().push_back(
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
    rows_.end();
}

void RowReader::read_layer(const std::filesystem::path& file, const std::string& shown_as,
                           const std::string& layer) {
    rows_.begin(shown_as, layer);
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
        columns = columns_of(header, rows_.file(), request_);
        rows_.tell_columns(*columns, header);
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
            rows_.add(*columns, header, cells_of(feature), feature.row);
        },
        rows_.issues());
    encodings_.insert(info.encoding);
    rows_.leave_out(info.left_out);
    if (!columns) {
        learn(info);
    }
    rows_.look_for_kinds(*columns, header, [&](const auto& more) {
        std::vector<Issue> told_already;
        read_features(
            source, [&](const LayerInfo&, Feature&& feature) { more(cells_of(feature)); },
            told_already);
    });
    rows_.end();
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
    const PopulationColumns columns = columns_of(header, rows_.file(), request_);
    rows_.tell_columns(columns, header);
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
    auto condition = has_row ? rows_.condition_on_rows(names, header, rows) : std::nullopt;
    for (has_row = has_row && to_first_row(); has_row; has_row = sheet.next()) {
        if (condition && !condition->meets(fields())) {
            rows_.leave_out(1);
        } else {
            rows_.add(columns, header, fields(), sheet.row().row);
        }
    }
    rows_.look_for_kinds(columns, header, those_that_meet(condition, rows));
}

void RowReader::read_sheet(const std::filesystem::path& file, const std::string& shown_as,
                           const std::string& layer) {
    rows_.begin(shown_as, layer);
    const auto names_codes = [this](std::span<const SheetRow> rows) {
        std::vector<Cells> cells;
        for (const SheetRow& row : rows) {
            cells.push_back(row.cells);
        }
        return header_row(cells).has_value();
    };
    SheetReader sheet(file, shown_as, layer, names_codes, SheetsNamed::Several);
    try {
        read_rows_of(sheet);
    } catch (const InputError& error) {
        sheet.refuse(error);
    }
    for (Issue& issue : sheet.issues()) {
        rows_.issues().push_back(std::move(issue));
    }
    encodings_.insert(name_of(Encoding::Utf8));
    rows_.end();
}

void RowReader::read_tables(const std::filesystem::path& file, const std::string& shown_as,
                            const std::string& layer) {
    const std::vector<TextTable> tables =
        open_text_tables(file, shown_as, request_.encoding, rows_.issues());
    std::vector<std::string> members;
    std::vector<std::string> notes; // readme.txt beside a CSV
    std::vector<const TextTable*> asked;
    for (const TextTable& table : tables) {
        members.push_back(table.member);
        if (is_asked_for(table.member, layer)) {
            asked.push_back(&table);
        }
    }
    if (asked.empty()) {
        throw no_such_member(shown_as, layer, members);
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
        rows_.issues().push_back(
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

void RowReader::read_part(const std::filesystem::path& file, const std::string& shown_as,
                          const std::string& layer) {
    if (holds_workbook(file, shown_as)) {
        read_sheet(file, shown_as, layer);
        return;
    }
    if (holds_text_tables(file, shown_as)) {
        read_tables(file, shown_as, layer);
        return;
    }
    if (!layer.empty()) {
        read_layer(file, shown_as, layer);
        return;
    }
    const std::vector<std::string> layers = datasets_of_zip(file, shown_as);
    for (const std::string& dataset : layers) {
        read_layer(file, shown_as, dataset);
    }
    if (layers.empty()) {
        read_layer(file, shown_as, "");
    }
}

void RowReader::read(const std::filesystem::path& file, const std::string& shown_as) {
    for (const std::string& layer : request_.layers) {
        read_part(file, shown_as, layer);
    }
    if (request_.layers.empty()) {
        read_part(file, shown_as, "");
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
