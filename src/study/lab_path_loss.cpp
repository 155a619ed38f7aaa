#include "radio/path_loss.hpp"
#include "study/csv_table.hpp"
#include "study/lab.hpp"

#include <algorithm>
#include <map>

namespace todoku::study::lab {

namespace {

struct ReadProfile {
    radio::Profile profile;
    std::optional<Text> trouble; ///< why it is of no use
};

/// @throws InputError where the value is no number or none that a profile may have
double clutter_at(const CsvTable& table, std::size_t row, std::size_t column) {
    const double value = table.needed_number(row, column);
    if (value < 0.0) {
        throw InputError(
            {fmt::format("{} {}行目 {}: 「{}」は負です。地表からの高さ（m、0以上）を書"
                         "いてください。",
                         table.name, table.lines[row], table.header[column], table.at(row, column)),
             fmt::format("{} line {} {}: \"{}\" is negative. Heights above ground in "
                         "metres, 0 or more, are expected.",
                         table.name, table.lines[row], table.header[column],
                         table.at(row, column))});
    }
    return value;
}

/// A zone of ITU-R P.1812-8, section 3.3. @throws as above
int zone_at(const CsvTable& table, std::size_t row, std::size_t column) {
    const double value = table.needed_number(row, column);
    if (value != 1.0 && value != 3.0 && value != 4.0) {
        throw InputError(
            {fmt::format("{} {}行目 {}: 「{}」という区分はありません。1（海）、3（海岸）、4（内陸）"
                         "のどれかを書いてください。",
                         table.name, table.lines[row], table.header[column], table.at(row, column)),
             fmt::format("{} line {} {}: there is no zone \"{}\". 1 (sea), 3 (coast) or 4 (inland) "
                         "is expected.",
                         table.name, table.lines[row], table.header[column],
                         table.at(row, column))});
    }
    return static_cast<int>(value);
}

/// A row that cannot be used spoils its own profile and no other.
std::map<std::string, ReadProfile> read_profiles(const std::filesystem::path& file) {
    const CsvTable table = CsvTable::from_file(file);
    const std::size_t name = table.column("profile");
    const std::size_t index = table.column("index");
    const std::size_t distance = table.column("d_m");
    const std::size_t terrain = table.column("terrain_m");
    const auto clutter = table.optional_column("clutter_m");
    const auto zone = table.optional_column("zone");
    const auto has = [&](std::size_t row, std::optional<std::size_t> column) {
        return column && !trimmed(table.at(row, *column)).empty();
    };
    std::map<std::string, ReadProfile> profiles;
    std::map<std::string, std::vector<std::pair<double, std::size_t>>> order;
    const auto attempt = [&](const std::string& key, const auto& read) {
        try {
            read();
        } catch (const InputError& error) {
            std::optional<Text>& trouble = profiles[key].trouble;
            trouble = trouble ? trouble : error.message();
        }
    };
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string& key = table.at(row, name);
        attempt(key, [&] { order[key].emplace_back(table.needed_number(row, index), row); });
    }
    for (auto& [key, rows] : order) {
        std::stable_sort(rows.begin(), rows.end());
        radio::Profile& profile = profiles[key].profile;
        for (const auto& [position, at] : rows) {
            const std::size_t row = at;
            attempt(key, [&] {
                profile.d_m.push_back(table.needed_number(row, distance));
                profile.terrain_m.push_back(table.needed_number(row, terrain));
                profile.clutter_m.push_back(has(row, clutter) ? clutter_at(table, row, *clutter)
                                                              : 0.0);
                profile.zone.push_back(has(row, zone) ? zone_at(table, row, *zone) : 4);
            });
        }
    }
    return profiles;
}

radio::PathCase read_case(const CsvTable& table, std::size_t row) {
    // Heights, frequency and model must be there; the rest has the defaults of PathCase.
    const auto given = [&](const char* name, double fallback) {
        const auto column = table.optional_column(name);
        return column && !trimmed(table.at(row, *column)).empty()
                   ? table.needed_number(row, *column)
                   : fallback;
    };
    radio::PathCase path;
    path.model = table.at(row, table.column("model"));
    path.f_ghz = table.needed_number(row, table.column("f_ghz"));
    path.htg_m = table.needed_number(row, table.column("htg_m"));
    path.hrg_m = table.needed_number(row, table.column("hrg_m"));
    path.p = given("p", path.p);
    path.pl = given("pl", path.pl);
    const double vpol = given("vpol", 0.0);
    if (vpol != 0.0 && vpol != 1.0) {
        throw InputError({fmt::format("vpol {:g} という偏波はありません。0（水平）か1（垂直）を書い"
                                      "てください。",
                                      vpol),
                          fmt::format("there is no polarisation vpol {:g}: 0 (horizontal) or 1 "
                                      "(vertical) is expected.",
                                      vpol)});
    }
    path.vpol = vpol == 1.0;
    // P.1812 asks for the latitude of the path's middle; no default can stand for it.
    const auto place = [&](const char* name) {
        return path.model == "p1812" ? table.needed_number(row, table.column(name))
                                     : given(name, 0.0);
    };
    path.lat_t = place("lat_t");
    path.lon_t = place("lon_t");
    path.lat_r = place("lat_r");
    path.lon_r = place("lon_r");
    path.delta_n = given("delta_n", path.delta_n);
    path.n0 = given("n0", path.n0);
    path.resolution_m = given("resolution_m", path.resolution_m);
    const auto maybe = [&](const char* name) {
        const auto column = table.optional_column(name);
        return column && !trimmed(table.at(row, *column)).empty()
                   ? std::optional(table.needed_number(row, *column))
                   : std::nullopt;
    };
    path.dct_km = maybe("dct_km");
    path.dcr_km = maybe("dcr_km");
    return path;
}

} // namespace

