#include "io/dataset_place.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/dbf_text.hpp"
#include "io/file_access.hpp"
#include "io/file_kind.hpp"
#include "io/input_limits.hpp"
#include "io/kml_attributes.hpp"
#include "io/kml_links.hpp"
#include "io/shapefile_set.hpp"
#include "io/text_encoding.hpp"
#include "io/topojson_nulls.hpp"
#include "io/topojson_points.hpp"
#include "io/workbook_limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

Issue note(const VectorSource& source, IssueKind kind, std::string code, std::string value,
           Text problem, Text action) {
    return {kind, std::move(code),  shown_name(source), source.layer,     std::nullopt,
            "",   std::move(value), std::move(problem), std::move(action)};
}

bool is_any_of(const std::string& ending, std::initializer_list<const char*> endings) {
    for (const char* known : endings) {
        if (ending == known) {
            return true;
        }
    }
    return false;
}

/// Cut bytes may end within a character; that is no reason to doubt them.
bool looks_like_utf8(std::string_view bytes, bool cut) {
    if (cut) {
        bytes = bytes.substr(0, bytes.find_last_of("\n\"},>"));
    }
    return is_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
}

/// The XML declaration's encoding; "" where there is none.
std::string xml_encoding(std::string_view head) {
    const auto declaration = head.substr(0, head.find("?>"));
    if (!declaration.starts_with("<?xml") && !declaration.starts_with("\xEF\xBB\xBF<?xml")) {
        return {};
    }
    constexpr std::string_view kKey = "encoding=";
    const auto at = declaration.find(kKey);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto quoted = declaration.substr(at + kKey.size());
    const auto end = quoted.empty() ? std::string_view::npos : quoted.find(quoted.front(), 1);
    return end == std::string_view::npos ? std::string() : std::string(quoted.substr(1, end - 1));
}

Encoding wanted_encoding(const VectorSource& source) {
    const auto encoding = encoding_named(*source.encoding);
    if (!encoding) {
        throw InputError({shown_name(source) + ": encoding「" + *source.encoding +
                              "」が分かりません。CP932、UTF-8、EUC-JP のどれかを書いてください。",
                          shown_name(source) + ": unknown encoding \"" + *source.encoding +
                              "\". Give CP932, UTF-8 or EUC-JP."});
    }
    return *encoding;
}

void put_in_memory(DatasetPlace& place, const std::string& name, std::string bytes) {
    place.rewritten.emplace_back(name, std::move(bytes));
    place.path = place.rewritten.back().path();
}

/// Formats that are text: GDAL takes them for UTF-8, so anything else is rewritten in memory first.
/// (In CP932 the second byte of 表 and others is a backslash, which breaks JSON.)
void rewrite_text(const VectorSource& source, DatasetPlace& place, std::vector<Issue>& issues) {
    constexpr std::size_t kHead = std::size_t{1} << 20;
    const std::string head = read_bytes(place.path, kHead);
    if (lower_ending(place.path) == ".csv") {
        require_header(head, shown_name(source));
    }
    const std::string declared = xml_encoding(head);
    const bool xml_foreign = !declared.empty() && encoding_named(declared) != Encoding::Utf8 &&
                             !is_any_of(declared, {"US-ASCII", "us-ascii", "ASCII"});
    if (!source.encoding && !xml_foreign && looks_like_utf8(head, head.size() >= kHead)) {
        return;
    }
    const std::string bytes = read_bytes(place.path, std::string::npos);
    const auto stated = xml_foreign ? encoding_named(declared) : std::nullopt;
    const Encoding encoding =
        source.encoding ? encoding_to_read(bytes, wanted_encoding(source), shown_name(source))
        : stated && may_be(bytes, *stated) ? *stated
                                           : encoding_of(bytes);
    TextDecoder decoder(shown_name(source), source.layer);
    std::string text = decoder.decode(bytes, encoding);
    if (xml_foreign) {
        const auto at = text.find(declared);
        if (at != std::string::npos) {
            text.replace(at, declared.size(), "UTF-8");
        }
    }
    place.encoding = name_of(encoding);
    for (Issue& issue : decoder.issues()) {
        issues.push_back(std::move(issue));
    }
    put_in_memory(place, fs::path(place.path).filename().string(), std::move(text));
}

/// A picture in a KML covers what its colours say, not its frame.
InputError only_pictures(const VectorSource& source, const std::string& pictures) {
    return InputError(
        {fmt::format(
             "{} には図形がなく、地図に重ねた画像（GroundOverlay: {}）だけです。画像の枠はエリ"
             "アではありません。ポリゴンか、ワールドファイル（.pgw）付きのPNG、GeoTIFF "
             "でもらってください。",
             shown_name(source), pictures),
         fmt::format(
             "{} holds no shapes, only a picture laid on the map (GroundOverlay: {}), whose "
             "frame is not the area. Ask for polygons, a PNG with a world file (.pgw) or a "
             "GeoTIFF.",
             shown_name(source), pictures)});
}

