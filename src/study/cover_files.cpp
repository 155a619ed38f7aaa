#include "study/cover_files.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/each_record.hpp"
#include "io/text_table.hpp"
#include "study/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <unordered_map>

namespace todoku::study {

namespace {

/// Rows of a table one after the other, with its columns by name: tables of 100 million rows are
/// not held as text.
class Rows {
public:
    explicit Rows(const std::filesystem::path& file)
        : file_(file), name_(file.filename().string()) {}

    /// @param wanted columns that must be there, then those that may
    void read(const std::vector<std::string>& needed, const std::vector<std::string>& optional,
              const std::function<void()>& row) {
        std::vector<Issue> issues;
        io::RecordVisitor visitor;
        visitor.record = [&](const io::TableRecord& record) {
            if (columns_.empty()) {
                find(record.fields, needed, optional);
                return;
            }
            record_ = record;
            if (width_.fit(record.fields) != RowWidth::Fit::Whole) {
                refuse(io::field_count_problem(width_.names(), record.fields.size()));
            }
            row();
        };
        io::for_each_record(file_, name_, "", std::nullopt, visitor, issues);
        if (columns_.empty()) {
            throw InputError({name_ + " は空です。見出しの行が必要です。",
                              name_ + " is empty; a header row is needed."});
        }
    }

    /// Text of a wanted column; "" where it may and does not exist.
    [[nodiscard]] std::string_view at(std::size_t wanted) const {
        return columns_[wanted] < record_.fields.size() ? record_.fields[columns_[wanted]]
                                                        : std::string_view();
    }
    [[nodiscard]] bool has(std::size_t wanted) const { return columns_[wanted] != kNone; }
    [[nodiscard]] double number(std::size_t wanted) const {
        if (const auto value = CsvTable::number_in(at(wanted))) {
            return *value;
        }
        refuse({fmt::format("{}「{}」は数ではありません。", names_[wanted], at(wanted)),
                fmt::format("{} \"{}\" is not a number.", names_[wanted], at(wanted))});
    }
    /// @throws InputError naming file and line
    [[noreturn]] void refuse(const Text& problem) const {
        throw InputError({fmt::format("{} {}行目: {}", name_, record_.line, problem.ja),
                          fmt::format("{} line {}: {}", name_, record_.line, problem.en)});
    }
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    void find(std::span<const std::string_view> header, const std::vector<std::string>& needed,
              const std::vector<std::string>& optional) {
        width_ = RowWidth(header);
        std::vector<std::string_view> trimmed_header;
        for (const std::string_view field : header) {
            trimmed_header.push_back(trimmed(field));
        }
        names_ = needed;
        names_.insert(names_.end(), optional.begin(), optional.end());
        for (const std::string& name : names_) {
            const auto found = std::find(trimmed_header.begin(), trimmed_header.end(), name);
            if (found == trimmed_header.end() && columns_.size() < needed.size()) {
                throw InputError({fmt::format("{} に列「{}」がありません。ある列: {}", name_, name,
                                              fmt::join(trimmed_header, ", ")),
                                  fmt::format("{} has no column \"{}\". Columns: {}", name_, name,
                                              fmt::join(trimmed_header, ", "))});
            }
            columns_.push_back(found == trimmed_header.end()
                                   ? kNone
                                   : static_cast<std::size_t>(found - trimmed_header.begin()));
        }
    }

    std::filesystem::path file_;
    std::string name_;
    RowWidth width_;
    std::vector<std::string> names_;
    std::vector<std::size_t> columns_;
    io::TableRecord record_;
};

/// Texts by which things are named, looked up without a copy.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};
using Numbers = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

Numbers read_demands(const std::filesystem::path& file, NamedCover& named) {
    Numbers demands;
    Rows rows(file);
    rows.read({"demand", "weight"}, {"group"}, [&] {
        const double weight = rows.number(1);
        if (weight < 0.0) {
            rows.refuse({fmt::format("重み {} は負です。0以上にしてください。", weight),
                         fmt::format("weight {} is negative.", weight)});
        }
        const auto number = static_cast<std::uint32_t>(demands.size());
        if (!demands.emplace(rows.at(0), number).second) {
            rows.refuse({fmt::format("需要「{}」が二度あります。", rows.at(0)),
                         fmt::format("demand \"{}\" occurs twice.", rows.at(0))});
        }
        named.problem.weights.push_back(weight);
        named.demands.emplace_back(rows.at(0));
        if (rows.has(2)) {
            named.groups.emplace_back(rows.at(2));
        }
    });
    return demands;
}

/// The pairs site by site. Files in which each site's rows stand together need no list of sites.
class Pairs {
public:
    void add(std::uint32_t site, std::uint32_t demand, float share) {
        if (!scattered_ && site + 1 < count_) { // a site comes again
            scattered_ = true;
            for (std::uint32_t s = 0; s < count_; ++s) {
                site_of_.resize(s + 1 < count_ ? begin_[s + 1] : demands_.size(), s);
            }
        }
        while (count_ <= site) {
            begin_.push_back(demands_.size());
            ++count_;
        }
        if (share == 0.0F) {
            return; // the site exists all the same
        }
        demands_.push_back(demand);
        if (share != 1.0F && shares_.empty()) {
            shares_.assign(demands_.size() - 1, 1.0F);
        }
        if (share != 1.0F || !shares_.empty()) {
            shares_.push_back(share);
        }
        if (scattered_) {
            site_of_.push_back(site);
        }
    }

