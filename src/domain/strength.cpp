#include "domain/strength.hpp"

#include "core/japanese.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace todoku::domain {

namespace {

// Words as comparable() makes them, ASCII in lower case.
constexpr std::pair<std::string_view, Strength> kWords[] = {
    {"good", Strength::Good},     {"strong", Strength::Good},   {"high", Strength::Good},
    {"強", Strength::Good},       {"強い", Strength::Good},     {"良好", Strength::Good},
    {"良", Strength::Good},       {"優良", Strength::Good},     {"高", Strength::Good},
    {"◎", Strength::Good},        {"fair", Strength::Fair},     {"medium", Strength::Fair},
    {"middle", Strength::Fair},   {"中", Strength::Fair},       {"普通", Strength::Fair},
    {"やや弱い", Strength::Fair}, {"edge", Strength::Edge},     {"weak", Strength::Edge},
    {"low", Strength::Edge},      {"poor", Strength::Edge},     {"弱", Strength::Edge},
    {"弱い", Strength::Edge},     {"低", Strength::Edge},       {"不安定", Strength::Edge},
    {"端", Strength::Edge},       {"エリア端", Strength::Edge}, {"△", Strength::Edge}};

} // namespace

const char* name_of(Strength strength) {
    switch (strength) {
    case Strength::Unsaid:
        return "unsaid";
    case Strength::Good:
        return "good";
    case Strength::Fair:
        return "fair";
    case Strength::Edge:
        return "edge";
    }
    return "";
}

Text label_of(Strength strength) {
    switch (strength) {
    case Strength::Unsaid:
        return {"強度の記載なし", "strength not said"};
    case Strength::Good:
        return {"良好", "good"};
    case Strength::Fair:
        return {"中程度", "fair"};
    case Strength::Edge:
        return {"エリア端", "edge"};
    }
    return {};
}

std::optional<Strength> strength_of(std::string_view name) {
    for (const Strength strength : {Strength::Good, Strength::Fair, Strength::Edge}) {
        if (name == name_of(strength)) {
            return strength;
        }
    }
    return std::nullopt;
}

std::optional<Strength> strength_in(std::string_view text) {
    std::string word = comparable(text);
    std::transform(word.begin(), word.end(), word.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const auto& [known, strength] : kWords) {
        if (word == known) {
            return strength;
        }
    }
    return std::nullopt;
}

} // namespace todoku::domain