/// The KML of a KMZ by itself; of several the one that viewers open: doc.kml, else the first
/// (OGC 07-147r2, C.2).
/// @throws InputError where one of several holds pictures
void unpack_kmz(const VectorSource& source, DatasetPlace& place, std::vector<Issue>& issues) {
    const std::vector<std::string> kmls = kmls_in_kmz(place.path);
    if (kmls.empty()) {
        return;
    }
    std::vector<std::string> others;
    auto main = std::find_if(kmls.begin(), kmls.end(), [](const std::string& name) {
        return fs::path(name).filename() == "doc.kml";
    });
    main = main == kmls.end() ? kmls.begin() : main;
    for (const std::string& name : kmls) {
        std::string kml = decode(read_bytes(name, std::string::npos)).text;
        const auto pictures =
            kmls.size() > 1 ? cut_ground_overlays(kml) : std::vector<std::string>();
        if (!pictures.empty()) {
            throw only_pictures(source, pictures.front());
        }
        if (name != *main && kml.find("Placemark") != std::string::npos) {
            others.push_back(fs::path(name).filename().string());
        }
    }
    if (!others.empty()) {
        const std::string list = fmt::format("{}", fmt::join(others, ", "));
        const std::string read = fs::path(*main).filename().string();
        issues.push_back(
            note(source, IssueKind::Noted, "kmz_other_documents", list,
                 {fmt::format("KMZの中に、図形のあるKMLがほかに {} 個あります。", others.size()),
                  fmt::format("The KMZ holds {} more KML files with shapes.", others.size())},
                 {fmt::format("{} だけを読みました。ほかも要るなら、拡張子を .zip に変えて展開し、"
                              "中のKMLを files に並べて書いてください。",
                              read),
                  fmt::format("Only {} was read. Where the others are needed, rename it to .zip, "
                              "unpack it and name the KML files in files.",
                              read)}));
    }
    put_in_memory(place, fs::path(place.path).stem().string() + ".kml",
                  read_bytes(*main, std::string::npos));
}

/// @throws InputError where there is nothing but pictures
void leave_out_pictures(const VectorSource& source, std::string& kml, DatasetPlace& place,
                        std::vector<Issue>& issues) {
    std::vector<std::string> pictures = cut_ground_overlays(kml);
    if (pictures.empty()) {
        return;
    }
    const auto count = pictures.size();
    pictures.resize(std::min<std::size_t>(count, 3));
    const std::string list = fmt::format("{}", fmt::join(pictures, ", "));
    if (kml.find("Placemark") == std::string::npos) {
        throw only_pictures(source, list);
    }
    put_in_memory(place, fs::path(place.path).filename().string(), kml);
    issues.push_back(
        note(source, IssueKind::Noted, "kml_pictures", list,
             {fmt::format("地図に重ねた画像（GroundOverlay）が {} 枚あります。", count),
              fmt::format("It lays pictures on the map (GroundOverlay): {}.", count)},
             {"読んでいません（画像の枠はエリアではありません）。画像のエリアも要るときは、ワールド"
              "ファイ"
              "ル付きのPNGかGeoTIFFでもらってください。",
              "they were not read (their frames are not areas). Where they are needed, ask for a "
              "PNG with a world file or a GeoTIFF."}));
}

/// What a KML only points at is not in it. @throws InputError where it holds nothing else
void look_at_links(const VectorSource& source, const std::string& kml, std::vector<Issue>& issues) {
    const std::vector<std::string> links = links_of_kml(kml);
    if (links.empty()) {
        return;
    }
    const std::string list = fmt::format("{}", fmt::join(links, ", "));
    if (kml.find("Placemark") == std::string::npos) {
        throw InputError(
            {fmt::format(
                 "{} には図形がなく、ほかのファイルへのリンク（NetworkLink: {}）だけです。リ"
                 "ンク先のKMLを保存し、そのファイルを指定してください。",
                 shown_name(source), list),
             fmt::format("{} holds no shapes, only a link to another file (NetworkLink: {}). Save "
                         "the linked KML and give that file.",
                         shown_name(source), list)});
    }
    issues.push_back(
        note(source, IssueKind::Noted, "kml_links", list,
             {"ほかのファイルへのリンク（NetworkLink）があります。",
              "It links to other files (NetworkLink)."},
             {"リンク先は読んでいません。要るなら、リンク先のKMLを保存して、そのファイ"
              "ルも指定してください。",
              "they were not read. Where they are needed, save the linked KML and give "
              "that file too."}));
}