    /// A pair given twice counts once, with its larger share.
    void hand_over(siting::CoverProblem& problem) {
        begin_.push_back(demands_.size());
        if (scattered_) {
            sort_by_site();
        }
        std::size_t kept = 0;
        std::vector<std::pair<std::uint32_t, float>> row;
        problem.begin.push_back(0);
        for (std::uint32_t s = 0; s < count_; ++s) {
            row.clear();
            for (std::size_t i = begin_[s]; i < begin_[s + 1]; ++i) {
                row.emplace_back(demands_[i], shares_.empty() ? -1.0F : -shares_[i]);
            }
            if (!std::is_sorted(row.begin(), row.end())) {
                std::sort(row.begin(), row.end());
            }
            row.erase(std::unique(row.begin(), row.end(),
                                  [](const auto& a, const auto& b) { return a.first == b.first; }),
                      row.end());
            for (const auto& [demand, share] : row) {
                demands_[kept] = demand;
                if (!shares_.empty()) {
                    shares_[kept] = -share;
                }
                ++kept;
            }
            problem.begin.push_back(kept);
        }
        demands_.resize(kept);
        shares_.resize(shares_.empty() ? 0 : kept);
        problem.demands = std::move(demands_);
        problem.shares = std::move(shares_);
    }

private:
    void sort_by_site() {
        begin_.assign(count_ + 1, 0);
        for (const std::uint32_t s : site_of_) {
            ++begin_[s + 1];
        }
        for (std::size_t s = 0; s < count_; ++s) {
            begin_[s + 1] += begin_[s];
        }
        std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
        std::vector<std::uint32_t> demands(demands_.size());
        std::vector<float> shares(shares_.size());
        for (std::size_t i = 0; i < site_of_.size(); ++i) {
            const std::size_t at = next[site_of_[i]]++;
            demands[at] = demands_[i];
            if (!shares.empty()) {
                shares[at] = shares_[i];
            }
        }
        demands_.swap(demands);
        shares_.swap(shares);
    }

