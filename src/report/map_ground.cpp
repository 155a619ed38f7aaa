#include "report/map_ground.hpp"

#include "report/map_palette.hpp"

#include <cairo.h>

#include <array>
#include <cmath>
#include <memory>
#include <numbers>

namespace todoku::report::sheet {

namespace {

constexpr int kLattice = 16; // pixels between exact inverse projections; between them straight
constexpr int kCore =
    4; // pixels; other land thinner than this along the own shore is the terrain file's shore
constexpr int kTones = 27; // few tones compress well, and the eye sees no step between them
constexpr double kDarkest = 0.74;

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

// How much of each pixel is own land, 0 to 255, by Cairo's filler.
std::vector<std::uint8_t> land_share(const GroundPicture& picture,
                                     std::span<const Territory> land) {
    const auto width = static_cast<std::size_t>(picture.width);
    const auto height = static_cast<std::size_t>(picture.height);
    std::vector<std::uint8_t> share(width * height, 0);
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, picture.width);
    std::vector<unsigned char> mask(static_cast<std::size_t>(stride) * height, 0);
    std::unique_ptr<cairo_surface_t, SurfaceDeleter> surface(cairo_image_surface_create_for_data(
        mask.data(), CAIRO_FORMAT_A8, picture.width, picture.height, stride));
    std::unique_ptr<cairo_t, CairoDeleter> cairo(cairo_create(surface.get()));
    cairo_set_fill_rule(cairo.get(), CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_operator(cairo.get(),
                       CAIRO_OPERATOR_ADD); // neighbours' shares of an edge pixel add up
    cairo_scale(cairo.get(), picture.width / picture.where.width,
                picture.height / picture.where.height);
    cairo_translate(cairo.get(), -picture.where.x, -picture.where.y);
    for (const Territory& territory : land) {
        for (const Path& ring : territory.rings) {
            cairo_move_to(cairo.get(), ring.front().x, ring.front().y);
            for (const Point p : ring) {
                cairo_line_to(cairo.get(), p.x, p.y);
            }
            cairo_close_path(cairo.get());
        }
        cairo_fill(cairo.get());
    }
    cairo_surface_flush(surface.get());
    for (std::size_t row = 0; row < height; ++row) {
        std::copy_n(mask.data() + row * static_cast<std::size_t>(stride), width,
                    share.data() + row * width);
    }
    return share;
}

// Heights under the pixel centres; NaN where the terrain does not reach.
std::vector<float> sample(const MapFrame& frame, const geo::HeightGrid& terrain,
                          const GroundPicture& picture) {
    const geo::Box known = terrain.box();
    const auto width = static_cast<std::size_t>(picture.width);
    const auto height = static_cast<std::size_t>(picture.height);
    std::vector<float> heights(width * height, std::numeric_limits<float>::quiet_NaN());
    const int columns = picture.width / kLattice + 2;
    const int rows = picture.height / kLattice + 2;
    const double px = picture.where.width / picture.width;
    const double py = picture.where.height / picture.height;
    std::vector<geo::LatLng> nodes;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            nodes.push_back(frame.to_ground({picture.where.x + (column * kLattice + 0.5) * px,
                                             picture.where.y + (row * kLattice + 0.5) * py}));
        }
    }
    for (std::size_t y = 0; y < height; ++y) {
        const std::size_t above = y / kLattice * static_cast<std::size_t>(columns);
        const std::size_t below = above + static_cast<std::size_t>(columns);
        const double v = static_cast<double>(y % kLattice) / kLattice;
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t column = x / kLattice;
            const double u = static_cast<double>(x % kLattice) / kLattice;
            const auto mix = [&](auto part) {
                const double top =
                    part(nodes[above + column]) * (1.0 - u) + part(nodes[above + column + 1]) * u;
                const double low =
                    part(nodes[below + column]) * (1.0 - u) + part(nodes[below + column + 1]) * u;
                return top * (1.0 - v) + low * v;
            };
            const geo::LatLng place =
                geo::LatLng::from_degrees(mix([](geo::LatLng p) { return p.lat(); }),
                                          mix([](geo::LatLng p) { return p.lng(); }));
            if (known.contains(place)) {
                heights[y * width + x] = terrain.height(place);
            }
        }
    }
    return heights;
}

