#include "study/map_books.hpp"

#include "domain/technology.hpp"
#include "geo/crs.hpp"
#include "report/figures.hpp"
#include "study/gap_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace todoku::study {

namespace {

// A cell that a site serves by half or more is shown as served; what a plan gains counts each
// cell's share.
constexpr float kServed = 0.5F;
// Of a site that serves nobody the surroundings are shown all the same.
constexpr double kLeastHalfDegrees = 0.012;
constexpr double kRoomDegrees = 0.004;
constexpr std::size_t kNumbers = 30;

std::string people(double number) {
    return report::count_text(number) + "人";
}

std::string numbers(const std::vector<int>& all) {
    const std::size_t shown = std::min(kNumbers, all.size());
    const std::vector<int> first(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown));
    return fmt::format("{}{}", fmt::join(first, "、"), shown < all.size() ? " ほか" : "");
}

/// The pages of a book share the carrier's cells and take their extent, words and numbers.
struct Book {
    const Results& results;
    const report::PackageContent& content;
    const std::vector<MapGround>& grounds;
    report::MapSheet base; ///< of the first ground
    std::size_t pages;

    [[nodiscard]] report::MapSheet sheet(std::size_t page, const geo::Box& extent) const {
        report::MapSheet sheet = base;
        sheet.extent = extent;
        const geo::LatLng middle = extent.centre();
        if (grounds.size() > 1) {
            sheet.epsg = geo::plane_rectangular_epsg(results.study.prefecture, middle);
        }
        for (const MapGround& ground : grounds) {
            if (ground.extent.contains(middle)) {
                sheet.whole = ground.extent;
                break;
            }
        }
        sheet.paper = report::Paper::A4Portrait; // any office printer's, every page turned alike
        sheet.footer = fmt::format("{}　{} / {}", content.prefecture, page + 1, pages);
        return sheet;
    }

    /// Outlines without cells and numbers: what the index shows.
    [[nodiscard]] report::MapSheet index(std::string title) const {
        report::MapSheet sheet = this->sheet(0, base.extent);
        sheet.cells.clear();
        sheet.gaps.clear();
        sheet.landmarks.clear();
        sheet.notes.clear();
        sheet.title = std::move(title);
        sheet.bookmark = "索引図";
        sheet.facts_heading = "図面の一覧（先頭は頁）";
        return sheet;
    }
};

Book make_book(const Results& results, const report::PackageContent& content,
               const geo::HeightGrid& terrain, const std::vector<MapGround>& grounds,
               std::size_t sheets) {
    return {results, content, grounds, gap_map(results, content, terrain, grounds.front()),
            sheets + 1};
}

report::MapBook bound(const std::shared_ptr<const Book>& book, std::string title,
                      std::function<report::MapSheet(std::size_t)> page) {
    return {std::move(title), book->base.subtitle, book->content.prefecture,
            book->base.as_of, book->pages,         std::move(page)};
}

std::string municipalities_word(const Book& book) {
    std::vector<std::string> names;
    for (const domain::Municipality& municipality : book.results.inputs.municipalities) {
        names.push_back(municipality.name);
    }
    return report::municipalities_word(names);
}

struct OfMunicipality {
    std::vector<int> gaps;  // numbers
    std::vector<int> sites; // ranks
    const report::CoverageSummaryRow* coverage = nullptr;
};

OfMunicipality of_municipality(const report::PackageContent& content, const std::string& code) {
    OfMunicipality of;
    for (const report::GapRow& gap : content.gaps) {
        if (gap.municipality_code == code) {
            of.gaps.push_back(gap.number);
        }
    }
    for (const report::AssetRow& asset : content.assets) {
        if (asset.rank > 0 && asset.municipality_code == code) {
            of.sites.push_back(asset.rank);
        }
    }
    const std::string technology = domain::technology_label(domain::kAny5g).ja;
    const auto row = std::ranges::find_if(content.coverage, [&](const auto& line) {
        return line.municipality_code == code && line.technology == technology;
    });
    of.coverage = row == content.coverage.end() ? nullptr : &*row;
    return of;
}

