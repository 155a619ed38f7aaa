#include "study/read_results.hpp"

#include "core/checksum.hpp"
#include "core/error.hpp"
#include "domain/technology.hpp"
#include "io/vector_file.hpp"
#include "overlay/cell_index.hpp"
#include "study/csv_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

InputError no_output(const fs::path& folder, const Text& why) {
    return InputError(
        {fmt::format("{} は todoku run の出力フォルダとして読めません（{}）。outputs/スタディ名 "
                     "のように、todoku run が最後まで書き出したフォルダを指定してください。",
                     folder.string(), why.ja),
         fmt::format("{} cannot be read as an output folder of \"todoku run\" ({}). Name a folder "
                     "that a whole run has written, such as outputs/STUDY'S NAME.",
                     folder.string(), why.en)});
}

InputError not_as_written(const fs::path& file, const std::string& layer, const Text& what) {
    return InputError(
        {fmt::format("{} レイヤ {}: {}。書き換えていない出力で、もう一度実行してください。",
                     file.string(), layer, what.ja),
         fmt::format("{} layer {}: {}. Try again with an output as the run has written it.",
                     file.string(), layer, what.en)});
}

/// A layer's columns by name.
struct Columns {
    fs::path file;
    std::string layer;
    std::map<std::string, std::size_t, std::less<>> position;
};

/// One row of a layer, its values by the names of columns.
class Row {
public:
    Row(const Columns& columns, const io::Feature& feature)
        : columns_(columns), feature_(feature) {}

    [[nodiscard]] bool has(std::string_view name) const {
        return columns_.position.find(name) != columns_.position.end();
    }
    [[nodiscard]] const io::Value& value(std::string_view name) const {
        const auto found = columns_.position.find(name);
        if (found == columns_.position.end() || found->second >= feature_.values.size()) {
            throw not_as_written(
                columns_.file, columns_.layer,
                {fmt::format("列「{}」がありません", name), fmt::format("no column \"{}\"", name)});
        }
        return feature_.values[found->second];
    }
    [[nodiscard]] std::string text(std::string_view name) const { return io::to_text(value(name)); }
    /// 0 where there is none.
    [[nodiscard]] double number(std::string_view name) const {
        const double number = io::to_number(value(name)).value_or(0.0);
        return std::isfinite(number) ? number : 0.0;
    }
    [[nodiscard]] domain::MeshCell cell(domain::MeshLevel level) const {
        const std::string code = text("code");
        const auto cell = domain::MeshCell::parse(code, level);
        if (!cell) {
            throw not_as_written(
                columns_.file, columns_.layer,
                {fmt::format("{}行目 code: 「{}」は {} のメッシュコードではありません",
                             feature_.row, code, domain::name_of(level)),
                 fmt::format("row {} code: \"{}\" is no mesh code of {}", feature_.row, code,
                             domain::name_of(level))});
        }
        return *cell;
    }
    [[nodiscard]] const geo::Geometry& geometry() const { return feature_.geometry; }

private:
    const Columns& columns_;
    const io::Feature& feature_;
};

void each_row(const fs::path& file, const std::string& layer,
              const std::function<void(const Row&)>& visit) {
    io::VectorSource source;
    source.file = file;
    source.layer = layer;
    Columns columns{file, layer, {}};
    std::vector<Issue> ignored; // written by us, in UTF-8 and JGD2011
    io::read_features(
        source,
        [&](const io::LayerInfo& info, io::Feature&& feature) {
            for (std::size_t i = columns.position.size(); i < info.fields.size(); ++i) {
                columns.position.emplace(info.fields[i].name, i);
            }
            visit(Row(columns, feature));
        },
        ignored);
}

overlay::PopulationRule rule_of(const nlohmann::json& parameters) {
    const nlohmann::json& rule = parameters.at("rule");
    const overlay::PopulationRule usual;
    return {.kind = rule.at("population").get<std::string>() == "area"
                        ? overlay::PopulationRule::Kind::Area
                        : overlay::PopulationRule::Kind::Majority,
            .threshold = rule.at("threshold").get<double>(),
            .more_than = rule.value("more_than", usual.more_than),
            .tolerance = rule.value("tie_tolerance", usual.tolerance)};
}

// The rule's name as the run wrote it: run.json may say more of a rule than this program knows.
void require_known_rule(const RunAbout& about) {
    std::string written;
    each_row(about.results(), "about", [&](const Row& row) {
        if (row.text("key") == "rule") {
            written = row.text("value");
        }
    });
    if (written != about.rule.name()) {
        throw no_output(about.folder,
                        {"人口の数え方「" + written + "」は、この版の todoku では扱えません",
                         "its population rule \"" + written + "\" is unknown to this version"});
    }
}

