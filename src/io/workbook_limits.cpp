#include "io/workbook_limits.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/xml_tags.hpp"
#include "io/zip_member.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

namespace todoku::io {

namespace {

/// No tag that is looked at is longer; of a longer one the beginning tells enough.
constexpr std::size_t kLongestTag = 4096;

struct TextLength {
    std::size_t units = 0; ///< of UTF-16
    std::size_t bytes = 0; ///< of UTF-8, an entity as one
};

/// Whether the first element of a part, kept in `root`, has that name; parts go by any file name.
bool is_of(std::string_view name, const Tag& tag, std::string& root) {
    if (root.empty() && !tag.name.starts_with('?') && !tag.name.starts_with('!')) {
        root = tag.name;
    }
    return root.empty() || root == name;
}

/// The lengths of the shared texts, without their furigana (ECMA-376 part 1, 18.4.8).
class LengthReader : public TagVisitor {
public:
    bool tag(std::string_view text) override {
        const Tag tag = tag_of(text);
        const bool opens = !tag.closes && !tag.closes_self;
        if (!is_of("sst", tag, root_)) {
            return false;
        }
        if (tag.name == "si" && !tag.closes) {
            lengths_.emplace_back();
        } else if (tag.name == "rPh") {
            in_furigana_ = opens;
        } else if (tag.name == "t") {
            in_text_ = opens && !in_furigana_ && !lengths_.empty();
            in_entity_ = false;
        }
        return true;
    }
    void text(std::string_view piece) override {
        if (!in_text_) {
            return;
        }
        TextLength& length = lengths_.back();
        for (const char c : piece) {
            const auto byte = static_cast<unsigned char>(c);
            const bool continues = (byte & 0xC0U) == 0x80U;
            const bool pair = byte >= 0xF0U;
            if (!in_entity_) {
                length.units += continues ? 0 : pair ? 2 : 1;
                ++length.bytes;
            }
            in_entity_ = c == '&' || (in_entity_ && c != ';');
        }
    }
    [[nodiscard]] const std::vector<TextLength>& lengths() const { return lengths_; }

private:
    std::vector<TextLength> lengths_;
    std::string root_;
    bool in_furigana_ = false;
    bool in_text_ = false;
    bool in_entity_ = false;
};

/// How many bytes the texts of one sheet come to, those that its cells name and those that stand in
/// it (18.3.1.4).
class SheetLength : public TagVisitor {
public:
    explicit SheetLength(const std::vector<TextLength>& lengths) : lengths_(lengths) {}

    bool tag(std::string_view text) override {
        if (in_value_) {
            add();
        }
        const Tag tag = tag_of(text);
        if (!is_of("worksheet", tag, root_)) {
            return false;
        }
        if (tag.name == "c") {
            shared_ = !tag.closes && attribute(tag, "t") == "s";
        }
        const bool opens = !tag.closes && !tag.closes_self;
        in_value_ = shared_ && tag.name == "v" && opens;
        in_text_ = !shared_ && (tag.name == "v" || tag.name == "t") && opens;
        return bytes_ <= kMostSheetText;
    }
    void text(std::string_view piece) override {
        constexpr std::size_t kMostDigits = 20;
        bytes_ += in_text_ ? piece.size() : 0;
        if (in_value_ && index_.size() < kMostDigits) {
            index_ += piece.substr(0, kMostDigits);
        }
    }
    [[nodiscard]] bool is_too_much() const { return bytes_ > kMostSheetText; }

private:
    void add() {
        std::size_t index = lengths_.size();
        const std::string_view digits = trimmed(index_);
        std::from_chars(digits.data(), digits.data() + digits.size(), index);
        bytes_ += index < lengths_.size() ? lengths_[index].bytes : 0;
        index_.clear();
    }

    const std::vector<TextLength>& lengths_;
    std::size_t bytes_ = 0;
    std::string root_;
    std::string index_;
    bool shared_ = false;
    bool in_value_ = false;
    bool in_text_ = false;
};

void require_short_cells(const std::vector<TextLength>& lengths, const std::string& shown_as) {
    const auto found = std::ranges::find_if(
        lengths, [](const TextLength& length) { return length.units > kLongestCell; });
    if (found == lengths.end()) {
        return;
    }
    throw InputError(
        {fmt::format(
             "{} に {} 文字のセルがあります（Excelのセルは {} 文字まで）。壊れているか、悪意"
             "のあるファイルです。提供元に確かめ、もらい直してください。",
             shown_as, counted(found->units), counted(kLongestCell)),
         fmt::format("{} has a cell of {} characters (a cell of Excel holds at most {}): it is "
                     "broken or hostile. Ask who gave it, and for the file again.",
                     shown_as, counted(found->units), counted(kLongestCell))});
}

} // namespace

void require_sane_texts(const std::filesystem::path& workbook, const std::string& shown_as) {
    const std::string ending = lower_ending(workbook);
    if ((ending != ".xlsx" && ending != ".xlsm") || read_bytes(workbook, 2) != "PK") {
        return; // who opens it says what it is
    }
    std::vector<ZipMember> parts = zip_members(workbook, shown_as);
    std::erase_if(parts, [](const auto& part) { return lower_ending(part.name) != ".xml"; });
    std::vector<TextLength> lengths;
    for (const ZipMember& part : parts) {
        LengthReader texts;
        visit_tags(zip_member_reader(workbook, shown_as, part), kLongestTag, texts);
        if (!texts.lengths().empty()) {
            lengths = texts.lengths();
            require_short_cells(lengths, shown_as);
        }
    }
    constexpr std::size_t kShort = 64; // the cell that names it takes some 30 bytes
    const bool short_texts =
        std::ranges::all_of(lengths, [](auto length) { return length.bytes <= kShort; });
    if (short_texts) { // a sheet that is no longer holds no more
        std::erase_if(parts, [](const auto& part) { return part.bytes <= kMostSheetText; });
    }
    for (const ZipMember& part : parts) {
        SheetLength sheet(lengths);
        visit_tags(zip_member_reader(workbook, shown_as, part), kLongestTag, sheet);
        if (sheet.is_too_much()) {
            throw InputError(
                {fmt::format("{} のシート（{}）の文字は、合わせると {}MB を超えます。長い文字が多く"
                             "のセルに入っています。要らない列を消すか、市町村ごとなどに分けて"
                             "指定してください。",
                             shown_as, part.name, kMostSheetText >> 20U),
                 fmt::format("The texts of a sheet of {} ({}) come to over {} MB: long texts "
                             "stand in many cells. Delete columns that are not needed, or divide "
                             "it, for instance by municipality.",
                             shown_as, part.name, kMostSheetText >> 20U)});
        }
    }
}

} // namespace todoku::io