// Other land that is more than a sliver along the own shore: coarse squares that are all land, and
// their neighbours.
std::vector<bool> near_other_core(const GroundPicture& picture, const std::vector<float>& heights,
                                  const std::vector<std::uint8_t>& own) {
    const int columns = picture.width / kCore + 1;
    const int rows = picture.height / kCore + 1;
    const auto index = [columns](int row, int column) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(column);
    };
    std::vector<bool> core(index(rows, 0), false);
    for (int row = 0; row < picture.height / kCore; ++row) { // whole squares only
        for (int column = 0; column < picture.width / kCore; ++column) {
            core[index(row, column)] = true;
        }
    }
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const auto pixel =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                static_cast<std::size_t>(x);
            if (own[pixel] != 0 || !(heights[pixel] > 0.0F)) {
                core[index(y / kCore, x / kCore)] = false;
            }
        }
    }
    constexpr int kReach = 2; // squares
    std::vector<bool> near(core.size(), false);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            if (!core[index(row, column)]) {
                continue;
            }
            for (int r = std::max(0, row - kReach); r <= std::min(rows - 1, row + kReach); ++r) {
                for (int c = std::max(0, column - kReach);
                     c <= std::min(columns - 1, column + kReach); ++c) {
                    near[index(r, c)] = true;
                }
            }
        }
    }
    return near;
}

// Brightness of own land by hillshade: level ground nearly white, shadows to three quarters, by eye
// on 1:50,000 and 1:550,000 so that the palest mesh class stays clear of the darkest slope.
double tone(double shade) {
    const double light = shade - 1.0;
    return std::clamp(light < 0.0 ? 0.965 + 0.30 * light : 0.965 + 0.10 * light, kDarkest, 1.0);
}

std::uint32_t packed(double red, double green, double blue) {
    const auto channel = [](double value) {
        return static_cast<std::uint32_t>(std::clamp(value, 0.0, 1.0) * 255.0 + 0.5);
    };
    return (channel(red) << 16U) | (channel(green) << 8U) | channel(blue);
}

std::uint32_t packed(const Colour& colour) {
    return packed(colour.red, colour.green, colour.blue);
}

// `share` of 255 parts of one colour, the rest of the other.
std::uint32_t mixed(std::uint32_t colour, std::uint32_t other, std::uint32_t share) {
    std::uint32_t out = 0;
    for (const std::uint32_t shift : {0U, 8U, 16U}) {
        const std::uint32_t a = (colour >> shift) & 0xFFU;
        const std::uint32_t b = (other >> shift) & 0xFFU;
        out |= ((a * share + b * (255U - share) + 127U) / 255U) << shift;
    }
    return out;
}

using Ramp = std::array<std::uint32_t, kTones>;

Ramp ramp(const Colour& light, double strength) {
    Ramp tones;
    for (int i = 0; i < kTones; ++i) {
        const double level =
            1.0 - strength * (1.0 - kDarkest) * (1.0 - static_cast<double>(i) / (kTones - 1));
        // Shadows lean to blue, as on printed relief maps.
        tones[static_cast<std::size_t>(i)] =
            packed(light.red * level, light.green * (level + (1.0 - level) * 0.06),
                   light.blue * (level + (1.0 - level) * 0.16));
    }
    return tones;
}

} // namespace

double hillshade(double to_east, double to_south) {
    // Unit vector to the light: azimuth 315 degrees, altitude 45 degrees, axes east, south, up.
    constexpr double kAcross = 0.5; // cos 45 degrees times sin 45 degrees
    constexpr double kUp = std::numbers::sqrt2 / 2.0;
    const double length = std::sqrt(1.0 + to_east * to_east + to_south * to_south);
    const double lit = (to_east * kAcross + to_south * kAcross + kUp) / length;
    return std::max(0.0, lit) / kUp;
}

GroundKind GroundPicture::at(Point p) const {
    const double x = std::floor((p.x - where.x) / where.width * width);
    const double y = std::floor((p.y - where.y) / where.height * height);
    const auto column =
        static_cast<std::size_t>(std::clamp(x, 0.0, static_cast<double>(width - 1)));
    const auto row = static_cast<std::size_t>(std::clamp(y, 0.0, static_cast<double>(height - 1)));
    return kinds[row * static_cast<std::size_t>(width) + column];
}

