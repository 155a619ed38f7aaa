#include "report/letter_template.hpp"

#include "core/output_folder.hpp"
#include "report/letter_text.hpp"
#include "report/word_template.hpp"

#include <string>
#include <string_view>

namespace todoku::report {

namespace {

/// Width left for the sender's lines, in characters: a post and a name of usual length.
constexpr std::size_t kSenderCharacters = 14;

std::string field(std::string_view name) {
    return "{{" + std::string(name) + "}}";
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
    const auto add = [&document](WordStyle style, std::string text, std::size_t width = 0) {
        document.blocks.emplace_back(WordParagraph{style, std::move(text), width, false, false});
    };
    add(WordStyle::Right, field("文書番号"));
    add(WordStyle::Right, field("日付"));
    add(WordStyle::Addressee, "");
    add(WordStyle::Addressee, field("宛先"));
    add(WordStyle::Addressee, "");
    add(WordStyle::Sender, field("差出人"), kSenderCharacters);
    add(WordStyle::Subject, field("件名"));
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
    add(WordStyle::Indented, field("連絡先"));
    add(WordStyle::Closing, "以上");
    write_file_atomically(file, word_bytes(document));
}

void require_letter_template(const std::filesystem::path& file) {
    fill_template(file, template_values(PackageContent{}, std::nullopt));
}

} // namespace todoku::report
