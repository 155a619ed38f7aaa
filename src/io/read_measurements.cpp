#include "io/read_measurements.hpp"

#include "core/counted.hpp"
#include "core/csv.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"
#include "io/each_record.hpp"
#include "io/feature_records.hpp"
#include "io/measurement_cells.hpp"
#include "io/measurement_columns.hpp"
#include "io/measurement_datum.hpp"
#include "io/measurement_header.hpp"
#include "io/measurement_names.hpp"
#include "io/placing.hpp"
#include "io/remembered.hpp"
#include "io/text_table.hpp"
#include "io/track_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace todoku::io {

using domain::MeasuredTechnology;
using domain::Measurement;

namespace {

// Rows above the header (titles, conditions of the test) that are passed over at most.
constexpr std::size_t kTitleRows = 10;
// Rows of one kind of trouble that are listed one by one.
constexpr std::int64_t kListed = 100;
// Android says "unavailable" by the greatest integer (CellInfo.UNAVAILABLE, developer.android.com).
constexpr double kUnavailable = 2147483647.0;
constexpr const char* kJgd2011 = "EPSG:6668";

class MeasurementReader {
public:
    MeasurementReader(const MeasurementSource& request,
                      const std::function<bool(const Measurement&)>& take)
        : request_(request), take_(take) {
        if (is_named_as_map(request.file)) {
            map_crs_ = std::exchange(request_.crs, kJgd2011);
        }
        require_known_fields(request);
    }

    LoadedMeasurements read() {
        const auto require_header = [this] {
            if (!columns_ && is_track(request_.file)) {
                refuse_track(request_);
            }
            if (!columns_) {
                refuse_measurement_headers(request_, widest_);
            }
        };
        const auto has_header = [this](std::span<const SheetRow> rows) {
            return std::any_of(rows.begin(), rows.end(), [this](const SheetRow& row) {
                return find_measurement_columns(row.cells, request_.fields).has_value();
            });
        };
        out_.encoding =
            is_named_as_map(request_.file)
                ? read_map()
                : for_each_record(request_.file, request_.shown_as, request_.sheet,
                                  request_.encoding,
                                  {[this](const TableRecord& record) { take_record(record); },
                                   has_header, require_header},
                                  out_.issues);
        require_header();
        out_.counts.used = out_.value;
        finish_issues();
        return std::move(out_);
    }

private:
    /// GeoJSON, KML...: features come on JGD2011, whatever the file's CRS.
    std::string read_map() {
        VectorSource source;
        source.file = request_.file;
        source.shown_as = request_.shown_as;
        source.layer = request_.sheet;
        source.crs = map_crs_;
        source.encoding = request_.encoding;
        source.placing.datum = request_.datum;
        const auto take = [this](const TableRecord& record) { take_record(record); };
        return is_track(request_.file) ? for_each_track_record(source, take, out_.issues)
                                       : for_each_feature_record(source, take, out_.issues);
    }

    void take_record(const TableRecord& record) {
        if (record.first) { // each table of an archive has its own header
            columns_.reset();
            above_ = 0;
        }
        if (columns_) {
            ++out_.counts.read;
            read_row(record);
        } else {
            find_header(record);
        }
    }

    void find_header(const TableRecord& record) {
        const std::vector<std::string> headers(record.fields.begin(), record.fields.end());
        columns_ = find_measurement_columns(headers, request_.fields);
        if (columns_) {
            width_ = RowWidth(record.fields);
            datum_.settle(headers, *columns_);
            require_measurement_columns(request_, *columns_, headers);
            remember_columns();
            return;
        }
        if (widest_.size() < headers.size()) {
            widest_ = headers;
        }
        if (++above_ >= kTitleRows) {
            refuse_measurement_headers(request_, widest_);
        }
    }

    /// Each table of an archive has columns of its own; what is told at the end speaks of all.
    void remember_columns() {
        for (const auto& [field, header] : columns_->mapping) {
            std::string& told = out_.mapping[field];
            if (told.empty()) {
                told = header;
            } else if (told != header && !told.ends_with("・" + header)) {
                told += "・" + header;
            }
        }
        if (!columns_->unused_rsrp.empty() && unused_rsrp_.empty()) {
            used_rsrp_ = columns_->shown("rsrp");
            unused_rsrp_ = columns_->unused_rsrp;
        }
        without_time_ = without_time_ || !columns_->at("time");
    }

    [[nodiscard]] std::string_view cell(const TableRecord& record, std::string_view field) const {
        const auto at = columns_->at(field);
        return at && *at < record.fields.size() ? record.fields[*at] : std::string_view();
    }

