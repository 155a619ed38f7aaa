#include "io/asset_rows.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/asset_address.hpp"
#include "io/asset_answers.hpp"
#include "io/asset_cells.hpp"
#include "io/asset_kind.hpp"
#include "io/asset_position.hpp"
#include "io/shapefile_set.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace todoku::io {

using domain::Asset;

namespace {

constexpr std::array<std::size_t, 6> kAnswers = {field("power"),
                                                 field("fibre"),
                                                 field("access"),
                                                 field("sharing_allowed"),
                                                 field("near_school_or_hospital"),
                                                 field("publishable")};

/// Columns by their headers, and by what their first values look like.
AssetColumns columns_of(const AssetSource& request, const AssetTable& table) {
    const auto count = [&table](std::size_t column, const auto& fits) {
        std::pair<std::size_t, std::size_t> filled_and_fitting;
        for (const std::vector<std::string>& row : table.samples) {
            const std::string value = column < row.size() ? comparable(row[column]) : std::string();
            filled_and_fitting.first += value.empty() ? 0U : 1U;
            filled_and_fitting.second += !value.empty() && fits(value) ? 1U : 0U;
        }
        return filled_and_fitting;
    };
    const ColumnLook look{
        [&count](std::size_t column) {
            return count(column, [](const std::string& v) { return !number_in(v); }).second > 0;
        },
        [&count](std::size_t column) {
            const auto [filled, kinds] =
                count(column, [](const std::string& v) { return stated_kind(v).has_value(); });
            return 2 * kinds > filled;
        }};
    AssetColumns columns =
        find_asset_columns(table.headers, request.fields, request.shown_as, look);
    take_plane_columns(columns, request, table);
    take_point_column(columns, table);
    return columns;
}

/// What says that all of the ledger are loudspeaker poles: the names of file and sheet, a title,
/// a column of 子局. A column 防災行政無線の有無 says that of other things.
std::string pole_word_in(const AssetSource& request, const AssetTable& table) {
    const std::string file = std::filesystem::path(request.shown_as).filename().string();
    for (const std::string& name : {file, request.layer}) {
        if (const std::string_view word = word_of_poles(name); !word.empty()) {
            return std::string(word);
        }
    }
    for (const std::string& title : table.titles) {
        if (const std::string_view word = word_of_poles(title); !word.empty()) {
            return std::string(word);
        }
    }
    for (const std::string& header : table.headers) {
        const std::string key = header_key(header);
        for (const std::string_view begun : {"子局", "拡声子局", "屋外子局", "屋外拡声子局"}) {
            if (key.starts_with(begun)) {
                return std::string(begun);
            }
        }
    }
    return {};
}

/// 北小学校 and 体育館: "北小学校 体育館"; one of them where it says the other already.
std::string whole_name(std::string name, const std::string& part) {
    if (says_nothing(part) || name.find(part) != std::string::npos) {
        return name;
    }
    return says_nothing(name) || part.find(name) != std::string::npos ? part : name + " " + part;
}

} // namespace

