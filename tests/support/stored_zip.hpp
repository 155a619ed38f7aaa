// A ZIP archive whose members are stored, not deflated: whatever changes a byte of it changes a
// byte of a member. Names and declared sizes may be anything.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::test {

/// CRC-32 of ISO 3309, as ZIP counts it.
inline std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

struct StoredMember {
    std::string name;
    std::string bytes;
};

/// PKWARE's APPNOTE, 4.3: a header and the bytes of each member, then the directory.
/// @param utf8_names the mark that names are UTF-8; Windows leaves it out of names in CP932
inline std::string stored_zip(const std::vector<StoredMember>& members, bool utf8_names = true) {
    const auto number = [](std::uint64_t value, int length) {
        std::string bytes;
        for (int i = 0; i < length; ++i) {
            bytes += static_cast<char>((value >> static_cast<unsigned>(8 * i)) & 0xFFU);
        }
        return bytes;
    };
    std::string archive;
    std::string directory;
    for (const StoredMember& member : members) {
        // Version 2.0, stored, 1980-01-01.
        const std::string common =
            number(20, 2) + number(utf8_names ? 0x0800 : 0, 2) + number(0, 2) + number(0, 2) +
            number(0x21, 2) + number(crc32_of(member.bytes), 4) + number(member.bytes.size(), 4) +
            number(member.bytes.size(), 4) + number(member.name.size(), 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) +
                     number(0, 2) + number(0, 4) + number(archive.size(), 4) + member.name;
        archive += "PK\x03\x04" + common + member.name + member.bytes;
    }
    return archive + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) +
           number(members.size(), 2) + number(directory.size(), 4) + number(archive.size(), 4) +
           number(0, 2);
}

} // namespace todoku::test