    void reject(const TableRecord& record, const char* code, std::string field, std::string value,
                Text problem) {
        ++out_.counts.rejected;
        note(record, IssueKind::Rejected, code, std::move(field), std::move(value),
             std::move(problem), {"この測定点は使いませんでした。", "The sample was not used."});
    }

    void note(const TableRecord& record, IssueKind kind, const char* code, std::string field,
              std::string value, Text problem, Text action) {
        const std::int64_t count = ++counted_[{kind, code}];
        if (count > kListed) {
            return;
        }
        out_.issues.push_back({.kind = kind,
                               .code = code,
                               .file = request_.shown_as,
                               .layer = std::string(record.member),
                               .row = record.line,
                               .field = std::move(field),
                               .value = std::move(value),
                               .problem = std::move(problem),
                               .action = std::move(action)});
    }

    void append(std::vector<Issue> issues) {
        std::move(issues.begin(), issues.end(), std::back_inserter(out_.issues));
    }

    void finish_issues() {
        append(names_.issues(columns_->shown("carrier")));
        const auto sum = [&](IssueKind kind, const std::string& code, std::int64_t rows,
                             Text problem, Text action) {
            out_.issues.push_back({.kind = kind,
                                   .code = code,
                                   .file = request_.shown_as,
                                   .layer = {},
                                   .row = std::nullopt,
                                   .field = {},
                                   .value = std::to_string(rows),
                                   .problem = std::move(problem),
                                   .action = std::move(action)});
        };
        for (const auto& [key, count] : counted_) {
            if (count > kListed) {
                const std::string more = counted(count - kListed);
                sum(key.first, key.second, count - kListed,
                    {fmt::format("同じ内容の行がほかに {} 行あります。", more),
                     fmt::format("{} more rows are alike.", more)},
                    {"一覧には初めの100行だけを載せました。",
                     "Only the first hundred are listed."});
            }
        }
        if (out_.counts.outside > 0) {
            sum(IssueKind::Noted, "measurement_outside", out_.counts.outside,
                {"都道府県の外の測定点です（市区町村にかかるメッシュの外）。",
                 "Samples outside the prefecture (in no cell that touches a municipality)."},
                {"集計から外しました。", "Left out of the figures."});
        }
        if (out_.counts.read == 0) {
            sum(IssueKind::Noted, "no_rows", 0,
                {"行が一つもありません。", "There is not a single row."},
                {"空のまま使います。", "taken as empty."});
        }
        append(datum_.issues());
        if (!unused_rsrp_.empty()) {
            sum(IssueKind::Assumed, "measurement_several_rsrp",
                static_cast<std::int64_t>(unused_rsrp_.size()),
                {fmt::format("RSRPの列が複数あります。「{}」だけを使い、「{}」は使いません。",
                             used_rsrp_, fmt::join(unused_rsrp_, "」「")),
                 fmt::format("There are several columns of RSRP. \"{}\" is used, not \"{}\".",
                             used_rsrp_, fmt::join(unused_rsrp_, "\", \""))},
                {"違うときは fields の rsrp で指定してください（4Gと5Gは二回に分けて書けます）。",
                 "Name another by rsrp in fields; 4G and 5G may be given as two measurements."});
        }
        if (without_time_) {
            sum(IssueKind::Assumed, "measurement_without_time", out_.value,
                {"日時の列がありません。", "There is no column of times."},
                {"測定日は空欄にします。", "Days of measurement stay empty."});
        }
    }

    std::optional<geo::LatLng> place(const TableRecord& record) {
        const std::string_view lat_cell = cell(record, "lat");
        const std::string_view lng_cell = cell(record, "lon");
        const auto field = [&] { return columns_->shown("lat") + ", " + columns_->shown("lon"); };
        const auto value = [&] {
            return trimmed(lat_cell).empty() && trimmed(lng_cell).empty()
                       ? std::string()
                       : std::string(lat_cell) + ", " + std::string(lng_cell);
        };
        const auto lat = measured_degrees(lat_cell);
        const auto lng = measured_degrees(lng_cell);
        if (!lat || !lng) {
            const bool absent = trimmed(lat_cell).empty() || trimmed(lng_cell).empty();
            reject(record,
                   absent ? "measurement_without_coordinates" : "measurement_coordinate_unreadable",
                   field(), value(),
                   absent ? Text{"緯度経度がありません。", "There are no coordinates."}
                          : Text{"緯度経度を数として読めません。", "A coordinate is no number."});
            return std::nullopt;
        }
        if (*lat == 0.0 && *lng == 0.0) {
            reject(record, "measurement_at_zero", field(), value(),
                   {"緯度経度が 0, 0 です（測位できていません）。", "The place is 0, 0 (no fix)."});
            return std::nullopt;
        }
        swapped_ = !in_japan(*lat, *lng) && in_japan(*lng, *lat);
        if (swapped_ || in_japan(*lat, *lng)) {
            const geo::XY at = swapped_ ? geo::XY{*lat, *lng} : geo::XY{*lng, *lat};
            const geo::ToJgd2011* way = datum_.way_of(record);
            if (const auto found = way != nullptr
                                       ? (*way)(at)
                                       : std::optional(geo::LatLng::from_degrees(at.y, at.x))) {
                return found;
            }
        }
        reject(record, "measurement_outside_japan", field(), value(),
               {"位置が日本の外です。", "The place lies outside Japan."});
        return std::nullopt;
    }

