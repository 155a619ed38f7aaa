#include "core/error.hpp"
#include "core/refused_rows.hpp"
#include "io/municipality_codes.hpp"
#include "io/municipality_names.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/shapefile_set.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"
#include "io/zip_datasets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace todoku::io {

namespace {

using domain::GovernmentCode;
using domain::Municipality;

/// Takes 三重県 and 多気郡 off the front of 三重県多気郡大台町. A ward of a designated city carries
/// the city's name, whichever field that stands in: 札幌市中央区.
void split_name(Municipality& municipality) {
    const std::string prefecture(domain::prefecture_name(municipality.code.prefecture()).ja);
    if (municipality.name.starts_with(prefecture) && municipality.name.size() > prefecture.size()) {
        municipality.name.erase(0, prefecture.size());
    }
    auto [district, name] = without_district(municipality.name);
    if (!district.empty()) {
        municipality.county = std::move(district);
        municipality.name = std::move(name);
    }
    if (municipality.county.ends_with("市") && municipality.name.ends_with("区") &&
        !municipality.name.starts_with(municipality.county)) {
        municipality.name = municipality.county + municipality.name;
    }
}

/// The one of several datasets in a ZIP that the others are made from and named after: since 2024
/// N03-20240101_prefecture and more lie beside N03-20240101. "" where there is none.
std::string original_in_zip(const VectorSource& source) {
    const std::vector<std::string> datasets = datasets_of_zip(source.file, shown_name(source));
    const auto stem = [](const std::string& place) { return place.substr(place.rfind('/') + 1); };
    for (const std::string& one : datasets) {
        const bool first = std::all_of(datasets.begin(), datasets.end(), [&](const auto& other) {
            return other == one || stem(other).starts_with(stem(one) + "_");
        });
        if (first) {
            return one;
        }
    }
    return {};
}

std::vector<VectorSource> sources_of(const MunicipalitySource& request) {
    std::vector<VectorSource> sources = {request.source};
    sources.insert(sources.end(), request.further.begin(), request.further.end());
    for (VectorSource& source : sources) {
        // A file named by its code needs nothing else.
        require_shapes(source);
        source.needs_attributes = !GovernmentCode::parse(source.file.stem().string());
        // The study's ground is what these files are to tell; Japan's is known.
        source.placing.extent = kJapan;
        if (source.layer.empty()) {
            source.layer = original_in_zip(source);
        }
    }
    return sources;
}

MunicipalityNames names_of(const MunicipalitySource& request) {
    return request.names.empty() ? MunicipalityNames()
                                 : MunicipalityNames(request.names, request.names_shown_as);
}

class MunicipalityReader {
public:
    explicit MunicipalityReader(const MunicipalitySource& request)
        : request_(request), sources_(sources_of(request)), names_(names_of(request)) {}

    Loaded<std::vector<Municipality>> read() {
        for (const VectorSource& source : sources_) {
            source_ = &source;
            finder_.reset();
            const std::int64_t used_before = loaded_.counts.used;
            const LayerInfo info = read_features(
                source,
                [this](const LayerInfo& layer, Feature&& feature) {
                    if (!finder_) {
                        find_columns(layer);
                    }
                    take(std::move(feature));
                },
                loaded_.issues);
            count_left_out(info, loaded_.counts);
            count_exchanged(info, loaded_.counts, used_before);
            if (finder_ && finder_->took_prefecture()) {
                tell_prefecture_taken();
            }
            if (loaded_.encoding.find(info.encoding) == std::string::npos) {
                loaded_.encoding += (loaded_.encoding.empty() ? "" : ", ") + info.encoding;
            }
        }
        source_ = &sources_.front();
        summarise();
        for (auto& [code, municipality] : found_) {
            loaded_.value.push_back(std::move(municipality));
        }
        return std::move(loaded_);
    }

private:
    void find_columns(const LayerInfo& layer) {
        finder_.emplace(layer, *source_, request_, names_, request_.prefecture);
        if (!request_.code_field.empty() && !finder_->columns().code) {
            throw InputError(
                {fmt::format("{} に code_field = \"{}\" の項目がありません。ある項目: {}",
                             shown_name(*source_), request_.code_field, field_list(layer)),
                 fmt::format("{} has no field \"{}\" (code_field). Fields: {}",
                             shown_name(*source_), request_.code_field, field_list(layer))});
        }
        if (!finder_->can_find()) {
            throw InputError(
                {fmt::format("{} に市区町村コードの項目（N03_007、市区町村コード、code "
                             "など）がありません。ある項目: "
                             "{}。コードの項目があれば code_field = \"…\" "
                             "で、なければコードの付いたファイル（国土数値情報 N03 "
                             "など）か、名称とコードの"
                             "一覧を names = \"…\" で指定してください。",
                             shown_name(*source_), field_list(layer)),
                 fmt::format("{} has no field with municipality codes (N03_007, 市区町村コード, "
                             "code...). Fields: {}. Name the field by code_field = \"...\", or "
                             "give a file that has them, such as 国土数値情報 "
                             "N03, or a list of names with codes by names = \"...\".",
                             shown_name(*source_), field_list(layer))});
        }
        if (finder_->of_file()) {
            const std::string code = finder_->of_file()->five_digits();
            note_row(loaded_.issues, IssueKind::Assumed, *source_, std::nullopt,
                     "code_from_file_name", source_->file.stem().string(),
                     {"市区町村コードの項目がありません。",
                      "There is no field with municipality codes."},
                     {"ファイル名のコード " + code + " を使いました。",
                      "the code in the file's name, " + code + ", was used."});
        } else if (finder_->by_name() && !told_names_) {
            told_names_ = true;
            note_row(loaded_.issues, IssueKind::Assumed, *source_, std::nullopt, "code_from_name",
                     request_.names_shown_as,
                     {"市区町村コードの項目がありません。",
                      "There is no field with municipality codes."},
                     {"名称とコードの一覧により、名称からコードを付けました。",
                      "codes were found by name in the list given."});
        }
    }

