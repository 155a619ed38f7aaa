#include "study/gap_maps.hpp"

#include "domain/technology.hpp"
#include "geo/crs.hpp"
#include "report/figures.hpp"
#include "report/package.hpp"
#include "report/source_lines.hpp"
#include "study/kind_labels.hpp"
#include "study/package_contents.hpp"
#include "study/package_sources.hpp"
#include "study/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

/// The page shows the first few rows; the table holds them all.
constexpr std::ptrdiff_t kTop = 20;

report::CellClass class_of(double share, double at_most, double left_out) {
    if (left_out >= 100.0) {
        return report::CellClass::GapMany;
    }
    if (left_out >= 10.0) {
        return report::CellClass::GapSome;
    }
    if (left_out > 0.0) {
        return report::CellClass::GapFew;
    }
    if (share < 0.5) {
        return at_most < 0.5 ? report::CellClass::UncoveredEmpty : report::CellClass::Unknown;
    }
    return report::CellClass::Covered5g;
}

/// Whether a layer of the carrier, or of any, was given in confidence.
bool holds_confidential(const StudyFile& study, std::string_view carrier) {
    return std::ranges::any_of(study.coverage, [&](const CoverageInput& input) {
        return input.confidential && (carrier == overlay::kAnyCarrier || input.carrier == carrier);
    });
}

report::Sign sign_of(const std::string& kind) {
    static const std::map<std::string, report::Sign> signs = {
        {"school", report::Sign::School},      {"clinic", report::Sign::Clinic},
        {"hospital", report::Sign::Clinic},    {"office", report::Sign::Office},
        {"town_hall", report::Sign::Office},   {"shelter", report::Sign::Triangle},
        {"fuel_station", report::Sign::Square}};
    const auto sign = signs.find(kind);
    return sign == signs.end() ? report::Sign::Diamond : sign->second;
}

/// Places that the layer does not reach, by how they are drawn, in the order the study names them.
std::vector<report::MapLandmarks> unserved_places(const Results& results, std::size_t layer) {
    const std::vector<std::uint8_t>& served = results.covered.at_most().places[layer];
    std::vector<report::MapLandmarks> landmarks;
    std::vector<std::vector<std::string>> names; // of each sign's kinds
    for (std::size_t i = 0; i < results.inputs.places.size(); ++i) {
        const domain::Place& place = results.inputs.places[i];
        if (served[i] != 0) {
            continue;
        }
        const report::Sign sign = sign_of(place.kind);
        auto of_sign = std::ranges::find(landmarks, sign, &report::MapLandmarks::sign);
        if (of_sign == landmarks.end()) {
            landmarks.push_back({"", sign, {}});
            names.emplace_back();
            of_sign = std::prev(landmarks.end());
        }
        of_sign->at.push_back(place.at);
        std::vector<std::string>& kinds =
            names[static_cast<std::size_t>(of_sign - landmarks.begin())];
        if (const std::string name = place_label(place.kind).ja;
            std::ranges::find(kinds, name) == kinds.end()) {
            kinds.push_back(name);
        }
    }
    for (std::size_t i = 0; i < landmarks.size(); ++i) {
        landmarks[i].label = fmt::format("エリア外の{}", fmt::join(names[i], "・"));
    }
    return landmarks;
}