void read_cells(RunResults& results) {
    const RunAbout& about = results.about;
    const fs::path file = about.results();
    std::map<std::string, std::uint32_t> index;
    each_row(file, "municipalities", [&](const Row& row) {
        results.municipalities.push_back({row.text("code"), row.text("name")});
    });
    std::sort(results.municipalities.begin(), results.municipalities.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    for (std::uint32_t i = 0; i < results.municipalities.size(); ++i) {
        index[results.municipalities[i].code] = i;
    }
    const auto municipality_of = [&](const std::string& code) -> std::optional<std::uint32_t> {
        const auto found = index.find(code);
        return found == index.end() ? std::nullopt : std::optional(found->second);
    };

    std::vector<double> people;
    each_row(file, "cells", [&](const Row& row) {
        results.cells.push_back(row.cell(about.level));
        people.push_back(row.number("population"));
        results.municipality.push_back(municipality_of(row.text("municipality_code")));
    });
    if (!std::is_sorted(results.cells.begin(), results.cells.end())) {
        throw not_as_written(file, "cells",
                             {"メッシュの順が変わっています", "its cells are out of order"});
    }

    const overlay::CellIndex cells(results.cells);
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, double>>> parts;
    const std::vector<std::string> layers = io::layers_of(file);
    results.cell_parts = std::find(layers.begin(), layers.end(), "cell_parts") != layers.end();
    if (results.cell_parts) {
        each_row(file, "cell_parts", [&](const Row& row) {
            const auto cell = cells.find(row.cell(about.level));
            const auto municipality = municipality_of(row.text("municipality_code"));
            if (cell && municipality) {
                parts[*cell].emplace_back(*municipality, row.number("weight"));
            }
        });
    }
    for (std::uint32_t i = 0; i < results.cells.size(); ++i) {
        const auto shared = parts.find(i);
        if (shared != parts.end()) {
            for (const auto& [municipality, weight] : shared->second) {
                results.people.push_back({i, municipality, people[i] * weight, weight});
            }
        } else if (results.municipality[i]) {
            results.people.push_back({i, *results.municipality[i], people[i]});
        }
    }
}

// The tables name every layer, also one that covers nothing.
std::vector<overlay::LayerName> read_layers(const RunAbout& about) {
    const CsvTable table =
        CsvTable::from_file(about.folder / "tables" / "coverage_by_municipality.csv");
    const std::size_t carrier = table.column("carrier");
    const std::size_t technology = table.column("technology");
    std::vector<overlay::LayerName> layers;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        overlay::LayerName layer{table.at(row, carrier), table.at(row, technology)};
        if (std::find(layers.begin(), layers.end(), layer) == layers.end()) {
            layers.push_back(std::move(layer));
        }
    }
    return layers;
}

void read_coverage(RunResults& results, Progress& progress) {
    results.layers = read_layers(results.about);
    results.shares.assign(results.layers.size(), std::vector<double>(results.cells.size(), 0.0));
    std::map<std::pair<std::string, std::string>, std::size_t> positions;
    for (std::size_t i = 0; i < results.layers.size(); ++i) {
        positions[{results.layers[i].carrier, results.layers[i].technology}] = i;
    }
    const overlay::CellIndex cells(results.cells);
    std::vector<std::tuple<std::size_t, std::size_t, double>> unknown;
    std::size_t rows = 0;
    each_row(results.about.results(), "coverage", [&](const Row& row) {
        if (++rows % 65536 == 0) {
            progress.check();
        }
        const auto layer = positions.find({row.text("carrier"), row.text("technology")});
        const auto cell = cells.find(row.cell(results.about.level));
        if (layer == positions.end() || !cell) {
            throw not_as_written(results.about.results(), "coverage",
                                 {"表やレイヤ cells にない事業者・方式・メッシュがあります",
                                  "it names a carrier, technology or cell that tables and layer "
                                  "cells do not"});
        }
        const double share = row.number("fraction");
        results.shares[layer->second][*cell] = share;
        if (row.has("fraction_unknown") && row.number("fraction_unknown") > 0.0) {
            unknown.emplace_back(layer->second, *cell, row.number("fraction_unknown"));
        }
    });
    if (!unknown.empty()) {
        results.at_most = results.shares;
        for (const auto& [layer, cell, share] : unknown) {
            results.at_most[layer][cell] += share;
        }
    }
}

std::vector<OfferedSite> read_sites(const RunAbout& about) {
    const fs::path file = about.results();
    std::vector<OfferedSite> sites;
    each_row(file, "plan", [&](const Row& row) {
        sites.push_back({row.text("carrier"), static_cast<std::int64_t>(row.number("rank")),
                         row.text("asset_id"), row.text("name"), row.text("municipality_code"),
                         row.text("municipality"), std::nullopt});
    });
    const std::vector<std::string> layers = io::layers_of(file);
    if (std::find(layers.begin(), layers.end(), "plan_cells") == layers.end()) {
        return sites;
    }
    std::map<std::pair<std::string, std::string>, OfferedSite*> by_asset;
    for (OfferedSite& site : sites) {
        site.cells.emplace();
        by_asset[{site.carrier, site.asset_id}] = &site;
    }
    each_row(file, "plan_cells", [&](const Row& row) {
        const auto site = by_asset.find({row.text("carrier"), row.text("asset_id")});
        if (site != by_asset.end()) {
            site->second->cells->emplace_back(row.cell(about.level), row.number("share"));
        }
    });
    return sites;
}

} // namespace