AssetRows::AssetRows(const AssetSource& request, const AssetTable& table)
    : request_(request), columns_(columns_of(request, table)), names_(table.names),
      header_rows_(table.header_rows), ground_(ground_of(request)), source_(request.shown_as),
      layer_(request.layer), owner_(request.owner) {
    of_poles_ = pole_word_in(request, table);
    for (std::size_t i = 0; i < kAssetFields.size(); ++i) {
        position_[i] = columns_.at(kAssetFields[i]).value_or(kNone);
        const auto given = request.defaults.find(std::string(kAssetFields[i]));
        default_[i] = given == request.defaults.end() ? std::string() : given->second;
    }
    const bool coordinates = (columns_.at("lat") && columns_.at("lon")) || columns_.at("lat_lon");
    const bool addresses = columns_.at("address") || columns_.address_parts.tell_a_place();
    if (!table.has_geometry && !coordinates && !addresses) {
        if (lower_ending(request.file) == ".dbf") {
            VectorSource part;
            part.file = request.file;
            part.shown_as = request.shown_as;
            refuse_part(part);
        }
        const bool wide = table.headers.size() == 1 && // 番号，名称，緯度
                          table.headers[0].find("，") != std::string::npos;
        if (wide) {
            throw InputError({request.shown_as +
                                  " の列が全角の「，」で区切られています。半角の , で区切"
                                  "ったCSVか、Excelでもらい直してください。",
                              request.shown_as + " separates its columns by the full-width \"，\". "
                                                 "Ask for a CSV with \",\", or a workbook."});
        }
        throw InputError(
            {fmt::format(
                 "{} に緯度・経度の列も住所の列もありません。「緯度」「経度」または「所在地」"
                 "等の列が必要です（列名が違うときは fields の lat、lon、address で"
                 "指定してください。短縮された地図のURLは開いてその場所の緯度・経度を写し、UTMポイ"
                 "ン"
                 "ト、Plus Code、メッシュコードは緯度・経度に直してください）。ある列: {}",
                 request.shown_as, listed(table.headers)),
             fmt::format(
                 "{} has columns neither of latitude and longitude nor of addresses. Columns "
                 "such as 緯度 and 経度, or 所在地, are needed (name others by lat, lon and "
                 "address in fields; open shortened addresses of maps and copy the latitude and "
                 "longitude, convert UTM grid references, Plus Codes and mesh codes). Columns "
                 "found: {}",
                 request.shown_as, listed(table.headers))});
    }
    if (coordinates && !table.has_geometry) {
        settle_datum(table);
    }
}

/// The cell of our field; the study's default where the cell is empty.
std::string_view AssetRows::cell(const AssetRow& row, std::size_t field) const {
    if (position_[field] != kNone) {
        const std::string_view found = row.cell(position_[field]);
        if (!trimmed(found).empty() && !is_cell_error(found)) {
            return found;
        }
    }
    return default_[field];
}

std::string AssetRows::text(const AssetRow& row, std::size_t field) const {
    return clean_text(cell(row, field));
}

/// The text of a field whose values repeat, held once.
SharedText AssetRows::repeated(const AssetRow& row, std::size_t field) {
    const std::string_view found = cell(row, field);
    return found.empty() ? SharedText() : texts_[field].of(found, [](std::string_view words) {
        return SharedText(clean_text(words));
    });
}

Issue AssetRows::issue(const AssetRow& row, IssueKind kind, const char* code, std::string field,
                       std::string value, Text problem, Text action) const {
    return {.kind = kind,
            .code = code,
            .file = request_.shown_as,
            .layer = request_.layer,
            .row = row.row,
            .field = std::move(field),
            .value = std::move(value),
            .problem = std::move(problem),
            .action = std::move(action)};
}

Issue AssetRows::refusal(const AssetRow& row, const char* code, std::string field,
                         std::string value, Text problem) const {
    return issue(row, IssueKind::Rejected, code, std::move(field), std::move(value),
                 std::move(problem), {"この資産は使いませんでした。", "The asset was not used."});
}

/// Cells in which a spreadsheet shows an error instead of a value.
void AssetRows::tell_cell_errors(const AssetRow& row) {
    for (std::size_t field = 0; field < kAssetFields.size(); ++field) {
        const std::string_view found =
            position_[field] == kNone ? std::string_view() : row.cell(position_[field]);
        if (is_cell_error(found)) {
            issues_.add(issue(row, IssueKind::Noted, "asset_cell_error",
                              columns_.shown(kAssetFields[field]), clean_text(found),
                              {"表計算ソフトが値を出せなかった印です。",
                               "A spreadsheet had no value to show here."},
                              {"値なしとして扱いました。元のファイルで直してください。",
                               "Counts as not given. Correct it in the original file."}));
        }
    }
}

