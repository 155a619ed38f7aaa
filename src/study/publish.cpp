#include "study/publish.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "domain/government_code.hpp"
#include "report/package.hpp"
#include "study/kind_labels.hpp"
#include "study/open_data_tables.hpp"
#include "study/own_folder.hpp"
#include "study/package_sources.hpp"
#include "study/run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFolderEnd = "-opendata";

fs::path folder_of(const StudyFile& study, const fs::path& asked) {
    return output_of(study,
                     asked.empty() ? fs::path("outputs") / (study.name + kFolderEnd) : asked);
}

void require_edition_folder(const FinishedStudy& finished, const fs::path& folder) {
    require_own_folder(
        folder, {"assets.csv", "assets.geojson", "coverage_by_municipality.csv", "gaps.csv",
                 "gaps.geojson", std::string(report::kOpenGeoPackageName),
                 std::string(report::kOpenColumnsName), std::string(report::kOpenMetadataName),
                 std::string(report::kReadmeName), std::string(report::kManifestName)});
    require_no_input(finished.study, folder);
}

std::vector<std::string> kept_in(const StudyFile& study, const std::set<std::string>& open) {
    std::vector<std::string> carriers;
    for (const CoverageInput& coverage : study.coverage) {
        if (!open.contains(coverage.carrier) &&
            std::ranges::find(carriers, coverage.carrier) == carriers.end()) {
            carriers.push_back(coverage.carrier);
        }
    }
    return carriers;
}

/// What is not in the edition, without naming what is kept in.
std::vector<Text> rules_of(const StudyFile& study, const OpenTables& tables,
                           std::int64_t min_count) {
    std::vector<Text> rules;
    rules.push_back(
        {"資産は、台帳で公開可とされたものだけです。公開可否の分からないもの、条件付きの"
         "ものは含みません。",
         "Assets are those alone that their ledger allows to be published; others, "
         "also under conditions, are not in it."});
    if (!study.publish.leave_out.empty()) {
        std::vector<std::string> names;
        for (const std::string& field : study.publish.leave_out) {
            names.push_back(asset_field_label(field).ja);
        }
        rules.push_back(
            {fmt::format("資産の次の項目は公表していません（空欄）: {}。", fmt::join(names, "、")),
             fmt::format("Fields of assets that are left empty: {}.",
                         fmt::join(study.publish.leave_out, ", "))});
    }
    if (!tables.combined) {
        rules.push_back(
            {"エリアの資料を公表できる事業者の分だけです。公表できない資料から計算したもの（その"
             "事業者のカバー率と未整備箇所、全ての事業者を合わせたもの）は含みません。",
             "Figures are those of carriers alone whose coverage may be published. Nothing "
             "computed from other carriers' data is in it: neither their figures and gaps nor "
             "those of all carriers together."});
    }
    if (min_count > 0) {
        rules.push_back(
            {fmt::format(
                 "{0}人（世帯）に満たない人口・世帯数は示していません。市区町村のエリア内・"
                 "エリア外・不明の人口のどれかが{0}人に満たない（0人を除く）ときは、その市"
                 "区町村のこれらの人口とカバー率の全てを空欄にしています。県の計からの差し"
                 "引きで分からないよう、人口の少ない順にほかの市区町村も空欄にすることが"
                 "あります。未整備箇所の人数も、市区町村の計からの差し引きで分からないよう、"
                 "少ない順に空欄にしています。空欄にした項目は suppressed に示しました。",
                 min_count),
             fmt::format("Counts of people and households below {} (but not 0) are not shown. A "
                         "municipality with such a count inside, outside or unknown has none of "
                         "them and no ratio; others of few people follow where the prefecture's "
                         "total would tell it, and so do gap areas where the municipality's "
                         "would. Column suppressed names what was left empty.",
                         min_count)});
        rules.push_back(
            {"未整備箇所の区域はメッシュの形のままです。メッシュごとの総人口は国勢調査で公表されて"
             "います。",
             "Outlines of gap areas stay as they are; the census publishes the total population "
             "of each cell."});
    }
    rules.push_back(
        {"人数は1人単位に四捨五入しているため、内訳の和と計が一致しないことがあります。",
         "Counts are rounded to whole people; parts need not add up."});
    return rules;
}