    bool read_carrier(const TableRecord& record, Measurement& sample) {
        const std::string_view name =
            columns_->at("carrier") ? cell(record, "carrier") : std::string_view(request_.carrier);
        const auto carrier = names_.carrier(name);
        if (!carrier) {
            reject(
                record, "measurement_carrier_unknown", columns_->shown("carrier"),
                std::string(name),
                {"[[coverage]] にない事業者名です。同じ事業者なら carriers = { \"ファイルの名前\" "
                 "= \"[[coverage]] の名前\" } と書いてください。",
                 "No carrier of [[coverage]] has this name. Write carriers = { \"name in the "
                 "file\" = \"name in [[coverage]]\" } where it is one of them."});
            return false;
        }
        sample.carrier = *carrier;
        return true;
    }

    bool read_technology(const TableRecord& record, Measurement& sample) {
        if (!columns_->at("technology")) {
            sample.technology = *request_.technology;
            return true;
        }
        const std::string_view word = cell(record, "technology");
        const auto technology = names_.technology(word);
        if (!technology) {
            reject(
                record, "measurement_technology_unknown", columns_->shown("technology"),
                std::string(word),
                {"4G か 5G か決められません。technologies = { \"ファイルの語\" = \"4g\" } の形で"
                 "書いてください（4g、5g、5g-converted、5g-sub6、5g-mmwave）。",
                 "Neither 4G nor 5G. Write technologies = { \"word in the file\" = \"4g\" } (4g, "
                 "5g, 5g-converted, 5g-sub6, 5g-mmwave)."});
            return false;
        }
        sample.technology = *technology;
        return true;
    }

    /// The strength, nothing where the cell is empty; false where the row was rejected.
    bool read_strength(const TableRecord& record, Measurement& sample) {
        const std::string_view text = cell(record, "rsrp");
        said_.reset();
        if (!columns_->at("rsrp") || says_nothing(text)) {
            return true;
        }
        auto dbm = plain_number(text);
        if (!dbm) {
            dbm = number_in(text);
        }
        if (dbm && *dbm == kUnavailable) {
            return true;
        }
        if (!dbm) { // 圏外 in place of a figure
            said_ = service_in(text);
        }
        if (said_) {
            return true;
        }
        if (!dbm || *dbm < domain::kLowestRsrp_dbm || *dbm > domain::kHighestRsrp_dbm) {
            const bool without_sign =
                dbm && -*dbm >= domain::kLowestRsrp_dbm && -*dbm <= domain::kHighestRsrp_dbm;
            reject(
                record, "measurement_rsrp_out_of_range", columns_->shown("rsrp"), std::string(text),
                without_sign
                    ? Text{fmt::format(
                               "RSRP（{} から {} dBm）ではありません。負の符号のない表なら、-{} "
                               "のように直してください。",
                               domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm, text),
                           fmt::format("No RSRP ({} to {} dBm). Where the table leaves the minus "
                                       "out, write -{}.",
                                       domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm, text)}
                    : Text{fmt::format("RSRP（{} から {} dBm）ではありません。",
                                       domain::kLowestRsrp_dbm, domain::kHighestRsrp_dbm),
                           fmt::format("No RSRP ({} to {} dBm).", domain::kLowestRsrp_dbm,
                                       domain::kHighestRsrp_dbm)});
            return false;
        }
        sample.rsrp_dbm = static_cast<int>(std::lround(*dbm));
        strength_ = *dbm;
        return true;
    }

