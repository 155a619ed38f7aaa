// Text of ledgers as offices leave it: encodings, line ends, headers, figures, dates, answers. One
// small file for each trouble, with all that is said of it.
#include "core/error.hpp"
#include "io/asset_years.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <iconv.h>
#include <string>
#include <vector>

using namespace todoku;

namespace {

io::LoadedAssets read(const std::filesystem::path& file) {
    io::AssetSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    auto loaded = io::read_assets(source);
    // That no ledger here names its datum is none of these tests' matter.
    std::erase_if(loaded.issues, [](const Issue& issue) { return issue.code == "crs_assumed"; });
    return loaded;
}

std::string refusal(const io::AssetSource& source) {
    try {
        io::read_assets(source);
    } catch (const InputError& error) {
        return error.message().ja;
    }
    return {};
}

std::vector<std::string> codes(const io::LoadedAssets& loaded) {
    std::vector<std::string> found;
    for (const Issue& issue : loaded.issues) {
        found.push_back(issue.code);
    }
    for (const io::WhyUnplaced& why : loaded.unplaced.why) {
        found.emplace_back(code_of(why));
    }
    return found;
}

std::string in_encoding(const char* encoding, std::string text) {
    iconv_t convert = iconv_open(encoding, "UTF-8");
    std::string out(text.size() * 4, '\0');
    char* from = text.data();
    std::size_t left = text.size();
    char* to = out.data();
    std::size_t room = out.size();
    const auto failed = iconv(convert, &from, &left, &to, &room);
    iconv_close(convert);
    REQUIRE(failed != static_cast<std::size_t>(-1));
    out.resize(out.size() - room);
    return out;
}

const std::string kLedger = "名称,種別,緯度,経度,高さ\r\n南が丘会館,建物,34.7,136.5,12\r\n"
                            "髙見公民館,建物,34.8,136.6,7.5\r\n";
using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("A ledger is read in every encoding an office saves, with and without byte order mark") {
    const auto [encoding, mark, name] = GENERATE(table<const char*, std::string, std::string>({
        {"UTF-8", "", "UTF-8"},
        {"UTF-8", "\xEF\xBB\xBF", "UTF-8 BOM"},
        {"CP932", "", "CP932"},
        {"EUC-JP-MS", "", "EUC-JP"},
        {"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
        {"UTF-16LE", "", "UTF-16LE"},
        {"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
        {"UTF-16BE", "", "UTF-16BE"},
    }));
    INFO(name << (mark.empty() ? " without mark" : " with mark"));
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", mark + in_encoding(encoding, kLedger)));
    CHECK(loaded.encoding == name);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "南が丘会館");
    CHECK(loaded.value[1].name == "髙見公民館");
    CHECK(loaded.value[1].row == 3);
    CHECK(loaded.value[1].height_m == 7.5);
    CHECK(codes(loaded).empty());
}

TEST_CASE("A ledger far larger than one piece is read like a small one, in every encoding") {
    // 30,000 rows are several pieces of 1 MiB; the quoted line break moves over their borders.
    std::string text = "名称,種別,緯度,経度,高さ,備考\n";
    constexpr int kRows = 30'000;
    for (int i = 0; i < kRows; ++i) {
        text += fmt::format("第{}会館,建物,34.{:05},136.5,{}.5,\"一行目{}\n二行目\"\n", i, i,
                            i % 90 + 1, std::string(static_cast<std::size_t>(i % 13), 'x'));
    }
    const char* encoding = GENERATE("UTF-8", "CP932", "EUC-JP-MS", "UTF-16LE", "UTF-16BE");
    INFO(encoding);
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", in_encoding(encoding, text)));
    REQUIRE(loaded.value.size() == kRows);
    CHECK(codes(loaded).empty());
    for (const int i : {0, 1, 9'999, 17'123, kRows - 1}) {
        const domain::Asset& asset = loaded.value[static_cast<std::size_t>(i)];
        CHECK(asset.name == fmt::format("第{}会館", i));
        CHECK(asset.row == 2 + 2 * i);
        CHECK(asset.height_m == i % 90 + 1.5);
        CHECK(asset.note ==
              "一行目" + std::string(static_cast<std::size_t>(i % 13), 'x') + " 二行目");
    }
}

TEST_CASE("Line ends of every kind, also mixed, end a row") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write_cp932(
        "a.csv", "名称,種別,緯度,経度\rA会館,建物,34.7,136.5\nB会館,建物,34.7,136.6\r\n\r\n"
                 "C会館,建物,34.7,136.7"));
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].row == 2);
    CHECK(loaded.value[1].row == 3);
    CHECK(loaded.value[2].row == 5);
    CHECK(codes(loaded).empty());
}

