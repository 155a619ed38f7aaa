#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "overlay/cell_index.hpp"
#include "study/asked_ground.hpp"
#include "study/csv_table.hpp"
#include "study/gap_place.hpp"
#include "study/pipeline.hpp"
#include "study/request_register.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace todoku::study {

using namespace register_column;

namespace {

/// A place most of whose people were asked for before, whatever its identifier was, is not new.
constexpr double kSamePlace = 0.5;

std::string whole_text(double number) {
    return fmt::format("{:.0f}", std::round(number));
}

/// Ground of one carrier's requests; cells on a border count for a municipality each. "" for areas
/// that borders do not cut.
using Ground = std::pair<std::string, std::string>; // carrier, municipality

/// A gap area of this run and its number by people.
struct Listed {
    const overlay::GapArea* gap = nullptr;
    std::size_t number = 0;
};

/// What this run knows of the ground of places asked for.
class Present {
public:
    explicit Present(const Results& results)
        : results_(results), rule_(population_rule(results.study.rules)),
          index_(results.covered.grid.cells) {
        for (const siting::CarrierPlan& plan : results.chosen.plans) {
            carriers_.insert(plan.carrier);
        }
        std::map<std::string, std::size_t> numbers;
        for (const overlay::GapArea& gap : results.gapped.gaps) {
            if (gap.technology != domain::kAny5g || !carriers_.contains(gap.carrier)) {
                continue;
            }
            const Listed listed{&gap, ++numbers[gap.carrier]};
            gaps_[{gap.carrier, gap.id}] = listed;
            for (const std::uint32_t cell : gap.cells) {
                on_cell_[{gap.carrier, municipality_of(gap)}][cell] = listed;
            }
            if (is_asked(listed)) {
                asked_.push_back(&gap);
            }
        }
        for (std::size_t i = 0; i < results.inputs.municipalities.size(); ++i) {
            municipalities_[results.inputs.municipalities[i].code.five_digits()] = i;
        }
    }

    /// Places asked for in this run's lists.
    [[nodiscard]] const std::vector<const overlay::GapArea*>& asked() const { return asked_; }

    /// Fills what a run writes anew, and the ground where the register did not keep it.
    void tell(RegisterEntry& entry) {
        const RegisterKey key = key_of(entry);
        const auto own = gaps_.find(key);
        std::string& text = entry.cells[kGround];
        if (trimmed(text).empty() && own != gaps_.end()) {
            std::vector<domain::MeshCell> cells;
            for (const std::uint32_t cell : own->second.gap->cells) {
                cells.push_back(results_.covered.grid.cells[cell]);
            }
            text = ground_text(cells);
        }
        entry.cells[kNumber].clear();
        entry.cells[kPeopleNow].clear();
        const std::vector<std::uint32_t> cells = cells_of(text);
        if (carriers_.contains(key.first) && !key.second.empty() && !cells.empty()) {
            tell_by_ground(entry, cells);
        } else {
            tell_by_id(entry, own == gaps_.end() ? Listed{} : own->second);
        }
        std::string& state = entry.cells[kState];
        const bool seen = entry.cells[kNow] == kNowServed;
        if (trimmed(state) == (seen ? kStateAsking : kStateSeen)) {
            state = seen ? kStateSeen : kStateAsking;
        }
    }

    /// Whether most of its people were asked for in the entries told so far.
    [[nodiscard]] bool was_asked(const overlay::GapArea& gap) const {
        const std::string municipality = municipality_of(gap);
        const auto known = told_.find({gap.carrier, municipality});
        if (known == told_.end()) {
            return false;
        }
        double all = 0.0;
        double before = 0.0;
        for (const std::uint32_t cell : gap.cells) {
            const double people = people_of(cell, municipality);
            all += people;
            before += known->second.contains(cell) ? people : 0.0;
        }
        return before > kSamePlace * all;
    }

private:
    [[nodiscard]] std::string municipality_of(const overlay::GapArea& gap) const {
        return results_.study.gaps.cut_at_borders
                   ? results_.inputs.municipalities[gap.municipality].code.five_digits()
                   : std::string();
    }
    [[nodiscard]] bool is_asked(const Listed& listed) const {
        return listed.number <= results_.study.report.gaps;
    }

    [[nodiscard]] std::vector<std::uint32_t> cells_of(const std::string& text) const {
        const domain::MeshLevel level = results_.covered.grid.level;
        return cells_on_ground(ground_in(text, level), level,
                               [&](domain::MeshCell cell) { return index_.find(cell); });
    }

    /// @param municipality code; "": of all
    [[nodiscard]] double people_of(std::uint32_t cell, const std::string& municipality) const {
        const domain::StudyGrid& grid = results_.covered.grid;
        double weight = 0.0;
        for (const domain::MunicipalityPart& part : grid.parts_of(cell)) {
            weight += municipality.empty() || municipalities_.at(municipality) == part.municipality
                          ? part.weight
                          : 0.0;
        }
        return grid.population[cell] * weight;
    }

