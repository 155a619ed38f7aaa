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
    return result;
}

io::Placing placing_of(const StudyFile& study, const Inputs& inputs) {
    return {datum_rules_of(study), study_extent(inputs.municipalities),
            geo::plane_rectangular_epsg(study.prefecture)};
}

} // namespace todoku::study
