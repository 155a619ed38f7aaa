#include "study/evidence_tables.hpp"

#include "study/results_file.hpp"

#include <algorithm>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;
using overlay::ComparedCell;

template <class T>
Value number(const std::optional<T>& value) {
    return value ? Value{static_cast<double>(*value)} : Value{};
}

Value day(const std::optional<Date>& date) {
    return date ? Value{iso_date(*date)} : Value{};
}

const char* dispute_of(const ComparedCell& cell) {
    if (!cell.disputed()) {
        return "";
    }
    return cell.stated == overlay::Stated::Covered ? "stated_covered_measured_out"
                                                   : "stated_not_covered_measured_in";
}

io::LayerSchema cells_schema(const char* name) {
    return {name,
            io::GeometryKind::MultiPolygon,
            {{"code"},
             {"municipality_code"},
             {"municipality"},
             {"carrier"},
             {"technology"},
             {"stated"},
             {"measured"},
             {"dispute"},
             {"stated_share", FieldType::Real},
             {"samples", FieldType::Integer},
             {"in_service", FieldType::Integer},
             {"share_in_service", FieldType::Real},
             {"share_low", FieldType::Real},
             {"share_high", FieldType::Real},
             {"rsrp_samples", FieldType::Integer},
             {"rsrp_median_dbm", FieldType::Real},
             {"rsrp_low_tenth_dbm", FieldType::Real},
             {"speed_mean_mbps", FieldType::Real},
             {"days", FieldType::Integer},
             {"first_day"},
             {"last_day"},
             {"population", FieldType::Real},
             {"lat", FieldType::Real},
             {"lon", FieldType::Real}}};
}

void add_cell(const Results& results, const ComparedCell& compared, ResultTable& table) {
    const domain::StudyGrid& grid = results.covered.grid;
    const domain::MeasuredCell& cell = results.inputs.measured[compared.measured_cell];
    const std::uint32_t index = grid.main_municipality(compared.cell);
    const domain::Municipality* municipality =
        index == domain::StudyGrid::kNone ? nullptr : &results.inputs.municipalities[index];
    const geo::LatLng centre = cell.cell.centre();
    table.add(cell_rectangle(cell.cell),
              {cell.cell.code(),
               municipality != nullptr ? Value{municipality->code.five_digits()} : Value{},
               municipality != nullptr ? Value{municipality->name} : Value{},
               cell.carrier,
               std::string(domain::name_of(cell.technology)),
               std::string(overlay::name_of(compared.stated)),
               std::string(overlay::name_of(compared.measured)),
               std::string(dispute_of(compared)),
               number(compared.stated_share),
               cell.samples,
               cell.in_service,
               compared.share_in_service,
               compared.interval.low,
               compared.interval.high,
               cell.with_rsrp,
               number(cell.median_rsrp_dbm),
               number(cell.low_rsrp_dbm),
               number(cell.mean_speed_mbps),
               cell.first ? Value{cell.days} : Value{},
               day(cell.first),
               day(cell.last),
               grid.population[compared.cell],
               centre.lat(),
               centre.lng()});
}

} // namespace

ResultTable agreement_table(const Results& results) {
    ResultTable table;
    table.schema = {"measured_agreement",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"technology"},
                     {"stated"},
                     {"measured"},
                     {"cells", FieldType::Integer},
                     {"samples", FieldType::Integer},
                     {"in_service", FieldType::Integer},
                     {"population", FieldType::Real}}};
    for (const overlay::AgreementRow& row : results.compared.agreement.table) {
        table.add({}, {row.carrier, std::string(domain::name_of(row.technology)),
                       std::string(overlay::name_of(row.stated)),
                       std::string(overlay::name_of(row.measured)), row.cells, row.samples,
                       row.in_service, row.population});
    }
    return table;
}

ResultTable measured_cells_table(const Results& results) {
    ResultTable table;
    table.schema = cells_schema("measured_cells");
    for (const ComparedCell& compared : results.compared.agreement.cells) {
        add_cell(results, compared, table);
    }
    return table;
}

std::vector<const ComparedCell*> disputed_cells(const Results& results) {
    std::vector<const ComparedCell*> disputed;
    for (const ComparedCell& compared : results.compared.agreement.cells) {
        if (compared.disputed()) {
            disputed.push_back(&compared);
        }
    }
    const auto weight = [&](const ComparedCell* cell) {
        return std::pair(results.covered.grid.population[cell->cell],
                         results.inputs.measured[cell->measured_cell].samples);
    };
    std::stable_sort(disputed.begin(), disputed.end(),
                     [&](const auto* a, const auto* b) { return weight(a) > weight(b); });
    return disputed;
}

ResultTable disputed_cells_table(const Results& results) {
    ResultTable table;
    table.schema = cells_schema("disputed_cells");
    for (const ComparedCell* compared : disputed_cells(results)) {
        add_cell(results, *compared, table);
    }
    return table;
}

} // namespace todoku::study
