#include "report/enquiry_letter.hpp"

#include "core/output_folder.hpp"
#include "report/figures.hpp"
#include "report/letter_text.hpp"
#include "report/printable.hpp"
#include "report/word_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

namespace todoku::report {

namespace {

std::string places_inside(const GapRow& gap) {
    std::string text;
    std::set<std::string> told; // a school is often a shelter too
    for (const auto& [kind, names] : gap.places) {
        for (const std::string& name : names) {
            if (told.insert(name).second) {
                text += (text.empty() ? "" : "、") + printable(name);
            }
        }
    }
    return text.empty() ? "－" : text;
}

/// Whom a letter to the municipality is for: its head, by the last character of its name.
std::string head_of(const std::string& municipality) {
    return printable(municipality) + "長　様";
}

/// Adds a line: each carrier's number stands beside its name.
void add_to(std::string& lines, const std::string& line) {
    lines += (lines.empty() ? "" : "\n") + line;
}

/// A place that several carriers leave out stands once.
struct SharedPlace {
    const GapRow* gap = nullptr; ///< of the carrier that leaves out most people
    std::string carriers;
    std::string numbers; ///< in their lists, in the same order
};

/// By falling people.
std::vector<SharedPlace> shared_places(const EnquiryContent& content) {
    std::vector<SharedPlace> shared;
    std::map<std::string, std::size_t> known; // by identifier
    for (const EnquiredPlace& place : content.places) {
        const auto [at, is_new] = known.try_emplace(place.gap.id, shared.size());
        if (is_new) {
            shared.push_back({&place.gap, {}, {}});
        }
        SharedPlace& row = shared[at->second];
        add_to(row.carriers, printable(place.carrier));
        add_to(row.numbers, std::to_string(place.gap.number));
        if (place.gap.population > row.gap->population) {
            row.gap = &place.gap;
        }
    }
    std::ranges::stable_sort(shared, std::ranges::greater{},
                             [](const SharedPlace& row) { return row.gap->population; });
    return shared;
}

TemplateTable places_of(const std::vector<SharedPlace>& places) {
    TemplateTable table{"箇所", enquiry_columns(), {}};
    for (const SharedPlace& place : places) {
        const GapRow& gap = *place.gap;
        table.rows.push_back(
            {place.carriers, place.numbers, place_text(gap), count_text(gap.population),
             estimated_text(gap.households, gap.households_estimated),
             estimated_text(gap.population_65plus, gap.population_65plus_estimated),
             kilometres_text(gap.road_m), places_inside(gap)});
    }
    return table;
}

TemplateValues values_of(const EnquiryContent& content) {
    const std::vector<std::string> sender =
        content.letter.sender.empty() ? std::vector{printable(content.prefecture) + "知事"}
                                      : content.letter.sender;
    const std::vector<std::string>& contact =
        content.letter.contact.empty() ? sender : content.letter.contact;
    const std::vector<SharedPlace> places = shared_places(content);
    double people = 0.0;
    for (const SharedPlace& place : places) {
        people += place.gap->population;
    }
    const auto lines = [](const std::vector<std::string>& given) {
        std::vector<std::string> clean;
        std::ranges::transform(given, std::back_inserter(clean),
                               [](const std::string& line) { return printable(line); });
        return clean;
    };
    const bool withheld = std::ranges::any_of(content.places, &EnquiredPlace::withheld);
    TemplateValues values;
    values.fields = {
        {"日付", {date_or_blank(content.letter.date)}},
        {"宛先", {head_of(content.municipality)}},
        {"差出人", lines(sender)},
        {"連絡先", lines(contact)},
        {"県名", {printable(content.prefecture)}},
        {"県", {prefecture_suffix(content.prefecture)}},
        {"市町", {printable(content.municipality)}},
        {"時点", {date_or_blank(content.as_of)}},
        {"箇所数", {count_text(static_cast<double>(places.size()))}},
        {"延べ人口", {count_text(people)}},
        {"集計方法", {printable(content.rule_text)}},
        {"事業者名の扱い",
         {withheld ? "「事業者1」のように記した箇所は、事業者から提供された資料の取扱いにより、事業"
                     "者名を示していません。番号は、事業者ごとの要望箇所の番号です。"
                   : "番号は、事業者ごと（事業者の順）の要望箇所の番号です。"}}};
    values.tables = {places_of(places)};
    values.stamp = stamp_text(content.synthetic);
    return values;
}

} // namespace

std::vector<std::string> enquiry_columns() {
    return {"事業者", "番号",         "箇所（最寄り）", "人口",
            "世帯数", "うち65歳以上", "道路(km)",       "施設"};
}

void write_enquiry(const EnquiryContent& content, const std::filesystem::path& form,
                   const std::filesystem::path& file) {
    write_file_atomically(file, fill_template(form, values_of(content)));
}

void require_enquiry_template(const std::filesystem::path& form) {
    fill_template(form, values_of({}));
}

} // namespace todoku::report
