#include "study/check.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "study/check_workbook.hpp"
#include "study/coverage_legends.hpp"
#include "study/init_texts.hpp"
#include "study/issue_labels.hpp"
#include "study/pipeline.hpp"
#include "study/study_file_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>

namespace todoku::study {

namespace {

std::vector<EvidenceLine> evidence_lines(const overlay::Agreement& agreement) {
    std::vector<EvidenceLine> lines;
    for (const overlay::AgreementRow& row : agreement.table) {
        const std::string technology(domain::name_of(row.technology));
        if (lines.empty() || lines.back().carrier != row.carrier ||
            lines.back().technology != technology) {
            lines.push_back({row.carrier, technology});
        }
        EvidenceLine& line = lines.back();
        const bool in = row.measured == overlay::Measured::In;
        const bool decided = in || row.measured == overlay::Measured::Out;
        const bool covered = row.stated == overlay::Stated::Covered;
        std::int64_t& cells = !decided || row.stated == overlay::Stated::Nothing ? line.undecided
                              : in == covered                                    ? line.agreed
                              : covered ? line.stated_measured_out
                                        : line.not_stated_measured_in;
        cells += row.cells;
    }
    return lines;
}

/// キャリアA 5G（Sub6） area.png: #E60012 エリア内 23.1 %、透明 76.9 %.
Text picture_line(const CoveragePicture& picture) {
    const io::PictureLook& look = picture.look;
    const Text technology = domain::label_of(picture.technology);
    const Text zoom = look.zoom ? Text{fmt::format("（ズーム{}のタイル）", *look.zoom),
                                       fmt::format(" (tiles of zoom {})", *look.zoom)}
                                : Text{};
    Text line{picture.carrier + " " + technology.ja + " " + look.shown_as + zoom.ja + ": ",
              picture.carrier + " " + technology.en + " " + look.shown_as + zoom.en + ": "};
    bool first = true;
    const auto add = [&](const Text& what, double share) {
        line.ja += fmt::format("{}{} {:.1f} %", first ? "" : "、", what.ja, 100.0 * share);
        line.en += fmt::format("{}{} {:.1f} %", first ? "" : ", ", what.en, 100.0 * share);
        first = false;
    };
    for (std::size_t i = 0; i < look.table.size(); ++i) {
        const std::string colour = io::colour_text(look.table[i].rgb);
        add(look.table[i].unknown   ? Text{colour + " 不明", colour + " unknown"}
            : look.table[i].covered ? Text{colour + " エリア内", colour + " covered"}
                                    : Text{colour + " エリア外", colour + " not covered"},
            look.shares[i]);
    }
    if (look.transparent > 0.0) {
        add({"透明", "transparent"}, look.transparent);
    }
    if (look.unlisted > 0.0) {
        add({"表にない色", "colours not in the table"}, look.unlisted);
    }
    return line;
}

std::string ending_of(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

/// @throws UsageError for an ending that is neither .xlsx nor .csv
std::filesystem::path list_wanted(const std::filesystem::path& list) {
    if (std::filesystem::is_directory(list)) {
        return list / "check.xlsx";
    }
    if (!list.empty() && ending_of(list) != ".xlsx" && ending_of(list) != ".csv") {
        throw UsageError(
            {"一覧のファイル名は .xlsx（Excel）か .csv で終えてください: " + list.string(),
             "The name of the list must end in .xlsx (Excel) or .csv: " + list.string()});
    }
    return list;
}

/// Excel computes a field of a CSV that begins so; a number, or a pair of them, may begin with a
/// sign.
std::string no_formula(const std::string& text) {
    const bool computed =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    const bool number =
        text.starts_with('-') && text.find_first_not_of("0123456789., ", 1) == std::string::npos;
    return computed && !number ? "'" + text : text;
}

/// What is found when inputs are put together (a code that does not fit its place, one area under
/// two names) asks for a hand with the file it speaks of.
void mark_files_of_later_issues(Inputs& inputs) {
    std::set<std::string_view> files;
    std::vector<bool> of_an_input(inputs.issues.size(), false);
    for (const InputSummary& input : inputs.summaries) {
        std::fill_n(of_an_input.begin() + static_cast<std::ptrdiff_t>(input.first_issue),
                    input.issue_count, true);
    }
    for (std::size_t i = 0; i < inputs.issues.size(); ++i) {
        const Issue& issue = inputs.issues[i];
        if (!of_an_input[i] && !issue.file.empty() && asks_for_a_hand(issue)) {
            files.insert(issue.file);
        }
    }
    for (InputSummary& input : inputs.summaries) {
        const std::string_view file = std::string_view(input.file);
        input.strays = input.strays || files.contains(file) ||
                       files.contains(file.substr(0, file.find(" / ")));
    }
}

} // namespace

CheckResult check(const CheckRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.study, request.allow_approximate_datum);
    const std::filesystem::path list = list_wanted(request.list);
    if (!list.empty()) {
        require_no_input(study, list);
    }
    if (!request.legend.empty()) {
        require_no_input(study, request.legend / kCoverageReadName);
    }
    Inputs inputs = read_inputs(study, request.threads, progress);
    Inputs later = look_at_later_inputs(study, progress);
    for (InputSummary& summary : later.summaries) {
        summary.first_issue += inputs.issues.size();
        inputs.summaries.push_back(std::move(summary));
    }
    std::move(later.issues.begin(), later.issues.end(), std::back_inserter(inputs.issues));
    CheckResult result;
    result.title = study.title;
    result.synthetic = study.synthetic;
    result.as_of = study.as_of;
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
    if (inputs.grid) {
        const overlay::StudyGridResult& grid = *inputs.grid;
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
        if (!inputs.measured.empty()) {
            const auto coverage = overlay::measure_coverage(
                {.grid = grid.value, .layers = inputs.coverage}, request.threads, progress);
            result.evidence = evidence_lines(overlay::compare_with_statements(
                grid.value, coverage, inputs.measured, population_rule(study.rules),
                evidence_rule(study)));
        }
    }
    for (const CoveragePicture& picture : inputs.pictures) {
        if (!picture.look.table.empty() &&
            picture.look.shares.size() == picture.look.table.size()) {
            result.pictures.push_back(picture_line(picture));
        }
    }
    if (!request.legend.empty()) {
        result.legend_folder = request.legend;
        result.legends =
            write_coverage_legends(inputs, request.language, request.legend, inputs.issues);
    }
    mark_files_of_later_issues(inputs);
    const std::vector<Issue> doubts = weights_issues(study);
    inputs.issues.insert(inputs.issues.end(), doubts.begin(), doubts.end());
    result.inputs = std::move(inputs.summaries);
    result.issues = std::move(inputs.issues);
    if (ending_of(list) == ".csv") {
        write_issues(result.issues, request.language, list);
    } else if (!list.empty()) {
        write_check_workbook(result, request.language, list);
    }
    result.list = list;
    return result;
}

void write_issues(const std::vector<Issue>& issues, Language language,
                  const std::filesystem::path& file) {
    std::ostringstream out;
    out << "\xEF\xBB\xBF"; // Excel takes a CSV with BOM for UTF-8
    const bool japanese = language == Language::Japanese;
    const auto cell = [](const std::string& text) { return no_formula(on_one_line(text)); };
    write_csv_record(
        out, japanese ? std::vector<std::string>{"区分", "符号", "ファイル", "レイヤ・シート", "行",
                                                 "項目", "値", "問題", "したこと"}
                      : std::vector<std::string>{"kind", "code", "file", "layer", "row", "field",
                                                 "value", "problem", "action"});
    for (const Issue& issue : issues) {
        write_csv_record(
            out, std::vector<std::string>{kind_label(issue).in(language), issue.code, issue.file,
                                          issue.layer, issue.row ? std::to_string(*issue.row) : "",
                                          cell(field_label(issue, language)), cell(issue.value),
                                          cell(issue.problem.in(language)),
                                          cell(issue.action.in(language))});
    }
    write_file_atomically(file, out.str());
}

} // namespace todoku::study
