#include "synth/ledgers.hpp"

#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/output_folder.hpp"
#include "io/vector_file.hpp"
#include "synth/municipality_table.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

namespace todoku::synth {

namespace {

using Row = std::vector<std::string>;

/// Digits and the point as full-width characters.
std::string wide(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            // U+FF10 to U+FF19 in UTF-8
            out += "\xEF\xBC";
            out += static_cast<char>(0x90 + (c - '0'));
        } else if (c == '.') {
            out += "．";
        } else {
            out += c;
        }
    }
    return out;
}

std::string text_of(const Row& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
        text += (i == 0 ? "" : ",") + csv_field(row[i]);
    }
    return text + "\r\n";
}

/// Offices write the same thing in different ways; which way depends on the row only.
std::string height_text(const MadeAsset& asset, std::size_t row) {
    if (!asset.height_m) {
        return "";
    }
    const std::string number = std::to_string(*asset.height_m);
    switch (row % 4) {
    case 0:
        return "約" + wide(number) + "ｍ";
    case 1:
        return number;
    case 2:
        return number + "m";
    default:
        return wide(number) + "．０";
    }
}

std::string floors_text(const MadeAsset& asset, std::size_t row) {
    if (!asset.floors) {
        return "";
    }
    const std::string number = std::to_string(*asset.floors);
    switch (row % 3) {
    case 0:
        return "地上" + number + "階";
    case 1:
        return wide(number);
    default:
        return number + "階建";
    }
}

std::string yes_text(std::optional<bool> yes, std::size_t row) {
    if (!yes) {
        return "";
    }
    return row % 2 == 0 ? (*yes ? "有" : "無") : (*yes ? "○" : "×");
}

