#include "io/carrier_rows.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"
#include "io/carrier_names.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace todoku::io {

CarrierRows::CarrierRows(std::string carrier, const std::vector<std::string>& carriers)
    : carrier_(std::move(carrier)), key_(header_key(carrier_)) {
    if (carriers.empty() || carrier_of_operator(carriers, carrier_)) {
        operator_ = operator_named(carrier_);
    }
}

std::optional<std::string> CarrierRows::column_among(const std::vector<std::string>& headers) {
    // 免許人: lists of licensed radio stations of 総務省.
    static constexpr std::array<std::string_view, 13> known = {"事業者",
                                                               "事業者名",
                                                               "通信事業者",
                                                               "通信事業者名",
                                                               "携帯電話事業者",
                                                               "携帯事業者",
                                                               "キャリア",
                                                               "キャリア名",
                                                               "免許人",
                                                               "免許人名",
                                                               "免許人の氏名又は名称",
                                                               "carrier",
                                                               "operator"};
    for (const std::string_view name : known) {
        for (const std::string& header : headers) {
            if (header_key(header) == name) {
                return header;
            }
        }
    }
    return std::nullopt;
}

bool CarrierRows::fits(std::string_view name) const {
    const std::string key = says_nothing(name) ? std::string() : header_key(name);
    return !asks() || key.empty() || key.find(key_) != std::string::npos ||
           key_.find(key) != std::string::npos || (operator_ && operator_named(name) == operator_);
}

bool CarrierRows::keep(std::int64_t row, std::string_view name) {
    if (!asks() || says_nothing(name)) {
        return true;
    }
    if (fits(name)) {
        found_ = true;
        return true;
    }
    rows_.insert(row);
    ++names_[std::string(trimmed(name))];
    return false;
}

void CarrierRows::tell(const VectorSource& source, const std::string& header, ReadCounts& counts,
                       std::vector<Issue>& issues) const {
    if (rows_.empty()) {
        return;
    }
    std::string names;
    for (const auto& [name, rows] : names_) {
        names += (names.empty() ? "" : ", ") + fmt::format("{} {}", name, counted(rows));
    }
    const std::string& first = names_.begin()->first;
    if (!found_) {
        throw InputError(
            {fmt::format(
                 "{} の「{}」の列に「{}」の行がありません（ある名前と行の数: {}）。carrier を"
                 "確かめてください。別の名前で書かれているなら、where = \"{} = '{}'\" "
                 "と書けばその行を使います。",
                 shown_name(source), header, carrier_, names, header, first),
             fmt::format("Column \"{}\" of {} has no row of \"{}\" (names and their rows: {}). "
                         "Check carrier. Where it goes by another name, write where = \"{} = "
                         "'{}'\" to use those rows.",
                         header, shown_name(source), carrier_, names, header, first)});
    }
    const auto total = static_cast<std::int64_t>(rows_.size());
    counts.left_out += total;
    counts.rejected += total;
    issues.push_back({.kind = IssueKind::Noted,
                      .code = "station_of_another_carrier",
                      .file = shown_name(source),
                      .layer = source.layer,
                      .row = *rows_.begin(),
                      .field = header,
                      .value = names,
                      .problem = {fmt::format("「{}」のほかの事業者の行が{}件あります（{}）。",
                                              carrier_, counted(total), names),
                                  fmt::format("{} rows are of carriers other than \"{}\" ({}).",
                                              counted(total), carrier_, names)},
                      .action = {"その行は使いませんでした。", "Those rows were not used."}});
}

} // namespace todoku::io
