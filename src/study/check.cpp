#include "study/check.hpp"

#include "core/csv.hpp"
#include "core/output_folder.hpp"
#include "study/coverage_legends.hpp"
#include "study/init_texts.hpp"
#include "study/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace todoku::study {

CheckResult check(const CheckRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.study);
    if (!request.issues.empty()) {
        require_no_input(study, request.issues);
    }
    if (!request.legend.empty()) {
        require_no_input(study, request.legend / kCoverageReadName);
    }
    Inputs inputs = read_inputs(study, request.threads, progress);
    Inputs letters = look_at_letter_templates(study, progress);
    std::move(letters.summaries.begin(), letters.summaries.end(),
              std::back_inserter(inputs.summaries));
    CheckResult result;
    result.title = study.title;
    result.synthetic = study.synthetic;
    result.usable = !inputs.failed();
    for (const NamedFile& named : named_files(study)) {
        const bool told = std::find(result.missing.begin(), result.missing.end(), named.shown_as) !=
                          result.missing.end();
        if (!told && !std::filesystem::exists(named.file)) {
            result.missing.push_back(named.shown_as);
        }
    }
    const std::filesystem::path guide = study.file.parent_path() / kGuideName;
    result.guide = std::filesystem::exists(guide) ? guide.filename().string() : "";
    result.people_read = inputs.population_read;
    if (!inputs.municipalities.empty() && inputs.population.size() > 0) {
        auto grid =
            overlay::make_study_grid(inputs.population, inputs.municipalities,
                                     study_grid_rules(study), request.threads, inputs.neighbours);
        result.cells = grid.value.size();
        for (std::size_t i = 0; i < grid.value.size(); ++i) {
            result.populated_cells += static_cast<std::size_t>(grid.value.population[i] > 0.0);
        }
        result.unknown_cells = grid.cells_unknown;
        result.border_cells_by_centroid = study.rules.border_cells_by_centroid;
        for (std::size_t i = 0; i < inputs.municipalities.size(); ++i) {
            const domain::Municipality& municipality = inputs.municipalities[i];
            result.municipalities.push_back({municipality.code.five_digits(), municipality.name,
                                             grid.people_by_area[i], grid.people_by_centroid[i]});
        }
        result.people_placed = grid.people_placed;
        result.people_by_the_shore = grid.people_by_the_shore;
        result.people_of_neighbours = grid.people_of_neighbours;
        result.people_elsewhere = grid.people_elsewhere;
        inputs.issues.insert(inputs.issues.end(), grid.issues.begin(), grid.issues.end());
    }
    if (!request.legend.empty()) {
        result.legends =
            write_coverage_legends(inputs, request.language, request.legend, inputs.issues);
    }
    result.inputs = std::move(inputs.summaries);
    result.issues = std::move(inputs.issues);
    if (!request.issues.empty()) {
        write_issues(result.issues, request.language, request.issues);
    }
    return result;
}

void write_issues(const std::vector<Issue>& issues, Language language,
                  const std::filesystem::path& file) {
    std::ostringstream out;
    out << "\xEF\xBB\xBF"; // Excel takes a CSV with BOM for UTF-8
    write_csv_record(out, std::vector<std::string>{"kind", "code", "file", "layer", "row", "field",
                                                   "value", "problem", "action"});
    for (const Issue& issue : issues) {
        write_csv_record(
            out, std::vector<std::string>{name_of(issue.kind), issue.code, issue.file, issue.layer,
                                          issue.row ? std::to_string(*issue.row) : "", issue.field,
                                          issue.value, issue.problem.in(language),
                                          issue.action.in(language)});
    }
    write_file_atomically(file, out.str());
}

} // namespace todoku::study
