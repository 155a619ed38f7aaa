#include "report/letter_template.hpp"

#include "core/output_folder.hpp"
#include "report/enquiry_letter.hpp"
#include "report/letter_text.hpp"
#include "report/word_template.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace todoku::report {

namespace {

/// Width left for the sender's lines, in characters: a post and a name of usual length.
constexpr std::size_t kSenderCharacters = 14;

std::string field(std::string_view name) {
    return "{{" + std::string(name) + "}}";
}

void add_to(WordDocument& document, WordStyle style, std::string text, std::size_t width = 0,
            bool keep_with_next = false) {
    document.blocks.emplace_back(
        WordParagraph{style, std::move(text), width, keep_with_next, false});
}

/// Number, date, addressee, sender and subject, as every letter begins.
void begin(WordDocument& document, std::string number, std::string subject) {
    add_to(document, WordStyle::Right, std::move(number));
    add_to(document, WordStyle::Right, field("日付"));
    add_to(document, WordStyle::Addressee, "");
    add_to(document, WordStyle::Addressee, field("宛先"));
    add_to(document, WordStyle::Addressee, "");
    add_to(document, WordStyle::Sender, field("差出人"), kSenderCharacters);
    add_to(document, WordStyle::Subject, std::move(subject));
}

/// The letter's own table with one row of fields, which is repeated for each row when filled.
WordTable repeated(std::string_view list, WordTable table) {
    std::vector<std::string> row;
    for (const WordColumn& column : table.columns) {
        std::string heading = column.heading;
        std::erase(heading, '\n');
        row.push_back(field(std::string(list) + "." + heading));
    }
    table.rows = {std::move(row)};
    table.last_row_is_total = false;
    return table;
}

} // namespace

void write_letter_template(const std::filesystem::path& file) {
    const PackageContent nothing;
    WordDocument document;
    document.title = "要望書のひな形";
    const auto add = [&document](WordStyle style, std::string text, bool keep_with_next = false) {
        add_to(document, style, std::move(text), 0, keep_with_next);
    };
    begin(document, field("文書番号"), field("件名"));
    add(WordStyle::Body, field("本文"));
    add(WordStyle::Centre, "記");
    add(WordStyle::Heading, "1　整備を要望する箇所");
    document.blocks.emplace_back(repeated("箇所", gap_table(nothing)));
    add(WordStyle::Note, "注　人口等の集計方法：" + field("集計方法"));
    add(WordStyle::Heading, "2　提供できる資産");
    document.blocks.emplace_back(repeated("資産", asset_table(nothing)));
    add(WordStyle::Note, "注　届く範囲の予測：" + field("予測方法"));
    add(WordStyle::Heading, "3　図面");
    add(WordStyle::Indented, "別添「5G未整備エリア図」のとおり（下図は、その縮小版）");
    add(WordStyle::Centre, field("図面"));
    add(WordStyle::Heading, "4　連絡先");
    add(WordStyle::Indented, field("連絡先"), true);
    add(WordStyle::Closing, "以上");
    write_file_atomically(file, word_bytes(document));
}

