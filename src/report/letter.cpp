#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/figures.hpp"
#include "report/letter_text.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"
#include "report/word_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace todoku::report {

namespace {

/// Lines of the letter's grid (18 pt) on an A4 page between margins of 25 mm.
constexpr double kLineMm = 18.0 / 72.0 * 25.4;
constexpr double kTextHeightMm = 297.0 - 2 * 25.0;

/// Height of the map on the last page, under its name and with a line to spare.
constexpr double kPictureHeightMm = kTextHeightMm - 2.5 * kLineMm;

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) {
        throw ExternalError({file.string() + "：図面の画像を読めません。",
                             file.string() + ": the map picture cannot be read."});
    }
    return bytes;
}

std::optional<WordPicture> map_of(const PackageContent& content,
                                  const std::filesystem::path& file) {
    if (file.empty()) {
        return std::nullopt;
    }
    WordPicture picture;
    picture.png = bytes_of(file);
    const PixelSize size = png_size(picture.png, file.string());
    picture.name = "5G未整備エリア図";
    picture.alternative_text = map_description(content);
    const double aspect =
        static_cast<double>(size.height) / std::max(1.0, static_cast<double>(size.width));
    picture.width_mm = std::min(kWordTextWidthMm, kPictureHeightMm / aspect);
    picture.height_mm = picture.width_mm * aspect;
    return picture;
}

/// The built-in letter, top to bottom as 公用文 puts it.
class Letter {
public:
    explicit Letter(const PackageContent& content)
        : content_(content), form_(letter_form(content)) {}

    WordDocument compose(const std::optional<WordPicture>& map) {
        document_.title = form_.subject;
        document_.author = printable(content_.prefecture);
        document_.date = content_.letter.date.ok() ? content_.letter.date : content_.as_of;
        document_.stamp = stamp_text(content_.synthetic);
        head();
        for (const std::string& sentence : letter_sentences(content_)) {
            add(WordStyle::Body, sentence);
        }
        add(WordStyle::Centre, "記");
        places();
        assets();
        drawings(map.has_value());
        contact();
        add(WordStyle::Closing, "以上");
        if (map) { // after the letter proper: wherever its tables end, no page is left half empty
            document_.blocks.emplace_back(WordParagraph{
                WordStyle::Indented, "別添　5G未整備エリア図（縮小版）", 0, true, true});
            document_.blocks.emplace_back(*map);
        }
        return std::move(document_);
    }

private:
    void add(WordStyle style, std::string text, bool keep_with_next = false) {
        document_.blocks.emplace_back(
            WordParagraph{style, std::move(text), 0, keep_with_next, false});
    }

    void head() {
        add(WordStyle::Right, form_.reference);
        add(WordStyle::Right, form_.date);
        add(WordStyle::Addressee, "");
        for (const std::string& line : form_.addressee) {
            add(WordStyle::Addressee, line);
        }
        add(WordStyle::Addressee, "");
        std::size_t columns = 0;
        for (const std::string& line : form_.sender) {
            columns = std::max(columns, display_width(line));
        }
        for (const std::string& line : form_.sender) {
            // two more characters: room for the seal, which covers the last character of the name
            document_.blocks.emplace_back(
                WordParagraph{WordStyle::Sender, line, (columns + 1) / 2 + 2, false, false});
        }
        add(WordStyle::Subject, form_.subject);
    }

    void notes(const std::vector<std::string>& lines) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            add(WordStyle::Note, fmt::format("注{}　{}", i + 1, lines[i]));
        }
    }

    void places() {
        add(WordStyle::Heading, "1　整備を要望する箇所");
        if (content_.gaps.empty()) {
            add(WordStyle::Indented, "現在のところ、該当する箇所はありません。");
            return;
        }
        document_.blocks.emplace_back(gap_table(content_));
        notes(gap_notes(content_));
    }

    void assets() {
        add(WordStyle::Heading, "2　提供できる施設・土地等");
        if (content_.assets.empty()) {
            add(WordStyle::Indented, "現在のところ、提供できる資産はありません。個別の箇所について"
                                     "は、下記4の担当に御相談ください。");
            return;
        }
        document_.blocks.emplace_back(asset_table(content_));
        notes(asset_notes(content_));
    }

    void drawings(bool reduced_follows) {
        add(WordStyle::Heading, "3　図面");
        add(WordStyle::Indented,
            reduced_follows ? "別添「5G未整備エリア図」のとおり（末尾に縮小版を付しています）"
                            : "別添「5G未整備エリア図」のとおり");
    }

    void contact() {
        add(WordStyle::Heading, "4　連絡先");
        for (const std::string& line : form_.contact) {
            add(WordStyle::Indented, line, true);
        }
    }

    const PackageContent& content_;
    LetterForm form_;
    WordDocument document_;
};

} // namespace

void write_letter(const PackageContent& content, const std::filesystem::path& map_picture,
                  const std::filesystem::path& file) {
    const std::optional<WordPicture> map = map_of(content, map_picture);
    const std::filesystem::path& form = content.letter.template_file;
    write_file_atomically(file, form.empty() ? word_bytes(Letter(content).compose(map))
                                             : fill_template(form, template_values(content, map)));
}

} // namespace todoku::report
