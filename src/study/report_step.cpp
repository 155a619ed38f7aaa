#include "study/report_step.hpp"

#include "core/error.hpp"
#include "overlay/coverage.hpp"
#include "report/index_page.hpp"
#include "report/map_sheet.hpp"
#include "report/package.hpp"
#include "report/source_lines.hpp"
#include "study/annual_contents.hpp"
#include "study/coverage_tables.hpp"
#include "study/evidence_tables.hpp"
#include "study/gap_maps.hpp"
#include "study/index_map_content.hpp"
#include "study/map_books.hpp"
#include "study/other_letters.hpp"
#include "study/outlook_tables.hpp"
#include "study/overview_map.hpp"
#include "study/package_contents.hpp"
#include "study/pipeline.hpp"
#include "study/reach_alternatives.hpp"
#include "study/reach_words.hpp"
#include "study/results_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

// Names of municipalities can still be read, and four carriers' maps stay under 5 MB in the page.
constexpr double kPreviewDpi = 96.0;

void copy_map(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy_file(from, to, error);
    if (error) {
        const std::string reason = error.message();
        throw ExternalError({to.string() + " に書き込めません（" + reason +
                                 "）。空き容量と書き込み権限を確かめてください。",
                             "Cannot write " + to.string() + " (" + reason +
                                 "). Check free space and permissions."});
    }
}

/// Of one carrier, in its folder and beside those of the others.
/// @return the map as a small picture (PNG)
std::string write_overview(const Results& results, const report::PackageContent& content,
                           const std::vector<MapGround>& grounds, const geo::HeightGrid& terrain,
                           const fs::path& folder, const fs::path& maps) {
    const fs::path map = folder / report::kMapStem;
    std::string preview = write_overview_map(
        grounds,
        [&](const MapGround& ground) { return gap_map(results, content, terrain, ground); }, map,
        results.study.report.png_dpi, kPreviewDpi);
    for (const char* ending : {".pdf", ".png"}) {
        copy_map(map.string() + ending,
                 maps / (std::string(report::kMapStem) + "_" + content.carrier + ending));
    }
    return preview;
}

/// Everything but the maps, which are there.
void write_package(const report::PackageContent& content, const fs::path& folder) {
    report::write_letter(content, folder / (std::string(report::kMapStem) + ".png"),
                         folder / report::kLetterName);
    report::write_list(content, folder / report::kListName);
    report::write_geopackage(content, folder / report::kGeoPackageName);
    report::write_geodata(content, folder / report::kGeodataFolder);
    report::write_readme(content, folder / report::kReadmeName);
    report::write_manifest(content, folder);
    report::write_package_zip(content, folder,
                              folder.parent_path() / (report::zip_stem(content) + ".zip"));
}

/// Sheets of all packages' maps.
std::int64_t sheets_of(const Results& results) {
    std::int64_t sheets = 0;
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        sheets += 2 + std::ssize(results.inputs.municipalities) +
                  (plan.sites.empty() ? 0 : 1 + std::ssize(plan.sites));
    }
    return sheets;
}

/// People against sites, and against cost.
std::vector<report::PlanChart> charts_of(const siting::CarrierPlan& plan) {
    const double reached = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
    report::PlanChart sites;
    sites.title = {"資産の数と新たに届く人口", "People newly reached by the number of assets"};
    sites.across = {"資産の数", "assets"};
    for (const siting::CurvePoint& point : plan.curve) {
        sites.points.push_back(
            {static_cast<double>(point.sites), point.covered, point.upper_bound});
    }
    report::PlanChart costs;
    costs.title = {"費用と新たに届く人口", "People newly reached by cost"};
    costs.across = {"費用の合計の上限（class_costs の単位）",
                    "most that all may cost (in the unit of class_costs)"};
    for (const siting::FrontPoint& point : plan.front) {
        costs.points.push_back(
            {static_cast<double>(point.budget), point.covered, point.upper_bound});
    }
    if (reached > 0.0) {
        sites.plan_at = static_cast<double>(plan.sites.size());
        sites.plan_reached = reached;
        costs.plan_at = static_cast<double>(plan.cost);
        costs.plan_reached = reached;
    }
    return {sites, costs};
}

