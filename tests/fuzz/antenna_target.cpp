// The target of antenna pattern files, in a file of its own as radio stands beside io.
#include "core/counts_add_up.hpp"
#include "core/error.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/seeds.hpp"
#include "radio/antenna.hpp"
#include "radio/antenna_file.hpp"

#include <cmath>
#include <cstdlib>

namespace todoku::fuzz {

namespace {

/// What is read has a gain in every direction.
void read_pattern(std::string_view bytes) {
    try {
        const Loaded<radio::CutPattern> loaded = radio::read_antenna("a.msi", bytes);
        if (!add_up(loaded.counts)) {
            std::abort();
        }
        const radio::Pattern pattern = loaded.value;
        for (double azimuth = -360.0; azimuth <= 360.0; azimuth += 22.3) {
            for (double elevation = -90.0; elevation <= 90.0; elevation += 7.5) {
                if (!std::isfinite(radio::gain_dbi(pattern, {azimuth, elevation}))) {
                    std::abort();
                }
            }
        }
    } catch (const Error&) {
        // A message for a clerk is what broken input should end in.
    }
}

} // namespace

NamedTarget antenna_target() {
    return {"antenna", read_pattern, antenna_seeds()};
}

} // namespace todoku::fuzz