/// The study's ground with what a layer leaves out of it; words, numbers and sites are the
/// caller's.
report::MapSheet sheet_of(const Results& results, const overlay::LayerName& name,
                          const geo::HeightGrid& terrain, const MapGround& ground) {
    const StudyFile& study = results.study;
    const domain::StudyGrid& grid = results.covered.grid;
    const overlay::PopulationRule rule = population_rule(study.rules);
    report::MapSheet sheet;
    sheet.subtitle = study.prefecture_ja() + "　" + era_date(study.as_of) + "現在";
    sheet.epsg = ground.epsg;
    sheet.extent = ground.extent;
    sheet.whole = ground.extent;
    const double height = sheet.extent.north - sheet.extent.south;
    const double width = (sheet.extent.east - sheet.extent.west) *
                         0.82; // cos 35 degrees: what looks square in Honshu
    const bool portrait = height >= width;
    sheet.paper = study.report.paper == "A4"
                      ? (portrait ? report::Paper::A4Portrait : report::Paper::A4Landscape)
                      : (portrait ? report::Paper::A3Portrait : report::Paper::A3Landscape);
    const auto layer = results.covered.coverage.layer(name.carrier, name.technology);
    const auto share_of = [&](const overlay::Coverage& coverage, std::size_t cell) {
        return layer ? coverage.shares[*layer][cell] : 0.0;
    };
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (grid.land_share[i] <= 0.0 && grid.population[i] <= 0.0) {
            continue;
        }
        const double at_most = share_of(results.covered.at_most(), i);
        const double left_out = grid.population[i] * (1.0 - rule.covered(at_most));
        sheet.cells.push_back(
            {grid.cells[i], class_of(share_of(results.covered.coverage, i), at_most, left_out)});
    }
    for (const domain::Municipality& municipality : results.inputs.municipalities) {
        sheet.municipalities.push_back({municipality.name, &municipality.boundary});
    }
    if (layer) {
        sheet.landmarks = unserved_places(results, *layer);
    }
    sheet.terrain = terrain.empty() ? nullptr : &terrain;
    for (const domain::Road& road : results.inputs.roads) {
        sheet.roads.push_back(&road);
    }
    sheet.stamp = report::stamp_text(study.synthetic, holds_confidential(study, name.carrier));
    sheet.stamp_across = study.synthetic;
    sheet.author = study.prefecture_ja();
    sheet.footer = study.prefecture_ja() + "　1 / 1";
    sheet.as_of = study.as_of;
    return sheet;
}

void number_gaps(report::MapSheet& sheet, const std::vector<report::GapRow>& gaps) {
    for (const report::GapRow& gap : gaps) {
        sheet.gaps.push_back({.number = gap.number,
                              .at = gap.centre,
                              .weight = gap.population,
                              .outline = &gap.outline});
    }
}

std::vector<std::string> carriers_with(const overlay::Coverage& coverage,
                                       std::string_view technology) {
    std::vector<std::string> carriers;
    for (const std::string& carrier : coverage.carriers) {
        if (coverage.layer(carrier, technology)) {
            carriers.push_back(carrier);
        }
    }
    return carriers;
}

/// Carriers whose 5G is known and not their 4G: in "mobile" only that 5G counts.
std::vector<std::string> carriers_with_5g_alone(const overlay::Coverage& coverage,
                                                std::string_view technology) {
    std::vector<std::string> carriers = carriers_with(coverage, domain::kAny5g);
    std::erase_if(carriers, [&](const std::string& carrier) {
        return coverage.layer(carrier, technology).has_value();
    });
    return carriers;
}

/// Whose coverage it is made of.
Text made_of(const overlay::Coverage& coverage, std::string_view technology) {
    const auto carriers = carriers_with(coverage, technology);
    const Text service = domain::technology_label(technology);
    Text text = {
        fmt::format("{}の{}のエリアを合わせたものです。", fmt::join(carriers, "、"), service.ja),
        fmt::format("Made of {} of {}.", service.en, fmt::join(carriers, ", "))};
    const auto others = carriers_with_5g_alone(coverage, technology);
    if (!others.empty()) {
        text.ja += fmt::format("{}は4Gのエリアの資料がなく、5Gだけを合わせています。",
                               fmt::join(others, "、"));
        text.en += fmt::format(" Of {} only 5G: no 4G is stated.", fmt::join(others, ", "));
    }
    return text;
}

} // namespace

report::GapRow gap_row(const Results& results, const overlay::GapArea& gap, int number) {
    const domain::Municipality& municipality = results.inputs.municipalities[gap.municipality];
    report::GapRow row;
    row.number = number;
    row.priority = number;
    row.id = gap.id;
    row.municipality_code = municipality.code.six_digits();
    row.municipality = municipality.name;
    row.nearest_place = gap.nearest_place;
    row.nearest_place_m = gap.nearest_place_m;
    row.nearest_place_azimuth = gap.nearest_place_azimuth;
    row.population = gap.population;
    row.households = gap.households;
    row.population_65plus = gap.population_65plus;
    row.households_estimated = (gap.marks & domain::kHouseholdsEstimated) != 0;
    row.population_65plus_estimated = (gap.marks & domain::kResidents65plusEstimated) != 0;
    row.area_m2 = gap.area_m2;
    row.road_m = gap.road_m;
    for (const auto& [kind, names] : gap.places) {
        row.places.emplace_back(place_label(kind).ja, names);
    }
    row.centre = gap.centre;
    row.outline = gap.outline;
    return row;
}

