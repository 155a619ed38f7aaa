// Style sheet and script of index.html: everything inside the page, nothing fetched.
#pragma once

#include <string_view>

namespace todoku::report {

/// CSS for screen (from 1024 pixels wide) and A4 paper.
extern const std::string_view kIndexStyle;

/// Language toggle, sorting of every table.sortable, and the chooser of the coverage table. The
/// page is complete without it: the first choice stands in the HTML.
extern const std::string_view kIndexScript;

} // namespace todoku::report
