#include "io/terrain_item.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/fgd_dem.hpp"
#include "io/file_access.hpp"
#include "io/gdal_session.hpp"
#include "io/terrain_source.hpp"
#include "io/zip_names.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// 10 m files are some 20 MB, 1 m files 15 MB; one of these numbers is no such file.
constexpr std::size_t kMostXml = std::size_t{256} << 20;
constexpr std::size_t kMostInner = std::size_t{1} << 30;
/// Envelope and grid stand in the first two kilobytes.
constexpr std::size_t kHead = std::size_t{16} << 10;

InputError no_dem(const std::string& name) {
    return InputError(
        {fmt::format(
             "{} を基盤地図情報の数値標高モデル（JPGIS GML "
             "形式）として読めません。途中で切れていないか確かめ、ダウンロードし直してくださ"
             "い。",
             name),
         fmt::format("{} cannot be read as a GSI elevation model (JPGIS GML). Check that it is "
                     "whole, and download it again.",
                     name)});
}

/// Members are read out of a ZIP, elevation models out of a ZIP within it too; no further.
InputError too_deep(const std::string& outer, const std::string& name) {
    return InputError(
        {fmt::format("{} は深いところにあるので読めません（標高のZIPは、基盤地図情報のXMLを入れた"
                     "ZIPを入れたものまで読みます）。{} を一度展開し、中のファイルを terrain "
                     "に書いてください。",
                     name, outer),
         fmt::format(
             "{} lies too deep to be read (ZIPs within a ZIP are read where they hold GSI's "
             "XML). Unpack {} and write what it holds in terrain.",
             name, outer)});
}

std::string label_of_raster(const std::string& ending) {
    return ending == ".tif" || ending == ".tiff" ? "GeoTIFF"
           : ending == ".hgt"                    ? "HGT"
                                                 : ending.substr(ending.empty() ? 0 : 1);
}

class Finder {
public:
    Finder(const geo::Box& window, const geo::DatumRules& datum,
           const std::optional<std::string>& crs, std::int64_t& outside)
        : window_(window), datum_(datum), crs_(crs), outside_(outside) {}

    void file(const fs::path& path) {
        const std::string name = path.filename().string();
        require_readable(path, name);
        const std::string ending = lower_ending(path);
        TerrainItem item;
        item.file = path;
        item.name = name;
        if (ending == ".zip") {
            const ArchiveReader archive(path, name);
            const auto before = std::pair(items.size(), outside_);
            for (const ArchiveReader::Member& member : archive.members()) {
                archived(path, archive, std::nullopt, member);
            }
            if (before == std::pair(items.size(), outside_)) {
                throw InputError(
                    {fmt::format("{} の中に標高データ（基盤地図情報のDEMの.xml、.tif、.hgt）があり"
                                 "ません。",
                                 name),
                     fmt::format("{} holds no heights (DEM .xml of GSI, .tif, .hgt).", name)});
            }
        } else if (ending == ".xml" || ending == ".gml") {
            dem(std::move(item), read_bytes(path.string(), kHead));
        } else if (const auto address = tile_address(path);
                   address && (ending == ".png" || ending == ".txt")) {
            tile(std::move(item), *address, ending);
        } else {
            raster(std::move(item), label_of_raster(ending));
        }
    }

    std::vector<TerrainItem> items;

private:
    void archived(const fs::path& path, const ArchiveReader& archive,
                  const std::optional<ArchiveReader::Member>& inner,
                  const ArchiveReader::Member& member) {
        const std::string ending = lower_ending(member.name);
        TerrainItem item;
        item.file = path;
        item.inner = inner;
        item.member = member;
        item.name = archive.shown_as() + "/" + member.name;
        if (inner && (ending == ".zip" || is_height_raster(ending))) {
            throw too_deep(path.filename().string(), item.name);
        }
        if (ending == ".zip") {
            const ArchiveReader within(archive.bytes(member, kMostInner, kMostInner), item.name);
            for (const ArchiveReader::Member& part : within.members()) {
                archived(path, within, member, part);
            }
        } else if (ending == ".xml" && !fgd_dem_class(member.name).empty()) {
            const geo::Box named = fgd_dem_box(member.name);
            if (!named.empty() && !named.touches(window_)) {
                ++outside_; // its name says so; not unpacked
                return;
            }
            dem(std::move(item), archive.bytes(member, kHead, kMostXml));
        } else if (is_height_raster(ending)) {
            // As GDAL spells the member; its names in archives are ASCII.
            raster(std::move(item), label_of_raster(ending));
        }
    }

