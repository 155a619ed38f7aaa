#include "io/datum_issues.hpp"

#include "core/error.hpp"
#include "geo/datum_grid.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace todoku::io {

namespace {

/// @throws InputError
geo::DatumRules grid_in(const std::filesystem::path& file, const std::string& shown_as) {
    geo::DatumRules rules;
    require_readable(file, shown_as);
    const std::string ending = lower_ending(file);
    if (ending == ".gsb" || ending == ".tif" || ending == ".tiff") {
        rules.proj_grid = file.string();
        const geo::ToJgd2011 proof("EPSG:4301", rules); // PROJ opens it or refuses it
        return rules;
    }
    // The file of the whole country has some 400,000 lines, 14 MB.
    constexpr std::size_t kMost = std::size_t{64} << 20;
    std::size_t bad_line = 0;
    auto grid = geo::DatumGrid::parse(read_bytes(file.string(), kMost), bad_line);
    if (!grid) {
        const Text where = bad_line == 0
                               ? Text{"パラメータの行がありません", "no line of parameters"}
                               : Text{fmt::format("{}行目が読めません", bad_line),
                                      fmt::format("line {} cannot be read", bad_line)};
        throw InputError(
            {fmt::format("{} は測地系の変換パラメータとして読めません（{}）。国土地理院の "
                         "TKY2JGD.par（メッシュコードと緯度・経度の差の表）をそのまま置いてくださ"
                         "い。",
                         shown_as, where.ja),
             fmt::format("{} is no datum grid ({}). Give GSI's TKY2JGD.par as it is, or a .gsb or "
                         "GeoTIFF grid.",
                         shown_as, where.en)});
    }
    rules.grid = std::make_shared<const geo::DatumGrid>(std::move(*grid));
    return rules;
}

Issue file_issue(IssueKind kind, const char* code, const std::string& file,
                 const std::string& layer, std::string value, Text problem, Text action) {
    return {kind,
            code,
            file,
            layer,
            std::nullopt,
            "",
            std::move(value),
            std::move(problem),
            std::move(action)};
}

std::vector<Issue> issues_of_way(const geo::ToJgd2011& transform, const std::string& file,
                                 const std::string& layer) {
    std::vector<Issue> issues;
    if (const auto metres = transform.approximate_m()) {
        issues.push_back(file_issue(
            IssueKind::Assumed, "datum_approximate", file, layer, fmt::format("{:.0f} m", *metres),
            {"日本測地系（旧測地系）の座標ですが、使える変換パラメータ（TKY2JGD）の指定がありません"
             "。",
             "The coordinates are on Tokyo datum and no grid (TKY2JGD) is given that can be used."},
            {fmt::format("全国一律の3つの値で概算しました。位置の誤差は約{:.0f}mです（PROJとEPSGが"
                         "示す精度）。",
                         *metres),
             fmt::format("brought over by three parameters for the whole country; places are good "
                         "to about {:.0f} m (accuracy stated by PROJ and EPSG).",
                         *metres)}));
    }
    if (const auto metres = transform.moved_m()) {
        issues.push_back(file_issue(
            IssueKind::Assumed, "ground_moved_2011", file, layer, fmt::format("{:.2f} m", *metres),
            {fmt::format("2011年の東北地方太平洋沖地震より前の測地系の座標です。地面はその後、最大"
                         "{:.2f}m動きました（宮城県女川町江島。国土地理院、2011年）。",
                         *metres),
             fmt::format("The coordinates are on a datum from before the earthquake of 2011, after "
                         "which the ground lay up to {:.2f} m away (女川町江島; GSI, 2011).",
                         *metres)},
            {"補正せず、JGD2011と同じとみなしました。JGD2011のファイルがあれば、そちらを使ってくだ"
             "さい。",
             "not corrected: taken for JGD2011. Give the file on JGD2011 where there is one."}));
    }
    return issues;
}

} // namespace

geo::DatumRules read_datum_grid(const std::filesystem::path& file, const std::string& shown_as,
                                bool allow_approximate) {
    geo::DatumRules rules;
    if (!file.empty()) {
        try {
            rules = grid_in(file, shown_as);
        } catch (const InputError& error) {
            rules.unusable = error.message();
        }
    }
    rules.allow_approximate = allow_approximate;
    return rules;
}

std::vector<Issue> datum_issues(const geo::ToJgd2011& transform, const std::string& file,
                                const std::string& layer) {
    std::vector<Issue> issues = issues_of_way(transform, file, layer);
    if (const auto count = transform.outside_grid(); count > 0) {
        issues.push_back(file_issue(
            IssueKind::Assumed, "datum_grid_left", file, layer, std::to_string(count),
            {fmt::format("変換パラメータ（TKY2JGD）のない場所（海上など）の点が{}個あります。",
                         count),
             fmt::format("{} points lie where the grid (TKY2JGD) has no parameters (the sea...).",
                         count)},
            {"その点は全国一律の3つの値で概算しました（誤差約9m）。",
             "those were brought over by three parameters for the whole country (good to 9 m)."}));
    }
    return issues;
}

std::vector<Issue> raster_datum_issues(const geo::ToJgd2011& transform, const std::string& file) {
    std::vector<Issue> issues = issues_of_way(transform, file, "");
    if (transform.outside_grid() > 0) {
        issues.push_back(file_issue(
            IssueKind::Assumed, "datum_grid_left", file, "", "",
            {"一部が、変換パラメータ（TKY2JGD）のない場所（海上など）にあります。",
             "Part of it lies where the grid (TKY2JGD) has no parameters (the sea...)."},
            {"そこは全国一律の3つの値で概算しました（誤差約9m）。",
             "that was brought over by three parameters for the whole country (good to 9 m)."}));
    }
    return issues;
}

Issue unknown_datums(const std::string& file, const std::string& layer,
                     const std::map<std::string, std::int64_t>& words) {
    std::string list;
    std::int64_t rows = 0;
    for (const auto& [word, count] : words) {
        list += (list.empty() ? "" : ", ") + word;
        rows += count;
    }
    return file_issue(
        IssueKind::Noted, "datum_word_unknown", file, layer, list,
        {fmt::format("測地系の列に、どの測地系か分からない語があります（{}。{} 件）。", list, rows),
         fmt::format("The column of datums has words that name none we know ({}; {} rows).", list,
                     rows)},
        {"その行はJGD2011の緯度・経度として読みました。日本測地系（旧測地系）なら約400mずれます。列"
         "の"
         "語を「世界測地系」か「日本測地系」に直してください。",
         "those rows were read as JGD2011. If they are on Tokyo datum they are some 400 m off. "
         "Write "
         "世界測地系 or 日本測地系 into the column."});
}

Issue assumed_jgd2011(const std::string& file, const std::string& layer) {
    return file_issue(IssueKind::Assumed, "crs_assumed", file, layer, "",
                      {"緯度・経度の列の測地系が書かれていません。",
                       "Nothing says the datum of latitude and longitude."},
                      {"JGD2011の緯度・経度として読みました（違うときは crs を書いてください）。",
                       "read as JGD2011 (give crs if it is another)."});
}

} // namespace todoku::io
