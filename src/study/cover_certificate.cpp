#include "study/cover_certificate.hpp"

#include "core/csv.hpp"
#include "siting/cover_allowed.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>

namespace todoku::study {

namespace {

using Row = std::vector<std::string>;

constexpr int kMultiplierPlaces = 20;                     // binary, of the multipliers written
constexpr std::int64_t kMostOwed = std::int64_t{1} << 61; // sums stay within 64 bits; less is sound

/// What a floor is owed, in units of 2^-places, never more than multiplier x least.
std::int64_t owed(const siting::CoverFloor& floor, std::int64_t multiplier, int places) {
    const double least = std::ldexp(floor.least, places);
    const double product = std::ldexp(static_cast<double>(multiplier), -kMultiplierPlaces) * least;
    // The product of two doubles is rounded once; a floor below 0 asks for nothing.
    const double sure = std::floor(std::nextafter(product, 0.0));
    return sure > 0.0 ? static_cast<std::int64_t>(std::min(sure, static_cast<double>(kMostOwed)))
                      : 0;
}

class Certificate {
public:
    Certificate(const CertificateRequest& request, std::ostream& stream)
        : request_(request), given_(raised(request)), stream_(stream),
          role_(given_.sites(), "free") {
        for (const double multiplier : request.multipliers) {
            multipliers_.push_back(whole_multiplier(multiplier));
        }
        for (const std::uint32_t s : request.must_not) {
            role_[s] = "out";
        }
        for (const std::uint32_t s : request.must) {
            role_[s] = "in";
        }
        for (std::uint32_t s = 0; s < given_.sites(); ++s) {
            if (role_[s] != std::string_view("out")) {
                sites_.push_back(s);
            }
        }
    }

    std::optional<double> write() {
        auto proof = prove_with(request_.prices);
        if (!proof) {
            return std::nullopt;
        }
        // Later prices serve only where the first ones do not prove the bound by themselves.
        const bool more = !request_.later_prices.empty() && proof->bound > request_.upper_bound;
        write_cells({"part", "id", "value", "price", "role"});
        write_numbers(*proof);
        for (std::uint32_t s = 0; s < given_.sites(); ++s) {
            write_cells({"site", request_.cover.sites[s], std::to_string(cost(s)), "", role_[s]});
        }
        if (!request_.floors.empty()) {
            return less_owed(*proof);
        }
        if (!more) {
            return proof->bound;
        }
        const std::int64_t objective = static_cast<std::int64_t>(
            std::floor(std::ldexp(request_.objective, proof->certificate.places)));
        write_cells({"objective", "", std::to_string(objective), "", ""});
        double bound = proof->bound;
        for (std::size_t k = 0; k < request_.later_prices.size(); ++k) {
            give_up(*proof);
            write_cells({"stage", std::to_string(k + 2), "", "", ""});
            proof = prove_with(request_.later_prices[k]);
            if (!proof) {
                return bound;
            }
            write_numbers(*proof);
            bound = std::max(request_.objective, proof->bound);
        }
        return bound;
    }

private:
    static std::int64_t whole_multiplier(double multiplier) {
        return static_cast<std::int64_t>(std::ldexp(multiplier, kMultiplierPlaces));
    }

    /// The problem with the weights of demands in floors raised, never too little.
    static siting::CoverProblem raised(const CertificateRequest& request) {
        siting::CoverProblem problem = request.cover.problem;
        for (std::size_t f = 0; f < request.floors.size(); ++f) {
            const double multiplier = std::ldexp(
                static_cast<double>(whole_multiplier(request.multipliers[f])), -kMultiplierPlaces);
            for (const std::uint32_t d : request.floors[f].demands) {
                problem.weights[d] = std::nextafter(
                    problem.weights[d] + multiplier * request.cover.problem.weights[d],
                    std::numeric_limits<double>::infinity());
            }
        }
        return problem;
    }

