// assets: what is available, for carriers.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/asset_query.hpp"

#include <fmt/format.h>

#include <memory>

namespace todoku::cli {

namespace {

struct Options {
    study::AssetQuery query;
    std::optional<PlaceDegrees> near;
    double within_m = 1000.0;
    std::optional<BoxDegrees> box;
    std::string format = "csv";
};

study::AssetQuery query_of(const Options& options) {
    study::AssetQuery query = options.query;
    query.format = *study::asset_format_of(options.format);
    if (options.near) {
        query.near = {geo::LatLng::from_degrees(options.near->lat, options.near->lng),
                      Metres(options.within_m)};
    }
    if (options.box) {
        query.box =
            geo::Box{options.box->south, options.box->west, options.box->north, options.box->east};
    }
    return query;
}

Text summary(const study::AssetQuery& query, const study::AssetQueryResult& result) {
    const std::string file = query.file.string();
    Text text = {
        fmt::format("{}件{}", result.found, file.empty() ? "" : "を " + file + " に書きました"),
        fmt::format("{} assets{}", result.found, file.empty() ? "" : " written to " + file)};
    if (result.nearest) {
        const double km = result.nearest->away.value() / 1000.0;
        text.ja += fmt::format("。最も近い資産は {}（{}）、{:.1f} km 先です", result.nearest->id,
                               result.nearest->name, km);
        text.en += fmt::format("; the nearest is {} ({}), {:.1f} km away", result.nearest->id,
                               result.nearest->name, km);
    }
    return text;
}

} // namespace

void add_assets(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "assets",
                        {"使える公共の資産を場所や条件で探し、表や地理データにする",
                         "find available public assets by place and properties, as a table or as "
                         "geodata"});
    arguments.study(options->query.study);
    CLI::Option* near = arguments.place(
        "--near", options->near,
        {"この地点に近い順に、--within の距離まで", "nearest to this place first, up to --within"});
    arguments.number("--within", options->within_m, {0.0, 1'000'000.0, true, {"m", "m"}},
                     same_text("1000"), {"--near からの距離", "distance from --near"});
    arguments.box("--bbox", options->box, {"この範囲だけ", "only inside this area"});
    arguments.text(
        "--municipality", options->query.municipality, {"市区町村", "CODE"},
        {"この市区町村だけ（名前、または全国地方公共団体コード5桁か6桁。例: 津市、242012）",
         "only in this municipality (government code of 5 or 6 digits, e.g. 242012, or "
         "its name)"});
    arguments.text("--where", options->query.where, {"条件", "EXPR"},
                   {"表の項目の条件（SQL。例: height_m >= 10 AND power = 1）。使える項目は表の"
                    "見出しと同じです",
                    "condition on the table's columns (SQL, e.g. height_m >= 10 AND power = 1)"});
    arguments.text("--carrier", options->query.carrier, {"事業者", "CARRIER"},
                   {"この事業者に新たに届く人口 newly_covered を加える（run の後で）",
                    "adds newly_covered: people each would newly bring to this carrier (after "
                    "run)"});
    arguments.approximate_datum(options->query.allow_approximate_datum);
    arguments.flag("--all", options->query.all,
                   {"使えない資産と位置の分からない資産も、その理由とともに含める",
                    "also assets that may not be used or whose place is unknown, with the reason"});
    arguments.flag("--public", options->query.may_be_public,
                   {"台帳で公開可とされた資産だけ（公表する一覧に使う）",
                    "only assets that the ledger allows to be published, for a list to be made "
                    "public"});
    arguments.choice("-f,--format", options->format, {"csv", "geojson", "gpkg", "kml", "xlsx"},
                     {"書き出す形式。xlsx は日本語の見出し、ほかは英語の項目名",
                      "format to write; xlsx has Japanese headings, others English column names"});
    arguments.path("-o,--output", options->query.file, {"ファイル", "FILE"},
                   {"書き出すファイル（既定: 標準出力。gpkg と xlsx では必須）",
                    "file to write (default: standard output; required for gpkg and xlsx)"});
    arguments.run_output(options->query.output_folder, "--output-folder");
    arguments.example(
        "todoku assets my-study --near 34.73,136.51 --within 2000 -f xlsx -o near.xlsx",
        {"津市役所から2kmの資産を、近い順にExcelの表にする",
         "assets within 2 km of a place, nearest first, as an Excel list"});
    arguments.example("todoku assets my-study --where \"height_m >= 15 AND power = 1\"",
                      {"高さ15m以上で電源のある資産をCSVで画面に出す",
                       "assets of 15 m or more with power, as CSV"});
    arguments.runs([&terminal, options, near, within = arguments.app().get_option("--within")] {
        if (within->count() > 0 && near->count() == 0) {
            throw UsageError({"--within は --near 緯度,経度 とともに使います。",
                              "--within goes with --near LAT,LON."});
        }
        const study::AssetQuery query = query_of(*options);
        TerminalProgress progress(terminal.language());
        const study::AssetQueryResult result = study::query_assets(query, progress);
        progress.end();
        terminal.print(result.text);
        terminal.tell(summary(query, result));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
