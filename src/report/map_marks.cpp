#include "report/map_marks.hpp"

#include "report/map_ink.hpp"
#include "report/map_landmarks.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <set>
#include <string>

namespace todoku::report::sheet {

namespace {

// Sizes in points on A3; on A3 reduced to A4 (71 %) the smallest letters keep 4.8 points, still
// read on paper.
constexpr double kNamePt = 9.5;
constexpr double kNameRoom = 4.0; // both sides together, so that neighbours' names stay apart
constexpr double kSiteNamePt = 7.6;
constexpr double kSiteRankPt = 7.6;
constexpr double kGapPt = 6.8;
constexpr double kGapHeight = 10.2;
constexpr double kFlagHeight = 10.6;
constexpr double kFlagPad = 2.6; // beside the digits
constexpr double kFlagGap = 2.2; // between rank and name
constexpr double kPageGap = 3.4; // between page and name
constexpr double kSiteDot = 2.1; // radius
constexpr double kGapDot = 1.0;
constexpr double kLabelGap = 1.2;
constexpr double kSiteNameWidth = mm(44.0);
constexpr double kNameWidth = mm(52.0);

constexpr double kLargestGapShare = 1.0 / 12.0;

// Ink per square point by class: ten to forty points of leader are worth as much as hiding a whole
// label's ground.
double ink_of(CellClass shows) {
    switch (shows) {
    case CellClass::GapFew:
        return 0.10;
    case CellClass::GapSome:
        return 0.20;
    case CellClass::GapMany:
        return 0.40;
    case CellClass::Covered5g:
    case CellClass::UncoveredEmpty:
    case CellClass::Unknown:
        break;
    }
    return 0.0;
}
constexpr double kLineInk = 0.12;  // per point of border or coast
constexpr double kAnchorInk = 6.0; // a gap's own point
constexpr double kLandmarkInk = 4.0;
// Numbers stand near their gap; those that find no room there go as far as the sea or empty ground.
constexpr double kNearPlaces = mm(9.0);
constexpr double kFarPlaces = mm(45.0);

template <class Item, class Before>
std::vector<const Item*> in_order(const std::vector<Item>& items, Before before) {
    std::vector<const Item*> sorted;
    for (const Item& item : items) {
        sorted.push_back(&item);
    }
    std::ranges::stable_sort(sorted, [&](const Item* a, const Item* b) { return before(*a, *b); });
    return sorted;
}

bool weightier(const MapNumber& a, const MapNumber& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.number < b.number;
}

Size gap_size(const TextBlock& digits, double k) {
    return {std::max(kGapHeight * k, digits.ink().width + 5.6 * k), kGapHeight * k};
}

Size flag_size(const TextBlock& digits, double k) {
    return {std::max(kFlagHeight * k, digits.ink().width + 2.0 * kFlagPad * k), kFlagHeight * k};
}

class Placer {
public:
    Placer(const MapFrame& frame, const Typesetter& typesetter, double k)
        : frame_(frame), typesetter_(typesetter), k_(k), inner_(frame.page().grown(-1.5)),
          ink_(frame.page()), board_(inner_, kLabelGap * k) {}

    void spread_ink(std::span<const MapCell> cells, std::span<const Outline> lines,
                    const MapSheet& sheet) {
        for (const MapCell& cell : cells) {
            const double density = ink_of(cell.shows);
            if (density <= 0.0) {
                continue;
            }
            const geo::Box box = cell.cell.box();
            if (!frame_.ground().touches(box)) {
                continue;
            }
            const Point sw = frame_.to_page(geo::LatLng::from_degrees(box.south, box.west));
            const Point ne = frame_.to_page(geo::LatLng::from_degrees(box.north, box.east));
            spread(Rect{sw.x, ne.y, ne.x - sw.x, sw.y - ne.y}, density);
        }
        for (const Outline& outline : lines) {
            for (std::size_t i = 0; i + 1 < outline.line.size(); ++i) {
                ink_.add_line(outline.line[i], outline.line[i + 1], kLineInk);
            }
        }
        for (const MapNumber& gap : sheet.gaps) {
            ink_.add(frame_.to_page(gap.at), kAnchorInk);
        }
        for (const LandmarkMarks& kind : place_landmarks(sheet, frame_)) {
            for (const Point at : kind.at) {
                ink_.add(at, kLandmarkInk);
            }
        }
        ink_.sum();
    }

