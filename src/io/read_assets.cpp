#include "core/error.hpp"
#include "core/japanese.hpp"
#include "geo/crs.hpp"
#include "io/asset_cells.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_kind.hpp"
#include "io/asset_position.hpp"
#include "io/asset_table.hpp"
#include "io/readers.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace todoku::io {

using domain::Asset;
using domain::AssetKind;

namespace {

// Rows looked at to tell whether a column holds words.
constexpr std::size_t kSample = 200;

constexpr std::array<std::string_view, 4> kAnswers = {"power", "fibre", "sharing_allowed",
                                                      "publishable"};

// Japan with its outlying islands: 沖ノ鳥島 20.4 N, 与那国島 122.9 E, 択捉島 45.6 N, 南鳥島 154.0 E
// (国土地理院).
bool in_japan(double lat, double lng) {
    return lat > 20.0 && lat < 46.0 && lng > 122.0 && lng < 154.0;
}

class AssetReader {
public:
    explicit AssetReader(const AssetSource& request) : request_(request) {}
    LoadedAssets read();

private:
    [[nodiscard]] std::string cell(const AssetRow& row, std::string_view field) const;
    [[nodiscard]] std::string text(const AssetRow& row, std::string_view field) const;
    void note(const AssetRow& row, IssueKind kind, const char* code, std::string field,
              std::string value, Text problem, Text action);
    void reject(const AssetRow& row, const char* code, std::string field, std::string value,
                Text problem);

    void check_request() const;
    void find_columns();
    std::optional<geo::LatLng> place(const AssetRow& row, const std::string& name);
    void read_row(const AssetRow& row);
    [[nodiscard]] bool proves_its_columns(const AssetRow& row) const;
    bool judge_width(const AssetRow& row);
    void read_kind(const AssetRow& row, Asset& asset);
    void read_figures(const AssetRow& row, Asset& asset);
    void read_answers(const AssetRow& row, Asset& asset);
    void read_municipality(const AssetRow& row, Asset& asset);
    template <class T, class Parse>
    void optional_field(const AssetRow& row, std::string_view field, std::optional<T>& target,
                        const Parse& parse, const Text& expected);
    void give_ids();
    void summarise_kinds();