TEST_CASE("A quotation mark that is never closed takes the rest of the file, and is told") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write(
        "a.csv", "名称,種別,緯度,経度,備考\nA会館,建物,34.7,136.5,\nB会館,建物,34.8,136.5,\"x\n"
                 "C会館,建物,34.9,136.5,\n"));
    CHECK(loaded.value.size() == 2);
    CHECK(codes(loaded) == Codes{"quote_not_closed"});
    CHECK(loaded.issues[0].row == 3);
}

TEST_CASE("Bytes that are no characters are replaced and counted") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write("a.csv", encode_cp932("名称,種別,緯度,経度\n").bytes + "\x81\x39" +
                                      encode_cp932("会館,建物,34.7,136.5\n").bytes));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "\uFFFD9会館");
    REQUIRE(codes(loaded) == Codes{"text_not_decodable"});
    CHECK(loaded.issues[0].row == 2);
    CHECK(loaded.issues[0].problem.ja ==
          "CP932 として読めない文字が 1 か所あります（最初は2行目）。");
}

TEST_CASE("A row pasted from a file of another encoding is read as what it is, and told") {
    const auto [of_file, of_row, file_is, row_is] =
        GENERATE(table<const char*, const char*, std::string, std::string>({
            {"CP932", "UTF-8", "CP932", "UTF-8"},
            {"UTF-8", "CP932", "UTF-8", "CP932"},
            {"EUC-JP-MS", "UTF-8", "EUC-JP", "UTF-8"},
        }));
    INFO(file_is << " with a row in " << row_is);
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write("a.csv", in_encoding(of_file, kLedger) +
                                      in_encoding(of_row, "津市立会館,建物,34.9,136.5,9\r\n") +
                                      in_encoding(of_file, "河芸公民館,建物,34.6,136.5,9\r\n")));
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].name == "南が丘会館");
    CHECK(loaded.value[2].name == "津市立会館");
    CHECK(loaded.value[3].name == "河芸公民館");
    CHECK(loaded.encoding == file_is);
    CHECK(loaded.counts.repaired == 1);
    REQUIRE(codes(loaded) == Codes{"row_in_other_encoding"});
    const Issue& told = loaded.issues[0];
    CHECK(told.kind == IssueKind::Repaired);
    CHECK(told.row == 4);
    CHECK(told.value == "津市立会館,建物,34.9,136.5,9");
    CHECK(told.problem.ja ==
          "この行だけ文字コードが " + row_is + " です（ファイルは " + file_is + "）。");
    CHECK(told.action.ja == "この行は " + row_is + " として読みました。");
}

TEST_CASE("A wrong encoding in the study file is told with the right one") {
    const auto [bytes_in, given, found] = GENERATE(table<const char*, std::string, std::string>({
        {"CP932", "UTF-8", "CP932"},
        {"CP932", "EUC-JP", "CP932"},
        {"UTF-8", "Shift_JIS", "UTF-8"},
        {"EUC-JP-MS", "UTF-8", "EUC-JP"},
        {"UTF-8", "UTF-16", "UTF-8"},
        {"UTF-16LE", "CP932", "UTF-16"},
    }));
    INFO(bytes_in << " given as " << given);
    const test::WrittenFiles files;
    io::AssetSource source;
    source.file = files.write("a.csv", in_encoding(bytes_in, kLedger));
    source.shown_as = "a.csv";
    source.encoding = given;
    const std::string said = given == "Shift_JIS" ? "CP932" : given;
    CHECK(refusal(source) ==
          "a.csv の文字コードは encoding に書かれた " + said + " ではなく、" + found +
              " と見えます。encoding = \"" + found +
              "\" と書くか、encoding の行を消してください（消せば自動で判断します）。");
}

TEST_CASE("The right encoding in the study file is taken, UTF-16 in either order") {
    const auto [bytes_in, given] = GENERATE(table<const char*, std::string>(
        {{"CP932", "sjis"}, {"EUC-JP-MS", "EUC-JP"}, {"UTF-16BE", "UTF-16"}}));
    const test::WrittenFiles files;
    io::AssetSource source;
    source.file = files.write("a.csv", in_encoding(bytes_in, kLedger));
    source.encoding = given;
    CHECK(io::read_assets(source).value[0].name == "南が丘会館");
}

