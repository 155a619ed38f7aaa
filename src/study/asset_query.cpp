#include "study/asset_query.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/nearest_words.hpp"
#include "geo/ellipsoid.hpp"
#include "study/asset_list.hpp"
#include "study/pipeline.hpp"
#include "study/result_tables.hpp"
#include "study/run.hpp"
#include "study/temporary_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

using io::FieldType;
using io::Value;

/// What the query looks at: all assets of the study and, for a carrier, what each would bring.
struct Stock {
    StudyFile study;
    Inputs inputs;
    std::vector<siting::Candidate> candidates;
    std::map<std::uint32_t, double> newly_covered;
};

Stock open_stock(const AssetQuery& query, Progress& progress) {
    if (query.carrier.empty()) {
        Stock stock{read_study_file(query.study, query.allow_approximate_datum), {}, {}, {}};
        stock.inputs = read_asset_inputs(stock.study, progress);
        stock.candidates = usable_candidates(stock.inputs);
        return stock;
    }
    FinishedStudy finished = open_finished(query.study, query.output_folder, progress);
    Stock stock{std::move(finished.study),
                std::move(finished.inputs),
                std::move(finished.chosen.candidates),
                {}};
    const auto plan =
        std::find_if(finished.chosen.plans.begin(), finished.chosen.plans.end(),
                     [&](const siting::CarrierPlan& p) { return p.carrier == query.carrier; });
    if (plan == finished.chosen.plans.end()) {
        std::string known;
        for (const siting::CarrierPlan& p : finished.chosen.plans) {
            known += (known.empty() ? "" : ", ") + p.carrier;
        }
        throw UsageError(
            {"事業者「" + query.carrier + "」はこのスタディにありません。ある事業者: " + known,
             "There is no carrier \"" + query.carrier + "\" in this study. Carriers: " + known});
    }
    for (const siting::CandidateValue& value : plan->values) {
        stock.newly_covered[value.asset] = value.newly_covered;
    }
    return stock;
}

Value optional_number(const std::optional<double>& value) {
    return value ? Value{*value} : Value{};
}
Value optional_whole(const std::optional<int>& value) {
    return value ? Value{static_cast<std::int64_t>(*value)} : Value{};
}
Value optional_yes(const std::optional<bool>& value) {
    return value ? Value{static_cast<std::int64_t>(*value ? 1 : 0)} : Value{};
}

/// The columns that tell of an asset; `candidate` is null for one of unknown place.
std::vector<Value> values_of(const Stock& stock, const domain::Asset& asset,
                             const siting::Candidate* candidate) {
    const domain::Municipality* municipality = municipality_of(stock.inputs, asset.municipality);
    const bool placed = candidate != nullptr;
    return {asset.id,
            asset.name,
            domain::name_of(asset.kind),
            asset.use,
            asset.owner,
            asset.department,
            asset.contact,
            municipality != nullptr ? Value{municipality->code.six_digits()} : Value{},
            municipality != nullptr ? Value{municipality->name} : Value{},
            asset.address,
            placed ? Value{asset.place.lat()} : Value{},
            placed ? Value{asset.place.lng()} : Value{},
            placed ? Value{domain::name_of(asset.precision)} : Value{},
            asset.height().value(),
            optional_yes(asset.height_is_assumed()),
            optional_whole(asset.floors),
            asset.structure,
            asset.roof,
            optional_number(asset.area_m2),
            optional_yes(asset.power),
            optional_yes(asset.fibre),
            optional_number(asset.fibre_distance_m),
            optional_yes(asset.access),
            optional_whole(asset.year_built),
            asset.seismic,
            optional_yes(asset.sharing_allowed),
            asset.fee_class,
            optional_yes(asset.near_school_or_hospital),
            optional_yes(asset.publishable),
            placed ? Value{restriction_text(*candidate, Language::Japanese)} : Value{},
            asset.note,
            asset.source,
            asset.row};
}

