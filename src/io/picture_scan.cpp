#include "io/picture_scan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace todoku::io {

namespace {

/// Pixels around a softened edge that may show which colours meet there: image libraries blend over
/// one pixel, resampled maps over two.
constexpr std::int32_t kReach = 2;
constexpr std::size_t kRows = 2 * kReach + 1;

/// The small picture's longer side: fits a screen, and a page beside what was read.
constexpr std::int32_t kSmallSide = 900;

/// Colours of one look in lists.
constexpr int kOneLook = 12;
constexpr std::size_t kMostGroups = 12;
/// A ten-thousandth of the picture; rarer ones are counted together.
constexpr double kLeastListed = 1e-4;

struct Row {
    std::vector<std::uint32_t> pixels;
    std::vector<ColourVerdict> verdicts;
};

class Scan {
public:
    Scan(PixelRows& pixels, unsigned least_alpha, PictureLook& look,
         const std::function<void(std::span<const std::int16_t>)>& take)
        : pixels_(pixels), judge_(look.table, least_alpha), look_(look), take_(take),
          width_(static_cast<std::size_t>(pixels.width())), meanings_(width_),
          counts_(look.table.size(), 0) {
        for (Row& row : ring_) {
            row.pixels.resize(width_);
            row.verdicts.resize(width_);
        }
        every_ = (std::max(pixels.width(), pixels.height()) + kSmallSide - 1) / kSmallSide;
        look.small_width = (pixels.width() + every_ - 1) / every_;
        look.small_height = (pixels.height() + every_ - 1) / every_;
    }

    void run() {
        const std::int32_t height = pixels_.height();
        std::vector<std::uint32_t> strip;
        for (std::int32_t first = 0; first < height; first += pixels_.rows_at_once()) {
            const std::int32_t rows = std::min(pixels_.rows_at_once(), height - first);
            strip.resize(static_cast<std::size_t>(rows) * width_);
            pixels_.read(first, rows, strip);
            for (std::int32_t row = 0; row < rows; ++row) {
                judge(first + row, std::span<const std::uint32_t>(strip).subspan(
                                       static_cast<std::size_t>(row) * width_, width_));
                if (first + row >= kReach) {
                    settle(first + row - kReach);
                }
            }
        }
        for (std::int32_t row = std::max(0, height - kReach); row < height; ++row) {
            settle(row);
        }
        fill_look();
    }

private:
    Row& row_at(std::int32_t row) { return ring_[static_cast<std::size_t>(row) % kRows]; }

    void judge(std::int32_t y, std::span<const std::uint32_t> pixels) {
        Row& row = row_at(y);
        std::copy(pixels.begin(), pixels.end(), row.pixels.begin());
        for (std::size_t i = 0; i < width_; ++i) {
            row.verdicts[i] = judge_.judge(pixels[i]);
        }
        judged_ = y + 1;
    }

    /// Whether pixels of both colours lie around a softened edge.
    bool both_around(std::int32_t y, std::size_t x, const ColourVerdict& mixture) {
        bool nearer = false;
        bool farther = false;
        const std::size_t west = x >= kReach ? x - kReach : 0;
        const std::size_t east = std::min(width_ - 1, x + kReach);
        for (std::int32_t row = std::max(0, y - kReach); row <= y + kReach && row < judged_;
             ++row) {
            const auto& verdicts = row_at(row).verdicts;
            for (std::size_t i = west; i <= east; ++i) {
                nearer = nearer || verdicts[i].entry == mixture.nearer;
                farther = farther || verdicts[i].entry == mixture.farther;
            }
        }
        return nearer && farther;
    }

