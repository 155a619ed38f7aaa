#include "core/error.hpp"
#include "domain/address_key.hpp"
#include "domain/government_code.hpp"
#include "io/angle_cells.hpp"
#include "io/asset_cells.hpp"
#include "io/readers.hpp"
#include "io/text_records.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace todoku::io {

using domain::address_key;
using domain::address_part_key;
using domain::PlacePrecision;

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Columns of either product. Sources: 位置参照情報ダウンロードサービス, データ形式 (街区レベル
/// 平成12年度 to 24.0a, 大字・町丁目レベル to 19.0b).
struct Columns {
    std::size_t prefecture = 0;
    std::size_t city = 0;
    std::size_t town = 0;
    std::optional<std::size_t> small_town; ///< 小字・通称名
    std::optional<std::size_t> block;      ///< of block level only
    std::size_t lat = 0;
    std::size_t lon = 0;
    std::optional<std::size_t> representative;
    std::optional<std::size_t> history;
};

std::optional<Columns> columns_in(std::span<const std::string_view> header) {
    std::vector<std::string> keys;
    for (const std::string_view name : header) {
        keys.push_back(header_key(name));
    }
    const auto prefecture = find_column(keys, {"都道府県名", "都道府県"});
    const auto city = find_column(keys, {"市区町村名", "市区町村"});
    const auto town = find_column(keys, {"大字・丁目名", "大字・町丁目名", "大字町丁目名",
                                         "大字・町丁目", "大字_丁目名", "大字・丁目"});
    const auto lat = find_column(keys, {"緯度"});
    const auto lon = find_column(keys, {"経度"});
    if (!prefecture || !city || !town || !lat || !lon) {
        return std::nullopt;
    }
    return Columns{*prefecture,
                   *city,
                   *town,
                   find_column(keys, {"小字・通称名", "小字", "小字_通称名"}),
                   find_column(keys, {"街区符号・地番", "街区符号_地番", "街区"}),
                   *lat,
                   *lon,
                   find_column(keys, {"代表フラグ"}),
                   find_column(keys, {"更新前履歴フラグ"})};
}

/// 446番地34 and 446-34 are one.
char one_mark(char c) {
    return c == '_' ? '-' : c;
}

bool before(std::string_view a, std::string_view b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](char left, char right) {
                                            return static_cast<unsigned char>(one_mark(left)) <
                                                   static_cast<unsigned char>(one_mark(right));
                                        });
}

bool begins_with(std::string_view rest, std::string_view begin) {
    return rest.size() >= begin.size() &&
           std::equal(begin.begin(), begin.end(), rest.begin(),
                      [](char a, char b) { return one_mark(a) == one_mark(b); });
}

std::string_view behind_marks(std::string_view rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of("-_"), rest.size()));
    return rest;
}

/// True where the address goes on with the block or lot: 446 is not 4460.
bool begins_with_block(std::string_view rest, std::string_view block) {
    return !block.empty() && begins_with(rest, block) &&
           !(is_digit(block.back()) && rest.size() > block.size() && is_digit(rest[block.size()]));
}

/// Of the blocks of one town.
struct Middle {
    double lat_sum = 0.0;
    double lng_sum = 0.0;
    std::int64_t blocks = 0;
};

/// What is known so far of one address.
struct Found {
    std::size_t town_length = 0; ///< of the key that fits: the longest name wins
    std::string town;
    std::optional<geo::LatLng> town_point;
    std::size_t middle = 0; ///< of the town
    std::size_t block_length = 0;
    bool representative = false;
    geo::LatLng block_point;
    std::string block;
};

class Finder {
public:
    Finder(const AddressSource& source, const std::vector<AddressQuery>& queries);
    void read(std::size_t file);
    Loaded<std::vector<std::optional<AddressPlace>>> result();

private:
    struct Asked {
        std::string key;
        std::size_t query = 0;
    };
    struct Rest {
        std::string_view key; ///< behind the municipality
        std::size_t query = 0;
    };
    struct Fitting {
        std::size_t query = 0;
        std::string_view rest; ///< behind the town, without marks in front
    };

    void read_rows(TextRecords& records, const std::string& shown_as);
    void take(const Columns& columns, std::span<const std::string_view> row, geo::LatLng place);
    const std::vector<Rest>& in_city(std::string_view prefecture, std::string_view city);
    void enter_town(std::string_view town);
    void take_block(const Columns& columns, std::span<const std::string_view> row,
                    geo::LatLng place);

    const AddressSource& source_;
    std::vector<Asked> asked_; ///< rising by key
    std::vector<Found> found_; ///< by query
    std::map<std::string, std::vector<Rest>, std::less<>> cities_;
    std::string city_raw_; ///< prefecture and city of the last row
    std::string town_raw_;
    const std::vector<Rest>* city_ = nullptr;
    std::vector<Fitting> fitting_; ///< addresses in the last row's town, rising by what follows it
    std::map<std::string, std::size_t> middle_of_; ///< city and town -> index of the next
    std::vector<Middle> middles_;
    std::size_t middle_ = 0; ///< of the last row's town
    Loaded<std::vector<std::optional<AddressPlace>>> out_;
};

