#include "study/toml_section.hpp"

#include "core/error.hpp"
#include "core/nearest_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::study {

namespace {

std::string where(const std::string& file, std::int64_t line) {
    return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

} // namespace

void TomlFaults::add(const toml::table* table, const std::string& key, std::int64_t line,
                     const Text& problem) {
    if (known_.emplace(table, key).second) {
        faults_.push_back({line, problem});
    }
}

void TomlFaults::require_none() const {
    if (faults_.empty()) {
        return;
    }
    std::vector<Fault> sorted = faults_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Fault& a, const Fault& b) { return a.line < b.line; });
    Text all;
    for (const Fault& fault : sorted) {
        const std::string at = where(file_, fault.line);
        all.ja += fmt::format("{}{} {}", all.ja.empty() ? "" : "\n", at, fault.problem.ja);
        all.en += fmt::format("{}{} {}", all.en.empty() ? "" : "\n", at, fault.problem.en);
    }
    throw InputError(all);
}

TomlSection::TomlSection(const toml::table& table, TomlFaults& faults, std::string name)
    : table_(&table), faults_(&faults), name_(std::move(name)) {}

std::string TomlSection::child(const std::string& key) const {
    return name_.empty() ? key : name_ + "." + key;
}

const toml::node* TomlSection::take(const std::string& key) {
    known_.insert(key);
    return table_->get(key);
}

bool TomlSection::has(const std::string& key) const {
    return table_->contains(key);
}

void TomlSection::reject(const std::string& key, const Text& problem) const {
    const toml::node* node = table_->get(key);
    const std::int64_t line =
        node != nullptr ? node->source().begin.line : table_->source().begin.line;
    const std::string place = name_.empty() ? "[" + key + "]" : "[" + name_ + "] " + key;
    faults_->add(table_, key, line, {place + ": " + problem.ja, place + ": " + problem.en});
}

void TomlSection::reject_type(const std::string& key, const Text& expected) const {
    reject(key, {expected.ja + "で書いてください。", "must be " + expected.en + "."});
}

std::string TomlSection::text(const std::string& key) {
    auto value = optional_text(key);
    if (!value) {
        reject(key, {"必要な項目がありません。", "this key is needed and is not there."});
    }
    return value.value_or("");
}

std::string TomlSection::needed_text(const std::string& key, const std::string& example) {
    if (!has(key)) {
        const std::string line = key + " = \"" + example + "\"";
        take(key);
        reject(key, {"必要な項目がありません。" + line + " のように書いてください。",
                     "this key is needed and is not there, e.g. " + line});
        return "";
    }
    return text(key);
}

std::string TomlSection::text(const std::string& key, const std::string& fallback) {
    return optional_text(key).value_or(fallback);
}

std::optional<std::string> TomlSection::optional_text(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto value = node->value_exact<std::string>();
    if (!value) {
        reject_type(key, {"文字列（\"…\"）", "text in quotes"});
    }
    return value;
}

bool TomlSection::yes(const std::string& key, bool fallback) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto value = node->value_exact<bool>();
    if (!value) {
        reject_type(key, {"true か false ", "true or false"});
    }
    return value.value_or(fallback);
}

std::int64_t TomlSection::whole(const std::string& key, std::int64_t fallback, std::int64_t low,
                                std::int64_t high) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < low || *value > high) {
        reject_type(key, {fmt::format("{}から{}までの整数", low, high),
                          fmt::format("a whole number from {} to {}", low, high)});
        return fallback;
    }
    return *value;
}

double TomlSection::number(const std::string& key, double fallback, double low, double high) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto value = node->value<double>();
    if (!node->is_number() || !value || !(*value >= low && *value <= high)) {
        reject_type(key, {fmt::format("{}から{}までの数", low, high),
                          fmt::format("a number from {} to {}", low, high)});
        return fallback;
    }
    return *value;
}

std::vector<double> TomlSection::numbers(const std::string& key, double low, double high) {
    const toml::node* node = take(key);
    std::vector<double> list;
    if (node == nullptr) {
        return list;
    }
    const auto reject_list = [&] {
        reject_type(key, {fmt::format("{}から{}までの数の並び（[0, 120]）", low, high),
                          fmt::format("a list of numbers from {} to {}", low, high)});
        return std::vector<double>();
    };
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        return reject_list();
    }
    for (const toml::node& element : *array) {
        const auto value = element.value<double>();
        if (!element.is_number() || !value || !(*value >= low && *value <= high)) {
            return reject_list();
        }
        list.push_back(*value);
    }
    return list;
}

