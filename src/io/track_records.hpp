// A GPX of a measuring app as rows of text under one header: its points with what the app adds.
#pragma once

#include "core/issue.hpp"
#include "io/each_record.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace todoku::io {

bool is_track(const std::filesystem::path& file);

/// As for_each_feature_record(), of the points of tracks, else of routes, else of marks, where
/// source.layer names none. Extensions come by their names (m:rsrp as rsrp), times end in Z.
/// No row where there is no point.
/// @return encoding; empty for a GPX. @throws InputError for a file that cannot be opened
std::string for_each_track_record(const VectorSource& source,
                                  const std::function<void(const TableRecord&)>& visit,
                                  std::vector<Issue>& issues);

} // namespace todoku::io
