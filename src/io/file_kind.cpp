#include "io/file_kind.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/foreign_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace todoku::io {

namespace {

using namespace std::string_view_literals;

bool is_any_of(std::string_view ending, std::initializer_list<std::string_view> endings) {
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_text(std::string_view ending) {
    return is_any_of(ending, {".csv", ".txt", ".tsv", ".json", ".geojson", ".topojson", ".kml",
                              ".gml", ".gpx", ".xml"});
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return small;
}

bool is_web_page(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF"sv)) {
        head.remove_prefix(3);
    }
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    const std::string begin =
        lower(head.substr(std::min(start, head.size()), std::min<std::size_t>(head.size(), 1024)));
    // XHTML begins as XML does; a KML may hold pages in its descriptions.
    std::size_t element = begin.find('<');
    while (element != std::string::npos && element + 1 < begin.size() &&
           (begin[element + 1] == '?' || begin[element + 1] == '!')) {
        element = begin.find('<', element + 1);
    }
    return begin.starts_with("<!doctype html") || begin.starts_with("<html") ||
           (begin.starts_with("<?xml") && element != std::string::npos &&
            begin.compare(element, 5, "<html") == 0);
}

/// Signatures: the formats' own documents; a picture's name is what people call it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPictures = {
    {{"\xFF\xD8\xFF"sv, "JPEG"},
     {"\x89PNG\r\n"sv, "PNG"},
     {"GIF8"sv, "GIF"},
     {"BM"sv, "BMP"},
     {"II*\0"sv, "TIFF"},
     {"MM\0*"sv, "TIFF"},
     {"RIFF"sv, "WebP"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kArchives = {
    {{"7z\xBC\xAF\x27\x1C"sv, "7z"}, {"Rar!\x1A\x07"sv, "RAR"}, {"\x1F\x8B\x08"sv, "gzip"}}};
constexpr std::string_view kOldOffice = "\xD0\xCF\x11\xE0"; // .xls, .doc, workbooks with a password

std::string_view picture_in(std::string_view head) {
    for (const auto& [signature, name] : kPictures) {
        const bool short_one = signature == "BM"; // two letters may begin a table
        if (head.starts_with(signature) &&
            (!short_one || head.substr(0, 64).find('\0') != std::string_view::npos)) {
            return name;
        }
    }
    return {};
}

/// A text has neither zero bytes (but UTF-16) nor the controls of C0 that are no blanks.
bool is_binary(std::string_view head) {
    const Encoding encoding = encoding_of(head.substr(0, head.size() & ~std::size_t{1}));
    if (encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be) {
        return false;
    }
    const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
        const auto value = static_cast<unsigned char>(c);
        return value < 0x20 &&
               !is_any_of(std::string_view(&c, 1), {"\t", "\n", "\v", "\f", "\r", "\x1A", "\x1B"});
    });
    constexpr std::ptrdiff_t kOneIn = 50; // a table may hold a stray one
    return controls * kOneIn > static_cast<std::ptrdiff_t>(head.size());
}

/// True for the start of +ZeVnLA: base 64 of Japanese letters in UTF-16 (RFC 2152).
bool is_japanese_utf7(std::string_view word) {
    constexpr std::string_view kBase64 =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t kLetter = 3; // digits of 6 bits that hold one of 16
    unsigned bits = 0;
    for (std::size_t i = 0; i < kLetter; ++i) {
        const auto digit = i < word.size() ? kBase64.find(word[i]) : std::string_view::npos;
        if (digit == std::string_view::npos) {
            return false;
        }
        bits = bits << 6U | static_cast<unsigned>(digit);
    }
    const unsigned letter = bits >> 2U;
    return letter >= 0x3000 && letter <= 0x9FFF; // kana and kanji
}

/// UTF-32 by its byte order mark or by the zeros beside its first letters, UTF-7 by its mark or by
/// a first line with two words of Japanese in it: neither is read. Empty for anything else.
std::string_view rare_unicode(std::string_view head) {
    const auto zeros = [&head](std::size_t from) {
        return head.size() >= 8 && head.substr(from, 2) == "\0\0"sv &&
               head.substr(from + 4, 2) == "\0\0"sv;
    };
    if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("\0\0\xFE\xFF"sv) || zeros(2) ||
        zeros(0)) {
        return "UTF-32";
    }
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    int words = 0;
    for (std::size_t at = line.find('+'); at != std::string_view::npos;
         at = line.find('+', at + 1)) {
        words += is_japanese_utf7(line.substr(at + 1)) ? 1 : 0;
    }
    return line.starts_with("+/v8") || words > 1 ? "UTF-7" : "";
}

[[noreturn]] void refuse(const std::string& ja, const std::string& en) {
    throw InputError({ja, en});
}

