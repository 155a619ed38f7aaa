#include "report/fonts.hpp"

#include "core/error.hpp"
#include "report/printable.hpp"

#include <algorithm>
#include <fontconfig/fontconfig.h>
#include <memory>
#include <set>

namespace todoku::report {

namespace {

struct PatternDeleter {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
struct ObjectSetDeleter {
    void operator()(FcObjectSet* set) const { FcObjectSetDestroy(set); }
};
struct FontSetDeleter {
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};

// The faces the sheet was designed with; any other face with Japanese letters serves after them.
constexpr const char* kPreferred[] = {"IPAexGothic", "IPAGothic", "Noto Sans CJK JP",
                                      "Noto Sans JP"};

// Letters that a face for Japanese maps cannot lack: 三重県図模擬データ.
constexpr FcChar32 kSample[] = {0x4E09, 0x91CD, 0x770C, 0x56F3, 0x6A21,
                                0x64EC, 0x30C7, 0x30FC, 0x30BF};

bool holds_japanese(const FcPattern* font) {
    FcCharSet* letters = nullptr;
    if (FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) != FcResultMatch) {
        return false;
    }
    return std::ranges::all_of(kSample, [letters](FcChar32 letter) {
        return FcCharSetHasChar(letters, letter) == FcTrue;
    });
}

std::unique_ptr<FcFontSet, FontSetDeleter> installed_fonts() {
    std::unique_ptr<FcPattern, PatternDeleter> any(FcPatternCreate());
    std::unique_ptr<FcObjectSet, ObjectSetDeleter> wanted(
        FcObjectSetBuild(FC_FAMILY, FC_CHARSET, nullptr));
    return std::unique_ptr<FcFontSet, FontSetDeleter>(FcFontList(nullptr, any.get(), wanted.get()));
}

std::vector<std::string> japanese_families() {
    const auto fonts = installed_fonts();
    std::vector<std::string> families;
    for (int i = 0; fonts && i < fonts->nfont; ++i) {
        FcPattern* font = fonts->fonts[i];
        FcChar8* family = nullptr;
        if (holds_japanese(font) &&
            FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch) {
            families.emplace_back(reinterpret_cast<const char*>(family));
        }
    }
    std::ranges::sort(families); // the order of the font cache is chance
    return families;
}

bool any_holds(const FcFontSet* fonts, FcChar32 letter) {
    for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
        FcCharSet* letters = nullptr;
        if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &letters) == FcResultMatch &&
            FcCharSetHasChar(letters, letter) == FcTrue) {
            return true;
        }
    }
    return false;
}

bool is_variation_selector(FcChar32 letter) { // Unicode 15.0, 23.4
    return (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xE0100 && letter <= 0xE01EF);
}

} // namespace

std::string japanese_family() {
    const std::vector<std::string> families = japanese_families();
    for (const char* preferred : kPreferred) {
        if (std::ranges::binary_search(families, std::string(preferred))) {
            return preferred;
        }
    }
    if (families.empty()) {
        throw ExternalError({"日本語の字形を持つフォントが見つからないため、地図を作れません。パッ"
                             "ケージ fonts-ipaexfont-gothic を"
                             "入れてください（apt-get install fonts-ipaexfont-gothic）。",
                             "No font with Japanese letters is installed, so maps cannot be drawn. "
                             "Install the package "
                             "fonts-ipaexfont-gothic (apt-get install fonts-ipaexfont-gothic)."});
    }
    return families.front();
}

std::vector<std::string> letters_without_font(std::string_view text) {
    const auto fonts = installed_fonts();
    const std::string shown = printable(text);
    std::vector<std::string> missing;
    std::set<FcChar32> seen;
    const auto* at = reinterpret_cast<const FcChar8*>(shown.data());
    for (int left = static_cast<int>(shown.size()); left > 0;) {
        FcChar32 letter = 0;
        const int length = FcUtf8ToUcs4(at, &letter, left);
        if (length <= 0) {
            break;
        }
        if (!is_variation_selector(letter) && seen.insert(letter).second &&
            !any_holds(fonts.get(), letter)) {
            missing.emplace_back(reinterpret_cast<const char*>(at),
                                 static_cast<std::size_t>(length));
        }
        at += length;
        left -= length;
    }
    return missing;
}

} // namespace todoku::report
