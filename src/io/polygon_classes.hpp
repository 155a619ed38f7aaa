// Attributes of polygons that may say covered or not: looked at while the polygons are read; then
// one is the class, or the file is refused with the condition that chooses.
#pragma once

#include "io/coverage_of.hpp"
#include "io/mesh_table_values.hpp"
#include "io/service_begins.hpp"
#include "io/unused_attributes.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace todoku::io {

/// One attribute that may say covered or not.
class ClassLook {
public:
    /// @param named its header speaks of coverage or remarks: it is looked at to the end
    ClassLook(std::size_t field, const Field& of_layer, bool named, domain::Technology technology)
        : field_(field), header_(of_layer.name), named_(named),
          is_text_(of_layer.type == FieldType::Text), technology_(technology) {}

    [[nodiscard]] std::size_t field() const { return field_; }
    [[nodiscard]] const std::string& header() const { return header_; }
    [[nodiscard]] bool is_text() const { return is_text_; }
    [[nodiscard]] const NotCoveredWords& not_covered() const { return not_covered_; }
    [[nodiscard]] const ColumnValues& values() const { return values_; }
    /// The first word that is no class, as comparable() makes it.
    [[nodiscard]] const std::string& other() const { return other_; }

    /// Some words say for certain that nothing is covered, or only planned to be.
    [[nodiscard]] bool denies() const { return denied_; }

    /// It cannot be one any more; its values need not be added.
    [[nodiscard]] bool is_hopeless() const { return hopeless_; }

    /// Every value, where they are few.
    [[nodiscard]] std::set<std::string> words() const;

    /// @return what it says, for the class of its feature
    CellClass::Said add(const std::string& text);

private:
    /// A class has few words: an attribute of so many others and none for covered or not holds
    /// names, numbers or dates.
    static constexpr std::size_t kMostWords = 256;

    void take_not_covered(const std::string& text);

    std::size_t field_;
    std::string header_;
    bool named_;
    bool is_text_;
    domain::Technology technology_;
    bool hopeless_ = false;
    bool gone_ = false; ///< some of its words are no longer known
    bool denied_ = false;
    ColumnValues values_;
    std::unordered_map<std::string, CellClass> known_;
    std::string other_;
    NotCoveredWords not_covered_;
};

/// All of them in one source.
class PolygonClasses {
public:
    /// Both are kept by reference.
    PolygonClasses(const VectorSource& source, const CoverageOf& of) : source_(source), of_(of) {}

    /// @return what each attribute says of the feature, in the order of looks()
    std::vector<CellClass::Said> add(const LayerInfo& layer, const Feature& feature);
    [[nodiscard]] const std::vector<ClassLook>& looks() const { return looks_; }

    /// The class, by its place in looks(). @param strength_field that of strengths, which is none
    /// @throws InputError where several may be it, where it is of other technologies, or says where
    /// there is no coverage
    std::optional<std::size_t> choose(std::optional<std::size_t> strength_field);
    /// The class is a number, 0 where nothing is covered.
    [[nodiscard]] bool is_zero_alone() const { return zero_alone_; }
    /// Blank, Inside, Outside or Unknown. @throws InputError for a word that is not known
    [[nodiscard]] CellClass::Said meaning_of(CellClass::Said said, std::size_t column,
                                             std::int64_t row) const;

    /// Where there is no class. @throws InputError for numbers of classes, shares, words for what
    /// is not covered beside others that nobody knows, and attributes that say nothing else
    void require_nothing_unsaid(const BeginJudge& begins) const;
    /// Without those that say when service begins.
    [[nodiscard]] LookedAt looked_at(const BeginJudge& begins) const;

private:
    [[nodiscard]] std::vector<ColumnValues> values() const;
    void require_no_codes() const;
    void require_no_parts() const;
    void require_explained_words(const BeginJudge& begins) const;
    void require_something_covered(const BeginJudge& begins) const;
    void require_no_other_class() const;
    [[noreturn]] void refuse_several(const std::vector<std::size_t>& found) const;
    [[noreturn]] void refuse_denial(const std::string& name) const;
    [[noreturn]] void refuse_word(std::size_t column, const std::string& words,
                                  std::optional<std::int64_t> row) const;

    const VectorSource& source_;
    const CoverageOf& of_;
    std::vector<std::string> headers_; ///< of looks_
    std::vector<ClassLook> looks_;
    bool zero_alone_ = false;
};

} // namespace todoku::io
