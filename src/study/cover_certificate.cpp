#include "study/cover_certificate.hpp"

#include "core/csv.hpp"
#include "siting/cover_allowed.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace todoku::study {

namespace {

using Row = std::vector<std::string>;

class Certificate {
public:
    Certificate(const CertificateRequest& request, std::ostream& stream)
        : request_(request), given_(request.cover.problem), stream_(stream),
          role_(given_.sites(), "free") {
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
        write_cells({"bound", "", std::to_string(numbers.bound), "", ""});
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
    const siting::CoverProblem& given_;
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
