#include "study/placing.hpp"

#include "io/datum_issues.hpp"

#include <mutex>

namespace todoku::study {

geo::DatumRules datum_rules_of(const StudyFile& study) {
    // One study is read at a time, and its grid is 14 MB of text: the last one is kept.
    static std::mutex mutex;
    static std::filesystem::path last;
    static std::filesystem::file_time_type written;
    static geo::DatumRules rules;
    const std::lock_guard lock(mutex);
    std::error_code ignored;
    const auto now = std::filesystem::last_write_time(study.datum.grid, ignored);
    if (study.datum.grid.empty() || study.datum.grid != last || now != written) {
        rules = io::read_datum_grid(study.datum.grid, study.datum.grid_shown_as, false);
        last = study.datum.grid;
        written = now;
    }
    geo::DatumRules result = rules;
    result.allow_approximate = study.datum.allow_approximate;
    result.ground_moved = geo::moved_in_2011(study.prefecture);
    return result;
}

void tell_datum_grid(const StudyFile& study, Inputs& inputs) {
    if (const auto why = datum_rules_of(study).unusable) {
        inputs.issues.push_back(
            {IssueKind::Noted,
             kDatumGridUnusable,
             study.datum.grid_shown_as,
             {},
             std::nullopt,
             "datum_grid",
             "",
             *why,
             {"日本測地系のファイルだけに影響します。ほかの入力はそのまま読みました。",
              "only files on Tokyo datum need it; others were read."}});
    }
}

io::Placing placing_of(const StudyFile& study, const Inputs& inputs) {
    return {datum_rules_of(study), study_extent(inputs.municipalities),
            geo::plane_rectangular_epsg(study.prefecture)};
}

} // namespace todoku::study