std::size_t path_loss(const PathLossRequest& request, std::ostream& out, const Complain& complain) {
    const std::map<std::string, ReadProfile> profiles = read_profiles(request.profiles);
    const CsvTable cases = CsvTable::from_file(request.cases);
    const std::size_t profile_column = cases.column("profile");
    for (const char* needed : {"model", "f_ghz", "htg_m", "hrg_m"}) {
        static_cast<void>(cases.column(needed));
    }
    std::vector<std::optional<radio::PathLoss>> losses(cases.rows.size());
    std::vector<std::string> symbols;
    std::size_t failed = 0;
    for (std::size_t row = 0; row < cases.rows.size(); ++row) {
        try {
            const auto profile = profiles.find(cases.at(row, profile_column));
            if (profile == profiles.end()) {
                throw InputError(
                    {"断面「" + cases.at(row, profile_column) + "」がありません。",
                     "there is no profile \"" + cases.at(row, profile_column) + "\"."});
            }
            if (profile->second.trouble) {
                throw InputError(*profile->second.trouble);
            }
            losses[row] = radio::path_loss(profile->second.profile, read_case(cases, row));
            for (const auto& [symbol, value] : losses[row]->intermediates) {
                if (std::find(symbols.begin(), symbols.end(), symbol) == symbols.end()) {
                    symbols.push_back(symbol);
                }
            }
        } catch (const Error& error) {
            ++failed;
            complain(
                {fmt::format("{} {}行目: {}", cases.name, cases.lines[row], error.message().ja),
                 fmt::format("{} line {}: {}", cases.name, cases.lines[row], error.message().en)});
        }
    }
    std::vector<std::string> record = cases.header;
    record.emplace_back("loss_db");
    if (request.explain) {
        record.insert(record.end(), symbols.begin(), symbols.end());
    }
    write_csv_record(out, record);
    for (std::size_t row = 0; row < cases.rows.size(); ++row) {
        record = cases.rows[row];
        record.resize(std::max(record.size(), cases.header.size()));
        record.push_back(losses[row] ? shortest(losses[row]->loss_db) : "");
        for (std::size_t i = 0; request.explain && i < symbols.size(); ++i) {
            record.emplace_back();
            if (losses[row]) {
                for (const auto& [symbol, value] : losses[row]->intermediates) {
                    if (symbol == symbols[i]) {
                        record.back() = shortest(value);
                    }
                }
            }
        }
        write_csv_record(out, record);
    }
    return failed;
}

} // namespace todoku::study::lab