TEST_CASE("Rows that add up others are no assets") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write(
        "a.csv", "番号,名称,種別,緯度,経度,面積\n1,A会館,建物,34.7,136.5,100\n"
                 ",小計,,,,100\n2,計算センター,建物,34.8,136.5,200\n3,合計特殊,建物,,,1\n"
                 "合 計,,,,,300\n,計（2件）,,,,300\n"));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[1].name == "計算センター");
    REQUIRE(loaded.unplaced.assets.size() == 1);
    CHECK(loaded.unplaced.assets[0].name == "合計特殊");
    CHECK(loaded.counts.lost() == 3);
    CHECK(codes(loaded) == Codes{"asset_total_row", "asset_total_row", "asset_total_row",
                                 "asset_without_coordinates"});
    const Issue& told = loaded.issues[0];
    CHECK(told.kind == IssueKind::Rejected);
    CHECK(told.row == 3);
    CHECK(told.value == "小計");
    CHECK(told.problem.ja == "合計の行です（資産ではありません）。");
}

TEST_CASE("An asset without a name is called so") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "番号,名称,緯度,経度\n1,,,\n"));
    REQUIRE(loaded.unplaced.assets.size() == 1);
    CHECK(issue_of(loaded.unplaced.assets[0], loaded.unplaced.why[0]).problem.ja ==
          "名称のない資産の緯度経度がありません。");
}

TEST_CASE("Headers with blanks, line breaks and full-width letters are found") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write_cp932(
        "a.csv", "名　称,\"種\n別\",緯 度,\"経\r\n度\",高　さ（ｍ）,\"延床\n面積\",Ｉ　Ｄ\r\n"
                 "Ａ会館,建物,３４．７,１３６．５,１２．５ｍ,\"１２，３４５㎡\",Ｘ－０１\r\n"));
    REQUIRE(loaded.value.size() == 1);
    const domain::Asset& asset = loaded.value[0];
    CHECK(asset.name == "A会館");
    CHECK(asset.place == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(asset.height_m == 12.5);
    CHECK(asset.area_m2 == 12345.0);
    CHECK(asset.id == "X-01");
    CHECK(asset.row == 5); // the header takes four lines
    CHECK(codes(loaded).empty());
}

TEST_CASE("Heights with units and words are numbers") {
    const test::WrittenFiles files;
    const auto [cell, metres] = GENERATE(table<std::string, double>({
        {"12.5m", 12.5},
        {"約１２ｍ", 12.0},
        {"１２．５メートル", 12.5},
        {"12.5 ", 12.5},
        {"約 12 m（推定）", 12.0},
        {"GL+15.2m", 15.2},
    }));
    INFO(cell);
    const auto loaded =
        read(files.write("a.csv", "名称,種別,緯度,経度,高さ\nA,建物,34.7,136.5," + cell + "\n"));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].height_m == metres);
    CHECK(codes(loaded).empty());
}

TEST_CASE("A height in other words or units is not used, and is told") {
    const test::WrittenFiles files;
    const auto cell = GENERATE(as<std::string>{}, "標高45m", "12尺", "1e3", "10〜15m", "10-15",
                               "約12~15m", "635m");
    INFO(cell);
    const auto loaded = read(
        files.write("a.csv", "名称,種別,緯度,経度,高さ,階数\nA,建物,34.7,136.5," + cell + ",\n"));
    REQUIRE(loaded.value.size() == 1);
    CHECK_FALSE(loaded.value[0].height_m.has_value());
    CHECK_FALSE(loaded.value[0].floors.has_value());
    CHECK(codes(loaded) == Codes{"asset_value_unreadable"});
    CHECK(loaded.issues[0].row == 2);
    CHECK(loaded.issues[0].field == "高さ");
    CHECK(loaded.issues[0].value == cell);
}

TEST_CASE("Floors in the column of heights are floors where none are given, never metres") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "名称,種別,緯度,経度,高さ,階数\n"
                                                  "A,建物,34.7,136.5,地上3階,\n"
                                                  "B,建物,34.7,136.6,3階建,2\n"));
    REQUIRE(loaded.value.size() == 2);
    CHECK_FALSE(loaded.value[0].height_m.has_value());
    CHECK(loaded.value[0].floors == 3);
    CHECK_FALSE(loaded.value[1].height_m.has_value());
    CHECK(loaded.value[1].floors == 2);
    REQUIRE(codes(loaded) == Codes{"height_holds_floors", "height_holds_floors"});
    CHECK(loaded.issues[0].kind == IssueKind::Assumed);
    CHECK(loaded.issues[1].kind == IssueKind::Noted);
    CHECK(loaded.issues[1].value == "3階建");
}

