#include "study/asset_list.hpp"

#include <cmath>
#include <functional>
#include <map>
#include <string>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;

struct Column {
    const char* heading;
    std::function<Value(const Value&)> word; ///< empty: the value as it is
};

Value kind_word(const Value& value) {
    const auto kind = domain::asset_kind_of(io::to_text(value));
    return kind ? Value{domain::label_of(*kind).ja} : value;
}

Value precision_word(const Value& value) {
    const auto precision = domain::place_precision_of(io::to_text(value));
    return precision ? Value{domain::label_of(*precision).ja} : value;
}

std::function<Value(const Value&)> one_of(std::string yes, std::string no, std::string unknown) {
    return [=](const Value& value) {
        const auto number = io::to_number(value);
        return Value{!number ? unknown : *number != 0.0 ? yes : no};
    };
}

Value whole(const Value& value) {
    const auto number = io::to_number(value);
    return number ? Value{std::round(*number)} : Value{};
}

const std::map<std::string, Column>& columns() {
    static const std::map<std::string, Column> table = {
        {"asset_id", {"資産ID", {}}},
        {"name", {"名称", {}}},
        {"kind", {"種別", kind_word}},
        {"use", {"用途", {}}},
        {"owner", {"所有者", {}}},
        {"department", {"所管課", {}}},
        {"contact", {"連絡先", {}}},
        {"municipality_code", {"団体コード", {}}},
        {"municipality", {"市区町村", {}}},
        {"address", {"所在地", {}}},
        {"lat", {"緯度", {}}},
        {"lon", {"経度", {}}},
        {"precision", {"位置の精度", precision_word}},
        {"height_m", {"高さ(m)", {}}},
        {"height_assumed", {"高さの根拠", one_of("種別からの推定", "台帳", "")}},
        {"floors", {"階数", {}}},
        {"structure", {"構造", {}}},
        {"roof", {"屋根", {}}},
        {"year_built", {"建築年", {}}},
        {"seismic", {"耐震", {}}},
        {"fee_class", {"使用料区分", {}}},
        {"near_school_or_hospital", {"学校・病院の近接", one_of("有", "無", "不明")}},
        {"publishable", {"公開", one_of("可", "不可", "不明")}},
        {"row", {"行", {}}},
        {"area_m2", {"面積(㎡)", {}}},
        {"power", {"電源", one_of("有", "無", "不明")}},
        {"fibre", {"光回線", one_of("有", "無", "不明")}},
        {"fibre_distance_m", {"光回線までの距離(m)", {}}},
        {"access", {"車両の進入", one_of("可", "不可", "不明")}},
        {"sharing_allowed", {"共用", one_of("可", "不可", "不明")}},
        {"restrictions", {"手続", {}}},
        {"note", {"備考", {}}},
        {"source", {"出典", {}}},
        {"distance_m", {"距離(m)", whole}},
        {"newly_covered", {"新たに届く人口", whole}},
        {"usable", {"使用", one_of("可", "不可", "")}},
        {"reason", {"使えない理由", {}}},
        {"synthetic", {"模擬データ", {}}}};
    return table;
}

} // namespace

ResultTable as_office_list(const ResultTable& table) {
    ResultTable list;
    list.schema = table.schema;
    list.schema.name = "資産";
    std::vector<std::function<Value(const Value&)>> words;
    for (io::Field& field : list.schema.fields) {
        const Column& column = columns().at(field.name);
        field.name = column.heading;
        if (column.word && field.type == FieldType::Integer) {
            field.type = FieldType::Text;
        }
        words.push_back(column.word);
    }
    for (const auto& [geometry, values] : table.rows) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < values.size(); ++i) {
            row.push_back(words[i] ? words[i](values[i]) : values[i]);
        }
        list.add(geometry, std::move(row));
    }
    return list;
}

} // namespace todoku::study
