// Text that its copies share.
#include "core/shared_text.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

using namespace todoku;

TEST_CASE("Shared text is the text it was made of, however copied and moved") {
    CHECK(rc::check([](const std::vector<std::string>& texts) {
        std::vector<SharedText> all(texts.begin(), texts.end());
        std::vector<SharedText> copies = all;
        all = std::vector<SharedText>(copies.rbegin(), copies.rend());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            RC_ASSERT(copies[i] == texts[i]);
            RC_ASSERT(copies[i].empty() == texts[i].empty());
            RC_ASSERT(all[texts.size() - 1 - i].view() == texts[i]);
            SharedText moved = std::move(copies[i]);
            RC_ASSERT(moved == texts[i]);
            copies[i] = moved;
        }
    }));
}

TEST_CASE("Shared text stands where text stands") {
    const SharedText name = "津市役所";
    const std::string plain = name;
    CHECK(plain == "津市役所");
    CHECK(name + "子局" == "津市役所子局");
    CHECK("旧" + name == "旧津市役所");
    CHECK(fmt::format("「{}」", name) == "「津市役所」");
    CHECK(SharedText("a") < SharedText("b"));
    CHECK(SharedText().empty());
    CHECK(sizeof(SharedText) == sizeof(void*));
}