TEST_CASE("Areas in 坪 are converted and told, in 反 they are not used and told") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "名称,種別,緯度,経度,面積\n"
                                                  "A,土地,34.7,136.5,121坪\n"
                                                  "B,土地,34.7,136.6,3反\n"
                                                  "C,土地,34.7,136.7,12a\n"));
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].area_m2 == 400.0);
    CHECK_FALSE(loaded.value[1].area_m2.has_value());
    CHECK(loaded.value[2].area_m2 == 1200.0);
    REQUIRE(codes(loaded) == Codes{"area_in_tsubo", "asset_value_unreadable"});
    CHECK(loaded.issues[0].value == "121坪");
    CHECK(loaded.issues[1].value == "3反");
}

TEST_CASE("Years that cannot be of building are not used, and are told") {
    const test::WrittenFiles files;
    const auto cell = GENERATE(as<std::string>{}, "昭和99年", "昭和65年3月", "S65.3.31", "平成32年",
                               "1799", "1983〜1985");
    INFO(cell);
    const auto loaded =
        read(files.write("a.csv", "名称,種別,緯度,経度,建築年\nA,建物,34.7,136.5," + cell + "\n"));
    REQUIRE(loaded.value.size() == 1);
    CHECK_FALSE(loaded.value[0].year_built.has_value());
    CHECK(codes(loaded) == Codes{"asset_value_unreadable"});
}

TEST_CASE("Years of building after the last one are taken out and told") {
    const test::WrittenFiles files;
    auto loaded = read(files.write("a.csv", "名称,種別,緯度,経度,建築年\nA,建物,34.7,136.5,2031\n"
                                            "B,建物,34.7,136.6,2099\nC,建物,,,2032\n"
                                            "D,建物,34.7,136.7,\n"));
    io::AssetSource source;
    source.shown_as = "a.csv";
    io::drop_years_after(loaded, source, 2031);
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].year_built == 2031);
    CHECK_FALSE(loaded.value[1].year_built.has_value());
    REQUIRE(loaded.unplaced.assets.size() == 1);
    CHECK_FALSE(loaded.unplaced.assets[0].year_built.has_value());
    REQUIRE(loaded.issues.size() == 2);
    CHECK(loaded.issues[0].code == "asset_year_in_future");
    CHECK(loaded.issues[0].row == 3);
    CHECK(loaded.issues[0].field == "建築年");
    CHECK(loaded.issues[0].value == "2099");
    CHECK(loaded.issues[1].value == "2032");
}

TEST_CASE("Years of building are read from years, eras, dates and spreadsheets' day numbers") {
    const test::WrittenFiles files;
    const auto [cell, year] = GENERATE(table<std::string, int>({
        {"1983", 1983},
        {"1983年", 1983},
        {"昭和58年3月", 1983},
        {"昭和58年度", 1983},
        {"S58.3.31", 1983},
        {"Ｓ５８．３．３１", 1983},
        {"平成元年", 1989},
        {"H元", 1989},
        {"1983/3/31", 1983},
        {"1983-03", 1983},
        {"30406", 1983}, // Excel's number of 1983-03-31
        {"43586", 2019}, // and of 令和元年5月1日
        {"約1983", 1983},
    }));
    INFO(cell);
    const auto loaded =
        read(files.write("a.csv", "名称,種別,緯度,経度,建築年\nA,建物,34.7,136.5," + cell + "\n"));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].year_built == year);
    CHECK(codes(loaded).empty());
}

TEST_CASE("Yes and no are read in their spellings") {
    const test::WrittenFiles files;
    const auto [cell, answer] = GENERATE(table<std::string, bool>({
        {"有", true},    {"有り", true},   {"あり", true},      {"○", true},
        {"◯", true},     {"〇", true},     {"可", true},        {"レ", true},
        {"1", true},     {"１", true},     {"ＴＲＵＥ", true},  {"無", false},
        {"なし", false}, {"無し", false},  {"×", false},        {"不可", false},
        {"0", false},    {"ｎｏ", false},  {"✕", false},        {"否", false},
        {"☓", false},    {"Ｘ", false},    {"使用不可", false}, {"●", true},
        {"ｏ", true},    {"利用可", true}, {"利用不可", false}, {"済", true},
        {"未", false},   {"商用", true},   {"高圧受電", true},
    }));
    INFO(cell);
    const auto loaded =
        read(files.write("a.csv", "名称,種別,緯度,経度,電源\nA,建物,34.7,136.5," + cell + "\n"));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].power == answer);
    CHECK(codes(loaded).empty());
}

