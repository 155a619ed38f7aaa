// One printed map: a gap map of one carrier, or of what none serves, on A3, as PDF (tagged,
// georeferenced, searchable) and PNG.
#pragma once

#include "core/japanese.hpp"
#include "domain/mesh.hpp"
#include "domain/place.hpp"
#include "geo/geometry.hpp"
#include "geo/height_grid.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace todoku::report {

/// What a mesh cell shows. Unpopulated cells stand back so that people left out stand out.
enum class CellClass : std::uint8_t {
    Covered5g,      ///< the carrier's 5G covers it by the rule
    UncoveredEmpty, ///< no 5G, nobody lives there
    Unknown,        ///< the carrier does not know
    GapFew,         ///< no 5G, under 10 people
    GapSome,        ///< no 5G, 10 to under 100 people
    GapMany,        ///< no 5G, 100 people and more
};

struct MapCell {
    domain::MeshCell cell;
    CellClass shows = CellClass::UncoveredEmpty;
};

struct MapOutline {
    std::string name; ///< label; empty for none
    const geo::MultiPolygon* boundary = nullptr;
    bool subject = false; ///< what the sheet is about: all other ground is shown paler
    int page = 0;         ///< of its own sheet, before the name; 0 for none
};

/// A numbered circle: a gap area by its number in the list.
struct MapNumber {
    int number = 0;
    geo::LatLng at;
    double weight = 0.0; ///< larger is placed first where room is short
    bool target = true;  ///< what "#gap-12" leads to: on one page of a book only
    const geo::MultiPolygon* outline = nullptr; ///< drawn where given
};

/// A candidate site by its rank and name.
struct MapSite {
    int rank = 0;
    std::string name;
    geo::LatLng at;
    bool target = true; ///< what "#site-3" leads to: on one page of a book only
};

/// How a kind of place is drawn: 文, a cross in a circle, two circles, or a plain form.
enum class Sign : std::uint8_t { School, Clinic, Office, Triangle, Square, Diamond };

/// Places of one kind: schools that the service does not reach.
struct MapLandmarks {
    std::string label; ///< in the legend
    Sign sign = Sign::Diamond;
    std::vector<geo::LatLng> at;
};

enum class Paper { A4Landscape, A4Portrait, A3Landscape, A3Portrait };

struct MapSheet {
    std::string title;               ///< 5G未整備エリア図（キャリアA）
    std::string subtitle;            ///< 三重県　令和8年10月1日現在
    std::string service = "5G";      ///< whose cells are shown: "5Gのエリア内" in the legend
    std::string places = "要望箇所"; ///< what the numbers are
    int epsg = 6674;                 ///< plane rectangular system the sheet is drawn in
    Paper paper = Paper::A3Portrait;
    geo::Box extent;                     ///< shown at least
    geo::Box whole;                      ///< of the key map; empty: all municipalities
    std::vector<MapCell> cells;          ///< may reach beyond what is shown
    std::vector<domain::MeshCell> reach; ///< cells that the sheet's own site would serve
    std::vector<MapOutline> municipalities;
    const geo::HeightGrid* terrain = nullptr; ///< relief shading; none: plain ground
    std::vector<const domain::Road*> roads;
    std::vector<MapLandmarks> landmarks;
    std::vector<MapNumber> gaps;
    std::vector<MapSite> sites;
    std::vector<std::string> sources; ///< lines of small print: data, dates, credits
    std::string facts_heading;        ///< heading of the next
    std::vector<std::string> facts;   ///< what the sheet is about, before the notes
    std::vector<std::string> notes;   ///< rule, model
    std::string stamp;                ///< 模擬データ, or a confidentiality mark; empty for none
    bool stamp_across = false;        ///< also large across the map
    std::string author;               ///< of the file's properties
    std::string footer;               ///< who made it, page x of y
    std::string bookmark;             ///< in the contents of a book; empty: the title
    Date as_of{};                     ///< enters the PDF as its date, so that bytes repeat
};

/// Writes `stem`.pdf and `stem`.png (200 dpi).
/// @param preview_dpi of the picture returned (the bytes of a PNG); 0 for none
/// @throws ExternalError where a file cannot be written or no Japanese font is found.
std::string write_map(const MapSheet& sheet, const std::filesystem::path& stem,
                      double preview_dpi = 0.0);

/// Sheets as the pages of one PDF. They are asked for one after another, so that of a thick book
/// only one is in memory.
struct MapBook {
    std::string title;
    std::string subject;
    std::string author;
    Date as_of{};
    std::size_t pages = 0;
    std::function<MapSheet(std::size_t)> page; ///< from 0
};

/// Writes the book: every page tagged and georeferenced as a sheet of its own, with a bookmark.
/// @param picture_dpi where over 0, each page also becomes a PNG of 256 colours in a folder of the
/// file's name without its ending, named by page and bookmark (02_津市.png)
/// @param each_page is called after each page
/// @throws as `write_map`
void write_map_book(const MapBook& book, const std::filesystem::path& file,
                    double picture_dpi = 0.0, const std::function<void()>& each_page = {});

} // namespace todoku::report
