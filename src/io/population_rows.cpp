#include "io/population_rows.hpp"

#include "core/checksum.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

namespace todoku::io {

namespace {

using Names = std::vector<std::string_view>;

// Header spellings as header_key() makes them. Labels of e-Stat's census meshes, 国土数値情報's
// MESH_ID, the 100 m estimates of 簡易100mメッシュ人口 (PopT), and plain words.
const Names kCodeNames = {"key_code",
                          "keycode",
                          "mesh_id",
                          "meshid",
                          "mesh_code",
                          "meshcode",
                          "メッシュコード",
                          "地域メッシュコード",
                          "標準地域メッシュコード",
                          "基準メッシュコード",
                          "メッシュ番号",
                          "3次メッシュコード",
                          "4次メッシュコード",
                          "5次メッシュコード",
                          "mesh",
                          "code",
                          "メッシュ",
                          "コード"};
const Names kPopulationNames = {
    "人口(総数)", "人口総数", "総人口",     "人口総数(男女計)", "人口(総数)総数",
    "人口",       "人口計",   "population", "total_population", "pop_total",
    "pop",        "popt",     "総数"};
const Names kHouseholdNames = {"世帯総数",   "総世帯数",  "世帯数", "世帯",
                               "households", "household", "setai"};
const Names kElderlyNames = {
    "65歳以上人口総数", "65歳以上人口(総数)", "65歳以上人口", "65歳以上",  "老年人口",
    "高齢者人口",       "population_65plus",  "pop65over",    "age65plus", "65plus"};
const Names kTreatmentNames = {"htksyori", "秘匿処理"};
const Names kTargetNames = {"htksaki", "秘匿先", "合算先"};

// 人口及び世帯 of the 2020 census by mesh, old and new datum, 1 km to 250 m (e-Stat table
// definitions): within each table 001 is the total, 019 aged 65 and over, 034 households.
constexpr std::string_view kCensusTables[] = {"t001100", "t001101", "t001102",
                                              "t001140", "t001141", "t001142"};

/// The names a column goes by: its code, its label, or both.
struct Header {
    std::vector<std::string> shown;  ///< as a person sees them
    std::vector<std::string> codes;  ///< keys of the first header row
    std::vector<std::string> labels; ///< keys of the second; empty where there is one row only

    [[nodiscard]] std::optional<std::size_t> find(const Names& names) const {
        const auto by_label = find_column(labels, names);
        return by_label ? by_label : find_column(codes, names);
    }
    [[nodiscard]] std::optional<std::size_t> find_census_code(std::string_view suffix) const {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            for (const std::string_view table : kCensusTables) {
                if (codes[i].size() == table.size() + suffix.size() &&
                    codes[i].starts_with(table) && codes[i].ends_with(suffix)) {
                    return i;
                }
            }
        }
        return std::nullopt;
    }
};

struct Columns {
    std::size_t code = 0;
    std::size_t population = 0;
    std::array<std::optional<std::size_t>, kDetails> details;
    std::optional<std::size_t> treatment;
    std::optional<std::size_t> target;
    std::string_view merged_mark = "2"; ///< in `treatment`: the details were merged into `target`
    bool marked_only = false;           ///< a merged detail is a plain 0 and only `treatment` tells
};

// 国土数値情報 将来推計人口メッシュ (product specification): PTN_year is the total, PTC_year aged
// 65 and over; HITOKU is * where the details (then 0) are in the cell that GASSAN names. Older
// editions write the year without an underscore.
constexpr std::string_view kProjectedTotal = "ptn_";

/// The year of a column of projected people; empty for other columns.
std::string projected_year(const std::string& key) {
    const bool projected =
        key.size() == kProjectedTotal.size() + 4 && key.starts_with(kProjectedTotal) &&
        key.find_first_not_of("0123456789", kProjectedTotal.size()) == std::string::npos;
    return projected ? key.substr(kProjectedTotal.size()) : std::string();
}

std::string place_of(const PopulationFile& file) {
    return file.member.empty() ? file.shown_as : file.shown_as + " (" + file.member + ")";
}

/// The column a study names, or one found by known names.
std::optional<std::size_t> column(const Header& header, const PopulationFile& file,
                                  const std::string& named, const char* key, const Names& known,
                                  std::string_view census_suffix) {
    if (!named.empty()) {
        const std::string wanted = header_key(named);
        const auto found = header.find({wanted});
        if (!found) {
            throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}",
                                          place_of(file), key, named, listed(header.shown)),
                              fmt::format("{} has no column \"{}\" ({}). Columns found: {}",
                                          place_of(file), named, key, listed(header.shown))});
        }
        return found;
    }
    const auto found = header.find(known);
    return found || census_suffix.empty() ? found : header.find_census_code(census_suffix);
}