report::MapSheet municipality_index(const Book& book) {
    report::MapSheet sheet = book.index(
        fmt::format("{}別図面の索引図（{}）", municipalities_word(book), book.content.carrier));
    sheet.sites.clear();
    const auto& municipalities = book.results.inputs.municipalities;
    for (std::size_t i = 0; i < municipalities.size(); ++i) {
        const OfMunicipality of =
            of_municipality(book.content, municipalities[i].code.six_digits());
        const int page = page_in_book(i);
        sheet.municipalities[i].page = page;
        std::string line = fmt::format("{}　{}", page, municipalities[i].name);
        if (!of.gaps.empty()) {
            line += fmt::format("　要望箇所{}", of.gaps.size());
        }
        if (!of.sites.empty()) {
            line += fmt::format("　提供資産{}", of.sites.size());
        }
        sheet.facts.push_back(std::move(line));
    }
    constexpr std::size_t kLongestList = 36;
    if (sheet.facts.size() > kLongestList) {
        sheet.facts = {fmt::format("{}", fmt::join(sheet.facts, "　／　"))};
    }
    return sheet;
}

report::MapSheet municipality_sheet(const Book& book, std::size_t page) {
    const domain::Municipality& municipality = book.results.inputs.municipalities[page - 1];
    const std::string code = municipality.code.six_digits();
    report::MapSheet sheet = book.sheet(
        page, municipality_extent(book.results.inputs, book.results.covered.grid, page - 1));
    sheet.title =
        fmt::format("5G未整備エリア図　{}（{}）", municipality.name, book.content.carrier);
    sheet.bookmark = municipality.name;
    sheet.municipalities[page - 1].subject = true;
    const OfMunicipality of = of_municipality(book.content, code);
    for (report::MapNumber& gap : sheet.gaps) {
        gap.target = std::ranges::find(of.gaps, gap.number) != of.gaps.end();
    }
    for (report::MapSite& site : sheet.sites) {
        site.target = std::ranges::find(of.sites, site.rank) != of.sites.end();
    }
    sheet.facts_heading = municipality.name;
    if (of.coverage != nullptr) {
        const double all = of.coverage->population;
        const double inside = of.coverage->covered_majority;
        const double outside = all - inside - of.coverage->unknown_majority;
        sheet.facts.push_back("人口　" + people(all));
        sheet.facts.push_back(fmt::format("うち5Gのエリア内　{}（{}）", people(inside),
                                          report::percent_text(inside, all)));
        sheet.facts.push_back(fmt::format("うち5Gのエリア外　{}（{}）", people(outside),
                                          report::percent_text(outside, all)));
        if (of.coverage->unknown_majority > 0.0) {
            sheet.facts.push_back("うち内外が不明　" + people(of.coverage->unknown_majority));
        }
    }
    sheet.facts.push_back(of.gaps.empty() ? std::string("要望箇所　なし")
                                          : fmt::format("要望箇所　{}か所（番号{}）",
                                                        of.gaps.size(), numbers(of.gaps)));
    sheet.facts.push_back(of.sites.empty() ? std::string("提供資産　なし")
                                           : fmt::format("提供資産　{}か所（順位{}）",
                                                         of.sites.size(), numbers(of.sites)));
    sheet.notes = {book.content.rule_text};
    if (!book.content.flat_ground_text.empty()) {
        sheet.notes.push_back(book.content.flat_ground_text);
    }
    return sheet;
}

const report::AssetRow* asset_of(const report::PackageContent& content, std::uint32_t rank) {
    const auto row =
        std::ranges::find(content.assets, static_cast<int>(rank), &report::AssetRow::rank);
    return row == content.assets.end() ? nullptr : &*row;
}

report::MapSheet site_index(const Book& book) {
    report::MapSheet sheet = book.index("提供資産別図面の索引図（" + book.content.carrier + "）");
    for (report::MapSite& site : sheet.sites) {
        site.target = false;
        const report::AssetRow* asset =
            asset_of(book.content, static_cast<std::uint32_t>(site.rank));
        sheet.facts.push_back(fmt::format(
            "{}　順位{}　{}（{}）", page_in_book(static_cast<std::size_t>(site.rank - 1)),
            site.rank, site.name, asset == nullptr ? std::string() : asset->municipality));
    }
    return sheet;
}

