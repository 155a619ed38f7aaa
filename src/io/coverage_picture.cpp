#include "io/coverage_picture.hpp"

#include "core/error.hpp"
#include "io/cell_outlines.hpp"
#include "io/datum_issues.hpp"
#include "io/gdal_session.hpp"
#include "io/ignored_parts.hpp"
#include "io/picture_ground.hpp"
#include "io/picture_pixels.hpp"
#include "io/picture_scan.hpp"
#include "io/row_issues.hpp"
#include "io/strength_judge.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

using domain::Strength;

namespace {

/// Some 600 MB of corners and rings: a picture with more is noise (a photograph, a scan).
constexpr std::size_t kMostCorners = 12'000'000;

/// Classes of pixels: 0 not covered, then one more than the strength, then unknown.
constexpr std::uint8_t kUnknownClass = std::size(domain::kStrengths) + 1;

std::string per_cent(double share) {
    const double percent = share * 100.0;
    return percent > 0.0 && percent < 0.01 ? "<0.01%" : fmt::format("{:.2f}%", percent);
}

/// The lines to write into the study file: colours that it calls unknown stay so, the others say
/// "not covered", so that somebody decides.
std::string colour_lines(const PictureLook& look) {
    std::string lines = "colour = [\n";
    for (const ColourShare& colour : look.found) {
        const bool unknown =
            std::any_of(look.table.begin(), look.table.end(), [&](const ColourMeaning& meaning) {
                return meaning.unknown && meaning.rgb == colour.rgb;
            });
        lines +=
            fmt::format("  {{ rgb = \"{}\", {} }},   # {}\n", colour_text(colour.rgb),
                        unknown ? "unknown = true" : "covered = false", per_cent(colour.share));
    }
    return lines + "]";
}

std::string colour_list(const std::vector<ColourShare>& found) {
    std::string list;
    for (const ColourShare& colour : found) {
        list += fmt::format("{}{} {}", list.empty() ? "" : ", ", colour_text(colour.rgb),
                            per_cent(colour.share));
    }
    return list;
}

InputError table_needed(const std::string& shown, const PictureLook& look) {
    const std::string lines = colour_lines(look);
    return InputError(
        {fmt::format("{} のどの色がエリア内か分かりません。次の行を study.toml のこの [[coverage]] "
                     "に書き、エリア内の色を covered = true にしてください。\n{}",
                     shown, lines),
         fmt::format("It is not known which colours of {} mean covered. Write these lines into "
                     "this [[coverage]] of study.toml and set covered = true for those that do.\n"
                     "{}",
                     shown, lines)});
}

/// Reads one picture into the layer.
class PictureReader {
public:
    PictureReader(const VectorSource& source, const PictureReading& reading,
                  const StrengthReading& strength, LoadedCoverage& loaded)
        : source_(source), reading_(reading), judge_(strength), loaded_(loaded) {}

    void read(const PictureLooker& looker) {
        const GdalMessages messages;
        Picture picture = open_picture(source_, reading_, loaded_.issues);
        const std::string shown = shown_name(source_);
        const PictureGround ground(picture, shown, source_.placing.datum);
        PictureLook look;
        look.shown_as = shown;
        look.zoom = picture.zoom;
        look.table = reading_.colours;
        const std::vector<std::uint8_t> classes = classes_of_entries();
        CellOutlines outlines(static_cast<std::size_t>(picture.pixels->width()), kUnknownClass);
        std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.pixels->width()));
        IgnoredParts* parts = nullptr;
        if (!reading_.ignore.empty()) {
            auto masked =
                std::make_unique<IgnoredParts>(std::move(picture.pixels), ground, reading_.ignore);
            parts = masked.get();
            picture.pixels = std::move(masked);
        }
        const unsigned least_alpha = least_alpha_of(*picture.pixels);
        scan_picture(
            *picture.pixels, least_alpha, look, [&](std::span<const std::int16_t> meanings) {
                for (std::size_t i = 0; i < meanings.size(); ++i) {
                    row[i] = meanings[i] >= 0 ? classes[static_cast<std::size_t>(meanings[i])]
                                              : std::uint8_t{0};
                }
                outlines.add_row(row);
                require_no_noise(outlines.corners());
            });
        tell(look, least_alpha);
        if (parts != nullptr) {
            tell_ignored(parts->share());
        }
        const PictureLook told = look;
        if (looker) {
            looker(std::move(look));
        }
        require_meaning(told, classes, outlines.corners());
        loaded_.counts.read += picture.files + picture.nowhere;
        loaded_.counts.rejected += picture.nowhere;
        loaded_.counts.used += picture.files;
        add(outlines.finish(), ground);
        for (Issue& issue : raster_datum_issues(ground.way(), shown)) {
            loaded_.issues.push_back(std::move(issue));
        }
    }

