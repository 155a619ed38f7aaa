#include "io/population_columns.hpp"

#include "core/error.hpp"
#include "io/mesh_codes.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace todoku::io {

namespace {

using Names = std::vector<std::string_view>;

// Header spellings as header_key() makes them. Labels of e-Stat's census meshes, 国土数値情報's
// MESH_ID, the 100 m estimates of 簡易100mメッシュ人口 (PopT), and plain words.
const Names kPopulationNames = {
    "人口(総数)", "人口総数", "総人口",     "人口総数(男女計)", "人口(総数)総数",
    "人口",       "人口計",   "population", "total_population", "pop_total",
    "pop",        "popt",     "総数",       "常住人口",         "夜間人口"}; // not 昼間人口
const Names kHouseholdNames = {"世帯総数",   "総世帯数",  "世帯数", "世帯",
                               "households", "household", "setai"};
const Names kElderlyNames = {
    "65歳以上人口総数", "65歳以上人口(総数)", "65歳以上人口", "65歳以上",  "老年人口",
    "高齢者人口",       "population_65plus",  "pop65over",    "age65plus", "65plus"};
const Names kOldNames = {"75歳以上人口総数", "75歳以上人口(総数)", "75歳以上人口",
                         "75歳以上",         "後期高齢者人口",     "population_75plus",
                         "pop75over",        "age75plus",          "75plus"};
const Names kMunicipalityNames = {"shicode"}; // 国土数値情報 将来推計人口メッシュ
const Names kTreatmentNames = {"htksyori", "秘匿処理"};
const Names kTargetNames = {"htksaki", "秘匿先", "合算先"};
const Names kIncludedNames = {"gassan", "合算", "合算元"};

// 人口及び世帯 of the 2020 census by mesh, old and new datum, 1 km to 250 m (e-Stat table
// definitions): within each table 001 is the total, 019 aged 65 and over, 022 aged 75 and over, 034
// households.
constexpr std::string_view kCensusTables[] = {"t001100", "t001101", "t001102",
                                              "t001140", "t001141", "t001142"};

// 国土数値情報 将来推計人口メッシュ (product specification): PTN_year is the total, PTC_year aged
// 65 and over; HITOKU is * where the details (then 0) are in the cell that GASSAN names. Older
// editions write the year without an underscore.
// The editions of 2017 (H29) call the total POP2025.
constexpr std::string_view kProjectedTotals[] = {"ptn_", "ptn", "pop"};

/// The year of a column of projected people; empty for other columns.
std::string projected_year(const std::string& key) {
    for (const std::string_view total : kProjectedTotals) {
        if (key.size() == total.size() + 4 && key.starts_with(total) &&
            key.find_first_not_of("0123456789", total.size()) == std::string::npos) {
            return key.substr(total.size());
        }
    }
    return {};
}

/// The people of one year: 令和2年人口, 2020年国勢調査人口(総数), pop2020; not of an age or a sex.
bool names_people_of_year(const std::string& key) {
    const bool total =
        key.ends_with("人口") || key.ends_with("人口(総数)") || key.ends_with("人口総数");
    const bool part = key.find("歳") != std::string::npos || key.find("昼") != std::string::npos ||
                      key.find("男") != std::string::npos || key.find("女") != std::string::npos;
    return (total && !part && key.find("年") != std::string::npos &&
            key.find_first_of("0123456789") != std::string::npos) ||
           !projected_year(key).empty();
}

/// RTA_2050 and its like (国土数値情報 将来推計人口メッシュ) are shares of ages in per cent; other
/// tables say 率, 割合 or %.
bool is_ratio(const std::string& key) {
    const bool projected = key.size() > 3 && key.starts_with("rt") && key[2] >= 'a' &&
                           key[2] <= 'z' &&
                           key.find_first_not_of("_0123456789", 3) == std::string::npos;
    return projected || key.ends_with("率") || key.find("割合") != std::string::npos ||
           key.find("比率") != std::string::npos || key.find('%') != std::string::npos;
}

/// 人口(人) -> 人口, うち65歳以上(再掲) -> 65歳以上. Brackets of another meaning, as in 人口(総数),
/// are part of the name.
std::string without_unit(std::string key) {
    for (const std::string_view part : {"うち", "内", "再掲"}) {
        if (key.size() > part.size() && key.starts_with(part) && key[part.size()] >= '0' &&
            key[part.size()] <= '9') {
            key.erase(0, part.size());
        }
    }
    for (const std::string_view part : {"(再掲)", "(うち数)", "(内数)"}) {
        if (key.size() > part.size() && key.ends_with(part)) {
            key.resize(key.size() - part.size());
        }
    }
    for (const std::string_view unit :
         {"(人)", "[人]", "(単位:人)", "(世帯)", "[世帯]", "(単位:世帯)"}) {
        if (key.size() > unit.size() && key.ends_with(unit)) {
            key.resize(key.size() - unit.size());
            return key;
        }
    }
    return key;
}

/// @throws InputError where a column that the study names for `what` holds shares
void refuse_ratio(const PopulationHeader& header, std::size_t column, const PopulationFile& file,
                  const std::string& key, const Text& what) {
    const bool by_label = column < header.labels.size() && is_ratio(header.labels[column]);
    if (!is_ratio(header.codes[column]) && !by_label) {
        return;
    }
    std::string totals;
    for (std::size_t i = 0; i < header.codes.size() && key == "population_field"; ++i) {
        if (!projected_year(header.codes[i]).empty()) {
            totals += (totals.empty() ? "" : ", ") + header.shown[i];
        }
    }
    const std::string columns = listed(header.shown);
    const Text counts =
        totals.empty()
            ? Text{fmt::format("{}の列を指定してください。ある列: {}", what.ja, columns),
                   fmt::format("Name a column of {}. Columns found: {}", what.en, columns)}
            : Text{"人数の列は " + totals + " です。", "Columns of people are " + totals + "."};
    throw InputError({fmt::format("{} の {} = \"{}\" は{}ではなく割合（%）の列です。{}",
                                  place_of(file), key, header.shown[column], what.ja, counts.ja),
                      fmt::format("{}: {} = \"{}\" is a column of shares (%), not of {}. {}",
                                  place_of(file), key, header.shown[column], what.en, counts.en)});
}

/// The column a study names, or one found by known names. @param what its figures count; empty for
/// codes
std::optional<std::size_t> column(const PopulationHeader& header, const PopulationFile& file,
                                  const std::string& named, const char* key, const Names& known,
                                  std::string_view census_suffix, const Text& what) {
    if (!named.empty()) {
        const std::string wanted = header_key(named);
        const auto found = header.find({wanted});
        if (!found) {
            throw InputError(
                {fmt::format("{} に {} = \"{}\" の列がありません。study.toml の {} を、"
                             "ある列のどれかに直してください。ある列: {}",
                             place_of(file), key, named, key, listed(header.shown)),
                 fmt::format("{} has no column \"{}\" ({}). Name one of its columns by "
                             "{} in the study file. Columns found: {}",
                             place_of(file), named, key, key, listed(header.shown))});
        }
        if (!what.ja.empty()) {
            refuse_ratio(header, *found, file, key, what);
        }
        return found;
    }
    const auto found = header.find(known);
    return found || census_suffix.empty() ? found : header.find_census_code(census_suffix);
}

/// @throws InputError for the census by 町丁・字等 (e-Stat 小地域集計: HYOSYO is its level of rows)
void refuse_towns(const PopulationHeader& header, const PopulationFile& file) {
    if (!header.find({"hyosyo"})) {
        return;
    }
    throw InputError(
        {fmt::format("{} は町丁・字等ごとの集計（小地域集計）で、地域メッシュの表ではありません。"
                     "e-Stat の地域メッシュ統計をもらって（ダウンロードして）ください。",
                     place_of(file)),
         fmt::format("{} is the census by towns (小地域集計), not by mesh cells. Take the mesh "
                     "statistics (地域メッシュ統計) of e-Stat.",
                     place_of(file))});
}

/// @throws InputError for a table by municipalities or towns
void refuse_municipalities(const PopulationHeader& header, const PopulationFile& file) {
    const auto place = header.find({"市区町村名", "市町村名", "市区町村", "市町村", "団体名",
                                    "自治体名", "市区町村コード", "市町村コード", "団体コード",
                                    "全国地方公共団体コード", "町丁目名", "町丁目", "町丁字名",
                                    "大字・町丁目名", "地区名", "地区", "行政区"});
    if (!place) {
        return;
    }
    const std::string& name = header.shown[*place];
    throw InputError(
        {fmt::format("{} は「{}」ごとの人口の表で、地域メッシュの表ではありません。誰がどこに住むか"
                     "が分からないので、人口としては読みません。e-Stat の地域メッシュ統計をもらって"
                     "（ダウンロードして）ください。",
                     place_of(file), name),
         fmt::format("{} is a table of people by \"{}\", not by mesh cells; it does not say where "
                     "they live and is not read. Take the mesh statistics (地域メッシュ統計) of "
                     "e-Stat.",
                     place_of(file), name)});
}

} // namespace