    [[nodiscard]] double covered(const std::string& carrier, std::uint32_t cell) const {
        const overlay::Coverage& coverage = results_.covered.coverage;
        const auto layer = coverage.layer(carrier, domain::kAny5g);
        return layer ? rule_.covered(coverage.shares[*layer][cell]) : 0.0;
    }

    void tell_by_ground(RegisterEntry& entry, const std::vector<std::uint32_t>& cells) {
        const RegisterKey key = key_of(entry);
        std::string municipality = municipality_of_id(key.second);
        if (!results_.study.gaps.cut_at_borders || !municipalities_.contains(municipality)) {
            municipality.clear();
        }
        PeopleThere there;
        std::set<std::size_t> numbers; // of what is left of it
        const auto here = on_cell_.find({key.first, municipality});
        for (const std::uint32_t cell : cells) {
            const double people = people_of(cell, municipality);
            there.people += people;
            there.left += people * (1.0 - covered(key.first, cell));
            if (here == on_cell_.end()) {
                continue;
            }
            const auto found = here->second.find(cell);
            if (found != here->second.end() && is_asked(found->second)) {
                numbers.insert(found->second.number);
            }
        }
        told_[{key.first, municipality}].insert(cells.begin(), cells.end());
        for (const std::size_t number : numbers) {
            std::string& text = entry.cells[kNumber];
            text += (text.empty() ? "" : "、") + std::to_string(number);
        }
        entry.cells[kPeopleNow] = whole_text(there.left);
        switch (served(there, CsvTable::number_in(entry.at(kPeople)), rule_)) {
        case Served::Nobody:
            entry.cells[kNow] = kNowLeftOut;
            break;
        case Served::Some:
            entry.cells[kNow] = kNowPartly;
            break;
        case Served::Everybody:
            entry.cells[kNow] = kNowServed;
            break;
        case Served::NoPeople:
            entry.cells[kNow] = kNowNobody;
            break;
        }
    }

    /// Of an entry whose ground is not known.
    void tell_by_id(RegisterEntry& entry, const Listed& own) const {
        const RegisterKey key = key_of(entry);
        std::string& now = entry.cells[kNow];
        if (own.gap != nullptr) {
            if (is_asked(own)) {
                entry.cells[kNumber] = std::to_string(own.number);
            }
            entry.cells[kPeopleNow] = whole_text(own.gap->population);
            now = kNowLeftOut;
            return;
        }
        now = kNowUnknown;
        if (key.first.empty() || key.second.empty() || !carriers_.contains(key.first)) {
            return;
        }
        // An id ends with the code of the area's fullest cell.
        const std::string code = key.second.substr(key.second.rfind('-') + 1);
        const auto fullest = domain::MeshCell::parse(code, results_.covered.grid.level);
        if (const auto cell = fullest ? index_.find(*fullest) : std::nullopt) {
            now = covered(key.first, *cell) > 0.0 ? kNowServed : kNowDivided;
        }
    }

    const Results& results_;
    overlay::PopulationRule rule_;
    overlay::CellIndex index_;
    std::set<std::string> carriers_;
    std::map<std::string, std::size_t> municipalities_; // by code
    std::map<RegisterKey, Listed> gaps_;
    std::map<Ground, std::map<std::uint32_t, Listed>> on_cell_;
    std::map<Ground, std::set<std::uint32_t>> told_;
    std::vector<const overlay::GapArea*> asked_;
};

void fill(RegisterEntry& entry, const char* column, const std::string& text) {
    std::string& cell = entry.cells[column];
    if (trimmed(cell).empty()) {
        cell = text;
    }
}

} // namespace

RequestRegister renewed(RequestRegister earlier, const Results& results) {
    Present present(results);
    std::set<RegisterKey> known;
    for (RegisterEntry& entry : earlier.entries) {
        known.insert(key_of(entry));
        present.tell(entry);
    }
    const std::string day = iso_date(results.study.as_of);
    std::vector<RegisterEntry> added;
    for (const overlay::GapArea* gap : present.asked()) {
        if (known.contains({gap->carrier, gap->id}) || present.was_asked(*gap)) {
            continue;
        }
        RegisterEntry entry;
        entry.cells[kId] = gap->id;
        entry.cells[kCarrier] = gap->carrier;
        fill(entry, kMunicipality, results.inputs.municipalities[gap->municipality].name);
        fill(entry, kPlace, place_of(*gap, results.inputs.municipalities).ja);
        fill(entry, kAsked, day);
        fill(entry, kPeople, whole_text(gap->population));
        fill(entry, kState, kStateAsking);
        present.tell(entry);
        added.push_back(std::move(entry));
    }
    std::ranges::move(added, std::back_inserter(earlier.entries));
    return earlier;
}

} // namespace todoku::study