/// @pre the text is UTF-8 by now
void prepare_kml(const VectorSource& source, DatasetPlace& place, std::vector<Issue>& issues) {
    std::string kml = read_bytes(place.path, std::string::npos);
    look_at_links(source, kml, issues);
    leave_out_pictures(source, kml, place, issues);
    if (auto declared = with_declared_attributes(kml)) {
        put_in_memory(place, fs::path(place.path).filename().string(), std::move(*declared));
    }
}

/// @pre the text is UTF-8 by now
void keep_null_geometries(DatasetPlace& place) {
    constexpr std::size_t kHead = 4096;
    if (read_bytes(place.path, kHead).find("\"Topology\"") == std::string::npos) {
        return;
    }
    const std::string text = read_bytes(place.path, std::string::npos);
    // GDAL keeps every point of every ring: ten million are some hundred megabytes.
    constexpr std::int64_t kMostPoints = 10'000'000;
    if (const std::int64_t points = points_of_topojson(text); points > kMostPoints) {
        const std::string shown = fs::path(place.path).filename().string();
        throw InputError(
            {fmt::format("{} は同じ線（arc）を何度も使い、展開すると {} 点になるため読みません（{} "
                         "点まで）。GeoPackageなどに変換して渡してください。",
                         shown, with_thousands(static_cast<double>(points)),
                         with_thousands(static_cast<double>(kMostPoints))),
             fmt::format("{} names its arcs so often that it becomes {} points and is not read ({} "
                         "at most). Convert it to a GeoPackage.",
                         shown, with_thousands(static_cast<double>(points)),
                         with_thousands(static_cast<double>(kMostPoints)))});
    }
    if (auto kept = with_empty_for_null(text)) {
        put_in_memory(place, fs::path(place.path).filename().string(), std::move(*kept));
    }
}

std::string without_bom(std::string text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

/// Cells in another encoding than their DBF come out garbled: which ones.
void tell_other_cells(const VectorSource& source, const DbfText::Others& others,
                      std::vector<Issue>& issues) {
    if (others.cells == 0) {
        return;
    }
    Issue issue =
        note(source, IssueKind::Noted, "cells_in_other_encoding", others.first,
             {fmt::format("ほかと文字コードの違う欄が {} 件あります（最初は「{}」）。",
                          others.cells, others.first),
              fmt::format("{} cells are in another encoding than the rest (the first is \"{}\").",
                          others.cells, others.first)},
             {"文字化けしたまま読みました。元のデータで入れ直してください。",
              "They were read garbled. Enter them anew in the original."});
    if (others.first_row > 0) {
        issue.row = others.first_row;
    }
    issues.push_back(std::move(issue));
}

/// The encoding GDAL is told for a Shapefile.
void decide_dbf_text(const VectorSource& source, DatasetPlace& place, std::vector<Issue>& issues) {
    if (source.encoding) {
        const Encoding given = wanted_encoding(source);
        const DbfText text = look_at_dbf(place.path, given);
        if (text.contradicted && text.unreadable == 0) {
            throw wrong_encoding(shown_name(source), given, text.encoding);
        }
        place.encoding = gdal_name(given);
        tell_other_cells(source, text.others, issues);
        return;
    }
    const DbfText text = look_at_dbf(place.path, std::nullopt);
    tell_other_cells(source, text.others, issues);
    place.encoding = gdal_name(text.encoding);
    if (text.contradicted) {
        issues.push_back(
            note(source, IssueKind::Assumed, "encoding_contradicted", place.encoding,
                 {"ファイルに書かれた文字コードと中身が合いません。",
                  "The encoding the file states does not fit its bytes."},
                 {place.encoding + " として読みました。", "read as " + place.encoding + "."}));
    } else if (!text.declared && !text.ascii) {
        issues.push_back(note(
            source, IssueKind::Assumed, "encoding_guessed", place.encoding,
            {"文字コードの指定（.cpg）がありません。", "Nothing (.cpg) says the text's encoding."},
            {"中身から " + place.encoding + " と判断しました。",
             "judged by its bytes to be " + place.encoding + "."}));
    }
    if (text.unreadable > 0) {
        issues.push_back(
            note(source, IssueKind::Repaired, "text_not_readable", place.encoding,
                 {fmt::format("文字として読めない箇所が{}か所あります。", text.unreadable),
                  fmt::format("{} byte sequences are no characters.", text.unreadable)},
                 {"その箇所を除きました。", "they were left out."}));
    }
}

/// The set as GDAL shall read it: in memory beside its new .shx, so that nothing is written beside
/// people's files.
void rebuild_in_memory(DatasetPlace& place, const std::string& shx) {
    const std::string stem = fs::path(place.path).stem().string();
    const std::string shp = place.path;
    MemoryFile copy(stem + ".shp", read_bytes(shp, std::string::npos));
    place.path = copy.path();
    place.rewritten.push_back(std::move(copy));
    place.rewritten.emplace_back(MemoryFile::beside(place.path, "shx", shx));
    for (const char* ending : {"dbf", "prj", "cpg"}) {
        if (const auto part = beside_shp(shp, ending)) {
            place.rewritten.emplace_back(
                MemoryFile::beside(place.path, ending, read_bytes(*part, std::string::npos)));
        }
    }
}

void prepare_shapefile(const VectorSource& source, DatasetPlace& place,
                       std::vector<Issue>& issues) {
    const ShapefileSet set = look_at_shapefile(source, place.path, issues);
    if (set.has_dbf) {
        decide_dbf_text(source, place, issues);
    }
    if (!set.rebuilt_shx.empty()) {
        rebuild_in_memory(place, set.rebuilt_shx);
    }
}

/// Name of the first element; "" where it is not among the bytes.
std::string root_of_xml(std::string_view head) {
    for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
        const std::string_view rest = head.substr(at + 1);
        if (rest.starts_with("!--")) {
            at = head.find("-->", at);
        } else if (rest.starts_with('?') || rest.starts_with('!')) {
            at = head.find('>', at);
        } else {
            return std::string(rest.substr(0, rest.find_first_of(" \t\r\n/>")));
        }
    }
    return {};
}