    void names(const OutlineNet& outlines, MapMarks& marks) {
        for (const Territory& territory : outlines.territories()) {
            if (territory.name.empty()) {
                continue;
            }
            const std::optional<Point> middle = name_place(territory.rings, inner_);
            if (!middle) {
                continue;
            }
            for (const double size : {kNamePt, kNamePt * 0.88, kNamePt * 0.76}) {
                TextBlock text = typesetter_.set(territory.name, {.size_pt = size * k_,
                                                                  .width_pt = kNameWidth * k_,
                                                                  .letter_spacing_pt = 0.8 * k_});
                std::optional<TextBlock> page;
                Size flag;
                if (territory.page > 0) {
                    page = typesetter_.set(fmt::format("{}", territory.page),
                                           {.size_pt = size * 0.8 * k_});
                    flag = flag_size(*page, k_);
                    flag.width += kPageGap * k_;
                }
                const Size room = {flag.width + text.ink().width + kNameRoom * k_,
                                   std::max(text.ink().height + 2.0, flag.height)};
                const std::vector<Candidate> places = over(*middle, mm(10.0) * k_, room);
                if (const auto chosen = board_.place(places, ink_)) {
                    const Rect whole = places[*chosen].box.grown(-kNameRoom / 2.0 * k_);
                    NameMark mark{whole, std::move(text), std::nullopt, std::move(page)};
                    if (mark.page) {
                        mark.box.x += flag.width;
                        mark.box.width -= flag.width;
                        mark.page_box = Rect::around(
                            {whole.x + (flag.width - kPageGap * k_) / 2.0, whole.centre().y},
                            {flag.width - kPageGap * k_, flag.height});
                    }
                    marks.names.push_back(std::move(mark));
                    break;
                }
            }
        }
    }

    /// Points that labels must leave free: a label upon a gap's point would cut off every leader to
    /// it. Of thousands of gaps only the weightiest, or no label would find room.
    void block_points(const MapSheet& sheet) {
        constexpr std::size_t kMostGaps = 300;
        const auto block = [this](geo::LatLng place, double width) {
            board_.block(Rect::around(frame_.to_page(place), {width * k_, width * k_}));
        };
        for (const MapSite& site : sheet.sites) {
            block(site.at, 2.6 * kSiteDot);
        }
        const std::vector<const MapNumber*> gaps = in_order(sheet.gaps, weightier);
        for (std::size_t i = 0; i < std::min(gaps.size(), kMostGaps); ++i) {
            block(gaps[i]->at, 2.0 * kGapDot);
        }
    }

    void sites(const MapSheet& sheet, MapMarks& marks) {
        for (const MapSite* site : in_order(
                 sheet.sites, [](const MapSite& a, const MapSite& b) { return a.rank < b.rank; })) {
            const Point anchor = frame_.to_page(site->at);
            if (!inner_.contains(anchor)) {
                continue;
            }
            TextBlock digits =
                typesetter_.set(fmt::format("{}", site->rank), {.size_pt = kSiteRankPt * k_});
            const Size flag = flag_size(digits, k_);
            std::optional<TextBlock> name;
            if (!site->name.empty()) {
                name = typesetter_.set(site->name, {.size_pt = kSiteNamePt * k_,
                                                    .width_pt = kSiteNameWidth * k_,
                                                    .lines = 2,
                                                    .line_spacing = 1.15});
            }
            if (!name || !put_site(*site, anchor, digits, flag, name, marks)) {
                const bool wanted = name.has_value();
                name.reset();
                if (put_site(*site, anchor, digits, flag, name, marks)) {
                    marks.unnamed_sites += wanted ? 1 : 0;
                } else {
                    marks.bare_sites.push_back(anchor);
                }
            }
        }
    }

    void gaps(const MapSheet& sheet, MapMarks& marks) {
        std::vector<const MapNumber*> shown;
        for (const MapNumber* gap : in_order(sheet.gaps, weightier)) {
            if (inner_.contains(frame_.to_page(gap->at))) {
                shown.push_back(gap);
            }
        }
        // Labels set early can wall in a gap. Those left out go first the next time, while there
        // are few: thousands are left out for want of room.
        constexpr int kRounds = 8;
        constexpr std::size_t kFewLeft = 30;
        const LabelBoard before = board_;
        std::vector<const MapNumber*> order = shown;
        std::vector<const MapNumber*> best = order;
        std::vector<const MapNumber*> left = number_gaps(order, marks);
        std::size_t fewest = left.size();
        for (int round = 1; round < kRounds && !left.empty() && left.size() <= kFewLeft; ++round) {
            std::ranges::stable_partition(order, [&](const MapNumber* gap) {
                return std::ranges::find(left, gap) != left.end();
            });
            board_ = before;
            marks.gaps.clear();
            left = number_gaps(order, marks);
            if (left.size() < fewest) {
                fewest = left.size();
                best = order;
            }
        }
        if (left.size() > fewest) {
            board_ = before;
            marks.gaps.clear();
            left = number_gaps(best, marks);
        }
        for (const MapNumber* gap : left) {
            marks.unnumbered_gaps.push_back({gap->number, frame_.to_page(gap->at), gap->target});
        }
    }

private:
    // By order; those that found no place.
    std::vector<const MapNumber*> number_gaps(const std::vector<const MapNumber*>& gaps,
                                              MapMarks& marks) {
        double room = frame_.page().width * frame_.page().height * kLargestGapShare;
        std::vector<const MapNumber*> left =
            number_gaps(gaps, {2.2 * k_, kNearPlaces * k_, 16}, room, marks);
        left = number_gaps(left, {kNearPlaces * k_, kFarPlaces * k_, 96}, room, marks);
        return number_gaps(left, {2.2 * k_, kFarPlaces * k_, 96, Crossing::Leaders}, room, marks);
    }