/// Fills in the place, or says why there is none.
std::optional<WhyUnplaced> AssetRows::place(const AssetRow& row, Asset& asset) {
    using Fault = WhyUnplaced::Fault;
    const AssetPosition raw = position_of(columns_, row, way_of(row), ground_);
    const auto unplaced = [&](Fault fault) {
        const SharedText headers = position_headers_.of(
            raw.field, [](std::string_view field) { return SharedText(field); });
        return WhyUnplaced{fault, layer_, headers, raw.value};
    };
    const std::string_view lat = cell(row, field("lat"));
    const std::string_view lng = cell(row, field("lon"));
    if (const auto point = lat.find('.'); point != lat.npos && lat.size() > point + 4) {
        ++decimals_;
        minutes_ += is_minutes_behind_point(lat) && is_minutes_behind_point(lng) ? 1 : 0;
    }
    switch (raw.state) {
    case AssetPosition::State::Absent:
        return unplaced(Fault::Absent);
    case AssetPosition::State::Unreadable:
        return unplaced(Fault::Unreadable);
    case AssetPosition::State::Link:
        return unplaced(Fault::Link);
    case AssetPosition::State::Found:
        break;
    }
    if (raw.commas) {
        issues_.add(issue(row, IssueKind::Assumed, "angle_with_commas", raw.field, raw.value,
                          {"緯度・経度がコンマで区切られています。",
                           "Latitude and longitude have commas in them."},
                          {"度・分・秒として読みました（34,43,49 は34度43分49秒）。",
                           "Read as degrees, minutes and seconds (34,43,49 is 34°43′49″)."}));
    }
    if (raw.map_link) {
        issues_.add(issue(
            row, IssueKind::Assumed, "place_of_map_link", raw.field, raw.value,
            {"位置が地図のURLで書かれています。", "The place is written as the address of a map."},
            {"URLの中の緯度・経度を使いました。地図の中心のこともあるので、確かめてくだ"
             "さい。",
             "The latitude and longitude in it were used. They may be the middle of "
             "the map: check them."}));
    }
    if (raw.seconds) {
        issues_.add(issue(row, IssueKind::Assumed, "angle_in_seconds", raw.field, raw.value,
                          {"緯度・経度が秒（またはミリ秒）の通算で書かれています。",
                           "Latitude and longitude count seconds of arc (or thousandths)."},
                          {"3600（またはその千倍）で割って度として使いました。",
                           "Divided by 3600 (or a thousand times that) and used as degrees."}));
    }
    if (raw.lat == 0.0 && raw.lng == 0.0) {
        return unplaced(Fault::AtZero);
    }
    if (raw.exchanged) {
        // Whether they are exchanged is decided by the whole ledger.
        asset.place = *raw.exchanged;
        const SharedText headers = position_headers_.of(
            raw.field, [](std::string_view field) { return SharedText(field); });
        exchanged_.push_back({row.row, headers, raw.value, asset.name, asset.place, raw.plane});
        return std::nullopt;
    }
    if (in_japan(raw.lat, raw.lng)) {
        some_right_way_round_ = true;
        asset.place = geo::LatLng::from_degrees(raw.lat, raw.lng);
        return std::nullopt;
    }
    return unplaced(Fault::OutsideJapan);
}

/// True where a short row cannot have lost a field in front of its coordinates, and none behind
/// them that its kinds of values would show.
bool AssetRows::proves_its_columns(const AssetRow& row) const {
    const auto filled = [&](std::size_t field, const auto& reads) {
        const std::string_view found =
            position_[field] == kNone ? std::string_view() : row.cell(position_[field]);
        return says_nothing(found) || reads(found);
    };
    const AssetPosition at = position_of(columns_, row, nullptr, ground_);
    return (!convert_ || datum_column_) && at.state == AssetPosition::State::Found &&
           in_japan(at.lat, at.lng) &&
           filled(field("height_m"), [](std::string_view v) { return number_in(v).has_value(); }) &&
           filled(field("floors"), [](std::string_view v) { return floors_in(v).has_value(); }) &&
           filled(field("area_m2"), [](std::string_view v) { return number_in(v).has_value(); }) &&
           filled(field("year_built"),
                  [](std::string_view v) { return year_built_in(v).has_value(); }) &&
           filled(field("municipality"),
                  [](std::string_view v) {
                      return domain::GovernmentCode::parse(clean_text(v)).has_value();
                  }) &&
           std::all_of(kAnswers.begin(), kAnswers.end(), [&](std::size_t field) {
               return filled(field,
                             [](std::string_view v) { return answer_in(v).value.has_value(); });
           });
}

