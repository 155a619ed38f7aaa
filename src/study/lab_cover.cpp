#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/each_record.hpp"
#include "io/text_table.hpp"
#include "siting/max_cover.hpp"
#include "study/csv_table.hpp"
#include "study/lab.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace todoku::study::lab {

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

struct NamedProblem {
    siting::CoverProblem problem;
    std::vector<std::string> sites;
};

Numbers read_demands(const std::filesystem::path& file, siting::CoverProblem& problem) {
    Numbers demands;
    Rows rows(file);
    rows.read({"demand", "weight"}, {}, [&] {
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
        problem.weights.push_back(weight);
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

NamedProblem read_problem(const ChooseRequest& request) {
    NamedProblem named;
    const Numbers demands = read_demands(request.demand, named.problem);
    const std::string demand_file = request.demand.filename().string();
    Numbers sites;
    Pairs pairs;
    std::string last_name;
    std::uint32_t last = 0;
    Rows rows(request.covers);
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

} // namespace

ChooseAnswer choose(const ChooseRequest& request, std::ostream& out, Progress& progress) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    NamedProblem named = read_problem(request);
    const Clock::time_point read = Clock::now();
    siting::CoverRequest cover;
    cover.sites = request.sites;
    cover.time_limit_s = request.time_limit_s;
    cover.seed = request.seed;
    cover.improve = true;
    const siting::CoverResult result = siting::solve(std::move(named.problem), cover, progress);
    const Clock::time_point solved = Clock::now();
    write_csv_record(out, std::vector<std::string>{"order", "site", "gain", "cumulative"});
    for (std::size_t i = 0; i < result.order.size(); ++i) {
        const siting::Pick& pick = result.order[i];
        write_csv_record(out,
                         std::vector<std::string>{std::to_string(i + 1), named.sites[pick.site],
                                                  shortest(pick.gain), shortest(pick.cumulative)});
    }
    const auto seconds = [](Clock::duration time) {
        return std::chrono::duration<double>(time).count();
    };
    return {result.objective, result.upper_bound, result.gap(), seconds(solved - read),
            seconds(read - start)};
}

} // namespace todoku::study::lab
