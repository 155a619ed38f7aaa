#include "io/layer_ground.hpp"

#include "core/counted.hpp"
#include "geo/crs_label.hpp"
#include "geo/ellipsoid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <variant>

namespace todoku::io {

namespace {

/// 0, 0 and what is no number of metres or degrees on the earth say nothing about order or CRS.
bool says_nothing(geo::XY point) {
    constexpr double kEarth = 1e8; // metres; farther than any projection's plane
    return !std::isfinite(point.x) || !std::isfinite(point.y) ||
           (point.x == 0.0 && point.y == 0.0) || std::abs(point.x) > kEarth ||
           std::abs(point.y) > kEarth;
}

bool lies_in(const geo::Box& box, const geo::ToJgd2011& transform, geo::XY point) {
    const auto place = transform(point);
    return place && box.contains(*place);
}

geo::Box box_of(const geo::Geometry& geometry) {
    geo::Box box;
    if (const auto* point = std::get_if<geo::LatLng>(&geometry)) {
        box.extend(*point);
    } else if (const auto* shape = std::get_if<geo::MultiPolygon>(&geometry)) {
        box = geo::bounds(*shape);
    } else if (const auto* lines = std::get_if<geo::MultiLine>(&geometry)) {
        for (const geo::Line& line : lines->lines) {
            for (const geo::LatLng& vertex : line) {
                box.extend(vertex);
            }
        }
    }
    return box;
}

/// Kilometres between the nearest points of two boxes.
double km_between(const geo::Box& a, const geo::Box& b) {
    const auto nearest = [](double low, double high, double to_low, double to_high) {
        return std::pair(std::clamp(to_low, low, high), std::clamp(low, to_low, to_high));
    };
    const auto [lat_a, lat_b] = nearest(a.south, a.north, b.south, b.north);
    const auto [lng_a, lng_b] = nearest(a.west, a.east, b.west, b.east);
    return geo::distance(geo::LatLng::from_degrees(lat_a, lng_a),
                         geo::LatLng::from_degrees(lat_b, lng_b))
               .value() /
           1000.0;
}

} // namespace

void AxisOrder::look(geo::XY point) {
    if (settled_ || says_nothing(point)) {
        return;
    }
    ++points_;
    settled_ = lies_in(as_written_, *transform_, point) ||
               !lies_in(exchanged_, *transform_, {point.y, point.x});
}

void GroundTally::keep(geo::XY raw) {
    constexpr std::size_t kSample = 1000;
    if (sample_.size() < kSample && !says_nothing(raw)) {
        sample_.push_back(raw);
    }
}

bool GroundTally::take(const geo::Geometry& geometry, geo::XY raw, std::int64_t row) {
    const geo::Box box = box_of(geometry);
    if (!known() || box.empty()) {
        return true;
    }
    keep(raw);
    return take(box, row);
}

bool GroundTally::take(const geo::Box& box, std::int64_t row) {
    if (!known()) {
        return true;
    }
    ++shapes_;
    if (box.touches(placing_->extent.grown(kBorderDegrees))) {
        ++touching_;
        return true;
    }
    ++outside_;
    const double km = km_between(box, placing_->extent);
    if (km > farthest_km_) {
        farthest_km_ = km;
        farthest_row_ = row;
    }
    nearest_km_ = nearest_km_ < 0.0 ? km : std::min(nearest_km_, km);
    return false;
}

void GroundTally::take_unusable(geo::XY raw) {
    if (known() && !says_nothing(raw)) {
        ++shapes_;
        keep(raw);
    }
}

std::optional<double> GroundTally::nearest_km() const {
    return nearest_km_ < 0.0 ? std::nullopt : std::optional(nearest_km_);
}

FittingCrs GroundTally::suggestion() const {
    return fitting_crs(*placing_, sample_);
}

FittingCrs fitting_crs(const Placing& placing, const std::vector<geo::XY>& sample) {
    struct Candidate {
        std::string crs;
        Text what;
        bool north_first;
    };
    if (placing.extent.empty() || sample.empty()) {
        return {};
    }
    std::vector<Candidate> candidates = {
        {"EPSG:6668", {"緯度・経度", "latitude and longitude"}, false},
        {"EPSG:6668",
         {"緯度・経度、緯度が先に書かれている場合（入れ替えて読みます）",
          "latitude and longitude, latitude first: they are then exchanged"},
         true},
        {"EPSG:3857", {"Webメルカトル", "Web Mercator"}, false}};
    if (placing.plane_rectangular != 0) {
        const std::string crs = fmt::format("EPSG:{}", placing.plane_rectangular);
        // EPSG:6669 is system I of JGD2011.
        const int system = placing.plane_rectangular - 6668;
        candidates.push_back({crs,
                              {fmt::format("平面直角座標系 第{}系", system),
                               fmt::format("plane rectangular system {}", system)},
                              false});
        candidates.push_back(
            {crs,
             {fmt::format("平面直角座標系 第{}系、X（北）とY（東）を入れ替えた場合", system),
              fmt::format("plane rectangular system {}, with X (north) and Y (east) exchanged",
                          system)},
             true});
    }
    FittingCrs fitting;
    Text& found = fitting.told;
    const geo::Box ground = placing.extent.grown(kBorderDegrees);
    for (const Candidate& candidate : candidates) {
        const geo::ToJgd2011 transform(candidate.crs);
        const bool all = std::all_of(sample.begin(), sample.end(), [&](geo::XY point) {
            return lies_in(ground, transform,
                           candidate.north_first ? geo::XY{point.y, point.x} : point);
        });
        if (all) {
            const bool first = found.ja.empty();
            fitting.first = first ? candidate.crs : fitting.first;
            found.ja += (first ? "" : "、") + candidate.crs + "（" + candidate.what.ja + "）";
            found.en += (first ? "" : ", ") + candidate.crs + " (" + candidate.what.en + ")";
        }
    }
    if (found.ja.empty()) {
        return {};
    }
    found = {"試したところ、" + found.ja + "なら対象の都道府県に重なります。",
             "Tried: " + found.en + " would put it on the prefecture. "};
    return fitting;
}

InputError without_crs(const std::string& file, const std::string& layer,
                       const FittingCrs& fitting) {
    const std::string what =
        layer.empty() || layer == std::filesystem::path(file).stem().string() ? "" : layer;
    const bool known = !fitting.first.empty();
    const std::string crs = known ? fitting.first : "EPSG:6668";
    return InputError(
        {fmt::format(
             "{}{} に座標系の情報がありません。{}作成元に確かめ、study.toml のこの入力に crs "
             "= \"{}\"{}のように書いてください。",
             file, what.empty() ? "" : "（レイヤ " + what + "）", fitting.told.ja, crs,
             known ? " " : "（緯度経度・JGD2011の場合）"),
         fmt::format("{}{} does not say its coordinate reference system. {}Ask its maker, then add "
                     "crs = \"{}\"{} to this input in the study file.",
                     file, what.empty() ? "" : " (layer " + what + ")", fitting.told.en, crs,
                     known ? "" : " (for latitude and longitude on JGD2011)")});
}

InputError lies_elsewhere(const GroundTally& ground, const std::string& file,
                          const std::string& crs) {
    const auto km = ground.nearest_km();
    const FittingCrs fitting = ground.suggestion();
    const std::string example = fitting.first.empty() ? "EPSG:…" : fitting.first;
    return InputError(
        {fmt::format(
             "{} は対象の都道府県にかかっていません（{}、座標系は {} として読みました）。{}座"
             "標系とファイルを確かめ、座標系が違うときは study.toml のこの入力に crs = \"{}\" "
             "と書いてください。",
             file,
             km ? fmt::format("最も近い図形で約{:.0f}km離れています", *km)
                : "座標が緯度経度に直せません",
             geo::crs_label(crs).ja, fitting.told.ja, example),
         fmt::format("{} does not touch the prefecture ({}; read as {}). {}Check its CRS and the "
                     "file; write crs = \"{}\" for this input in the study file where the CRS is "
                     "another.",
                     file,
                     km ? fmt::format("its nearest shape is about {:.0f} km away", *km)
                        : "its coordinates are no places",
                     crs, fitting.told.en, fitting.first.empty() ? "EPSG:..." : example)});
}

InputError cells_lie_elsewhere(const GroundTally& ground, const std::string& file) {
    const double km = ground.nearest_km().value_or(0.0);
    return InputError(
        {fmt::format("{} のメッシュは対象の都道府県にかかっていません（最も近いメッシュで約{:.0f}km"
                     "離れています）。ファイルを確かめてください。",
                     file, km),
         fmt::format("No cell of {} touches the prefecture (the nearest is about {:.0f} km away). "
                     "Check that it is the right file.",
                     file, km)});
}

Issue outside_issue(const GroundTally& ground, const std::string& file, const std::string& layer) {
    const bool wider = ground.mostly_elsewhere();
    return {IssueKind::Noted,
            wider ? "wider_than_prefecture" : "outside_prefecture",
            file,
            layer,
            ground.farthest_row(),
            "",
            std::to_string(ground.outside()),
            {fmt::format(
                 "対象の都道府県（市区町村を囲む範囲）の外にあるものが{}件あります（最も遠い"
                 "ものは{}行目、約{:.0f}km）。",
                 counted(ground.outside()), counted(ground.farthest_row()), ground.farthest_km()),
             fmt::format("{} lie outside the prefecture (the farthest, row {}, about {:.0f} km).",
                         counted(ground.outside()), counted(ground.farthest_row()),
                         ground.farthest_km())},
            wider ? Text{"より広い範囲のファイルとして、県内のものだけを使いました。",
                         "taken for a file of wider ground, of which the prefecture's was used."}
                  : Text{"対象外に数えました。県内の集計には影響しません。",
                         "counted as outside; they change nothing in the prefecture."}};
}

} // namespace todoku::io
