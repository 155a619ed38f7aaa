#include "study/demo.hpp"

#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/readers.hpp"
#include "report/letter_template.hpp"
#include "study/init_texts.hpp"
#include "study/inputs.hpp"
#include "study/read_inputs.hpp"
#include "synth/demo.hpp"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <set>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

struct Total {
    std::int64_t population = 0;
    geo::LatLng office;
};

/// Census totals and offices by five-digit code, from a CSV with those columns.
std::map<std::string, Total> read_totals(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (file.empty()) {
        throw UsageError({"人口も作るスタディです。市区町村の人口の表を --totals "
                          "で指定してください（列: code, population_2020, "
                          "office_lat_approx, office_lng_approx）。",
                          "This study's people are made too: name a CSV of municipal populations "
                          "with --totals (columns code, "
                          "population_2020, office_lat_approx, office_lng_approx)."});
    }
    if (!in) {
        throw InputError(
            {file.string() + " を読めません。市区町村の人口の表が必要です（--totals）。",
             "Cannot read " + file.string() +
                 ": a table of municipal populations is needed (--totals)."});
    }
    const std::string text =
        decode(std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()})
            .text;
    CsvReader reader(text);
    std::map<std::string, std::size_t> columns;
    std::map<std::string, Total> totals;
    while (reader.next()) {
        const auto fields = reader.fields();
        if (columns.empty()) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                columns[std::string(fields[i])] = i;
            }
            for (const char* needed :
                 {"code", "population_2020", "office_lat_approx", "office_lng_approx"}) {
                if (!columns.contains(needed)) {
                    throw InputError({file.string() + " に列 " + needed + " がありません。",
                                      file.string() + " has no column " + needed + "."});
                }
            }
            continue;
        }
        const auto value = [&](const char* name) {
            return number_in(fields[columns[name]]).value_or(0.0);
        };
        totals[std::string(fields[columns["code"]])] = {
            static_cast<std::int64_t>(value("population_2020")),
            geo::LatLng::from_degrees(value("office_lat_approx"), value("office_lng_approx"))};
    }
    return totals;
}

std::vector<domain::Municipality> municipalities_of(const StudyFile& study) {
    return io::read_municipalities(municipality_source_of(study)).value;
}

void fill_population(const StudyFile& study,
                     const std::vector<domain::Municipality>& municipalities,
                     const fs::path& totals_file) {
    const std::map<std::string, Total> totals = read_totals(totals_file);
    synth::PopulationRequest request;
    request.file = study.population.files.front();
    request.mesh = study.mesh;
    for (const domain::Municipality& municipality : municipalities) {
        const auto total = totals.find(municipality.code.five_digits());
        if (total == totals.end()) {
            throw InputError({totals_file.string() + " に " + municipality.name + "（" +
                                  municipality.code.five_digits() + "）がありません。",
                              totals_file.string() + " lacks " + municipality.name + " (" +
                                  municipality.code.five_digits() + ")."});
        }
        request.areas.push_back({municipality.code.five_digits(), municipality.boundary,
                                 total->second.office, total->second.population});
    }
    fs::create_directories(request.file.parent_path());
    synth::write_population(request);
}

void fill_coverage(const StudyFile& study, const std::vector<domain::Municipality>& municipalities,
                   const fs::path& file) {
    const domain::PopulationGrid grid = io::read_population(population_source_of(study)).value;
    synth::CoverageRequest request;
    request.file = file;
    request.extent = study_extent(municipalities, 0.02);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        request.towns.push_back(grid.cells[i].centre());
        request.people.push_back(grid.population[i]);
    }
    fs::create_directories(file.parent_path());
    synth::write_coverage(request);
}

/// Letters beside the packages: what a municipality is asked, and what a carrier is answered.
std::string write_demo_letters(const fs::path& folder) {
    report::write_enquiry_template(folder / kEnquiryTemplateName);
    report::write_answer_template(folder / kAnswerTemplateName);
    return fmt::format("enquiry = \"{}\"               # 市町村への照会のひな形（letters/ "
                       "に市町ごと）/ a letter to "
                       "each municipality\n"
                       "answer = \"{}\"                # "
                       "資産を尋ねた事業者への回答のひな形（letters/ に事業者ごと）/ "
                       "an answer to each carrier\n",
                       kEnquiryTemplateName, kAnswerTemplateName);
}

} // namespace

void write_demo(const DemoRequest& request, Progress& progress) {
    const auto level = domain::mesh_level_of(request.mesh);
    if (!level) {
        throw UsageError({"--mesh は 1km 500m 250m 125m のどれかにしてください。",
                          "--mesh must be 1km, 500m, 250m or 125m."});
    }
    synth::write_demo(
        {request.folder, *level, request.seed, request.scale, request.threads, write_demo_letters},
        progress);
}

void fill_study(const FillRequest& request, Progress& progress) {
    const StudyFile study = read_study_file(request.study);
    if (!study.synthetic) {
        throw UsageError({"作り物のデータを補えるのは synthetic = true のスタディだけです。",
                          "Only a study with synthetic = true may be filled with made-up data."});
    }
    const std::vector<domain::Municipality> municipalities = municipalities_of(study);
    progress.check();
    if (!fs::exists(study.population.files.front())) {
        fill_population(study, municipalities, request.totals);
    }
    std::set<fs::path> files;
    for (const CoverageInput& input : study.coverage) {
        for (const VectorInput& source : input.sources) {
            files.insert(source.file);
        }
    }
    for (const fs::path& file : files) {
        if (!fs::exists(file)) {
            fill_coverage(study, municipalities, file);
        }
    }
}

} // namespace todoku::study
