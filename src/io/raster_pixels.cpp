#include "io/raster_pixels.hpp"

#include "core/error.hpp"
#include "io/raster_blocks.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::array<const char*, 6> kPictureDrivers = {"GTiff", "PNG", "GIF",
                                                        "JPEG",  "BMP", "WEBP"};

// A pixel of 1 m over the largest prefecture (北海道, some 500 km across) would be more; no carrier
// states coverage so finely. House limits, so that a slip in a header ends in a message.
constexpr double kMostSide = 200'000.0;
constexpr double kMostPixels = 4e9;

/// Rows of a strip where the file's own blocks are lower.
constexpr std::int32_t kStripRows = 64;
constexpr std::int32_t kMostBlockRows = 1024;

constexpr std::uint32_t kOpaque = 0xFF000000;

std::uint32_t packed(unsigned red, unsigned green, unsigned blue, unsigned alpha) {
    return alpha << 24U | red << 16U | green << 8U | blue;
}

class RasterPixels : public PixelRows {
public:
    RasterPixels(Dataset dataset, std::string shown_as)
        : PixelRows(dataset->GetRasterXSize(), dataset->GetRasterYSize()),
          dataset_(std::move(dataset)), shown_as_(std::move(shown_as)) {
        look_at_bands();
    }

    [[nodiscard]] std::int32_t rows_at_once() const override { return rows_at_once_; }
    [[nodiscard]] bool has_alpha() const override {
        return mask_ != nullptr ||
               std::any_of(palette_.begin(), palette_.end(),
                           [](std::uint32_t colour) { return (colour & kOpaque) != kOpaque; });
    }

    void read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) override {
        for (std::size_t i = 0; i < colours_.size(); ++i) {
            fetch(*colours_[i], first, rows, bytes_[i]);
        }
        if (mask_ != nullptr) {
            fetch(*mask_, first, rows, alpha_);
        }
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            pixels[i] = pixel(i);
        }
    }

private:
    [[nodiscard]] std::uint32_t pixel(std::size_t i) const {
        const unsigned alpha = mask_ != nullptr ? alpha_[i] : 255U;
        if (!palette_.empty()) {
            const std::uint32_t colour = palette_[bytes_[0][i]];
            return alpha == 255U ? colour : (colour & ~kOpaque) | alpha << 24U;
        }
        if (colours_.size() == 1) {
            return packed(bytes_[0][i], bytes_[0][i], bytes_[0][i], alpha);
        }
        return packed(bytes_[0][i], bytes_[1][i], bytes_[2][i], alpha);
    }

    void look_at_bands() {
        const int count = dataset_->GetRasterCount();
        std::vector<GDALRasterBand*> bands;
        for (int i = 1; i <= count; ++i) {
            GDALRasterBand* band = dataset_->GetRasterBand(i);
            if (band->GetRasterDataType() != GDT_Byte) {
                throw InputError(
                    {fmt::format("{} は色の画像（8ビット）ではなく数値の画像（{}"
                                 "）です。エリア内外を色で塗った8ビットの画像か、ポリゴンにしても"
                                 "らってください。",
                                 shown_as_, GDALGetDataTypeName(band->GetRasterDataType())),
                     fmt::format("{} is no picture of 8 bits but a raster of numbers ({}). Ask for "
                                 "a picture with coverage painted in colours, or for polygons.",
                                 shown_as_, GDALGetDataTypeName(band->GetRasterDataType()))});
            }
            if (band->GetColorInterpretation() == GCI_AlphaBand) {
                mask_ = band;
            } else {
                bands.push_back(band);
            }
        }
        if (bands.empty()) {
            throw InputError({shown_as_ + " に色がありません（透明度だけの画像です）。",
                              shown_as_ + " holds no colours, only transparency."});
        }
        colours_.assign(bands.begin(), bands.begin() + (bands.size() >= 3 ? 3 : 1));
        if (const GDALColorTable* table = bands.front()->GetColorTable();
            table != nullptr && bands.size() == 1) {
            palette_.assign(256, 0);
            for (int i = 0; i < std::min(table->GetColorEntryCount(), 256); ++i) {
                const GDALColorEntry& entry = *table->GetColorEntry(i);
                const auto byte = [](short value) {
                    return static_cast<unsigned>(std::clamp<int>(value, 0, 255));
                };
                palette_[static_cast<std::size_t>(i)] =
                    packed(byte(entry.c1), byte(entry.c2), byte(entry.c3), byte(entry.c4));
            }
        }
        if (mask_ == nullptr && (bands.front()->GetMaskFlags() & GMF_ALL_VALID) == 0) {
            mask_ = bands.front()->GetMaskBand(); // no-data, a transparent colour, a mask
        }
        int block_width = 0;
        int block_height = 0;
        bands.front()->GetBlockSize(&block_width, &block_height);
        rows_at_once_ =
            std::min(height(), block_height >= kStripRows ? std::min(block_height, kMostBlockRows)
                                                          : kStripRows);
    }

    void fetch(GDALRasterBand& band, std::int32_t first, std::int32_t rows,
               std::vector<std::uint8_t>& bytes) {
        bytes.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(width()));
        if (band.RasterIO(GF_Read, 0, first, width(), rows, bytes.data(), width(), rows, GDT_Byte,
                          0, 0, nullptr) != CE_None) {
            throw InputError(
                {fmt::format("{} "
                             "は画像の上から{}"
                             "画素目あたりで壊れています。元のファイルをもう一度コピーし、同じ"
                             "ならもらい直してください。",
                             shown_as_, first + 1),
                 fmt::format(
                     "{} is damaged near pixel row {}. Copy it again from its source, or ask for "
                     "it again.",
                     shown_as_, first + 1)});
        }
    }

    Dataset dataset_;
    std::string shown_as_;
    std::vector<GDALRasterBand*> colours_; ///< one (palette or grey) or three
    GDALRasterBand* mask_ = nullptr;
    std::vector<std::uint32_t> palette_;
    std::array<std::vector<std::uint8_t>, 3> bytes_;
    std::vector<std::uint8_t> alpha_;
    std::int32_t rows_at_once_ = 1;
};

} // namespace

Dataset open_raster(const std::string& path, bool beside) {
    CPLStringList drivers;
    for (const char* driver : kPictureDrivers) {
        drivers.AddString(driver);
    }
    CPLStringList siblings;
    siblings.AddString("-"); // an empty list would make GDAL look itself
    return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                     drivers.List(), nullptr, beside ? nullptr : siblings.List()));
}

std::unique_ptr<PixelRows> raster_pixels(Dataset dataset, std::string shown_as) {
    require_sensible_size(dataset->GetRasterXSize(), dataset->GetRasterYSize(), shown_as);
    require_sensible_blocks(*dataset, shown_as);
    return std::make_unique<RasterPixels>(std::move(dataset), std::move(shown_as));
}

void require_sensible_size(double width, double height, const std::string& shown_as) {
    if (width > kMostSide || height > kMostSide || width * height > kMostPixels) {
        throw InputError(
            {fmt::format(
                 "{} は大きすぎます（{} × {} 画素。一辺 {}、全部で {} 画素まで）。対象の範囲"
                 "に切り出してください。",
                 shown_as, with_thousands(width), with_thousands(height), with_thousands(kMostSide),
                 with_thousands(kMostPixels)),
             fmt::format("{} is too large ({} x {} pixels; at most {} a side and {} in all). Cut "
                         "it to the study's area.",
                         shown_as, with_thousands(width), with_thousands(height),
                         with_thousands(kMostSide), with_thousands(kMostPixels))});
    }
}

} // namespace todoku::io