    bool read_service(const TableRecord& record, Measurement& sample) {
        const std::string_view answer = cell(record, "service");
        if (columns_->service_denied && says_nothing(answer) && !sample.rsrp_dbm && !said_) {
            sample.in_service = true; // not marked as without service
            return true;
        }
        if (!trimmed(answer).empty()) {
            const auto in =
                answers_.of(answer, [](std::string_view text) { return service_in(text); });
            if (!in) {
                reject(record, "measurement_service_unreadable", columns_->shown("service"),
                       std::string(answer),
                       {"圏内・圏外（○・×、1・0 など）として読めません。",
                        "Cannot be read as in or out of service."});
                return false;
            }
            // 圏外 under 圏外 says so again
            const bool marked = columns_->service_denied && measurement_key(answer) != "圏外" &&
                                measurement_key(answer) != "圏内";
            sample.in_service = marked ? !*in : *in;
            return true;
        }
        if (said_) {
            sample.in_service = *said_;
            return true;
        }
        if (sample.rsrp_dbm) {
            const double threshold = sample.technology == MeasuredTechnology::Lte4g
                                         ? request_.threshold_4g_dbm
                                         : request_.threshold_5g_dbm;
            sample.in_service = strength_ >= threshold;
            judged_ = true;
            return true;
        }
        if (request_.empty_is_out) {
            sample.in_service = false;
            empty_ = true;
            return true;
        }
        reject(record, "measurement_without_reading",
               columns_->shown(columns_->at("rsrp") ? "rsrp" : "service"), "",
               {"電波の強さも圏内・圏外もありません。空欄が圏外を意味するなら empty_is_out = true "
                "と書いてください。",
                "Neither strength nor in or out. Write empty_is_out = true where empty means out "
                "of service."});
        return false;
    }

    /// @pre the sample was taken
    void tell_day(const TableRecord& record, const Measurement& sample) {
        if (!sample.day && columns_->at("time")) {
            note(record, IssueKind::Noted, "measurement_time_unreadable", columns_->shown("time"),
                 std::string(cell(record, "time")),
                 {"日時として読めません（例 2025-10-01 12:34:56）。",
                  "No date and time (such as 2025-10-01 12:34:56)."},
                 {"測定日を空欄にして使いました。", "Used without its day."});
        }
    }

    void read_row(const TableRecord& record) {
        if (width_.fit(record.fields) != RowWidth::Fit::Whole) {
            reject(record, "field_count_differs", "", row_excerpt(record.fields),
                   field_count_problem(width_.names(), record.fields.size()));
            return;
        }
        swapped_ = judged_ = empty_ = false;
        Measurement sample;
        const auto at = place(record);
        if (!at) {
            return;
        }
        sample.at = *at;
        sample.day = days_.of(cell(record, "time"));
        if (!read_carrier(record, sample) || !read_technology(record, sample) ||
            !read_strength(record, sample) || !read_service(record, sample)) {
            return;
        }
        if (const auto speed = plain_number(cell(record, "speed")); speed && *speed >= 0.0) {
            sample.speed_mbps = speed;
        }
        if (!take_(sample)) {
            ++out_.counts.rejected;
            ++out_.counts.outside;
            return;
        }
        ++out_.value;
        tell_day(record, sample);
        out_.judged_by_strength += judged_ ? 1 : 0;
        out_.out_because_empty += empty_ ? 1 : 0;
        if (swapped_) {
            ++out_.counts.repaired;
            note(record, IssueKind::Repaired, "measurement_lat_lon_swapped",
                 columns_->shown("lat") + ", " + columns_->shown("lon"),
                 std::string(cell(record, "lat")) + ", " + std::string(cell(record, "lon")),
                 {"緯度と経度が逆です。", "Latitude and longitude are swapped."},
                 {"入れ替えて使いました。", "Used after swapping them."});
        }
    }

    MeasurementSource request_;
    std::optional<std::string> map_crs_; ///< of a map file, where the study gives one
    const std::function<bool(const Measurement&)>& take_;
    LoadedMeasurements out_;
    std::optional<MeasurementColumns> columns_;
    std::vector<std::string> widest_; ///< of the rows taken for titles
    std::size_t above_ = 0;
    MeasurementDatum datum_{request_};
    MeasurementNames names_{request_};
    RowWidth width_;
    std::map<std::pair<IssueKind, std::string>, std::int64_t> counted_;
    Remembered<bool> answers_;
    MeasuredDays days_;
    std::string used_rsrp_; ///< of the first table with several columns of RSRP
    std::vector<std::string> unused_rsrp_;
    bool without_time_ = false; ///< some table has no column of times
    // Of the row at hand:
    double strength_ = 0.0;
    bool swapped_ = false;
    std::optional<bool> said_; ///< in or out of service, by words where the strength stands
    bool judged_ = false;
    bool empty_ = false;
};

} // namespace

LoadedMeasurements read_measurements(const MeasurementSource& request,
                                     const std::function<bool(const Measurement&)>& take) {
    return MeasurementReader(request, take).read();
}

} // namespace todoku::io
