// Rows of result tables.
#pragma once

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace todoku::test {

/// A row by the names of its columns.
using Row = std::map<std::string, std::string>;

/// Rows of a CSV table whose fields hold no commas.
inline std::vector<Row> rows_of(const std::filesystem::path& file) {
    std::istringstream in(read_file(file));
    const auto fields_of = [](const std::string& line) {
        std::vector<std::string> fields(1);
        for (const char c : line) {
            if (c == ',') {
                fields.emplace_back();
            } else {
                fields.back() += c;
            }
        }
        return fields;
    };
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = fields_of(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> fields = fields_of(line);
        REQUIRE(fields.size() == header.size());
        Row row;
        for (std::size_t i = 0; i < header.size(); ++i) {
            row[header[i]] = fields[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The first row that holds the wanted values.
inline Row row_where(const std::vector<Row>& rows, const Row& wanted) {
    const auto found = std::ranges::find_if(rows, [&](const Row& row) {
        return std::ranges::all_of(
            wanted, [&](const auto& entry) { return row.at(entry.first) == entry.second; });
    });
    REQUIRE(found != rows.end());
    return *found;
}

} // namespace todoku::test
