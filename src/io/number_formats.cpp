#include "io/number_formats.hpp"

#include "io/date_format.hpp"
#include "io/xml_tags.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

/// No code of a format is longer (255 characters in Excel).
constexpr std::size_t kLongestTag = std::size_t{1} << 20U;

/// Of "施"000 and 0000"号": zeros, and the text before and behind them. Nothing for what shows
/// numbers in another way, and for a unit behind one 0, without which the number is read as well.
std::optional<NumberFormat> zeros_in_text(std::string_view code) {
    NumberFormat format;
    while (!code.empty()) {
        const char c = code.front();
        std::string& text = format.digits == 0 ? format.before : format.behind;
        if (c == '"') {
            const auto end = code.find('"', 1);
            if (end == code.npos) {
                return std::nullopt;
            }
            text += code.substr(1, end - 1);
            code.remove_prefix(end + 1);
        } else if (c == '\\' && code.size() > 1 && code[1] > ' ' && code[1] < '\x7F') {
            text += code[1];
            code.remove_prefix(2);
        } else if (c == '0' && format.behind.empty()) {
            ++format.digits;
            code.remove_prefix(1);
        } else if (c == '-') {
            text += c;
            code.remove_prefix(1);
        } else {
            return std::nullopt;
        }
    }
    const bool money = format.before.find_first_of("$\\") != std::string::npos ||
                       format.before.find("¥") != std::string::npos ||
                       format.before.find("￥") != std::string::npos;
    const bool said = format.digits > 1 || (format.digits == 1 && !format.before.empty());
    return said && !money ? std::optional(std::move(format)) : std::nullopt;
}

/// @param code such as 0.0% or 00000, its quotes as &quot; (ECMA-376 part 1, 18.8.31)
NumberFormat format_of(std::string code) {
    constexpr std::string_view kQuote = "&quot;";
    for (auto at = code.find(kQuote); at != std::string::npos; at = code.find(kQuote, at)) {
        code.replace(at, kQuote.size(), 1, '"');
    }
    NumberFormat format;
    if (const auto zeros = zeros_in_text(code)) {
        return *zeros;
    }
    format.date = is_date_format(code);
    format.hours = code.find("[h") != std::string::npos || code.find("[H") != std::string::npos;
    format.seconds = format.hours && code.find_first_of("sS") != std::string::npos;
    bool quoted = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        quoted = quoted != (code[i] == '"');
        if (code[i] == '\\') {
            ++i;
        } else if (code[i] == '%' && !quoted) {
            format.percent = true;
        }
    }
    return format;
}

/// The formats of a workbook's cells, by the number that a cell gives as its style.
class FormatReader : public TagVisitor {
public:
    bool tag(std::string_view text) override {
        const Tag tag = tag_of(text);
        const std::string id(attribute(tag, "numFmtId"));
        if (tag.name == "numFmt") {
            known_[id] = format_of(std::string(attribute(tag, "formatCode")));
        } else if (tag.name == "cellXfs") {
            in_cells_ = !tag.closes && !tag.closes_self;
        } else if (tag.name == "xf" && in_cells_ && !tag.closes) {
            formats_.push_back(known(id));
        }
        return true;
    }
    void text(std::string_view /*piece*/) override {}
    [[nodiscard]] std::vector<NumberFormat> formats() && { return std::move(formats_); }

private:
    NumberFormat known(const std::string& id) {
        const auto found = known_.find(id);
        if (found != known_.end()) {
            return found->second;
        }
        int number = -1;
        std::from_chars(id.data(), id.data() + id.size(), number);
        return {.date = is_date_format(number)};
    }

    std::map<std::string, NumberFormat> known_ = {// 18.8.30
                                                  {"9", {.percent = true}},
                                                  {"10", {.percent = true}},
                                                  {"46", {.seconds = true, .hours = true}}};
    std::vector<NumberFormat> formats_;
    bool in_cells_ = false;
};

/// 18.2.28: workbookPr, date1904.
class DateSystem : public TagVisitor {
public:
    bool tag(std::string_view text) override {
        const Tag tag = tag_of(text);
        if (tag.name == "workbookPr") {
            const std::string_view value = attribute(tag, "date1904");
            from_1904_ = value == "1" || value == "true";
        }
        return tag.name != "workbookPr";
    }
    void text(std::string_view /*piece*/) override {}
    [[nodiscard]] bool from_1904() const { return from_1904_; }

private:
    bool from_1904_ = false;
};

} // namespace

WorkbookFormats number_formats_in(const std::filesystem::path& file, const std::string& shown_as,
                                  const std::vector<ZipMember>& members) {
    FormatReader reader;
    DateSystem system;
    for (const ZipMember& member : members) {
        if (member.name == "xl/styles.xml") {
            visit_tags(zip_member_reader(file, shown_as, member), kLongestTag, reader);
        } else if (member.name == "xl/workbook.xml") {
            visit_tags(zip_member_reader(file, shown_as, member), kLongestTag, system);
        }
    }
    return {std::move(reader).formats(), system.from_1904()};
}

} // namespace todoku::io
