// How readers of vector files list a row they do not use.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

/// Lists the row as rejected. What read_features() just noted about the same row (an empty
/// geometry, a coordinate that is none) becomes the rejection instead of standing there twice.
void reject_row(std::vector<Issue>& issues, const VectorSource& source, std::int64_t row,
                std::string code, std::string value, Text problem);

/// What a feature is that should be a polygon: a point, a line, or a row of columns alone.
Text not_a_polygon(const geo::Geometry& geometry);

/// An issue about a row that is used, or about the whole file where there is no row.
void note_row(std::vector<Issue>& issues, IssueKind kind, const VectorSource& source,
              std::optional<std::int64_t> row, std::string code, std::string value, Text problem,
              Text action);

/// Counts a row that lies off the study's ground, which is told once for the file, with the
/// distance; false for any other row.
inline bool is_outside(const Feature& feature, ReadCounts& counts) {
    if (feature.outside) {
        ++counts.rejected;
        ++counts.outside;
    }
    return feature.outside;
}

/// Counts the rows that the source's condition left out.
inline void count_left_out(const LayerInfo& layer, ReadCounts& counts) {
    counts.read += layer.left_out;
    counts.rejected += layer.left_out;
    counts.left_out += layer.left_out;
}

/// Counts as repaired the rows that were used with their x and y exchanged.
/// @param before rows used of earlier files
inline void count_exchanged(const LayerInfo& layer, ReadCounts& counts, std::int64_t before = 0) {
    if (layer.exchanged) {
        counts.repaired = std::min(counts.used, counts.repaired + counts.used - before);
    }
}

/// "NAME, NAME, NAME": the fields of a layer, for messages.
std::string field_list(const LayerInfo& layer);

} // namespace todoku::io
