#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "io/ring_check.hpp"
#include "study/coverage_twice.hpp"
#include "study/placing.hpp"
#include "study/read_inputs.hpp"
#include "study/tile_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

/// How many features have an issue of this code.
std::size_t features_with(const std::vector<Issue>& issues, std::string_view code) {
    std::set<std::tuple<std::string, std::string, std::int64_t>> rows;
    for (const Issue& issue : issues) {
        if (issue.code == code) {
            rows.emplace(issue.file, issue.layer, issue.row.value_or(0));
        }
    }
    return rows.size();
}

/// What a polygon covers by the rule of covered shares, also where its rings cross.
SquareMetres ground_of(const geo::Polygon& polygon, bool all_valid) {
    const auto invalid = all_valid ? std::nullopt : io::look_at_rings(polygon);
    return invalid && invalid->area_covered ? *invalid->area_covered : geo::area(polygon);
}

/// Polygons and ground by strength, where the carrier says any.
void add_strengths(const domain::CoverageLayer& layer, bool all_valid, InputSummary& summary) {
    for (const domain::Strength strength : domain::kStrengths) {
        std::size_t polygons = 0;
        SquareMetres ground;
        for (std::size_t i = 0; i < layer.strengths.size(); ++i) {
            if (layer.strengths[i] == strength) {
                ++polygons;
                ground += ground_of(layer.polygons.polygons[i], all_valid);
            }
        }
        if (polygons > 0) {
            const Text label = domain::label_of(strength);
            summary.facts.emplace_back(
                Text{"強さ「" + label.ja + "」の図形", "polygons of strength \"" + label.en + "\""},
                fmt::format("{} ({:.1f} km²)", with_thousands(static_cast<double>(polygons)),
                            ground.value() / 1e6));
        }
    }
}

/// What the source says of which nobody knows: all it holds, or what stands in it beside coverage.
domain::CoverageLayer unknown_ground(const CoverageInput& source, io::LoadedCoverage& loaded) {
    domain::CoverageLayer ground;
    ground.carrier = loaded.value.carrier;
    ground.technology = loaded.value.technology;
    ground.as_of = loaded.value.as_of;
    ground.confidential = loaded.value.confidential;
    ground.source = loaded.value.source;
    ground.polygons = std::move(loaded.unknown);
    if (source.unknown) {
        auto& polygons = loaded.value.polygons.polygons;
        std::move(polygons.begin(), polygons.end(), std::back_inserter(ground.polygons.polygons));
    }
    return ground;
}

/// How much of a picture each class took.
void add_colours(const io::PictureLook& look, InputSummary& summary) {
    const auto add = [&summary](Text what, double share) {
        summary.facts.emplace_back(std::move(what), fmt::format("{:.2f}%", share * 100.0));
    };
    for (std::size_t i = 0; i < look.table.size(); ++i) {
        const io::ColourMeaning& colour = look.table[i];
        const std::string name =
            io::colour_text(colour.rgb) + (colour.label.empty() ? "" : " " + colour.label);
        add(colour.unknown   ? Text{"不明の色 " + name, "colour of unknown ground " + name}
            : colour.covered ? Text{"エリア内の色 " + name, "covered colour " + name}
                             : Text{"エリア外の色 " + name, "colour not covered " + name},
            look.shares[i]);
    }
    if (look.transparent > 0.0) {
        add({"透明（エリア外）", "transparent (not covered)"}, look.transparent);
    }
    if (look.unlisted > 0.0) {
        add({"表にない色（エリア外）", "colours not in the table (not covered)"}, look.unlisted);
    }
}

} // namespace

