// Bytes of Japanese office files to UTF-8 and back.
#include "core/encoding.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <string>

using namespace todoku;

namespace {

std::string cp932(const std::string& utf8) {
    return encode_cp932(utf8).bytes;
}

} // namespace

TEST_CASE("Plain ASCII is UTF-8") {
    const Decoded decoded = decode("code,name\n1,a\n");
    CHECK(decoded.encoding == Encoding::Utf8);
    CHECK(decoded.text == "code,name\n1,a\n");
    CHECK(decoded.replaced == 0);
    CHECK(decode("").encoding == Encoding::Utf8);
}

TEST_CASE("A byte order mark decides and is removed") {
    CHECK(decode("\xEF\xBB\xBF名称").encoding == Encoding::Utf8Bom);
    CHECK(decode("\xEF\xBB\xBF名称").text == "名称");

    const std::string little("\xFF\xFE\x0D\x54\xF0\x79", 6); // 名称
    CHECK(decode(little).encoding == Encoding::Utf16Le);
    CHECK(decode(little).text == "名称");
    const std::string big("\xFE\xFF\x54\x0D\x79\xF0", 6);
    CHECK(decode(big).encoding == Encoding::Utf16Be);
    CHECK(decode(big).text == "名称");
}

TEST_CASE("UTF-16 pairs make one character and lone halves are replaced") {
    const std::string surrogates("\xFF\xFE\x42\xD8\xB7\xDF", 6); // U+20BB7 𠮷
    CHECK(decode(surrogates).text == "𠮷");
    const std::string lone("\xFF\xFE\x42\xD8\x41\x00", 6);
    CHECK(decode(lone).text == "\xEF\xBF\xBD"
                               "A");
    CHECK(decode(lone).replaced == 1);
    const std::string odd("\xFF\xFE\x41\x00\x42", 5);
    CHECK(decode(odd).replaced == 1);
}

TEST_CASE("CP932 is recognised and its Microsoft characters are read") {
    // 髙﨑①㈱～ as Windows writes them.
    const std::string bytes = "\xFB\xFC\xED\x95\x87\x40\x87\x8A\x81\x60";
    const Decoded decoded = decode(bytes + "\x82\xA0"); // and あ
    CHECK(decoded.encoding == Encoding::Cp932);
    CHECK(decoded.text == "髙﨑①㈱～あ");
    CHECK(decoded.replaced == 0);
}

TEST_CASE("EUC-JP wins over CP932 by having fewer half-width kana") {
    const std::string euc =
        "\xCC\xBE\xBE\xCE,\xBD\xBB\xBD\xEA\n"; // 名称,住所: also valid CP932 as half-width kana
    const Decoded decoded = decode(euc);
    CHECK(decoded.encoding == Encoding::EucJp);
    CHECK(decoded.text == "名称,住所\n");
}

TEST_CASE("Half-width kana in CP932 stay CP932 when the text has other characters too") {
    const Decoded decoded = decode(cp932("ﾂｼｼｮｳｶﾞｯｺｳ,津市立小学校\n"));
    CHECK(decoded.encoding == Encoding::Cp932);
    CHECK(decoded.text == "ﾂｼｼｮｳｶﾞｯｺｳ,津市立小学校\n");
}

TEST_CASE("Broken CP932 bytes are replaced and counted without eating the separator") {
    // A lead byte cut off before a comma, and one that stands for nothing.
    const Decoded decoded = decode("\x96\xBC\x8F,\xFD\n\x82\xA0", Encoding::Cp932);
    CHECK(decoded.text == "名\xEF\xBF\xBD,\xEF\xBF\xBD\nあ");
    CHECK(decoded.replaced == 2);
    const Decoded guessed = decode("\x96\xBC\x8F,\xFD\n\x82\xA0");
    CHECK(guessed.encoding == Encoding::Cp932);
    CHECK(guessed.replaced == 2);
}

TEST_CASE("A character cut off by the end of the file is replaced") {
    const Decoded decoded = decode("\x82\xA0\x82", Encoding::Cp932);
    CHECK(decoded.text == "あ\xEF\xBF\xBD");
    CHECK(decoded.replaced == 1);
}

TEST_CASE("Broken UTF-8 is replaced by maximal subparts") {
    // Unicode 15, section 3.9, table 3-8.
    const Decoded decoded =
        decode("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", Encoding::Utf8);
    const std::string r = "\xEF\xBF\xBD";
    CHECK(decoded.text == "a" + r + r + r + "b" + r + "c" + r + r + "d");
    CHECK(decoded.replaced == 6);
}

TEST_CASE("Overlong forms, surrogates and numbers beyond Unicode are no UTF-8") {
    CHECK(is_utf8("三重県"));
    CHECK(is_utf8("𠮷野家"));
    CHECK_FALSE(is_utf8("\xC0\xAF"));
    CHECK_FALSE(is_utf8("\xE0\x80\xAF"));
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
    CHECK_FALSE(is_utf8("\xE4\xB8"));
    CHECK_FALSE(is_utf8("12345678\x80"));
}

TEST_CASE("Wave dash and minus of both tables reach the same CP932 bytes") {
    CHECK(cp932("〜") == cp932("～"));
    CHECK(cp932("−") == cp932("－"));
    CHECK(cp932("—") == cp932("―"));
    CHECK(cp932("‖") == cp932("∥"));
    CHECK(encode_cp932("髙﨑①㈱").missing.empty());
}

TEST_CASE("Characters that CP932 lacks become geta marks and are listed once") {
    const EncodedCp932 encoded = encode_cp932("𠮷野家と𠮷田");
    CHECK(encoded.missing == std::vector<std::string>{"𠮷"});
    CHECK(decode(encoded.bytes, Encoding::Cp932).text == "〓野家と〓田");
}

TEST_CASE("A variant form keeps its base character and is listed") {
    const EncodedCp932 encoded = encode_cp932("葛󠄀城市");
    CHECK(encoded.missing == std::vector<std::string>{"葛󠄀"});
    CHECK(decode(encoded.bytes, Encoding::Cp932).text == "葛城市");
}

TEST_CASE("Gaiji of the user-defined area survive the way there and back") {
    const std::string gaiji = "\xF0\x40\xF9\xFC";
    const Decoded decoded = decode(gaiji, Encoding::Cp932);
    CHECK(decoded.replaced == 0);
    CHECK(encode_cp932(decoded.text).bytes == gaiji);
}

TEST_CASE("Any bytes decode to well-formed UTF-8 in every encoding") {
    CHECK(rc::check([](const std::string& bytes) {
        RC_ASSERT(is_utf8(decode(bytes).text));
        for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be,
                                        Encoding::Cp932, Encoding::EucJp}) {
            RC_ASSERT(is_utf8(decode(bytes, encoding).text));
        }
        RC_ASSERT(is_utf8(bytes) == (decode(bytes, Encoding::Utf8).replaced == 0));
    }));
}

TEST_CASE("A long text crosses the conversion buffer without loss") {
    std::string text;
    for (int i = 0; i < 40000; ++i) {
        text += "三重県津市広明町";
        text += std::to_string(i);
    }
    const Decoded decoded = decode(cp932(text));
    CHECK(decoded.encoding == Encoding::Cp932);
    CHECK(decoded.text == text);
}
