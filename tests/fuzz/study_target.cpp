// The target of study files, in a file of its own: without it the others need no room above io.
#include "core/error.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/seeds.hpp"
#include "study/study_file.hpp"
#include "support/temporary_folder.hpp"

namespace todoku::fuzz {

namespace {

void read_study(std::string_view bytes) {
    static const test::TemporaryFolder folder;
    try {
        study::read_study_file(folder.write("study.toml", bytes));
    } catch (const Error&) {
        // A message for a clerk is what broken input should end in.
    }
}

} // namespace

NamedTarget study_file_target() {
    return {"study_file", read_study, study_file_seeds()};
}

} // namespace todoku::fuzz
