#include "core/error.hpp"

#include <utility>

namespace todoku {

Error::Error(Text message)
    : message_(std::move(message)), both_(message_.ja + "\n" + message_.en) {}

Interrupted::Interrupted()
    : Error({"中断しました。出力は前のままで、書きかけのファイルは残していません。",
             "Interrupted; earlier output stays as it was and nothing half-written is left."}) {}

} // namespace todoku
