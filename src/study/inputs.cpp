#include "study/inputs.hpp"

#include "core/error.hpp"
#include "io/readers.hpp"
#include "report/enquiry_letter.hpp"
#include "report/letter_template.hpp"
#include "study/antenna_pattern_file.hpp"
#include "study/earlier_ids.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"

#include <algorithm>

namespace todoku::study {

const char* mark_of(bool failed, const ReadCounts& counts, bool strays) {
    return failed ? "×" : (counts.lost() + counts.unplaced > 0 || strays ? "△" : "○");
}

bool Inputs::failed() const {
    return std::any_of(summaries.begin(), summaries.end(),
                       [](const InputSummary& s) { return s.failure.has_value(); });
}

namespace {

void tell_fiscal_year(const StudyFile& study, Inputs& inputs) {
    if (study.fiscal_year.empty()) {
        return;
    }
    const std::string last_day = iso_date(study.as_of);
    inputs.issues.push_back({.kind = IssueKind::Assumed,
                             .code = "study_date_of_fiscal_year",
                             .file = study.file.filename().string(),
                             .layer = {},
                             .row = std::nullopt,
                             .field = "as_of",
                             .value = study.fiscal_year,
                             .problem = {"スタディの日付が年度だけで書かれています。",
                                         "The study is dated by a fiscal year alone."},
                             .action = {"年度の末日 " + last_day + " としました。",
                                        "Taken for its last day, " + last_day + "."}});
}

} // namespace

Inputs read_inputs(const StudyFile& study, Threads threads, Progress& progress) {
    Inputs inputs;
    std::size_t files = 3 + study.coverage.size() + study.restrictions.size() +
                        study.places.size() + study.stations.size() + study.roads.size() +
                        study.zones.size();
    for (const MeasurementInput& source : study.measurements) {
        files += source.files.size() * std::max<std::size_t>(1, source.sheets.size());
    }
    for (const AssetInput& source : study.assets) {
        files += source.files.size();
    }
    progress.begin({"入力を読む", "reading inputs"}, static_cast<std::int64_t>(files));
    InputReader reader(inputs, progress);
    tell_fiscal_year(study, inputs);
    tell_datum_grid(study, inputs);
    read_municipalities(study, inputs, reader);
    read_population(study, inputs, reader, threads);
    read_daytime(study, inputs, reader, threads);
    read_coverage(study, inputs, reader);
    read_measurements(study, inputs, reader, threads);
    read_assets(study, inputs, reader);
    read_restrictions(study, inputs, reader);
    read_surroundings(study, inputs, reader);
    read_zones(study, inputs, reader);
    look_at_terrain(study, inputs, reader);
    look_at_clutter(study, inputs, reader);
    progress.end();
    return inputs;
}

Inputs read_asset_inputs(const StudyFile& study, Progress& progress) {
    Inputs inputs;
    InputReader reader(inputs, progress);
    tell_datum_grid(study, inputs);
    read_municipalities(study, inputs, reader);
    read_assets(study, inputs, reader);
    read_restrictions(study, inputs, reader);
    require_usable(inputs);
    return inputs;
}

Inputs look_at_later_inputs(const StudyFile& study, Progress& progress) {
    Inputs inputs;
    InputReader reader(inputs, progress);
    if (!study.gaps.earlier.empty()) {
        reader.input(
            summary_of("earlier", {"前回の結果", "earlier result"}, study.gaps.earlier_shown_as),
            [&](InputSummary& summary) {
                const auto count = static_cast<std::int64_t>(read_earlier_gaps(study).gaps.size());
                summary.counts.read = count;
                summary.counts.used = count;
            });
    }
    if (!study.radio.antenna.file.empty()) {
        reader.input(summary_of("antenna", {"アンテナのパターン", "antenna pattern"},
                                study.radio.antenna.shown_as),
                     [&](InputSummary& summary) {
                         auto loaded = read_antenna_pattern(study.radio.antenna.file,
                                                            study.radio.antenna.shown_as);
                         reader.note(summary, loaded);
                     });
    }
    for (const RequestSettings& request : study.requests) {
        if (!request.letter_template.empty()) {
            reader.input(
                summary_of("letter",
                           {"要望書のひな形（" + request.carrier + "）",
                            "letter template (" + request.carrier + ")"},
                           request.letter_template_shown_as),
                [&](InputSummary&) { report::require_letter_template(request.letter_template); });
        }
    }
    if (!study.report.enquiry_template.empty()) {
        reader.input(summary_of("letter", {"照会のひな形", "enquiry template"},
                                study.report.enquiry_template_shown_as),
                     [&](InputSummary&) {
                         report::require_enquiry_template(study.report.enquiry_template);
                     });
    }
    if (!study.report.answer_template.empty()) {
        reader.input(
            summary_of("letter", {"回答のひな形", "answer template"},
                       study.report.answer_template_shown_as),
            [&](InputSummary&) { report::require_letter_template(study.report.answer_template); });
    }
    return inputs;
}

void require_usable(const Inputs& inputs) {
    Text message;
    for (const InputSummary& summary : inputs.summaries) {
        if (summary.failure) {
            const bool first = message.ja.empty();
            message.ja += (first ? "" : "\n") + summary.what.ja + ": " + summary.failure->ja;
            message.en += (first ? "" : "\n") + summary.what.en + ": " + summary.failure->en;
        }
    }
    if (message.ja.empty()) {
        return;
    }
    for (const Issue& issue : inputs.issues) {
        if (issue.code == kDatumGridUnusable) {
            message.ja = issue.problem.ja + "\n" + message.ja;
            message.en = issue.problem.en + "\n" + message.en;
        }
    }
    throw InputError(message);
}

geo::HeightGrid read_study_terrain(const StudyFile& study, const geo::Box& window,
                                   Progress* progress) {
    if (!study.terrain) {
        return {};
    }
    io::TerrainRequest request;
    request.files = study.terrain->files;
    request.crs = study.terrain->crs;
    request.window = window;
    request.datum = datum_rules_of(study);
    request.progress = progress;
    return io::read_terrain(request).value;
}

geo::Box study_extent(const std::vector<domain::Municipality>& municipalities,
                      double margin_degrees) {
    geo::Box box;
    for (const domain::Municipality& municipality : municipalities) {
        box.extend(geo::bounds(municipality.boundary));
    }
    return box.empty() ? box : box.grown(margin_degrees);
}

} // namespace todoku::study
