#include "core/checksum.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/measurement_columns.hpp"
#include "io/read_measurements.hpp"
#include "overlay/ground_cells.hpp"
#include "overlay/measured_cells.hpp"
#include "study/kind_labels.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

namespace {

/// How many samples of a file say what, by carrier and technology.
class Tally {
public:
    void add(const domain::Measurement& sample) {
        auto& [samples, in] = counts_[{sample.carrier, sample.technology}];
        ++samples;
        in += sample.in_service ? 1 : 0;
    }
    void tell(const std::vector<std::string>& carriers, InputSummary& summary) const {
        for (const auto& [key, count] : counts_) {
            const auto& [samples, in] = count;
            const Text technology = measured_technology_label(key.second);
            summary.facts.emplace_back(
                Text{fmt::format("{} {} 測定点（うち圏内）", carriers[key.first], technology.ja),
                     fmt::format("{} {} samples (of these in service)", carriers[key.first],
                                 technology.en)},
                fmt::format("{} ({:.1f} %)", with_thousands(static_cast<double>(samples)),
                            100.0 * static_cast<double>(in) / static_cast<double>(samples)));
        }
    }

private:
    std::map<std::pair<std::uint32_t, domain::MeasuredTechnology>,
             std::pair<std::int64_t, std::int64_t>>
        counts_;
};

/// Samples of days that a study cannot know: more than a year after its own date and the source's.
/// The day on which the program runs says nothing, so that results stay the same.
class LateDays {
public:
    LateDays(const StudyFile& study, const MeasurementInput& source)
        : last_(std::chrono::sys_days(
              std::max(study.as_of, source.origin.as_of.value_or(study.as_of)) +
              std::chrono::years(1))) {}
    void add(const domain::Measurement& sample) {
        if (sample.day && std::chrono::sys_days(*sample.day) > last_) {
            ++count_;
            latest_ = std::max(latest_, std::chrono::sys_days(*sample.day));
        }
    }
    void tell(const std::string& shown_as, std::vector<Issue>& issues) const {
        if (count_ == 0) {
            return;
        }
        const std::string latest = iso_date(Date(latest_));
        issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "measurement_in_future",
             .file = shown_as,
             .layer = {},
             .row = std::nullopt,
             .field = {},
             .value = latest,
             .problem = {fmt::format(
                             "{} 件の測定日がスタディの日付（as_of）より1年以上後です（最も遅い"
                             "日 {}）。",
                             counted(count_), latest),
                         fmt::format("{} samples are dated more than a year after the study's date "
                                     "(as_of); the latest is {}.",
                                     counted(count_), latest)},
             .action = {"そのまま使いました。測定器の時計か as_of を確かめてください。",
                        "Used as they are. Check the clock of the device, or as_of."}});
    }

private:
    std::chrono::sys_days last_;
    std::chrono::sys_days latest_{};
    std::int64_t count_ = 0;
};

void tell_how_it_was_read(const MeasurementInput& source, const io::LoadedMeasurements& loaded,
                          InputSummary& summary) {
    for (const std::string_view field : io::kMeasurementFields) {
        const auto found = loaded.mapping.find(std::string(field));
        if (found != loaded.mapping.end()) {
            summary.mapping.push_back(
                {found->first, measurement_field_label(field), found->second});
        }
    }
    const auto count = [](std::int64_t number) {
        return with_thousands(static_cast<double>(number));
    };
    if (loaded.judged_by_strength > 0) {
        summary.facts.emplace_back(
            Text{fmt::format("RSRPで圏内とした境目 4G {:g} dBm、5G {:g} dBm、判定した測定点",
                             source.threshold_4g_dbm, source.threshold_5g_dbm),
                 fmt::format("in service from RSRP {:g} dBm (4G), {:g} dBm (5G); samples judged",
                             source.threshold_4g_dbm, source.threshold_5g_dbm)},
            count(loaded.judged_by_strength));
    }
    if (loaded.out_because_empty > 0) {
        summary.facts.emplace_back(
            Text{"空欄を圏外とした測定点", "samples out of service because empty"},
            count(loaded.out_because_empty));
    }
}

/// A file, or one of its sheets or layers.
struct MeasuredTable {
    std::filesystem::path file;
    std::string file_shown_as;
    std::string sheet;    ///< empty: the only one
    std::string shown_as; ///< FILE / SHEET
};

