#include "core/counts_add_up.hpp"
#include "core/error.hpp"
#include "core/refused_rows.hpp"
#include "io/archive_member.hpp"
#include "io/coverage_picture.hpp"
#include "io/coverage_polygons.hpp"
#include "io/mesh_codes.hpp"
#include "io/mesh_cover.hpp"
#include "io/mesh_table.hpp"
#include "io/picture_pixels.hpp"
#include "io/readers.hpp"
#include "io/row_issues.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace todoku::io {

using domain::Strength;

namespace {

/// Formats that may hold attributes without geometry.
bool may_be_a_table(const std::filesystem::path& file) {
    static constexpr std::array<std::string_view, 11> endings = {
        ".csv", ".txt", ".tsv",  ".xlsx",   ".xlsm", ".xls",
        ".ods", ".dbf", ".gpkg", ".sqlite", ".zip"};
    return std::find(endings.begin(), endings.end(), lower_ending(file)) != endings.end();
}

bool names_columns(const MeshTableReading& reading) {
    return !reading.code_field.empty() || !reading.share_field.empty() ||
           !reading.class_field.empty();
}

CoverageForm form_of(const CoverageSource& request, const VectorSource& source) {
    if (request.form != CoverageForm::Detected) {
        return request.form;
    }
    if (is_picture(source)) {
        return CoverageForm::Picture;
    }
    return names_columns(request.mesh) ||
                   (may_be_a_table(source.file) && is_mesh_table(source, request.mesh))
               ? CoverageForm::MeshTable
               : CoverageForm::Polygons;
}

Text table_without_ground(const VectorSource& source, const std::vector<std::string>& headers) {
    return {
        fmt::format("{} にはポリゴンも地域メッシュコードの列もありません（列: {}）。市区町村や"
                    "町丁目ごとの表、緯度・経度の点、quadkey などほかの格子の表は、どこまでが"
                    "エリアか分からないので、エリアとしては読みません。エリアのポリゴン（GeoJSON"
                    "・シェープファイルなど）か、地域メッシュごとの表をもらってください（電波"
                    "を測った点なら [[measurement]] に書きます）。",
                    shown_name(source), listed(headers)),
        fmt::format("{} has neither polygons nor a column of mesh codes (columns: {}). Tables "
                    "by municipality or town, points and other grids (quadkeys) do not say "
                    "where coverage ends and are not read. Ask for polygons of coverage "
                    "(GeoJSON, Shapefile...) or a table by mesh cells (points of measurements "
                    "belong in [[measurement]]).",
                    shown_name(source), listed(headers))};
}

/// Of a workbook that was read for a table of mesh cells because it holds nothing else.
/// @throws InputError where it has no column of codes
void refuse_sheet_without_codes(const CoverageSource& request, const VectorSource& source) {
    if (request.form != CoverageForm::Detected || names_columns(request.mesh)) {
        return;
    }
    const std::vector<std::string> headers = headers_of_sheet_without_codes(source);
    if (headers.empty()) {
        return;
    }
    throw holds_h3_codes(source) ? h3_instead_of_mesh(shown_name(source))
                                 : InputError(table_without_ground(source, headers));
}

void read_table(const CoverageSource& request, const VectorSource& source, LoadedCoverage& loaded) {
    Loaded<std::vector<CellStatement>> cells;
    try {
        cells = read_mesh_table(source, request.mesh, request.strength,
                                {request.carrier, request.technology, request.day});
    } catch (const InputError&) {
        refuse_sheet_without_codes(request, source);
        throw;
    }
    const auto unknown = std::stable_partition(cells.value.begin(), cells.value.end(),
                                               [](const auto& cell) { return !cell.unknown; });
    add_mesh_cover({cells.value.begin(), unknown}, request.mesh.study_level, loaded.value);
    domain::CoverageLayer ground;
    add_mesh_cover({unknown, cells.value.end()}, request.mesh.study_level, ground);
    std::move(ground.polygons.polygons.begin(), ground.polygons.polygons.end(),
              std::back_inserter(loaded.unknown.polygons));
    add_counts(loaded.counts, cells.counts);
    loaded.encoding = cells.encoding;
    std::move(cells.issues.begin(), cells.issues.end(), std::back_inserter(loaded.issues));
}

/// Of a table without shapes or mesh codes. @throws InputError where it holds cells of H3
void refuse_h3_cells(const CoverageSource& request) {
    for (const VectorSource& source : request.sources) {
        if (form_of(request, source) == CoverageForm::Polygons && may_be_a_table(source.file) &&
            holds_h3_codes(source)) {
            throw h3_instead_of_mesh(shown_name(source));
        }
    }
}

/// Of a table of places, municipalities, towns or tiles, and of points and lines.
/// @throws RefusedRows where no row has a polygon
void refuse_what_has_no_ground(const CoverageSource& request, LoadedCoverage& loaded) {
    const bool no_ground = std::ranges::all_of(loaded.issues, [](const Issue& issue) {
        return issue.kind != IssueKind::Rejected || issue.code == "not_a_polygon";
    });
    if (loaded.counts.read == 0 || loaded.counts.lost() < loaded.counts.read || !no_ground) {
        return;
    }
    const VectorSource& source = request.sources.front();
    const std::vector<std::string> headers = headers_of_table(source);
    if (!headers.empty()) {
        throw RefusedRows(table_without_ground(source, headers), loaded.counts,
                          std::move(loaded.issues));
    }
    throw RefusedRows(
        {fmt::format(
             "{} にはエリアのポリゴンがなく、点か線だけです（{}行を読みました）。基地局や測定"
             "の点からはエリアを作りません。エリアの範囲をポリゴンでもらってください（電波を"
             "測った点なら [[measurement]] に書きます）。",
             loaded.value.source, loaded.counts.read),
         fmt::format("{} holds no polygons of coverage but points or lines ({} rows read). No "
                     "coverage is made of stations or measurements: ask for polygons of it (points "
                     "of measurements belong in [[measurement]]).",
                     loaded.value.source, loaded.counts.read)},
        loaded.counts, std::move(loaded.issues));
}

/// @throws InputError where a strength is asked for and none is said
void require_strengths(const CoverageSource& request, const domain::CoverageLayer& layer) {
    const bool said = std::any_of(layer.strengths.begin(), layer.strengths.end(),
                                  [](Strength s) { return s != Strength::Unsaid; });
    if (request.strength.least && !said) {
        throw InputError(
            {fmt::format("{} には least_strength = \"{}\" に届くエリアがありません。強度の列を "
                         "strength_field で、値の意味を strengths で書くか、least_strength "
                         "を除いてください。",
                         layer.source, domain::name_of(*request.strength.least)),
             fmt::format("{} holds no coverage that reaches least_strength = \"{}\". Name the "
                         "column of strengths by strength_field and its values by strengths, or "
                         "remove least_strength.",
                         layer.source, domain::name_of(*request.strength.least))});
    }
}

/// @throws RefusedRows where every row is lost, with the reason of the first
void refuse_lost_rows(LoadedCoverage& loaded) {
    const auto first =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.kind == IssueKind::Rejected; });
    if (first == loaded.issues.end() || loaded.counts.lost() < loaded.counts.read) {
        return;
    }
    const std::string row_ja = first->row ? fmt::format("{}行目: ", *first->row) : "";
    const std::string row_en = first->row ? fmt::format("row {}: ", *first->row) : "";
    throw RefusedRows(
        {fmt::format("{} にエリアとして使える行が一つもありません（{}行を読みました）。{}{}",
                     loaded.value.source, loaded.counts.read, row_ja, first->problem.ja),
         fmt::format("{} holds no usable row of coverage ({} rows read); {}{}", loaded.value.source,
                     loaded.counts.read, row_en, first->problem.en)},
        loaded.counts, std::move(loaded.issues));
}

