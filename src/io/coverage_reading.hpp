// How a source of coverage is to be read (polygons, a table of mesh cells, a picture) and what its
// values mean.
#pragma once

#include "domain/mesh.hpp"
#include "domain/strength.hpp"
#include "geo/box.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

enum class CoverageForm {
    Detected, ///< by the file: pictures by their ending, tables by a column of mesh codes
    Polygons,
    MeshTable,
    Picture
};

/// What is known of the strength of the signal.
struct StrengthReading {
    std::optional<domain::Strength> whole; ///< of everything in the source
    std::string field;                     ///< column; empty: found by known names in mesh tables
    std::map<std::string, domain::Strength> values; ///< of that column; words such as 強 are known
    /// Weaker ground does not count as covered, nor does ground without any.
    std::optional<domain::Strength> least;
    friend bool operator==(const StrengthReading&, const StrengthReading&) = default;
};

struct PolygonReading {
    /// Every polygon counts, whatever attributes say of coverage, carriers or strengths.
    bool as_they_are = false;
    std::string by; ///< attribute whose value is kept for each polygon; empty: none
    friend bool operator==(const PolygonReading&, const PolygonReading&) = default;
};

struct MeshTableReading {
    std::string code_field;  ///< empty: found by known names (KEY_CODE, メッシュコード...)
    std::string share_field; ///< empty: found by known names (カバー率...); without one a row is a
                             ///< whole cell
    std::string class_field; ///< empty: found by known names (エリア内外...)
    std::vector<std::string> covered;     ///< values of the class; empty: 有 無 ○ × and the like
    std::vector<std::string> not_covered; ///< where given, a row of no list is rejected
    std::vector<std::string> not_known;   ///< beside 不明 and the like
    std::optional<bool> percent;          ///< shares are per cent; nothing: decided by the data
    domain::MeshLevel study_level = domain::MeshLevel::M250;
    friend bool operator==(const MeshTableReading&, const MeshTableReading&) = default;
};

/// What one colour of a picture says.
struct ColourMeaning {
    std::uint32_t rgb = 0; ///< 0xRRGGBB
    /// Greatest difference of one of red, green, blue. House default: JPEG at usual quality strays
    /// by less on plain ground, and carriers' classes differ by more.
    int tolerance = 12;
    std::string label{}; ///< for the legend picture, e.g. 5G（転用）
    bool covered = true;
    bool unknown = false; ///< nobody knows whether that ground is; then not `covered`
    domain::Strength strength = domain::Strength::Unsaid;
    friend bool operator==(const ColourMeaning&, const ColourMeaning&) = default;
};

struct PictureReading {
    std::vector<ColourMeaning> colours;
    std::string tiles;       ///< order of a folder of tiles; empty: {z}/{x}/{y}
    std::optional<int> zoom; ///< of tiles; nothing: the deepest
    /// What is drawn on the map and is no ground: a legend, a title. A pixel with its middle in one
    /// of them says nothing.
    std::vector<geo::Box> ignore;
    friend bool operator==(const PictureReading&, const PictureReading&) = default;
};

} // namespace todoku::io
