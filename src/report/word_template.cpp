#include "report/word_template.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "report/printable.hpp"
#include "report/word_package.hpp"
#include "report/word_parts.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>
#include <string_view>

namespace todoku::report {

namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";
constexpr std::string_view kPictureField = "図面";
constexpr std::string_view kNothing = "該当なし";

[[noreturn]] void refuse(const std::filesystem::path& file, const Text& reason) {
    const std::string name = file.string();
    throw InputError({name + "：" + reason.ja, name + ": " + reason.en});
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_word(const pugi::xml_node& node, std::string_view local) {
    return std::string_view(node.name()).starts_with("w:") && local_name(node) == local;
}

/// All nodes of a kind below `node`; `stop` keeps out of paragraphs inside the paragraph (text
/// boxes).
void collect(pugi::xml_node node, std::string_view local, std::string_view stop,
             std::vector<pugi::xml_node>& out) {
    for (pugi::xml_node child : node.children()) {
        if (!stop.empty() && is_word(child, stop)) {
            continue;
        }
        if (is_word(child, local)) {
            out.push_back(child);
        }
        collect(child, local, stop, out);
    }
}

std::vector<pugi::xml_node> nodes(pugi::xml_node root, std::string_view local,
                                  std::string_view stop = {}) {
    std::vector<pugi::xml_node> out;
    collect(root, local, stop, out);
    return out;
}

std::string text_of(const std::vector<pugi::xml_node>& texts) {
    std::string all;
    for (const pugi::xml_node& text : texts) {
        all += text.text().get();
    }
    return all;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        out += (i > 0 ? "\n" : "") + lines[i];
    }
    return out;
}

void set_text(pugi::xml_node node, const std::string& text) {
    node.text().set(text.c_str());
    if (!node.attribute("xml:space")) {
        node.append_attribute("xml:space");
    }
    node.attribute("xml:space") = "preserve";
}

/// Replaces [begin, begin + length) of the text that runs over several <w:t>; the first takes all
/// of the new text.
void replace_across(const std::vector<pugi::xml_node>& texts, std::size_t begin, std::size_t length,
                    const std::string& with) {
    std::size_t at = 0;
    bool placed = false;
    for (pugi::xml_node node : texts) {
        std::string text = node.text().get();
        const std::size_t end = at + text.size();
        if (end > begin && at < begin + length) {
            const std::size_t from = begin > at ? begin - at : 0;
            const std::size_t to = std::min(begin + length, end) - at;
            text.replace(from, to - from, placed ? std::string() : with);
            placed = true;
            set_text(node, text);
        }
        at = end;
    }
}

/// Line ends inside a <w:t> become <w:br/>.
void break_lines(pugi::xml_node paragraph) {
    for (pugi::xml_node node : nodes(paragraph, "t", "p")) {
        const std::string text = node.text().get();
        if (text.find('\n') == std::string::npos) {
            continue;
        }
        pugi::xml_node run = node.parent();
        pugi::xml_node last = node;
        std::istringstream lines(text);
        std::string line;
        for (bool first = true; std::getline(lines, line); first = false) {
            if (!first) {
                last = run.insert_child_after("w:br", last);
                last = run.insert_child_after("w:t", last);
            }
            set_text(last, line);
        }
    }
}

/// Word's identities of paragraphs must not repeat.
void drop_identities(pugi::xml_node node) {
    node.remove_attribute("w14:paraId");
    node.remove_attribute("w14:textId");
    for (pugi::xml_node child : node.children()) {
        drop_identities(child);
    }
}

/// Fills the parts of one template and remembers what it met.
class Filler {
public:
    Filler(const std::filesystem::path& file, const TemplateValues& values)
        : file_(file), values_(values) {}

    void fill(pugi::xml_node root, bool may_hold_picture) {
        may_hold_picture_ = may_hold_picture;
        std::vector<pugi::xml_node> repeating;
        for (pugi::xml_node row : nodes(root, "tr")) {
            if (nodes(row, "tbl").empty() && table_in(text_of(nodes(row, "t"))) != nullptr) {
                repeating.push_back(row);
            }
        }
        for (pugi::xml_node paragraph : nodes(root, "p")) {
            if (!lies_in(paragraph, repeating)) {
                fill_paragraph(paragraph, [this](const std::string& name) { return field(name); });
            }
        }
        for (pugi::xml_node row : repeating) {
            repeat_row(row); // last, so that braces in the data are not taken for fields
        }
    }

    [[nodiscard]] bool used_picture() const { return picture_used_; }

    /// @throws InputError for what was met and cannot be filled
    void finish() const {
        if (!unknown_.empty()) {
            std::string names;
            for (const std::string& name : unknown_) {
                names += (names.empty() ? "" : "、") + ("{{" + name + "}}");
            }
            refuse(file_,
                   {"ひな形に、使えない差込欄があります：" + names + "。使える差込欄：" + known(),
                    "the template names fields that do not exist: " + names +
                        ". Fields that exist: " + known()});
        }
        if (filled_ == 0) {
            refuse(file_,
                   {"ひな形に差込欄が一つもありません。半角の {{件名}} "
                    "のように書いてください。使える差込欄：" +
                        known(),
                    "the template has no field. Write fields as {{件名}}. Fields that exist: " +
                        known()});
        }
    }

private:
    using Lookup = std::function<const std::vector<std::string>*(const std::string&)>;

    static bool lies_in(pugi::xml_node node, const std::vector<pugi::xml_node>& rows) {
        for (; node; node = node.parent()) {
            if (std::ranges::find(rows, node) != rows.end()) {
                return true;
            }
        }
        return false;
    }

