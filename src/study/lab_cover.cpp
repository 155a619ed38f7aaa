#include "core/csv.hpp"
#include "core/error.hpp"
#include "siting/backup_search.hpp"
#include "siting/cheapest_cover.hpp"
#include "siting/cover_order.hpp"
#include "siting/cover_twice.hpp"
#include "siting/max_cover.hpp"
#include "study/cover_certificate.hpp"
#include "study/lab.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace todoku::study::lab {

namespace {

/// A covering problem as it was asked, and the answer as it grows.
class Choice {
public:
    Choice(const ChooseRequest& request, Progress& progress)
        : request_(request), progress_(progress) {
        check_wish();
        cover_ = read_cover(request.demand, request.covers);
        rules_ = read_rules(request.rules, cover_, floor_names_);
        must_ = sites_named(request.must, cover_);
        must_not_ = sites_named(request.must_not, cover_);
        rules_.budget = request.budget > 0 ? request.budget : request.sites;
    }

    ChooseAnswer solve(std::ostream& certificate) {
        if (request_.target || request_.target_share) {
            reach_target();
        } else if (rules_.costs.empty() && rules_.apart.empty() && rules_.floors.empty()) {
            choose_number();
        } else {
            choose_by_rules();
        }
        if (request_.certify) {
            if (answer_.target) {
                prove_target_needs();
            } else {
                certified_budget_ = rules_.budget;
                certified_objective_ = answer_.objective;
                certified_upper_ = answer_.upper_bound;
            }
            answer_.certified = write_certificate({.cover = cover_,
                                                   .prices = prices_,
                                                   .floors = rules_.floors,
                                                   .floor_names = floor_names_,
                                                   .multipliers = multipliers_,
                                                   .budget = certified_budget_,
                                                   .costs = rules_.costs,
                                                   .must = must_,
                                                   .must_not = must_not_,
                                                   .later_prices = later_prices_,
                                                   .objective = certified_objective_,
                                                   .upper_bound = certified_upper_,
                                                   .threads = request_.threads},
                                                  certificate);
            if (!answer_.certified) {
                throw UsageError(
                    {"重みが大きすぎて、64ビットの整数では証明書を書けません。",
                     "the weights are too large for a certificate in 64-bit integers"});
            }
        }
        if (request_.backup_within > 0.0) {
            seek_backup();
        }
        if (request_.backup || request_.backup_within > 0.0) {
            answer_.covered_twice = twice();
        }
        look_for_cheapest();
        return answer_;
    }

    void write(std::ostream& out) const {
        write_csv_record(out, std::vector<std::string>{"order", "site", "gain", "cumulative"});
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const siting::Pick& pick = order_[i];
            write_csv_record(
                out, std::vector<std::string>{std::to_string(i + 1), cover_.sites[pick.site],
                                              shortest(pick.gain), shortest(pick.cumulative)});
        }
    }

private:
    void check_wish() const {
        const int limits = (request_.sites > 0 ? 1 : 0) + (request_.budget > 0 ? 1 : 0);
        const bool target = request_.target || request_.target_share;
        if (limits == 0 && !target) {
            throw UsageError({"--sites、--budget、--target、--target-share のどれかが要ります。",
                              "one of --sites, --budget, --target and --target-share is needed"});
        }
        if (limits == 2 || (request_.target && request_.target_share)) {
            throw UsageError(
                {"--sites と --budget、--target と --target-share は、どちらか一方だけ"
                 "指定してください。",
                 "give --sites or --budget, and --target or --target-share, not both"});
        }
        const bool rules = !request_.rules.costs.empty() || !request_.rules.apart.empty() ||
                           !request_.rules.floors.empty();
        if (request_.backup_within > 0.0 && (request_.sites == 0 || target || rules)) {
            throw UsageError(
                {"--backup-within は --sites だけのときに使えます（--target、--costs、--apart、"
                 "--floors とは使えません）。",
                 "--backup-within goes with --sites alone (no --target, --costs, --apart or "
                 "--floors)"});
        }
        if (request_.sites > 0 && !request_.rules.costs.empty()) {
            throw UsageError({"--costs を使うときは --sites ではなく --budget を指定してください。",
                              "with --costs give --budget instead of --sites"});
        }
    }