/// Sheets name nothing of a plain text file: it is read once.
std::vector<MeasuredTable> tables_of(const MeasurementInput& source) {
    std::vector<MeasuredTable> tables;
    for (std::size_t i = 0; i < source.files.size(); ++i) {
        const std::string ending = io::lower_ending(source.files[i]);
        const bool plain = ending == ".csv" || ending == ".txt" || ending == ".tsv";
        if (plain || source.sheets.empty()) {
            tables.push_back({source.files[i], source.shown_as[i], {}, source.shown_as[i]});
            continue;
        }
        for (const std::string& sheet : source.sheets) {
            tables.push_back(
                {source.files[i], source.shown_as[i], sheet, source.shown_as[i] + " / " + sheet});
        }
    }
    return tables;
}

io::MeasurementSource request_of(const StudyFile& study, const MeasurementInput& source,
                                 const MeasuredTable& table,
                                 const std::vector<std::string>& carriers) {
    return {.file = table.file,
            .shown_as = table.file_shown_as,
            .sheet = table.sheet,
            .encoding = source.encoding,
            .crs = source.crs,
            .datum = datum_rules_of(study),
            .fields = source.fields,
            .carriers = carriers,
            .carrier = source.carrier,
            .carrier_names = source.carrier_names,
            .technology = source.technology,
            .technology_names = source.technology_names,
            .threshold_4g_dbm = source.threshold_4g_dbm,
            .threshold_5g_dbm = source.threshold_5g_dbm,
            .empty_is_out = source.empty_is_out};
}

/// Tables read so far, so that no sample counts twice.
class Twins {
public:
    /// @throws InputError for a table that was read the same way before
    void refuse(const MeasurementInput& source, const MeasuredTable& table) {
        if (!std::filesystem::is_regular_file(table.file)) {
            return;
        }
        // One log may hold 4G and 5G side by side and be given once for each.
        std::string reading = sha256_of_file(table.file) + " " + table.sheet;
        for (const auto& [field, header] : source.fields) {
            reading += " " + field + "=" + header;
        }
        reading += source.crs ? " " + *source.crs : "";
        reading += source.technology ? domain::name_of(*source.technology) : "";
        const auto [twin, anew] = known_.emplace(reading, table.shown_as);
        if (!anew) {
            throw InputError({fmt::format("{} は {} と同じ内容です。測定点を二重に数えないよう、"
                                          "どちらかを外してください。",
                                          table.shown_as, twin->second),
                              fmt::format("{} has the same content as {}. Leave one out, so "
                                          "that no sample counts twice.",
                                          table.shown_as, twin->second)});
        }
    }

private:
    std::map<std::string, std::string> known_; ///< checksum and how it is read -> table
};

} // namespace

std::vector<std::string> carriers_of(const StudyFile& study) {
    std::vector<std::string> carriers;
    for (const CoverageInput& coverage : study.coverage) {
        if (std::find(carriers.begin(), carriers.end(), coverage.carrier) == carriers.end()) {
            carriers.push_back(coverage.carrier);
        }
    }
    return carriers;
}

void read_measurements(const StudyFile& study, Inputs& inputs, InputReader& reader,
                       Threads threads) {
    if (study.measurements.empty()) {
        return;
    }
    const std::vector<std::string> carriers = carriers_of(study);
    const overlay::GroundCells ground(inputs.municipalities, study.mesh, threads);
    overlay::MeasuredCells cells(study.mesh);
    Twins twins;
    for (const MeasurementInput& source : study.measurements) {
        const Text what = source.name.empty()
                              ? Text{"実測", "measurement"}
                              : Text{"実測 " + source.name, "measurement " + source.name};
        for (const MeasuredTable& table : tables_of(source)) {
            reader.input(summary_of("measurement", what, table.shown_as, source.origin),
                         [&](InputSummary& summary) {
                             twins.refuse(source, table);
                             Tally tally;
                             LateDays late(study, source);
                             auto loaded = io::read_measurements(
                                 request_of(study, source, table, carriers),
                                 [&](const domain::Measurement& sample) {
                                     const auto cell = domain::MeshCell::at(sample.at, study.mesh);
                                     if (!cell || !ground.contains(*cell)) {
                                         return false;
                                     }
                                     cells.add(sample);
                                     tally.add(sample);
                                     late.add(sample);
                                     return true;
                                 });
                             late.tell(table.file_shown_as, loaded.issues);
                             reader.note(summary, loaded);
                             tally.tell(carriers, summary);
                             tell_how_it_was_read(source, loaded, summary);
                         });
        }
    }
    inputs.measured = cells.finish(carriers);
}

} // namespace todoku::study
