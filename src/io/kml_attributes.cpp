#include "io/kml_attributes.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/text_table.hpp"

#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <utility>

namespace todoku::io {

namespace {

struct TreeDeleter {
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Tree = std::unique_ptr<CPLXMLNode, TreeDeleter>;
using Attributes = std::vector<std::pair<std::string, std::string>>;

// Fields that GDAL gives every placemark.
constexpr std::array<std::string_view, 11> kOwnFields = {
    "name",       "description", "timestamp",  "begin",     "end", "altitudemode",
    "tessellate", "extrude",     "visibility", "draworder", "icon"};

std::string_view local_name(const CPLXMLNode& node) {
    const std::string_view name = node.pszValue;
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_element(const CPLXMLNode& node, std::string_view name) {
    return node.eType == CXT_Element && local_name(node) == name;
}

std::string text_of(const CPLXMLNode& node) {
    std::string text;
    for (const CPLXMLNode* child = node.psChild; child != nullptr; child = child->psNext) {
        if (child->eType == CXT_Text) {
            text += child->pszValue;
        }
    }
    return text;
}

std::string attribute_of(const CPLXMLNode& node, std::string_view name) {
    for (const CPLXMLNode* child = node.psChild; child != nullptr; child = child->psNext) {
        if (child->eType == CXT_Attribute && child->pszValue == name) {
            return text_of(*child);
        }
    }
    return {};
}

/// RFC 3629. @pre code is at most 10FFFF
void put_utf8(std::string& text, unsigned code) {
    const auto add = [&text](unsigned byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | code >> 6U);
        add(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        add(0xE0U | code >> 12U);
        add(0x80U | (code >> 6U & 0x3FU));
        add(0x80U | (code & 0x3FU));
    } else {
        add(0xF0U | code >> 18U);
        add(0x80U | (code >> 12U & 0x3FU));
        add(0x80U | (code >> 6U & 0x3FU));
        add(0x80U | (code & 0x3FU));
    }
}

/// Character references: &amp; &#12354; &#x3042; and the few names that balloons use.
std::string shown_text(std::string_view html) {
    static const std::map<std::string_view, std::string_view> named = {
        {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
    std::string text;
    for (std::size_t i = 0; i < html.size(); ++i) {
        const auto end = html[i] == '&' ? html.find(';', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            text += html[i];
            continue;
        }
        std::string_view name = html.substr(i + 1, end - i - 1);
        if (const auto known = named.find(name); known != named.end()) {
            text += known->second;
            i = end;
            continue;
        }
        const bool hex = name.starts_with("#x") || name.starts_with("#X");
        const auto digits = name.substr(std::min<std::size_t>(name.size(), hex ? 2 : 1));
        unsigned code = 0;
        const auto [rest, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        if (!name.starts_with('#') || error != std::errc() ||
            rest != digits.data() + digits.size() || code == 0 || code > 0x10FFFF ||
            (code >= 0xD800 && code < 0xE000)) {
            text += html[i];
            continue;
        }
        put_utf8(text, code);
        i = end;
    }
    return std::string(trimmed(text));
}

/// The rows of a text's tables, one inside another as they come.
class TableRows {
public:
    Attributes read(std::string_view html) {
        for (std::size_t i = 0; i < html.size();) {
            const auto tag = html.find('<', i);
            say(html.substr(i, tag == std::string_view::npos ? tag : tag - i));
            const auto end = tag == std::string_view::npos ? tag : html.find('>', tag);
            if (end == std::string_view::npos) {
                break;
            }
            take(html.substr(tag + 1, end - tag - 1));
            i = end + 1;
        }
        while (!rows_.empty()) {
            end_row();
        }
        return std::move(found_);
    }

private:
    struct Row {
        std::vector<std::string> cells;
        std::size_t table = 0; ///< how many tables it lies in
    };

    void say(std::string_view text) {
        if (!rows_.empty() && !rows_.back().cells.empty()) {
            rows_.back().cells.back() += text;
        }
    }

    void take(std::string_view tag) {
        const bool closes = tag.starts_with('/');
        tag.remove_prefix(closes ? 1 : 0);
        const std::string name = header_key(tag.substr(0, tag.find_first_of(" \t\r\n/")));
        if (name == "table") {
            if (closes) {
                while (!rows_.empty() && rows_.back().table >= tables_) {
                    end_row();
                }
                tables_ -= tables_ > 0 ? 1 : 0;
            } else {
                ++tables_;
            }
        } else if (name == "tr") {
            if (!rows_.empty() && rows_.back().table >= tables_) {
                end_row(); // browsers take a new row for the end of the last
            }
            if (!closes && tables_ > 0) {
                rows_.push_back({{}, tables_});
            }
        } else if ((name == "td" || name == "th") && !closes && !rows_.empty()) {
            rows_.back().cells.emplace_back();
        } else if (name == "br") {
            say(" ");
        }
    }

    void end_row() {
        const Row row = std::move(rows_.back());
        rows_.pop_back();
        if (row.cells.size() == 2) {
            std::string name = shown_text(row.cells[0]);
            if (!name.empty()) {
                found_.emplace_back(std::move(name), shown_text(row.cells[1]));
            }
        }
    }

    std::size_t tables_ = 0;
    std::vector<Row> rows_;
    Attributes found_;
};

/// All names, in the order in which they occur, each with the type it is declared by or looks like.
class Fields {
public:
    void declare(const CPLXMLNode& schema) {
        for (const CPLXMLNode* child = schema.psChild; child != nullptr; child = child->psNext) {
            if (is_element(*child, "SimpleField")) {
                declared_[attribute_of(*child, "name")] = attribute_of(*child, "type");
            }
        }
    }

    void add(const std::string& name, const std::string& value) {
        const auto [at, anew] = position_.try_emplace(name, names_.size());
        if (anew) {
            names_.push_back(name);
            looks_.push_back(Looks::Empty);
        }
        Looks& looks = looks_[at->second];
        looks = std::max(looks, look_of(value));
    }

    [[nodiscard]] bool empty() const { return names_.empty(); }

    /// <Schema> with all of them.
    [[nodiscard]] CPLXMLNode* schema() const {
        CPLXMLNode* schema = CPLCreateXMLNode(nullptr, CXT_Element, "Schema");
        CPLAddXMLAttributeAndValue(schema, "name", "attributes");
        CPLAddXMLAttributeAndValue(schema, "id", "attributes");
        for (std::size_t i = 0; i < names_.size(); ++i) {
            CPLXMLNode* field = CPLCreateXMLNode(schema, CXT_Element, "SimpleField");
            CPLAddXMLAttributeAndValue(field, "name", names_[i].c_str());
            const auto declared = declared_.find(names_[i]);
            const std::string type = declared != declared_.end() && !declared->second.empty()
                                         ? declared->second
                                     : looks_[i] == Looks::Whole  ? "int"
                                     : looks_[i] == Looks::Number ? "double"
                                                                  : "string";
            CPLAddXMLAttributeAndValue(field, "type", type.c_str());
        }
        return schema;
    }

private:
    enum class Looks { Empty, Whole, Number, Text };

    /// A code (01, 24201-2) stays text; so does what does not fit 32 bits.
    static Looks look_of(std::string_view value) {
        if (value.empty()) {
            return Looks::Empty;
        }
        const std::string_view digits = value.substr(value.front() == '-' ? 1 : 0);
        if (digits.size() > 1 && digits.front() == '0' && digits[1] != '.') {
            return Looks::Text;
        }
        const char* end = value.data() + value.size();
        int whole = 0;
        if (const auto [rest, error] = std::from_chars(value.data(), end, whole);
            error == std::errc() && rest == end) {
            return Looks::Whole;
        }
        double number = 0.0;
        const auto [rest, error] =
            std::from_chars(value.data(), end, number, std::chars_format::fixed);
        const bool exact = value.find('.') != std::string_view::npos &&
                           value.find_first_not_of("-.0123456789") == std::string_view::npos;
        return exact && error == std::errc() && rest == end ? Looks::Number : Looks::Text;
    }

    std::map<std::string, std::string> declared_;
    std::map<std::string, std::size_t> position_;
    std::vector<std::string> names_;
    std::vector<Looks> looks_;
};

/// The rewriting of one tree.
class Rewriter {
public:
    explicit Rewriter(CPLXMLNode& root) { collect(root); }

    [[nodiscard]] bool found() const { return !fields_.empty(); }

    void write(CPLXMLNode& kml) {
        for (auto& [placemark, attributes] : placemarks_) {
            put(*placemark, attributes);
        }
        for (const auto& [parent, schema] : schemas_) {
            CPLRemoveXMLChild(parent, schema);
            CPLDestroyXMLNode(schema);
        }
        insert_first(document_of(kml), fields_.schema());
    }

private:
    // Depth is bounded by CPLParseXMLString().
    void collect(CPLXMLNode& node) {
        for (CPLXMLNode* child = node.psChild; child != nullptr; child = child->psNext) {
            if (is_element(*child, "Placemark")) {
                look_at(*child);
            } else if (is_element(*child, "Schema")) {
                fields_.declare(*child);
                schemas_.emplace_back(&node, child);
            } else if (child->eType == CXT_Element) {
                collect(*child);
            }
        }
    }

    void look_at(CPLXMLNode& placemark) {
        Attributes attributes;
        const auto add = [&](const std::string& name, const std::string& value) {
            const std::string key = header_key(name);
            const bool known =
                std::find(kOwnFields.begin(), kOwnFields.end(), key) != kOwnFields.end() ||
                std::any_of(attributes.begin(), attributes.end(),
                            [&](const auto& other) { return other.first == name; });
            if (!name.empty() && !known) {
                attributes.emplace_back(name, value);
                fields_.add(name, value);
            }
        };
        std::string description;
        for (const CPLXMLNode* child = placemark.psChild; child != nullptr; child = child->psNext) {
            if (is_element(*child, "ExtendedData")) {
                take_extended(*child, add);
            } else if (is_element(*child, "description")) {
                description = text_of(*child);
            }
        }
        for (const auto& [name, value] : attributes_in_html(description)) {
            add(name, value);
        }
        placemarks_.emplace_back(&placemark, std::move(attributes));
    }

    template <class Add>
    static void take_extended(const CPLXMLNode& extended, const Add& add) {
        for (const CPLXMLNode* part = extended.psChild; part != nullptr; part = part->psNext) {
            if (is_element(*part, "Data")) {
                for (const CPLXMLNode* value = part->psChild; value != nullptr;
                     value = value->psNext) {
                    if (is_element(*value, "value")) {
                        add(attribute_of(*part, "name"), text_of(*value));
                    }
                }
            } else if (is_element(*part, "SchemaData")) {
                for (const CPLXMLNode* data = part->psChild; data != nullptr; data = data->psNext) {
                    if (is_element(*data, "SimpleData")) {
                        add(attribute_of(*data, "name"), text_of(*data));
                    }
                }
            }
        }
    }

    static void put(CPLXMLNode& placemark, const Attributes& attributes) {
        for (CPLXMLNode* child = placemark.psChild; child != nullptr;) {
            CPLXMLNode* next = child->psNext;
            if (is_element(*child, "ExtendedData")) {
                CPLRemoveXMLChild(&placemark, child);
                CPLDestroyXMLNode(child);
            }
            child = next;
        }
        if (attributes.empty()) {
            return;
        }
        CPLXMLNode* extended = CPLCreateXMLNode(nullptr, CXT_Element, "ExtendedData");
        CPLXMLNode* data = CPLCreateXMLNode(extended, CXT_Element, "SchemaData");
        CPLAddXMLAttributeAndValue(data, "schemaUrl", "#attributes");
        for (const auto& [name, value] : attributes) {
            if (!value.empty()) {
                CPLXMLNode* simple = CPLCreateXMLElementAndValue(data, "SimpleData", value.c_str());
                CPLAddXMLAttributeAndValue(simple, "name", name.c_str());
            }
        }
        insert_first(placemark, extended);
    }

    /// In front of the other elements, behind the attributes.
    static void insert_first(CPLXMLNode& parent, CPLXMLNode* node) {
        CPLXMLNode** at = &parent.psChild;
        while (*at != nullptr && (*at)->eType == CXT_Attribute) {
            at = &(*at)->psNext;
        }
        node->psNext = *at;
        *at = node;
    }

    /// The Document of the KML; one is put around what stands there without.
    static CPLXMLNode& document_of(CPLXMLNode& kml) {
        for (CPLXMLNode* child = kml.psChild; child != nullptr; child = child->psNext) {
            if (is_element(*child, "Document")) {
                return *child;
            }
        }
        CPLXMLNode* document = CPLCreateXMLNode(nullptr, CXT_Element, "Document");
        CPLXMLNode** at = &kml.psChild;
        while (*at != nullptr && (*at)->eType == CXT_Attribute) {
            at = &(*at)->psNext;
        }
        document->psChild = std::exchange(*at, document);
        return *document;
    }

    Fields fields_;
    std::vector<std::pair<CPLXMLNode*, Attributes>> placemarks_;
    std::vector<std::pair<CPLXMLNode*, CPLXMLNode*>> schemas_; ///< each with its parent
};

} // namespace

std::vector<std::pair<std::string, std::string>> attributes_in_html(std::string_view html) {
    return TableRows().read(html);
}

std::optional<std::string> with_declared_attributes(const std::string& kml) {
    const auto holds = [&kml](const char* word) { return kml.find(word) != std::string::npos; };
    if (!holds("ExtendedData") && !holds("<tr") && !holds("<TR") && !holds("&lt;tr") &&
        !holds("&lt;TR")) {
        return std::nullopt;
    }
    const Tree tree(CPLParseXMLString(kml.c_str()));
    for (CPLXMLNode* node = tree.get(); node != nullptr; node = node->psNext) {
        if (!is_element(*node, "kml")) {
            continue;
        }
        CPLStripXMLNamespace(node, "kml", TRUE);
        Rewriter rewriter(*node);
        if (!rewriter.found()) {
            return std::nullopt;
        }
        rewriter.write(*node);
        const std::unique_ptr<char, void (*)(void*)> text(CPLSerializeXMLTree(tree.get()), VSIFree);
        return text ? std::optional<std::string>(text.get()) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace todoku::io
