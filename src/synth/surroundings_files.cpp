#include "synth/surroundings_files.hpp"

#include "io/vector_file.hpp"
#include "synth/municipality_table.hpp"

#include <fmt/format.h>

namespace todoku::synth {

namespace {

const std::string kMadeUp = "模擬データ";

/// The file's path, its folder made.
std::filesystem::path ready(const std::filesystem::path& inputs, const char* relative) {
    std::filesystem::create_directories((inputs / relative).parent_path());
    return inputs / relative;
}

} // namespace

void write_municipalities(const std::filesystem::path& inputs, const Prefecture& prefecture) {
    io::VectorWriter writer(ready(inputs, kMunicipalityFile), io::VectorFormat::Shapefile);
    writer.begin_layer({"N03_24_mogi",
                        io::GeometryKind::MultiPolygon,
                        {{"N03_001", io::FieldType::Text, 20},
                         {"N03_002", io::FieldType::Text, 20},
                         {"N03_003", io::FieldType::Text, 40},
                         {"N03_004", io::FieldType::Text, 40},
                         {"N03_007", io::FieldType::Text, 5},
                         {"BIKO", io::FieldType::Text, 20}}});
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        const MunicipalityFacts& facts = municipality_table()[i];
        for (const geo::Polygon& polygon : prefecture.boundaries[i].polygons) {
            writer.write(geo::MultiPolygon{{polygon}},
                         {std::string("三重県"), io::Value(),
                          facts.county.empty() ? io::Value() : io::Value(std::string(facts.county)),
                          std::string(facts.name), facts.code.five_digits(), kMadeUp});
        }
    }
    writer.finish();
}

void write_zones(const std::filesystem::path& inputs, const Prefecture& prefecture) {
    constexpr std::int64_t kFewPeople = 20'000; // made up
    io::VectorWriter writer(ready(inputs, kZoneFile), io::VectorFormat::GeoJson);
    writer.begin_layer(
        {"depopulated", io::GeometryKind::MultiPolygon, {{"名称"}, {"行政区域"}, {"備考"}}});
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        const MunicipalityFacts& facts = municipality_table()[i];
        if (facts.population < kFewPeople) {
            writer.write(prefecture.boundaries[i],
                         {std::string("過疎地域"), std::string(facts.name), kMadeUp});
        }
    }
    writer.finish();
}

void write_restrictions(const std::filesystem::path& inputs, std::span<const ParkZone> parks,
                        std::span<const geo::Polygon> slides) {
    io::VectorWriter park_writer(ready(inputs, kParkFile), io::VectorFormat::Shapefile);
    park_writer.begin_layer({"nature_parks",
                             io::GeometryKind::MultiPolygon,
                             {{"公園名", io::FieldType::Text, 60},
                              {"地域区分", io::FieldType::Text, 24},
                              {"備考", io::FieldType::Text, 20}}});
    for (const ParkZone& zone : parks) {
        park_writer.write(geo::MultiPolygon{{zone.ground}}, {zone.park, zone.zone, kMadeUp});
    }
    park_writer.finish();

    io::VectorWriter slide_writer(ready(inputs, kSlideFile), io::VectorFormat::GeoJson);
    slide_writer.begin_layer(
        {"landslide_zones", io::GeometryKind::MultiPolygon, {{"区域番号"}, {"区分"}, {"備考"}}});
    for (std::size_t i = 0; i < slides.size(); ++i) {
        slide_writer.write(
            geo::MultiPolygon{{slides[i]}},
            {fmt::format("24-{:04}", i + 1), std::string("土砂災害特別警戒区域"), kMadeUp});
    }
    slide_writer.finish();
}

void write_roads(const std::filesystem::path& inputs, std::span<const MadeRoad> roads) {
    io::VectorWriter writer(ready(inputs, kRoadFile), io::VectorFormat::GeoJson);
    writer.begin_layer(
        {"main_roads", io::GeometryKind::MultiLine, {{"路線名"}, {"緊急輸送道路"}, {"備考"}}});
    for (const MadeRoad& road : roads) {
        writer.write(geo::MultiLine{{road.line}},
                     {road.name, std::string(road.emergency ? "第1次" : "第2次"), kMadeUp});
    }
    writer.finish();
}

void write_places(const std::filesystem::path& inputs, const PlaceStock& places) {
    const auto write = [&](const char* file, const char* layer, const char* kind,
                           const std::vector<MadePlace>& list) {
        io::VectorWriter writer(ready(inputs, file), io::VectorFormat::GeoJson);
        writer.begin_layer({layer, io::GeometryKind::Point, {{"名称"}, {"種別"}, {"備考"}}});
        for (const MadePlace& place : list) {
            writer.write(place.place, {place.name, std::string(kind), kMadeUp});
        }
        writer.finish();
    };
    write(kSchoolFile, "schools", "学校", places.schools);
    write(kShelterFile, "shelters", "指定避難所", places.shelters);
    write(kClinicFile, "clinics", "診療所", places.clinics);
    write(kTownHallFile, "town_halls", "役所・役場", places.town_halls);
}

} // namespace todoku::synth
