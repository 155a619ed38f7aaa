#include "io/measurement_header.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/text_table.hpp"
#include "io/track_records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

void refuse_measurement_headers(const MeasurementSource& request,
                                const std::vector<std::string>& widest) {
    std::string missing;
    for (const auto& [field, header] : request.fields) {
        missing += (missing.empty() ? "" : "、") + ("「" + header + "」");
    }
    throw InputError(
        {fmt::format("{} に緯度・経度の列{}が見つかりません。fields = {{ lat = \"…\", lon = "
                     "\"…\" }} で見出しを指定してください。ある列: {}",
                     request.shown_as, missing.empty() ? "" : "（または " + missing + "）",
                     listed(widest)),
         fmt::format("{} has no columns of latitude and longitude{}. Name them by fields = {{ "
                     "lat = \"...\", lon = \"...\" }}. Columns found: {}",
                     request.shown_as, missing.empty() ? "" : " (or not " + missing + ")",
                     listed(widest))});
}

void require_measurement_columns(const MeasurementSource& request,
                                 const MeasurementColumns& columns,
                                 const std::vector<std::string>& headers) {
    const auto refuse = [&](const char* ja, const char* en) {
        throw InputError(
            {fmt::format("{} に{} ある列: {}", request.shown_as, ja, listed(headers)),
             fmt::format("{} {} Columns found: {}", request.shown_as, en, listed(headers))});
    };
    if (!columns.at("rsrp") && !columns.at("service")) {
        if (is_track(request.file)) {
            refuse_track(request);
        }
        refuse("電波の強さ（RSRP）の列も圏内・圏外の列も見つかりません。fields の rsrp か "
               "service で見出しを指定してください。",
               "has neither a column of RSRP nor one that says in or out of service. Name one "
               "by rsrp or service in fields.");
    }
    if (!columns.at("carrier") && request.carrier.empty()) {
        refuse("事業者の列が見つかりません。ファイル全体が一つの事業者なら carrier = \"…\"、"
               "列があるなら fields の carrier で指定してください。",
               "has no column of carriers. Give carrier = \"...\" where the whole file is of "
               "one, or name the column by carrier in fields.");
    }
    if (!columns.at("technology") && !request.technology) {
        refuse("通信方式の列が見つかりません。ファイル全体が一つの方式なら technology = "
               "\"4g\" か \"5g\"、列があるなら fields の technology で指定してください。",
               "has no column of technologies. Give technology = \"4g\" or \"5g\" where the "
               "whole file is of one, or name the column by technology in fields.");
    }
}

void require_known_fields(const MeasurementSource& request) {
    for (const auto& [field, header] : request.fields) {
        if (std::find(kMeasurementFields.begin(), kMeasurementFields.end(), field) ==
            kMeasurementFields.end()) {
            throw UsageError(
                {fmt::format("[[measurement]] の fields に「{}」という項目はありません。"
                             "使えるのは {} です。",
                             field, fmt::join(kMeasurementFields, "、")),
                 fmt::format("fields of [[measurement]] has no \"{}\"; it has {}.", field,
                             fmt::join(kMeasurementFields, ", "))});
        }
    }
}

void refuse_track(const MeasurementSource& request) {
    throw InputError(
        {request.shown_as + " のGPXには位置と時刻だけがあり、電波の強さがありません。測定アプリ"
                            "から、RSRPか圏内・圏外の列のあるCSVを書き出してください。",
         request.shown_as + " is a GPX of places and times without strength. Export a CSV with "
                            "RSRP, or in and out of service, from the measuring app."});
}

} // namespace todoku::io
