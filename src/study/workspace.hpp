// Results of steps between runs: one file a step, named by the fingerprint of everything it was
// made from.
#pragma once

#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace todoku::study {

/// Immutable files `workspace/<step>-<fingerprint>.bin` in the output folder. Because a file's name
/// says what it was made from, an interrupted run can leave new ones beside old ones without mixing
/// them: readers ask by fingerprint.
class Workspace {
public:
    explicit Workspace(std::filesystem::path output_folder);

    [[nodiscard]] bool has(Step step, const std::string& fingerprint) const;

    void save(const std::string& fingerprint, const Inputs& result);
    void save(const std::string& fingerprint, const Covered& result);
    void save(const std::string& fingerprint, const Compared& result);
    void save(const std::string& fingerprint, const Gapped& result);
    void save(const std::string& fingerprint, const Reached& result);
    void save(const std::string& fingerprint, const Chosen& result);

    /// Nothing where there is no such file, or where it is damaged (then it is made anew).
    void load(const std::string& fingerprint, std::optional<Inputs>& result) const;
    void load(const std::string& fingerprint, std::optional<Covered>& result) const;
    void load(const std::string& fingerprint, std::optional<Compared>& result) const;
    void load(const std::string& fingerprint, std::optional<Gapped>& result) const;
    void load(const std::string& fingerprint, std::optional<Reached>& result) const;
    void load(const std::string& fingerprint, std::optional<Chosen>& result) const;

    /// Parts of a reach that is still being predicted: `reach-<fingerprint>-part-<number>.bin`.
    void save_part(const std::string& fingerprint, std::size_t part, const radio::Reach& lists);
    /// Nothing where there is no such file, or where it is damaged.
    void load_part(const std::string& fingerprint, std::size_t part,
                   std::optional<radio::Reach>& lists) const;
    void remove_parts(const std::string& fingerprint);

    /// Puts the files of these fingerprints (and no others) into another folder's workspace,
    /// without copying bytes where the file system allows.
    void hand_over(const std::filesystem::path& output_folder,
                   const std::set<std::string>& fingerprints) const;

private:
    [[nodiscard]] std::filesystem::path file(Step step, const std::string& fingerprint) const;
    [[nodiscard]] std::filesystem::path part_file(const std::string& fingerprint,
                                                  const std::string& part) const;
    std::filesystem::path folder_;
};

} // namespace todoku::study