RunAbout read_about(const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        throw no_output(folder, {"フォルダがありません", "there is no such folder"});
    }
    std::ifstream in(folder / "run.json", std::ios::binary);
    if (!in) {
        throw no_output(folder, {"run.json がありません", "no run.json"});
    }
    RunAbout about;
    about.folder = folder;
    try {
        const nlohmann::json record = nlohmann::json::parse(in);
        const nlohmann::json& parameters = record.at("parameters");
        about.title = record.at("study").at("title").get<std::string>();
        about.synthetic = record.at("study").at("synthetic").get<bool>();
        about.as_of = parameters.at("as_of").get<std::string>();
        about.prefecture = parameters.at("prefecture").get<int>();
        about.census = parameters.at("census").get<std::string>();
        about.border_cells = parameters.at("border_cells").get<std::string>();
        about.rule = rule_of(parameters);
        const auto level = domain::mesh_level_of(parameters.at("mesh").get<std::string>());
        if (!level) {
            throw no_output(folder,
                            {"run.json のメッシュが分かりません", "run.json: unknown mesh"});
        }
        about.level = *level;
        if (parameters.contains("gaps")) {
            about.cut_at_borders = parameters.at("gaps").at("cut_at_borders").get<bool>();
            for (const auto& [key, value] : parameters.at("gaps").items()) {
                about.gap_settings[key] =
                    value.is_string() ? value.get<std::string>() : value.dump();
            }
        }
        if (parameters.contains("report")) {
            about.asked = parameters.at("report").at("gaps").get<std::size_t>();
        }
    } catch (const nlohmann::json::exception&) {
        throw no_output(folder, {"run.json が壊れているか、別の形です",
                                 "run.json is broken or of another form"});
    }
    for (const char* name : {"results.gpkg", "tables/coverage_by_municipality.csv"}) {
        if (!fs::is_regular_file(folder / name)) {
            throw no_output(folder,
                            {std::string(name) + " がありません", std::string("no ") + name});
        }
    }
    require_known_rule(about);
    about.results_sha256 = sha256_of_file(about.results());
    return about;
}

std::vector<ListedGap> read_gaps(const RunAbout& about) {
    std::vector<ListedGap> gaps;
    each_row(about.results(), "gaps", [&](const Row& row) {
        ListedGap gap;
        gap.id = row.text("id");
        gap.carrier = row.text("carrier");
        gap.technology =
            row.has("technology") ? row.text("technology") : std::string(domain::kAny5g);
        gap.number = static_cast<std::int64_t>(row.number("number"));
        gap.municipality_code = row.text("municipality_code");
        gap.municipality = row.text("municipality");
        gap.nearest_place = row.text("nearest_place");
        gap.place_name = row.has("place_name") ? row.text("place_name") : gap.nearest_place;
        if (const auto* outline = std::get_if<geo::MultiPolygon>(&row.geometry())) {
            gap.outline = *outline;
            gap.cells = cells_within(gap.outline, about.level);
        }
        gaps.push_back(std::move(gap));
    });
    return gaps;
}

RunResults read_results(const RunAbout& about, Progress& progress) {
    RunResults results;
    results.about = about;
    read_cells(results);
    progress.check();
    read_coverage(results, progress);
    results.gaps = read_gaps(about);
    results.sites = read_sites(about);
    return results;
}

std::vector<domain::MeshCell> cells_within(const geo::MultiPolygon& outline,
                                           domain::MeshLevel level) {
    const domain::MeshPitch pitch = domain::pitch(level);
    const auto row_of = [&](const geo::LatLng& at) {
        return static_cast<std::int32_t>(std::lround(at.lat() * pitch.rows_per_degree()));
    };
    const auto column_of = [&](const geo::LatLng& at) {
        return static_cast<std::int32_t>(std::lround(at.lng() * pitch.columns_per_degree));
    };
    // Columns at which the outline is crossed, by row; inside lies between the first and second...
    std::map<std::int32_t, std::vector<std::int32_t>> crossings;
    const auto cross = [&](const geo::Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::LatLng& from = ring[i];
            const geo::LatLng& to = ring[(i + 1) % ring.size()];
            const auto [south, north] = std::minmax({row_of(from), row_of(to)});
            for (std::int32_t row = south; row < north; ++row) {
                crossings[row].push_back(column_of(from));
            }
        }
    };
    for (const geo::Polygon& polygon : outline.polygons) {
        cross(polygon.outer);
        for (const geo::Ring& hole : polygon.holes) {
            cross(hole);
        }
    }
    std::vector<domain::MeshCell> cells;
    for (auto& [row, columns] : crossings) {
        std::sort(columns.begin(), columns.end());
        for (std::size_t i = 0; i + 1 < columns.size(); i += 2) {
            for (std::int32_t column = columns[i]; column < columns[i + 1]; ++column) {
                cells.emplace_back(level, row, column);
            }
        }
    }
    return cells;
}

} // namespace todoku::study
