// The table of assets in the open-data edition: the municipal standard's columns of public
// facilities and our own.
#pragma once

#include "study/open_data_tables.hpp"

namespace todoku::study {

/// Those whose ledger allows it and that nothing bars; counts those kept in.
void fill_assets(const Results& results, OpenTables& tables);

} // namespace todoku::study
