// lab: the engines by themselves.
#include "cli/arguments.hpp"
#include "cli/deliver.hpp"
#include "cli/terminal_progress.hpp"
#include "domain/mesh.hpp"
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

ExitCode after(std::size_t failed) {
    return failed == 0 ? ExitCode::Done : ExitCode::UnusableInput;
}

std::vector<std::string> mesh_levels() {
    std::vector<std::string> names;
    for (const domain::MeshLevel level : domain::kMeshLevels) {
        names.emplace_back(domain::name_of(level));
    }
    return names;
}

void output_table(Arguments& arguments, std::string& target) {
    arguments.text("-o,--output", target, {"ファイル.csv", "FILE.csv"},
                   {"書き出すCSV（既定: 標準出力）", "CSV to write (default: standard output)"});
}

void add_mesh(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    Arguments mesh(
        lab, commands, "mesh",
        {"地域メッシュコード（JIS X 0410）と緯度経度の変換", "mesh codes (JIS X 0410) and places"});
    mesh.app().require_subcommand(1);
    auto level = std::make_shared<std::string>();
    Arguments encode(mesh.app(), commands, "encode",
                     {"標準入力のCSV（列 lat,lon を含む）の各行に列 code を加える",
                      "add a column code to each row of a CSV with columns lat,lon on standard "
                      "input"});
    encode.choice("--level", *level, mesh_levels(), {"メッシュの区分", "mesh level"})->required();
    encode.example("printf 'lat,lon\\n34.73,136.51\\n' | todoku lab mesh encode --level 250m",
                   {"体系の外の点には空のコードを書き、終了コードは3になります",
                    "a point outside the system gets an empty code, and the exit code is 3"});
    encode.runs([&terminal, level] {
        return after(study::lab::encode(std::cin, std::cout, *level, complainer(terminal)));
    });
    Arguments decode(
        mesh.app(), commands, "decode",
        {"標準入力のCSV（列 code を含む）の各メッシュの区分と四辺を、列 "
         "level,south,west,north,east（度）に書く",
         "the level and the edges in degrees of each code of a CSV with a column code on standard "
         "input"});
    decode.choice("--level", *level, mesh_levels(),
                  {"桁数で決まらないときの区分", "level, where the digits leave it open"});
    decode.example("printf 'code\\n5236047022\\n' | todoku lab mesh decode",
                   {"コードでない行は空になり、終了コードは3になります",
                    "a row that is no code stays empty, and the exit code is 3"});
    decode.runs([&terminal, level] {
        return after(study::lab::decode(std::cin, std::cout, *level, complainer(terminal)));
    });
}

/// @throws UsageError where it is not said what the cells are, or the output is an input
void require_cells(const study::lab::FractionsRequest& request, const std::string& output) {
    if (request.level.empty() == request.like.empty()) {
        throw UsageError(
            {"--mesh（メッシュの区分）か --like（ラスタ）のどちらか一つが必要です。",
             "One of --mesh (a mesh level) and --like (a raster) is needed, not both."});
    }
    if (!request.like.empty() && (output.empty() || output == "-")) {
        throw UsageError({"--like には -o ファイル.tif が必要です。", "--like needs -o FILE.tif."});
    }
    if (!request.like.empty() && (request.self_check || request.box || !request.by.empty())) {
        throw UsageError(
            {"--self-check、--bbox、--by は --mesh と使います（--like には使えません）。",
             "--self-check, --bbox and --by go with --mesh, not with --like."});
    }
    for (const std::filesystem::path& input : {request.file, request.like}) {
        std::error_code ignored;
        if (!input.empty() && std::filesystem::equivalent(input, output, ignored)) {
            throw UsageError({"-o が入力と同じファイルです。上書きしません。",
                              "-o names the input itself; it is not overwritten."});
        }
    }
}