    void tell_prefecture_taken() {
        const std::string two = fmt::format("{:02}", request_.prefecture);
        note_row(loaded_.issues, IssueKind::Assumed, *source_, std::nullopt, "code_of_three_digits",
                 two,
                 {"市区町村コードが3桁です（県の番号がありません）。",
                  "Codes have three digits, without the prefecture's number."},
                 {"県の番号 " + two + " を前に付けて読みました。",
                  "read with the prefecture's number " + two + " in front."});
    }

    void take(Feature&& feature) {
        ++loaded_.counts.read;
        Municipality row;
        const MunicipalityColumns& columns = finder_->columns();
        row.name = text_at(feature, columns.name);
        row.county = text_at(feature, columns.county);
        const std::string ward = text_at(feature, columns.ward);
        if (!ward.empty() &&
            ward.ends_with("区")) { // since the 2024 edition: N03_004 札幌市, N03_005 中央区
            row.name += ward;
        }
        const std::string given = finder_->given(feature);
        const auto code = finder_->find(feature);
        const std::string prefecture = text_at(feature, columns.prefecture);
        const bool named_elsewhere =
            !prefecture.empty() && prefecture != domain::prefecture_name(request_.prefecture).ja;
        if (request_.prefecture != 0 && !code && named_elsewhere) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            ++elsewhere_;
            return;
        }
        if (row.name.find("所属未定地") != std::string::npos) {
            reject(feature.row, "land_without_municipality", row.name + " " + given,
                   {"所属未定地です（どの市区町村にも属しません）。",
                    "Land that belongs to no municipality yet."});
            return;
        }
        if (!code && finder_->by_name()) {
            reject(feature.row, "municipality_name_not_in_list", given,
                   {"名称「" + given + "」が一覧 " + request_.names_shown_as +
                        " にないか、同じ名称が二つあります。",
                    "The list " + request_.names_shown_as + " has no \"" + given +
                        "\", or has two of that name."});
            return;
        }
        if (!code && given.empty()) {
            const Text who = row.name.empty()
                                 ? Text{"名称もありません", "and no name"}
                                 : Text{"名称は「" + row.name + "」", "the name is " + row.name};
            reject(feature.row, "municipality_code_absent", row.name,
                   {"市区町村コードが空です（" + who.ja +
                        "）。この区域にいる人は、どの市区町村にも数えられません。コードを補うか、コ"
                        "ードの入ったファイルをもらってください。",
                    "The municipality code is empty (" + who.en +
                        "). The people of this ground count for no municipality: fill in the code, "
                        "or ask for a file that has it."});
            return;
        }
        if (const auto right = code ? std::nullopt : with_right_check_digit(given)) {
            reject(feature.row, "municipality_check_digit_wrong", given,
                   {"市区町村コード「" + given + "」の検査数字（6桁目）が合いません（" + row.name +
                        "。" + right->five_digits() + " なら " + right->six_digits() + " です）。",
                    "The check digit of municipality code \"" + given + "\" is wrong (" + row.name +
                        "; " + right->five_digits() + " would be " + right->six_digits() + ")."});
            return;
        }
        if (!code || code->is_prefecture()) {
            reject(feature.row, "municipality_code_not_readable", given,
                   {"市区町村コード「" + given + "」が読めません（" +
                        (row.name.empty() ? "名称なし" : row.name) +
                        "）。5桁か6桁の数字が必要です。",
                    "Municipality code \"" + given + "\" cannot be read (" +
                        (row.name.empty() ? "no name" : row.name) +
                        "). Five or six digits are expected."});
            return;
        }
        if (request_.prefecture != 0 && code->prefecture() != request_.prefecture) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            ++elsewhere_;
            return;
        }
        if (is_water(feature, columns)) {
            ++loaded_.counts.rejected;
            ++loaded_.counts.outside;
            ++water_;
            return;
        }
        auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
        if (shape == nullptr) {
            reject(feature.row, "municipality_without_polygon", row.name,
                   {row.name + " の区域がポリゴンではありません。",
                    "The ground of " + row.name + " is no polygon."});
            return;
        }
        ++loaded_.counts.used;
        row.code = *code;
        split_name(row);
        join(std::move(row), std::move(*shape), feature.row);
    }

    void join(Municipality&& row, geo::MultiPolygon&& shape, std::int64_t number) {
        Municipality& municipality = found_[row.code];
        if (municipality.name.empty()) {
            municipality.name = std::move(row.name);
        } else if (!row.name.empty() && row.name != municipality.name &&
                   differing_.insert(row.code).second) {
            note_row(
                loaded_.issues, IssueKind::Noted, *source_, number, "municipality_names_differ",
                row.name,
                {"コード " + row.code.five_digits() + " の名称が「" + municipality.name + "」と「" +
                     row.name + "」の二つあります。",
                 "Code " + row.code.five_digits() + " has two names, " + municipality.name +
                     " and " + row.name + "."},
                {"「" + municipality.name + "」を使いました。", municipality.name + " was used."});
        }
        if (municipality.county.empty()) {
            municipality.county = std::move(row.county);
        }
        municipality.code = row.code;
        std::move(shape.polygons.begin(), shape.polygons.end(),
                  std::back_inserter(municipality.boundary.polygons));
    }

    void reject(std::int64_t row, std::string code, std::string value, Text problem) {
        ++loaded_.counts.rejected;
        reject_row(loaded_.issues, *source_, row, std::move(code), std::move(value),
                   std::move(problem));
    }

    void summarise() {
        if (elsewhere_ > 0) {
            note_row(loaded_.issues, IssueKind::Noted, *source_, std::nullopt, "other_prefectures",
                     std::to_string(elsewhere_),
                     {fmt::format("ほかの都道府県の図形が{}件あります。", elsewhere_),
                      fmt::format("{} shapes belong to other prefectures.", elsewhere_)},
                     {"対象の都道府県だけを使いました。", "only the study's prefecture was used."});
        }
        if (water_ > 0) {
            note_row(loaded_.issues, IssueKind::Noted, *source_, std::nullopt, "water_areas",
                     "8154",
                     {fmt::format("水面調査区（HCODE 8154）の図形が{}件あります。", water_),
                      fmt::format("{} shapes are areas of water (HCODE 8154).", water_)},
                     {"陸ではないので、市区町村の区域に入れませんでした。",
                      "not taken for ground of their municipalities, being no land."});
        }
        if (found_.empty()) {
            const domain::PrefectureName prefecture = domain::prefecture_name(request_.prefecture);
            throw RefusedRows(
                {fmt::format(
                     "{} に{}の市区町村が一つもありません（{}行を読みました）。都道府県の番号"
                     "（[study] の prefecture）とファイルを確かめてください。",
                     shown_name(*source_), request_.prefecture == 0 ? "日本" : prefecture.ja,
                     loaded_.counts.read),
                 fmt::format("{} holds no municipality of {} ({} rows read). Check the file and "
                             "prefecture in [study].",
                             shown_name(*source_),
                             request_.prefecture == 0 ? "Japan" : prefecture.en,
                             loaded_.counts.read)},
                loaded_.counts, std::move(loaded_.issues));
        }
        for (auto& [code, municipality] : found_) {
            if (municipality.name.empty()) {
                municipality.name = code.five_digits();
                note_row(loaded_.issues, IssueKind::Assumed, *source_, std::nullopt,
                         "municipality_without_name", code.five_digits(),
                         {"市区町村の名称がありません。", "A municipality has no name."},
                         {"コードを名称にしました。", "its code stands for it."});
            }
        }
    }

    const MunicipalitySource& request_;
    std::vector<VectorSource> sources_;
    MunicipalityNames names_;
    const VectorSource* source_ = nullptr; ///< the one being read
    Loaded<std::vector<Municipality>> loaded_;
    std::optional<MunicipalityCodes> finder_;
    bool told_names_ = false;
    std::map<GovernmentCode, Municipality> found_;
    std::set<GovernmentCode> differing_;
    std::int64_t elsewhere_ = 0;
    std::int64_t water_ = 0; ///< shapes
};

} // namespace

std::vector<Municipality> read_neighbours(const MunicipalitySource& request,
                                          const geo::Box& window) {
    std::vector<Municipality> neighbours;
    std::vector<Issue> told_before;
    const MunicipalityNames names = names_of(request);
    for (const VectorSource& source : sources_of(request)) {
        std::optional<MunicipalityCodes> finder;
        read_features(
            source,
            [&](const LayerInfo& layer, Feature&& feature) {
                if (!finder) {
                    finder.emplace(layer, source, request, names, 0);
                }
                const auto code = finder->find(feature);
                auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
                if (code && shape != nullptr && code->prefecture() != request.prefecture &&
                    !is_water(feature, finder->columns()) && geo::bounds(*shape).touches(window)) {
                    neighbours.push_back(
                        {*code, text_at(feature, finder->columns().name), "", std::move(*shape)});
                }
            },
            told_before);
    }
    return neighbours;
}

Loaded<std::vector<Municipality>> read_municipalities(const MunicipalitySource& request) {
    return MunicipalityReader(request).read();
}

} // namespace todoku::io