    const AssetSource& request_;
    AssetTable table_;
    AssetColumns columns_;
    std::optional<geo::ToJgd2011> convert_; ///< for coordinate columns in another CRS
    LoadedAssets out_;
    std::map<AssetKind, std::int64_t> deduced_;
    std::int64_t assumed_buildings_ = 0;
};

/// The cell of our field; the study's default where the cell is empty.
std::string AssetReader::cell(const AssetRow& row, std::string_view field) const {
    if (const auto column = columns_.at(field)) {
        const std::string& found = table_.cell(row, *column);
        if (!trimmed(found).empty()) {
            return found;
        }
    }
    const auto given = request_.defaults.find(std::string(field));
    return given == request_.defaults.end() ? std::string() : given->second;
}

std::string AssetReader::text(const AssetRow& row, std::string_view field) const {
    return clean_text(cell(row, field));
}

void AssetReader::note(const AssetRow& row, IssueKind kind, const char* code, std::string field,
                       std::string value, Text problem, Text action) {
    out_.issues.push_back({.kind = kind,
                           .code = code,
                           .file = request_.shown_as,
                           .layer = request_.layer,
                           .row = row.row,
                           .field = std::move(field),
                           .value = std::move(value),
                           .problem = std::move(problem),
                           .action = std::move(action)});
}

void AssetReader::reject(const AssetRow& row, const char* code, std::string field,
                         std::string value, Text problem) {
    ++out_.counts.rejected;
    note(row, IssueKind::Rejected, code, std::move(field), std::move(value), std::move(problem),
         {"この資産は使いませんでした。", "The asset was not used."});
}

void AssetReader::check_request() const {
    for (const auto& [field, value] : request_.defaults) {
        if (std::find(kAssetFields.begin(), kAssetFields.end(), field) == kAssetFields.end()) {
            throw UsageError(
                {fmt::format("[[assets]] の defaults に「{}」という項目はありません。", field),
                 fmt::format("defaults of [[assets]] has no \"{}\".", field)});
        }
        if (field == "kind" && !stated_kind(value)) {
            throw UsageError({fmt::format("[[assets]] の defaults の kind = \"{}\" "
                                          "は使えません。building、land、structure、pole、"
                                          "mast のいずれかにしてください。",
                                          value),
                              fmt::format("kind = \"{}\" in defaults of [[assets]] is unknown. Use "
                                          "building, land, structure, "
                                          "pole or mast.",
                                          value)});
        }
    }
}

void AssetReader::find_columns() {
    const auto count = [this](std::size_t column, const auto& fits) {
        std::pair<std::size_t, std::size_t> filled_and_fitting;
        for (std::size_t i = 0; i < std::min(kSample, table_.rows.size()); ++i) {
            const std::string value = comparable(table_.cell(table_.rows[i], column));
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
    columns_ = find_asset_columns(table_.headers, request_.fields, request_.shown_as, look);
    out_.mapping = columns_.mapping;
    const bool coordinates = (columns_.at("lat") && columns_.at("lon")) || columns_.at("lat_lon");
    if (!table_.has_geometry && !coordinates) {
        throw InputError({fmt::format("{} "
                                      "に緯度・経度の列がありません。「緯度」「経度」等の列が必要で"
                                      "す（列名が違うときは fields の lat、lon で"
                                      "指定してください。住所だけの台帳は使えません）。ある列: {}",
                                      request_.shown_as, listed(table_.headers)),
                          fmt::format("{} has no columns of latitude and longitude. Columns such "
                                      "as 緯度 and 経度 are needed (name others by "
                                      "lat and lon in fields; a ledger with addresses only cannot "
                                      "be used). Columns found: {}",
                                      request_.shown_as, listed(table_.headers))});
    }
    if (coordinates && !table_.has_geometry && request_.crs) {
        convert_.emplace(*request_.crs);
    }
}

std::optional<geo::LatLng> AssetReader::place(const AssetRow& row, const std::string& name) {
    const AssetPosition raw = position_of(table_, columns_, row, convert_ ? &*convert_ : nullptr);
    switch (raw.state) {
    case AssetPosition::State::Absent:
        reject(row, "asset_without_coordinates", raw.field, raw.value,
               {fmt::format("「{}」の緯度経度がありません。", name),
                fmt::format("\"{}\" has no coordinates.", name)});
        return std::nullopt;
    case AssetPosition::State::Unreadable:
        reject(row, "asset_coordinate_unreadable", raw.field, raw.value,
               {fmt::format("「{}」の座標を数として読めません。", name),
                fmt::format("A coordinate of \"{}\" is not a number.", name)});
        return std::nullopt;
    case AssetPosition::State::Found:
        break;
    }
    if (raw.lat == 0.0 && raw.lng == 0.0) {
        reject(row, "asset_at_zero", raw.field, raw.value,
               {fmt::format("「{}」の緯度経度が 0, 0 です（未入力とみなします）。", name),
                fmt::format("\"{}\" lies at 0, 0 (taken for not filled in).", name)});
        return std::nullopt;
    }
    if (in_japan(raw.lat, raw.lng)) {
        return geo::LatLng::from_degrees(raw.lat, raw.lng);
    }
    if (in_japan(raw.lng, raw.lat)) {
        ++out_.counts.repaired;
        note(row, IssueKind::Repaired, "asset_lat_lon_swapped", raw.field, raw.value,
             {fmt::format("「{}」の緯度と経度が逆です。", name),
              fmt::format("Latitude and longitude of \"{}\" are swapped.", name)},
             {"入れ替えて使いました。", "Used after swapping them."});
        return geo::LatLng::from_degrees(raw.lng, raw.lat);
    }
    reject(row, "asset_outside_japan", raw.field, raw.value,
           {fmt::format("「{}」の位置が日本の外です。", name),
            fmt::format("\"{}\" lies outside Japan.", name)});
    return std::nullopt;
}

void AssetReader::read_kind(const AssetRow& row, Asset& asset) {
    const std::string stated = text(row, "kind");
    if (const auto kind = stated_kind(stated)) {
        asset.kind = *kind;
        return;
    }
    // A kind in other words (公の施設, 普通財産) speaks like a use.
    for (const std::string& words : {stated, asset.use, asset.name}) {
        if (const auto kind = kind_spoken_of(words)) {
            asset.kind = *kind;
            ++deduced_[*kind];
            return;
        }
    }
    asset.kind = AssetKind::Building;
    ++assumed_buildings_;
}

template <class T, class Parse>
void AssetReader::optional_field(const AssetRow& row, std::string_view field,
                                 std::optional<T>& target, const Parse& parse,
                                 const Text& expected) {
    const std::string found = cell(row, field);
    if (says_nothing(found)) {
        return;
    }
    target = parse(found);
    if (!target) {
        note(row, IssueKind::Noted, "asset_value_unreadable", columns_.shown(field),
             clean_text(found),
             {expected.ja + "として読めません。", "Cannot be read as " + expected.en + "."},
             {"値なしとして扱いました。", "Counts as not given."});
    }
}

void AssetReader::read_figures(const AssetRow& row, Asset& asset) {
    // Nothing in Japan is higher than 東京スカイツリー, 634 m. Zero is how ledgers leave a height
    // open, except of land.
    const auto height = [&asset](const std::string& found) {
        const auto metres = number_in(found);
        const bool open = metres == 0.0 && asset.kind != AssetKind::Land;
        return metres && *metres >= 0.0 && *metres <= 634.0 && !open ? metres : std::nullopt;
    };
    optional_field(row, "height_m", asset.height_m, height,
                   {"高さ（m、0より大きく634以下）", "a height in metres above 0, up to 634"});
    optional_field(row, "floors", asset.floors,
                   [](const std::string& found) { return floors_in(found); },
                   {"階数", "a number of floors"});
    const auto area = [](const std::string& found) {
        const auto size = size_in(found);
        return size && *size >= 0.0 ? size : std::nullopt;
    };
    optional_field(row, "area_m2", asset.area_m2, area, {"面積（㎡）", "an area in square metres"});
    const auto year = [](const std::string& found) {
        const auto built = year_in(found);
        return built && *built >= 600 && *built <= 2200 ? built : std::nullopt;
    };
    optional_field(row, "year_built", asset.year_built, year, {"年（西暦または元号）", "a year"});
}

void AssetReader::read_answers(const AssetRow& row, Asset& asset) {
    const Text expected{"有・無、可・不可、○・×", "yes or no"};
    const auto answer = [](const std::string& found) { return answer_in(found); };
    optional_field(row, "power", asset.power, answer, expected);
    optional_field(row, "fibre", asset.fibre, answer, expected);
    optional_field(row, "sharing_allowed", asset.sharing_allowed, answer, expected);
    optional_field(row, "publishable", asset.publishable, answer, expected);
}

void AssetReader::read_municipality(const AssetRow& row, Asset& asset) {
    const std::string found = text(row, "municipality");
    if (says_nothing(found)) {
        return;
    }
    if (const auto code = domain::GovernmentCode::parse(found)) {
        if (!code->is_prefecture()) { // a prefecture's own ledger: the study fills the municipality
                                      // by place
            asset.municipality = *code;
        }
        return;
    }
    note(row, IssueKind::Noted, "asset_municipality_unreadable", columns_.shown("municipality"),
         found,
         {"市区町村コード（5桁、または検査数字の正しい6桁）ではありません。",
          "Not a municipality code (5 digits, or 6 with a right check digit)."},
         {"コードは使わず、位置から市区町村を決めます。",
          "The code is not used; the place decides the municipality."});
}

/// True where a short row cannot have lost a field in front of its coordinates, and none behind
/// them that its kinds of values would show.
bool AssetReader::proves_its_columns(const AssetRow& row) const {
    const auto filled = [&](std::string_view field, const auto& reads) {
        const auto column = columns_.at(field);
        if (!column || *column >= row.cells.size()) {
            return true;
        }
        const std::string& found = row.cells[*column];
        return says_nothing(found) || reads(found);
    };
    const AssetPosition at = position_of(table_, columns_, row, nullptr);
    return !convert_ && at.state == AssetPosition::State::Found && in_japan(at.lat, at.lng) &&
           filled("height_m", [](const std::string& v) { return number_in(v).has_value(); }) &&
           filled("floors", [](const std::string& v) { return floors_in(v).has_value(); }) &&
           filled("area_m2", [](const std::string& v) { return size_in(v).has_value(); }) &&
           filled("year_built", [](const std::string& v) { return year_in(v).has_value(); }) &&
           filled("municipality",
                  [](const std::string& v) {
                      return domain::GovernmentCode::parse(clean_text(v)).has_value();
                  }) &&
           std::all_of(kAnswers.begin(), kAnswers.end(), [&](std::string_view field) {
               return filled(field, [](const std::string& v) { return answer_in(v).has_value(); });
           });
}

/// Whether the row's fields stand under their own headers.
bool AssetReader::judge_width(const AssetRow& row) {
    if (row.fit == RowWidth::Fit::Whole) {
        return true;
    }
    const Text problem = field_count_problem(table_.names, row.cells.size());
    const std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
    if (row.fit == RowWidth::Fit::Long || !proves_its_columns(row)) {
        reject(row, "field_count_differs", "", row_excerpt(cells), problem);
        return false;
    }
    note(row, IssueKind::Assumed, "trailing_fields_absent", "", row_excerpt(cells), problem,
         {"座標などがそれぞれの見出しに合うので、末尾の列が省かれたものとみて使いました。",
          "Coordinates and other values fit their headers: taken for a row whose empty last fields "
          "were left out."});
    return true;
}

void AssetReader::read_row(const AssetRow& row) {
    ++out_.counts.read;
    if (!judge_width(row)) {
        return;
    }
    Asset asset;
    asset.source = request_.shown_as;
    asset.row = row.row;
    asset.id = text(row, "id");
    asset.use = text(row, "use");
    if (const auto word = class_word(columns_.shown("use"), asset.use)) {
        asset.use = *word;
    }
    asset.address = text(row, "address");
    if (asset.address.empty()) {
        for (const std::size_t part : columns_.address_parts) {
            asset.address += clean_text(table_.cell(row, part));
        }
    }
    asset.name = text(row, "name");
    if (asset.name.empty()) {
        asset.name = !asset.address.empty() ? asset.address : asset.use;
    }
    if (is_ruined_number(asset.id)) {
        reject(row, "asset_id_ruined_by_spreadsheet", columns_.shown("id"), asset.id,
               {fmt::format("「{}"
                            "」の番号が表計算ソフトで指数表示に変わり、桁が失われています。元のファ"
                            "イルを使ってください。",
                            asset.name),
                fmt::format("A spreadsheet turned the number of \"{}\" into an exponent and lost "
                            "digits. Use the original file.",
                            asset.name)});
        return;
    }
    const auto at = place(row, asset.name);
    if (!at) {
        return;
    }
    asset.place = *at;
    asset.owner = text(row, "owner");
    if (asset.owner.empty()) {
        asset.owner = request_.owner;
    }
    asset.department = text(row, "department");
    asset.contact = text(row, "contact");
    asset.structure = text(row, "structure");
    asset.note = text(row, "note");
    read_kind(row, asset);
    read_figures(row, asset);
    read_answers(row, asset);
    read_municipality(row, asset);
    ++out_.counts.used;
    out_.value.push_back(std::move(asset));
}

/// The ledger's own id where it stands once; else the file's name and the row.
void AssetReader::give_ids() {
    std::map<std::string, std::int64_t> uses;
    for (const Asset& asset : out_.value) {
        ++uses[asset.id];
    }
    const std::string stem = std::filesystem::path(request_.shown_as).stem().string();
    std::int64_t repeated = 0;
    const Asset* first = nullptr;
    std::string example;
    for (Asset& asset : out_.value) {
        if (asset.id.empty() || uses[asset.id] > 1) {
            if (!asset.id.empty()) {
                ++repeated;
                example = first == nullptr ? asset.id : example;
                first = first == nullptr ? &asset : first;
            }
            asset.id = fmt::format("{}-{}", stem, asset.row);
        }
    }
    if (first != nullptr) {
        out_.issues.push_back(
            {.kind = IssueKind::Assumed,
             .code = "asset_id_repeated",
             .file = request_.shown_as,
             .layer = request_.layer,
             .row = first->row,
             .field = columns_.shown("id"),
             .value = example,
             .problem = {fmt::format("同じ番号が {} 件の資産に付いています（最初は「{}」）。",
                                     repeated, example),
                         fmt::format(
                             "{} assets share their number with another (the first is \"{}\").",
                             repeated, example)},
             .action = {"それらにはファイル名と行番号から番号を付けました。",
                        "They are numbered by file name and row."}});
    }
}

void AssetReader::summarise_kinds() {
    Issue issue{.kind = IssueKind::Assumed,
                .code = "asset_kind_deduced",
                .file = request_.shown_as,
                .layer = request_.layer,
                .row = std::nullopt,
                .field = columns_.shown("kind"),
                .value = {},
                .problem = {},
                .action = {}};
    std::string ja;
    std::string en;
    std::int64_t total = 0;
    for (const auto& [kind, count] : deduced_) {
        ja += (ja.empty() ? "" : "、") + fmt::format("{} {}", label_of(kind).ja, count);
        en += (en.empty() ? "" : ", ") + fmt::format("{} {}", label_of(kind).en, count);
        total += count;
    }
    if (total > 0) {
        issue.value = en;
        issue.problem = {
            fmt::format("{} 件の資産の種別（建物・土地・工作物・柱・鉄塔）が台帳にありません。",
                        total),
            fmt::format("The ledger does not say the kind of {} assets.", total)};
        issue.action = {"用途と名称の語から決めました（" + ja + "）。",
                        "Told by the words of use and name (" + en + ")."};
        out_.issues.push_back(issue);
    }
    if (assumed_buildings_ > 0) {
        issue.code = "asset_kind_assumed";
        issue.value = std::to_string(assumed_buildings_);
        issue.problem = {
            fmt::format("{} 件の資産の種別が台帳になく、用途と名称からも分かりません。",
                        assumed_buildings_),
            fmt::format("Neither ledger nor words tell the kind of {} assets.",
                        assumed_buildings_)};
        issue.action = {"建物として扱いました（違うときは defaults の kind で指定してください）。",
                        "Taken for buildings (give kind in defaults if they are not)."};
        out_.issues.push_back(issue);
    }
}

LoadedAssets AssetReader::read() {
    check_request();
    table_ = read_asset_table(request_);
    if (table_.rows.empty()) {
        throw InputError({fmt::format("{} に資産の行がありません。", request_.shown_as),
                          fmt::format("{} has no rows of assets.", request_.shown_as)});
    }
    out_.encoding = table_.encoding;
    out_.issues = std::move(table_.issues);
    find_columns();
    for (const AssetRow& row : table_.rows) {
        read_row(row);
    }
    give_ids();
    summarise_kinds();
    return std::move(out_);
}

} // namespace

LoadedAssets read_assets(const AssetSource& request) {
    AssetSource source = request;
    if (source.shown_as.empty()) {
        source.shown_as = source.file.filename().string();
    }
    return AssetReader(source).read();
}

} // namespace todoku::io