/// Keys that only pictures are read by, of a layer that is none: what they were to do is not done.
void tell_picture_keys(const CoverageSource& request, LoadedCoverage& loaded) {
    std::string keys;
    const auto name = [&keys](const char* key, bool given) {
        keys += given ? (keys.empty() ? "" : "、") + std::string(key) : std::string();
    };
    name("ignore", !request.picture.ignore.empty());
    name("colour", !request.picture.colours.empty());
    name("zoom", request.picture.zoom.has_value());
    name("tiles", !request.picture.tiles.empty());
    if (keys.empty()) {
        return;
    }
    note_row(loaded.issues, IssueKind::Noted, request.sources.front(), std::nullopt,
             "picture_keys_unused", keys,
             {keys + " は画像のエリアにだけ使う指定ですが、このエリアは画像ではありません。",
              "Only pictures are read by " + keys + ", and this coverage is none."},
             {"使わずに、エリアの全てを読みました。一部を除くなら、where で選ぶか、除いたファイル"
              "をもらってください。要らなければ消してください。",
              "not used: all of the coverage was read. To leave a part out choose by where, or ask "
              "for a file without it; else remove them."});
}

} // namespace

LoadedCoverage read_coverage(const CoverageSource& request) {
    LoadedCoverage loaded;
    loaded.value.carrier = request.carrier;
    loaded.value.technology = request.technology;
    loaded.value.as_of = request.as_of;
    loaded.value.confidential = request.confidential;
    bool pictures = false;
    for (const VectorSource& source : request.sources) {
        switch (form_of(request, source)) {
        case CoverageForm::MeshTable:
            read_table(request, source, loaded);
            break;
        case CoverageForm::Picture:
            pictures = true;
            read_coverage_picture(source, request.picture, request.strength, request.look, loaded);
            break;
        default:
            read_coverage_polygons(source, request.polygons, request.strength,
                                   {request.carrier, request.technology, request.day}, loaded);
            break;
        }
        loaded.value.source += (loaded.value.source.empty() ? "" : ", ") + shown_name(source) +
                               (source.layer.empty() ? "" : " / " + source.layer);
    }
    if (!pictures) {
        tell_picture_keys(request, loaded);
    }
    require_strengths(request, loaded.value);
    if (loaded.value.polygons.empty() && loaded.unknown.empty()) {
        refuse_h3_cells(request);
        refuse_what_has_no_ground(request, loaded);
        refuse_lost_rows(loaded);
        throw RefusedRows(
            {fmt::format("{} "
                         "にエリアのポリゴンが一つもありません（{}"
                         "行を読みました）。ファイル・layer・where を確かめてください。",
                         loaded.value.source, loaded.counts.read),
             fmt::format(
                 "{} holds no coverage polygon at all ({} rows read). Check file, layer and where.",
                 loaded.value.source, loaded.counts.read)},
            loaded.counts, std::move(loaded.issues));
    }
    if (std::all_of(loaded.value.strengths.begin(), loaded.value.strengths.end(),
                    [](Strength s) { return s == Strength::Unsaid; })) {
        loaded.value.strengths.clear();
    }
    return loaded;
}

} // namespace todoku::io
