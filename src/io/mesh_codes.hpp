// Mesh codes as they stand in tables: headers they go by, and which level ten digits mean.
#pragma once

#include "core/error.hpp"
#include "domain/mesh.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Names of columns of mesh codes, as header_key() makes them.
const std::vector<std::string_view>& mesh_code_headers();

/// The code in a cell: digits, also after a trip through a column of decimals ("51366721.0");
/// nothing where it is no row of digits.
std::optional<std::string> mesh_code_in(std::string_view cell);

/// True for a code that a spreadsheet turned into an exponent (5.13667E+09).
bool is_ruined_mesh_code(std::string_view cell);

/// True for a cell of H3 (h3geo.org: 15 hexadecimal digits, the first of a cell 8).
bool is_h3_code(std::string_view cell);

/// The refusal of a table whose codes are cells of H3.
InputError h3_instead_of_mesh(const std::string& where_told);

/// Ten digits are 250 m or tenths of a kilometre. All codes of a 250 m file end in two digits of 1
/// to 4; of a 100 m file a sixth of them do. The majority decides, so that a mistyped code does
/// not.
class TenDigitCodes {
public:
    /// Takes any code; those of another length do not count.
    void add(std::string_view code);
    [[nodiscard]] domain::MeshLevel level() const;
    /// True where another reading is possible and should be told.
    [[nodiscard]] bool ambiguous() const;
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] std::int64_t quarters() const { return quarters_; }

private:
    std::int64_t count_ = 0;
    std::int64_t quarters_ = 0; ///< that have the form of 250 m
};

} // namespace todoku::io
