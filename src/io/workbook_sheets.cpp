#include "io/workbook_sheets.hpp"

#include "io/archive_member.hpp"
#include "io/gdal_session.hpp"
#include "io/xml_tags.hpp"
#include "io/zip_member.hpp"

#include <cpl_minixml.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

struct DestroyXml {
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Xml = std::unique_ptr<CPLXMLNode, DestroyXml>;

Xml parsed(const std::string& text) {
    const GdalMessages messages;
    Xml root(CPLParseXMLString(text.c_str()));
    CPLStripXMLNamespace(root.get(), nullptr, 1);
    return root;
}

template <class Visit>
void each_child(const Xml& root, const char* path, Visit visit) {
    const CPLXMLNode* parent = root ? CPLGetXMLNode(root.get(), path) : nullptr;
    for (const CPLXMLNode* child = parent != nullptr ? parent->psChild : nullptr; child != nullptr;
         child = child->psNext) {
        if (child->eType == CXT_Element) {
            visit(child);
        }
    }
}

// Which formats of cells (cellXfs) have a font that is struck through (ECMA-376 part 1, 18.8.10,
// 18.8.22 and 18.4.10).
class StruckFormats : public TagVisitor {
public:
    bool tag(std::string_view text) override {
        const Tag tag = tag_of(text);
        if (tag.name == "fonts" || tag.name == "cellXfs") {
            in_fonts_ = tag.name == "fonts" && !tag.closes;
            in_formats_ = tag.name == "cellXfs" && !tag.closes;
        } else if (tag.name == "font" && in_fonts_ && !tag.closes) {
            ++font_;
        } else if (tag.name == "strike" && in_fonts_ && !tag.closes) {
            const std::string_view value = attribute(tag, "val");
            if (value != "0" && value != "false") {
                fonts_.insert(font_);
            }
        } else if (tag.name == "xf" && in_formats_ && !tag.closes) {
            const std::string_view number = attribute(tag, "fontId");
            std::int64_t font = 0;
            std::from_chars(number.data(), number.data() + number.size(), font);
            if (fonts_.contains(font)) {
                formats_.insert(std::to_string(format_));
            }
            ++format_;
        }
        return !(tag.name == "cellXfs" && tag.closes);
    }
    void text(std::string_view /*piece*/) override {}
    [[nodiscard]] std::set<std::string, std::less<>> formats() const { return formats_; }

private:
    bool in_fonts_ = false;
    bool in_formats_ = false;
    std::int64_t font_ = -1;
    std::int64_t format_ = 0;
    std::set<std::int64_t> fonts_;
    std::set<std::string, std::less<>> formats_; ///< as cells name them
};

// Takes the tags and texts of a sheet one after another (ECMA-376 part 1, 18.3.1.4, 18.3.1.55 and
// 18.3.1.73).
class MarkReader : public TagVisitor {
public:
    /// @param struck formats that strike letters through
    explicit MarkReader(std::set<std::string, std::less<>> struck) : struck_(std::move(struck)) {}

