// Whether two rows of ledgers speak of one thing: by name, kind and figures.
#pragma once

#include "domain/asset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// What of a name tells the thing: one_spelling() without remarks in brackets (指定避難所, 仮称,
/// 旧…) and without who runs it (津市立, 県立, 私立). Brackets that name a part (体育館,
/// グラウンド, 2号棟) stay.
std::string name_key(std::string_view name);

/// What is left of a key behind whatever may be the name of a prefecture or municipality in front
/// (津市南が丘小学校: 南が丘小学校); parts of `key`.
std::vector<std::string_view> name_stems(std::string_view key);

/// True for equal keys, and where one only has the name of its prefecture or municipality in front
/// (津市南が丘小学校, 南が丘小学校).
bool same_name(std::string_view key, std::string_view other_key);

/// True where nothing tells the two apart: not a pole beside a building, not a building and its
/// land, not two buildings of one ledger with different figures.
bool may_be_one(const domain::Asset& a, const domain::Asset& b);

} // namespace todoku::io