Finder::Finder(const AddressSource& source, const std::vector<AddressQuery>& queries)
    : source_(source), found_(queries.size()) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const std::string key = address_key(queries[i].address);
        if (key.empty()) {
            continue;
        }
        asked_.push_back({key, i});
        const std::string city = address_part_key(queries[i].municipality);
        if (!city.empty() && key.find(city) == std::string::npos) {
            asked_.push_back({city + key, i});
        }
    }
    std::sort(asked_.begin(), asked_.end(), [](const Asked& a, const Asked& b) {
        return std::tie(a.key, a.query) < std::tie(b.key, b.query);
    });
}

/// Addresses of a municipality, by what follows it; the prefecture may be left out where it is the
/// study's, the 郡 of a town or village always.
const std::vector<Finder::Rest>& Finder::in_city(std::string_view prefecture,
                                                 std::string_view city) {
    const std::string raw = std::string(prefecture) + std::string(city);
    if (const auto known = cities_.find(raw); known != cities_.end()) {
        return known->second;
    }
    std::vector<std::string> names = {address_part_key(city)};
    const auto county = city.find("郡");
    constexpr std::string_view kCounty = "郡";
    if (county != std::string_view::npos && county > 0 && county + kCounty.size() < city.size() &&
        (city.ends_with("町") || city.ends_with("村"))) {
        names.push_back(address_part_key(city.substr(county + kCounty.size())));
    }
    const bool own = prefecture == domain::prefecture_name(source_.prefecture).ja;
    const std::string front = address_part_key(prefecture);
    std::vector<Rest> rests;
    for (const std::string& name : names) {
        for (const std::string& form : own ? std::vector<std::string>{front + name, name}
                                           : std::vector<std::string>{front + name}) {
            auto at = std::lower_bound(
                asked_.begin(), asked_.end(), form,
                [](const Asked& asked, const std::string& prefix) { return asked.key < prefix; });
            for (; at != asked_.end() && at->key.starts_with(form); ++at) {
                rests.push_back({std::string_view(at->key).substr(form.size()), at->query});
            }
        }
    }
    std::sort(rests.begin(), rests.end(), [](const Rest& a, const Rest& b) {
        return std::tie(a.key, a.query) < std::tie(b.key, b.query);
    });
    return cities_.emplace(raw, std::move(rests)).first->second;
}

/// Which addresses are in the town, and whether it names them better than any before.
void Finder::enter_town(std::string_view town) {
    fitting_.clear();
    const std::string key = address_part_key(town);
    if (key.empty() || city_->empty()) {
        return;
    }
    middle_ = middle_of_.emplace(city_raw_ + ' ' + key, middles_.size()).first->second;
    middles_.resize(std::max(middles_.size(), middle_ + 1));
    auto at = std::lower_bound(city_->begin(), city_->end(), std::string_view(key),
                               [](const Rest& rest, std::string_view k) { return rest.key < k; });
    for (; at != city_->end() && at->key.starts_with(key); ++at) {
        const std::string_view rest = at->key.substr(key.size());
        // 八幡町2 is neither 八幡町23 nor lot 2 of 八幡町; 大里 is not 大里窪田町.
        const bool number_goes_on =
            is_digit(key.back()) && !rest.empty() && (is_digit(rest.front()) || rest[0] == '_');
        const std::string_view words = rest.substr(0, rest.find_first_of("0123456789"));
        const bool another_town = words.find("町") != std::string_view::npos ||
                                  words.find("村") != std::string_view::npos;
        Found& found = found_[at->query];
        if (number_goes_on || another_town || key.size() < found.town_length) {
            continue;
        }
        if (key.size() > found.town_length) {
            found = {};
            found.town_length = key.size();
            found.town = town;
            found.middle = middle_;
        }
        fitting_.push_back({at->query, behind_marks(rest)});
    }
    std::sort(fitting_.begin(), fitting_.end(),
              [](const Fitting& a, const Fitting& b) { return before(a.rest, b.rest); });
}

void Finder::take_block(const Columns& columns, std::span<const std::string_view> row,
                        geo::LatLng place) {
    const std::string small =
        columns.small_town ? address_part_key(row[*columns.small_town]) : std::string();
    const std::string block = address_part_key(row[*columns.block]);
    const bool representative = columns.representative && row[*columns.representative] == "1";
    Middle& middle = middles_[middle_];
    middle.lat_sum += place.lat();
    middle.lng_sum += place.lng();
    ++middle.blocks;
    const std::string& first = small.empty() ? block : small;
    auto at = std::lower_bound(
        fitting_.begin(), fitting_.end(), first,
        [](const Fitting& fit, const std::string& begin) { return before(fit.rest, begin); });
    for (; at != fitting_.end() && begins_with(at->rest, first); ++at) {
        if (!at->rest.starts_with(small)) {
            continue;
        }
        Found& found = found_[at->query];
        const bool fits = begins_with_block(behind_marks(at->rest.substr(small.size())), block);
        const std::size_t length = small.size() + block.size();
        if (fits && (length > found.block_length ||
                     (length == found.block_length && representative && !found.representative))) {
            found.block_length = length;
            found.representative = representative;
            found.block_point = place;
            found.block =
                std::string(columns.small_town ? row[*columns.small_town] : std::string_view()) +
                std::string(row[*columns.block]);
        }
    }
}