TEST_CASE("A dash, 不明 and an empty cell leave an answer open; another word is told") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "名称,種別,緯度,経度,電源\nA,建物,34.7,136.5,-\n"
                                                  "B,建物,34.7,136.6,不明\nC,建物,34.7,136.7,\n"
                                                  "D,建物,34.7,136.8,△\n"));
    for (const domain::Asset& asset : loaded.value) {
        CHECK_FALSE(asset.power.has_value());
    }
    CHECK(codes(loaded) == Codes{"asset_answer_open"});
    CHECK(loaded.issues[0].row == 5);
    CHECK(loaded.issues[0].value == "△");
}

TEST_CASE("The condition of an answer stays in the note, and gives no leave to publish") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write(
        "a.csv",
        "名称,種別,緯度,経度,共用可否,公開可否,備考\n"
        "A,建物,34.7,136.5,可（条件付き）,可,休館中\nB,建物,34.7,136.6,要協議,一部公開,\n"));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].sharing_allowed == true);
    CHECK(loaded.value[0].publishable == true);
    CHECK(loaded.value[0].note == "休館中 / 共用可否: 可(条件付き)");
    CHECK_FALSE(loaded.value[1].sharing_allowed.has_value());
    CHECK_FALSE(loaded.value[1].publishable.has_value());
    CHECK(loaded.value[1].note == "公開可否: 一部公開");
    CHECK(codes(loaded) ==
          Codes{"asset_answer_conditional", "asset_answer_open", "asset_leave_limited"});
}

TEST_CASE("No word behind a yes leaves it a leave to publish, and a no keeps its words") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write("a.csv", "名称,種別,緯度,経度,公開可否,電源,共用可否\n"
                                  "A,建物,34.7,136.5,可（令和10年度から）,有（100V）,\n"
                                  "B,建物,34.7,136.6,可※,無（引込可）,\n"
                                  "C,建物,34.7,136.7,可（R5）,,不可（ただし災害時は可）\n"));
    REQUIRE(loaded.value.size() == 3);
    for (const domain::Asset& asset : loaded.value) {
        CHECK_FALSE(asset.publishable.has_value());
    }
    CHECK(loaded.value[0].power == true);
    CHECK(loaded.value[0].note == "公開可否: 可(令和10年度から)");
    CHECK(loaded.value[1].power == false);
    CHECK(loaded.value[1].note == "電源: 無(引込可) / 公開可否: 可※");
    CHECK(loaded.value[2].sharing_allowed == false);
    CHECK(loaded.value[2].note == "共用可否: 不可(ただし災害時は可) / 公開可否: 可(R5)");
    CHECK(codes(loaded) == Codes{"asset_leave_limited", "asset_answer_remark",
                                 "asset_leave_limited", "asset_answer_remark",
                                 "asset_leave_limited"});
    CHECK(loaded.issues[0].value == "可(令和10年度から)");
}

TEST_CASE("An id that a spreadsheet turned into a power of ten costs the row") {
    const test::WrittenFiles files;
    const auto [id, refused] = GENERATE(table<std::string, bool>({
        {"1.3E+12", true},
        {"1.30E+12", true},
        {"２．４２０１Ｅ＋１０", true},
        {"1300000000001", false},
        {"E+12", false},
        {"3E-5", false},
    }));
    INFO(id);
    const auto loaded =
        read(files.write("a.csv", "ID,名称,種別,緯度,経度\n" + id + ",A,建物,34.7,136.5\n"));
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.counts.rejected == (refused ? 1 : 0));
    CHECK(codes(loaded) == (refused ? Codes{"asset_id_ruined_by_spreadsheet"} : Codes{}));
}

TEST_CASE("Errors of a spreadsheet are no ids, names or figures, and are told") {
    const test::WrittenFiles files;
    const auto loaded = read(
        files.write("a.csv", "ID,名称,種別,緯度,経度,高さ,住所\n"
                             "#REF!,A,建物,34.7,136.5,#VALUE!,\n#12,#N/A,建物,34.8,136.5,7,津市1\n"
                             "3,####,建物,34.9,136.5,7,\n"));
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].id == "a-2");
    CHECK_FALSE(loaded.value[0].height_m.has_value());
    CHECK(loaded.value[1].id == "#12");
    CHECK(loaded.value[1].name == "津市1");
    CHECK(loaded.value[2].name.empty());
    CHECK(codes(loaded) == Codes(4, "asset_cell_error"));
    CHECK(loaded.issues[0].field == "ID");
    CHECK(loaded.issues[0].value == "#REF!");
}