    // Where numbers are tried.
    struct Ring {
        double nearest = 0.0;
        double farthest = 0.0;
        int directions = 16;
        Crossing crossing = Crossing::Never;
    };

    // Those that found no place there.
    std::vector<const MapNumber*> number_gaps(const std::vector<const MapNumber*>& gaps,
                                              const Ring& ring, double& room, MapMarks& marks) {
        std::vector<const MapNumber*> left;
        for (const MapNumber* gap : gaps) {
            const Point anchor = frame_.to_page(gap->at);
            TextBlock digits =
                typesetter_.set(fmt::format("{}", gap->number), {.size_pt = kGapPt * k_});
            const Size size = gap_size(digits, k_);
            if (size.width * size.height > room) {
                left.push_back(gap);
                continue;
            }
            const std::vector<Candidate> places =
                around(anchor, ring.nearest, ring.farthest, size, ring.directions);
            if (const auto chosen = board_.place(places, ink_, ring.crossing)) {
                room -= size.width * size.height;
                marks.gaps.push_back(
                    {gap->number, anchor, places[*chosen].box, std::move(digits), gap->target});
            } else {
                left.push_back(gap);
            }
        }
        return left;
    }

    void spread(const Rect& cell, double density) {
        // Cells larger than a square of the ink map are laid down in pieces.
        const int across = static_cast<int>(std::clamp(std::ceil(cell.width / 2.0), 1.0, 200.0));
        const int down = static_cast<int>(std::clamp(std::ceil(cell.height / 2.0), 1.0, 200.0));
        const double piece = density * cell.width * cell.height / (across * down);
        for (int row = 0; row < down; ++row) {
            for (int column = 0; column < across; ++column) {
                ink_.add({cell.x + (column + 0.5) * cell.width / across,
                          cell.y + (row + 0.5) * cell.height / down},
                         piece);
            }
        }
    }

    // Takes digits and name only where a place is found.
    bool put_site(const MapSite& site, Point anchor, TextBlock& digits, Size flag,
                  std::optional<TextBlock>& name, MapMarks& marks) {
        Size whole = flag;
        if (name) {
            whole.width += kFlagGap * k_ + name->ink().width + 1.0;
            whole.height = std::max(whole.height, name->ink().height + 2.0);
        }
        std::vector<Candidate> places = beside(anchor, (kSiteDot + 1.6) * k_, whole);
        const std::vector<Candidate> farther =
            around(anchor, 7.0 * k_, mm(name ? 26.0 : 40.0) * k_, whole);
        places.insert(places.end(), farther.begin(), farther.end());
        const auto chosen = board_.place(places, ink_);
        if (!chosen) {
            return false;
        }
        const Rect box = places[*chosen].box;
        const Rect field = {box.x, box.centre().y - flag.height / 2.0, flag.width, flag.height};
        std::optional<Rect> name_box;
        if (name) {
            name_box = Rect{field.right() + kFlagGap * k_, box.y,
                            box.right() - field.right() - kFlagGap * k_, box.height};
        }
        marks.sites.push_back({site.rank, anchor, field, places[*chosen].leader, std::move(digits),
                               name_box, std::move(name), site.target});
        return true;
    }

