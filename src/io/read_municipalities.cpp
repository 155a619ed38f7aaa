#include "core/error.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace todoku::io {

namespace {

// Field names of N03 by edition (2014 on: N03_007 code, N03_004 name, N03_003 district), then plain
// ones.
constexpr const char* kCodeFields[] = {"N03_007",
                                       "ADC",
                                       "全国地方公共団体コード",
                                       "市区町村コード",
                                       "行政区域コード",
                                       "municipality_code",
                                       "city_code",
                                       "code",
                                       "JCODE",
                                       "コード"};
constexpr const char* kNameFields[] = {"N03_004",    "市区町村名", "municipality",
                                       "city",       "CITY_NAME",  "CITYNAME",
                                       "SIKUCHOSON", "名称",       "name"};
constexpr const char* kCountyFields[] = {"N03_003", "郡名", "GUN", "county"};

template <std::size_t N>
std::optional<std::size_t> first_of(const LayerInfo& info, const char* const (&names)[N]) {
    for (const char* name : names) {
        if (const auto field = info.field(name)) {
            return field;
        }
    }
    return std::nullopt;
}

std::string columns_of(const LayerInfo& info) {
    std::string text;
    for (const Field& field : info.fields) {
        text += (text.empty() ? "" : ", ") + field.name;
    }
    return text;
}

} // namespace

Loaded<std::vector<domain::Municipality>> read_municipalities(const MunicipalitySource& request) {
    Loaded<std::vector<domain::Municipality>> loaded;
    std::map<domain::GovernmentCode, domain::Municipality> found;
    const std::string shown = request.source.shown_as.empty()
                                  ? request.source.file.filename().string()
                                  : request.source.shown_as;
    std::optional<std::size_t> code_field;
    std::optional<std::size_t> name_field;
    std::optional<std::size_t> county_field;
    bool looked = false;
    std::int64_t elsewhere = 0;
    const auto reject = [&](const Feature& feature, std::string code, std::string value,
                            Text problem) {
        ++loaded.counts.rejected;
        loaded.issues.push_back({IssueKind::Rejected,
                                 std::move(code),
                                 shown,
                                 request.source.layer,
                                 feature.row,
                                 "",
                                 std::move(value),
                                 std::move(problem),
                                 {"使いませんでした。", "not used."}});
    };
    const LayerInfo info = read_features(
        request.source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!looked) {
                looked = true;
                code_field = first_of(layer, kCodeFields);
                name_field = first_of(layer, kNameFields);
                county_field = first_of(layer, kCountyFields);
                if (!code_field) {
                    throw InputError(
                        {fmt::format("{} "
                                     "に市区町村コードの項目（N03_"
                                     "007、市区町村コードなど）がありません。ある項目: {}",
                                     shown, columns_of(layer)),
                         fmt::format("{} has no field with municipality codes (N03_007, code...). "
                                     "Fields: {}",
                                     shown, columns_of(layer))});
                }
            }
            ++loaded.counts.read;
            const std::string code_text = to_text(feature.values[*code_field]);
            const std::string name = name_field ? to_text(feature.values[*name_field]) : "";
            const auto code = domain::GovernmentCode::parse(code_text);
            if (!code || code->is_prefecture()) {
                reject(
                    feature,
                    name == "所属未定地" ? "land_without_municipality"
                                         : "municipality_without_code",
                    name + " " + code_text,
                    {"市区町村コードがありません（" + (name.empty() ? "名称なし" : name) + "）。",
                     "no municipality code (" + (name.empty() ? "no name" : name) + ")."});
                return;
            }
            if (request.prefecture != 0 && code->prefecture() != request.prefecture) {
                ++loaded.counts.rejected;
                ++elsewhere;
                return;
            }
            auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
            if (shape == nullptr) {
                reject(feature, "municipality_without_polygon", name,
                       {name + "の区域がありません。", name + " has no polygon."});
                return;
            }
            ++loaded.counts.used;
            domain::Municipality& municipality = found[*code];
            municipality.code = *code;
            if (municipality.name.empty()) {
                municipality.name = name;
            }
            if (county_field && municipality.county.empty()) {
                municipality.county = to_text(feature.values[*county_field]);
            }
            std::move(shape->polygons.begin(), shape->polygons.end(),
                      std::back_inserter(municipality.boundary.polygons));
        },
        loaded.issues);
    loaded.encoding = info.encoding;
    if (elsewhere > 0) {
        loaded.issues.push_back(
            {IssueKind::Noted,
             "other_prefectures",
             shown,
             request.source.layer,
             std::nullopt,
             "",
             "",
             {fmt::format("ほかの都道府県の図形が{}件あります。", elsewhere),
              fmt::format("{} features belong to other prefectures.", elsewhere)},
             {"対象の都道府県だけを使いました。", "only the study's prefecture was used."}});
    }
    if (found.empty()) {
        throw InputError(
            {fmt::format("{} に{}の市区町村がありません。", shown,
                         request.prefecture == 0
                             ? "日本"
                             : std::string(domain::prefecture_name(request.prefecture).ja)),
             fmt::format("{} holds no municipality of {}.", shown,
                         request.prefecture == 0
                             ? "Japan"
                             : std::string(domain::prefecture_name(request.prefecture).en))});
    }
    for (auto& [code, municipality] : found) {
        if (municipality.name.empty()) {
            municipality.name = code.five_digits();
        }
        loaded.value.push_back(std::move(municipality));
    }
    return loaded;
}

} // namespace todoku::io
