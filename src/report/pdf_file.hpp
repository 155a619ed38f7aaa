// A PDF written page after page: map sheets and pages of text, tagged, dated by its data, with
// bookmarks.
#pragma once

#include "core/japanese.hpp"
#include "report/map_pdf.hpp"
#include "report/map_picture.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace todoku::report::sheet {

class PdfFile {
public:
    /// @param as_of enters the file as its date, so that bytes repeat
    PdfFile(const std::string& title, const std::string& subject, const std::string& author,
            Date as_of);
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;
    ~PdfFile();

    /// A page that is a map, with its place on the ground.
    void add(const Drawing& drawing);
    /// A page drawn by the caller in points.
    /// @param figures alternative texts of what is tagged as Figure, in the order it is drawn
    void add(const Size& paper, const std::function<void(cairo_t*)>& draw,
             const std::vector<std::string>& figures = {});
    /// Of the page added last.
    void bookmark(const std::string& name);

    /// @return the file's bytes. @throws ExternalError where a page could not be drawn
    std::string finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::report::sheet
