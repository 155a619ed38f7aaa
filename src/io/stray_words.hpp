// Words by which a row of a ledger says that it is no asset: sums, examples, footnotes.
#pragma once

#include <string_view>

namespace todoku::io {

/// True for what stands before a sum: 合計, 小計, 計（12件）, 総計 3, （計）...
bool says_total(std::string_view cell);

/// True for a sum that names what it is of: 集会施設 計, 総務部計, 県合計; not 会計, 設計.
bool ends_in_total(std::string_view cell);

/// True for what stands in front of an example of how to fill in a form: 例, （記入例）...
bool says_example(std::string_view cell);

/// True for the words of a note below a table: ※…, （注１）…, 出典…, 以上.
bool is_footnote(std::string_view cell);

} // namespace todoku::io
