#include "io/asset_years.hpp"

#include <fmt/format.h>

namespace todoku::io {

void drop_years_after(LoadedAssets& loaded, const AssetSource& source, int last) {
    const auto column = loaded.mapping.find("year_built");
    const auto drop = [&](domain::Asset& asset) {
        if (!asset.year_built || *asset.year_built <= last) {
            return;
        }
        loaded.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "asset_year_in_future",
             .file = source.shown_as,
             .layer = source.layer,
             .row = asset.row,
             .field = column == loaded.mapping.end() ? "year_built" : column->second,
             .value = std::to_string(*asset.year_built),
             .problem = {fmt::format("建てた年が資料の日付よりずっと後です（{}年まで読みます）。",
                                     last),
                         fmt::format("The year of building lies long after the date of the "
                                     "documents (read up to {}).",
                                     last)},
             .action = {"値なしとして扱いました。", "Counts as not given."}});
        asset.year_built.reset();
    };
    for (domain::Asset& asset : loaded.value) {
        drop(asset);
    }
    for (domain::Asset& asset : loaded.unplaced.assets) {
        drop(asset);
    }
}

} // namespace todoku::io
