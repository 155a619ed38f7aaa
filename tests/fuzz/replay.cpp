// Runs seeds and mutations of them through the targets without libFuzzer, so that every test run
// reads broken input under the sanitizers.
//
// fuzz_replay TARGET [MUTATIONS]     seeds and tests/fuzz/corpus/TARGET (what was found once), then
// so many mutations of
//                                    each, the same each time
// fuzz_replay TARGET --file FILE...  the given inputs (a finding, kept as a case)
// fuzz_replay --write-seeds DIR      DIR/TARGET/N for libFuzzer to start from
#include "fuzz/fuzz_target.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

namespace {

using todoku::fuzz::NamedTarget;

/// A byte flipped, a piece cut, doubled or moved, a number made absurd: what transfer and editing
/// do to files. Uses no distribution, which differ between libraries.
std::string mutate(std::string bytes, std::mt19937_64& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    const std::size_t edits = 1 + below(4);
    for (std::size_t e = 0; e < edits && !bytes.empty(); ++e) {
        const std::size_t at = below(bytes.size());
        const std::size_t length = 1 + below(std::min<std::size_t>(bytes.size() - at, 64));
        switch (below(6)) {
        case 0:
            bytes[at] = static_cast<char>(random() & 0xFFU);
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.substr(at, length));
            break;
        case 3:
            bytes.resize(at);
            break;
        case 4:
            bytes.insert(at, "99999999999999999999");
            break;
        default:
            bytes.insert(below(bytes.size()), bytes.substr(at, length));
            break;
        }
    }
    return bytes;
}

/// The target's seeds and, by name, the small inputs that once were findings.
std::vector<std::string> seeds_and_corpus(const NamedTarget& target) {
    std::vector<std::string> inputs = target.seeds;
    const std::filesystem::path corpus =
        std::filesystem::path(TODOKU_SOURCE_DIR) / "tests/fuzz/corpus" / target.name;
    std::vector<std::filesystem::path> files;
    if (std::filesystem::exists(corpus)) {
        for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        inputs.push_back(todoku::test::read_file(file));
    }
    return inputs;
}

int write_seeds(const std::filesystem::path& folder) {
    for (const NamedTarget& target : todoku::fuzz::targets()) {
        std::filesystem::create_directories(folder / target.name);
        const std::vector<std::string> inputs = seeds_and_corpus(target);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            std::ofstream(folder / target.name / std::to_string(i), std::ios::binary) << inputs[i];
        }
    }
    return 0;
}

} // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() == 2 && arguments[0] == "--write-seeds") {
        return write_seeds(arguments[1]);
    }
    const auto all = todoku::fuzz::targets();
    const auto target = std::find_if(all.begin(), all.end(), [&](const NamedTarget& t) {
        return !arguments.empty() && t.name == arguments[0];
    });
    if (target == all.end()) {
        std::fprintf(stderr, "usage: fuzz_replay TARGET [MUTATIONS | --file FILE...]; targets:");
        for (const NamedTarget& known : all) {
            std::fprintf(stderr, " %s", known.name.c_str());
        }
        std::fprintf(stderr, "\n");
        return 2;
    }
    if (arguments.size() > 2 && arguments[1] == "--file") {
        for (std::size_t i = 2; i < arguments.size(); ++i) {
            target->run(todoku::test::read_file(arguments[i]));
        }
        return 0;
    }
    const int mutations = arguments.size() > 1 ? std::atoi(arguments[1].c_str()) : 100;
    int inputs = 0;
    std::mt19937_64 random(20261123);
    for (const std::string& seed : seeds_and_corpus(*target)) {
        target->run(seed);
        ++inputs;
        for (int i = 0; i < mutations; ++i) {
            target->run(mutate(seed, random));
            ++inputs;
        }
    }
    std::printf("%s: %d inputs, no finding\n", target->name.c_str(), inputs);
    return 0;
}
