// XML as its tags and the texts between them, piece by piece: for files too large to hold as a
// tree.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Fills up to so many bytes and says how many; 0 at the end.
using PieceReader = std::function<std::size_t(char*, std::size_t)>;

/// A tag without its brackets. Views of the text it was taken from.
struct Tag {
    std::string_view prefix;  ///< of the name: x of x:row
    std::string_view name;    ///< of the element, without its prefix
    bool closes = false;      ///< </c>
    bool closes_self = false; ///< <c/>
    std::string_view attributes;
};

Tag tag_of(std::string_view text);

/// Value of the attribute of exactly that name, as it stands; empty where it is absent.
std::string_view attribute(const Tag& tag, std::string_view name);

/// Who takes an XML text apart.
class TagVisitor {
public:
    TagVisitor() = default;
    TagVisitor(const TagVisitor&) = delete;
    TagVisitor& operator=(const TagVisitor&) = delete;
    virtual ~TagVisitor() = default;

    /// A tag without its brackets, also <?…?> and <!…>. Of one longer than the limit its beginning.
    /// @return false to end
    virtual bool tag(std::string_view text) = 0;
    /// A piece of the text between two tags, as it stands (&amp; for &); never empty.
    virtual void text(std::string_view piece) = 0;
};

/// Visits all tags and texts. @param longest bytes of a tag that are kept
void visit_tags(const PieceReader& read, std::size_t longest, TagVisitor& visitor);

} // namespace todoku::io
