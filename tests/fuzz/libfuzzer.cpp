// libFuzzer's entry: one executable a target, chosen by TODOKU_FUZZ_TARGET at compile time.
#include "fuzz/fuzz_target.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const todoku::fuzz::Target run = [] {
        const auto all = todoku::fuzz::targets();
        return std::find_if(all.begin(), all.end(),
                            [](const auto& target) { return target.name == TODOKU_FUZZ_TARGET; })
            ->run;
    }();
    run({reinterpret_cast<const char*>(data), size});
    return 0;
}
