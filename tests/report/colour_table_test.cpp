// Few colours for many: which ones stand, and for which pixels.
#include "report/colour_table.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <cstring>
#include <set>

using namespace todoku::report::sheet;

namespace {

/// Pixels as Cairo keeps them, 0x00RRGGBB, with rubbish behind each row.
struct Canvas {
    int width;
    int height;
    int stride = (width + 1) * 4;
    std::vector<unsigned char> bytes =
        std::vector<unsigned char>(static_cast<std::size_t>(stride * height), 0xEE);

    void set(int x, int y, std::uint32_t rgb) {
        std::memcpy(bytes.data() + y * stride + x * 4, &rgb, sizeof rgb);
    }
    [[nodiscard]] IndexedPicture indexed() const {
        return index_colours(bytes.data(), width, height, stride);
    }
};

} // namespace

TEST_CASE("A picture of plain colours keeps them exactly") {
    Canvas canvas{3, 2};
    const std::uint32_t colours[] = {0xFFFFFF, 0x174F88, 0xFFFFFF, 0x7F2704, 0x174F88, 0xA01818};
    for (int i = 0; i < 6; ++i) {
        canvas.set(i % 3, i / 3, colours[i]);
    }
    const IndexedPicture picture = canvas.indexed();
    REQUIRE(picture.colours.size() == 4);
    REQUIRE(picture.pixels.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        const Rgb& shown = picture.colours[picture.pixels[i]];
        CHECK(((shown[0] << 16) | (shown[1] << 8) | shown[2]) == static_cast<int>(colours[i]));
    }
}

TEST_CASE("A picture of any colours has 256, near its own, and the same each time") {
    Canvas canvas{256, 256};
    for (int y = 0; y < 256; ++y) {
        for (int x = 0; x < 256; ++x) { // relief: greys and yellows that run into each other
            const std::uint32_t shade = static_cast<std::uint32_t>(x);
            canvas.set(x, y,
                       shade << 16 | shade << 8 | ((shade * static_cast<std::uint32_t>(y)) >> 8));
        }
    }
    const IndexedPicture picture = canvas.indexed();
    CHECK(picture.colours.size() == 256);
    CHECK(picture.pixels == canvas.indexed().pixels);
    int farthest = 0;
    for (int y = 0; y < 256; ++y) {
        for (int x = 0; x < 256; ++x) {
            const Rgb& shown =
                picture.colours[picture.pixels[static_cast<std::size_t>(y * 256 + x)]];
            farthest = std::max({farthest, std::abs(shown[0] - x), std::abs(shown[1] - x),
                                 std::abs(shown[2] - ((x * y) >> 8))});
        }
    }
    // 4,116 of five bits a channel occur: sixteen of them a colour, four steps of 8 a side.
    CHECK(farthest <= 32);
}

TEST_CASE("A picture of one colour has one") {
    Canvas canvas{2, 2};
    for (int i = 0; i < 4; ++i) {
        canvas.set(i % 2, i / 2, 0x123456);
    }
    const IndexedPicture picture = canvas.indexed();
    CHECK(picture.colours == std::vector<Rgb>{Rgb{0x12, 0x34, 0x56}});
    CHECK(std::set<int>(picture.pixels.begin(), picture.pixels.end()) == std::set<int>{0});
}