private:
    /// By entry of the table.
    std::vector<std::uint8_t> classes_of_entries() {
        std::vector<std::uint8_t> classes;
        for (const ColourMeaning& colour : reading_.colours) {
            const Strength strength =
                colour.strength == Strength::Unsaid ? judge_.whole() : colour.strength;
            classes.push_back(colour.unknown ? kUnknownClass
                              : colour.covered && judge_.is_enough(strength)
                                  ? static_cast<std::uint8_t>(1 + static_cast<int>(strength))
                                  : std::uint8_t{0});
        }
        return classes;
    }

    void require_no_noise(std::size_t corners) const {
        if (corners > kMostCorners) {
            throw InputError({shown_name(source_) +
                                  " は色が細かく入り乱れていて（写真やスキャンなど）、エリア"
                                  "の形を読み取れません。塗り分けた元の画像かポリゴンをもらっ"
                                  "てください。",
                              shown_name(source_) +
                                  " is so speckled (a photograph, a scan) that no areas can be "
                                  "read from it. Ask for the original picture or for "
                                  "polygons."});
        }
    }

    /// @throws InputError where the table says nothing, or nothing of it is in the picture
    void require_meaning(const PictureLook& look, const std::vector<std::uint8_t>& classes,
                         std::size_t corners) const {
        const bool any_covered = std::any_of(reading_.colours.begin(), reading_.colours.end(),
                                             [](const ColourMeaning& c) { return c.covered; });
        if (!any_covered) {
            throw table_needed(look.shown_as, look);
        }
        const bool any_class =
            std::any_of(classes.begin(), classes.end(), [](auto value) { return value != 0; });
        if (corners == 0 && any_class) {
            throw InputError(
                {fmt::format("{} にエリア内とした色が見つかりません。study.toml の rgb と "
                             "tolerance を確かめてください。見つかった色: {}",
                             look.shown_as, colour_list(look.found)),
                 fmt::format("{} holds none of the colours that mean covered. Check rgb and "
                             "tolerance in study.toml. Colours found: {}",
                             look.shown_as, colour_list(look.found))});
        }
    }

    void note(IssueKind kind, std::string code, std::string value, Text problem, Text action) {
        note_row(loaded_.issues, kind, source_, std::nullopt, std::move(code), std::move(value),
                 std::move(problem), std::move(action));
    }

    void tell_ignored(double share) {
        if (share > 0.0) {
            note(IssueKind::Noted, "picture_part_ignored", per_cent(share),
                 {fmt::format("画像の{}を、ignore の枠のとおり除きました。", per_cent(share)),
                  fmt::format("{} of the picture lies in the boxes of ignore.", per_cent(share))},
                 {"エリア外としました。", "taken as not covered."});
        } else {
            note(IssueKind::Noted, "picture_part_ignored", per_cent(share),
                 {"ignore の枠が画像にかかっていません。",
                  "The boxes of ignore lie nowhere on the picture."},
                 {"何も除きませんでした。枠の度を確かめてください。",
                  "nothing was left out: check their degrees."});
        }
    }

    void tell(const PictureLook& look, unsigned least_alpha) {
        if (reading_.colours.empty()) {
            return;
        }
        judge_.tell(source_, loaded_.issues);
        if (least_alpha > 1 && least_alpha < 128) {
            note(IssueKind::Assumed, "picture_translucent", std::to_string(least_alpha),
                 {"半透明で描かれた画像です。", "The picture is drawn translucent."},
                 {fmt::format("最も多い濃さの半分（255段階の{}）より薄い画素を透明としました。",
                              least_alpha),
                  fmt::format("pixels less than half as dense as most (alpha {} of 255) count as "
                              "transparent.",
                              least_alpha)});
        }
        for (std::size_t i = 0; i < look.table.size(); ++i) {
            if (look.shares[i] == 0.0) {
                note(IssueKind::Noted, "colour_not_found", colour_text(look.table[i].rgb),
                     {"この色は画像にありません。", "This colour is not in the picture."},
                     {"rgb を確かめてください。", "check its rgb."});
            }
        }
        if (look.edges > 0.0) {
            note(
                IssueKind::Assumed, "softened_edges", per_cent(look.edges),
                {"境目をぼかした画素があります（表の2色の中間の色で、両方の色が2画素以内にある）。",
                 "There are softened edges (colours between two of the table, with both within two "
                 "pixels)."},
                {"近いほうの色として読みました。", "read as the nearer of the two colours."});
        }
        for (const ColourShare& colour : look.not_in_table) {
            note(IssueKind::Noted, "colour_not_listed", colour_text(colour.rgb),
                 {fmt::format("{} は色の表にない色です（画像の{}）。", colour_text(colour.rgb),
                              per_cent(colour.share)),
                  fmt::format("{} is not in the table of colours ({} of the picture).",
                              colour_text(colour.rgb), per_cent(colour.share))},
                 {"エリア外としました。", "taken as not covered."});
        }
        double listed = 0.0;
        for (const ColourShare& colour : look.not_in_table) {
            listed += colour.share;
        }
        // Half a pixel of the largest picture: less is rounding.
        if (look.unlisted - listed > 1e-10) {
            note(IssueKind::Noted, "colours_not_listed", per_cent(look.unlisted - listed),
                 {"このほかにも表にない色があります。", "There are more colours not in the table."},
                 {"エリア外としました。", "taken as not covered."});
        }
    }

    void add(std::vector<CellOutline>&& outlines, const PictureGround& ground) {
        domain::CoverageLayer& layer = loaded_.value;
        layer.strengths.resize(layer.polygons.polygons.size());
        for (CellOutline& outline : outlines) {
            geo::Polygon polygon{ground.ring(outline.outer), {}};
            for (const auto& hole : outline.holes) {
                polygon.holes.push_back(ground.ring(hole));
            }
            if (outline.value == kUnknownClass) {
                loaded_.unknown.polygons.push_back(std::move(polygon));
                continue;
            }
            layer.polygons.polygons.push_back(std::move(polygon));
            layer.strengths.push_back(static_cast<Strength>(outline.value - 1));
            outline = {};
        }
    }

    const VectorSource& source_;
    const PictureReading& reading_;
    StrengthJudge judge_;
    LoadedCoverage& loaded_;
};

} // namespace

std::string colour_text(std::uint32_t rgb) {
    return fmt::format("#{:06X}", rgb & 0xFFFFFFU);
}

void read_coverage_picture(const VectorSource& source, const PictureReading& reading,
                           const StrengthReading& strength, const PictureLooker& look,
                           LoadedCoverage& loaded) {
    PictureReader(source, reading, strength, loaded).read(look);
}

} // namespace todoku::io