    [[nodiscard]] std::int64_t all_owed(int places) const {
        std::int64_t sum = 0;
        for (std::size_t f = 0; f < request_.floors.size(); ++f) {
            sum += std::min(owed(request_.floors[f], multipliers_[f], places), kMostOwed - sum);
        }
        return sum;
    }

    /// The bound with floors, as a weight: whole where a choice covers whole weights.
    [[nodiscard]] double less_owed(const siting::CoverProof& proof) const {
        const int places = proof.certificate.places;
        const double bound =
            std::ldexp(static_cast<double>(proof.certificate.bound - all_owed(places)), -places);
        const auto& weights = request_.cover.problem.weights;
        const bool whole =
            request_.cover.problem.shares.empty() &&
            std::ranges::all_of(weights, [](double w) { return w == std::floor(w); });
        return whole ? std::floor(bound)
                     : std::nextafter(bound, std::numeric_limits<double>::infinity());
    }

    [[nodiscard]] std::uint64_t cost(std::uint32_t site) const {
        return request_.costs.empty() ? 1 : request_.costs[site];
    }
    void write_cells(const Row& row) { write_csv_record(stream_, row); }

    std::optional<siting::CoverProof> prove_with(std::span<const float> prices) {
        siting::BoundScope scope;
        scope.free = request_.budget;
        std::uint64_t all = 0;
        for (const std::uint32_t s : sites_) {
            const bool demanded = role_[s] == std::string_view("in");
            scope.must.push_back(demanded ? 1 : 0);
            if (!request_.costs.empty()) {
                scope.costs.push_back(request_.costs[s]);
            }
            (demanded ? scope.free -= cost(s) : all += cost(s));
        }
        scope.free = std::min(scope.free, all); // more buys nothing
        free_ = scope.free;
        return siting::prove(siting::rows_of(given_, sites_), prices, scope, request_.threads);
    }

    void write_numbers(const siting::CoverProof& proof) {
        const siting::CoverCertificate& numbers = proof.certificate;
        write_cells({"places", "", std::to_string(numbers.places), "", ""});
        write_cells({"level", "", std::to_string(numbers.level), "", ""});
        write_cells({"free", "", std::to_string(free_), "", ""});
        for (std::size_t f = 0; f < request_.floors.size(); ++f) {
            write_cells({"floor", request_.floor_names[f],
                         std::to_string(owed(request_.floors[f], multipliers_[f], numbers.places)),
                         std::to_string(multipliers_[f]), ""});
        }
        write_cells(
            {"bound", "", std::to_string(numbers.bound - all_owed(numbers.places)), "", ""});
        for (std::size_t d = 0; d < given_.weights.size(); ++d) {
            write_cells({"demand", request_.cover.demands[d], std::to_string(numbers.weights[d]),
                         std::to_string(numbers.prices[d]), ""});
        }
    }

    /// Sites that stand in no choice better than the one known leave the problem.
    void give_up(const siting::CoverProof& proof) {
        std::vector<std::uint32_t> left;
        for (std::size_t k = 0; k < sites_.size(); ++k) {
            const std::uint32_t s = sites_[k];
            if (role_[s] == std::string_view("in") || proof.with_site[k] > request_.objective) {
                left.push_back(s);
            } else {
                write_cells({"given-up", request_.cover.sites[s], "", "", ""});
            }
        }
        sites_ = std::move(left);
    }

    const CertificateRequest& request_;
    const siting::CoverProblem given_;      ///< weights raised by the floors
    std::vector<std::int64_t> multipliers_; ///< by floor, in units of 2^-20
    std::ostream& stream_;
    std::vector<const char*> role_;
    std::vector<std::uint32_t> sites_; ///< still in question, rising
    std::uint64_t free_ = 0;
};

} // namespace

std::optional<double> write_certificate(const CertificateRequest& request, std::ostream& stream) {
    return Certificate(request, stream).write();
}

} // namespace todoku::study
