// SHA-256 against the examples of its standard.
#include "core/checksum.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <string>

using namespace todoku;

TEST_CASE("SHA-256 of the standard's examples") {
    // FIPS 180-4 examples (NIST, SHA256.pdf) and the empty message (NIST CAVP).
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1000000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("A file's checksum is that of its bytes, whatever its size") {
    const auto file = std::filesystem::temp_directory_path() / "todoku_checksum_test.bin";
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{65535}, std::size_t{65536}, std::size_t{200001}}) {
        std::string bytes;
        for (std::size_t i = 0; i < size; ++i) {
            bytes += static_cast<char>(i * 31 % 256);
        }
        std::ofstream(file, std::ios::binary) << bytes;
        CHECK(sha256_of_file(file) == sha256(bytes));
    }
    std::filesystem::remove(file);
    CHECK_THROWS_AS(sha256_of_file(file), ExternalError);
}