/// What a file of text cannot be. @throws InputError
void require_text_bytes(std::string_view head, const std::string& shown_as) {
    if (head.find("<!ENTITY") != std::string_view::npos) {
        refuse(shown_as + " には文字を増やす定義（ENTITY）があります。公開されている地図データには"
                          "ないもので、読み込みません。提供元に確かめ、もらい直してください。",
               shown_as +
                   " defines entities (ENTITY), which multiply its text and no published map "
                   "data has: it is not read. Ask who gave it for another.");
    }
    refuse_pictures(head, shown_as);
    if (head.find("\x1B$B") != std::string_view::npos ||
        head.find("\x1B$@") != std::string_view::npos) {
        refuse(shown_as +
                   " の文字コードはJIS（ISO-2022-JP）です。メモ帳などで開けなければ、UTF-8 か"
                   " シフトJIS でもらい直してください。",
               shown_as + " is encoded in JIS (ISO-2022-JP). Save it as UTF-8 or Shift_JIS, or ask "
                          "for it so.");
    }
    if (const std::string_view rare = rare_unicode(head); !rare.empty()) {
        refuse(
            fmt::format("{} の文字コードは {} です。メモ帳などで開き、「名前を付けて保存」で"
                        "文字コードを UTF-8 にして保存し直すか、そのようにもらい直してください。",
                        shown_as, rare),
            fmt::format("{} is encoded in {}. Open it in an editor and save it as UTF-8, or ask "
                        "for it so.",
                        shown_as, rare));
    }
    if (head.starts_with("PK\x03\x04")) {
        refuse(shown_as +
                   " の中身は Excel（.xlsx）か ZIP です。ファイル名の最後を中身に合わせてくだ"
                   "さい（Excelなら .xlsx、ZIPなら .zip）。",
               shown_as + " holds a workbook or a ZIP. Let its name end as its content is: .xlsx "
                          "for a workbook, .zip for a ZIP.");
    }
    if (head.starts_with(kOldOffice)) {
        refuse(shown_as + " の中身は古い形式のExcel（.xls）か、パスワードの付いたExcelです。Excelで"
                          "開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてください。",
               shown_as + " holds a workbook in the old format (.xls) or with a password. Open it "
                          "in Excel and save it as .xlsx.");
    }
    if (is_binary(head)) {
        refuse(shown_as +
                   " は文字のファイルではありません（壊れているか、ファイル名の最後が中身と違"
                   "います）。表は Excel か CSV で、地図は Shapefile か GeoJSON でもらい直し"
                   "てください。",
               shown_as + " is no text (it is broken, or its name ends in something else than its "
                          "content is). Ask for tables as Excel or CSV and for maps as Shapefile "
                          "or GeoJSON.");
    }
}

} // namespace

void refuse_empty(const std::string& shown_as) {
    throw InputError({shown_as + " は空です。元のファイルをもう一度コピーし、同じならもらい直してく"
                                 "ださい。",
                      shown_as + " is empty. Copy it again from its source, or ask for it again."});
}

void refuse_pictures(std::string_view head, const std::string& shown_as) {
    if (const std::string_view picture = picture_in(head); !picture.empty()) {
        refuse(fmt::format("{} は画像（{}）です。画像からは表も図形も読めません。表は Excel か CSV "
                           "で、地図は Shapefile か GeoJSON でもらってください。",
                           shown_as, picture),
               fmt::format("{} is a picture ({}), which holds neither a table nor shapes. Ask for "
                           "tables as Excel or CSV and for maps as Shapefile or GeoJSON.",
                           shown_as, picture));
    }
}

