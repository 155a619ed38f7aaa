#include "study/asset_list.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::study;
using io::FieldType;
using io::Value;

TEST_CASE("The list for Excel has Japanese headings and the words of an office") {
    ResultTable table;
    table.schema = {"assets",
                    io::GeometryKind::Point,
                    {{"asset_id"},
                     {"kind"},
                     {"power", FieldType::Integer},
                     {"fibre", FieldType::Integer},
                     {"sharing_allowed", FieldType::Integer},
                     {"height_assumed", FieldType::Integer},
                     {"newly_covered", FieldType::Real}}};
    table.add(geo::LatLng::from_degrees(34.7, 136.5), {"A-1", "building", std::int64_t{1}, Value{},
                                                       std::int64_t{0}, std::int64_t{1}, 96.25});
    const ResultTable list = as_office_list(table);
    std::vector<std::string> headings;
    for (const io::Field& field : list.schema.fields) {
        headings.push_back(field.name);
    }
    CHECK(headings == std::vector<std::string>{"資産ID", "種別", "電源", "光回線", "共用",
                                               "高さの根拠", "新たに届く人口"});
    std::vector<std::string> words;
    for (const Value& value : list.rows.at(0).second) {
        words.push_back(io::to_text(value));
    }
    CHECK(words ==
          std::vector<std::string>{"A-1", "建物", "有", "不明", "不可", "種別からの推定", "96"});
}
