#include "study/overview_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::study {

report::MapSheet overview_page(report::MapSheet sheet, const std::vector<MapGround>& grounds,
                               std::size_t page) {
    const MapGround& ground = grounds[page];
    if (ground.name.empty()) {
        return sheet; // the whole prefecture
    }
    sheet.bookmark = ground.name;
    sheet.notes.emplace_back("居住者のいない離れた島は、図に入れていません。");
    if (grounds.size() > 1) {
        sheet.subtitle += fmt::format("　{}（{} / {}）", ground.name, page + 1, grounds.size());
        sheet.footer = fmt::format("{}　{} / {}", sheet.author, page + 1, grounds.size());
    }
    const auto here = [&](geo::LatLng place) {
        constexpr double kShore = 0.02; // degrees: what lies on the coast
        const auto first = std::ranges::find_if(grounds, [&](const MapGround& one) {
            return one.extent.grown(kShore).contains(place);
        });
        return first == grounds.begin() + static_cast<std::ptrdiff_t>(page);
    };
    for (report::MapNumber& gap : sheet.gaps) {
        gap.target = here(gap.at);
    }
    for (report::MapSite& site : sheet.sites) {
        site.target = here(site.at);
    }
    return sheet;
}

std::string write_overview_map(const std::vector<MapGround>& grounds,
                               const std::function<report::MapSheet(const MapGround&)>& sheet_of,
                               const std::filesystem::path& stem, double png_dpi,
                               double preview_dpi) {
    const auto page = [&](std::size_t i) {
        return overview_page(sheet_of(grounds[i]), grounds, i);
    };
    const report::MapSheet first = page(0);
    std::string preview = report::write_map(first, stem, preview_dpi);
    if (grounds.size() > 1) {
        std::filesystem::path file = stem;
        file += ".pdf"; // in place of the one of the first page alone
        report::write_map_book({.title = first.title,
                                .subject = sheet_of(grounds[0]).subtitle,
                                .author = first.author,
                                .as_of = first.as_of,
                                .pages = grounds.size(),
                                .page = page},
                               file, png_dpi);
    }
    return preview;
}

} // namespace todoku::study