    /// What a budget that buys nothing would have to be.
    void look_for_cheapest() {
        if (request_.budget == 0 || rules_.costs.empty() || !order_.empty()) {
            return;
        }
        for (std::uint32_t s = 0; s < rules_.costs.size(); ++s) {
            if (std::find(must_not_.begin(), must_not_.end(), s) == must_not_.end()) {
                answer_.cheapest =
                    std::min<std::uint64_t>(answer_.cheapest.value_or(UINT64_MAX), rules_.costs[s]);
            }
        }
        if (answer_.cheapest && *answer_.cheapest <= request_.budget) {
            answer_.cheapest.reset(); // it could be bought, but covers nothing
        }
    }

    void choose_number() {
        siting::CoverRequest cover;
        cover.sites = static_cast<std::size_t>(rules_.budget);
        cover.must = must_;
        cover.must_not = must_not_;
        cover.time_limit_s = request_.time_limit_s;
        cover.seed = request_.seed;
        cover.threads = request_.threads;
        cover.improve = true;
        cover.certify = request_.certify;
        cover.best_on_stop = true;
        siting::CoverProblem problem =
            request_.certify || request_.backup || request_.backup_within > 0.0
                ? cover_.problem
                : std::move(cover_.problem);
        const siting::CoverResult result = siting::solve(std::move(problem), cover, progress_);
        order_ = result.order;
        prices_ = result.prices;
        later_prices_ = result.later_prices;
        answer_.objective = result.objective;
        answer_.upper_bound = result.upper_bound;
        answer_.gap = result.gap();
        answer_.stopped = result.stopped;
    }

    [[nodiscard]] std::vector<std::uint32_t> chosen() const {
        std::vector<std::uint32_t> sites;
        for (const siting::Pick& pick : order_) {
            sites.push_back(pick.site);
        }
        return sites;
    }
    /// What two or more of the chosen sites cover.
    [[nodiscard]] double twice() const {
        const std::vector<double> sums = siting::covered_twice(cover_.problem, chosen());
        return sums.empty() ? 0.0 : sums.back();
    }

    void seek_backup() {
        answer_.best_objective = answer_.objective;
        answer_.best_covered_twice = twice();
        const siting::BackupPlan found = siting::search_backup(
            cover_.problem,
            {chosen(), must_, must_not_, answer_.objective * (1.0 - request_.backup_within)},
            progress_);
        std::vector<std::uint8_t> demanded(cover_.problem.sites(), 0);
        for (const std::uint32_t s : must_) {
            demanded[s] = 1;
        }
        order_ = siting::in_order(cover_.problem, {}, demanded, found.sites);
        answer_.objective = found.covered;
        answer_.gap = answer_.upper_bound > 0.0
                          ? (answer_.upper_bound - answer_.objective) / answer_.upper_bound
                          : 0.0;
    }

    void choose_by_rules() {
        siting::RuledRequest ruled;
        ruled.rules = rules_;
        ruled.must = must_;
        ruled.must_not = must_not_;
        ruled.time_limit_s = request_.time_limit_s;
        ruled.seed = request_.seed;
        ruled.threads = request_.threads;
        ruled.best_on_stop = true;
        take(siting::solve_ruled(cover_.problem, ruled, progress_));
    }

    void reach_target() {
        siting::CheapestRequest cheapest;
        const std::vector<double>& weights = cover_.problem.weights;
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        cheapest.target = request_.target ? *request_.target : *request_.target_share * total;
        cheapest.rules = rules_;
        cheapest.must = must_;
        cheapest.must_not = must_not_;
        cheapest.time_limit_s = request_.time_limit_s;
        cheapest.seed = request_.seed;
        cheapest.threads = request_.threads;
        cheapest.best_on_stop = true;
        const siting::CheapestResult result =
            siting::cheapest_cover(cover_.problem, cheapest, progress_);
        take(result.plan);
        answer_.stopped = result.stopped;
        answer_.target = cheapest.target;
        answer_.reached = result.reached;
        answer_.proved_impossible = result.proved_impossible;
        answer_.cost = result.cost;
        answer_.proved_least =
            result.reached ? result.proved_least : std::optional<std::uint64_t>();
        answer_.greedy_cost = result.greedy_cost;
        if (result.reached) { // what matters is the cost; the bound is of the plan's last look
            answer_.upper_bound = std::max(answer_.upper_bound, answer_.objective);
        }
    }

