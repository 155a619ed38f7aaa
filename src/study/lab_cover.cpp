#include "siting/max_cover.hpp"
#include "study/csv_table.hpp"
#include "study/lab.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace todoku::study::lab {

namespace {

struct NamedProblem {
    siting::CoverProblem problem;
    std::vector<std::string> sites;
};

NamedProblem read_problem(const ChooseRequest& request) {
    const CsvTable demand = CsvTable::from_file(request.demand);
    const CsvTable covers = CsvTable::from_file(request.covers);
    NamedProblem named;
    std::unordered_map<std::string, std::uint32_t> demands;
    const std::size_t demand_name = demand.column("demand");
    const std::size_t weight = demand.column("weight");
    for (std::size_t row = 0; row < demand.rows.size(); ++row) {
        const double value = demand.needed_number(row, weight);
        if (value < 0.0) {
            throw InputError({fmt::format("{} {}行目: 重み {} は負です。0以上にしてください。",
                                          demand.name, demand.lines[row], value),
                              fmt::format("{} line {}: weight {} is negative.", demand.name,
                                          demand.lines[row], value)});
        }
        if (!demands
                 .emplace(demand.at(row, demand_name), static_cast<std::uint32_t>(demands.size()))
                 .second) {
            throw InputError({fmt::format("{} {}行目: 需要「{}」が二度あります。", demand.name,
                                          demand.lines[row], demand.at(row, demand_name)),
                              fmt::format("{} line {}: demand \"{}\" occurs twice.", demand.name,
                                          demand.lines[row], demand.at(row, demand_name))});
        }
        named.problem.weights.push_back(value);
    }
    const std::size_t site_column = covers.column("site");
    const std::size_t demand_column = covers.column("demand");
    const auto share_column = covers.optional_column("share");
    std::unordered_map<std::string, std::uint32_t> sites;
    std::vector<std::vector<std::pair<std::uint32_t, float>>> lists;
    for (std::size_t row = 0; row < covers.rows.size(); ++row) {
        const auto found = demands.find(covers.at(row, demand_column));
        if (found == demands.end()) {
            throw InputError(
                {fmt::format("{} {}行目: 需要「{}」は {} にありません。", covers.name,
                             covers.lines[row], covers.at(row, demand_column), demand.name),
                 fmt::format("{} line {}: demand \"{}\" is not in {}.", covers.name,
                             covers.lines[row], covers.at(row, demand_column), demand.name)});
        }
        const double share = share_column ? covers.needed_number(row, *share_column) : 1.0;
        if (!(share >= 0.0 && share <= 1.0)) {
            throw InputError({fmt::format("{} {}行目: 割合 {} は0から1の外です。", covers.name,
                                          covers.lines[row], share),
                              fmt::format("{} line {}: share {} is outside 0 to 1.", covers.name,
                                          covers.lines[row], share)});
        }
        const auto [site, fresh] =
            sites.emplace(covers.at(row, site_column), static_cast<std::uint32_t>(sites.size()));
        if (fresh) {
            named.sites.push_back(site->first);
            lists.emplace_back();
        }
        if (share > 0.0) {
            lists[site->second].emplace_back(found->second, static_cast<float>(share));
        }
    }
    named.problem.begin.push_back(0);
    bool whole = true;
    for (auto& list : lists) {
        // A pair given twice counts once, with its larger share.
        std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
            return std::pair(a.first, -a.second) < std::pair(b.first, -b.second);
        });
        list.erase(std::unique(list.begin(), list.end(),
                               [](const auto& a, const auto& b) { return a.first == b.first; }),
                   list.end());
        for (const auto& [index, share] : list) {
            named.problem.demands.push_back(index);
            named.problem.shares.push_back(share);
            whole = whole && share == 1.0F;
        }
        named.problem.begin.push_back(named.problem.demands.size());
    }
    if (whole) {
        named.problem.shares.clear();
    }
    return named;
}

} // namespace

ChooseAnswer choose(const ChooseRequest& request, std::ostream& out, Progress& progress) {
    const auto start = std::chrono::steady_clock::now();
    const NamedProblem named = read_problem(request);
    siting::CoverRequest cover;
    cover.sites = request.sites;
    cover.time_limit_s = request.time_limit_s;
    cover.seed = request.seed;
    cover.improve = true;
    const siting::CoverResult result = siting::solve(named.problem, cover, progress);
    write_csv_record(out, std::vector<std::string>{"order", "site", "gain", "cumulative"});
    for (std::size_t i = 0; i < result.order.size(); ++i) {
        const siting::Pick& pick = result.order[i];
        write_csv_record(out,
                         std::vector<std::string>{std::to_string(i + 1), named.sites[pick.site],
                                                  shortest(pick.gain), shortest(pick.cumulative)});
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return {result.objective, result.upper_bound, result.gap(), seconds.count()};
}

} // namespace todoku::study::lab
