#include "synth/place_names.hpp"

#include "synth/random.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace todoku::synth {

namespace {

// Parts found in place names all over Japan; together they name no place in particular.
constexpr std::array<std::string_view, 30> kFirst = {
    "上", "中", "下", "東", "西", "南", "北", "大", "小", "新", "古", "高", "長", "広", "深",
    "青", "白", "黒", "金", "石", "岩", "松", "竹", "梅", "桜", "杉", "栗", "藤", "森", "清"};
constexpr std::array<std::string_view, 30> kSecond = {
    "川", "田", "野", "原", "沢", "谷", "山", "崎", "浜", "島", "橋", "瀬", "口", "井", "池",
    "里", "郷", "尾", "平", "坂", "台", "塚", "宮", "倉", "畑", "津", "浦", "木", "村", "丘"};

} // namespace

std::vector<std::string> quarter_names(std::size_t count, std::uint64_t seed,
                                       std::size_t municipality) {
    Random random(seed, "quarter names", municipality);
    std::vector<std::string> names{"本町"};
    while (names.size() < count) {
        std::string name = std::string(random.pick(kFirst)) + std::string(random.pick(kSecond));
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    names.resize(std::max<std::size_t>(1, count));
    return names;
}

} // namespace todoku::synth
