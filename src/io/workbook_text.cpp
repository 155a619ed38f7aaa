#include "io/workbook_text.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/date_format.hpp"
#include "io/file_access.hpp"
#include "io/number_formats.hpp"
#include "io/workbook_sheets.hpp"
#include "io/xml_tags.hpp"
#include "io/zip_member.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

/// No tag or text of a cell is longer (32,767 characters); a part with a longer one stays as it is.
constexpr std::size_t kLongest = std::size_t{1} << 20U;

void append_utf8(std::string& text, unsigned code) {
    const auto put = [&](unsigned byte) { text += static_cast<char>(byte); };
    if (code < 0x80U) {
        put(code);
    } else if (code < 0x800U) {
        put(0xC0U | code >> 6U);
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xE0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

/// _x000D_ and the like as the characters they stand for; line ends as one \n.
std::string without_escapes(std::string_view text) {
    constexpr std::string_view kBegin = "_x";
    constexpr std::size_t kLength = 7;
    std::string out;
    while (true) {
        const auto at = text.find(kBegin);
        out += text.substr(0, at);
        if (at == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(at);
        unsigned code = 0;
        const char* digits = text.data() + kBegin.size();
        const bool escaped = text.size() >= kLength && text[kLength - 1] == '_' &&
                             std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
        const bool half = code >= 0xD800U && code < 0xE000U; // of a pair
        if (!escaped || half) {
            out += kBegin;
            text.remove_prefix(kBegin.size());
            continue;
        }
        text.remove_prefix(kLength);
        if (code == '\r') {
            out += text.starts_with('\n') || text.starts_with("_x000A_") ? "" : "\n";
        } else if (code < 0x20U && code != '\n' && code != '\t') {
            out += ' ';
        } else if (code == '&') {
            out += "&amp;";
        } else if (code == '<') {
            out += "&lt;";
        } else {
            append_utf8(out, code);
        }
    }
}

/// 0.125 -> 12.5%; nothing for a text.
std::optional<std::string> percentage(std::string_view number) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    return error == std::errc{} && end == number.data() + number.size() && !number.empty()
               ? std::optional(fmt::format("{:.15g}%", value * 100))
               : std::nullopt;
}

/// 1.4471 days -> 34:43:49; nothing for a text and what is below 0.
std::optional<std::string> hours_of(std::string_view number, bool seconds) {
    double days = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), days);
    constexpr double kMostDays = 1e6;
    if (error != std::errc{} || end != number.data() + number.size() || number.empty() ||
        !(days >= 0.0 && days < kMostDays)) {
        return std::nullopt;
    }
    constexpr std::int64_t kThousandths = 86'400'000; // of a second, in a day
    const std::int64_t time = std::llround(days * static_cast<double>(kThousandths));
    const std::int64_t minutes = time / 60'000;
    std::string shown = fmt::format("{}:{:02}", minutes / 60, minutes % 60);
    if (seconds) {
        shown += fmt::format(":{:02}", time / 1000 % 60);
        if (time % 1000 != 0) {
            shown += fmt::format(".{:03}", time % 1000);
        }
    }
    return shown;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

/// Writes one part of a workbook anew; without an output only tells whether it has to be.
class PartWriter : public TagVisitor {
public:
    PartWriter(const WorkbookFormats& formats, std::ostream* out) : formats_(formats), out_(out) {}

    [[nodiscard]] bool changed() const { return changed_ && !given_up_; }

    bool tag(std::string_view text) override {
        if (text.size() >= kLongest) {
            given_up_ = true;
        }
        put_text();
        const Tag tag = tag_of(text);
        const bool element = !text.starts_with('?') && !text.starts_with('!');
        if (root_.empty() && element) {
            begin(tag);
        }
        if (given_up_ || (root_.empty() && element)) {
            return false;
        }
        if (!skipped_.empty()) {
            if (tag.closes && tag.name == skipped_) {
                skipped_.clear();
            }
        } else if (tag.name == (is_ods_ ? "ruby-text" : "rPh") && !tag.closes) {
            skipped_ = tag.closes_self ? "" : tag.name;
            changed_ = true;
        } else {
            std::string rewritten(text);
            if (is_ods_) {
                rewrite_ods(tag, rewritten, text);
            } else {
                rewrite_xlsx(tag, rewritten);
            }
            put("<" + rewritten + ">");
        }
        return out_ != nullptr || !changed_;
    }

    void text(std::string_view piece) override {
        if (!skipped_.empty()) {
            return;
        }
        if (in_text_) {
            text_ += piece;
            given_up_ = given_up_ || text_.size() > kLongest;
        } else {
            put(piece);
        }
    }

private:
    enum class Shown { AsItStands, Text, Percent, Date, Hours, Zeros };

    void put(std::string_view text) {
        if (out_ != nullptr) {
            *out_ << text;
        }
    }

    void begin(const Tag& root) {
        constexpr std::array<std::string_view, 4> kParts = {"worksheet", "sst", "workbook",
                                                            "styleSheet"};
        is_ods_ = root.name == "document-content";
        if (is_ods_ || std::ranges::find(kParts, root.name) != kParts.end()) {
            root_ = root.name;
            prefix_ = root.prefix;
            changed_ = changed_ || (!is_ods_ && !prefix_.empty());
        }
    }

    /// The text of the element that ends, as a cell shows it.
    void put_text() {
        if (text_.empty()) {
            return;
        }
        std::string shown = text_;
        if (shown_ == Shown::Percent) {
            shown = percentage(text_).value_or(text_);
        } else if (shown_ == Shown::Date) {
            shown = date_of_serial(text_, formats_.from_1904).value_or(text_);
        } else if (shown_ == Shown::Hours) {
            shown = hours_of(text_, format_->seconds).value_or(text_);
        } else if (shown_ == Shown::Zeros) {
            if (text_.find_first_not_of("0123456789") == std::string::npos) {
                const std::size_t missing =
                    format_->digits - std::min(format_->digits, text_.size());
                shown = format_->before + std::string(missing, '0') + text_ + format_->behind;
            }
        } else if (shown_ == Shown::Text) {
            shown = without_escapes(text_);
        }
        changed_ = changed_ || shown != text_;
        put(shown);
        text_.clear();
    }

    void rewrite_ods(const Tag& tag, std::string& rewritten, std::string_view text) {
        const auto value = attribute(tag, "office:value");
        const auto type = attribute(tag, "office:value-type");
        const auto shown = percentage(value);
        if (type != "percentage" || !shown) {
            return;
        }
        std::array<std::pair<std::string_view, std::string_view>, 2> changes = {
            {{value, *shown}, {type, "string"}}};
        if (value.data() < type.data()) { // from behind, so that places stay
            std::swap(changes[0], changes[1]);
        }
        for (const auto& [from, to] : changes) {
            rewritten.replace(static_cast<std::size_t>(from.data() - text.data()), from.size(), to);
        }
        changed_ = true;
    }

    void rewrite_xlsx(const Tag& tag, std::string& rewritten) {
        if (!prefix_.empty() && tag.prefix == prefix_) {
            rewritten.erase(tag.closes ? 1 : 0, prefix_.size() + 1);
        }
        if (tag.prefix != prefix_) {
            return;
        }
        const bool opens = !tag.closes && !tag.closes_self;
        if (tag.name == "t") {
            in_text_ = opens;
            shown_ = Shown::Text;
        } else if (tag.name == "v") {
            in_text_ = opens && value_shown_ != Shown::AsItStands;
            shown_ = value_shown_;
        } else if (root_ == "worksheet" && tag.name == "row" && !tag.closes) {
            begin_row(tag, rewritten);
        } else if (root_ == "worksheet" && tag.name == "c" && !tag.closes) {
            begin_cell(tag, rewritten);
        }
    }

    void begin_row(const Tag& tag, std::string& rewritten) {
        const std::string_view number = attribute(tag, "r");
        ++row_;
        column_ = 0;
        if (number.empty()) {
            rewritten.insert(3, fmt::format(" r=\"{}\"", row_));
            changed_ = true;
        } else {
            std::from_chars(number.data(), number.data() + number.size(), row_);
        }
    }

    void begin_cell(const Tag& tag, std::string& rewritten) {
        const std::string_view place = attribute(tag, "r");
        if (place.empty()) {
            rewritten.insert(1, fmt::format(" r=\"{}{}\"", column_letters(column_), row_));
            changed_ = true;
        } else if (const auto known = cell_place(place)) {
            column_ = known->first;
        }
        ++column_;
        const std::string_view type = attribute(tag, "t");
        value_shown_ = type == "str" ? Shown::Text : Shown::AsItStands;
        std::size_t style = 0;
        const std::string_view number = attribute(tag, "s");
        std::from_chars(number.data(), number.data() + number.size(), style);
        if (tag.closes_self || (!type.empty() && type != "n") || style >= formats_.cells.size()) {
            return;
        }
        const NumberFormat& format = formats_.cells[style];
        format_ = &format;
        if (!format.is_plain()) {
            value_shown_ = format.percent ? Shown::Percent
                           : format.date  ? Shown::Date
                           : format.hours ? Shown::Hours
                                          : Shown::Zeros;
            const auto number_type = rewritten.find(" t=\"n\"");
            if (number_type != std::string::npos) {
                rewritten.erase(number_type, 6);
            }
            // GDAL takes any other type in a style of dates for a day's number.
            rewritten.insert(1, format.date ? " t=\"inlineStr\"" : " t=\"str\"");
            changed_ = true;
        }
    }

    const WorkbookFormats& formats_;
    std::ostream* out_;
    std::string root_; ///< empty before the first element, and for parts without cells
    std::string prefix_;
    bool is_ods_ = false;
    bool changed_ = false;
    bool given_up_ = false;
    std::string skipped_; ///< element whose content is left out
    bool in_text_ = false;
    std::string text_;
    Shown shown_ = Shown::AsItStands; ///< of the text
    Shown value_shown_ = Shown::AsItStands;
    const NumberFormat* format_ = nullptr; ///< of the cell
    std::int64_t row_ = 0;
    std::size_t column_ = 0;
};

bool may_need_rewriting(const fs::path& file) {
    const std::string ending = lower_ending(file);
    const bool workbook = ending == ".xlsx" || ending == ".xlsm" || ending == ".ods";
    return workbook && read_bytes(file, 2) == "PK";
}

bool is_xml(const ZipMember& member) {
    return member.name == "content.xml" ||
           (member.name.starts_with("xl/") && lower_ending(member.name) == ".xml");
}

/// False only where nothing of the part has to be rewritten: looks for the words of what may, which
/// is much faster than taking it apart. A program leaves out places and writes prefixes throughout
/// or never: these are looked for at the beginning.
bool may_differ(const PieceReader& read, const WorkbookFormats& formats) {
    static constexpr std::array<std::string_view, 9> at_first = {
        ":worksheet", ":sst", ":workbook", ":styleSheet", "<c>", "<c s", "<c t", "<row>", "<row s"};
    std::vector<std::string> anywhere = {"rPh", "_x", "ruby-text", "\"percentage\""};
    for (std::size_t i = 0; i < formats.cells.size(); ++i) {
        if (!formats.cells[i].is_plain()) {
            anywhere.push_back(fmt::format("s=\"{}\"", i));
        }
    }
    constexpr std::size_t kPiece = std::size_t{1} << 16U;
    constexpr std::size_t kMostFormats = 16; // each is a walk through the part
    if (anywhere.size() > kMostFormats) {
        return true;
    }
    std::string text;
    const auto holds = [&text](std::string_view word) {
        return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
    };
    for (bool first = true;; first = false) {
        constexpr std::size_t kOverlap = 32; // a word may lie across two pieces
        text.erase(0, text.size() - std::min(text.size(), kOverlap));
        const std::size_t kept = text.size();
        text.resize(kept + kPiece);
        text.resize(kept + read(text.data() + kept, kPiece));
        if ((first && std::ranges::any_of(at_first, holds)) ||
            std::ranges::any_of(anywhere, holds)) {
            return true;
        }
        if (text.size() == kept) {
            return false;
        }
    }
}

/// Calls `found` with each part to rewrite until it says false.
template <class Found>
void each_part(const fs::path& file, const std::string& shown_as, Found found) {
    if (!may_need_rewriting(file)) {
        return;
    }
    try {
        const std::vector<ZipMember> members = zip_members(file, shown_as);
        const WorkbookFormats formats = number_formats_in(file, shown_as, members);
        for (const ZipMember& member : members) {
            if (!is_xml(member) ||
                !may_differ(zip_member_reader(file, shown_as, member), formats)) {
                continue;
            }
            PartWriter look(formats, nullptr);
            visit_tags(zip_member_reader(file, shown_as, member), kLongest, look);
            if (look.changed() && !found(member, formats)) {
                return;
            }
        }
    } catch (const InputError&) {
        // Broken: whoever opens it as a workbook says so.
    }
}

} // namespace

bool needs_rewriting(const fs::path& workbook, const std::string& shown_as) {
    bool any = false;
    each_part(workbook, shown_as, [&](const ZipMember&, const WorkbookFormats&) {
        any = true;
        return false;
    });
    return any;
}

std::map<std::uint64_t, fs::path>
rewritten_parts(const fs::path& workbook, const std::string& shown_as, const fs::path& folder) {
    std::map<std::uint64_t, fs::path> parts;
    each_part(workbook, shown_as, [&](const ZipMember& member, const WorkbookFormats& formats) {
        const fs::path file = folder / fmt::format("{}.xml", member.index);
        std::ofstream out(file, std::ios::binary);
        PartWriter writer(formats, &out);
        visit_tags(zip_member_reader(workbook, shown_as, member), kLongest, writer);
        out.close();
        if (!out) {
            throw ExternalError({"一時フォルダに書けません。空き容量を確かめてください。",
                                 "Cannot write to the temporary folder. Check the free space."});
        }
        if (writer.changed()) {
            parts[member.index] = file;
        }
        return true;
    });
    return parts;
}

} // namespace todoku::io