void require_kind(std::string_view head, const std::string& name, const std::string& shown_as) {
    refuse_foreign(head, name, shown_as);
    const std::string ending = lower_ending(name);
    const bool workbook = is_any_of(ending, {".xlsx", ".xlsm", ".xls"});
    if (is_web_page(head) && workbook) {
        refuse(
            shown_as +
                " の中身はウェブページ（HTML）です。Excelで開いて表が見えれば、「名前を付けて保存"
                "」で「Excel ブック（.xlsx）」にしてください。見えなければ、もう一度ダウンロード"
                "してください。",
            shown_as + " holds a web page (HTML). If Excel shows a table, save it from there as "
                       ".xlsx; if not, download it again.");
    }
    if (workbook && head.find_first_of(",\t;") != std::string_view::npos &&
        !head.starts_with("PK") && !head.starts_with(kOldOffice) && !head.starts_with('<') &&
        !head.starts_with("\xEF\xBB\xBF<"sv) && picture_in(head).empty() && !is_binary(head)) {
        refuse(shown_as + " の中身は文字の表（CSVなど）です。ファイル名の最後を .csv にしてください"
                          "。",
               shown_as + " holds a table as text (CSV or the like). Let its name end in .csv.");
    }
    if (head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos) {
        refuse(shown_as + " は Excel の XML 形式（2003）です。Excelで開き、「名前を付けて保存」で「"
                          "Excel ブック（.xlsx）」にしてください。",
               shown_as + " is a workbook as XML (2003). Open it in Excel and save it as .xlsx.");
    }
    if (is_web_page(head)) {
        refuse(shown_as + " はウェブページ（HTML）です。ダウンロードの失敗やログインの画面が保存さ"
                          "れています。配布元から、もう一度ダウンロードしてください。",
               shown_as + " is a web page (HTML): an error or a login page was saved. Download the "
                          "file again from its publisher.");
    }
    const bool pdf = head.starts_with("%PDF-");
    if (pdf || is_any_of(ending, {".pdf", ".docx", ".doc", ".odt", ".rtf", ".pptx", ".ppt"})) {
        const std::string what = pdf || ending == ".pdf" ? "PDF" : "";
        refuse(
            fmt::format("{} は{}です。表としても地図としても読めません。表は Excel か CSV で、地図"
                        "は Shapefile か GeoJSON でもらってください。",
                        shown_as, what.empty() ? "文書（Word など）" : what),
            fmt::format("{} is {}, which can be read neither as a table nor as a map. Ask for "
                        "tables as Excel or CSV and for maps as Shapefile or GeoJSON.",
                        shown_as, what.empty() ? "a document (Word...)" : "a PDF"));
    }
    if (is_any_of(ending, {".jtd", ".jtt", ".jttc"})) {
        refuse(shown_as +
                   " は一太郎の文書です。表としても地図としても読めません。表は Excel か CSV "
                   "で、地図は Shapefile か GeoJSON でもらってください。",
               shown_as + " is a document of 一太郎, which can be read neither as a table nor as a "
                          "map. Ask for tables as Excel or CSV and for maps as Shapefile or "
                          "GeoJSON.");
    }
    if (is_any_of(ending, {".dwg", ".jww", ".jwc"})) {
        refuse(fmt::format("{} は CAD の図面（{}）で、座標系が分からないため読めません。作成元に、"
                           "座標系の付いた Shapefile か GeoJSON（GISからの書き出し）を求めてくださ"
                           "い。",
                           shown_as, ending),
               fmt::format("{} is a CAD drawing ({}) and does not say its CRS: it is not read. Ask "
                           "who made it for a Shapefile or GeoJSON with a CRS, as a GIS writes "
                           "them.",
                           shown_as, ending));
    }
    if (is_any_of(ending, {".pmtiles", ".parquet", ".geoparquet"})) {
        refuse(fmt::format("{} は{} で、読めません。作成元に、もとの図形を Shapefile か GeoJSON "
                           "で、画像のタイルなら MBTiles で求めてください。",
                           shown_as, ending == ".pmtiles" ? "タイルの PMTiles" : " GeoParquet"),
               fmt::format("{} is {} and is not read. Ask who made it for the shapes as Shapefile "
                           "or GeoJSON, for tiles of pictures as MBTiles.",
                           shown_as, ending == ".pmtiles" ? "PMTiles" : "GeoParquet"));
    }
    if (is_any_of(ending, {".lzh", ".lha"})) {
        refuse(shown_as + " は圧縮ファイル（LZH）です。展開し、中のファイルを指定してください。展開"
                          "できなければ、ZIP か元のファイルをもらい直してください。",
               shown_as + " is an LZH archive. Unpack it and name the file inside; where nothing "
                          "unpacks it, ask for a ZIP or the files themselves.");
    }
    if (is_any_of(ending, {".xml", ".gml"}) &&
        head.find("nlftp.mlit.go.jp/ksj/schemas") != std::string_view::npos) {
        refuse(shown_as +
                   " は国土数値情報の XML（JPGIS）で、図形を読めません。同じ ZIP に入っている "
                   ".shp か .geojson を指定してください（ZIP のままでも読みます）。",
               shown_as + " is 国土数値情報's own XML (JPGIS), whose shapes are not read. Give the "
                          ".shp or .geojson of the same ZIP, or the ZIP itself.");
    }
    for (const auto& [signature, archive] : kArchives) {
        if (head.starts_with(signature)) {
            refuse(fmt::format("{} は圧縮ファイル（{}）です。展開し、中のファイルを指定してくださ"
                               "い。",
                               shown_as, archive),
                   fmt::format("{} is a {} archive. Unpack it and name the file inside.", shown_as,
                               archive));
        }
    }
    if (is_text(ending)) {
        require_text_bytes(head, shown_as);
    }
}

void require_text(std::string_view head, const std::string& shown_as) {
    require_kind(head, "table.txt", shown_as);
}

} // namespace todoku::io