InputError no_column_of_people(const PopulationFile& file, const std::string& columns) {
    return InputError(
        {fmt::format("{} に人口の列がありません。「人口（総数）」等の列が必要です"
                     "（将来推計の PTN_2020 等は population_field で指定してください）。ある列: {}",
                     place_of(file), columns),
         fmt::format("{} has no column of population. A column such as 人口（総数） is needed "
                     "(name others, such as PTN_2020, by population_field). Columns found: {}",
                     place_of(file), columns)});
}

std::string place_of(const PopulationFile& file) {
    return file.member.empty() ? file.shown_as : file.shown_as + " (" + file.member + ")";
}

std::optional<std::size_t>
PopulationHeader::find(const std::vector<std::string_view>& names) const {
    for (const auto* keys : {&labels, &codes}) {
        auto found = find_column(*keys, names);
        if (!found) {
            std::vector<std::string> bare;
            std::transform(keys->begin(), keys->end(), std::back_inserter(bare), without_unit);
            found = find_column(bare, names);
        }
        if (found) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> PopulationHeader::find_census_code(std::string_view suffix) const {
    for (std::size_t i = 0; i < codes.size(); ++i) {
        for (const std::string_view table : kCensusTables) {
            if (codes[i].size() == table.size() + suffix.size() && codes[i].starts_with(table) &&
                codes[i].ends_with(suffix)) {
                return i;
            }
        }
    }
    return std::nullopt;
}

PopulationColumns columns_of(const PopulationHeader& header, const PopulationFile& file,
                             const PopulationSource& request) {
    const auto code =
        column(header, file, request.code_field, "code_field", mesh_code_headers(), "", {});
    if (!code) {
        refuse_municipalities(header, file);
        throw InputError(
            {fmt::format("{} "
                         "にメッシュコードの列がありません。KEY_CODE、MESH_"
                         "ID、メッシュコード等の列が必要です"
                         "（列名が違うときは code_field で指定してください）。ある列: {}",
                         place_of(file), listed(header.shown)),
             fmt::format("{} has no column of mesh codes. A column such as KEY_CODE or MESH_ID is "
                         "needed (name it "
                         "by code_field if it is called otherwise). Columns found: {}",
                         place_of(file), listed(header.shown))});
    }
    const Text people{"人数", "people"};
    auto population = column(header, file, request.population_field, "population_field",
                             kPopulationNames, "001", people);
    std::vector<std::size_t> of_years;
    for (std::size_t i = 0; i < header.codes.size() && !population; ++i) {
        if (names_people_of_year(without_unit(header.codes[i]))) {
            of_years.push_back(i);
        }
    }
    if (of_years.size() == 1 && projected_year(header.codes[of_years.front()]).empty()) {
        population = of_years.front();
    }
    const bool details_alone =
        request.population_field.empty() &&
        (header.find(kHouseholdNames) || header.find(kElderlyNames) || header.find(kOldNames));
    refuse_towns(header, file);
    if (!population) {
        std::string years;
        for (std::size_t i = 0; i < header.codes.size(); ++i) {
            if (header.codes[i].starts_with("ptn") && !projected_year(header.codes[i]).empty()) {
                years += (years.empty() ? "" : ", ") + header.shown[i];
            }
        }
        if (years.empty() && !of_years.empty()) {
            std::string list;
            for (const std::size_t i : of_years) {
                list += (list.empty() ? "" : ", ") + header.shown[i];
            }
            throw InputError(
                {fmt::format(
                     "{} には年の違う人口の列があります。どの年を使うか、population_field = "
                     "\"{}\" のように指定してください。ある年: {}",
                     place_of(file), header.shown[of_years.front()], list),
                 fmt::format("{} has people of several years. Say which with population_field = "
                             "\"{}\". Columns: {}",
                             place_of(file), header.shown[of_years.front()], list)});
        }
        if (!years.empty()) {
            throw InputError(
                {fmt::format(
                     "{} は将来推計人口です。どの年を使うか、population_field = \"PTN_2025\" "
                     "のように指定してください。ある年: {}",
                     place_of(file), years),
                 fmt::format("{} holds projections. Say which year with population_field = "
                             "\"PTN_2025\". Years: {}",
                             place_of(file), years)});
        }
        if (request.files.size() < 2 || !details_alone) {
            throw no_column_of_people(file, listed(header.shown));
        }
    }
    PopulationColumns columns;
    columns.code = *code;
    columns.population = population.value_or(*code);
    columns.people_unsaid = !population;
    columns.details[kHouseholds] =
        column(header, file, request.households_field, "households_field", kHouseholdNames, "034",
               {"世帯数", "households"});
    columns.details[kResidents65plus] =
        column(header, file, request.population_65plus_field, "population_65plus_field",
               kElderlyNames, "019", people);
    columns.details[kResidents75plus] = column(header, file, request.population_75plus_field,
                                               "population_75plus_field", kOldNames, "022", people);
    columns.municipality = header.find(kMunicipalityNames);
    columns.treatment = header.find(kTreatmentNames);
    columns.included = header.find(kIncludedNames);
    columns.target = header.find(kTargetNames);
    const std::string year = population ? projected_year(header.codes[*population]) : "";
    if (!year.empty()) {
        const auto of_year = [&](const std::string& name) {
            const std::string with = name + "_" + year;
            const std::string without = name + year;
            return header.find({with, without});
        };
        if (!columns.details[kResidents65plus]) {
            columns.details[kResidents65plus] = of_year("ptc");
        }
        if (!columns.details[kResidents75plus]) {
            columns.details[kResidents75plus] = of_year("ptd");
        }
        columns.treatment = of_year("hitoku");
        columns.target = of_year("gassan");
        columns.included.reset();
        columns.merged_mark = "*";
        columns.marked_only = true;
    }
    return columns;
}

} // namespace todoku::io