report::IndexCarrier index_carrier(const Results& results, const report::PackageContent& content,
                                   std::string map_picture) {
    // The page shows the first few rows; the lists hold them all.
    constexpr std::ptrdiff_t kTop = 20;
    report::IndexCarrier carrier;
    carrier.name = content.carrier;
    carrier.population = content.population;
    carrier.covered = content.covered;
    carrier.unknown = content.unknown;
    carrier.share_range = overlay::ratio_range(results.covered.sensitivity,
                                               domain::GovernmentCode(results.study.prefecture, 0),
                                               {content.carrier, std::string(domain::kAny5g)});
    carrier.plan_gain = content.plan_gain;
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        if (gap.carrier == content.carrier) {
            ++carrier.gaps;
            carrier.gap_population += gap.population;
        }
    }
    const std::string base = "packages/" + content.carrier + "/";
    carrier.asked = content.gaps.size();
    carrier.map_picture = std::move(map_picture);
    carrier.map_pdf = fmt::format("{}{}.pdf", base, report::kMapStem);
    const auto link = [&](const Text& label, std::string_view name) {
        carrier.files.emplace_back(label, base + std::string(name));
    };
    carrier.files.emplace_back(Text{"一式（ZIP）", "All (ZIP)"},
                               "packages/" + report::zip_stem(content) + ".zip");
    link(Text{"はじめにお読みください", "Read me first"}, report::kReadmeName);
    link(Text{"要望書（Word）", "Request letter (Word)"}, report::kLetterName);
    link(Text{"要望箇所一覧（Excel）", "Lists (Excel)"}, report::kListName);
    link(Text{"未整備エリア図（PDF）", "Map of gaps (PDF)"},
         std::string(report::kMapStem) + ".pdf");
    link(Text{"市町村別の図面（PDF）", "Maps by municipality (PDF)"},
         report::kMunicipalityMapsName);
    if (std::ranges::any_of(content.assets, [](const auto& row) { return row.map_page > 0; })) {
        link(Text{"提供資産別の図面（PDF）", "Maps by asset (PDF)"}, report::kSiteMapsName);
    }
    link(Text{"地理データ（GeoPackage）", "Geodata (GeoPackage)"}, report::kGeoPackageName);
    const auto geodata = [&](const Text& label, std::string_view name) {
        link(label, std::string(report::kGeodataFolder) + "/" + std::string(name));
    };
    geodata(Text{"要望箇所（CSV）", "Places (CSV)"}, "gaps.csv");
    geodata(Text{"提供資産（CSV）", "Assets (CSV)"}, "assets.csv");
    geodata(Text{"地理データ（KML）", "Geodata (KML)"}, report::kKmlName);
    geodata(Text{"要望箇所（GeoJSON）", "Places (GeoJSON)"}, "gaps.geojson");
    geodata(Text{"提供資産（GeoJSON）", "Assets (GeoJSON)"}, "assets.geojson");
    link(Text{"ファイル一覧（manifest.json）", "List of files (manifest.json)"},
         report::kManifestName);
    carrier.top_gaps.assign(content.gaps.begin(),
                            content.gaps.begin() + std::min(kTop, std::ssize(content.gaps)));
    carrier.top_sites.assign(content.assets.begin(),
                             content.assets.begin() + std::min(kTop, std::ssize(content.assets)));
    std::erase_if(carrier.top_sites, [](const report::AssetRow& row) { return row.rank == 0; });
    return carrier;
}

