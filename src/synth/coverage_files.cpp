#include "synth/coverage_files.hpp"

#include "core/output_folder.hpp"
#include "io/vector_file.hpp"

#include <fmt/format.h>

#include <functional>
#include <system_error>

namespace todoku::synth {

namespace {

using domain::Technology;

/// Names of technologies as each carrier writes them, in the order of kTechnologies.
using Wording = std::array<std::string, 4>;

std::size_t number_of(Technology technology) {
    return static_cast<std::size_t>(technology);
}

geo::Geometry shape_of(const Station& station) {
    return geo::MultiPolygon{{station.outline()}};
}

std::vector<const NetworkLayer*> layers_of(std::span<const NetworkLayer> layers,
                                           std::size_t carrier) {
    std::vector<const NetworkLayer*> own;
    for (const NetworkLayer& layer : layers) {
        if (layer.carrier == carrier) {
            own.push_back(&layer);
        }
    }
    return own;
}

struct StrengthStep {
    const char* word;
    double reach; ///< of the station's
};
/// Made up: from the edge of the area inwards.
constexpr std::array<StrengthStep, 3> kStrengths = {{{"弱", 1.0}, {"中", 0.75}, {"強", 0.45}}};

/// The station's area out to a part of its reach; its holes stay where they are.
geo::Geometry shape_within(const Station& station, double reach) {
    Station nearer = station;
    for (double& ray : nearer.reach_m) {
        ray *= reach;
    }
    nearer.longest_m *= reach;
    return shape_of(nearer);
}

void deliver_a(const std::filesystem::path& folder, std::span<const NetworkLayer> layers,
               std::vector<CoverageDelivery>& out) {
    const Wording names = {"lte", "nr_converted", "nr_sub6", "nr_mmwave"};
    io::VectorWriter writer(folder / "carrier_a.gpkg", io::VectorFormat::GeoPackage);
    for (const NetworkLayer* layer : layers_of(layers, 0)) {
        const std::string& name = names[number_of(layer->technology)];
        if (layer->technology == Technology::Nr5gSub6) {
            writer.begin_layer(
                {name, io::GeometryKind::MultiPolygon, {{"cell_id"}, {"強度"}, {"note"}}});
            for (std::size_t i = 0; i < layer->stations.size(); ++i) {
                for (const StrengthStep& step : kStrengths) {
                    writer.write(shape_within(layer->stations[i], step.reach),
                                 {fmt::format("A-{}-{:05}", name, i + 1), std::string(step.word),
                                  std::string("模擬データ")});
                }
            }
        } else {
            writer.begin_layer({name, io::GeometryKind::MultiPolygon, {{"cell_id"}, {"note"}}});
            for (std::size_t i = 0; i < layer->stations.size(); ++i) {
                writer.write(shape_of(layer->stations[i]),
                             {fmt::format("A-{}-{:05}", name, i + 1), std::string("模擬データ")});
            }
        }
        out.push_back({kCarriers[0], layer->technology, {"carrier_a.gpkg"}, name, ""});
    }
    writer.finish();
}

void deliver_b(const std::filesystem::path& folder, std::span<const NetworkLayer> layers,
               std::vector<CoverageDelivery>& out) {
    const Wording files = {"B_4G", "B_5G_tenyo", "B_5G_sub6", "B_5G_miriha"};
    const Wording bands = {"４Ｇ", "５Ｇ（転用）", "５Ｇ（Ｓｕｂ６）", "５Ｇ（ミリ波）"};
    std::filesystem::create_directories(folder / "carrier_b");
    for (const NetworkLayer* layer : layers_of(layers, 1)) {
        const std::size_t t = number_of(layer->technology);
        const std::filesystem::path file = folder / "carrier_b" / (files[t] + ".shp");
        io::VectorWriter writer(file, io::VectorFormat::Shapefile);
        writer.begin_layer({files[t],
                            io::GeometryKind::MultiPolygon,
                            {{"局番", io::FieldType::Integer, 6},
                             {"方式", io::FieldType::Text, 24},
                             {"基準日", io::FieldType::Text, 20},
                             {"備考", io::FieldType::Text, 20}}});
        for (std::size_t i = 0; i < layer->stations.size(); ++i) {
            writer.write(shape_of(layer->stations[i]),
                         {static_cast<std::int64_t>(i + 1), bands[t], std::string("令和8年9月30日"),
                          std::string("模擬データ")});
        }
        writer.finish();
        // Shapefiles from desktop programs often come without the file that names their encoding.
        std::error_code ignored;
        std::filesystem::remove(std::filesystem::path(file).replace_extension(".cpg"), ignored);
        out.push_back(
            {kCarriers[1], layer->technology, {"carrier_b/" + files[t] + ".shp"}, "", ""});
    }
}

void deliver_c(const std::filesystem::path& folder, std::span<const NetworkLayer> layers,
               std::vector<CoverageDelivery>& out) {
    const Wording names = {"c_4g", "c_5g_nr_converted", "c_5g_sub6", "c_5g_mmw"};
    constexpr double kParting = 34.55; // the carrier's two regional offices each send their part
    const auto write = [&](const std::string& name, const NetworkLayer& layer,
                           const std::function<bool(const Station&)>& wanted) {
        io::VectorWriter writer(folder / (name + ".geojson"), io::VectorFormat::GeoJson);
        writer.begin_layer(
            {name, io::GeometryKind::MultiPolygon, {{"エリアID"}, {"サービス"}, {"備考"}}});
        for (std::size_t i = 0; i < layer.stations.size(); ++i) {
            if (wanted(layer.stations[i])) {
                writer.write(shape_of(layer.stations[i]),
                             {fmt::format("C{:06}", i + 1),
                              std::string(domain::label_of(layer.technology).ja),
                              std::string("模擬データ")});
            }
        }
        writer.finish();
    };
    for (const NetworkLayer* layer : layers_of(layers, 2)) {
        const std::string& name = names[number_of(layer->technology)];
        if (layer->technology == Technology::Lte4g) {
            write(name + "_north", *layer,
                  [](const Station& station) { return station.place.lat() >= kParting; });
            write(name + "_south", *layer,
                  [](const Station& station) { return station.place.lat() < kParting; });
            out.push_back({kCarriers[2],
                           layer->technology,
                           {name + "_north.geojson", name + "_south.geojson"},
                           "",
                           ""});
        } else {
            write(name, *layer, [](const Station&) { return true; });
            out.push_back({kCarriers[2], layer->technology, {name + ".geojson"}, "", ""});
        }
    }
}

void deliver_d(const std::filesystem::path& folder, std::span<const NetworkLayer> layers,
               std::vector<CoverageDelivery>& out) {
    const Wording codes = {"LTE", "NR-DSS", "NR-SUB6", "NR-MMW"};
    io::VectorWriter writer(folder / "carrier_d.gpkg", io::VectorFormat::GeoPackage);
    writer.begin_layer({"coverage",
                        io::GeometryKind::MultiPolygon,
                        {{"tech"}, {"no", io::FieldType::Integer}, {"remark"}}});
    for (const NetworkLayer* layer : layers_of(layers, 3)) {
        const std::string& code = codes[number_of(layer->technology)];
        for (std::size_t i = 0; i < layer->stations.size(); ++i) {
            writer.write(shape_of(layer->stations[i]),
                         {code, static_cast<std::int64_t>(i + 1), std::string("模擬データ")});
        }
        out.push_back({kCarriers[3],
                       layer->technology,
                       {"carrier_d.gpkg"},
                       "coverage",
                       "tech = '" + code + "'"});
    }
    writer.finish();
}

} // namespace

std::vector<CoverageDelivery> write_deliveries(const std::filesystem::path& folder,
                                               std::span<const NetworkLayer> layers) {
    std::vector<CoverageDelivery> deliveries;
    deliver_a(folder, layers, deliveries);
    deliver_b(folder, layers, deliveries);
    deliver_c(folder, layers, deliveries);
    deliver_d(folder, layers, deliveries);
    return deliveries;
}

void write_stations(const std::filesystem::path& inputs, std::span<const NetworkLayer> layers) {
    constexpr std::size_t kBaseEvery = 5; // made up
    const std::filesystem::path file = inputs / kStationFile;
    std::filesystem::create_directories(file.parent_path());
    std::string text = "局番,緯度,経度,種別,備考\n";
    for (const NetworkLayer* layer : layers_of(layers, 0)) {
        if (layer->technology != Technology::Nr5gSub6) {
            continue;
        }
        for (std::size_t i = 0; i < layer->stations.size(); ++i) {
            const geo::LatLng place = layer->stations[i].place;
            text += fmt::format("A-{:05},{:.6f},{:.6f},{},模擬データ\n", i + 1, place.lat(),
                                place.lng(), i % kBaseEvery == 0 ? "高度特定基地局" : "特定基地局");
        }
    }
    write_file_atomically(file, text);
}

void write_named_layers(const std::filesystem::path& file, std::span<const NetworkLayer> layers) {
    io::VectorWriter writer(file, io::VectorFormat::GeoPackage);
    for (const NetworkLayer& layer : layers) {
        writer.begin_layer(
            {fmt::format("{}_{}", kCarriers[layer.carrier], domain::name_of(layer.technology)),
             io::GeometryKind::MultiPolygon,
             {{"number", io::FieldType::Integer}, {"note"}}});
        for (std::size_t i = 0; i < layer.stations.size(); ++i) {
            writer.write(shape_of(layer.stations[i]),
                         {static_cast<std::int64_t>(i + 1), std::string("模擬データ")});
        }
    }
    writer.finish();
}

} // namespace todoku::synth