report::MapSheet gap_map(const Results& results, const report::PackageContent& content,
                         const geo::HeightGrid& terrain, const MapGround& ground) {
    report::MapSheet sheet =
        sheet_of(results, {content.carrier, std::string(domain::kAny5g)}, terrain, ground);
    sheet.title = "5G未整備エリア図（" + content.carrier + "）";
    number_gaps(sheet, content.gaps);
    for (const report::AssetRow& asset : content.assets) {
        if (asset.rank > 0) {
            sheet.sites.push_back({asset.rank, asset.name, asset.place});
        }
    }
    sheet.notes = {content.rule_text, content.radio_text};
    sheet.sources = report::source_lines(content.sources);
    return sheet;
}

std::vector<Unserved> unserved_ground(const Results& results) {
    const std::string rule = population_rule(results.study.rules).name();
    std::vector<Unserved> all;
    for (const auto& [technology, title, stem] :
         {std::tuple(domain::kAny5g,
                     Text{"どの事業者の5Gも届かない箇所", "Where no carrier's 5G reaches"},
                     std::string(report::kMapStem) + "_どの事業者も"),
          std::tuple(domain::kAnyMobile,
                     Text{"どの事業者の携帯電話も届かない箇所（不感地域）",
                          "Where no carrier's 4G or 5G reaches"},
                     std::string("不感地域図"))}) {
        const auto layer = results.covered.coverage.layer(overlay::kAnyCarrier, technology);
        if (!layer) {
            continue;
        }
        Unserved ground;
        ground.technology = std::string(technology);
        ground.map_stem = stem;
        ground.words.title = title;
        ground.words.made_of = made_of(results.covered.coverage, technology);
        for (const overlay::CoverageRow& row : results.covered.statistics) {
            if (row.kind == overlay::kPrefecture && row.rule == rule &&
                row.layer.carrier == overlay::kAnyCarrier && row.layer.technology == technology) {
                ground.words.population = row.population.all;
                ground.words.left_out = row.population.uncovered();
            }
        }
        for (const overlay::GapArea& gap : results.gapped.gaps) {
            if (gap.carrier == overlay::kAnyCarrier && gap.technology == technology) {
                ++ground.words.gaps;
                ground.words.gap_population += gap.population;
                if (ground.gaps.size() < results.study.report.gaps) {
                    ground.gaps.push_back(
                        gap_row(results, gap, static_cast<int>(ground.words.gaps)));
                }
            }
        }
        ground.words.top_gaps.assign(ground.gaps.begin(),
                                     ground.gaps.begin() + std::min(kTop, std::ssize(ground.gaps)));
        all.push_back(std::move(ground));
    }
    return all;
}

report::MapSheet unserved_map(const Results& results, const Unserved& ground,
                              const std::vector<InputChecksum>& checksums,
                              const geo::HeightGrid& terrain, const MapGround& shown) {
    report::MapSheet sheet =
        sheet_of(results, {std::string(overlay::kAnyCarrier), ground.technology}, terrain, shown);
    const bool mobile = ground.technology == domain::kAnyMobile;
    sheet.title = mobile ? "不感地域図（どの事業者の携帯電話も届かないエリア）"
                         : "5G未整備エリア図（どの事業者の5Gも届かないエリア）";
    sheet.service = mobile ? "携帯電話（4G・5G）" : "いずれかの事業者の5G";
    sheet.places = mobile ? "不感地域" : "未整備箇所";
    number_gaps(sheet, ground.gaps);
    sheet.notes = {rule_sentence(results.study, results.inputs.population_method),
                   ground.words.made_of.ja};
    std::vector<report::SourceNote> sources;
    const overlay::Coverage& coverage = results.covered.coverage;
    std::vector<std::string> carriers = carriers_with(coverage, ground.technology);
    for (std::string& carrier : carriers_with_5g_alone(coverage, ground.technology)) {
        carriers.push_back(std::move(carrier));
    }
    for (const std::string& carrier : carriers) {
        for (report::SourceNote& note : package_sources(results.study, checksums, carrier)) {
            const bool known = std::ranges::any_of(sources, [&](const report::SourceNote& other) {
                return other.what == note.what && other.file == note.file;
            });
            if (!known) {
                sources.push_back(std::move(note));
            }
        }
    }
    sheet.sources = report::source_lines(sources);
    return sheet;
}

} // namespace todoku::study
