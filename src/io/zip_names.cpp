#include "io/zip_names.hpp"

#include "core/encoding.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <zip.h>

#include <memory>

namespace todoku::io {

namespace {

struct ArchiveDeleter {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

/// True where a name is no UTF-8 and no name is anything but CP932 then.
bool are_cp932(const std::filesystem::path& file) {
    const std::unique_ptr<zip_t, ArchiveDeleter> archive(
        zip_open(file.c_str(), ZIP_RDONLY, nullptr));
    const auto count =
        archive ? static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0)) : 0;
    bool some = false;
    for (zip_uint64_t i = 0; i < count; ++i) {
        const char* raw = zip_get_name(archive.get(), i, ZIP_FL_ENC_RAW);
        if (raw == nullptr || is_utf8(raw)) {
            continue;
        }
        if (decode(raw, Encoding::Cp932).replaced > 0) {
            return false;
        }
        some = true;
    }
    return some;
}

} // namespace

std::vector<std::string> names_in_zip(const std::filesystem::path& file) {
    constexpr const char* kOption = "CPL_ZIP_ENCODING";
    CPLSetThreadLocalConfigOption(kOption, are_cp932(file) ? "CP932" : nullptr);
    const CPLStringList listed(VSIReadDirRecursive(("/vsizip/{" + file.string() + "}").c_str()));
    CPLSetThreadLocalConfigOption(kOption, nullptr);
    return {listed.List(), listed.List() + listed.size()};
}

} // namespace todoku::io