std::vector<std::string> TomlSection::texts(const std::string& key) {
    const toml::node* node = take(key);
    std::vector<std::string> list;
    if (node == nullptr) {
        return list;
    }
    if (const auto one = node->value_exact<std::string>()) {
        return {*one};
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        reject_type(key, {"文字列の並び（[\"…\", \"…\"]）", "a list of texts"});
        return list;
    }
    for (const toml::node& element : *array) {
        const auto value = element.value_exact<std::string>();
        if (!value) {
            reject_type(key, {"文字列の並び（[\"…\", \"…\"]）", "a list of texts"});
            return list;
        }
        list.push_back(*value);
    }
    return list;
}

std::vector<RatedPair> TomlSection::rated_pairs(const std::string& key) {
    const toml::node* node = take(key);
    std::vector<RatedPair> list;
    if (node == nullptr) {
        return list;
    }
    const auto reject_list = [&] {
        reject_type(key, {"二つの項目と比の並び（[[\"…\", \"…\", 3], …]）",
                          "a list of two names and a ratio each ([[\"…\", \"…\", 3], …])"});
        return std::vector<RatedPair>();
    };
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        return reject_list();
    }
    for (const toml::node& element : *array) {
        const toml::array* triple = element.as_array();
        if (triple == nullptr || triple->size() != 3) {
            return reject_list();
        }
        const auto first = (*triple)[0].value_exact<std::string>();
        const auto second = (*triple)[1].value_exact<std::string>();
        const auto number = (*triple)[2].value<double>();
        if (!first || !second || !(*triple)[2].is_number() || !number) {
            return reject_list();
        }
        list.push_back({*first, *second, *number});
    }
    return list;
}

std::vector<std::pair<std::string, std::string>> TomlSection::pairs(const std::string& key) {
    const toml::node* node = take(key);
    std::vector<std::pair<std::string, std::string>> list;
    if (node == nullptr) {
        return list;
    }
    const toml::table* table = node->as_table();
    if (table == nullptr) {
        reject_type(key, {"表（{ 項目 = \"…\" }）", "a table of texts"});
        return list;
    }
    for (const auto& [name, element] : *table) {
        const auto value = element.value_exact<std::string>();
        if (!value) {
            reject_type(key, {"表（{ 項目 = \"…\" }）", "a table of texts"});
            return list;
        }
        list.emplace_back(std::string(name.str()), *value);
    }
    return list;
}

std::optional<TomlSection> TomlSection::section(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const toml::table* table = node->as_table();
    if (table == nullptr) {
        reject_type(key, {"表（[" + child(key) + "] または { … }）", "a table"});
        return std::nullopt;
    }
    return TomlSection(*table, *faults_, child(key));
}

std::vector<TomlSection> TomlSection::sections(const std::string& key) {
    const toml::node* node = take(key);
    std::vector<TomlSection> list;
    if (node == nullptr) {
        return list;
    }
    if (const toml::table* one = node->as_table()) {
        list.emplace_back(*one, *faults_, child(key));
        return list;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        reject_type(key,
                    {"[[" + child(key) + "]] の並び", "an array of tables [[" + child(key) + "]]"});
        return list;
    }
    for (const toml::node& element : *array) {
        const toml::table* table = element.as_table();
        if (table == nullptr) {
            reject_type(key, {"[[" + child(key) + "]] の並び",
                              "an array of tables [[" + child(key) + "]]"});
            return list;
        }
        list.emplace_back(*table, *faults_, child(key));
    }
    return list;
}

void TomlSection::finish() const {
    for (const auto& [key, node] : *table_) {
        const std::string name(key.str());
        if (known_.contains(name)) {
            continue;
        }
        std::string ja = "知らない項目です。";
        std::string en = "unknown key.";
        const auto meant = nearest_words(name, {known_.begin(), known_.end()}, 1);
        if (!meant.empty()) {
            ja += "「" + meant.front() + "」の書き間違いではありませんか。";
            en += " Did you mean \"" + meant.front() + "\"?";
        } else {
            std::string all;
            for (const std::string& known : known_) {
                all += (all.empty() ? "" : ", ") + known;
            }
            ja += "ここで使える項目: " + all;
            en += " Known here: " + all;
        }
        reject(name, {ja, en});
    }
}

} // namespace todoku::study
