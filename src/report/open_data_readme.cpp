// The read-me file of the open-data edition: what it is, how it may be used, what is not in it.
#include "core/output_folder.hpp"
#include "report/figures.hpp"
#include "report/open_data.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"
#include "report/source_lines.hpp"

#include <fmt/format.h>

namespace todoku::report {

namespace {

constexpr std::string_view kByteOrderMark =
    "\xEF\xBB\xBF"; // Notepad of older Windows needs it to see UTF-8
constexpr const char* kRule =
    "----------------------------------------------------------------------------";

class Lines {
public:
    Lines() : bytes_(kByteOrderMark) {}
    void line(const std::string& text = {}) { bytes_ += printable(text) + "\r\n"; }
    void heading(const std::string& text) {
        line();
        line("■ " + text);
        line(kRule);
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

void files(Lines& text, const OpenData& data) {
    text.heading("ファイル");
    for (const OpenTable& table : data.tables) {
        const bool shapes = table.geometry != io::GeometryKind::None;
        text.line(fmt::format("・{0}.csv{1}　{2}（{3}件）", table.name,
                              shapes ? "、" + table.name + ".geojson" : "", table.title.ja,
                              count_text(static_cast<double>(table.rows.size()))));
        text.line("    " + table.about.ja);
    }
    text.line(
        fmt::format("・{}　上の表を一つにまとめたもの（QGISなどで開けます）", kOpenGeoPackageName));
    text.line(fmt::format("・{}　全ての項目の名前、単位、説明", kOpenColumnsName));
    text.line(fmt::format("・{}　メタデータ（DCAT、JSON-LD）", kOpenMetadataName));
    text.line(fmt::format("・{}　各ファイルの大きさとSHA-256", kManifestName));
    text.line("CSVの文字コードはUTF-8（BOM付き）です。Excelでそのまま開けます。座標は世界測地系"
              "（JGD2011）の緯度・経度です。");
}

void english(Lines& text, const OpenData& data) {
    text.heading("In English");
    if (data.synthetic) {
        text.line("SYNTHETIC DATA: made up to try the program; nothing here is real.");
    }
    text.line(fmt::format("Open data of mobile coverage and public assets, {} Prefecture{}.",
                          data.prefecture_en,
                          data.as_of.ok() ? ", as of " + iso_date(data.as_of) : ""));
    text.line("Licence: Creative Commons Attribution 4.0 (CC BY 4.0). Columns: columns.csv.");
    for (const OpenTable& table : data.tables) {
        text.line(fmt::format("- {}: {}", table.name, table.title.en));
    }
    for (const Text& rule : data.rules) {
        text.line("- " + rule.en);
    }
}

} // namespace

void write_open_readme(const OpenData& data, const std::filesystem::path& file) {
    Lines text;
    text.line(fmt::format("{}　オープンデータ", data.study_title));
    text.line(fmt::format("{}　{}現在", data.prefecture, date_or_blank(data.as_of)));
    if (data.synthetic) {
        text.line();
        text.line(fmt::format("【{}】動作の確認のために作られたデータです。実在の施設や事業者の"
                              "エリアを示すものではありません。",
                              kSyntheticStamp));
    }
    files(text, data);
    text.heading("利用の条件");
    text.line("クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）");
    text.line("https://creativecommons.org/licenses/by/4.0/deed.ja");
    text.line("出典を示せば、複製、改変、商用の利用ができます。出典の示し方の例:");
    text.line(fmt::format("    「{}」（{}、{}）を加工して作成", data.study_title, data.prefecture,
                          date_or_blank(data.as_of) + "現在"));
    text.heading("含まれないもの");
    for (const Text& rule : data.rules) {
        text.line("・" + rule.ja);
    }
    text.heading("もとの資料");
    text.line("次の資料を加工して作成しました。それぞれの利用条件にも従ってください。");
    for (const std::string& line : source_lines(data.sources)) {
        text.line("・" + line);
    }
    english(text, data);
    write_file_atomically(file, text.bytes());
}

} // namespace todoku::report