void write_enquiry_template(const std::filesystem::path& file) {
    WordDocument document;
    document.title = "照会のひな形";
    const auto add = [&document](WordStyle style, std::string text, bool keep_with_next = false) {
        add_to(document, style, std::move(text), 0, keep_with_next);
    };
    begin(document, "第　　　号", "5Gを利用できない箇所の状況等について（照会）");
    add(WordStyle::Body,
        "平素から本" + field("県") + "の情報通信行政の推進に御協力を賜り、厚くお礼申し上げます。");
    add(WordStyle::Body,
        "本" + field("県") +
            "では、第5世代移動通信システム（以下「5G」という。）の整備を携帯電話事業者に要望するた"
            "め、各事業者のエリアと人口の分布を重ね合わせ、5Gを利用できないと見込まれる箇所を取りま"
            "とめました（" +
            field("時点") + "現在）。" + field("市町") + "内では、下記1の" + field("箇所数") +
            "か所（延べ" + field("延べ人口") + "人）が該当します。");
    add(WordStyle::Body,
        "つきましては、業務御多忙のところ恐れ入りますが、現地の状況と、基地局の設置"
        "に活用できる資産について、下記3の期限までに御回答くださいますようお願いし"
        "ます。");
    add(WordStyle::Centre, "記");
    add(WordStyle::Heading, "1　5Gを利用できないと見込まれる箇所");
    WordTable places;
    places.description = "5Gを利用できないと見込まれる箇所と、利用の状況を記入する欄";
    places.columns = {{"事業者", 24.0, WordAlign::Left},          {"番号", 14.0, WordAlign::Centre},
                      {"箇所（最寄り）", 37.0, WordAlign::Left},  {"人口", 15.0, WordAlign::Right},
                      {"うち\n65歳以上", 18.0, WordAlign::Right}, {"施設", 25.0, WordAlign::Left},
                      {"利用の状況", 27.0, WordAlign::Centre}};
    places.rows = {{field("箇所.事業者"), field("箇所.番号"), field("箇所.箇所（最寄り）"),
                    field("箇所.人口"), field("箇所.うち65歳以上"), field("箇所.施設"),
                    "可・一部・不可"}};
    document.blocks.emplace_back(std::move(places));
    add(WordStyle::Note, "注1　「利用の状況」は、該当するものに○を付けてください。");
    add(WordStyle::Note, "注2　" + field("事業者名の扱い"));
    add(WordStyle::Note,
        "注3　同じ箇所を利用できないと見込まれる事業者が複数あるときは一つにまとめ、人口等はその"
        "うち最も多いものを示しています。事業者により範囲の異なる箇所が重なることがあるため、人口"
        "の計は延べ数です。"
        "人口等の集計方法：" +
            field("集計方法"));
    add(WordStyle::Note, "注4　※を付した数は、国勢調査で秘匿されている数の推定を含みます。");
    add(WordStyle::Heading, "2　基地局の設置に活用できる資産（記入欄）");
    WordTable assets;
    assets.description = "基地局の設置に活用できる資産を記入する表";
    assets.columns = {
        {"名称", 40.0, WordAlign::Left},       {"所在地", 44.0, WordAlign::Left},
        {"高さ\n(m)", 14.0, WordAlign::Right}, {"電源", 12.0, WordAlign::Centre},
        {"光\n回線", 12.0, WordAlign::Centre}, {"担当課・電話", 38.0, WordAlign::Left}};
    constexpr std::size_t kBlankRows = 5; // room for a small town; staff add rows in Word
    assets.rows.assign(kBlankRows, std::vector<std::string>(assets.columns.size()));
    document.blocks.emplace_back(std::move(assets));
    add(WordStyle::Heading, "3　回答の期限　　　令和　　年　　月　　日");
    add(WordStyle::Heading, "4　回答先");
    add(WordStyle::Indented, field("連絡先"), true);
    add(WordStyle::Closing, "以上");
    write_file_atomically(file, word_bytes(document));
}

void write_answer_template(const std::filesystem::path& file) {
    const PackageContent nothing;
    WordDocument document;
    document.title = "回答のひな形";
    const auto add = [&document](WordStyle style, std::string text, bool keep_with_next = false) {
        add_to(document, style, std::move(text), 0, keep_with_next);
    };
    begin(document, "第　　　号", "公共施設等への5G基地局の設置について（回答）");
    add(WordStyle::Body,
        "令和　　年　　月　　日付けで照会のありましたことについて、下記のとおり回答し"
        "ます。");
    add(WordStyle::Centre, "記");
    add(WordStyle::Heading, "1　基地局の設置に活用いただける資産");
    document.blocks.emplace_back(repeated("資産", asset_table(nothing)));
    add(WordStyle::Note, "注1　活用いただける資産は、全" + field("資産数") +
                             "か所です。表にないものは、別添「要望箇所一覧」のとおりです。");
    add(WordStyle::Note, "注2　届く範囲の予測：" + field("予測方法"));
    add(WordStyle::Heading, "2　使用の条件等");
    add(WordStyle::Indented, "現地の確認の上、財産の使用の許可その他の手続が必要です。使用料は、管"
                             "理する部署から別途お知らせし"
                             "ます。");
    add(WordStyle::Heading, "3　連絡先");
    add(WordStyle::Indented, field("連絡先"), true);
    add(WordStyle::Closing, "以上");
    write_file_atomically(file, word_bytes(document));
}

void require_letter_template(const std::filesystem::path& file) {
    fill_template(file, template_values(PackageContent{}, std::nullopt));
}

} // namespace todoku::report
