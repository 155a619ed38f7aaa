#include "study/coverage_legends.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "io/ring_repair.hpp"
#include "io/vector_file.hpp"
#include "report/coverage_legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

std::string km2(SquareMetres area) {
    return fmt::format("{:.6f}", area.value() / 1e6);
}

void tell_repair(const domain::CoverageLayer& layer, std::size_t polygon,
                 const io::RepairedPolygon& repaired, std::vector<Issue>& issues) {
    const std::string before = km2(repaired.area_before);
    const Text action =
        repaired.area_after
            ? Text{fmt::format("書き出すファイルの中でだけ直しました（面積 {} km² → {} "
                               "km²）。計算には元の形を使います。",
                               before, km2(*repaired.area_after)),
                   fmt::format("repaired in the file written only (area {} km2 before, {} km2 "
                               "after); what is computed uses it as given.",
                               before, km2(*repaired.area_after))}
            : Text{"交わる所が多すぎるので、書き出すファイルにも元の形のまま入れました。計算にも元"
                   "の形"
                   "を使います。",
                   "its rings cross in too many places: it stands in the file written as given. "
                   "What is computed uses it as given too."};
    issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "repaired_for_output",
         .file = kCoverageReadName,
         .layer = layer.source,
         .row = static_cast<std::int64_t>(polygon) + 1,
         .field = {},
         .value = before + " km2",
         .problem = {"輪郭の正しくないポリゴンです。", "The rings of the polygon are invalid."},
         .action = action});
}

void write_polygons(const std::vector<domain::CoverageLayer>& layers, const fs::path& file,
                    std::vector<Issue>& issues) {
    io::VectorWriter writer(file, io::VectorFormat::GeoPackage);
    using io::FieldType;
    writer.begin_layer({"coverage",
                        io::GeometryKind::MultiPolygon,
                        {{"carrier", FieldType::Text, 0},
                         {"technology", FieldType::Text, 0},
                         {"strength", FieldType::Text, 0},
                         {"as_of", FieldType::Text, 0},
                         {"source", FieldType::Text, 0},
                         {"area_km2", FieldType::Real, 0}}});
    for (const domain::CoverageLayer& layer : layers) {
        for (std::size_t i = 0; i < layer.polygons.polygons.size(); ++i) {
            geo::MultiPolygon shape{{layer.polygons.polygons[i]}};
            if (auto repaired = io::repaired_for_output(shape.polygons.front())) {
                tell_repair(layer, i, *repaired, issues);
                shape = std::move(repaired->shape);
            }
            const domain::Strength strength = layer.strength(i);
            writer.write(shape, {layer.carrier, std::string(domain::name_of(layer.technology)),
                                 strength == domain::Strength::Unsaid
                                     ? io::Value{}
                                     : io::Value{std::string(domain::name_of(strength))},
                                 layer.as_of ? io::Value{iso_date(*layer.as_of)} : io::Value{},
                                 layer.source, geo::area(shape).value() / 1e6});
        }
    }
    writer.finish();
}

} // namespace

std::vector<std::string> write_coverage_legends(const Inputs& inputs, Language language,
                                                const fs::path& folder,
                                                std::vector<Issue>& issues) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw ExternalError(
            {"フォルダ " + folder.string() + " を作れません（" + error.message() + "）。",
             "Cannot make the folder " + folder.string() + " (" + error.message() + ")."});
    }
    std::vector<std::string> names;
    for (const CoveragePicture& picture : inputs.pictures) {
        const Text technology = domain::label_of(picture.technology);
        names.push_back(fmt::format("{:02}_{}_{}.png", names.size() + 1, picture.carrier,
                                    domain::name_of(picture.technology)));
        write_file_atomically(
            folder / names.back(),
            report::coverage_legend_png(
                {"エリア画像の読み取り　" + picture.carrier + " " + technology.ja,
                 "How a coverage picture was read: " + picture.carrier + " " + technology.en},
                picture.look, language));
    }
    if (!inputs.coverage.empty()) {
        names.emplace_back(kCoverageReadName);
        fs::remove(folder / names.back(), error);
        write_polygons(inputs.coverage, folder / names.back(), issues);
    }
    return names;
}

} // namespace todoku::study