Columns columns_of(const Header& header, const PopulationFile& file,
                   const PopulationSource& request) {
    const auto code = column(header, file, request.code_field, "code_field", kCodeNames, "");
    if (!code) {
        throw InputError(
            {fmt::format("{} "
                         "にメッシュコードの列がありません。KEY_CODE、MESH_"
                         "ID、メッシュコード等の列が必要です"
                         "（列名が違うときは code_field で指定してください）。ある列: {}",
                         place_of(file), listed(header.shown)),
             fmt::format("{} has no column of mesh codes. A column such as KEY_CODE or MESH_ID is "
                         "needed (name it "
                         "by code_field if it is called otherwise). Columns found: {}",
                         place_of(file), listed(header.shown))});
    }
    const auto population =
        column(header, file, request.population_field, "population_field", kPopulationNames, "001");
    if (!population) {
        std::string years;
        for (std::size_t i = 0; i < header.codes.size(); ++i) {
            if (!projected_year(header.codes[i]).empty()) {
                years += (years.empty() ? "" : ", ") + header.shown[i];
            }
        }
        if (!years.empty()) {
            throw InputError(
                {fmt::format(
                     "{} は将来推計人口です。どの年を使うか、population_field = \"PTN_2025\" "
                     "のように指定してください。ある年: {}",
                     place_of(file), years),
                 fmt::format("{} holds projections. Say which year with population_field = "
                             "\"PTN_2025\". Years: {}",
                             place_of(file), years)});
        }
        throw InputError(
            {fmt::format(
                 "{} に人口の列がありません。「人口（総数）」等の列が必要です"
                 "（将来推計の PTN_2020 等は population_field で指定してください）。ある列: {}",
                 place_of(file), listed(header.shown)),
             fmt::format("{} has no column of population. A column such as 人口（総数） is needed "
                         "(name others, "
                         "such as PTN_2020, by population_field). Columns found: {}",
                         place_of(file), listed(header.shown))});
    }
    Columns columns{
        .code = *code, .population = *population, .details = {}, .treatment = {}, .target = {}};
    columns.details[kHouseholds] =
        column(header, file, request.households_field, "households_field", kHouseholdNames, "034");
    columns.details[kResidents65plus] = column(header, file, request.population_65plus_field,
                                               "population_65plus_field", kElderlyNames, "019");
    columns.treatment = header.find(kTreatmentNames);
    columns.target = header.find(kTargetNames);
    if (const std::string year = projected_year(header.codes[*population]); !year.empty()) {
        const auto of_year = [&](const std::string& name) {
            const std::string with = name + "_" + year;
            const std::string without = name + year;
            return header.find({with, without});
        };
        if (!columns.details[kResidents65plus]) {
            columns.details[kResidents65plus] = of_year("ptc");
        }
        columns.treatment = of_year("hitoku");
        columns.target = of_year("gassan");
        columns.merged_mark = "*";
        columns.marked_only = true;
    }
    return columns;
}

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A whole cell as a number: thousands separated or not, nothing else in it.
std::optional<double> whole_number_text(std::string_view cell) {
    std::string text = comparable(cell);
    std::erase(text, ',');
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
        !(std::abs(value) < 1e12)) {
        return std::nullopt;
    }
    return value;
}

enum class CellKind { Number, Suppressed, Empty, Bad };

struct CellFigure {
    CellKind kind = CellKind::Empty;
    double value = 0.0;
};