void add_fractions(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::lab::FractionsRequest request;
        std::optional<BoxDegrees> box;
        std::string crs;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(
        lab, commands, "fractions",
        {"ポリゴンが各メッシュ（または各画素）を覆う面積の割合を正確に求め、列 "
         "code,fraction（またはGeoTIFF）に書く。重なりは一度だけ数えます。行は南から北、"
         "同じ緯度では西から東の順（コード順ではありません）",
         "the exact share of each mesh cell's (or pixel's) area that polygons "
         "cover, as columns code,fraction (or a GeoTIFF); overlaps count once. Rows go from "
         "south to north, along a parallel from west to east (not by code)"});
    arguments
        .path("FILE", options->request.file, {},
              {"ポリゴンのファイル（GeoPackage、シェープファイル、GeoJSONなど）",
               "polygon file (GeoPackage, Shapefile, GeoJSON...)"})
        ->required();
    arguments.choice("--mesh", options->request.level, mesh_levels(),
                     {"メッシュの区分", "mesh level"});
    arguments.path("--like", options->request.like, {"ラスタ", "RASTER"},
                   {"--mesh の代わりに、このラスタ（緯度経度、例: "
                    "10mの人口）の画素ごとに求め、同じ格子のGeoTIFFに書く（-o が必要）",
                    "instead of --mesh: for each pixel of this raster (latitude and longitude, "
                    "e.g. people of 10 m), as a GeoTIFF of the same grid (needs -o)"});
    arguments.text("--layer", options->request.layer, {"レイヤ", "LAYER"},
                   {"レイヤ（一つなら不要）", "layer, where there are several"});
    arguments.text("--where", options->request.where, {"条件", "EXPR"},
                   {"属性の条件（SQL）", "attribute filter (SQL)"});
    arguments.text("--by", options->request.by, {"項目", "ATTRIBUTE"},
                   {"この項目の値（事業者など）ごとに別の層として求め、先頭の列に値を書く",
                    "each value of this attribute (the carrier, say) makes a layer of its own; "
                    "its value stands in a first column"});
    arguments.text("--crs", options->crs, {"座標系", "CRS"},
                   {"ファイルに座標系がないとき（例: EPSG:6674）",
                    "where the file does not say (e.g. EPSG:6674)"});
    arguments.box("--bbox", options->box,
                  {"この範囲にかかるメッシュだけ", "only cells that touch this area"});
    arguments.flag("--self-check", options->request.self_check,
                   {"結果を別の方法で検算して最大誤差を示す（1e-9を超えたら終了コード4）",
                    "check the result in other ways and say the largest error (exit code 4 above "
                    "1e-9)"});
    arguments.threads(options->request.threads);
    output_table(arguments, options->output);
    arguments.example("todoku lab fractions area.gpkg --mesh 250m -o shares.csv",
                      {"250mメッシュごとの割合", "shares of 250 m cells"});
    arguments.example("todoku lab fractions area.gpkg --like people.tif -o shares.tif",
                      {"人口ラスタの画素ごとの割合", "shares of the pixels of a raster of people"});
    arguments.runs([&terminal, options] {
        study::lab::FractionsRequest& request = options->request;
        if (options->box) {
            request.box = geo::Box{options->box->south, options->box->west, options->box->north,
                                   options->box->east};
        }
        require_cells(request, options->output);
        if (!options->crs.empty()) {
            request.crs = options->crs;
        }
        TerminalProgress progress(terminal.language());
        if (!request.like.empty()) {
            study::lab::raster_fractions(request, options->output, complainer(terminal), progress);
            return ExitCode::Done;
        }
        deliver(terminal, options->output, [&](std::ostream& out) {
            study::lab::fractions(request, out, complainer(terminal), progress);
        });
        return ExitCode::Done;
    });
}

void add_path_loss(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::lab::PathLossRequest request;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    const std::string models = fmt::format("{}", fmt::join(study::lab::model_names(), " "));
    Arguments arguments(
        lab, commands, "path-loss",
        {"断面に沿った伝搬損失（dB）を計算し、条件の各行に列 loss_db を加える。モデル: " + models,
         "path loss in dB along given profiles; adds a column loss_db to each case. Models: " +
             models});
    arguments
        .path("--profiles", options->request.profiles, {"ファイル.csv", "FILE.csv"},
              {"断面のCSV（列 profile, index, d_m, terrain_m, clutter_m, zone）",
               "profiles (columns profile, index, d_m, terrain_m, clutter_m, zone)"})
        ->required();
    arguments
        .path("--cases", options->request.cases, {"ファイル.csv", "FILE.csv"},
              {"計算条件のCSV（列 profile, model, f_ghz, p, pl, htg_m, hrg_m, vpol, lat_t, lon_t, "
               "lat_r, lon_r, delta_n, n0）",
               "cases (columns profile, model, f_ghz, p, pl, htg_m, hrg_m, vpol, lat_t, lon_t, "
               "lat_r, lon_r, delta_n, n0)"})
        ->required();
    arguments.flag("--explain", options->request.explain,
                   {"途中の値も、勧告の記号の列にすべて出す",
                    "every intermediate value too, in columns named by its symbol"});
    output_table(arguments, options->output);
    arguments.example("todoku lab path-loss --profiles p.csv --cases c.csv --explain -o out.csv",
                      {"計算できない行は空になり、終了コードは3になります",
                       "a case that cannot be computed stays empty, and the exit code is 3"});
    arguments.runs([&terminal, options] {
        std::size_t failed = 0;
        deliver(terminal, options->output, [&](std::ostream& out) {
            failed = study::lab::path_loss(options->request, out, complainer(terminal));
        });
        return after(failed);
    });
}