/// Whether the row's fields stand under their own headers; the issue that refuses it where not.
std::optional<Issue> AssetRows::judge_width(const AssetRow& row) {
    if (row.fit == RowWidth::Fit::Whole) {
        return std::nullopt;
    }
    const Text problem = field_count_problem(names_, row.cells.size());
    if (row.fit == RowWidth::Fit::Long || !proves_its_columns(row)) {
        return refusal(row, "field_count_differs", "", row_excerpt(row.cells), problem);
    }
    issues_.add(issue(
        row, IssueKind::Assumed, "trailing_fields_absent", "", row_excerpt(row.cells), problem,
        {"座標などがそれぞれの見出しに合うので、末尾の列が省かれたものとみて使いました。",
         "Coordinates and other values fit their headers: taken for a row whose empty last fields "
         "were left out."}));
    return std::nullopt;
}

void AssetRows::read_names(const AssetRow& row, Asset& asset) {
    asset.source = source_;
    asset.row = row.row;
    asset.id = text(row, field("id"));
    asset.use = texts_[field("use")].of(cell(row, field("use")), [this](std::string_view found) {
        const std::string use = clean_text(found);
        return SharedText(class_word(columns_.shown("use"), use).value_or(use));
    });
    std::string address = text(row, field("address"));
    if (says_nothing(address)) {
        const auto otherwise = columns_.address_parts.otherwise;
        address = otherwise ? clean_text(row.cell(*otherwise)) : std::string();
    }
    asset.address = address_of(columns_.address_parts, row, std::move(address));
    asset.name = whole_name(text(row, field("name")),
                            columns_.name_part ? clean_text(row.cell(*columns_.name_part)) : "");
    if (asset.name.empty()) {
        asset.name = !asset.address.empty() ? asset.address : asset.use;
    }
}

AssetRows::Outcome AssetRows::read(const AssetRow& row) {
    if (auto refused = judge_width(row)) {
        return *std::move(refused);
    }
    Asset asset;
    read_names(row, asset);
    if (is_ruined_number(asset.id)) {
        return refusal(
            row, "asset_id_ruined_by_spreadsheet", columns_.shown("id"), asset.id,
            {fmt::format("「{}」の番号が表計算ソフトで指数表示に変わり、桁が失われています。"
                         "元のファイルを使ってください。",
                         asset.name),
             fmt::format("A spreadsheet turned the number of \"{}\" into an exponent and "
                         "lost digits. Use the original file.",
                         asset.name)});
    }
    if (is_like_date(asset.id)) {
        first_date_ = dates_ == 0 ? std::pair(row.row, std::string(asset.id)) : first_date_;
        ++dates_;
    }
    if (auto total = judge_total(row, asset)) {
        return *std::move(total);
    }
    tell_cell_errors(row);
    std::optional<WhyUnplaced> unplaced = place(row, asset);
    asset.owner = repeated(row, field("owner"));
    if (asset.owner.empty()) {
        asset.owner = owner_;
    }
    asset.department = repeated(row, field("department"));
    asset.contact = repeated(row, field("contact"));
    asset.structure = repeated(row, field("structure"));
    asset.roof = repeated(row, field("roof"));
    asset.seismic = repeated(row, field("seismic"));
    asset.fee_class = repeated(row, field("fee_class"));
    asset.note = repeated(row, field("note"));
    read_kind(row, asset);
    read_figures(row, asset);
    read_answers(row, asset);
    read_state(row, asset);
    read_municipality(row, asset);
    if (unplaced) {
        return Unplaced{std::move(asset), *std::move(unplaced)};
    }
    return asset;
}

} // namespace todoku::io
