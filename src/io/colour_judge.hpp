// Which entry of a colour table a pixel means, judged by its colour alone, and an account of all
// colours seen.
#pragma once

#include "io/coverage_reading.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace todoku::io {

/// What a colour alone says. A colour between two of the table may be the softened edge between
/// them: whether it is depends on the pixels around (coverage_picture.cpp).
struct ColourVerdict {
    static constexpr std::int16_t kTransparent = -1;
    static constexpr std::int16_t kUnlisted = -2;
    static constexpr std::int16_t kMixture = -3;

    std::int16_t entry = kUnlisted; ///< of the table, or one of the above
    std::uint8_t nearer = 0;        ///< of a mixture: the entry it is nearer to,
    std::uint8_t farther = 0;       ///< and the other
};

/// A colour and how many pixels have it.
struct ColourCount {
    std::uint32_t rgb = 0;
    std::int64_t pixels = 0;
};

/// Colours of the same look together: each group under its most frequent colour, largest first.
/// Colours closer than `tolerance` in red, green and blue are one look.
std::vector<ColourCount> grouped(std::vector<ColourCount> colours, int tolerance, std::size_t most);

/// Greatest difference of red, green or blue.
int difference(std::uint32_t a, std::uint32_t b);

/// Where on the straight line from one colour to another (0 to 1, ends excluded) a colour lies, and
/// how far off the line; nothing beyond its ends.
struct PlaceBetween {
    double along = 0.0;
    double off = 0.0;
};
std::optional<PlaceBetween> place_between(std::uint32_t colour, std::uint32_t from,
                                          std::uint32_t to);

/// Rule: a pixel with less than `least_alpha` is transparent; else it means the entry nearest in
/// red, green and blue (sum of squares) among those whose tolerance it keeps; else it is a mixture
/// of the two entries whose straight line in colour space passes nearest, where that is within the
/// larger of their tolerances; else it is not listed.
class ColourJudge {
public:
    ColourJudge(std::span<const ColourMeaning> table, unsigned least_alpha);

    /// @param pixel 0xAARRGGBB
    ColourVerdict judge(std::uint32_t pixel) {
        if (!started_ || pixel != last_pixel_) {
            last_ = &entry_of(pixel);
            last_pixel_ = pixel;
            started_ = true;
        }
        ++last_->pixels;
        return last_->verdict;
    }
    /// A mixture that turned out to be none.
    void reject_mixture(std::uint32_t pixel) { ++entry_of(pixel).rejected; }

    /// Colours that mean nothing, with all pixels of theirs. Beyond a million colours a picture's
    /// rare ones are counted together, without their colour.
    [[nodiscard]] std::vector<ColourCount> unlisted() const;
    /// All colours but transparent ones.
    [[nodiscard]] std::vector<ColourCount> all() const;

private:
    struct Entry {
        ColourVerdict verdict;
        std::int64_t pixels = 0;
        std::int64_t rejected = 0;
    };
    Entry& entry_of(std::uint32_t pixel);
    [[nodiscard]] ColourVerdict verdict_of(std::uint32_t pixel) const;

    std::span<const ColourMeaning> table_;
    unsigned least_alpha_;
    std::unordered_map<std::uint32_t, Entry> known_;
    Entry beyond_;
    std::uint32_t last_pixel_ = 0;
    Entry* last_ = nullptr;
    bool started_ = false;
};

} // namespace todoku::io
