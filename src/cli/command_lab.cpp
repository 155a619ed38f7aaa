// lab: the engines by themselves.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "core/output_folder.hpp"
#include "study/demo.hpp"
#include "study/lab.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace todoku::cli {

namespace {

study::lab::Complain complainer(const Terminal& terminal) {
    return [&terminal](const Text& message) { terminal.tell(message); };
}

/// Runs `write` into a text and puts it in a file all at once, or on stdout where no file is named.
void deliver(const Terminal& terminal, const std::string& file,
             const std::function<void(std::ostream&)>& write) {
    std::ostringstream out;
    write(out);
    if (file.empty() || file == "-") {
        terminal.print(out.str());
    } else {
        write_file_atomically(file, out.str());
    }
}

ExitCode after(std::size_t failed) {
    return failed == 0 ? ExitCode::Done : ExitCode::UnusableInput;
}

void add_mesh(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* mesh = lab->add_subcommand(
        "mesh", terminal.say({"地域メッシュコード（JIS X 0410）と緯度経度の変換",
                              "mesh codes (JIS X 0410) and places"}));
    mesh->require_subcommand(1);
    auto level = std::make_shared<std::string>();
    CLI::App* encode =
        mesh->add_subcommand("encode", terminal.say({"標準入力の lat,lon の行に code を加える",
                                                     "add a code to rows of lat,lon on stdin"}));
    encode
        ->add_option("--level", *level,
                     terminal.say({"区分: 80km 10km 5km 2km 1km 500m 250m 125m 100m",
                                   "level: 80km 10km 5km 2km 1km 500m 250m 125m 100m"}))
        ->required();
    encode->callback([&action = commands.action, &terminal, level] {
        action = [&terminal, level] {
            return after(study::lab::encode(std::cin, std::cout, *level, complainer(terminal)));
        };
    });
    CLI::App* decode = mesh->add_subcommand(
        "decode",
        terminal.say({"標準入力の code の範囲を求める", "the area of each code on stdin"}));
    decode->add_option(
        "--level", *level,
        terminal.say({"区分（桁数で決まらないとき）", "level, where the digits leave it open"}));
    decode->callback([&action = commands.action, &terminal, level] {
        action = [&terminal, level] {
            return after(study::lab::decode(std::cin, std::cout, *level, complainer(terminal)));
        };
    });
}

void add_fractions(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = lab->add_subcommand(
        "fractions", terminal.say({"ポリゴンが各メッシュを覆う割合を正確に求める",
                                   "exact share of each mesh cell that polygons cover"}));
    struct Options {
        study::lab::FractionsRequest request;
        std::vector<double> box;
        std::string crs;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("FILE", options->request.file,
                     terminal.say({"ポリゴンのファイル", "polygon file"}))
        ->required();
    command->add_option("--layer", options->request.layer, terminal.say({"レイヤ", "layer"}));
    command->add_option("--where", options->request.where,
                        terminal.say({"属性の条件（SQL）", "attribute filter (SQL)"}));
    command->add_option(
        "--crs", options->crs,
        terminal.say({"座標系（ファイルにないとき）", "CRS, where the file does not say"}));
    command
        ->add_option("--mesh", options->request.level,
                     terminal.say({"メッシュの区分", "mesh level"}))
        ->required();
    command
        ->add_option("--bbox", options->box,
                     terminal.say({"範囲（西,南,東,北）にかかるメッシュだけ",
                                   "only cells touching W,S,E,N"}))
        ->delimiter(',')
        ->expected(4)
        ->type_name("W,S,E,N");
    command
        ->add_option("--threads", options->request.threads.count,
                     terminal.say({"使うスレッド数（0はすべて）", "threads (0: all)"}))
        ->check(CLI::Range(0, 1024));
    command->add_option("-o,--output", options->output,
                        terminal.say({"書き出すCSV", "CSV to write"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            study::lab::FractionsRequest& request = options->request;
            if (!options->box.empty()) {
                request.box =
                    geo::Box{options->box[1], options->box[0], options->box[3], options->box[2]};
                if (request.box->empty()) {
                    throw UsageError({"--bbox は 西,南,東,北 の順に書いてください。",
                                      "--bbox must be W,S,E,N."});
                }
            }
            std::error_code ignored;
            if (std::filesystem::equivalent(request.file, options->output, ignored)) {
                throw UsageError({"-o が入力と同じファイルです。上書きしません。",
                                  "-o names the input itself; it is not overwritten."});
            }
            if (!options->crs.empty()) {
                request.crs = options->crs;
            }
            TerminalProgress progress(terminal.language());
            deliver(terminal, options->output, [&](std::ostream& out) {
                study::lab::fractions(request, out, complainer(terminal), progress);
            });
            return ExitCode::Done;
        };
    });
}

void add_path_loss(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = lab->add_subcommand(
        "path-loss",
        terminal.say({"断面に沿った伝搬損失を計算する", "path loss along given profiles"}));
    struct Options {
        study::lab::PathLossRequest request;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("--profiles", options->request.profiles,
                     terminal.say({"断面のCSV", "profiles CSV"}))
        ->required();
    command
        ->add_option("--cases", options->request.cases,
                     terminal.say({"計算条件のCSV", "cases CSV"}))
        ->required();
    command->add_flag("--explain", options->request.explain,
                      terminal.say({"途中の値もすべて出す", "every intermediate value too"}));
    command->add_option("-o,--output", options->output,
                        terminal.say({"書き出すCSV", "CSV to write"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            std::size_t failed = 0;
            deliver(terminal, options->output, [&](std::ostream& out) {
                failed = study::lab::path_loss(options->request, out, complainer(terminal));
            });
            return after(failed);
        };
    });
}

void add_reach(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command =
        lab->add_subcommand("reach", terminal.say({"一つの地点からの伝搬損失の図（GeoTIFF）",
                                                   "path loss around one site as GeoTIFF"}));
    struct Options {
        study::lab::ReachRequest request;
        std::vector<double> site;
        double height_m = 0.0;
        double radius_m = 0.0;
        double f_ghz = 0.0;
        double step_m = 0.0;
    };
    auto options = std::make_shared<Options>();
    options->request.model = "bullington";
    command
        ->add_option("--terrain", options->request.terrain,
                     terminal.say({"地形（GeoTIFFなど）", "terrain (DEM)"}))
        ->required();
    command
        ->add_option("--site", options->site,
                     terminal.say({"基地局の位置（緯度,経度）", "site (LAT,LON)"}))
        ->delimiter(',')
        ->expected(2)
        ->type_name("LAT,LON")
        ->required();
    command
        ->add_option("--height-m", options->height_m,
                     terminal.say({"アンテナの地上高（m）", "antenna height above ground"}))
        ->required()
        ->check(CLI::Range(0.0, 10000.0));
    command->add_option("--radius-m", options->radius_m, terminal.say({"半径（m）", "radius"}))
        ->required()
        ->check(CLI::Range(1.0, 200000.0));
    command->add_option("--f-ghz", options->f_ghz, terminal.say({"周波数（GHz）", "frequency"}))
        ->required()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--model", options->request.model,
                     terminal.say({"freespace bullington p526", "freespace bullington p526"}))
        ->capture_default_str();
    command
        ->add_option("--step-m", options->step_m,
                     terminal.say({"格子の間隔（m、0は地形のまま）",
                                   "step of the result (0: the terrain's)"}))
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--threads", options->request.threads.count,
                     terminal.say({"使うスレッド数（0はすべて）", "threads (0: all)"}))
        ->check(CLI::Range(0, 1024));
    command
        ->add_option("-o,--output", options->request.output,
                     terminal.say({"書き出すGeoTIFF", "GeoTIFF to write"}))
        ->required();
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            study::lab::ReachRequest& request = options->request;
            request.site = geo::LatLng::from_degrees(options->site[0], options->site[1]);
            request.height = Metres(options->height_m);
            request.radius = Metres(options->radius_m);
            request.frequency = gigahertz(options->f_ghz);
            request.step = Metres(options->step_m);
            TerminalProgress progress(terminal.language());
            study::lab::reach(request, progress);
            return ExitCode::Done;
        };
    });
}

