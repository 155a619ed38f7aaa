#include "siting/pairwise_weights.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::siting {

namespace {

/// Mean consistency index of random comparisons of 1 to 15 things (Saaty 1980, The Analytic
/// Hierarchy Process, table 3-1).
constexpr std::array<double, 15> kRandomIndex = {0.0,  0.0,  0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                                 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};

class Matrix {
public:
    explicit Matrix(std::size_t size) : size_(size), entries_(size * size, 0.0) {
        for (std::size_t i = 0; i < size; ++i) {
            at(i, i) = 1.0;
        }
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    double& at(std::size_t row, std::size_t column) { return entries_[row * size_ + column]; }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const {
        return entries_[row * size_ + column];
    }

private:
    std::size_t size_;
    std::vector<double> entries_;
};

[[noreturn]] void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

std::size_t position(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        names.push_back(name);
        return names.size() - 1;
    }
    return static_cast<std::size_t>(found - names.begin());
}

Matrix matrix_of(std::span<const Comparison> comparisons, std::vector<std::string>& names) {
    for (const Comparison& pair : comparisons) {
        position(names, pair.first);
        position(names, pair.second);
    }
    if (names.size() > kRandomIndex.size()) {
        reject("一対比較できるのは15項目までです。",
               "at most 15 criteria can be compared in pairs");
    }
    Matrix matrix(names.size());
    for (const Comparison& pair : comparisons) {
        const std::size_t i = position(names, pair.first);
        const std::size_t j = position(names, pair.second);
        if (i == j) {
            reject("「" + pair.first + "」がそれ自身と比べられています。その組を消してください。",
                   "\"" + pair.first + "\" is compared with itself: remove that pair");
        }
        if (!(pair.ratio >= 1.0 / 9.0 - 1e-9 && pair.ratio <= 9.0 + 1e-9)) {
            reject(fmt::format("「{}」と「{}」の比 {:g} は1/9から9の間にしてください。", pair.first,
                               pair.second, pair.ratio),
                   fmt::format("the ratio {:g} of \"{}\" and \"{}\" must be between 1/9 and 9",
                               pair.ratio, pair.first, pair.second));
        }
        if (matrix.at(i, j) != 0.0) {
            reject("「" + pair.first + "」と「" + pair.second +
                       "」が二度比べられています。一つを消してください。",
                   "\"" + pair.first + "\" and \"" + pair.second +
                       "\" are compared twice: remove one of the two");
        }
        matrix.at(i, j) = pair.ratio;
        matrix.at(j, i) = 1.0 / pair.ratio;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j) {
            if (matrix.at(i, j) == 0.0) {
                reject("「" + names[i] + "」と「" + names[j] +
                           "」の比較がありません。すべての組を一度ずつ書いてください。",
                       "\"" + names[i] + "\" and \"" + names[j] +
                           "\" are not compared: each pair is needed once");
            }
        }
    }
    return matrix;
}

/// Power iteration; positive entries make it converge to the only positive eigenvector (Perron).
double principal(const Matrix& matrix, std::vector<double>& weights) {
    const std::size_t n = matrix.size();
    weights.assign(n, 1.0 / static_cast<double>(n));
    double eigenvalue = 0.0;
    constexpr int kMostRounds = 1000;
    for (int round = 0; round < kMostRounds; ++round) {
        std::vector<double> next(n, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                next[i] += matrix.at(i, j) * weights[j];
            }
        }
        eigenvalue = 0.0; // the weights add up to 1
        for (const double value : next) {
            eigenvalue += value;
        }
        double moved = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            next[i] /= eigenvalue;
            moved += std::abs(next[i] - weights[i]);
        }
        weights = std::move(next);
        if (moved < 1e-13) {
            break;
        }
    }
    return eigenvalue;
}

} // namespace

PairwiseWeights weights_from_pairs(std::span<const Comparison> comparisons) {
    PairwiseWeights result;
    const Matrix matrix = matrix_of(comparisons, result.names);
    const std::size_t n = matrix.size();
    if (n == 0) {
        reject("一対比較が一つもありません。", "there are no pairwise comparisons");
    }
    result.eigenvalue = principal(matrix, result.weights);
    if (n < 3) {
        return result;
    }
    const auto count = static_cast<double>(n);
    result.consistency_ratio =
        std::max(0.0, (result.eigenvalue - count) / (count - 1.0) / kRandomIndex[n - 1]);
    double most = -1.0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            for (std::size_t k = j + 1; k < n; ++k) {
                const double off =
                    std::abs(std::log(matrix.at(i, j) * matrix.at(j, k) / matrix.at(i, k)));
                if (off > most) {
                    most = off;
                    result.worst = {result.names[i], result.names[j], result.names[k]};
                }
            }
        }
    }
    return result;
}

} // namespace todoku::siting
