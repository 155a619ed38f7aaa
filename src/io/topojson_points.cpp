#include "io/topojson_points.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace todoku::io {

namespace {

/// Follows the text by its brackets: `arcs` of the topology are counted, `arcs` of anything below
/// `objects` are names.
class ArcCounter : public nlohmann::json_sax<nlohmann::json> {
public:
    [[nodiscard]] std::int64_t points() const {
        double sum = 0.0; // a count beyond any integer is still told as many
        for (const std::int64_t name : names_) {
            const std::int64_t arc = name < 0 ? -1 - name : name;
            if (static_cast<std::size_t>(arc) < lengths_.size()) {
                sum += static_cast<double>(lengths_[static_cast<std::size_t>(arc)]);
            }
        }
        return static_cast<std::int64_t>(std::min(sum, 9e15));
    }

    bool start_object(std::size_t /*elements*/) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*elements*/) override {
        if (inside_topology_arcs()) {
            if (depth_ == arcs_at_ + 1) {
                lengths_.push_back(0);
            } else if (depth_ == arcs_at_ + 2) {
                ++lengths_.back();
            }
        } else if (key_is_arcs_ && arcs_at_ == 0) {
            arcs_at_ = depth_;
            topology_ = depth_ == 1;
        }
        return open();
    }
    bool end_array() override { return close(); }
    bool key(std::string& name) override {
        key_is_arcs_ = name == "arcs";
        return true;
    }
    bool number_integer(std::int64_t value) override { return name_of_arc(value); }
    bool number_unsigned(std::uint64_t value) override {
        return name_of_arc(static_cast<std::int64_t>(value));
    }
    bool null() override { return scalar(); }
    bool boolean(bool /*value*/) override { return scalar(); }
    bool number_float(double /*value*/, const std::string& /*text*/) override { return scalar(); }
    bool string(std::string& /*value*/) override { return scalar(); }
    bool binary(binary_t& /*value*/) override { return scalar(); }
    bool parse_error(std::size_t /*at*/, const std::string& /*last*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

private:
    [[nodiscard]] bool inside_topology_arcs() const { return arcs_at_ != 0 && topology_; }
    bool open() {
        ++depth_;
        key_is_arcs_ = false;
        return true;
    }
    bool close() {
        --depth_;
        if (depth_ == arcs_at_) {
            arcs_at_ = 0;
        }
        return scalar();
    }
    bool scalar() {
        key_is_arcs_ = false;
        return true;
    }
    bool name_of_arc(std::int64_t value) {
        if (arcs_at_ != 0 && !topology_) {
            names_.push_back(value);
        }
        return scalar();
    }

    std::size_t depth_ = 0;
    std::size_t arcs_at_ = 0; ///< depth at which the present array of arcs began; 0: none
    bool topology_ = false;   ///< it is the topology's own
    bool key_is_arcs_ = false;
    std::vector<std::int64_t> lengths_;
    std::vector<std::int64_t> names_;
};

} // namespace

std::int64_t points_of_topojson(std::string_view text) {
    ArcCounter counter;
    const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &counter);
    return whole ? counter.points() : 0;
}

} // namespace todoku::io
