#include "report/index_page.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <regex>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

namespace {

IndexContent sample_index() {
    const PackageContent package = sample_package();
    IndexContent content;
    content.title = package.study_title;
    content.prefecture = package.prefecture;
    content.as_of = package.as_of;
    content.synthetic = true;
    content.rule_text = {package.rule_text, "by majority"};
    content.radio_text = {package.radio_text, "by P.1812"};
    for (const char* name : {"キャリアA", "キャリアB"}) {
        IndexCarrier carrier;
        carrier.name = name;
        carrier.population = package.population;
        carrier.covered = package.covered;
        carrier.plan_gain = package.plan_gain;
        carrier.gaps = 120;
        carrier.gap_population = package.uncovered;
        carrier.asked = 50;
        carrier.map_picture = tiny_png(30, 20);
        carrier.map_pdf = std::string("packages/") + name + "/5G未整備エリア図.pdf";
        carrier.files = {{{"要望書", "Letter"}, std::string("packages/") + name + "/要望書.docx"}};
        carrier.top_gaps = package.gaps;
        carrier.top_sites = package.assets;
        content.carriers.push_back(carrier);
    }
    for (const char* name : {"キャリアA", "any"}) {
        for (const char* rule : {"majority", "area"}) {
            for (const auto& [code, label] : {std::pair{domain::GovernmentCode(24, 201), "津市"},
                                              std::pair{domain::GovernmentCode(24, 0), "三重県"}}) {
                overlay::CoverageRow row;
                row.municipality = code;
                row.name = label;
                row.layer = {name, "5g"};
                row.rule = rule;
                row.population = {274537.0, 250000.5};
                content.coverage.push_back(row);
            }
        }
    }
    content.inputs = {{{"人口メッシュ", "population cells"}, "inputs/mesh.txt", 100, 98, 2, 1}};
    content.files = {{{"結果", "Results"}, "results.gpkg"}};
    content.notes = package.notes;
    return content;
}

std::string page(const IndexContent& content) {
    const ScratchFolder folder("index");
    write_index_page(content, folder.path() / "index.html");
    return bytes_of(folder.path() / "index.html");
}

std::vector<std::string> all(const std::string& html, const std::string& pattern) {
    std::vector<std::string> found;
    const std::regex expression(pattern);
    for (std::sregex_iterator at(html.begin(), html.end(), expression), end; at != end; ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

} // namespace

TEST_CASE("The page needs no other file: pictures are in it, links are relative") {
    const std::string html = page(sample_index());
    const auto pictures = all(html, "src=\"([^\"]*)\"");
    CHECK(pictures.size() == 2);
    for (const std::string& picture : pictures) {
        CHECK(picture.starts_with("data:image/png;base64,iVBORw0KGgo")); // RFC 4648 of a PNG's head
    }
    CHECK(html.find("<link") == std::string::npos);
    CHECK(html.find("script src") == std::string::npos);
    const auto links = all(html, "href=\"([^\"]*)\"");
    CHECK(links.size() > 10);
    for (const std::string& link : links) {
        INFO(link);
        CHECK((link.starts_with("./") || link.starts_with("#")));
        CHECK(link.find(':') == std::string::npos);
    }
    CHECK(html.find("http://") == std::string::npos);
    CHECK(html.find("https://") == std::string::npos);
    CHECK(html.find("@import") == std::string::npos);
    CHECK(html.find("url(") == std::string::npos);
}

TEST_CASE("A link cannot leave the folder's scheme whatever the name") {
    IndexContent content = sample_index();
    content.files = {{{"x", "x"}, "javascript:alert(1)"},
                     {{"y", "y"}, "//host/a\"b.csv"},
                     {{"z", "z"}, "表 1#2?.csv"}};
    const std::string html = page(content);
    CHECK(html.find("href=\"./javascript%3Aalert%281%29\"") != std::string::npos);
    CHECK(html.find("href=\"./host/a%22b.csv\"") != std::string::npos);
    CHECK(html.find("href=\"./%E8%A1%A8%201%232%3F.csv\"") != std::string::npos);
}

TEST_CASE("Markup in names is shown, not run") {
    IndexContent content = sample_index();
    content.title = "<img src=x onerror=alert(1)>";
    content.carriers[0].name = "\"><script>alert(2)</script>";
    content.coverage[0].name = "</script><script>alert(3)</script>";
    content.coverage[0].layer.carrier = "</option><script>alert(4)</script>";
    content.inputs[0].file = "' onmouseover='alert(5)";
    const std::string html = page(content);
    // The page's own two: the data and the script.
    CHECK(all(html, "(<script[^>]*>)").size() == 2);
    CHECK(all(html, "(<img src=x)").empty());
    CHECK(all(html, "(onmouseover=')").empty());
    CHECK(html.find("&lt;img src=x onerror=alert(1)&gt;") != std::string::npos);
}

TEST_CASE("The data for the table survives its embedding") {
    IndexContent content = sample_index();
    content.coverage[0].name = "津<市>&";
    const std::string html = page(content);
    const std::string begin = "id=\"coverage-data\">";
    const std::size_t at = html.find(begin) + begin.size();
    const auto data = nlohmann::json::parse(html.substr(at, html.find("</script>", at) - at));
    REQUIRE(data.size() == content.coverage.size());
    CHECK(data[0][0] == "242012");
    CHECK(data[0][1] == "津<市>&");
    CHECK(data[0][2][1] == "5g");
    CHECK(data[0][5] == 250000.5);
}

TEST_CASE("The page says figures, dates and the stamp in both languages") {
    const std::string html = page(sample_index());
    CHECK(html.find("令和8年10月1日現在") != std::string::npos);
    CHECK(html.find("as of 2026-10-01") != std::string::npos);
    CHECK(html.find("<title>【模擬データ】") != std::string::npos);
    CHECK(html.find("Made from synthetic data") != std::string::npos);
    CHECK(html.find("1,761,415") == std::string::npos); // covered people are shown as a share
    CHECK(html.find("99.5％") != std::string::npos);
    CHECK(html.find("要望箇所50か所のうち上位30か所（未整備箇所は全120か所") != std::string::npos);
    IndexContent real = sample_index();
    real.synthetic = false;
    CHECK(page(real).find("模擬データ") == std::string::npos);
}

TEST_CASE("How sure a figure is stands beside it: on the card and in the prefecture's row") {
    IndexContent content = sample_index();
    CHECK(page(content).find("class=\"range\"") == std::string::npos);
    content.carriers[0].share_range = {0.9942, 0.9966};
    overlay::SensitivityRow row;
    row.prefecture = domain::GovernmentCode(24, 0);
    row.layer = {"キャリアA", "5g"};
    row.rule = "majority";
    row.population = 1000.0;
    row.covered = 910.0;
    row.ties = {890.0, 920.0};
    row.shift = {905.0, 915.0};
    row.other_border_population = 1000.0;
    row.other_border_covered = 911.0;
    content.sensitivity = {row};
    const std::string html = page(content);
    const auto shown = all(html, "<span class=\"range\">([^<]*)</span>");
    REQUIRE(shown.size() == 2);
    CHECK(shown[0] == "（99.4～99.7％）");
    CHECK(shown[1] == "（89.0～92.0％）");
    CHECK(html.find("エリアの図形の位置（10mのずれ）") != std::string::npos);
    const std::string begin = "id=\"coverage-data\">";
    const std::size_t at = html.find(begin) + begin.size();
    const auto data = nlohmann::json::parse(html.substr(at, html.find("</script>", at) - at));
    for (const auto& line : data) { // of キャリアA's 5G by majority in the prefecture alone
        const bool its = line[0] == "240001" && line[2][0] == "キャリアA" && line[3] == "majority";
        CHECK(line[12] == (its ? "89.0～92.0％" : ""));
    }
}

TEST_CASE("What no carrier serves has its own section, with its map and its list") {
    IndexContent content = sample_index();
    CHECK(page(content).find("id=\"unserved\"") == std::string::npos);
    IndexUnserved ground;
    ground.title = {"どの事業者の携帯電話も届かない箇所（不感地域）", "Where nobody's 4G or 5G is"};
    ground.made_of = {"キャリアA、キャリアBのもの。", "Of A and B."};
    ground.population = 1000.0;
    ground.left_out = 63.0;
    ground.gaps = 40;
    ground.gap_population = 61.0;
    ground.map_picture = tiny_png(30, 20);
    ground.map_pdf = "maps/不感地域図.pdf";
    ground.top_gaps = sample_package().gaps;
    content.unserved = {ground};
    const std::string html = page(content);
    CHECK(html.find("63人（人口の6.3％）。キャリアA、キャリアBのもの。") != std::string::npos);
    CHECK(html.find("全40か所、計61人のうち上位30か所") != std::string::npos);
    CHECK(html.find("href=\"#unserved\"") != std::string::npos);
    CHECK(html.find("href=\"./maps/%E4%B8%8D") != std::string::npos);
    CHECK(all(html, "src=\"(data:image/png;base64,[^\"]*)\"").size() == 3);
}

TEST_CASE("The page can be read by who does not see it") {
    const std::string html = page(sample_index());
    CHECK(html.find("<html lang=\"ja\"") != std::string::npos);
    CHECK(all(html, "(<h1>)").size() == 1);
    for (const std::string& picture : all(html, "(<img [^>]*>)")) {
        CHECK(picture.find("alt=\"") != std::string::npos);
        CHECK(picture.find("alt=\"\"") == std::string::npos);
    }
    for (const std::string& head : all(html, "(<th[ >][^>]*)")) {
        CHECK(head.find("scope=\"") != std::string::npos);
    }
    for (const std::string& select : all(html, "<select id=\"([^\"]*)\"")) {
        CHECK(html.find("<label for=\"" + select + "\"") != std::string::npos);
    }
}

TEST_CASE("A page without anything is still a page that says so") {
    const std::string html = page({});
    for (const char* part : {"集計した事業者はありません。", "別の集計はありません。",
                             "資料の記録はありません。", "共通のファイルはありません。"}) {
        INFO(part);
        CHECK(html.find(part) != std::string::npos);
    }
    CHECK(html.ends_with("</html>\n"));
}

TEST_CASE("The same content gives the same page") {
    CHECK(page(sample_index()) == page(sample_index()));
}