ResultTable table_of(const AssetQuery& query, const Stock& stock,
                     const std::vector<std::uint32_t>& chosen,
                     const std::vector<const domain::Asset*>& unplaced) {
    ResultTable table;
    table.schema = {"assets",
                    io::GeometryKind::Point,
                    {{"asset_id"},
                     {"name"},
                     {"kind"},
                     {"use"},
                     {"owner"},
                     {"department"},
                     {"contact"},
                     {"municipality_code"},
                     {"municipality"},
                     {"address"},
                     {"lat", FieldType::Real},
                     {"lon", FieldType::Real},
                     {"precision"},
                     {"height_m", FieldType::Real},
                     {"height_assumed", FieldType::Integer},
                     {"floors", FieldType::Integer},
                     {"structure"},
                     {"roof"},
                     {"area_m2", FieldType::Real},
                     {"power", FieldType::Integer},
                     {"fibre", FieldType::Integer},
                     {"fibre_distance_m", FieldType::Real},
                     {"access", FieldType::Integer},
                     {"year_built", FieldType::Integer},
                     {"seismic"},
                     {"sharing_allowed", FieldType::Integer},
                     {"fee_class"},
                     {"near_school_or_hospital", FieldType::Integer},
                     {"publishable", FieldType::Integer},
                     {"restrictions"},
                     {"note"},
                     {"source"},
                     {"row", FieldType::Integer}}};
    if (query.near) {
        table.schema.fields.push_back({"distance_m", FieldType::Real});
    }
    if (!query.carrier.empty()) {
        table.schema.fields.push_back({"newly_covered", FieldType::Real});
    }
    if (query.all) {
        table.schema.fields.push_back({"usable", FieldType::Integer});
        table.schema.fields.push_back({"reason"});
    }
    if (stock.study.synthetic) {
        table.schema.fields.push_back({"synthetic"});
    }
    for (const std::uint32_t index : chosen) {
        const domain::Asset& asset = stock.inputs.assets[index];
        const siting::Candidate& candidate = stock.candidates[index];
        std::vector<Value> values = values_of(stock, asset, &candidate);
        if (query.near) {
            values.emplace_back(geo::distance(query.near->place, asset.place).value());
        }
        if (!query.carrier.empty()) {
            const auto value = stock.newly_covered.find(index);
            values.push_back(value == stock.newly_covered.end() ? Value{} : Value{value->second});
        }
        if (query.all) {
            values.push_back(optional_yes(candidate.usable));
            values.emplace_back(candidate.reason.ja);
        }
        if (stock.study.synthetic) {
            values.emplace_back("模擬データ");
        }
        table.add(asset.place, std::move(values));
    }
    for (const domain::Asset* asset : unplaced) {
        std::vector<Value> values = values_of(stock, *asset, nullptr);
        if (!query.carrier.empty()) {
            values.emplace_back();
        }
        values.push_back(optional_yes(false));
        values.emplace_back("位置が分かりません（緯度経度を補ってください）");
        if (stock.study.synthetic) {
            values.emplace_back("模擬データ");
        }
        table.add(std::monostate(), std::move(values));
    }
    return table;
}

void write_as(const ResultTable& table, io::VectorFormat format, const fs::path& file) {
    io::VectorWriter writer(file, format);
    writer.begin_layer(table.schema);
    for (const auto& [geometry, values] : table.rows) {
        writer.write(geometry, values);
    }
    writer.finish();
}

/// Keeps the rows an SQL condition holds for, by asking the GeoPackage engine itself.
void filter(ResultTable& table, const std::string& where) {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "assets.gpkg";
    ResultTable numbered;
    numbered.schema = table.schema;
    numbered.schema.fields.push_back({"todoku_row", FieldType::Integer});
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        std::vector<Value> values = table.rows[i].second;
        values.emplace_back(static_cast<std::int64_t>(i));
        numbered.add(table.rows[i].first, std::move(values));
    }
    write_as(numbered, io::VectorFormat::GeoPackage, file);
    std::set<std::size_t> kept;
    std::vector<Issue> issues;
    try {
        io::read_features(
            {file, "assets", "assets", where, std::nullopt, std::nullopt},
            [&](const io::LayerInfo&, io::Feature&& feature) {
                kept.insert(
                    static_cast<std::size_t>(io::to_number(feature.values.back()).value_or(-1.0)));
            },
            issues);
    } catch (const InputError&) {
        std::string columns;
        for (const io::Field& field : table.schema.fields) {
            columns += (columns.empty() ? "" : ", ") + field.name;
        }
        throw UsageError(
            {"--where「" + where +
                 "」を条件として読めません。例: height_m >= 10 AND power = 1。使える項目: " +
                 columns,
             "--where \"" + where +
                 "\" is not a condition. Example: height_m >= 10 AND power = 1. Columns: " +
                 columns});
    }
    std::size_t at = 0;
    std::erase_if(table.rows, [&](const auto&) { return !kept.contains(at++); });
}

/// The municipality a query names by code or name.
std::optional<domain::GovernmentCode> municipality_asked(const AssetQuery& query,
                                                         const Stock& stock) {
    if (query.municipality.empty()) {
        return std::nullopt;
    }
    const auto code = domain::GovernmentCode::parse(query.municipality);
    std::vector<std::string> names;
    for (const domain::Municipality& municipality : stock.inputs.municipalities) {
        if (code == municipality.code ||
            comparable(query.municipality) == comparable(municipality.name)) {
            return municipality.code;
        }
        names.push_back(municipality.name);
    }
    const auto near = nearest_words(query.municipality, names, 1);
    throw UsageError(
        {"市区町村「" + query.municipality +
             "」はこのスタディにありません。5桁か6桁のコード、または名前を指定してください。" +
             (near.empty() ? "" : "「" + near.front() + "」ではありませんか。"),
         "There is no municipality \"" + query.municipality +
             "\" in this study. Give a code of 5 or 6 digits, or a name." +
             (near.empty() ? "" : " Did you mean \"" + near.front() + "\"?")});
}