void add_cover(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = lab->add_subcommand(
        "choose", terminal.say({"最大被覆問題を解き、上界とともに示す",
                                "solve a maximal covering problem with a proven bound"}));
    struct Options {
        study::lab::ChooseRequest request;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    command
        ->add_option("--demand", options->request.demand,
                     terminal.say({"需要のCSV（demand,weight）", "demand CSV (demand,weight)"}))
        ->required();
    command
        ->add_option(
            "--covers", options->request.covers,
            terminal.say({"被覆のCSV（site,demand[,share]）", "covers CSV (site,demand[,share])"}))
        ->required();
    command
        ->add_option("--sites", options->request.sites, terminal.say({"選ぶ数", "number of sites"}))
        ->required()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--time-limit", options->request.time_limit_s,
                     terminal.say({"時間の上限（秒、0はなし）", "time limit in seconds (0: none)"}))
        ->check(CLI::NonNegativeNumber);
    command->add_option("--seed", options->request.seed, terminal.say({"乱数の種", "seed"}))
        ->capture_default_str();
    command
        ->add_option("-o,--output", options->output, terminal.say({"書き出すCSV", "CSV to write"}))
        ->required();
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            TerminalProgress progress(terminal.language());
            study::lab::ChooseAnswer answer;
            deliver(terminal, options->output, [&](std::ostream& out) {
                answer = study::lab::choose(options->request, out, progress);
            });
            const nlohmann::ordered_json json = {{"objective", answer.objective},
                                                 {"upper_bound", answer.upper_bound},
                                                 {"gap", answer.gap},
                                                 {"seconds", answer.seconds}};
            terminal.print(json.dump() + "\n");
            return ExitCode::Done;
        };
    });
}

void add_fill(CLI::App* lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = lab->add_subcommand(
        "fill", terminal.say({"模擬のスタディに足りないエリアと人口を作る",
                              "make the coverage and population a synthetic study lacks"}));
    auto request = std::make_shared<study::FillRequest>();
    command
        ->add_option("STUDY", request->study,
                     terminal.say({"synthetic = true のスタディ", "a study with synthetic = true"}))
        ->required();
    command->add_option("--totals", request->totals,
                        terminal.say({"市区町村人口のCSV（人口も作るとき）",
                                      "CSV of municipal populations, where people are made too"}));
    command->callback([&action = commands.action, &terminal, request] {
        action = [&terminal, request] {
            TerminalProgress progress(terminal.language());
            study::fill_study(*request, progress);
            return ExitCode::Done;
        };
    });
}

} // namespace

void add_lab(const Commands& commands) {
    CLI::App* lab =
        commands.command("lab", {"計算の中身を手元の例で確かめる",
                                 "the engines by themselves, to check with your own cases"});
    lab->require_subcommand(1);
    add_mesh(lab, commands);
    add_fractions(lab, commands);
    add_path_loss(lab, commands);
    add_reach(lab, commands);
    add_cover(lab, commands);
    add_fill(lab, commands);
}

} // namespace todoku::cli