    const MapFrame& frame_;
    const Typesetter& typesetter_;
    double k_;
    Rect inner_;
    InkMap ink_;
    LabelBoard board_;
};

void draw_leader(cairo_t* cairo, Point from, Point to, const Colour& colour, double k) {
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    stroke_line(cairo, from, to, kPaper.with_opacity(0.85), 1.9 * k);
    stroke_line(cairo, from, to, colour, 0.65 * k);
}

// A name can be a link's target once.
class Destinations {
public:
    explicit Destinations(cairo_t* cairo) : cairo_(cairo) {}
    void mark(const char* kind, int number, Point at) {
        const std::string name = fmt::format("{}-{}", kind, number);
        if (known_.insert(name).second) {
            mark_destination(cairo_, name.c_str(), at);
        }
    }

private:
    cairo_t* cairo_;
    std::set<std::string> known_;
};

void draw_gap(cairo_t* cairo, const Rect& box, const TextBlock& digits, double k) {
    add_rounded(cairo, box, box.height / 2.0);
    set_colour(cairo, kPaper);
    cairo_fill_preserve(cairo);
    stroke(cairo, kGapMany, 0.8 * k);
    digits.draw_centred(cairo, box.centre(), {.colour = kBlack});
}

void draw_flag(cairo_t* cairo, const Rect& flag, const TextBlock& digits, double k) {
    add_rounded(cairo, flag, 1.6 * k);
    set_colour(cairo, kSite);
    cairo_fill_preserve(cairo);
    stroke(cairo, kPaper, 0.6 * k);
    digits.draw_centred(cairo, flag.centre(), {.colour = kPaper, .weight_pt = 0.2 * k});
}

void draw_site_dot(cairo_t* cairo, Point at, double k) {
    fill_dot(cairo, at, (kSiteDot + 0.7) * k, kPaper);
    fill_dot(cairo, at, kSiteDot * k, kSite);
}

} // namespace

MapMarks place_marks(const MapSheet& sheet, const MapFrame& frame, const OutlineNet& outlines,
                     std::span<const Outline> lines, std::span<const MapCell> cells,
                     const Typesetter& typesetter, double k) {
    MapMarks marks;
    Placer placer(frame, typesetter, k);
    placer.spread_ink(cells, lines, sheet);
    placer.block_points(sheet);
    placer.names(outlines, marks);
    placer.sites(sheet, marks);
    placer.gaps(sheet, marks);
    return marks;
}

void draw_marks(cairo_t* cairo, const MapMarks& marks, double k) {
    const Saved saved(cairo);
    Destinations destinations(cairo);
    for (const NameMark& name : marks.names) {
        name.text.draw_centred(cairo, name.box.centre(),
                               {.colour = Colour::hex(0x303030), .halo_pt = 1.3 * k});
        if (name.page) {
            add_rounded(cairo, *name.page_box, 1.6 * k);
            set_colour(cairo, kPaper);
            cairo_fill_preserve(cairo);
            stroke(cairo, kBorder, 0.7 * k);
            name.page->draw_centred(cairo, name.page_box->centre(), {.colour = kBlack});
        }
    }
    for (const GapMark& gap : marks.gaps) {
        draw_leader(cairo, gap.anchor, gap.box.centre(), kGapMany, k);
        fill_dot(cairo, gap.anchor, (kGapDot + 0.5) * k, kPaper);
        fill_dot(cairo, gap.anchor, kGapDot * k, kGapMany);
    }
    for (const SiteMark& site : marks.sites) {
        if (site.leader) {
            draw_leader(cairo, site.leader->from, site.leader->to, kSite, k);
        }
    }
    for (const GapMark& gap : marks.gaps) {
        if (gap.target) {
            destinations.mark("gap", gap.number, gap.anchor);
        }
        draw_gap(cairo, gap.box, gap.digits, k);
    }
    for (const BareGap& gap : marks.unnumbered_gaps) {
        if (gap.target) {
            destinations.mark("gap", gap.number, gap.anchor);
        }
    }
    for (const Point at : marks.bare_sites) {
        draw_site_dot(cairo, at, k);
    }
    for (const SiteMark& site : marks.sites) {
        if (site.target) {
            destinations.mark("site", site.rank, site.anchor);
        }
        draw_site_dot(cairo, site.anchor, k);
        draw_flag(cairo, site.flag, site.digits, k);
        if (site.name) {
            site.name->draw_centred(cairo, site.name_box->centre(),
                                    {.colour = kSite, .halo_pt = 1.2 * k});
        }
    }
}

void draw_gap_sample(cairo_t* cairo, const Typesetter& typesetter, Point middle, double k) {
    const TextBlock digits = typesetter.set("12", {.size_pt = kGapPt * k});
    const Size size = gap_size(digits, k);
    const Point anchor = {middle.x - 9.0 * k, middle.y + 2.5 * k};
    const Rect box = Rect::around({middle.x + 3.0 * k, middle.y}, size);
    const Rect ground = Rect::around(anchor, {5.5 * k, 5.5 * k});
    fill_rect(cairo, ground, kGapSome);
    stroke_rect(cairo, ground, kGapMany, kGapOutlinePt * k);
    draw_leader(cairo, anchor, box.centre(), kGapMany, k);
    fill_dot(cairo, anchor, kGapDot * k, kGapMany);
    draw_gap(cairo, box, digits, k);
}

void draw_site_sample(cairo_t* cairo, const Typesetter& typesetter, Point middle, double k) {
    const TextBlock digits = typesetter.set("3", {.size_pt = kSiteRankPt * k});
    draw_site_dot(cairo, {middle.x - 9.0 * k, middle.y}, k);
    draw_flag(cairo, Rect::around({middle.x + 3.0 * k, middle.y}, flag_size(digits, k)), digits, k);
}

} // namespace todoku::report::sheet
