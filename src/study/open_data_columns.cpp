#include "study/open_data_columns.hpp"

#include <cmath>
#include <cstdint>
#include <utility>

namespace todoku::study::open_data {

using io::FieldType;
using io::Value;
using report::OpenColumn;

OpenColumn column(std::string name, FieldType type, std::string name_ja, std::string unit,
                  Text meaning) {
    return {{std::move(name), type}, std::move(name_ja), std::move(unit), std::move(meaning)};
}

OpenColumn synthetic_column(const std::string& name) {
    return column(
        name, FieldType::Text, "模擬データ", "",
        {"作り物のデータであることを示す。実在のものではない", "says that the data are made up"});
}

std::vector<OpenColumn> place_columns() {
    return {column("municipality_code", FieldType::Text, "全国地方公共団体コード", "",
                   {"6桁", "six digits"}),
            column("municipality", FieldType::Text, "市区町村", "",
                   {"市区町村。県の行は県全体", "municipality; the prefecture in its own row"}),
            column("carrier", FieldType::Text, "事業者", "",
                   {"事業者。any はいずれかの事業者、at-least-2 は2社以上、all は全ての事業者",
                    "carrier; any, at-least-2..., all: so many carriers together"}),
            column("technology", FieldType::Text, "方式", "",
                   {"4g、5g-converted（転用）、5g-sub6、5g-mmwave（ミリ波）、5g（全方式）、"
                    "5g-new（転用を除く）、mobile（4G・5G）",
                    "class of service, or union of classes"})};
}

OpenColumn suppressed_column() {
    return column(
        "suppressed", FieldType::Text, "秘匿", "",
        {"人数が少ないため、または少ない人数が差し引きで分かるのを防ぐために空欄とした項目",
         "columns left empty because a count is small, or would tell a small one"});
}

Value text(const std::string& value) {
    return value.empty() ? Value{} : Value{value};
}

Value real(const std::optional<double>& value) {
    return value ? Value{*value} : Value{};
}

Value integer(const std::optional<int>& value) {
    return value ? Value{static_cast<std::int64_t>(*value)} : Value{};
}

Value people(double count) {
    return std::isnan(count) ? Value{} : Value{static_cast<std::int64_t>(std::llround(count))};
}

} // namespace todoku::study::open_data