std::optional<AssetQueryResult::Nearest> nearest_to(const AssetQuery& query, const Stock& stock) {
    std::optional<AssetQueryResult::Nearest> nearest;
    for (const siting::Candidate& candidate : stock.candidates) {
        const domain::Asset& asset = stock.inputs.assets[candidate.asset];
        const Metres away = geo::distance(query.near->place, asset.place);
        if ((candidate.usable || query.all) && (!nearest || away < nearest->away)) {
            nearest = {asset.id, asset.name, away};
        }
    }
    return nearest;
}

std::string whole_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace

std::optional<AssetFormat> asset_format_of(std::string_view name) {
    static const std::map<std::string_view, AssetFormat> formats = {
        {"csv", AssetFormat::Csv},
        {"geojson", AssetFormat::GeoJson},
        {"gpkg", AssetFormat::GeoPackage},
        {"kml", AssetFormat::Kml},
        {"xlsx", AssetFormat::Xlsx}};
    const auto found = formats.find(name);
    return found == formats.end() ? std::nullopt : std::optional(found->second);
}

AssetQueryResult query_assets(const AssetQuery& query, Progress& progress) {
    const bool binary =
        query.format == AssetFormat::GeoPackage || query.format == AssetFormat::Xlsx;
    if (binary && query.file.empty()) {
        throw UsageError({"この形式は -o でファイル名を指定してください。",
                          "This format needs a file name: -o FILE."});
    }
    const Stock stock = open_stock(query, progress);
    if (!query.file.empty()) {
        require_no_input(stock.study, query.file);
    }
    const std::optional<domain::GovernmentCode> municipality = municipality_asked(query, stock);
    const auto wanted = [&](const domain::Asset& asset) {
        return (!municipality || asset.municipality == *municipality) &&
               (!query.may_be_public || asset.publishable == true);
    };
    std::vector<std::uint32_t> chosen;
    for (const siting::Candidate& candidate : stock.candidates) {
        const domain::Asset& asset = stock.inputs.assets[candidate.asset];
        if (wanted(asset) && (candidate.usable || query.all) &&
            (!query.box || query.box->contains(asset.place)) &&
            (!query.near || geo::distance(query.near->place, asset.place) <= query.near->within)) {
            chosen.push_back(candidate.asset);
        }
    }
    std::stable_sort(chosen.begin(), chosen.end(), [&](std::uint32_t a, std::uint32_t b) {
        const domain::Asset& left = stock.inputs.assets[a];
        const domain::Asset& right = stock.inputs.assets[b];
        if (query.near) {
            return geo::distance(query.near->place, left.place) <
                   geo::distance(query.near->place, right.place);
        }
        return std::tie(left.municipality, left.id) < std::tie(right.municipality, right.id);
    });
    std::vector<const domain::Asset*> unplaced;
    for (const domain::Asset& asset : stock.inputs.unplaced) {
        if (query.all && !query.near && !query.box && wanted(asset)) {
            unplaced.push_back(&asset);
        }
    }
    ResultTable table = table_of(query, stock, chosen, unplaced);
    if (!query.where.empty()) {
        filter(table, query.where);
    }
    AssetQueryResult result;
    result.found = table.rows.size();
    if (query.near && chosen.empty()) {
        result.nearest = nearest_to(query, stock);
    }
    const TemporaryFolder folder;
    const auto target = [&](const char* name) {
        return query.file.empty() ? folder.path() / name : query.file;
    };
    fs::path written;
    switch (query.format) {
    case AssetFormat::Csv:
        write_csv(table, false, written = target("assets.csv"));
        break;
    case AssetFormat::GeoJson:
        write_as(table, io::VectorFormat::GeoJson, written = target("assets.geojson"));
        break;
    case AssetFormat::Kml:
        write_as(table, io::VectorFormat::Kml, written = target("assets.kml"));
        break;
    case AssetFormat::GeoPackage:
        write_as(table, io::VectorFormat::GeoPackage, written = target("assets.gpkg"));
        break;
    case AssetFormat::Xlsx:
        write_as(as_office_list(table), io::VectorFormat::Xlsx, written = target("assets.xlsx"));
        break;
    }
    if (query.file.empty()) {
        result.text = whole_file(written);
    }
    return result;
}

} // namespace todoku::study