CellFigure figure_in(std::string_view cell) {
    const std::string text = comparable(cell);
    if (text.empty()) {
        return {CellKind::Empty, 0.0};
    }
    if (text == "*" || text == "X" || text == "x" || text == "***") {
        return {CellKind::Suppressed, 0.0};
    }
    if (text == "-") { // nobody, in tables of official statistics
        return {CellKind::Number, 0.0};
    }
    const auto number = whole_number_text(text);
    return number && *number >= 0.0 ? CellFigure{CellKind::Number, *number}
                                    : CellFigure{CellKind::Bad, 0.0};
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
    void read_table(const TextTable& table, const std::string& shown_as);
    void read_layer(const std::filesystem::path& file, const std::string& shown_as);
    void add(const Columns& columns, const Header& header, std::span<const std::string_view> cells,
             std::int64_t line);
    void reject(std::int64_t line, const std::string& code, const std::string& field,
                std::string_view value, Text problem);
    void begin(const std::string& shown_as, const std::string& member) {
        out_.files.push_back({shown_as, member});
        rows_before_ = out_.counts.read;
    }
    void end() const {
        if (out_.counts.read == rows_before_) {
            throw InputError(
                {fmt::format("{} には見出しだけでデータ行がありません。",
                             place_of(out_.files.back())),
                 fmt::format("{} has a header and no rows of data.", place_of(out_.files.back()))});
        }
    }

    const PopulationSource& request_;
    PopulationRows out_;
    std::set<std::string> encodings_;
    std::map<std::string, std::string> seen_; ///< checksum of a text -> where it was
    std::int64_t rows_before_ = 0;
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

void RowReader::add(const Columns& columns, const Header& header,
                    std::span<const std::string_view> cells, std::int64_t line) {
    const auto cell = [&cells](std::size_t i) {
        return i < cells.size() ? cells[i] : std::string_view{};
    };
    ++out_.counts.read;
    MeshRow row;
    row.file = out_.files.size() - 1;
    row.line = line;
    row.code = comparable(cell(columns.code));
    if (row.code.ends_with(".0")) { // an integer that passed through a floating-point column
        row.code.resize(row.code.size() - 2);
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
    const CellFigure total = figure_in(cell(columns.population));
    if (total.kind != CellKind::Number) {
        reject(line, "population_unreadable", header.shown[columns.population],
               cell(columns.population),
               total.kind == CellKind::Suppressed
                   ? Text{"総人口が秘匿されています。", "The total population is suppressed."}
                   : Text{"人口が0以上の数ではありません。",
                          "The population is not a number of 0 or more."});
        return;
    }
    row.population = total.value;
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
    // Merged into the target (HTKSYORI 2, HITOKU *); other rows may leave a blank or a dash there.
    if (columns.target &&
        (!columns.treatment || comparable(cell(*columns.treatment)) == columns.merged_mark)) {
        row.merged_into = comparable(cell(*columns.target));
        const bool told = columns.marked_only && columns.treatment && !row.merged_into.empty();
        for (std::size_t d = 0; d < kDetails && told; ++d) {
            row.details[d].suppressed = columns.details[d].has_value();
        }
    }
    out_.rows.push_back(std::move(row));
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
    Header header;
    reader.next();
    const RowWidth width(reader.fields());
    for (const std::string_view name : reader.fields()) {
        header.shown.emplace_back(trimmed(name));
        header.codes.push_back(header_key(name));
    }
    // The second row is labels where no cell of it is a number (e-Stat: codes above, Japanese
    // labels below).
    bool has_row = reader.next();
    const auto is_label_row = [&reader] {
        return std::none_of(
                   reader.fields().begin(), reader.fields().end(),
                   [](std::string_view cell) { return whole_number_text(cell).has_value(); }) &&
               std::any_of(reader.fields().begin(), reader.fields().end(),
                           [](std::string_view cell) { return comparable(cell).size() > 1; });
    };
    if (has_row && is_label_row()) {
        if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            throw InputError(
                {fmt::format("{} の見出し2行の列数が違います（1行目 {} 列、2行目 {} 列）。元のファ"
                             "イルをもらい直してください。",
                             place_of(file), width.names(), reader.fields().size()),
                 fmt::format("The two header rows of {} have {} and {} fields. Ask for the "
                             "original file.",
                             place_of(file), width.names(), reader.fields().size())});
        }
        header.labels.resize(header.codes.size());
        for (std::size_t i = 0; i < std::min(header.codes.size(), reader.fields().size()); ++i) {
            header.labels[i] = header_key(reader.fields()[i]);
            if (!header.labels[i].empty()) {
                header.shown[i] = normalise_width(trimmed(reader.fields()[i]));
                header.shown[i] = std::string(trimmed(header.shown[i]));
            }
        }
        has_row = reader.next();
    }
    const Columns columns = columns_of(header, file, request_);
    std::int64_t blank = 0;
    for (; has_row; has_row = reader.next()) {
        if (is_blank_record(reader.fields())) {
            ++blank;
        } else if (width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            ++out_.counts.read;
            reject(reader.line(), "field_count_differs", "", row_excerpt(reader.fields()),
                   field_count_problem(width.names(), reader.fields().size()));
        } else {
            add(columns, header, reader.fields(), reader.line());
        }
    }
    if (blank > 0) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "blank_rows",
             .file = file.shown_as,
             .layer = file.member,
             .row = std::nullopt,
             .field = {},
             .value = std::to_string(blank),
             .problem = {fmt::format("区切り文字だけの空の行が {} 行あります。", blank),
                         fmt::format("{} rows hold no text.", blank)},
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

void RowReader::read_layer(const std::filesystem::path& file, const std::string& shown_as) {
    begin(shown_as, "");
    VectorSource source;
    source.file = file;
    source.shown_as = shown_as;
    // Only the codes are used, so that the datum of the cells' outlines does not matter.
    source.crs = "EPSG:6668";
    source.needs_attributes = true;
    Header header;
    std::optional<Columns> columns;
    const auto learn = [&](const LayerInfo& info) {
        for (const Field& field : info.fields) {
            header.shown.push_back(field.name);
            header.codes.push_back(header_key(field.name));
        }
        columns = columns_of(header, out_.files.back(), request_);
    };
    std::vector<std::string> cells;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!columns) {
                learn(layer);
            }
            cells.clear();
            for (const Value& value : feature.values) {
                cells.push_back(to_text(value));
            }
            const std::vector<std::string_view> views(cells.begin(), cells.end());
            add(*columns, header, views, feature.row);
        },
        out_.issues);
    encodings_.insert(info.encoding);
    if (!columns) {
        learn(info);
    }
    end();
}

void RowReader::read(const std::filesystem::path& file, const std::string& shown_as) {
    if (holds_text_tables(file, shown_as)) {
        for (const TextTable& table : open_text_tables(file, shown_as, std::nullopt, out_.issues)) {
            read_table(table, shown_as);
        }
    } else {
        read_layer(file, shown_as);
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
