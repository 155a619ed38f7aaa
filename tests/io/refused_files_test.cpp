// Files that are not what their name says, or not whole: each is refused with the one sentence that
// says what to do.
#include "core/refused_rows.hpp"
#include "io/each_record.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace todoku;
using namespace std::string_literals;

namespace {

template <class Action>
std::string said(Action&& action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.message().ja;
    }
    return "（読めました）";
}

std::string ledger_said(const std::filesystem::path& file) {
    io::AssetSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    return said([&] { io::read_assets(source); });
}

std::string layer_said(const std::filesystem::path& file) {
    return said([&] { test::read_all(test::source_of(file)); });
}

io::CoverageSource coverage_of(const std::filesystem::path& file) {
    io::CoverageSource source;
    source.sources = {test::source_of(file)};
    return source;
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
std::string feature(const std::string& geometry) {
    return R"({"type":"Feature","properties":{},"geometry":)" + geometry + "}";
}
const std::string kPoint = R"({"type":"Point","coordinates":[136.5,34.7]})";

const std::string kPage = "\xEF\xBB\xBF\r\n<!DOCTYPE html>\n<html><body>Not Found</body></html>";
const std::string kXmlPage = "<?xml version=\"1.0\"?>\n<html><body>Login</body></html>";
const std::string kPdf = "%PDF-1.4\n1 0 obj\n";
const std::string kJpeg = "\xFF\xD8\xFF\xE0\0\x10JFIF\0"s;
const std::string kLedger = "名称,緯度,経度\n北,34.74,136.51\n";

} // namespace

TEST_CASE("A file of another kind than its name says is refused by what it is") {
    const auto [name, bytes, sentence] = GENERATE(table<std::string, std::string, std::string>({
        {"a.csv", kPage,
         "a.csv "
         "はウェブページ（HTML）です。ダウンロードの失敗やログインの画面が保存されています。配"
         "布元から、もう一度ダウンロードしてください。"},
        {"a.zip", kXmlPage,
         "a.zip "
         "はウェブページ（HTML）です。ダウンロードの失敗やログインの画面が保存されています。配"
         "布元から、もう一度ダウンロードしてください。"},
        {"a.csv", kPdf,
         "a.csv はPDFです。表としても地図としても読めません。表は Excel か CSV で、地図は "
         "Shapefile "
         "か GeoJSON でもらってください。"},
        {"a.pdf", "not even a PDF",
         "a.pdf はPDFです。表としても地図としても読めません。表は Excel か CSV で、地図は "
         "Shapefile "
         "か GeoJSON でもらってください。"},
        {"a.docx", "PK\x03\x04",
         "a.docx は文書（Word など）です。表としても地図としても読めません。表は Excel か CSV "
         "で、地"
         "図は Shapefile か GeoJSON でもらってください。"},
        {"a.csv", kJpeg,
         "a.csv は画像（JPEG）です。画像からは表も図形も読めません。表は Excel か CSV で、地図は "
         "Shapefile か GeoJSON でもらってください。"},
        {"a.jpg", kJpeg,
         "a.jpg は画像（JPEG）です。画像からは表も図形も読めません。表は Excel か CSV で、地図は "
         "Shapefile か GeoJSON でもらってください。"},
        {"a.csv", "PK\x03\x04 ",
         "a.csv の中身は Excel（.xlsx）か ZIP です。ファイル名の最後を中身に合わせてください（Excel"
         "なら .xlsx、ZIPなら .zip）。"},
        {"a.csv", "\xD0\xCF\x11\xE0 ",
         "a.csv の中身は古い形式のExcel（.xls）か、パスワードの付いたExcelです。Excelで開き、「名前"
         "を付けて保存」で「Excel ブック（.xlsx）」にしてください。"},
        {"a.csv", "\x01\x02\x03,\x04\n",
         "a.csv "
         "は文字のファイルではありません（壊れているか、ファイル名の最後が中身と違います）。表"
         "は Excel か CSV で、地図は Shapefile か GeoJSON でもらい直してください。"},
        {"a.csv", "7z\xBC\xAF\x27\x1C",
         "a.csv は圧縮ファイル（7z）です。展開し、中のファイルを指定してください。"},
        {"a.xls", "<html><body><table><tr><td>名称</td></tr></table></body></html>",
         "a.xls の中身はウェブページ（HTML）です。Excelで開いて表が見えれば、「名前を付けて保存」で"
         "「Excel "
         "ブック（.xlsx）」にしてください。見えなければ、もう一度ダウンロードしてください。"},
        {"a.xml",
         "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook "
         "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>",
         "a.xml は Excel の XML 形式（2003）です。Excelで開き、「名前を付けて保存」で「Excel "
         "ブック（"
         ".xlsx）」にしてください。"},
        {"a.xlsx", kLedger,
         "a.xlsx の中身は文字の表（CSVなど）です。ファイル名の最後を .csv にしてください。"},
        {"a.csv", "\x1B$BL>>N\x1B(B,lat,lon\n",
         "a.csv の文字コードはJIS（ISO-2022-JP）です。メモ帳などで開けなければ、UTF-8 か シフトJIS "
         "でもらい直してください。"},
        {"a.csv",
         std::string(
             "\377\376\000\000\015\124\000\000\054\000\000\000\357\175\000\000\012\000\000\000",
             20),
         "a.csv の文字コードは UTF-32 です。メモ帳などで開き、「名前を付けて保存」で文字コードを "
         "UTF-8 にして保存し直すか、そのようにもらい直してください。"},
        {"a.csv",
         std::string("\000\000\124\015\000\000\000\054\000\000\175\357\000\000\000\012", 16),
         "a.csv の文字コードは UTF-32 です。メモ帳などで開き、「名前を付けて保存」で文字コードを "
         "UTF-8 にして保存し直すか、そのようにもらい直してください。"},
        {"a.csv", "+VA158A,+fe9epg,+fUxepg\n+UxdPGpko,34.7,136.5\n",
         "a.csv の文字コードは UTF-7 です。メモ帳などで開き、「名前を付けて保存」で文字コードを "
         "UTF-8 にして保存し直すか、そのようにもらい直してください。"},
    }));
    const test::WrittenFiles files;
    CHECK(ledger_said(files.write(name, bytes)) == sentence);
}

