#include "cli/deliver.hpp"

#include "core/output_folder.hpp"

#include <sstream>

namespace todoku::cli {

void deliver(const Terminal& terminal, const std::string& file,
             const std::function<void(std::ostream&)>& write) {
    std::ostringstream out;
    write(out);
    if (file.empty() || file == "-") {
        terminal.print(out.str());
    } else {
        write_file_atomically(file, out.str());
    }
}

} // namespace todoku::cli
