#include "io/row_condition.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/gdal_session.hpp"
#include "io/text_table.hpp"
#include "io/where_codes.hpp"
#include "io/where_told.hpp"

#include <ogr_feature.h>
#include <ogr_swq.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace todoku::io {

namespace {

struct DefinitionRelease {
    void operator()(OGRFeatureDefn* definition) const { definition->Release(); }
};
using Definition = std::unique_ptr<OGRFeatureDefn, DefinitionRelease>;

/// Headers that the condition names.
std::vector<std::size_t> named_in(const std::string& where,
                                  const std::vector<std::string>& headers) {
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (!headers[i].empty() && where.find(headers[i]) != std::string::npos) {
            named.push_back(i);
        }
    }
    return named;
}

Definition definition_of(const std::vector<std::string>& headers,
                         const std::vector<bool>& numbers) {
    Definition definition(new OGRFeatureDefn("table"));
    definition->Reference();
    definition->SetGeomType(wkbNone);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const OGRFieldDefn field(headers[i].c_str(), numbers[i] ? OFTReal : OFTString);
        definition->AddFieldDefn(&field);
    }
    return definition;
}

} // namespace

struct RowCondition::Impl {
    Definition definition;
    std::vector<bool> numbers; ///< of each column: compared as numbers
    OGRFeatureQuery query;

    /// @throws InputError
    Impl(const std::string& where, const std::vector<std::string>& headers,
         const std::string& shown_as) {
        start_gdal();
        GdalMessages messages;
        const std::string plain = with_names_quoted(where);
        const std::array<std::string, 2> spellings = {plain, with_codes_quoted(plain)};
        constexpr std::size_t kMostNamed = 6; // 2^6 ways to take them for numbers
        const std::vector<std::size_t> named = named_in(where, headers);
        const std::size_t ways = std::size_t{1} << std::min(named.size(), kMostNamed);
        std::string reason;
        for (std::size_t way = 0; way < ways; ++way) {
            numbers.assign(headers.size(), false);
            for (std::size_t i = 0; i < std::min(named.size(), kMostNamed); ++i) {
                numbers[named[i]] = ((way >> i) & 1U) != 0;
            }
            definition = definition_of(headers, numbers);
            for (const std::string& spelled : spellings) {
                if (query.Compile(definition.get(), spelled.c_str()) == OGRERR_NONE) {
                    return;
                }
                reason = reason.empty() ? messages.last_error() : reason;
            }
        }
        throw not_a_condition(shown_as, where, listed(headers), reason);
    }
};

RowCondition::RowCondition(const std::string& where, const std::vector<std::string>& headers,
                           const std::string& shown_as)
    : impl_(std::make_unique<Impl>(where, headers, shown_as)) {}

RowCondition::RowCondition(RowCondition&&) noexcept = default;
RowCondition& RowCondition::operator=(RowCondition&&) noexcept = default;
RowCondition::~RowCondition() = default;

bool RowCondition::meets(std::span<const std::string_view> cells) {
    OGRFeature feature(impl_->definition.get());
    for (std::size_t i = 0; i < impl_->numbers.size() && i < cells.size(); ++i) {
        if (!impl_->numbers[i]) {
            feature.SetField(static_cast<int>(i), std::string(trimmed(cells[i])).c_str());
        } else if (const auto number = number_in(cells[i])) {
            feature.SetField(static_cast<int>(i), *number);
        }
    }
    return impl_->query.Evaluate(&feature) != 0;
}

RowCondition condition_on(const ConditionedTable& table, const std::string& where,
                          const RowScan& rows, std::vector<Issue>& issues) {
    std::int64_t seen = 0;
    const auto some_meet = [&](RowCondition& condition) {
        bool found = false;
        seen = 0;
        rows([&](std::span<const std::string_view> cells) {
            ++seen;
            found = condition.meets(cells);
            return !found;
        });
        return found;
    };
    RowCondition condition(where, table.headers, table.shown_as);
    if (some_meet(condition) || seen == 0) {
        return condition;
    }
    const std::string other = with_other_code_digits(where);
    if (other != where) {
        RowCondition in_other_digits(other, table.headers, table.shown_as);
        if (some_meet(in_other_digits)) {
            issues.push_back(where_in_other_digits(table.shown_as, table.layer, where, other));
            return in_other_digits;
        }
    }
    issues.push_back(where_matches_nothing(table.shown_as, table.layer, where, seen));
    return condition;
}

} // namespace todoku::io