/// "p2108: loss among buildings (f_ghz, d_km, p -> loss_db)"
Text described(const study::lab::TermModel& model) {
    std::string columns = fmt::format("{}", fmt::join(model.needs, ", "));
    for (const auto& [column, otherwise] : model.may_have) {
        columns += ", [" + column + (otherwise.empty() ? "]" : "=" + otherwise + "]");
    }
    columns += fmt::format(" -> {}", fmt::join(model.gives, ", "));
    return {fmt::format("{}: {}（{}）", model.name, model.what.ja, columns),
            fmt::format("{}: {} ({})", model.name, model.what.en, columns)};
}

void add_terms(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::lab::TermsRequest request;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    std::vector<std::string> names;
    Text columns = {"計算条件のCSV。モデルごとの列（[ ] "
                    "は省略できる列とそのときの値）と加わる列:",
                    "cases; columns of each model ([] may be left out, with what then holds) and "
                    "those added:"};
    for (const study::lab::TermModel& model : study::lab::term_models()) {
        names.push_back(model.name);
        const Text text = described(model);
        columns.ja += "\n" + text.ja;
        columns.en += "\n" + text.en;
    }
    Arguments arguments(
        lab, commands, "terms",
        {"断面のいらないモデル（クラッタ、建物、大気、雨、森、アンテナ）を、条件の各行に計算する",
         "models that need no profile (clutter, buildings, air, rain, woods, antennas), for each "
         "case"});
    arguments.choice("--model", options->request.model, names, {"モデル", "model"})->required();
    arguments.path("--cases", options->request.cases, {"ファイル.csv", "FILE.csv"}, columns)
        ->required();
    output_table(arguments, options->output);
    arguments.example("todoku lab terms --model p2108 --cases c.csv -o out.csv",
                      {"計算できない行は空になり、終了コードは3になります",
                       "a case that cannot be computed stays empty, and the exit code is 3"});
    arguments.runs([&terminal, options] {
        std::size_t failed = 0;
        deliver(terminal, options->output, [&](std::ostream& out) {
            failed = study::lab::terms(options->request, out, complainer(terminal));
        });
        return after(failed);
    });
}