void Finder::take(const Columns& columns, std::span<const std::string_view> row,
                  geo::LatLng place) {
    const std::string_view prefecture = row[columns.prefecture];
    const std::string_view city = row[columns.city];
    const std::string_view town = row[columns.town];
    const bool same_city = city_ != nullptr &&
                           city_raw_.size() == prefecture.size() + city.size() &&
                           city_raw_.starts_with(prefecture) && city_raw_.ends_with(city);
    if (!same_city) {
        city_raw_ = std::string(prefecture) + std::string(city);
        city_ = &in_city(prefecture, city);
    }
    if (!same_city || town_raw_ != town) {
        town_raw_ = town;
        enter_town(town);
    }
    if (fitting_.empty()) {
        return;
    }
    if (columns.block) {
        take_block(columns, row, place);
        return;
    }
    for (const Fitting& fit : fitting_) {
        found_[fit.query].town_point = place;
    }
}

void Finder::read_rows(TextRecords& records, const std::string& shown_as) {
    std::optional<Columns> columns;
    std::size_t width = 0;
    std::vector<std::string> headers;
    if (records.next()) {
        columns = columns_in(records.fields());
        width = records.fields().size();
        headers.assign(records.fields().begin(), records.fields().end());
    }
    if (!columns) {
        throw InputError(
            {fmt::format(
                 "{} は位置参照情報のCSVではありません。国土交通省「位置参照情報ダウンロード"
                 "サービス」の街区レベルか大字・町丁目レベルのファイルを、ダウンロードした"
                 "ままで指定してください。ある列: {}",
                 shown_as, listed(headers)),
             fmt::format(
                 "{} is no CSV of MLIT's 位置参照情報. Give its files of block level or of town "
                 "level as downloaded. Columns found: {}",
                 shown_as, listed(headers))});
    }
    city_ = nullptr;
    while (records.next()) {
        const auto row = records.fields();
        ++out_.counts.read;
        // In the edition of 2021 deleted rows (3) were left in by mistake (data.html there).
        const bool deleted =
            columns->history && row.size() == width && row[*columns->history] == "3";
        const auto lat = row.size() == width ? degrees_in(row[columns->lat]) : std::nullopt;
        const auto lng = row.size() == width ? degrees_in(row[columns->lon]) : std::nullopt;
        if (deleted || !lat || !lng) {
            ++out_.counts.rejected;
            if (!deleted) {
                const std::vector<std::string_view> cells(row.begin(), row.end());
                out_.issues.push_back(
                    {.kind = IssueKind::Rejected,
                     .code = "address_row_unreadable",
                     .file = shown_as,
                     .layer = records.member(),
                     .row = records.line(),
                     .field = {},
                     .value = row_excerpt(cells),
                     .problem = {"位置参照情報のこの行の列数か緯度経度を読めません。",
                                 "The fields or coordinates of this row cannot be read."},
                     .action = {"この行は使いませんでした。", "The row was not used."}});
            } else {
                ++out_.counts.outside;
            }
            continue;
        }
        ++out_.counts.used;
        take(*columns, row, geo::LatLng::from_degrees(*lat, *lng));
    }
}

void Finder::read(std::size_t file) {
    const std::string& shown_as = source_.shown_as[file];
    for (const auto& member : text_members(source_.files[file], shown_as)) {
        TextRecords records(source_.files[file], shown_as, member, std::nullopt);
        read_rows(records, shown_as);
        for (Issue& issue : records.issues()) {
            out_.issues.push_back(std::move(issue));
        }
        out_.encoding = name_of(records.encoding());
    }
}

Loaded<std::vector<std::optional<AddressPlace>>> Finder::result() {
    for (const Found& found : found_) {
        std::optional<AddressPlace> place;
        if (found.block_length > 0) {
            place = {found.block_point, PlacePrecision::Block, found.town + found.block};
        } else if (found.town_point) {
            place = {*found.town_point, PlacePrecision::Town, found.town};
        } else if (found.town_length > 0 && middles_[found.middle].blocks > 0) {
            const Middle& middle = middles_[found.middle];
            const auto count = static_cast<double>(middle.blocks);
            place = {geo::LatLng::from_degrees(middle.lat_sum / count, middle.lng_sum / count),
                     PlacePrecision::Town, found.town};
        }
        out_.value.push_back(std::move(place));
    }
    return std::move(out_);
}

} // namespace

Loaded<std::vector<std::optional<AddressPlace>>>
find_addresses(const AddressSource& source, const std::vector<AddressQuery>& queries) {
    Finder finder(source, queries);
    for (std::size_t i = 0; i < source.files.size(); ++i) {
        finder.read(i);
    }
    return finder.result();
}

} // namespace todoku::io
