#include "core/error.hpp"

#include <utility>

namespace todoku {

Error::Error(Text message) : message_(std::move(message)), both_(message_.ja + "\n" + message_.en) {}

Interrupted::Interrupted() : Error({"中断しました。途中の結果は残していません。", "Interrupted; nothing half-written was left."}) {}

} // namespace todoku