    void dem(TerrainItem item, const std::string& head) {
        const auto lattice = fgd_dem_lattice(head);
        if (!lattice) {
            throw no_dem(item.name);
        }
        item.kind = TerrainItem::Kind::FgdDem;
        item.label = fgd_dem_class(item.name);
        item.rank = item.label.empty() ? 0 : item.label.back() - 'A';
        item.label = item.label.empty() ? "DEM" : item.label;
        item.lattice = *lattice;
        item.on_lattice = true;
        item.on_jgd2000 = head.find("fguuid:jgd2000") != std::string::npos; // srsName
        item.box = lattice->ground();
        keep(std::move(item));
    }

    void tile(TerrainItem item, TileAddress address, const std::string& ending) {
        item.kind = TerrainItem::Kind::Tile;
        item.address = address;
        item.label = fmt::format("{} z{} {}", "標高タイル", address.zoom, ending.substr(1));
        item.box = ground_of(address);
        constexpr int kSide = 256;
        item.lattice.lat_step = (item.box.north - item.box.south) / kSide;
        item.lattice.lng_step = (item.box.east - item.box.west) / kSide;
        keep(std::move(item));
    }

    void raster(TerrainItem item, std::string label) {
        item.crs = crs_;
        const TerrainSource source =
            open_terrain(path_of(item), item.name, messages_, datum_, crs_);
        item.kind = TerrainItem::Kind::Raster;
        item.label = std::move(label);
        item.on_lattice = source.on_lattice;
        item.lattice = source.lattice;
        item.box = source.box;
        if (!source.on_lattice) {
            item.lattice.lat_step =
                (source.box.north - source.box.south) / source.dataset->GetRasterYSize();
            item.lattice.lng_step =
                (source.box.east - source.box.west) / source.dataset->GetRasterXSize();
        }
        keep(std::move(item));
    }

    void keep(TerrainItem item) {
        if (item.box.touches(window_)) {
            items.push_back(std::move(item));
        } else {
            ++outside_;
        }
    }

    const geo::Box& window_;
    const geo::DatumRules& datum_;
    const std::optional<std::string>& crs_;
    std::int64_t& outside_;
    GdalMessages messages_;
};

} // namespace

bool is_height_raster(const std::string& ending) {
    static constexpr std::array<std::string_view, 8> endings = {".tif", ".tiff", ".hgt", ".asc",
                                                                ".bil", ".flt",  ".dem", ".img"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::vector<TerrainItem> find_terrain(const std::vector<fs::path>& files, const geo::Box& window,
                                      const geo::DatumRules& datum,
                                      const std::optional<std::string>& crs,
                                      std::int64_t& outside) {
    Finder finder(window, datum, crs, outside);
    for (const fs::path& file : files) {
        finder.file(file);
    }
    return std::move(finder.items);
}

fs::path path_of(const TerrainItem& item) {
    const auto beyond_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; };
    if (item.member && std::ranges::any_of(item.member->name, beyond_ascii)) {
        names_in_zip(item.file); // GDAL then knows the member by its name
    }
    return item.member ? fs::path("/vsizip/" + item.file.string() + "/" + item.member->name)
                       : item.file;
}

HeightTile read_dem(const TerrainItem& item, TerrainBytes& bytes) {
    auto tile = parse_fgd_dem(bytes.read(item));
    if (!tile) {
        throw no_dem(item.name);
    }
    return std::move(*tile);
}

std::string TerrainBytes::read(const TerrainItem& item) {
    if (!item.member) {
        return read_bytes(item.file.string(), kMostXml);
    }
    if (!outer_ || file_ != item.file) {
        inner_.reset();
        outer_.emplace(item.file, item.file.filename().string());
        file_ = item.file;
    }
    if (!item.inner) {
        return outer_->bytes(*item.member, kMostXml, kMostXml);
    }
    if (!inner_ || inner_index_ != item.inner->index) {
        inner_.emplace(outer_->bytes(*item.inner, kMostInner, kMostInner),
                       outer_->shown_as() + "/" + item.inner->name);
        inner_index_ = item.inner->index;
    }
    return inner_->bytes(*item.member, kMostXml, kMostXml);
}

} // namespace todoku::io
