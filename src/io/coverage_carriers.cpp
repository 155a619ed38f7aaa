#include "io/coverage_carriers.hpp"

#include "core/error.hpp"
#include "io/asset_cells.hpp"
#include "io/carrier_rows.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

std::optional<std::size_t> carrier_column(const std::vector<std::string>& headers) {
    auto header = CarrierRows::column_among(headers);
    for (const std::string& name : headers) { // in files of coverage the company is the carrier
        const std::string key = header_key(name);
        const bool company = key == "会社名" || key == "会社" || key == "通信会社" ||
                             key == "携帯会社" || key == "company" || key == "mnc" ||
                             key == "plmn"; // numbers of networks
        if (!header && company) {
            header = name;
        }
    }
    return header ? std::optional(static_cast<std::size_t>(
                        std::find(headers.begin(), headers.end(), *header) - headers.begin()))
                  : std::nullopt;
}

void require_one_carrier(const VectorSource& source, const CoverageOf& of,
                         const std::string& header, const std::set<std::string>& names) {
    const CarrierRows carrier(of.carrier);
    std::string list;
    std::string own = "…";
    std::size_t count = 0;
    bool others = false;
    for (const std::string& name : names) {
        if (says_nothing(name)) {
            continue;
        }
        list += (++count == 1 ? "" : ", ") + name;
        others = others || !carrier.fits(name);
        own = carrier.fits(name) ? name : own;
    }
    if (count < 2 || !others || !source.where.empty()) {
        return;
    }
    throw InputError(
        {fmt::format("{} の「{}」には、ほかの事業者の行もあります（{}）。{} の行を study.toml に "
                     "where = \"{} = '{}'\" のように書いて選んでください。",
                     shown_name(source), header, list, of.carrier, header, own),
         fmt::format("\"{}\" of {} has rows of other carriers too ({}). Choose those of {} in "
                     "study.toml by where = \"{} = '{}'\" or the like.",
                     header, shown_name(source), list, of.carrier, header, own)});
}

} // namespace todoku::io
