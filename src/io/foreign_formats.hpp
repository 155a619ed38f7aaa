// Files of programs whose formats are not read: what each is, and how its content gets out of it.
#pragma once

#include <string>
#include <string_view>

namespace todoku::io {

/// @param head the first bytes of the file
/// @param name of the file or member of an archive
/// @throws InputError where it is a binary workbook (.xlsb), a database of Access, a document of
/// DocuWorks, a mail, a shortcut, a sheet of Numbers, or what a program leaves beside an open file
void refuse_foreign(std::string_view head, const std::string& name, const std::string& shown_as);

/// Of a file that is no map data, and whose name does not say that it is a table.
/// @throws InputError where it is JSON without shapes, or a table of text under another ending
void refuse_unnamed_table(std::string_view head, const std::string& name,
                          const std::string& shown_as);

} // namespace todoku::io
