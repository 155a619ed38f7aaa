// The datasets of a ZIP: a download for the whole country may have one a prefecture, or several
// made from one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// Names by which VectorSource::layer takes each dataset of the archive; one dataset in several
/// formats (also in folders of their own) stands once. Empty for a plain file and where there is
/// one dataset only.
/// @throws InputError for a ZIP that holds ZIPs
std::vector<std::string> datasets_of_zip(const std::filesystem::path& file,
                                         const std::string& shown_as);

} // namespace todoku::io
