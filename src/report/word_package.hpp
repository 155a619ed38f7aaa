// An existing .docx opened for filling: its parts by their meaning, and the parts that a picture
// and a stamp add.
#pragma once

#include "report/word_document.hpp"
#include "report/zip_archive.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pugi {
class xml_document;
}

namespace todoku::report {

/// Relationship of the picture that add_picture() adds.
inline constexpr std::string_view kTemplatePictureId = "rIdTodokuPicture";

class WordPackage {
public:
    /// @throws InputError where the file is no Word document
    explicit WordPackage(const std::filesystem::path& file);

    /// Applies `change` to the XML of a member; a list of relationships that is absent starts
    /// empty.
    /// @throws InputError where the member is no XML
    void edit(const std::string& name, const std::function<void(pugi::xml_document&)>& change);

    /// The main part.
    [[nodiscard]] const std::string& main_part() const { return main_; }
    /// Main part first, then heads and feet in archive order.
    [[nodiscard]] std::vector<std::string> text_parts() const;

    /// The PNG under kTemplatePictureId.
    void add_picture(const WordPicture& picture);
    /// Every page shows the stamp: heads that exist get its paragraph, pages without a head get
    /// one.
    void add_stamp(const std::string& stamp);

    [[nodiscard]] std::string bytes() const { return zip_bytes(members_); }

private:
    void add_relationship(std::string_view id, std::string_view type, std::string_view target);

    std::filesystem::path file_;
    std::vector<ZipMember> members_;
    std::string main_ = "word/document.xml";
};

} // namespace todoku::report