    std::uint32_t count_ = 0; ///< sites
    std::vector<std::size_t> begin_;
    std::vector<std::uint32_t> demands_;
    std::vector<float> shares_;          ///< empty as long as all are 1
    bool scattered_ = false;             ///< a site has come again after another
    std::vector<std::uint32_t> site_of_; ///< of each pair, then
};

/// Sites of a cover by name.
Numbers numbered(const std::vector<std::string>& names) {
    Numbers numbers;
    for (std::uint32_t n = 0; n < names.size(); ++n) {
        numbers.emplace(names[n], n);
    }
    return numbers;
}

std::uint32_t site_in(const Rows& rows, std::size_t column, const Numbers& sites) {
    const auto site = sites.find(rows.at(column));
    if (site == sites.end()) {
        rows.refuse({fmt::format("候補「{}」は被覆の表にありません。", rows.at(column)),
                     fmt::format("site \"{}\" is not in the table of covers.", rows.at(column))});
    }
    return site->second;
}

void read_costs(const std::filesystem::path& file, const NamedCover& cover, const Numbers& sites,
                siting::CoverRules& rules) {
    rules.costs.assign(cover.sites.size(), 0);
    Rows rows(file);
    rows.read({"site", "cost"}, {}, [&] {
        const double cost = rows.number(1);
        if (!(cost >= 1.0 && cost <= 4294967295.0 && cost == std::floor(cost))) {
            rows.refuse({fmt::format("費用 {} は1以上の整数ではありません。", rows.at(1)),
                         fmt::format("cost {} is not a whole number of 1 or more.", rows.at(1))});
        }
        const std::uint32_t site = site_in(rows, 0, sites);
        if (rules.costs[site] != 0) {
            rows.refuse({fmt::format("候補「{}」の費用が二度あります。", rows.at(0)),
                         fmt::format("the cost of site \"{}\" occurs twice.", rows.at(0))});
        }
        rules.costs[site] = static_cast<std::uint32_t>(cost);
    });
    const auto missing = std::find(rules.costs.begin(), rules.costs.end(), 0U);
    if (missing != rules.costs.end()) {
        const std::string& name =
            cover.sites[static_cast<std::size_t>(missing - rules.costs.begin())];
        throw InputError({fmt::format("{} に候補「{}」の費用がありません。", rows.name(), name),
                          fmt::format("{} has no cost for site \"{}\".", rows.name(), name)});
    }
}

void read_floors(const std::filesystem::path& file, const NamedCover& cover,
                 siting::CoverRules& rules, std::vector<std::string>& names) {
    Rows rows(file);
    if (cover.groups.empty()) {
        throw InputError(
            {fmt::format("{} を使うには、需要の表に列「group」が要ります。", rows.name()),
             fmt::format("{} needs a column \"group\" in the table of demands.", rows.name())});
    }
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> members;
    for (std::uint32_t d = 0; d < cover.groups.size(); ++d) {
        members[cover.groups[d]].push_back(d);
    }
    rows.read({"group"}, {"least", "least_share"}, [&] {
        const auto group = members.find(rows.at(0));
        if (group == members.end()) {
            rows.refuse({fmt::format("グループ「{}」の需要がありません。", rows.at(0)),
                         fmt::format("no demand is of group \"{}\".", rows.at(0))});
        }
        siting::CoverFloor floor;
        floor.demands = group->second;
        if (rows.has(1) && !rows.at(1).empty()) {
            floor.least = rows.number(1);
        } else if (rows.has(2)) {
            double weight = 0.0;
            for (const std::uint32_t d : floor.demands) {
                weight += cover.problem.weights[d];
            }
            const double share = rows.number(2);
            if (!(share >= 0.0 && share <= 1.0)) {
                rows.refuse({fmt::format("割合 {} は0から1の外です。", share),
                             fmt::format("share {} is outside 0 to 1.", share)});
            }
            floor.least = share * weight;
        } else {
            rows.refuse({"列 least か least_share が要ります。",
                         "a column least or least_share is needed."});
        }
        names.emplace_back(rows.at(0));
        rules.floors.push_back(std::move(floor));
    });
}

} // namespace

NamedCover read_cover(const std::filesystem::path& demand_path,
                      const std::filesystem::path& covers) {
    NamedCover named;
    const Numbers demands = read_demands(demand_path, named);
    const std::string demand_file = demand_path.filename().string();
    Numbers sites;
    Pairs pairs;
    std::string last_name;
    std::uint32_t last = 0;
    Rows rows(covers);
    rows.read({"site", "demand"}, {"share"}, [&] {
        const auto demand = demands.find(rows.at(1));
        if (demand == demands.end()) {
            rows.refuse({fmt::format("需要「{}」は {} にありません。", rows.at(1), demand_file),
                         fmt::format("demand \"{}\" is not in {}.", rows.at(1), demand_file)});
        }
        const double share = rows.has(2) ? rows.number(2) : 1.0;
        if (!(share >= 0.0 && share <= 1.0)) {
            rows.refuse({fmt::format("割合 {} は0から1の外です。", share),
                         fmt::format("share {} is outside 0 to 1.", share)});
        }
        if (sites.empty() || rows.at(0) != last_name) { // most rows are of the site before
            last_name = rows.at(0);
            const auto [site, fresh] =
                sites.emplace(last_name, static_cast<std::uint32_t>(sites.size()));
            if (fresh) {
                named.sites.push_back(last_name);
            }
            last = site->second;
        }
        pairs.add(last, demand->second, static_cast<float>(share));
    });
    pairs.hand_over(named.problem);
    return named;
}

siting::CoverRules read_rules(const RuleFiles& files, const NamedCover& cover,
                              std::vector<std::string>& names) {
    siting::CoverRules rules;
    const Numbers sites = numbered(cover.sites);
    if (!files.costs.empty()) {
        read_costs(files.costs, cover, sites, rules);
    }
    if (!files.apart.empty()) {
        Rows rows(files.apart);
        rows.read({"site", "other"}, {}, [&] {
            const std::uint32_t one = site_in(rows, 0, sites);
            const std::uint32_t other = site_in(rows, 1, sites);
            if (one == other) {
                rows.refuse({fmt::format("候補「{}」がそれ自身と組になっています。", rows.at(0)),
                             fmt::format("site \"{}\" is paired with itself.", rows.at(0))});
            }
            rules.apart.emplace_back(one, other);
        });
    }
    if (!files.floors.empty()) {
        read_floors(files.floors, cover, rules, names);
    }
    return rules;
}

std::vector<std::uint32_t> sites_named(const std::vector<std::string>& names,
                                       const NamedCover& cover) {
    const Numbers numbers = numbered(cover.sites);
    std::vector<std::uint32_t> sites;
    for (const std::string& name : names) {
        const auto site = numbers.find(name);
        if (site == numbers.end()) {
            throw UsageError({fmt::format("候補「{}」は被覆の表にありません。", name),
                              fmt::format("site \"{}\" is not in the table of covers", name)});
        }
        if (std::find(sites.begin(), sites.end(), site->second) == sites.end()) {
            sites.push_back(site->second);
        }
    }
    return sites;
}

} // namespace todoku::study
