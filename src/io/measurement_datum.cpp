#include "io/measurement_datum.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/datum_issues.hpp"
#include "io/datum_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

constexpr const char* kTokyo = "EPSG:4301"; // latitude and longitude on Tokyo datum

} // namespace

geo::ToJgd2011 MeasurementDatum::way_from(const std::string& crs, std::string_view said_by) const {
    try {
        return geo::ToJgd2011(crs, request_.datum);
    } catch (const InputError& error) {
        throw InputError(
            {fmt::format("{} の「{}」: {}", request_.shown_as, said_by, error.message().ja),
             fmt::format("{}, \"{}\": {}", request_.shown_as, said_by, error.message().en)});
    }
}

void MeasurementDatum::settle(const std::vector<std::string>& headers,
                              const MeasurementColumns& columns) {
    datum_column_ = headers.size();
    every_row_ = request_.crs.has_value();
    if (request_.crs) {
        way_ = way_from(*request_.crs, *request_.crs);
        if (!way_->is_geographic()) {
            throw InputError(
                {fmt::format("{} の座標は緯度・経度でなければなりません。crs = \"{}\" は緯度・経"
                             "度の座標系ではありません。",
                             request_.shown_as, *request_.crs),
                 fmt::format("{}: measurements need latitude and longitude; crs = \"{}\" is "
                             "projected.",
                             request_.shown_as, *request_.crs)});
        }
        return;
    }
    for (const char* field : {"lat", "lon"}) {
        const SaidDatum said = said_datum(columns.shown(field));
        if (said == SaidDatum::Tokyo) {
            take_tokyo(columns.shown(field));
            every_row_ = true;
        }
        if (said != SaidDatum::None) {
            return;
        }
    }
    const auto column = std::find_if(headers.begin(), headers.end(), is_datum_header);
    datum_column_ = static_cast<std::size_t>(column - headers.begin());
    assumed_ = assumed_ || column == headers.end();
}

void MeasurementDatum::take_tokyo(std::string_view said_by) {
    if (!way_) {
        way_ = way_from(kTokyo, said_by);
    }
}

const geo::ToJgd2011* MeasurementDatum::way_of(const TableRecord& record) {
    if (datum_column_ < record.fields.size()) {
        const SaidDatum said = said_datum_in_cell(record.fields[datum_column_]);
        if (said == SaidDatum::None && !trimmed(record.fields[datum_column_]).empty()) {
            ++unknown_datums_[std::string(trimmed(record.fields[datum_column_]))];
        } else {
            assumed_ = assumed_ || said == SaidDatum::None;
        }
        if (said == SaidDatum::Tokyo) {
            take_tokyo(record.fields[datum_column_]);
            return &*way_;
        }
    }
    return every_row_ ? &*way_ : nullptr;
}

std::vector<Issue> MeasurementDatum::issues() const {
    std::vector<Issue> issues;
    if (assumed_) {
        issues.push_back(assumed_jgd2011(request_.shown_as, ""));
    }
    if (!unknown_datums_.empty()) {
        issues.push_back(unknown_datums(request_.shown_as, "", unknown_datums_));
    }
    if (way_) {
        for (Issue& issue : datum_issues(*way_, request_.shown_as, "")) {
            issues.push_back(std::move(issue));
        }
    }
    return issues;
}

} // namespace todoku::io