    const std::vector<std::string>* field(const std::string& name) {
        for (const TemplateField& candidate : values_.fields) {
            if (candidate.name == name) {
                return &candidate.lines;
            }
        }
        return nullptr;
    }

    [[nodiscard]] std::string known() const {
        std::string names;
        for (const TemplateField& one : values_.fields) {
            names += "{{" + one.name + "}} ";
        }
        names += "{{" + std::string(kPictureField) + "}}";
        for (const TemplateTable& table : values_.tables) {
            for (const std::string& column : table.columns) {
                names += " {{" + table.name + "." + column + "}}";
            }
        }
        return names;
    }

    [[nodiscard]] const TemplateTable* table_in(const std::string& text) const {
        for (const TemplateTable& table : values_.tables) {
            if (text.find(std::string(kOpen) + table.name + ".") != std::string::npos) {
                return &table;
            }
        }
        return nullptr;
    }

    void repeat_row(pugi::xml_node row) {
        const TemplateTable* table = table_in(text_of(nodes(row, "t")));
        std::vector<std::vector<std::string>> rows = table->rows;
        if (rows.empty()) {
            rows.emplace_back(table->columns.size());
            rows.front().front() = kNothing;
        }
        for (const std::vector<std::string>& cells : rows) {
            pugi::xml_node copy = row.parent().insert_copy_before(row, row);
            drop_identities(copy);
            std::vector<std::string> line(1);
            for (pugi::xml_node paragraph : nodes(copy, "p")) {
                fill_paragraph(
                    paragraph, [&](const std::string& name) -> const std::vector<std::string>* {
                        if (!name.starts_with(table->name + ".")) {
                            return field(name);
                        }
                        const auto column =
                            std::ranges::find(table->columns, name.substr(table->name.size() + 1));
                        if (column == table->columns.end()) {
                            return nullptr;
                        }
                        line.front() =
                            cells[static_cast<std::size_t>(column - table->columns.begin())];
                        return &line;
                    });
            }
        }
        row.parent().remove_child(row);
    }

    void fill_paragraph(pugi::xml_node paragraph, const Lookup& lookup) {
        std::size_t from = 0;
        while (true) {
            const std::vector<pugi::xml_node> texts = nodes(paragraph, "t", "p");
            const std::string text = text_of(texts);
            const std::size_t open = text.find(kOpen, from);
            if (open == std::string::npos) {
                break;
            }
            const std::size_t close = text.find(kClose, open);
            if (close == std::string::npos) {
                refuse(file_,
                       {"ひな形の差込欄が閉じられていません（段落を越えることはできません）：「" +
                            shortened(text.substr(open), 40) + "」",
                        "a field of the template is not closed within its paragraph: \"" +
                            shortened(text.substr(open), 40) + "\""});
            }
            const std::string name(
                trimmed(std::string_view(text).substr(open + 2, close - open - 2)));
            const bool alone = trimmed(text).size() == close + kClose.size() - open;
            if (name == kPictureField) {
                place_picture(texts, open, close, alone);
                from = 0;
                continue;
            }
            const std::vector<std::string>* lines = lookup(name);
            if (lines == nullptr) {
                unknown_.insert(name);
                from = close + kClose.size();
                continue;
            }
            ++filled_;
            if (alone && lines->size() > 1) {
                repeat_paragraph(paragraph, texts, open, close, *lines);
                return;
            }
            const std::string value = joined(*lines);
            replace_across(texts, open, close + kClose.size() - open, value);
            from = open + value.size(); // a value that looks like a field is not one
        }
        break_lines(paragraph);
    }

    static void repeat_paragraph(pugi::xml_node paragraph, const std::vector<pugi::xml_node>& texts,
                                 std::size_t open, std::size_t close,
                                 const std::vector<std::string>& lines) {
        replace_across(texts, open, close + kClose.size() - open, lines.front());
        pugi::xml_node last = paragraph;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            last = paragraph.parent().insert_copy_after(paragraph, last);
            drop_identities(last);
            const std::vector<pugi::xml_node> copies = nodes(last, "t", "p");
            replace_across(copies, 0, text_of(copies).size(), lines[i]);
        }
    }

    void place_picture(const std::vector<pugi::xml_node>& texts, std::size_t open,
                       std::size_t close, bool alone) {
        if (!alone || !may_hold_picture_ || picture_used_) {
            refuse(file_,
                   {"ひな形の {{図面}} は、本文の一つの段落に、それだけを一度書いてください。",
                    "{{図面}} must stand by itself in one paragraph of the main text, once."});
        }
        ++filled_;
        replace_across(texts, open, close + kClose.size() - open,
                       values_.picture ? "" : "（別添のとおり）");
        if (values_.picture) {
            picture_used_ = true;
            const std::string drawing = drawing_xml(*values_.picture, kTemplatePictureId, 9001);
            texts.front().parent().append_buffer(drawing.data(), drawing.size());
        }
    }

    const std::filesystem::path& file_;
    const TemplateValues& values_;
    std::set<std::string> unknown_;
    std::size_t filled_ = 0;
    bool may_hold_picture_ = false;
    bool picture_used_ = false;
};

} // namespace

std::string fill_template(const std::filesystem::path& file, const TemplateValues& values) {
    WordPackage package(file);
    Filler filler(file, values);
    for (const std::string& part : package.text_parts()) {
        package.edit(
            part, [&](pugi::xml_document& xml) { filler.fill(xml, part == package.main_part()); });
    }
    filler.finish();
    if (filler.used_picture()) {
        package.add_picture(*values.picture);
    }
    if (!values.stamp.empty()) {
        package.add_stamp(values.stamp);
    }
    return package.bytes();
}

} // namespace todoku::report