    bool tag(std::string_view text) override {
        const Tag tag = tag_of(text);
        if (tag.name == "row" && !tag.closes) {
            end_row();
            ++row_;
            const std::string_view number = attribute(tag, "r");
            std::from_chars(number.data(), number.data() + number.size(), row_);
            const std::string_view hidden = attribute(tag, "hidden");
            if (hidden == "1" || hidden == "true") {
                marks_.first_hidden_row =
                    marks_.hidden_rows++ == 0 ? row_ : marks_.first_hidden_row;
            }
        } else if (tag.name == "c" && !tag.closes) {
            cell_ = attribute(tag, "r");
            struck_cell_ = !struck_.empty() && struck_.contains(attribute(tag, "s"));
            text_result_ = attribute(tag, "t") == "str";
            formula_ = value_ = in_value_ = false;
        } else if (tag.name == "f") {
            formula_ = true;
        } else if (tag.name == "mergeCell" && !tag.closes) {
            merge(attribute(tag, "ref"));
        } else if (tag.name == "v" || tag.name == "is") {
            in_value_ = !tag.closes && !tag.closes_self;
            value_ = value_ || text_result_;
        }
        if (tag.name == "c" && (tag.closes || tag.closes_self)) {
            if (formula_ && !value_ && marks_.unsaved_formulas++ == 0) {
                marks_.first_formula = cell_;
            }
            formula_ = false;
            struck_values_ += struck_cell_ && value_ ? 1 : 0;
            plain_values_ += !struck_cell_ && value_ ? 1 : 0;
        }
        return true;
    }
    void text(std::string_view /*piece*/) override { value_ = value_ || in_value_; }
    /// Behind the last tag.
    [[nodiscard]] SheetMarks marks() {
        end_row();
        SheetMarks marks = marks_;
        std::stable_sort(marks.merges.begin(), marks.merges.end(),
                         [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
        return marks;
    }

private:
    void end_row() {
        if (struck_values_ > 0) {
            marks_.first_struck_row = marks_.struck_rows++ == 0 ? row_ : marks_.first_struck_row;
            if (plain_values_ == 0) {
                marks_.wholly_struck.push_back(row_);
            }
        }
        struck_values_ = plain_values_ = 0;
    }
    void merge(std::string_view range) {
        const auto colon = std::min(range.find(':'), range.size());
        const auto first = cell_place(range.substr(0, colon));
        const auto last = cell_place(range.substr(std::min(colon + 1, range.size())));
        if (first && last && last->second > first->second) {
            marks_.merges.push_back({first->first, first->second, last->second});
        }
    }

    std::set<std::string, std::less<>> struck_;
    bool struck_cell_ = false;
    std::int64_t struck_values_ = 0; ///< of the row
    std::int64_t plain_values_ = 0;
    SheetMarks marks_;
    std::int64_t row_ = 0;
    std::string cell_;
    bool text_result_ = false; ///< an empty text is a result
    bool formula_ = false;
    bool value_ = false;
    bool in_value_ = false;
};

} // namespace

std::optional<std::pair<std::size_t, std::int64_t>> cell_place(std::string_view text) {
    std::size_t column = 0;
    std::size_t letters = 0;
    constexpr std::size_t kMostLetters = 3; // XFD
    while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(text[letters++] - 'A') + 1;
    }
    std::int64_t row = 0;
    const auto [end, error] =
        std::from_chars(text.data() + letters, text.data() + text.size(), row);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && letters > 0 && letters <= kMostLetters && row > 0
               ? std::optional(std::pair(column - 1, row))
               : std::nullopt;
}

// ECMA-376 part 1, 18.2.19: the attribute `state` of a sheet is visible, hidden or veryHidden.
std::vector<WorkbookSheet> workbook_sheets(const std::filesystem::path& file,
                                           const std::string& shown_as) {
    std::vector<WorkbookSheet> sheets;
    const std::string ending = lower_ending(file);
    if (ending != ".xlsx" && ending != ".xlsm") {
        return sheets;
    }
    Xml workbook;
    Xml relationships;
    for (const ZipMember& member : zip_members(file, shown_as)) {
        if (member.name == "xl/workbook.xml") {
            workbook = parsed(zip_member_bytes(file, shown_as, member));
        } else if (member.name == "xl/_rels/workbook.xml.rels") {
            relationships = parsed(zip_member_bytes(file, shown_as, member));
        }
    }
    std::map<std::string, std::string> parts;
    each_child(relationships, "=Relationships", [&](const CPLXMLNode* relationship) {
        std::string target = CPLGetXMLValue(relationship, "Target", "");
        target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
        parts[CPLGetXMLValue(relationship, "Id", "")] = std::move(target);
    });
    each_child(workbook, "=workbook.sheets", [&](const CPLXMLNode* sheet) {
        sheets.push_back({CPLGetXMLValue(sheet, "name", ""),
                          std::string_view(CPLGetXMLValue(sheet, "state", "visible")) != "visible",
                          parts[CPLGetXMLValue(sheet, "id", "")]});
    });
    return sheets;
}

SheetMarks sheet_marks(const std::filesystem::path& file, const std::string& shown_as,
                       const std::string& part) {
    // No tag that is looked at is longer; of a longer one the beginning tells enough.
    constexpr std::size_t kLongestTag = 4096;
    const std::vector<ZipMember> members = zip_members(file, shown_as);
    StruckFormats formats;
    for (const ZipMember& member : members) {
        if (member.name == "xl/styles.xml" && !part.empty()) {
            visit_tags(zip_member_reader(file, shown_as, member), kLongestTag, formats);
        }
    }
    MarkReader reader(formats.formats());
    for (const ZipMember& member : members) {
        if (member.name != part || part.empty()) {
            continue;
        }
        visit_tags(zip_member_reader(file, shown_as, member), kLongestTag, reader);
    }
    return reader.marks();
}

} // namespace todoku::io
