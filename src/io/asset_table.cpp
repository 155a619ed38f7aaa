#include "io/asset_table.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/asset_fields.hpp"
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

    constexpr int kTitleRows = 10;
    std::int64_t header_line = 0;
    std::size_t most = 0;
    RowWidth width;
    CsvReader search = text.reader();
    for (int i = 0; i < kTitleRows && search.next(); ++i) {
        std::vector<std::string> cells = cells_of(search.fields());
        std::size_t known = known_headers_in(cells);
        for (const auto& [field, header] : request.fields) {
            known += std::count_if(cells.begin(), cells.end(),
                                   [&](const std::string& cell) {
                                       return header_key(cell) == header_key(header);
                                   }) > 0
                         ? 1U
                         : 0U;
        }
        if (table.headers.empty() || known > most) {
            most = known;
            table.headers = std::move(cells);
            width = RowWidth(search.fields());
            header_line = search.line();
        }
    }

    table.names = width.names();
    std::int64_t blank = 0;
    CsvReader reader = text.reader();
    while (reader.next()) {
        if (reader.line() <= header_line) {
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
    return holds_text_tables(request.file, request.shown_as) ? from_text(request)
                                                             : from_layer(request);
}

} // namespace todoku::io
