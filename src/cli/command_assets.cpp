// assets: what is available, for carriers.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "study/asset_query.hpp"

#include <fmt/format.h>

#include <memory>

namespace todoku::cli {

void add_assets(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command =
        commands.command("assets", {"使える資産を場所や条件で探す",
                                    "find available assets by place and properties"});
    struct Options {
        study::AssetQuery query;
        std::vector<double> near;
        double within_m = 1000.0;
        std::vector<double> box;
        std::string municipality;
        std::string format = "csv";
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("STUDY", options->query.study,
                     terminal.say({"スタディファイルかそのフォルダ", "study file or its folder"}))
        ->required();
    auto* near =
        command
            ->add_option("--near", options->near,
                         terminal.say({"この地点の近く（緯度,経度）", "near this place (LAT,LON)"}))
            ->delimiter(',')
            ->expected(2)
            ->type_name("LAT,LON");
    command
        ->add_option("--within", options->within_m,
                     terminal.say({"--near からの距離（m）", "distance from --near in metres"}))
        ->needs(near)
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--bbox", options->box,
                     terminal.say({"範囲（西,南,東,北）", "area (W,S,E,N)"}))
        ->delimiter(',')
        ->expected(4)
        ->type_name("W,S,E,N");
    command->add_option(
        "--municipality", options->municipality,
        terminal.say({"市区町村コード（5桁か6桁）", "municipality code (5 or 6 digits)"}));
    command->add_option("--where", options->query.where,
                        terminal.say({"項目の条件（例: height_m >= 10 AND power = 1）",
                                      "condition on columns, e.g. height_m >= 10 AND power = 1"}));
    command->add_option("--carrier", options->query.carrier,
                        terminal.say({"この事業者に新たに届く人口を加える（run の後で）",
                                      "add what each would bring to this carrier (after run)"}));
    command->add_flag("--all", options->query.all,
                      terminal.say({"使えない資産も理由とともに含める",
                                    "also assets that may not be used, with the reason"}));
    command->add_option("--output-folder", options->query.output_folder,
                        terminal.say({"run の出力フォルダ（指定しなければ outputs/スタディ名）",
                                      "output folder of run (default outputs/<study name>)"}));
    command->add_option("-f,--format", options->format, terminal.say({"形式", "format"}))
        ->check(CLI::IsMember({"csv", "geojson", "gpkg", "kml", "xlsx"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->query.file,
                        terminal.say({"書き出すファイル", "file to write"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            study::AssetQuery& query = options->query;
            query.format = *study::asset_format_of(options->format);
            if (!options->near.empty()) {
                query.near = {geo::LatLng::from_degrees(options->near[0], options->near[1]),
                              Metres(options->within_m)};
            }
            if (!options->box.empty()) {
                query.box =
                    geo::Box{options->box[1], options->box[0], options->box[3], options->box[2]};
            }
            if (!options->municipality.empty()) {
                query.municipality = domain::GovernmentCode::parse(options->municipality);
                if (!query.municipality) {
                    throw UsageError(
                        {"市区町村コード「" + options->municipality +
                             "」は正しくありません（5桁、または検査数字を含む6桁）。",
                         "\"" + options->municipality +
                             "\" is no municipality code (5 digits, or 6 with the check digit)."});
                }
            }
            TerminalProgress progress(terminal.language());
            const study::AssetQueryResult result = study::query_assets(query, progress);
            terminal.print(result.text);
            terminal.tell(
                {fmt::format("{}件{}", result.found,
                             query.file.empty() ? ""
                                                : "を " + query.file.string() + " に書きました"),
                 fmt::format("{} assets{}", result.found,
                             query.file.empty() ? "" : " written to " + query.file.string())});
            return ExitCode::Done;
        };
    });
}

} // namespace todoku::cli