TEST_CASE("A ZIP with a password is called so, whatever is read from it") {
    const test::WrittenFiles files;
    const auto file = files.folder() / "a.zip";
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE, nullptr);
    for (const char* name : {"c.shp", "c.shx", "c.dbf", "台帳.csv"}) {
        zip_source_t* source = zip_source_buffer(archive, kLedger.data(), kLedger.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
        REQUIRE(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                        "secret") == 0);
    }
    REQUIRE(zip_close(archive) == 0);
    const std::string sentence = "a.zip にはパスワードが付いていて読めません（c.shp）。パスワードで"
                                 "展開し、中のファイルを指定してください。";
    CHECK(layer_said(file) == sentence);
    CHECK(ledger_said(file) == sentence);
    CHECK(said([&] { io::read_coverage(coverage_of(file)); }) == sentence);
}

TEST_CASE("A packed file that is no ZIP is to be unpacked") {
    const test::WrittenFiles files;
    const std::string packed = "\x1F\x8B\x08";
    const std::string sentence =
        " は圧縮ファイル（gzip）です。展開し、中のファイルを指定してください。";
    CHECK(layer_said(files.write("c.geojson.gz", packed)) == "c.geojson.gz" + sentence);
    CHECK(said([&] { io::read_coverage(coverage_of(files.write("c.tar.gz", packed))); }) ==
          "c.tar.gz" + sentence);
}

TEST_CASE("Columns separated by full-width commas are called so") {
    const test::WrittenFiles files;
    CHECK(ledger_said(files.write("a.csv", "番号，名称，緯度，経度\n1，北，34.7，136.5\n")) ==
          "a.csv の列が全角の「，」で区切られています。半角の , "
          "で区切ったCSVか、Excelでもらい直してくださ"
          "い。");
}

TEST_CASE("A picture given as measurements or as addresses is called so, not read as text") {
    const test::WrittenFiles files;
    const auto file = files.write("a.jpg", kJpeg);
    const std::string sentence =
        "a.jpg は画像（JPEG）です。画像からは表も図形も読めません。表は Excel か CSV で、地図は "
        "Shapefile か GeoJSON でもらってください。";
    io::AddressSource addresses;
    addresses.files = {file};
    addresses.shown_as = {"a.jpg"};
    CHECK(said([&] { io::find_addresses(addresses, {}); }) == sentence);
    std::vector<Issue> issues;
    CHECK(said([&] {
              io::for_each_record(file, "a.jpg", "", std::nullopt, {[](const auto&) {}}, issues);
          }) == sentence);
}

TEST_CASE("A stray control character does not make a ledger something else") {
    const test::WrittenFiles files;
    CHECK(ledger_said(files.write("a.csv", kLedger + "南\x01,34.73,136.51\x1A\n")) ==
          "（読めました）");
}

