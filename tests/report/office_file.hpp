// Looks into written office files: members, XML, text, and LibreOffice where it is installed.
#pragma once

#include "report/zip_archive.hpp"
#include "support/catch.hpp"

#include <pugixml.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <unistd.h>

namespace todoku::test {

/// A folder of its own, removed at the end.
class ScratchFolder {
public:
    explicit ScratchFolder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() /
                ("todoku_" + name + "_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// A PNG of the smallest kind: signature and IHDR with the given size (enough to be placed, not to
/// be drawn).
inline std::string tiny_png(unsigned width, unsigned height) {
    std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    for (const unsigned number : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            png.push_back(static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU));
        }
    }
    return png + std::string("\x08\x00\x00\x00\x00", 5);
}

inline std::string member(const std::filesystem::path& archive, const std::string& name) {
    auto members = report::read_zip(archive);
    const report::ZipMember* found = report::member_named(members, name);
    INFO("member " << name);
    REQUIRE(found != nullptr);
    return found->bytes;
}

inline std::unique_ptr<pugi::xml_document> parsed(const std::string& xml) {
    auto document = std::make_unique<pugi::xml_document>();
    const auto result =
        document->load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    INFO(result.description() << " at " << result.offset);
    REQUIRE(result);
    return document;
}

/// The characters XML 1.0 forbids; pugixml itself does not look for them.
inline bool holds_forbidden_characters(const std::string& xml) {
    for (const char c : xml) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') {
            return true;
        }
    }
    return xml.find("&#") != std::string::npos && xml.find("&#39;") == std::string::npos;
}

/// Text of all <w:t>, paragraphs ended by a line end.
inline void append_word_text(const pugi::xml_node& node, std::string& out) {
    for (const pugi::xml_node& child : node.children()) {
        if (std::string(child.name()) == "w:t") {
            out += child.text().get();
        }
        append_word_text(child, out);
        if (std::string(child.name()) == "w:p") {
            out += '\n';
        }
    }
}
inline std::string word_text(const std::filesystem::path& file,
                             const std::string& part = "word/document.xml") {
    std::string text;
    append_word_text(*parsed(member(file, part)), text);
    return text;
}

/// Pages of the file as LibreOffice prints it; -1 where LibreOffice or pdfinfo is not installed.
inline int printed_pages(const std::filesystem::path& file) {
    if (std::system("command -v soffice >/dev/null && command -v pdfinfo >/dev/null") != 0) {
        WARN("LibreOffice or pdfinfo is not on this machine: " << file.filename()
                                                               << " was not opened");
        return -1;
    }
    const std::string folder = file.parent_path().string();
    const std::string command = "cd '" + folder + "' && soffice -env:UserInstallation='file://" +
                                folder + "/profile' --headless --convert-to pdf '" + file.string() +
                                "' >/dev/null 2>&1 && pdfinfo '" + folder + "/" +
                                file.stem().string() + ".pdf' | sed -n 's/^Pages: *//p' > '" +
                                folder + "/pages'";
    REQUIRE(std::system(command.c_str()) == 0);
    int pages = 0;
    std::ifstream(folder + "/pages") >> pages;
    return pages;
}

} // namespace todoku::test