GroundPicture paint_ground(const MapFrame& frame, const geo::HeightGrid* terrain,
                           std::span<const Territory> land, double dots_per_inch) {
    GroundPicture picture;
    picture.where = frame.page();
    picture.width = static_cast<int>(std::ceil(picture.where.width / 72.0 * dots_per_inch));
    picture.height = static_cast<int>(std::ceil(picture.where.height / 72.0 * dots_per_inch));
    const auto width = static_cast<std::size_t>(picture.width);
    const auto height = static_cast<std::size_t>(picture.height);
    picture.pixels.resize(width * height);
    picture.kinds.resize(width * height);

    const std::vector<std::uint8_t> own = land_share(picture, land);
    const bool relief = terrain != nullptr && !terrain->empty();
    const std::vector<float> heights =
        relief ? sample(frame, *terrain, picture)
               : std::vector<float>(own.size(), std::numeric_limits<float>::quiet_NaN());
    const std::vector<bool> near_core = near_other_core(picture, heights, own);

    const double pixel_m = 72.0 / dots_per_inch * frame.metres_per_point();
    // Coarse pixels flatten slopes, so small scales exaggerate height; by eye.
    const double exaggeration = std::clamp(std::pow(pixel_m / 20.0, 0.45), 1.0, 3.0);
    const double per_way = exaggeration / (2.0 * pixel_m);
    const Ramp own_tones = ramp(kLand, 1.0);
    const Ramp other_tones = ramp(kOtherLand, 0.45);
    const std::uint32_t sea = packed(kSea);
    const std::uint32_t unknown = packed(kUnknownGround);
    const auto level_of = [](double shade) {
        return static_cast<std::size_t>((tone(shade) - kDarkest) / (1.0 - kDarkest) * (kTones - 1) +
                                        0.5);
    };
    const std::size_t level_ground = level_of(1.0);
    const auto height_at = [&](std::size_t row, std::size_t column) {
        const float value = heights[row * width + column];
        return std::isnan(value) ? 0.0 : static_cast<double>(value);
    };
    for (std::size_t row = 0; row < height; ++row) {
        const std::size_t up = row == 0 ? row : row - 1;
        const std::size_t down = row + 1 == height ? row : row + 1;
        for (std::size_t column = 0; column < width; ++column) {
            const std::size_t pixel = row * width + column;
            const float here = heights[pixel];
            const bool other =
                here > 0.0F && near_core[(row / kCore) * (width / kCore + 1) + column / kCore];
            GroundKind kind = std::isnan(here) ? GroundKind::Unknown
                              : other          ? GroundKind::OtherLand
                                               : GroundKind::Sea;
            std::size_t level = level_ground;
            if (relief && (own[pixel] != 0 || kind == GroundKind::OtherLand)) {
                const std::size_t left = column == 0 ? column : column - 1;
                const std::size_t right = column + 1 == width ? column : column + 1;
                const double shade =
                    hillshade((height_at(row, right) - height_at(row, left)) * per_way,
                              (height_at(down, column) - height_at(up, column)) * per_way);
                level = level_of(shade);
                picture.shows_relief = true;
            }
            const std::uint32_t ground = kind == GroundKind::Unknown     ? unknown
                                         : kind == GroundKind::OtherLand ? other_tones[level]
                                                                         : sea;
            picture.pixels[pixel] = own[pixel] == 255 ? own_tones[level]
                                    : own[pixel] == 0 ? ground
                                                      : mixed(own_tones[level], ground, own[pixel]);
            if (own[pixel] >= 128) {
                kind = GroundKind::Own;
            }
            picture.kinds[pixel] = kind;
            picture.shows_sea = picture.shows_sea || kind == GroundKind::Sea;
            picture.shows_other_land = picture.shows_other_land || kind == GroundKind::OtherLand;
            picture.shows_unknown = picture.shows_unknown || kind == GroundKind::Unknown;
        }
    }
    return picture;
}

} // namespace todoku::report::sheet