TEST_CASE("Map data that is cut short is to be copied again") {
    const test::WrittenFiles files;
    const std::string json = collection(feature(kPoint));
    const std::string kml =
        "<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
        "<Placemark><Point><coordinates>136.5,34.5</coordinates></Point></Placemark></Document>"
        "</kml>\n";
    const std::string again =
        " は途中で切れています。元のファイルをもう一度コピーするか、ダウンロードし直してください。";
    CHECK(layer_said(files.write("a.geojson", json)) == "（読めました）");
    CHECK(layer_said(files.write("a.geojson", json.substr(0, json.size() - 12))) ==
          "a.geojson" + again);
    CHECK(layer_said(files.write("a.kml", kml)) == "（読めました）");
    for (const std::size_t lost : {4U, 7U, 18U, 40U}) { // the middle two end in a whole tag
        CHECK(layer_said(files.write("a.kml", kml.substr(0, kml.size() - lost))) ==
              "a.kml" + again);
    }
}

TEST_CASE("XML that defines entities is refused, as a layer and as heights") {
    const test::WrittenFiles files;
    const auto file = files.write("a.kml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a "
                                           "\"aaaa\">]><kml><name>&a;</name></kml>");
    CHECK(layer_said(file) ==
          "a.kml には文字を増やす定義（ENTITY）があります。公開されている地図データにはないもので、"
          "読み込みません。提供元に確かめ、もらい直してください。");
}

TEST_CASE("A ZIP of ZIPs, of names outside it and of one name twice is refused") {
    const test::WrittenFiles files;
    CHECK(layer_said(files.write_zip("a.zip", {{"b.zip", "PK"}})) ==
          "a.zip の中にさらにZIPがあります。一度展開し、中のZIPか、その中のファイルを指定してくださ"
          "い。");
    CHECK(
        ledger_said(files.write_zip("b.zip", {{"../a.csv", kLedger}})) ==
        "b.zip に、ZIPの外を指す名前のファイルがあります（../a.csv）。提供元に確かめ、必要なファイ"
        "ルだけを取り出して指定してください。");
    CHECK(
        ledger_said(files.write_zip("c.zip", {{"a.csv", kLedger}, {"A.CSV", kLedger}})) ==
        "c.zip に同じ名前のファイルが二つあります（A.CSV）。どちらを使うか決められないので、展開し"
        "て一つを指定してください。");
}

TEST_CASE("An empty table is to be copied again") {
    const test::WrittenFiles files;
    const std::string again =
        "a.csv は空です。元のファイルをもう一度コピーし、同じならもらい直してください。";
    const auto empty = files.write("a.csv", "\xFF\xFE"); // UTF-16 that only says so
    CHECK(ledger_said(empty) == again);
    io::PopulationSource people;
    people.files = {empty};
    people.shown_as = {"a.csv"};
    CHECK(said([&] { io::read_population(people); }) == again);
}

TEST_CASE("A part of a Shapefile is no Shapefile") {
    const test::WrittenFiles files;
    const std::string alone =
        " だけでは図形がありません。同じ名前の .shp .shx .dbf .prj を一組で受け取"
        "り、.shp を指定してください。";
    CHECK(layer_said(files.write("a.shx", "x")) == "a.shx" + alone);
    const auto dbf = files.folder() / "b.dbf";
    io::VectorWriter writer(files.folder() / "b.shp", io::VectorFormat::Shapefile);
    writer.begin_layer({"b", io::GeometryKind::Point, {{"n"}}});
    writer.write(geo::LatLng::from_degrees(34.7, 136.5), {std::string("a")});
    writer.finish();
    CHECK(said([&] { io::read_coverage(coverage_of(dbf)); }) ==
          "b.dbf は Shapefile の一部です。同じ名前の .shp のほうを指定してください。");
    for (const char* part : {"b.shp", "b.shx", "b.prj", "b.cpg"}) {
        std::filesystem::remove(files.folder() / part);
    }
    CHECK(said([&] { io::read_coverage(coverage_of(dbf)); }) == "b.dbf" + alone);
    CHECK(ledger_said(dbf) == "b.dbf" + alone);
}

TEST_CASE("Cells of H3 are to be brought as polygons") {
    const test::WrittenFiles files;
    const std::string sentence =
        "a.csv のコードは地域メッシュではなく、H3（六角形のセル）です。セルをポリゴンにしたファイル"
        "（GeoJSON・GeoPackage など）でもらってください。";
    const auto coverage = files.write("a.csv", "hex_id,5g\n882f5aadb9fffff,1\n");
    CHECK(said([&] { io::read_coverage(coverage_of(coverage)); }) == sentence);
    io::PopulationSource people;
    people.files = {files.write("a.csv", "h3,population\n882f5aadb9fffff,12\n")};
    people.shown_as = {"a.csv"};
    CHECK(said([&] { io::read_population(people); }) == sentence);
}