void add_reach(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::lab::ReachRequest request;
        std::optional<PlaceDegrees> site;
        double height_m = 0.0;
        double radius_m = 0.0;
        double f_ghz = 0.0;
        double step_m = 0.0;
        double clear_m = 27.0;
    };
    auto options = std::make_shared<Options>();
    options->request.model = "p1812";
    Arguments arguments(lab, commands, "reach",
                        {"一つの地点からの伝搬損失（dB）を地形の上で計算し、GeoTIFFに書く",
                         "path loss in dB around one site over terrain, as a GeoTIFF"});
    arguments
        .path("--terrain", options->request.terrain, {"ファイル", "FILE"},
              {"地形（標高のGeoTIFFなど）", "terrain (GeoTIFF of heights, or another DEM)"})
        ->required();
    arguments.place("--site", options->site, {"基地局の位置", "the site"})->required();
    arguments
        .number("--height-m", options->height_m, {0.0, 10'000.0, false, {"m", "m"}}, {},
                {"アンテナの地上高", "height of the antenna above ground"})
        ->required();
    arguments
        .number("--radius-m", options->radius_m, {1.0, 200'000.0, false, {"m", "m"}}, {},
                {"計算する半径", "radius to compute"})
        ->required();
    // ITU-R P.1812 and P.526 as used here end at 100 GHz; each model checks its own range.
    arguments
        .number("--f-ghz", options->f_ghz, {0.0, 100.0, true, {"GHz", "GHz"}}, {},
                {"周波数", "frequency"})
        ->required();
    arguments.choice("--model", options->request.model, study::lab::model_names(),
                     {"伝搬モデル", "propagation model"});
    arguments.number("--step-m", options->step_m, {0.0, 10'000.0, false, {"m", "m"}},
                     {"0 = 地形の格子のまま", "0 = that of the terrain"},
                     {"結果の格子の間隔", "step of the result"});
    arguments.path("--clutter", options->request.clutter, {"ファイル", "FILE"},
                   {"地表の上に立つもの（建物・樹木）の高さ（m）のラスタ",
                    "raster of heights (m) of what stands on the ground: buildings, trees"});
    const CLI::Option* clear =
        arguments.number("--clear-m", options->clear_m, {0.0, 1'000.0, false, {"m", "m"}},
                         {"27 = P.2108の道幅", "27 = the street width of P.2108"},
                         {"両端の周りで何も立っていないとみなす距離（--clutter のとき）",
                          "distance from either end within which nothing stands (with --clutter)"});
    arguments.flag("--exact", options->request.exact,
                   {"格子点ごとに断面を作って計算する（遅い。tr38901 は常にこの方法）",
                    "a profile of its own for each post (slow; always so for tr38901)"});
    arguments.flag(
        "--compare", options->request.compare,
        {"速い方法（掃引）と --exact の差（dB、届く・届かないや強さの区分が変わる受信点と"
         "250mメッシュの割合）を表示する",
         "print how far the fast way (the sweep) lies from --exact: dB, and the shares "
         "of receivers and of 250 m cells that are served or not, or of another class "
         "of strength"});
    const CLI::Option* band =
        arguments.choice("--band", options->request.band, study::lab::band_names(),
                         {"--compare で区分を分ける電力としきい値の周波数帯（書かなければ、周波数の"
                          "最も近いもの）",
                          "band whose power and thresholds tell the classes of --compare (default: "
                          "the nearest in frequency)"});
    arguments.approximate_datum(options->request.allow_approximate_datum);
    arguments.threads(options->request.threads);
    arguments
        .path("-o,--output", options->request.output, {"ファイル.tif", "FILE.tif"},
              {"書き出すGeoTIFF（Float32、半径の外は欠測）",
               "GeoTIFF to write (Float32, no-data outside the radius)"})
        ->required();
    arguments.example("todoku lab reach --terrain dem.tif --site 34.73,136.51 \\\n"
                      "      --height-m 20 --radius-m 5000 --f-ghz 3.5 -o loss.tif",
                      {"地上20mのアンテナから5kmまでの損失の図",
                       "loss up to 5 km from an antenna 20 m above ground"});
    arguments.runs([&terminal, options, clear, band] {
        study::lab::ReachRequest& request = options->request;
        if (clear->count() > 0 && request.clutter.empty()) {
            terminal.tell({"--clear-m は、--clutter がないので使いません。",
                           "--clear-m is not used without --clutter."});
        }
        if (band->count() > 0 && !request.compare) {
            terminal.tell({"--band は、--compare がないので使いません。",
                           "--band is not used without --compare."});
        }
        request.site = geo::LatLng::from_degrees(options->site->lat, options->site->lng);
        request.height = Metres(options->height_m);
        request.radius = Metres(options->radius_m);
        request.frequency = gigahertz(options->f_ghz);
        request.step = Metres(options->step_m);
        request.clear = Metres(options->clear_m);
        TerminalProgress progress(terminal.language());
        if (const auto difference = study::lab::reach(request, complainer(terminal), progress)) {
            terminal.print(fmt::format(
                "posts,median_db,p90_db,p99_db,greatest_db,served_changed,strength_changed,cells,"
                "cells_served_changed,cells_strength_changed\n"
                "{},{:.4f},{:.4f},{:.4f},{:.4f},{:.6f},{:.6f},{},{:.6f},{:.6f}\n",
                difference->posts, difference->median_db, difference->p90_db, difference->p99_db,
                difference->greatest_db, difference->served_changed, difference->strength_changed,
                difference->cells, difference->cells_served_changed,
                difference->cells_strength_changed));
        }
        return ExitCode::Done;
    });
}

void add_fill(CLI::App& lab, const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    auto request = std::make_shared<study::FillRequest>();
    Arguments arguments(lab, commands, "fill",
                        {"synthetic = true のスタディに足りないエリアと人口を作り、study.toml "
                         "が名指すファイルに書く",
                         "make the coverage and the population a study with synthetic = true "
                         "lacks, in the files its study.toml names"});
    arguments.study(request->study);
    arguments.path("--totals", request->totals, {"ファイル.csv", "FILE.csv"},
                   {"市区町村の人口（人口も作るとき。列 code, population_2020, office_lat_approx, "
                    "office_lng_approx）",
                    "municipal populations, where people are made too (columns code, "
                    "population_2020, office_lat_approx, office_lng_approx)"});
    arguments.example("todoku lab fill my-study",
                      {"試し用のエリアを作る", "makes coverage to try a study with"});
    arguments.runs([&terminal, request] {
        TerminalProgress progress(terminal.language());
        study::fill_study(*request, progress);
        return ExitCode::Done;
    });
}

} // namespace

void add_lab(const Commands& commands) {
    Arguments lab(commands.app, commands, "lab",
                  {"計算の中身を、手元の例で確かめる",
                   "the engines by themselves, so that you can check them with your own cases"});
    lab.app().require_subcommand(1);
    add_mesh(lab.app(), commands);
    add_fractions(lab.app(), commands);
    add_path_loss(lab.app(), commands);
    add_terms(lab.app(), commands);
    add_reach(lab.app(), commands);
    add_lab_choose(lab.app(), commands);
    add_fill(lab.app(), commands);
}

} // namespace todoku::cli