    /// Prices of the largest number (or budget) that is proved too little for the target: what a
    /// certificate then shows to be less than it.
    void prove_target_needs() {
        std::uint64_t demanded = 0;
        std::uint64_t all = 0;
        for (std::uint32_t s = 0; s < cover_.problem.sites(); ++s) {
            all += rules_.cost(s);
        }
        for (const std::uint32_t s : must_) {
            demanded += rules_.cost(s);
        }
        if (answer_.proved_impossible) {
            certified_budget_ = rules_.budget > 0 ? rules_.budget : all;
        } else if (answer_.proved_least) {
            certified_budget_ = *answer_.proved_least - 1;
        }
        if (certified_budget_ <= demanded) {
            throw UsageError({"目標に足りないと証明した数（費用）がないので、証明書は書けません。"
                              "--certificate を外してください。",
                              "no number (or cost) is proved too little for the target, so there "
                              "is nothing to certify: leave --certificate out"});
        }
        const auto fill = [&](auto& ask) {
            ask.must = must_;
            ask.must_not = must_not_;
            ask.time_limit_s = request_.time_limit_s;
            ask.seed = request_.seed;
            ask.threads = request_.threads;
            ask.wanted = answer_.target;
        };
        const auto keep = [&](const auto& result) {
            prices_ = result.prices;
            if constexpr (requires { result.multipliers; }) {
                multipliers_ = result.multipliers;
            }
            certified_objective_ = result.objective;
            certified_upper_ = result.upper_bound;
        };
        if (rules_.costs.empty() && rules_.apart.empty()) {
            siting::CoverRequest ask;
            fill(ask);
            ask.sites = static_cast<std::size_t>(certified_budget_);
            ask.improve = true;
            ask.certify = true;
            const siting::CoverResult result = siting::solve(cover_.problem, ask, progress_);
            keep(result);
            later_prices_ = result.later_prices;
        } else {
            siting::RuledRequest ask;
            fill(ask);
            ask.rules = rules_;
            ask.rules.budget = certified_budget_;
            keep(siting::solve_ruled(cover_.problem, ask, progress_));
        }
        answer_.certified_budget = certified_budget_;
    }

    void take(const siting::RuledResult& result) {
        order_ = result.order;
        answer_.stopped = result.stopped;
        prices_ = result.prices;
        multipliers_ = result.multipliers;
        answer_.objective = result.objective;
        answer_.upper_bound = result.upper_bound;
        answer_.gap = result.gap();
        answer_.cost = result.cost;
        answer_.proved_impossible = result.proved_impossible;
        if (!rules_.floors.empty()) {
            answer_.reached = result.kept;
        }
        for (std::size_t f = 0; f < result.floors.size(); ++f) {
            answer_.floors.push_back({floor_names_[f], result.floors[f].least,
                                      result.floors[f].covered, result.floors[f].most_in_budget});
        }
    }

    const ChooseRequest& request_;
    Progress& progress_;
    NamedCover cover_;
    siting::CoverRules rules_;
    std::vector<std::string> floor_names_;
    std::vector<std::uint32_t> must_, must_not_;
    std::vector<siting::Pick> order_;
    std::vector<float> prices_;
    std::vector<double> multipliers_; ///< by floor, of the prices
    std::vector<std::vector<float>> later_prices_;
    std::uint64_t certified_budget_ = 0;
    double certified_objective_ = 0.0;
    double certified_upper_ = 0.0;
    ChooseAnswer answer_;
};

} // namespace

ChooseAnswer choose(const ChooseRequest& request, std::ostream& out, std::ostream& certificate,
                    Progress& progress) {
    using Clock = std::chrono::steady_clock;
    const auto seconds = [](Clock::duration time) {
        return std::chrono::duration<double>(time).count();
    };
    const Clock::time_point start = Clock::now();
    Choice choice(request, progress);
    const Clock::time_point read = Clock::now();
    ChooseAnswer answer = choice.solve(certificate);
    answer.seconds = seconds(Clock::now() - read);
    answer.seconds_reading = seconds(read - start);
    choice.write(out);
    return answer;
}

} // namespace todoku::study::lab
