#include "core/output_folder.hpp"
#include "report/figures.hpp"
#include "report/letter_text.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"
#include "report/source_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace todoku::report {

namespace {

constexpr std::string_view kByteOrderMark =
    "\xEF\xBB\xBF"; // Notepad of older Windows needs it to see UTF-8
constexpr std::size_t kLineColumns = 76;
constexpr std::string_view kRule =
    "----------------------------------------------------------------------------";

/// Plain text with Windows line ends.
class TextFile {
public:
    TextFile() : bytes_(kByteOrderMark) {}

    void line(const std::string& text = {}) { bytes_ += printable(text) + "\r\n"; }

    void heading(const std::string& text) {
        line();
        line("■ " + text);
        line(std::string(kRule.substr(0, kLineColumns)));
    }

    /// A file and what it is, the second part on lines of its own.
    void file(std::string_view name, const std::vector<std::string>& about) {
        line(fmt::format("・{}", name));
        for (const std::string& text : about) {
            line("    " + text);
        }
    }

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

/// @param folder of the package, whose maps are there
void files(TextFile& text, const PackageContent& content, const std::filesystem::path& folder) {
    text.heading("ファイルの説明と開き方");
    text.file(kLetterName, {"要望書です。Wordで開き、そのまま修正できます。"});
    text.file(kListName, {"要望箇所、提供資産、エリア整備状況、注記・出典、地理データの項目の5枚の"
                          "シートがあります。",
                          "Excelで開きます。",
                          "見出しの▼で絞り込むと、上の段の計も絞り込んだ行の計になります。"});
    text.file(fmt::format("{}.pdf、{}.png", kMapStem, kMapStem),
              {"要望箇所（番号）と提供資産（順位）を示した図面です。PDFは文字の検索ができ、位置の情"
               "報を持つため、",
               "QGISなどの地図ソフトにも重ねられます。PNGは資料に貼り付けるための画像です。"});
    text.file(
        kMunicipalityMapsName,
        {"市町村ごとの図面です。1頁目は索引図です。要望箇所一覧の「図面（頁）」から開けます。"});
    if (std::ranges::any_of(content.assets, [](const auto& row) { return row.map_page > 0; })) {
        text.file(kSiteMapsName, {"順位を付した提供資産ごとの図面です。その資産から5Gが届く見込みの"
                                  "居住メッシュを青く囲んでいます。",
                                  "1頁目は索引図です。"});
    }
    const auto pictures = [&](std::string_view book) {
        return folder / std::filesystem::path(book).stem();
    };
    if (std::filesystem::exists(pictures(kMunicipalityMapsName)) ||
        std::filesystem::exists(pictures(kSiteMapsName))) {
        text.file("図面のPDFと同じ名前のフォルダー",
                  {"頁ごとのPNG画像です。文書や発表資料に貼り付けるためのものです。"});
    }
    text.file(kGeoPackageName, {"要望箇所の区域（gaps）と提供資産の位置（assets）の地理データです。"
                                "QGISにドラッグして開くと、",
                                "色分けと名称が付いた状態で表示されます。"});
    text.file(fmt::format("{0}/gaps.geojson、{0}/assets.geojson", kGeodataFolder),
              {"同じ内容のGeoJSON形式です。座標は世界測地系（JGD2011）の緯度・経度、文字コードはUTF"
               "-8です。"});
    text.file(fmt::format("{0}/gaps.csv、{0}/assets.csv", kGeodataFolder),
              {"同じ内容のCSV形式です（UTF-8、BOM付き）。Excelで開けます。"});
    text.file(fmt::format("{}/{}", kGeodataFolder, kKmlName),
              {"同じ内容のKML形式です。Google Earth等で開き、印を選ぶと内容が表示されます。"});
    text.file(
        fmt::format("{0}/{1}/gaps.shp、{0}/{1}/assets.shp", kGeodataFolder, kShapefileFolder),
        {"同じ内容のシェープファイルです。文字コードはCP932（Shift_JIS）で、それにない文字は〓、",
         "254バイトを超える文は途中までです。項目名は10バイト以内に短くしています",
         "（元の項目名は、次の項目の説明にあります）。"});
    text.file(
        fmt::format("{}/{}", kGeodataFolder, kColumnListName),
        {"GeoPackage、GeoJSON、CSV、シェープファイル、KMLの各項目の名前、単位、意味の一覧です。",
         "要望箇所一覧の「地理データの項目」シートにも同じものがあります。"});
    text.file(kManifestName,
              {"各ファイルの大きさとSHA-"
               "256、集計に用いた資料の一覧です。ファイルが途中で変わっていないことを",
               "確かめるために使います。"});
}

void figures(TextFile& text, const PackageContent& content) {
    text.heading("主な数値");
    text.line(fmt::format("人口　{}人", count_text(content.population)));
    text.line(fmt::format("うち{}の5Gのエリアに含まれる人口　{}人（{}）", content.carrier,
                          count_text(content.covered),
                          percent_text(content.covered, content.population)));
    text.line(fmt::format("うち利用できない人口　{}人（{}）", count_text(content.uncovered),
                          percent_text(content.uncovered, content.population)));
    if (content.unknown > 0.0) {
        text.line(fmt::format("うちエリアの内外が分からない人口　{}人（{}）",
                              count_text(content.unknown),
                              percent_text(content.unknown, content.population)));
    }
    text.line(content.gaps.empty()
                  ? std::string("整備を要望する箇所はありません。")
                  : fmt::format("整備を要望する箇所　{}か所",
                                count_text(static_cast<double>(content.gaps.size()))));
    const auto planned =
        std::ranges::count_if(content.assets, [](const AssetRow& asset) { return asset.rank > 0; });
    text.line(content.assets.empty()
                  ? std::string("提供できる資産はありません。")
                  : fmt::format("提供できる資産　{}か所（うち順位を付したもの{}"
                                "か所、全てに設置した場合に新たに届く人口{}人）",
                                count_text(static_cast<double>(content.assets.size())),
                                count_text(static_cast<double>(planned)),
                                count_text(content.plan_gain)));
}

void methods(TextFile& text, const PackageContent& content) {
    text.heading("数値の求め方");
    text.line("・人口等の集計：" + content.rule_text);
    text.line("・届く範囲の予測：" + content.radio_text);
    const bool told = std::ranges::any_of(
        content.gaps, [](const GapRow& gap) { return gap.another_carrier_serves.has_value(); });
    text.line(told ? "・他の事業者の状況は、5Gの提供の有無のみを示しています。"
                   : "・他の事業者の状況は、示していません。");
    text.line("・表示は四捨五入したものであるため、内訳の和と計が一致しないことがあります。");
    for (const std::string& note : content.notes) {
        text.line("・" + note);
    }
}

void sources(TextFile& text, const PackageContent& content) {
    text.heading("用いた資料");
    for (const std::string& line : source_lines(content.sources)) {
        text.line("・" + line);
    }
    text.line(fmt::format("ファイル名とSHA-256は、{}の「注記・出典」と{}にあります。", kListName,
                          kManifestName));
}

} // namespace

void write_readme(const PackageContent& content, const std::filesystem::path& file) {
    TextFile text;
    text.line(content.study_title);
    text.line(fmt::format("{}　{}あて　{}現在", content.prefecture, content.carrier,
                          date_or_blank(content.as_of)));
    if (content.synthetic) {
        text.line();
        text.line(fmt::format(
            "【{}】この一式は、動作の確認のために作られた模擬データから作成したものです。",
            kSyntheticStamp));
        text.line("実在の事業者のエリアや計画を示すものではありません。");
    }
    if (content.confidential && !content.synthetic) {
        text.line();
        text.line(
            "【取扱注意】この一式には、公表しない条件で提供されたエリアの資料から計算したものが");
        text.line("入っています。関係者のほかには渡さないでください。");
    }
    files(text, content, file.parent_path());
    figures(text, content);
    methods(text, content);
    sources(text, content);
    text.heading("問合せ先");
    for (const std::string& line : letter_form(content).contact) {
        text.line(line);
    }
    write_file_atomically(file, text.bytes());
}

} // namespace todoku::report