TEST_CASE("A coverage of which no shape can be used tells why of each row") {
    const test::WrittenFiles files;
    const auto file = files.write("a.geojson", collection(feature(kPoint) + "," + feature(kPoint)));
    try {
        io::read_coverage(coverage_of(file));
        FAIL("a refusal was expected");
    } catch (const RefusedRows& refused) {
        CHECK(refused.counts().read == 2);
        CHECK(refused.counts().used == 0);
        CHECK(refused.counts().rejected == 2);
        REQUIRE(refused.issues().size() == 2);
        CHECK(refused.issues()[1].row == 2);
        CHECK(refused.issues()[1].problem.ja == "点です（ポリゴンではありません）。");
    }
}

TEST_CASE("Rows of towns in a coverage are not told to be points or lines") {
    const test::WrittenFiles files;
    const auto file = files.write("towns.csv", "市区町村コード,市区町村名,5Gエリア\n"
                                               "242012,津市,○\n242047,松阪市,×\n");
    try {
        io::read_coverage(coverage_of(file));
        FAIL("a refusal was expected");
    } catch (const RefusedRows& refused) {
        CHECK_THAT(refused.message().ja, Catch::Contains("市区町村や町丁目ごとの表"));
        CHECK(refused.counts().rejected == 2);
        REQUIRE(refused.issues().size() == 2);
        CHECK(refused.issues()[0].problem.ja ==
              "図形のない行です（列の値だけで、場所の範囲がありません）。");
    }
}

TEST_CASE("A ZIP of map tiles is refused with the folder to name") {
    const test::WrittenFiles files;
    io::CoverageSource source = coverage_of(files.write_zip(
        "t.zip", {{"tiles/15/28808/13008.png", "x"}, {"tiles/15/28808/13009.png", "x"}}));
    source.picture.colours = {{.rgb = 0xE60012}};
    CHECK(said([&] { io::read_coverage(source); }) ==
          "t.zip の中に地図タイルが2枚あります。ZIPを展開し、ズームの番号（15 "
          "など）のフォルダが入っているフォルダを指定してください。");
}

TEST_CASE("Formats that hold no map we read are called by name, with what to ask for") {
    const test::WrittenFiles files;
    const auto refused = [&](const std::string& name, const std::string& bytes) {
        return ledger_said(files.write(name, bytes));
    };
    CHECK(refused("a.jtd", "x").starts_with("a.jtd は一太郎の文書です。"));
    CHECK(refused("a.dwg", "AC1027").starts_with("a.dwg は CAD の図面（.dwg）"));
    CHECK(refused("a.pmtiles", "PMTiles\x03").starts_with("a.pmtiles はタイルの PMTiles で"));
    CHECK(refused("a.parquet", "PAR1").starts_with("a.parquet は GeoParquet で"));
    CHECK_THAT(refused("a.xlsb", "PK"), Catch::Contains("「Excel ブック（.xlsx）」にしてください"));
    const std::string access = std::string("\0\1\0\0Standard ACE DB", 19) + std::string(99, '\0');
    CHECK_THAT(refused("a.accdb", access), Catch::Contains("エクスポートしてください"));
    CHECK_THAT(refused("a.csv", access), Catch::Contains("Access のデータベース"));
    CHECK_THAT(refused("a.xdw", "x"), Catch::Contains("DocuWorks の文書"));
    CHECK_THAT(refused("a.msg", "x"), Catch::Contains("添付されたファイル"));
    CHECK_THAT(refused("a.xlsx.lnk", "L"), Catch::Contains("ショートカット"));
    CHECK_THAT(refused("~$a.xlsx", "x"), Catch::Contains("~$ のない"));
    CHECK_THAT(refused("a.json", R"([{"名称":"北小学校","緯度":34.7}])"),
               Catch::Contains("図形のない JSON"));
    CHECK_THAT(refused("a.dat", "名称,緯度,経度\n北小学校,34.7,136.5\n"),
               Catch::Contains("ファイル名の最後を .csv に"));
    CHECK(refused("a.lzh", "x-lh5-").starts_with("a.lzh は圧縮ファイル（LZH）です。"));
    const std::string own = "<?xml version=\"1.0\"?><ksj:Dataset "
                            "xmlns:ksj=\"http://nlftp.mlit.go.jp/ksj/schemas/ksj-app\"/>";
    CHECK(refused("P04-14_24.xml", own).find("同じ ZIP に入っている .shp か .geojson") !=
          std::string::npos);
    CHECK(layer_said(files.write("N03.xml", own)).find("国土数値情報の XML") != std::string::npos);
}