report::IndexEvidence index_evidence(const Results& results) {
    constexpr std::size_t kTop = 20; // the table holds them all
    report::IndexEvidence evidence;
    evidence.table = results.compared.agreement.table;
    evidence.rule = evidence_rule(results.study);
    for (const overlay::ComparedCell* compared : disputed_cells(results)) {
        if (++evidence.disputed_cells > kTop) {
            continue;
        }
        const domain::MeasuredCell& cell = results.inputs.measured[compared->measured_cell];
        const std::uint32_t index = results.covered.grid.main_municipality(compared->cell);
        evidence.disputed.push_back(
            {.code = cell.cell.code(),
             .municipality =
                 index == domain::StudyGrid::kNone ? "" : results.inputs.municipalities[index].name,
             .carrier = cell.carrier,
             .technology = cell.technology,
             .stated_covered = compared->stated == overlay::Stated::Covered,
             .stated_share = compared->stated_share.value_or(0.0),
             .samples = cell.samples,
             .in_service = cell.in_service,
             .interval = compared->interval,
             .population = results.covered.grid.population[compared->cell]});
    }
    return evidence;
}

} // namespace

void write_reports(const Results& results, const Fingerprints& prints,
                   const RequestRegister& requests, Threads threads, const fs::path& folder,
                   Progress& progress) {
    const StudyFile& study = results.study;
    std::vector<Unserved> unserved = unserved_ground(results);
    progress.begin(label_of(Step::Report), 3 + std::ssize(unserved) + sheets_of(results) +
                                               std::ssize(results.chosen.plans));
    fs::create_directories(folder / "tables");
    fs::create_directories(folder / "maps");
    fs::create_directories(folder / "packages");

    const std::vector<MapGround> grounds = map_grounds(study, results.inputs, results.covered.grid);
    geo::Box whole;
    for (const MapGround& ground : grounds) {
        whole.extend(ground.extent);
    }
    const geo::HeightGrid terrain = read_study_terrain(study, whole.grown(0.4));
    const ResultTable gaps = gaps_table(results);
    const ResultTable candidates = candidates_table(results);
    const ResultTable plan = plan_table(results);
    const auto outlook = outlook_tables(results);
    std::vector<ResultTable> evidence; // layers; only where something was measured
    if (!results.inputs.measured.empty()) {
        evidence.push_back(measured_cells_table(results));
        evidence.push_back(disputed_cells_table(results));
    }

    // Packages and common results are files of their own: they are written at the same time, each
    // by one thread.
    std::vector<report::PackageContent> contents;
    for (const siting::CarrierPlan& carrier : results.chosen.plans) {
        contents.push_back(package_content(results, prints.inputs, carrier));
    }
    const auto folder_of = [&](const report::PackageContent& content) {
        return folder / "packages" / content.carrier;
    };
    for (const report::PackageContent& content : contents) {
        fs::create_directories(folder_of(content) / report::kGeodataFolder /
                               report::kShapefileFolder);
    }
    const auto each_page = [&] {
        progress.check();
        progress.advance();
    };
    std::vector<std::string> previews(contents.size());
    constexpr std::size_t kMapsOfPackage = 3;
    const std::size_t maps = kMapsOfPackage * contents.size();
    const std::size_t tasks = 2 + maps + unserved.size();
    parallel_for(tasks, threads, [&](std::size_t task) {
        progress.check();
        if (task == 0) {
            write_results_file(results, gaps, candidates, plan, evidence, folder / "results.gpkg",
                               progress);
        } else if (task == 1) {
            const auto write = [&](const ResultTable& table) {
                write_csv(table, study.synthetic, folder / "tables" / (table.schema.name + ".csv"));
            };
            write(coverage_table(results));
            write(statistics_table(results));
            write(border_cells_table(results));
            if (!results.covered.sensitivity.empty()) {
                write(sensitivity_table(results));
            }
            if (!results.covered.by_strength.empty()) {
                write(strength_table(results));
            }
            if (!results.covered.deployment.empty()) {
                write(deployment_table(results));
            }
            write(gaps);
            write(candidates);
            write(plan);
            if (!results.chosen.alternatives.empty()) {
                write(reach_sensitivity_table(results));
            }
            for (const auto& [table, label] : outlook) {
                write(table);
            }
            for (const ResultTable& table : evidence) {
                write(table);
            }
            if (!evidence.empty()) {
                write(agreement_table(results));
            }
        } else if (task < 2 + maps) {
            const std::size_t carrier = (task - 2) / kMapsOfPackage;
            const report::PackageContent& content = contents[carrier];
            const fs::path own = folder_of(content);
            const std::size_t kind = (task - 2) % kMapsOfPackage;
            if (kind == 0) {
                report::write_map_book(municipality_book(results, content, terrain, grounds),
                                       own / report::kMunicipalityMapsName, study.report.png_dpi,
                                       each_page);
                return;
            }
            if (kind == 1) {
                const siting::CarrierPlan& chosen = results.chosen.plans[carrier];
                if (!chosen.sites.empty()) {
                    report::write_map_book(site_book(results, content, chosen, terrain, grounds),
                                           own / report::kSiteMapsName, study.report.png_dpi,
                                           each_page);
                }
                return;
            }
            previews[carrier] =
                write_overview(results, content, grounds, terrain, own, folder / "maps");
        } else {
            Unserved& ground = unserved[task - 2 - maps];
            ground.words.map_picture = write_overview_map(
                grounds,
                [&](const MapGround& shown) {
                    return unserved_map(results, ground, prints.inputs, terrain, shown);
                },
                folder / "maps" / ground.map_stem, study.report.png_dpi, kPreviewDpi);
            ground.words.map_pdf = "maps/" + ground.map_stem + ".pdf";
        }
        progress.advance();
    });
    parallel_for(contents.size(), threads, [&](std::size_t carrier) {
        progress.check();
        write_package(contents[carrier], folder_of(contents[carrier]));
        progress.advance();
    });

    write_register(requests, study, folder);
    write_other_letters(study, contents, folder);
    report::AnnualReport annual = annual_contents(results, requests);
    for (std::size_t i = 0; i < annual.carriers.size() && i < results.chosen.plans.size(); ++i) {
        annual.carriers[i].charts = charts_of(results.chosen.plans[i]); // both in the plans' order
    }
    std::vector<report::SourceNote> annual_sources;
    for (const report::PackageContent& content : contents) {
        for (std::size_t page = 0; page < grounds.size(); ++page) {
            annual.maps.emplace_back([&, page] {
                return overview_page(gap_map(results, content, terrain, grounds[page]), grounds,
                                     page);
            });
        }
        for (const report::SourceNote& source : content.sources) {
            if (std::ranges::none_of(annual_sources, [&](const report::SourceNote& known) {
                    return known.what == source.what && known.file == source.file;
                })) {
                annual_sources.push_back(source);
            }
        }
    }
    for (const Unserved& ground : unserved) {
        for (std::size_t page = 0; page < grounds.size(); ++page) {
            annual.maps.emplace_back([&, page] {
                return overview_page(
                    unserved_map(results, ground, prints.inputs, terrain, grounds[page]), grounds,
                    page);
            });
        }
    }
    annual.sources = report::source_lines(annual_sources);
    report::write_annual_report(annual, folder / "report.pdf");
    progress.advance();

    report::IndexContent index;
    index.title = study.title;
    index.prefecture = study.prefecture_ja();
    index.as_of = study.as_of;
    index.synthetic = study.synthetic;
    index.rule_text = {rule_sentence(study, results.inputs.population_method),
                       rule_sentence_en(study, results.inputs.population_method)};
    index.radio_text = {radio_sentence(results), radio_sentence_en(results)};
    for (std::size_t i = 0; i < contents.size(); ++i) {
        index.carriers.push_back(index_carrier(results, contents[i], std::move(previews[i])));
        index.carriers.back().charts = charts_of(results.chosen.plans[i]);
    }
    for (Unserved& ground : unserved) {
        index.unserved.push_back(std::move(ground.words));
    }
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        if (row.kind == overlay::kMunicipality || row.kind == overlay::kPrefecture) {
            index.coverage.push_back(row);
        }
    }
    index.sensitivity = results.covered.sensitivity;
    for (const InputSummary& input : results.inputs.summaries) {
        index.inputs.push_back({input.what, input.file, input.counts.read, input.counts.used,
                                input.counts.rejected, input.counts.repaired});
    }
    index.files = {
        {Text{"全結果（GeoPackage、QGIS用）", "All results (GeoPackage, for QGIS)"},
         "results.gpkg"},
        {Text{"市町別カバー率（CSV）", "Coverage by municipality (CSV)"},
         "tables/coverage_by_municipality.csv"},
        {Text{"集計の全て（世帯・年齢・面積・道路・施設、圏域など）（CSV）",
              "All statistics: households, ages, areas, roads, places, zones (CSV)"},
         "tables/coverage_statistics.csv"},
        {Text{"境界のメッシュの扱いによる差（CSV）", "Cells on borders (CSV)"},
         "tables/border_cells.csv"},
        {Text{"未整備箇所の全て（CSV）", "All gap areas (CSV)"}, "tables/gaps.csv"},
        {Text{"候補資産（CSV）", "Candidates (CSV)"}, "tables/candidates.csv"},
        {Text{"順位を付した提供資産（CSV）", "Assets of the plan (CSV)"}, "tables/plan.csv"},
        {Text{"年次報告（PDF）", "Annual report (PDF)"}, "report.pdf"},
        {Text{"要望台帳（Excel）", "Register of requests (Excel)"}, "register.xlsx"},
        {Text{"実行の記録（JSON）", "Record of the run (JSON)"}, "run.json"}};
    if (!results.covered.sensitivity.empty()) {
        index.files.insert(
            index.files.begin() + 4,
            {Text{"県の値の確からしさ（CSV）", "How sure the prefecture's figures are (CSV)"},
             "tables/sensitivity.csv"});
    }
    const auto offer = [&](bool there, const Text& label, const char* path) {
        if (there) {
            index.files.insert(index.files.begin() + 3, {label, path});
        }
    };
    offer(!results.covered.by_strength.empty(),
          Text{"電波の強さ別の集計（CSV）", "By strength of signal (CSV)"},
          "tables/coverage_by_strength.csv");
    offer(!results.covered.deployment.empty(),
          Text{"展開率（1km・10kmメッシュ）（CSV）", "Deployment by 1 km and 10 km cells (CSV)"},
          "tables/deployment.csv");
    if (!results.chosen.alternatives.empty()) {
        index.files.insert(std::prev(index.files.end()),
                           {Text{"ほかの電波の計算法による順位の変化（CSV）",
                                 "Ranks under other propagation models (CSV)"},
                            "tables/reach_sensitivity.csv"});
    }
    for (const auto& [table, label] : outlook) {
        index.files.insert(std::prev(index.files.end()),
                           {label, "tables/" + table.schema.name + ".csv"});
    }
    if (!evidence.empty()) {
        index.evidence = index_evidence(results);
        const auto before_record = std::prev(index.files.end());
        index.files.insert(before_record,
                           {{Text{"実測との照合（CSV）", "Measured and stated (CSV)"},
                             "tables/measured_agreement.csv"},
                            {Text{"実測と食い違うメッシュ（CSV）", "Disputed cells (CSV)"},
                             "tables/disputed_cells.csv"},
                            {Text{"実測したメッシュの全て（CSV）", "All measured cells (CSV)"},
                             "tables/measured_cells.csv"}});
    }
    if (!contents.empty()) {
        index.notes = contents.front().notes;
        std::erase_if(index.notes, [&](const std::string& note) {
            return note.starts_with("選んだ") || note.starts_with(kOrderSure);
        });
        for (const report::PackageContent& content : contents) {
            const Text order = told(results.chosen.alternatives, content.carrier);
            if (!order.ja.empty()) {
                index.notes.push_back(content.carrier + "：" + order.ja);
            }
        }
    }
    index.map = index_map(results, grounds);
    report::write_index_page(index, folder / "index.html");
    progress.end();
}

} // namespace todoku::study