std::vector<Text> notes_of(const StudyFile& study, const report::OpenData& data,
                           const PublishResult& result) {
    std::vector<Text> notes;
    if (result.assets == 0) {
        notes.push_back(
            {"公開可の資産がありません。台帳の公開可否の列を確かめてください（列がない台帳では "
             "[[assets]] に defaults = { publishable = \"可\" }）。",
             "No asset may be published. See the ledgers' column of it (without one: defaults = { "
             "publishable = \"可\" } under [[assets]])."});
    }
    if (!result.carriers_kept_in.empty()) {
        notes.push_back(
            {fmt::format(
                 "{} のエリアは confidential なので、その事業者のカバー率と未整備箇所、全事業"
                 "者を合わせたものは入れていません。公表の同意を得たときは、[[coverage]] に "
                 "confidential = false と書いて run からやり直してください。",
                 fmt::join(result.carriers_kept_in, "、")),
             fmt::format("The coverage of {} is confidential: neither its figures and gaps nor "
                         "those of all carriers together are in the edition. Where a carrier "
                         "agrees, write confidential = false under its [[coverage]] and run again.",
                         fmt::join(result.carriers_kept_in, ", "))});
    }
    std::vector<std::string> unsaid;
    for (const report::SourceNote& source : data.sources) {
        const std::string kind = source.what.substr(0, source.what.find("（"));
        if (source.licence.empty() && std::ranges::find(unsaid, kind) == unsaid.end()) {
            unsaid.push_back(kind);
        }
    }
    if (!unsaid.empty()) {
        notes.push_back(
            {fmt::format(
                 "利用条件（licence）の書かれていない入力があります: {}。CC BY 4.0 で公表してよい"
                 "ことを確かめ、{} に licence を書いてください。",
                 fmt::join(unsaid, "、"), study.file.filename().string()),
             fmt::format("Inputs without a licence: {}. Make sure that they may be published under "
                         "CC BY 4.0, and write their licence into {}.",
                         fmt::join(unsaid, ", "), study.file.filename().string())});
    }
    return notes;
}

} // namespace

PublishResult publish(const PublishRequest& request, Progress& progress) {
    const StudyFile named = read_study_file(request.study);
    const fs::path output = folder_of(named, request.output);
    if (fs::weakly_canonical(output) == fs::weakly_canonical(output_of(named, request.run))) {
        throw UsageError(
            {output.string() + " は todoku run の出力フォルダです。-o で別の名前を指定"
                               "してください。",
             output.string() + " is the output folder of the run. Name another with -o."});
    }
    const FinishedStudy finished = open_finished(request.study, request.run, progress);
    require_edition_folder(finished, output);
    const StudyFile& study = finished.study;
    const Results results{study,           finished.inputs,  finished.covered, finished.compared,
                          finished.gapped, finished.reached, finished.chosen};

    PublishResult result;
    result.output = output;
    result.title = study.title;
    result.synthetic = study.synthetic;
    result.min_count = request.min_count.value_or(study.publish.min_count);
    OpenTables tables = open_tables(results, static_cast<double>(result.min_count));
    result.assets = tables.assets.rows.size();
    result.assets_kept_in = tables.assets_kept_in;
    result.coverage_rows = tables.coverage.rows.size();
    result.hidden_municipalities = tables.hidden_municipalities;
    result.gaps = tables.gaps.rows.size();
    result.hidden_gaps = tables.hidden_gaps;
    result.carriers.assign(tables.carriers.begin(), tables.carriers.end());
    result.carriers_kept_in = kept_in(study, tables.carriers);

    report::OpenData data;
    data.prefecture = study.prefecture_ja();
    data.prefecture_en = std::string(domain::prefecture_name(study.prefecture).en);
    data.prefecture_code = domain::GovernmentCode(study.prefecture, 0).six_digits();
    data.study_title = study.title;
    data.as_of = study.as_of;
    data.synthetic = study.synthetic;
    data.sources =
        open_data_sources(study, finished.prints.inputs, tables.carriers, tables.ledgers);
    data.rules = rules_of(study, tables, result.min_count);
    data.tables = {std::move(tables.assets), std::move(tables.coverage), std::move(tables.gaps)};
    result.notes = notes_of(study, data, result);

    progress.begin({"オープンデータを書く", "writing open data"}, 0);
    OutputFolder folder(output);
    report::write_open_data(data, folder.staging());
    progress.end();
    progress.check();
    folder.commit();
    return result;
}

} // namespace todoku::study
