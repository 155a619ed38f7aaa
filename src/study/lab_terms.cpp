#include "core/error.hpp"
#include "radio/p2108.hpp"
#include "radio/p2109.hpp"
#include "radio/p676.hpp"
#include "radio/p833.hpp"
#include "radio/p838.hpp"
#include "study/lab.hpp"
#include "study/term_case.hpp"

#include <algorithm>

namespace todoku::study::lab {

std::string TermCase::word(const std::string& column) const {
    if (const auto position = table_.optional_column(column)) {
        if (const std::string_view cell = trimmed(table_.at(row_, *position)); !cell.empty()) {
            return std::string(cell);
        }
    }
    for (const auto& [name, otherwise] : model_.may_have) {
        if (name == column) {
            return otherwise;
        }
    }
    return "";
}

std::optional<double> TermCase::maybe_number(const std::string& column) const {
    const std::string said = word(column);
    if (said.empty()) {
        return std::nullopt;
    }
    const auto value = CsvTable::number_in(said);
    if (!value) {
        refuse(column, said, {"数が必要です。", "expected a number."});
    }
    return value;
}

double TermCase::number(const std::string& column) const {
    if (const auto value = maybe_number(column)) {
        return *value;
    }
    refuse(column, "", {"数が必要です。", "expected a number."});
}

void TermCase::refuse(const std::string& column, const std::string& value, const Text& expected) {
    throw InputError({fmt::format("{} が「{}」です。{}", column, value, expected.ja),
                      fmt::format("{} is \"{}\"; {}", column, value, expected.en)});
}

namespace {

Term street_clutter() {
    return {{"p2108",
             {"建物の間の損失（統計）。p は場所の百分率",
              "loss among buildings, statistical; p is the percentage of places"},
             {"f_ghz", "d_km", "p"},
             {},
             {"loss_db"}},
            [](const TermCase& c) -> std::vector<double> {
                return {radio::terrestrial_clutter_loss_db(
                    gigahertz(c.number("f_ghz")), kilometres(c.number("d_km")), c.number("p"))};
            }};
}

Term height_gain() {
    return {
        {"p2108-height",
         {"周りより低いアンテナの損失。surroundings は water open suburban urban trees "
          "dense-urban、clutter_m は周りの高さ",
          "loss of an antenna lower than what stands around; surroundings: water open suburban "
          "urban trees dense-urban, clutter_m: their height"},
         {"f_ghz", "h_m", "surroundings"},
         {{"clutter_m", ""}, {"street_m", shortest(radio::kUsualStreet_m)}},
         {"loss_db"}},
        [](const TermCase& c) -> std::vector<double> {
            using enum radio::Surroundings;
            const auto surroundings =
                c.one_of<radio::Surroundings>("surroundings", {{"water", Water},
                                                               {"open", Open},
                                                               {"suburban", Suburban},
                                                               {"urban", Urban},
                                                               {"trees", Trees},
                                                               {"dense-urban", DenseUrban}});
            return {radio::height_gain_loss_db(
                {surroundings, gigahertz(c.number("f_ghz")), c.number("h_m"),
                 c.maybe_number("clutter_m").value_or(radio::usual_clutter_height_m(surroundings)),
                 c.number("street_m")})};
        }};
}

Term building_entry() {
    return {{"p2109",
             {"建物に入る損失。building は traditional か thermally-efficient、p は百分率",
              "building entry loss; building: traditional or thermally-efficient, p: percentage"},
             {"f_ghz", "building"},
             {{"p", "50"}, {"elevation_deg", "0"}},
             {"loss_db"}},
            [](const TermCase& c) -> std::vector<double> {
                const auto building = c.one_of<radio::Building>(
                    "building", {{"traditional", radio::Building::Traditional},
                                 {"thermally-efficient", radio::Building::ThermallyEfficient}});
                return {radio::building_entry_loss_db({building, gigahertz(c.number("f_ghz")),
                                                       c.number("p"), c.number("elevation_deg")})};
            }};
}

Term gases() {
    const radio::Air air;
    return {{"p676",
             {"酸素と水蒸気による減衰。pressure_hpa は乾燥空気の気圧",
              "attenuation by oxygen and water vapour; pressure_hpa is that of dry air"},
             {"f_ghz"},
             {{"pressure_hpa", shortest(air.dry_pressure_hpa)},
              {"temperature_k", shortest(air.temperature_k)},
              {"vapour_g_m3", shortest(air.vapour_g_m3)}},
             {"db_per_km", "oxygen_db_per_km", "vapour_db_per_km"}},
            [](const TermCase& c) -> std::vector<double> {
                const radio::GasAttenuation gas = radio::gas_attenuation(
                    gigahertz(c.number("f_ghz")),
                    {c.number("pressure_hpa"), c.number("temperature_k"), c.number("vapour_g_m3")});
                return {gas.db_per_km(), gas.oxygen_db_per_km, gas.vapour_db_per_km};
            }};
}

Term rain() {
    return {{"p838",
             {"雨による減衰。polarisation は h v c、または電界の傾き（度）",
              "attenuation by rain; polarisation: h v c, or the tilt of the field in degrees"},
             {"f_ghz", "rain_mm_h", "polarisation"},
             {{"elevation_deg", "0"}},
             {"db_per_km", "k", "alpha"}},
            [](const TermCase& c) -> std::vector<double> {
                const std::string said = c.word("polarisation");
                const double tilt_deg =
                    CsvTable::number_in(said)
                        ? *CsvTable::number_in(said)
                        : c.one_of<double>("polarisation",
                                           {{"h", radio::kHorizontalTilt_deg},
                                            {"v", radio::kVerticalTilt_deg},
                                            {"c", radio::kCircularTilt_deg}},
                                           {"、または電界の傾き（度、-180から180）",
                                            ", or the tilt of the field in degrees (-180 to 180)"});
                const radio::RainLaw law = radio::rain_law(gigahertz(c.number("f_ghz")), tilt_deg,
                                                           c.number("elevation_deg"));
                return {law.db_per_km(c.number("rain_mm_h")), law.k, law.alpha};
            }};
}

Term woodland() {
    return {{"p833",
             {"森の中を通る損失。d_m は森の中の距離", "loss within a wood; d_m is the way in it"},
             {"f_ghz", "d_m"},
             {{"gamma_db_per_m", ""}, {"am_db", ""}},
             {"loss_db"}},
            [](const TermCase& c) -> std::vector<double> {
                return {radio::woodland_loss_db({gigahertz(c.number("f_ghz")), c.number("d_m"),
                                                 c.maybe_number("gamma_db_per_m"),
                                                 c.maybe_number("am_db")})};
            }};
}

std::vector<Term> all_terms(const std::filesystem::path& folder, const Complain& complain) {
    return {street_clutter(),
            height_gain(),
            building_entry(),
            gases(),
            rain(),
            woodland(),
            antenna_term(folder, complain)};
}

} // namespace

std::vector<TermModel> term_models() {
    std::vector<TermModel> models;
    for (Term& term : all_terms({}, {})) {
        models.push_back(std::move(term.model));
    }
    return models;
}

std::size_t terms(const TermsRequest& request, std::ostream& out, const Complain& complain) {
    const std::vector<Term> all = all_terms(request.cases.parent_path(), complain);
    const auto term = std::ranges::find_if(
        all, [&](const Term& candidate) { return candidate.model.name == request.model; });
    if (term == all.end()) {
        throw UsageError({"モデル「" + request.model + "」はありません。",
                          "There is no model \"" + request.model + "\"."});
    }
    const CsvTable cases = CsvTable::from_file(request.cases);
    for (const std::string& needed : term->model.needs) {
        static_cast<void>(cases.column(needed));
    }
    std::vector<std::string> record = cases.header;
    record.insert(record.end(), term->model.gives.begin(), term->model.gives.end());
    write_csv_record(out, record);
    std::size_t failed = 0;
    for (std::size_t row = 0; row < cases.rows.size(); ++row) {
        record = cases.rows[row];
        record.resize(std::max(record.size(), cases.header.size()));
        try {
            for (const double value : term->values({cases, term->model, row})) {
                record.push_back(shortest(value));
            }
        } catch (const Error& error) {
            ++failed;
            record.resize(record.size() + term->model.gives.size());
            complain(
                {fmt::format("{} {}行目: {}", cases.name, cases.lines[row], error.message().ja),
                 fmt::format("{} line {}: {}", cases.name, cases.lines[row], error.message().en)});
        }
        write_csv_record(out, record);
    }
    return failed;
}

} // namespace todoku::study::lab