void read_coverage(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const CoverageInput& source : study.coverage) {
        std::vector<std::string> files;
        io::CoverageSource request;
        for (const VectorInput& input : source.sources) {
            files.push_back(shown(input));
        }
        request.carrier = source.carrier;
        request.technology = source.technology;
        request.as_of = source.origin.as_of;
        request.day = source.origin.as_of.value_or(study.as_of);
        request.confidential = source.confidential;
        request.form = source.form;
        request.strength = source.strength;
        request.mesh = source.mesh;
        request.mesh.study_level = study.mesh;
        request.picture = source.picture;
        request.look = [&inputs, &source](io::PictureLook&& look) {
            inputs.pictures.push_back({source.carrier, source.technology, std::move(look)});
        };
        const std::size_t pictures_before = inputs.pictures.size();
        const Text technology = domain::label_of(source.technology);
        reader.input(
            summary_of("coverage",
                       {"エリア " + source.carrier + " " + technology.ja +
                            (source.unknown ? "（内外が不明の所）" : ""),
                        "coverage " + source.carrier + " " + technology.en +
                            (source.unknown ? " (unknown ground)" : "")},
                       joined(files), source.origin),
            [&](InputSummary& summary) {
                summary.group = {"エリア " + source.carrier, "coverage " + source.carrier};
                for (const VectorInput& input : source.sources) {
                    request.sources.push_back(source_of(input, placing_of(study, inputs)));
                }
                auto loaded = io::read_coverage(request);
                const std::size_t invalid = features_with(loaded.issues, "invalid_rings");
                reader.note(summary, loaded);
                loaded.value.source = joined(files);
                if (!inputs.municipalities.empty()) {
                    const geo::Box ground = study_extent(inputs.municipalities, 0.05);
                    geo::Box box = geo::bounds(loaded.value.polygons);
                    box.extend(geo::bounds(loaded.unknown));
                    if (!box.touches(ground)) {
                        const double km =
                            geo::distance(box.centre(), ground.centre()).value() / 1000.0;
                        // Tiles have no CRS to choose: their numbers say where they lie.
                        const bool tiles = std::all_of(
                            request.sources.begin(), request.sources.end(), [](const auto& part) {
                                return std::filesystem::is_directory(part.file) ||
                                       part.file.extension() == ".mbtiles";
                            });
                        const std::string order =
                            tiles && request.sources.size() == 1 &&
                                    std::filesystem::is_directory(request.sources.front().file)
                                ? order_on_ground(request.sources.front().file,
                                                  request.picture.tiles, box, ground)
                                : std::string();
                        const Text check =
                            !order.empty()
                                ? Text{fmt::format("試したところ、タイルの並び順が tiles = \"{}\" "
                                                   "なら重なります。study.toml のこのエリアにそう"
                                                   "書いてください。",
                                                   order),
                                       fmt::format("Tried: in the order tiles = \"{}\" they lie on "
                                                   "it. Write that for this coverage in the study "
                                                   "file.",
                                                   order)}
                            : tiles
                                ? Text{"タイルの番号（フォルダなら並び順 tiles とズーム zoom）を確"
                                       "かめてください。",
                                       "Check the numbers of its tiles (of a folder their order, "
                                       "tiles, and zoom)."}
                                : Text{"座標系を確かめ、study.toml のこの入力に crs = \"EPSG:…\" "
                                       "と書"
                                       "いてください。",
                                       "Check its CRS and write crs = \"EPSG:...\" for this input "
                                       "in the study file."};
                        throw InputError(
                            {fmt::format(
                                 "{} は対象の都道府県にかかっていません（中心が約{:.0f}km離れ"
                                 "ています）。{}",
                                 joined(files), km, check.ja),
                             fmt::format("{} does not touch the prefecture (its middle is about "
                                         "{:.0f} km away). {}",
                                         joined(files), km, check.en)});
                    }
                }
                summary.facts.emplace_back(
                    Text{"ポリゴン数", "polygons"},
                    with_thousands(static_cast<double>(loaded.value.polygons.polygons.size())));
                add_strengths(loaded.value, invalid == 0, summary);
                for (std::size_t i = pictures_before; i < inputs.pictures.size(); ++i) {
                    add_colours(inputs.pictures[i].look, summary);
                }
                if (invalid > 0) {
                    summary.facts.emplace_back(
                        Text{"輪郭の正しくない図形", "features with invalid rings"},
                        with_thousands(static_cast<double>(invalid)));
                }
                if (source.unknown || !loaded.unknown.empty()) {
                    inputs.unknown.push_back(unknown_ground(source, loaded));
                    summary.facts.emplace_back(
                        Text{"内外が不明の図形", "polygons of unknown ground"},
                        with_thousands(
                            static_cast<double>(inputs.unknown.back().polygons.polygons.size())));
                }
                if (!source.unknown) {
                    inputs.coverage.push_back(std::move(loaded.value));
                }
            });
    }
    append(inputs.issues, coverage_given_twice(study, inputs.coverage));
}

} // namespace todoku::study
