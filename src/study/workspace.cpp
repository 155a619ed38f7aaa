#include "study/workspace.hpp"

#include "core/error.hpp"
#include "study/archive.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <unistd.h>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

// First bytes of every file; the number grows whenever a serialised type changes, so that old files
// are made anew.
constexpr std::string_view kMagic = "todoku workspace 13\n";
constexpr std::string_view kEnd = "\nend\n";

template <class Result>
void save_as(const fs::path& file, const Result& result) {
    const fs::path temporary = file.string() + fmt::format(".{}.partial", getpid());
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(kMagic.data(), static_cast<std::streamsize>(kMagic.size()));
        if (out) {
            cereal::BinaryOutputArchive archive(out);
            archive(result);
        }
        out.write(kEnd.data(), static_cast<std::streamsize>(kEnd.size()));
        out.close();
        if (!out) {
            fs::remove(temporary, error);
            throw ExternalError(
                {file.parent_path().string() +
                     " に書き込めません。空き容量と書き込み権限を確かめてください。",
                 "Cannot write to " + file.parent_path().string() +
                     ". Check free space and permissions."});
        }
    }
    fs::rename(temporary, file, error);
    if (error) {
        throw ExternalError({file.string() + " に書き込めません（" + error.message() + "）。",
                             "Cannot write " + file.string() + " (" + error.message() + ")."});
    }
}

template <class Result>
void load_from(const fs::path& file, std::optional<Result>& result) {
    result.reset();
    std::ifstream in(file, std::ios::binary);
    std::string magic(kMagic.size(), '\0');
    if (!in.read(magic.data(), static_cast<std::streamsize>(magic.size())) || magic != kMagic) {
        return;
    }
    try {
        cereal::BinaryInputArchive archive(in);
        Result loaded;
        archive(loaded);
        std::string end(kEnd.size(), '\0');
        if (in.read(end.data(), static_cast<std::streamsize>(end.size())) && end == kEnd) {
            result = std::move(loaded);
        }
    } catch (const cereal::Exception&) {
        result.reset(); // cut short: made anew
    } catch (const std::length_error&) {
        result.reset();
    } catch (const std::bad_alloc&) {
        result.reset();
    }
}

} // namespace

const char* name_of(Step step) {
    static constexpr std::array<const char*, 7> names = {"read",  "cover",  "compare", "gaps",
                                                         "reach", "choose", "report"};
    return names[static_cast<std::size_t>(step)];
}

std::optional<Step> step_of(std::string_view name) {
    for (const Step step : kSteps) {
        if (name == name_of(step)) {
            return step;
        }
    }
    return std::nullopt;
}

Text label_of(Step step) {
    switch (step) {
    case Step::Read:
        return {"入力を読む", "read inputs"};
    case Step::Cover:
        return {"エリアを重ねる", "measure coverage"};
    case Step::Compare:
        return {"実測と照らし合わせる", "compare with measurements"};
    case Step::Gaps:
        return {"未整備箇所をまとめる", "find gaps"};
    case Step::Reach:
        return {"電波の届く範囲を計算する", "predict reach"};
    case Step::Choose:
        return {"候補を選ぶ", "choose sites"};
    case Step::Report:
        return {"資料を作る", "write reports"};
    }
    return {};
}

Workspace::Workspace(fs::path output_folder) : folder_(std::move(output_folder) / "workspace") {}

fs::path Workspace::file(Step step, const std::string& fingerprint) const {
    // Sixteen hexadecimal digits of SHA-256 keep file names short and collisions out of reach.
    return folder_ / fmt::format("{}-{}.bin", name_of(step), fingerprint.substr(0, 16));
}

bool Workspace::has(Step step, const std::string& fingerprint) const {
    return fs::exists(file(step, fingerprint));
}

void Workspace::save(const std::string& fingerprint, const Inputs& result) {
    save_as(file(Step::Read, fingerprint), result);
}
void Workspace::save(const std::string& fingerprint, const Covered& result) {
    save_as(file(Step::Cover, fingerprint), result);
}
void Workspace::save(const std::string& fingerprint, const Compared& result) {
    save_as(file(Step::Compare, fingerprint), result);
}
void Workspace::save(const std::string& fingerprint, const Gapped& result) {
    save_as(file(Step::Gaps, fingerprint), result);
}
void Workspace::save(const std::string& fingerprint, const Reached& result) {
    save_as(file(Step::Reach, fingerprint), result);
}
void Workspace::save(const std::string& fingerprint, const Chosen& result) {
    save_as(file(Step::Choose, fingerprint), result);
}

void Workspace::load(const std::string& fingerprint, std::optional<Inputs>& result) const {
    load_from(file(Step::Read, fingerprint), result);
}
void Workspace::load(const std::string& fingerprint, std::optional<Covered>& result) const {
    load_from(file(Step::Cover, fingerprint), result);
}
void Workspace::load(const std::string& fingerprint, std::optional<Compared>& result) const {
    load_from(file(Step::Compare, fingerprint), result);
}
void Workspace::load(const std::string& fingerprint, std::optional<Gapped>& result) const {
    load_from(file(Step::Gaps, fingerprint), result);
}
void Workspace::load(const std::string& fingerprint, std::optional<Reached>& result) const {
    load_from(file(Step::Reach, fingerprint), result);
}
void Workspace::load(const std::string& fingerprint, std::optional<Chosen>& result) const {
    load_from(file(Step::Choose, fingerprint), result);
}

fs::path Workspace::part_file(const std::string& fingerprint, const std::string& part) const {
    return folder_ /
           fmt::format("{}-part-{}.bin", file(Step::Reach, fingerprint).stem().string(), part);
}

void Workspace::save_part(const std::string& fingerprint, std::size_t part,
                          const radio::Reach& lists) {
    save_as(part_file(fingerprint, std::to_string(part)), lists);
}

void Workspace::load_part(const std::string& fingerprint, std::size_t part,
                          std::optional<radio::Reach>& lists) const {
    load_from(part_file(fingerprint, std::to_string(part)), lists);
}

void Workspace::remove_parts(const std::string& fingerprint) {
    const std::string first = part_file(fingerprint, "").stem().string();
    std::vector<fs::path> parts;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        if (entry.path().filename().string().starts_with(first)) {
            parts.push_back(entry.path());
        }
    }
    for (const fs::path& part : parts) {
        fs::remove(part, error); // one that stays is in nobody's way
    }
}

void Workspace::hand_over(const fs::path& output_folder,
                          const std::set<std::string>& fingerprints) const {
    const fs::path target = output_folder / "workspace";
    std::error_code error;
    fs::create_directories(target, error);
    for (const Step step : kSteps) {
        for (const std::string& fingerprint : fingerprints) {
            const fs::path from = file(step, fingerprint);
            if (!fs::exists(from)) {
                continue;
            }
            const fs::path to = target / from.filename();
            fs::create_hard_link(from, to, error);
            if (error) {
                fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
            }
            if (error) {
                throw ExternalError(
                    {to.string() + " に書き込めません（" + error.message() + "）。",
                     "Cannot write " + to.string() + " (" + error.message() + ")."});
            }
        }
    }
}

} // namespace todoku::study