std::vector<std::string> facts_of(const report::AssetRow& asset, std::size_t cells) {
    std::vector<std::string> facts;
    const auto fact = [&](const char* what, const std::string& text) {
        if (!text.empty()) {
            facts.push_back(fmt::format("{}　{}", what, text));
        }
    };
    fact("所在地", asset.address.empty() ? asset.municipality : asset.address);
    fact("種別", asset.kind);
    fact("所有者", asset.owner);
    fact("アンテナ高（想定）", fmt::format("{:.1f}m", asset.antenna_m));
    fact("単独で新たに届く人口", people(asset.alone));
    fact("順位の順に設置したときに増える人口", people(asset.gain));
    fact("届く見込みの居住メッシュ",
         fmt::format("{}個", report::count_text(static_cast<double>(cells))));
    fact("届く要望箇所",
         asset.gap_numbers.empty() ? std::string("なし") : "番号" + numbers(asset.gap_numbers));
    fact("手続", asset.restrictions);
    if (asset.precision != "ledger") {
        facts.emplace_back("位置は住所から求めたもので、現地確認が必要です。");
    }
    return facts;
}

report::MapSheet site_sheet(const Book& book, const siting::CarrierPlan& plan, std::size_t page) {
    const siting::PlanSite& site = plan.sites[page - 1];
    const domain::Asset& asset = book.results.inputs.assets[site.asset];
    const Reached& reached = book.results.reached;
    const radio::Reach::Entries entries = reached.reach.of(site.asset, 0);
    std::vector<domain::MeshCell> cells;
    geo::Box extent;
    extent.extend(asset.place);
    extent = extent.grown(kLeastHalfDegrees);
    for (std::size_t i = 0; i < entries.cells.size(); ++i) {
        if (entries.shares[i] >= kServed) {
            cells.push_back(book.results.covered.grid.cells[reached.cells[entries.cells[i]]]);
            extent.extend(cells.back().box());
        }
    }
    report::MapSheet sheet = book.sheet(page, extent.grown(kRoomDegrees));
    sheet.reach = std::move(cells);
    sheet.title =
        fmt::format("提供資産　順位{}　{}（{}）", site.rank, asset.name, book.content.carrier);
    sheet.bookmark = fmt::format("{}　{}", site.rank, asset.name);
    for (report::MapNumber& gap : sheet.gaps) {
        gap.target = false;
    }
    for (report::MapSite& other : sheet.sites) {
        other.target = other.rank == static_cast<int>(site.rank);
    }
    sheet.facts_heading = "この資産";
    if (const report::AssetRow* row = asset_of(book.content, site.rank)) {
        sheet.facts = facts_of(*row, sheet.reach.size());
    }
    sheet.notes = {
        "届く見込みは、居住者のいるメッシュのうち、面積の半分以上に届くものを示しています。",
        book.content.radio_text, book.content.rule_text};
    return sheet;
}

} // namespace

report::MapBook municipality_book(const Results& results, const report::PackageContent& content,
                                  const geo::HeightGrid& terrain,
                                  const std::vector<MapGround>& grounds) {
    const auto book = std::make_shared<const Book>(
        make_book(results, content, terrain, grounds, results.inputs.municipalities.size()));
    return bound(
        book,
        fmt::format("5G未整備エリア図　{}別（{}）", municipalities_word(*book), content.carrier),
        [book](std::size_t page) {
            return page == 0 ? municipality_index(*book) : municipality_sheet(*book, page);
        });
}

report::MapBook site_book(const Results& results, const report::PackageContent& content,
                          const siting::CarrierPlan& plan, const geo::HeightGrid& terrain,
                          const std::vector<MapGround>& grounds) {
    if (plan.sites.empty()) {
        return {};
    }
    const auto book = std::make_shared<const Book>(
        make_book(results, content, terrain, grounds, plan.sites.size()));
    return bound(book, "提供資産別の図面（" + content.carrier + "）",
                 [book, &plan](std::size_t page) {
                     return page == 0 ? site_index(*book) : site_sheet(*book, plan, page);
                 });
}

} // namespace todoku::study