std::string domain_of(const MunicipalityFacts& facts) {
    std::string name;
    for (const char c : facts.name_en) {
        name += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return (facts.county.empty() ? "city." : "town.") + name + ".example.jp";
}

std::string department_of(const MadeAsset& asset) {
    if (asset.use == "高等学校") {
        return "教育委員会事務局 学校施設課";
    }
    if (asset.use == "警察") {
        return "警察本部 装備施設課";
    }
    if (asset.prefectural) {
        return asset.kind == domain::AssetKind::Land ? "総務部 管財課" : "地域連携部 施設管理課";
    }
    return asset.use == "小学校" || asset.use == "中学校" ? "教育委員会 教育総務課"
                                                          : "総務課 管財係";
}

/// Telephone numbers that are given to nobody, addresses under example.jp (RFC 2606).
std::string contact_of(const MadeAsset& asset) {
    if (asset.prefectural) {
        return "電話 059-000-0000 kanzai@pref.example.jp";
    }
    const MunicipalityFacts& facts = municipality_table()[asset.municipality];
    return fmt::format("電話 059-000-{:04} shisetsu@{}", facts.code.municipality(),
                       domain_of(facts));
}

std::string address_of(const MadeAsset& asset, std::size_t row) {
    const MunicipalityFacts& facts = municipality_table()[asset.municipality];
    const std::string number = std::to_string(1 + row * 37 % 1900);
    return fmt::format("三重県{}{}{}{}", facts.county, facts.name, asset.quarter,
                       row % 2 == 0 ? wide(number) + "番地" : number);
}

const Row kPropertyHeader = {"台帳番号", "施 設 名", "種 別",      "用 途", "所有者", "所管課",
                             "連絡先",   "所 在 地", "市町コード", "緯度",  "経度",   "高さ（ｍ）",
                             "階　数",   "構造",     "面積（㎡）", "電源",  "光回線", "建築年",
                             "共用可否", "公表可否", "備　考"};
constexpr std::size_t kNameColumn = 1;
constexpr std::size_t kUseColumn = 3;
constexpr std::size_t kCodeColumn = 8;
constexpr std::size_t kLatColumn = 9;
constexpr std::size_t kLngColumn = 10;
constexpr std::size_t kNoteColumn = 20;

Row property_row(const MadeAsset& asset, std::size_t number) {
    const MunicipalityFacts& facts = municipality_table()[asset.municipality];
    // Only some departments write coordinates full-width; numbers read the same.
    const bool wide_coordinates = number % 40 == 7;
    const std::string lat = fmt::format("{:.6f}", asset.place.lat());
    const std::string lng = fmt::format("{:.6f}", asset.place.lng());
    return {fmt::format("{}-{:05}", asset.prefectural ? "K" : "S", number),
            asset.name,
            domain::label_of(asset.kind).ja,
            asset.use,
            asset.prefectural ? "三重県" : std::string(facts.name),
            department_of(asset),
            contact_of(asset),
            address_of(asset, number),
            facts.code.six_digits(),
            wide_coordinates ? wide(lat) : lat,
            wide_coordinates ? wide(lng) : lng,
            height_text(asset, number),
            floors_text(asset, number),
            asset.structure.empty() ? "" : asset.structure + "造",
            asset.area_m2 ? (number % 3 == 0 ? wide(std::to_string(*asset.area_m2))
                                             : std::to_string(*asset.area_m2))
                          : "",
            yes_text(asset.power, number),
            yes_text(asset.fibre, number + 1),
            asset.year_built ? std::to_string(*asset.year_built) : "",
            asset.sharing ? (*asset.sharing ? "可" : "不可") : "",
            asset.publishable ? "可" : "不可",
            ""};
}

/// Rows that show what `todoku check` finds in real ledgers.
std::vector<Row> faulty_rows(const AssetStock& stock, std::size_t next_number) {
    std::vector<Row> rows;
    const auto copy = [&](std::size_t of, const char* name, const char* note) -> Row& {
        Row row = property_row(stock.property[of % stock.property.size()], next_number++);
        row[kNameColumn] = name;
        row[kUseColumn] = "その他施設";
        row[kNoteColumn] = note;
        rows.push_back(std::move(row));
        return rows.back();
    };
    Row& blank = copy(101, "谷口資材倉庫", "座標調査中");
    blank[kLatColumn].clear();
    blank[kLngColumn].clear();
    Row& unknown = copy(202, "旧山手倉庫", "座標不明");
    unknown[kLatColumn] = "不明";
    unknown[kLngColumn] = "不明";
    Row& zero = copy(303, "港湾上屋", "");
    zero[kLatColumn] = "0";
    zero[kLngColumn] = "0";
    Row& sea = copy(404, "沖合浮標管理棟", "");
    sea[kLatColumn] = "34.700000"; // the middle of Ise Bay
    sea[kLngColumn] = "136.720000";
    Row& swapped = copy(505, "県民の森管理棟", "");
    std::swap(swapped[kLatColumn], swapped[kLngColumn]);
    Row& claimed = copy(0, "市境公民館", "");
    claimed[kCodeColumn] = municipality_table()[5].code.six_digits();
    if (!stock.masts.empty()) {
        Row twice = property_row(stock.masts.front(), next_number++);
        twice[kNoteColumn] = "鉄塔台帳にも記載";
        rows.push_back(std::move(twice));
    }
    return rows;
}

void write_property(const std::filesystem::path& file, const AssetStock& stock) {
    std::string text = text_of(kPropertyHeader);
    std::size_t number = 0;
    for (const MadeAsset& asset : stock.property) {
        text += text_of(property_row(asset, ++number));
    }
    for (const Row& row : faulty_rows(stock, number + 1)) {
        text += text_of(row);
    }
    write_file_atomically(file, encode_cp932(text).bytes);
}

void write_poles(const std::filesystem::path& file, const AssetStock& stock) {
    std::string text = "\xEF\xBB\xBF";
    text +=
        text_of({"ID", "名称", "種別", "用途", "地方公共団体コード", "地方公共団体名",
                 "所在地_連結表記", "緯度", "経度", "柱高(m)", "電源", "設置年", "連絡先", "備考"});
    std::size_t number = 0;
    for (const MadeAsset& asset : stock.poles) {
        ++number;
        const MunicipalityFacts& facts = municipality_table()[asset.municipality];
        text += text_of(
            {fmt::format("P{:05}", number), asset.name, domain::label_of(asset.kind).ja, asset.use,
             facts.code.six_digits(), std::string(facts.name), address_of(asset, number),
             fmt::format("{:.6f}", asset.place.lat()), fmt::format("{:.6f}", asset.place.lng()),
             asset.height_m ? std::to_string(*asset.height_m) : "", yes_text(asset.power, 0),
             asset.year_built ? std::to_string(*asset.year_built) : "", contact_of(asset),
             number % 5 == 0 ? "共架については要協議" : ""});
    }
    write_file_atomically(file, text);
}

void write_masts(const std::filesystem::path& file, const AssetStock& stock) {
    io::VectorWriter writer(file, io::VectorFormat::GeoJson);
    writer.begin_layer({"masts",
                        io::GeometryKind::Point,
                        {{"管理番号"},
                         {"名称"},
                         {"種別"},
                         {"用途"},
                         {"管理者"},
                         {"市町コード"},
                         {"高さ_m", io::FieldType::Integer},
                         {"電源"},
                         {"光回線"},
                         {"共用"},
                         {"連絡先"}}});
    std::size_t number = 0;
    for (const MadeAsset& asset : stock.masts) {
        const MunicipalityFacts& facts = municipality_table()[asset.municipality];
        writer.write(
            asset.place,
            {fmt::format("T{:04}", ++number), asset.name,
             std::string(domain::label_of(asset.kind).ja), asset.use,
             asset.prefectural ? std::string("三重県") : std::string(facts.name),
             facts.code.five_digits(),
             asset.height_m ? io::Value(static_cast<std::int64_t>(*asset.height_m)) : io::Value(),
             yes_text(asset.power, 0), yes_text(asset.fibre, 0),
             std::string(asset.sharing.value_or(false) ? "可" : "不可"), contact_of(asset)});
    }
    writer.finish();
}

} // namespace

void write_ledgers(const std::filesystem::path& folder, const AssetStock& stock) {
    write_property(folder / kPropertyLedger, stock);
    write_poles(folder / kPoleLedger, stock);
    write_masts(folder / kMastLedger, stock);
}

} // namespace todoku::synth