/// A copy that was cut short ends in the middle of its text.
/// @throws InputError
void require_whole(const std::string& path, const std::string& ending, const std::string& shown) {
    constexpr std::size_t kTail = 4096;
    const std::string bytes = decode(last_bytes(path, kTail)).text;
    const std::string_view tail = trimmed(bytes);
    const bool json = is_any_of(ending, {".geojson", ".json", ".topojson"});
    const bool xml = is_any_of(ending, {".kml", ".gml", ".xml"});
    const std::string start = decode(read_bytes(path, 16 * kTail)).text;
    const std::string_view head = trimmed(start);
    bool whole = true;
    if (json && (head.starts_with('{') || head.starts_with('['))) {
        whole = tail.ends_with('}') || tail.ends_with(']');
    } else if (xml && head.starts_with('<')) {
        // The last tag closes the root; a comment may follow.
        const std::string root = root_of_xml(head);
        const auto closing = tail.rfind("</");
        whole = tail.ends_with('>') && (root.empty() || closing == std::string_view::npos ||
                                        tail.substr(closing + 2).starts_with(root));
    }
    if (!whole) {
        throw InputError({shown +
                              " は途中で切れています。元のファイルをもう一度コピーするか、ダウン"
                              "ロードし直してください。",
                          shown + " is cut short. Copy it again from its source, or download it "
                                  "again."});
    }
}

} // namespace

DatasetPlace place_dataset(const VectorSource& source, std::vector<Issue>& issues) {
    require_readable(source.file, shown_name(source));
    DatasetPlace place;
    place.path = source.file.string();
    if (lower_ending(place.path) == ".zip") {
        place.path = member_of_archive(source, issues);
    }
    std::string ending = lower_ending(place.path);
    if (is_any_of(ending, {".xlsx", ".xlsm", ".ods", ".kmz"}) &&
        ending == lower_ending(source.file)) {
        require_sane_archive(source.file, shown_name(source)); // they are ZIPs
        require_sane_texts(source.file, shown_name(source));
    }
    if (place.path == source.file.string()) { // a ZIP knows its members' lengths
        require_whole(place.path, ending, shown_name(source));
    }
    if (is_any_of(ending, {".shx", ".prj", ".cpg", ".sbn", ".sbx"})) {
        refuse_part(source);
    }
    if (ending == ".kmz") {
        unpack_kmz(source, place, issues);
        ending = lower_ending(place.path);
    }
    if (ending == ".shp") {
        prepare_shapefile(source, place, issues);
    } else if (is_any_of(ending,
                         {".geojson", ".json", ".topojson", ".csv", ".kml", ".gml", ".xml"})) {
        rewrite_text(source, place, issues);
        if (ending == ".kml") {
            prepare_kml(source, place, issues);
        }
        if (is_any_of(ending, {".json", ".topojson", ".geojson"})) {
            keep_null_geometries(place);
        }
        if (ending == ".csv") {
            require_text_size(size_of(place.path).value_or(0), shown_name(source));
            place.csv = CsvLines(without_bom(read_bytes(place.path, std::string::npos)));
        }
    }
    return place;
}

} // namespace todoku::io
