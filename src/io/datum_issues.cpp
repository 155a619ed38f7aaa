#include "io/datum_issues.hpp"

#include "core/error.hpp"
#include "geo/datum_grid.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace todoku::io {

geo::DatumRules read_datum_grid(const std::filesystem::path& file, const std::string& shown_as,
                                bool allow_approximate) {
    geo::DatumRules rules;
    rules.allow_approximate = allow_approximate;
    if (file.empty()) {
        return rules;
    }
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

std::vector<Issue> datum_issues(const geo::ToJgd2011& transform, const std::string& file,
                                const std::string& layer) {
    std::vector<Issue> issues;
    if (const auto metres = transform.approximate_m()) {
        issues.push_back(
            {IssueKind::Assumed,
             "datum_approximate",
             file,
             layer,
             std::nullopt,
             "",
             fmt::format("{:.0f} m", *metres),
             {"日本測地系（旧測地系）の座標ですが、変換パラメータ（TKY2JGD）の指定がありません。",
              "The coordinates are on Tokyo datum and no grid (TKY2JGD) is given."},
             {fmt::format("全国一律の3つの値で概算しました。位置の誤差は約{:.0f}mです（PROJとEPSGが"
                          "示す精度）。",
                          *metres),
              fmt::format("brought over by three parameters for the whole country; places are good "
                          "to about {:.0f} m (accuracy stated by PROJ and EPSG).",
                          *metres)}});
    }
    if (const auto count = transform.outside_grid(); count > 0) {
        issues.push_back(
            {IssueKind::Assumed,
             "datum_grid_left",
             file,
             layer,
             std::nullopt,
             "",
             std::to_string(count),
             {fmt::format("変換パラメータ（TKY2JGD）のない場所（海上など）の点が{}個あります。",
                          count),
              fmt::format("{} points lie where the grid (TKY2JGD) has no parameters (the sea...).",
                          count)},
             {"その点は全国一律の3つの値で概算しました（誤差約9m）。",
              "those were brought over by three parameters for the whole country (good to 9 m)."}});
    }
    return issues;
}

} // namespace todoku::io