    void settle(std::int32_t y) {
        const Row& row = row_at(y);
        for (std::size_t x = 0; x < width_; ++x) {
            const ColourVerdict& verdict = row.verdicts[x];
            std::int16_t meaning = PictureLook::kUnlisted;
            if (verdict.entry == ColourVerdict::kTransparent) {
                meaning = PictureLook::kTransparent;
                ++transparent_;
            } else if (verdict.entry >= 0) {
                meaning = verdict.entry;
            } else if (verdict.entry == ColourVerdict::kMixture) {
                if (both_around(y, x, verdict)) {
                    meaning = verdict.nearer;
                    ++edges_;
                } else {
                    judge_.reject_mixture(row.pixels[x]);
                }
            }
            if (meaning >= 0) {
                ++counts_[static_cast<std::size_t>(meaning)];
            }
            meanings_[x] = meaning;
        }
        if (y % every_ == 0) {
            for (std::size_t x = 0; x < width_; x += static_cast<std::size_t>(every_)) {
                look_.small.push_back(row.pixels[x]);
                look_.small_read.push_back(meanings_[x]);
            }
        }
        take_(meanings_);
    }

    void fill_look() {
        const double all =
            static_cast<double>(pixels_.width()) * static_cast<double>(pixels_.height());
        double said = 0.0;
        for (const std::int64_t count : counts_) {
            look_.shares.push_back(static_cast<double>(count) / all);
            said += look_.shares.back();
        }
        look_.edges = static_cast<double>(edges_) / all;
        look_.transparent = static_cast<double>(transparent_) / all;
        look_.unlisted = std::max(0.0, 1.0 - said - look_.transparent);
        const auto shares = [all](std::vector<ColourCount> colours) {
            std::vector<ColourShare> result;
            for (const ColourCount& group : grouped(std::move(colours), kOneLook, kMostGroups)) {
                const double share = static_cast<double>(group.pixels) / all;
                if (share >= kLeastListed) {
                    result.push_back({group.rgb, share});
                }
            }
            return result;
        };
        look_.not_in_table = shares(judge_.unlisted());
        look_.found = without_edges(shares(judge_.all()));
    }

    /// Rare colours between two more frequent ones are softened edges, nothing to decide about.
    static std::vector<ColourShare> without_edges(const std::vector<ColourShare>& found) {
        constexpr double kRare = 1e-3;
        std::vector<ColourShare> kept;
        for (const ColourShare& colour : found) {
            bool edge = false;
            for (std::size_t a = 0; a < kept.size() && colour.share < kRare; ++a) {
                for (std::size_t b = a + 1; b < kept.size(); ++b) {
                    const auto place = place_between(colour.rgb, kept[a].rgb, kept[b].rgb);
                    edge = edge || (place && place->off <= kOneLook);
                }
            }
            if (!edge) {
                kept.push_back(colour);
            }
        }
        return kept;
    }

    PixelRows& pixels_;
    ColourJudge judge_;
    PictureLook& look_;
    const std::function<void(std::span<const std::int16_t>)>& take_;
    std::size_t width_;
    std::int32_t every_ = 1;
    std::int32_t judged_ = 0;
    std::array<Row, kRows> ring_;
    std::vector<std::int16_t> meanings_;
    std::vector<std::int64_t> counts_;
    std::int64_t edges_ = 0;
    std::int64_t transparent_ = 0;
};

} // namespace

unsigned least_alpha_of(PixelRows& pixels) {
    if (!pixels.has_alpha()) {
        return 1;
    }
    constexpr std::int32_t kStrips = 16; // looked at in a large picture
    std::array<std::int64_t, 256> counts{};
    const std::int32_t at_once = pixels.rows_at_once();
    const std::int32_t strips = (pixels.height() + at_once - 1) / at_once;
    const std::int32_t every = std::max(1, strips / kStrips);
    std::vector<std::uint32_t> strip;
    for (std::int32_t i = 0; i < strips; i += every) {
        const std::int32_t rows = std::min(at_once, pixels.height() - i * at_once);
        strip.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(pixels.width()));
        pixels.read(i * at_once, rows, strip);
        for (const std::uint32_t pixel : strip) {
            ++counts[pixel >> 24U];
        }
    }
    const auto most = std::max_element(counts.begin() + 1, counts.end());
    return *most == 0 ? 1U : static_cast<unsigned>(most - counts.begin() + 1) / 2U;
}

void scan_picture(PixelRows& pixels, unsigned least_alpha, PictureLook& look,
                  const std::function<void(std::span<const std::int16_t>)>& take) {
    look.width = pixels.width();
    look.height = pixels.height();
    Scan(pixels, least_alpha, look, take).run();
}

} // namespace todoku::io
