#include "report/colour_table.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace todoku::report::sheet {

namespace {

constexpr std::size_t kMostColours = 256; // what a byte a pixel tells apart
constexpr int kBits = 5;
constexpr std::size_t kBins = std::size_t{1} << (3 * kBits);

std::uint32_t pixel_at(const unsigned char* row, int column) {
    std::uint32_t pixel = 0; // 0x00RRGGBB
    std::memcpy(&pixel, row + static_cast<std::ptrdiff_t>(column) * 4, sizeof pixel);
    return pixel;
}

std::size_t bin_of(std::uint32_t pixel) {
    constexpr std::uint32_t kFive = 31;
    return ((pixel >> 19) & kFive) << 10 | ((pixel >> 11) & kFive) << 5 | ((pixel >> 3) & kFive);
}

/// Pixels of like colour. Sums are whole numbers: their order does not matter.
struct Bin {
    std::size_t index = 0;
    std::uint64_t count = 0;
    std::array<std::uint64_t, 3> sum{};

    [[nodiscard]] double mean(std::size_t channel) const {
        return static_cast<double>(sum[channel]) / static_cast<double>(count);
    }
};

std::vector<Bin> bins_of(const unsigned char* pixels, int width, int height, int stride) {
    std::vector<Bin> all(kBins);
    for (int y = 0; y < height; ++y) {
        const unsigned char* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < width; ++x) {
            const std::uint32_t pixel = pixel_at(row, x);
            Bin& bin = all[bin_of(pixel)];
            ++bin.count;
            bin.sum[0] += (pixel >> 16) & 255;
            bin.sum[1] += (pixel >> 8) & 255;
            bin.sum[2] += pixel & 255;
        }
    }
    std::vector<Bin> used;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].count > 0) {
            all[i].index = i;
            used.push_back(all[i]);
        }
    }
    return used;
}

/// Bins that one colour stands for.
struct Set {
    std::span<Bin> bins;
    std::array<double, 3> mean{};
    std::size_t widest = 0; ///< the channel that varies most
    double spread = 0.0;    ///< squared differences from the mean in that channel, over all pixels

    explicit Set(std::span<Bin> its) : bins(its) {
        double count = 0.0;
        std::array<double, 3> sum{};
        for (const Bin& bin : bins) {
            count += static_cast<double>(bin.count);
            for (std::size_t c = 0; c < 3; ++c) {
                sum[c] += static_cast<double>(bin.sum[c]);
            }
        }
        for (std::size_t c = 0; c < 3; ++c) {
            mean[c] = sum[c] / count;
            double of_channel = 0.0;
            for (const Bin& bin : bins) {
                const double off = bin.mean(c) - mean[c];
                of_channel += static_cast<double>(bin.count) * off * off;
            }
            if (of_channel > spread) {
                spread = of_channel;
                widest = c;
            }
        }
    }

    /// Those above the mean of the widest channel go behind the others.
    [[nodiscard]] std::pair<Set, Set> divided() const {
        const auto middle = std::stable_partition(bins.begin(), bins.end(), [&](const Bin& bin) {
            return bin.mean(widest) <= mean[widest];
        });
        return {Set(std::span(bins.begin(), middle)), Set(std::span(middle, bins.end()))};
    }
};

std::vector<Set> sets_of(std::vector<Bin>& bins) {
    std::vector<Set> sets;
    if (!bins.empty()) {
        sets.emplace_back(bins);
    }
    while (!sets.empty() && sets.size() < kMostColours) {
        const auto most = std::ranges::max_element(sets, {}, &Set::spread);
        if (!(most->spread > 0.0)) {
            break;
        }
        auto [low, high] = most->divided();
        if (low.bins.empty() || high.bins.empty()) { // means that differ by a rounding only
            most->spread = 0.0;
            continue;
        }
        *most = low;
        sets.push_back(high);
    }
    return sets;
}

} // namespace

IndexedPicture index_colours(const unsigned char* pixels, int width, int height, int stride) {
    std::vector<Bin> bins = bins_of(pixels, width, height, stride);
    const std::vector<Set> sets = sets_of(bins);
    IndexedPicture picture;
    std::vector<std::uint8_t> colour_of(kBins);
    for (const Set& set : sets) {
        for (const Bin& bin : set.bins) {
            colour_of[bin.index] = static_cast<std::uint8_t>(picture.colours.size());
        }
        Rgb colour{};
        for (std::size_t c = 0; c < 3; ++c) {
            colour[c] = static_cast<std::uint8_t>(set.mean[c] + 0.5);
        }
        picture.colours.push_back(colour);
    }
    picture.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::size_t at = 0;
    for (int y = 0; y < height; ++y) {
        const unsigned char* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < width; ++x) {
            picture.pixels[at++] = colour_of[bin_of(pixel_at(row, x))];
        }
    }
    return picture;
}

} // namespace todoku::report::sheet
