#include "io/asset_table.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/asset_fields.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

std::vector<std::string> cells_of(std::span<const std::string_view> fields) {
    return {fields.begin(), fields.end()};
}

Issue noted(const AssetSource& request, const TextTable& text, const char* code) {
    return {.kind = IssueKind::Noted,
            .code = code,
            .file = request.shown_as,
            .layer = text.member,
            .row = std::nullopt,
            .field = {},
            .value = {},
            .problem = {},
            .action = {}};
}

/// The row of the first ten that holds most known headers.
struct HeaderSearch {
    explicit HeaderSearch(const AssetSource& source) : request(source) {}

    [[nodiscard]] bool wants_more() const { return offered < kTitleRows; }
    void offer(std::span<const std::string_view> fields, std::int64_t at) {
        ++offered;
        std::vector<std::string> cells = cells_of(fields);
        std::size_t known = known_headers_in(cells);
        for (const auto& [field, header] : request.fields) {
            known += std::any_of(cells.begin(), cells.end(),
                                 [&](const std::string& cell) {
                                     return header_key(cell) == header_key(header);
                                 })
                         ? 1U
                         : 0U;
        }
        if (headers.empty() || known > most) {
            most = known;
            headers = std::move(cells);
            width = RowWidth(fields);
            line = at;
        }
    }

    static constexpr int kTitleRows = 10;
    const AssetSource& request;
    int offered = 0;
    std::size_t most = 0;
    std::vector<std::string> headers;
    RowWidth width;
    std::int64_t line = 0;
};

AssetTable from_sheet(const AssetSource& request) {
    AssetTable table;
    table.encoding = name_of(Encoding::Utf8);
    HeaderSearch header(request);
    std::vector<SheetRow> rows = read_sheet(request.file, request.shown_as, request.layer);
    for (std::size_t i = 0; i < rows.size() && header.wants_more(); ++i) {
        const std::vector<std::string_view> cells(rows[i].cells.begin(), rows[i].cells.end());
        header.offer(cells, rows[i].row);
    }
    table.headers = std::move(header.headers);
    table.names = header.width.names();
    for (SheetRow& row : rows) {
        if (row.row > header.line) {
            table.rows.push_back({row.row, std::move(row.cells), {}, RowWidth::Fit::Whole});
        }
    }
    return table;
}

AssetTable from_text(const AssetSource& request) {
    AssetTable table;
    const std::vector<TextTable> texts =
        open_text_tables(request.file, request.shown_as, request.encoding, table.issues);
    if (texts.size() != 1) {
        std::vector<std::string> names;
        for (const TextTable& text : texts) {
            names.push_back(text.member);
        }
        throw InputError(
            {fmt::format("{} には台帳が {} 件入っています（{}）。展開して1件ずつ指定してください。",
                         request.shown_as, texts.size(), listed(names)),
             fmt::format("{} holds {} ledgers ({}). Unpack it and give them one by one.",
                         request.shown_as, texts.size(), listed(names))});
    }
    const TextTable& text = texts.front();
    table.encoding = name_of(text.encoding);

    HeaderSearch header(request);
    CsvReader search = text.reader();
    while (header.wants_more() && search.next()) {
        header.offer(search.fields(), search.line());
    }
    const RowWidth& width = header.width;
    table.headers = std::move(header.headers);
    table.names = width.names();
    std::int64_t blank = 0;
    CsvReader reader = text.reader();
    while (reader.next()) {
        if (reader.line() <= header.line) {
            continue;
        }
        if (is_blank_record(reader.fields())) {
            ++blank;
            continue;
        }
        table.rows.push_back(
            {reader.line(), cells_of(reader.fields()), {}, width.fit(reader.fields())});
    }
    if (blank > 0) {
        Issue issue = noted(request, text, "blank_rows");
        issue.value = std::to_string(blank);
        issue.problem = {fmt::format("区切り文字だけの空の行が {} 行あります。", blank),
                         fmt::format("{} rows hold no text.", blank)};
        issue.action = {"読み飛ばしました。", "Passed over."};
        table.issues.push_back(std::move(issue));
    }
    if (reader.unterminated_quote()) {
        Issue issue = noted(request, text, "quote_not_closed");
        issue.row = reader.line();
        issue.value = "\"";
        issue.problem = {
            "引用符（\"）が閉じられていません。この行から後がすべて1行として読まれています。",
            "A quotation mark is not closed; everything after it was read as one row."};
        issue.action = {"そのまま読みました。ファイルのこの行を直してください。",
                        "Read as it is. Correct this line of the file."};
        table.issues.push_back(std::move(issue));
    }
    return table;
}

AssetTable from_layer(const AssetSource& request) {
    AssetTable table;
    VectorSource source;
    source.file = request.file;
    source.shown_as = request.shown_as;
    source.layer = request.layer;
    source.crs = request.crs;
    source.encoding = request.encoding;
    source.needs_attributes = true;
    const LayerInfo info = read_features(
        source,
        [&table](const LayerInfo&, Feature&& feature) {
            AssetRow row{feature.row, {}, std::move(feature.geometry), RowWidth::Fit::Whole};
            for (const Value& value : feature.values) {
                row.cells.push_back(to_text(value));
            }
            table.has_geometry =
                table.has_geometry || !std::holds_alternative<std::monostate>(row.geometry);
            table.rows.push_back(std::move(row));
        },
        table.issues);
    for (const Field& field : info.fields) {
        table.headers.push_back(field.name);
    }
    table.encoding = info.encoding;
    return table;
}

} // namespace

const std::string& AssetTable::cell(const AssetRow& row, std::size_t column) const {
    static const std::string absent;
    return column < row.cells.size() ? row.cells[column] : absent;
}

AssetTable read_asset_table(const AssetSource& request) {
    if (is_spreadsheet(request.file)) {
        return from_sheet(request);
    }
    return holds_text_tables(request.file, request.shown_as) ? from_text(request)
                                                             : from_layer(request);
}

} // namespace todoku::io
