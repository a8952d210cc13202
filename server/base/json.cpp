// Boost.JSON reads the tokens; what we add is the tape, and the strictness that it leaves to its caller.
#include "base/json.h"

#include "base/json_writer.h"
#include "base/limits.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <algorithm>

namespace bs::json {

// The handler of Boost's parser. A callback that returns false ends the parse; `refusal()` then says why.
class TapeBuilder {
public:
    using error_code = boost::json::error_code;
    using string_view = boost::json::string_view;

    static constexpr std::size_t max_object_size = limits::json_values_max;
    static constexpr std::size_t max_array_size = limits::json_values_max;
    static constexpr std::size_t max_key_size = limits::body_bytes_max;
    static constexpr std::size_t max_string_size = limits::body_bytes_max;

    explicit TapeBuilder(std::string_view source) : source_(source) {
        // A bet takes 9 nodes and at least 63 bytes: this is right for what we mostly get, and grows for the rest.
        document_.nodes_.reserve(std::min<std::size_t>(source.size() / 7 + 8, 100'000));
    }

    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    [[nodiscard]] Document take() { return std::move(document_); }

    bool on_document_begin(error_code& /*ec*/) { return true; }
    bool on_document_end(error_code& /*ec*/) { return true; }

    bool on_object_begin(error_code& ec) { return open(Kind::object, ec); }
    bool on_object_end(std::size_t members, error_code& ec) { return close(members, ec) && keys_differ(ec); }
    bool on_array_begin(error_code& ec) { return open(Kind::array, ec); }
    bool on_array_end(std::size_t children, error_code& ec) { return close(children, ec); }

    bool on_key_part(string_view part, std::size_t /*total*/, error_code& /*ec*/) { return keep_part(part); }
    bool on_key(string_view part, std::size_t /*total*/, error_code& ec) { return finish_string(part, ec); }
    bool on_string_part(string_view part, std::size_t /*total*/, error_code& /*ec*/) { return keep_part(part); }
    bool on_string(string_view part, std::size_t /*total*/, error_code& ec) { return finish_string(part, ec); }

    bool on_number_part(string_view part, error_code& /*ec*/) {
        note_number(part);
        return true;
    }
    bool on_int64(std::int64_t /*value*/, string_view last, error_code& ec) { return finish_number(last, ec); }
    bool on_uint64(std::uint64_t /*value*/, string_view last, error_code& ec) { return finish_number(last, ec); }
    bool on_double(double /*value*/, string_view last, error_code& ec) { return finish_number(last, ec); }

    bool on_bool(bool truth, error_code& ec) { return leaf(Node{Kind::boolean, truth, 0, 0, {}}, ec); }
    bool on_null(error_code& ec) { return leaf(Node{}, ec); }

    bool on_comment_part(string_view /*part*/, error_code& /*ec*/) { return false; }
    bool on_comment(string_view /*part*/, error_code& /*ec*/) { return false; }

private:
    bool refuse(std::string reason, error_code& ec) {
        refusal_ = std::move(reason);
        ec = boost::json::error::syntax;
        return false;
    }

    bool leaf(Node node, error_code& ec) {
        auto& nodes = document_.nodes_;
        if (nodes.size() >= limits::json_values_max) return refuse("too many values", ec);
        node.end = static_cast<std::uint32_t>(nodes.size() + 1);
        nodes.push_back(node);
        return true;
    }

    bool open(Kind kind, error_code& ec) {
        open_.push_back(static_cast<std::uint32_t>(document_.nodes_.size()));
        return leaf(Node{kind, false, 0, 0, {}}, ec);
    }

    bool close(std::size_t children, error_code& /*ec*/) {
        closed_ = open_.back();
        open_.pop_back();
        Node& node = document_.nodes_[closed_];
        node.size = static_cast<std::uint32_t>(children);
        node.end = static_cast<std::uint32_t>(document_.nodes_.size());
        return true;
    }

    // Keys are compared decoded: "a" and "\u0061" are the same key.
    bool keys_differ(error_code& ec) {
        const auto& nodes = document_.nodes_;
        const Node& object = nodes[closed_];
        keys_.clear();
        std::uint32_t at = closed_ + 1;
        for (std::uint32_t i = 0; i < object.size; ++i) {
            keys_.push_back(nodes[at].text);
            at = nodes[at + 1].end;
        }
        if (keys_.size() <= few_keys) return each_differs() || refuse_repeated(ec);
        // Sorted, not hashed: nobody can choose keys that make this slow.
        std::sort(keys_.begin(), keys_.end());
        return std::adjacent_find(keys_.begin(), keys_.end()) == keys_.end() || refuse_repeated(ec);
    }

    // For a few keys, such as a bet has, comparing them all is quicker than sorting.
    static constexpr std::size_t few_keys = 8;
    [[nodiscard]] bool each_differs() const {
        for (auto key = keys_.begin(); key != keys_.end(); ++key) {
            if (std::find(keys_.begin(), key, *key) != key) return false;
        }
        return true;
    }

    bool refuse_repeated(error_code& ec) { return refuse("an object ends here that has the same key twice", ec); }

    bool keep_part(string_view part) {
        scratch_.append(part.data(), part.size());
        return true;
    }

    [[nodiscard]] bool is_in_source(string_view part) const {
        const std::less_equal<const char*> not_after;
        return not_after(source_.data(), part.data()) &&
               not_after(part.data() + part.size(), source_.data() + source_.size());
    }

    bool finish_string(string_view last, error_code& ec) {
        if (scratch_.empty() && is_in_source(last)) {
            return leaf(Node{Kind::string, false, 0, 0, {last.data(), last.size()}}, ec);
        }
        scratch_.append(last.data(), last.size());
        // Only an escape can spell a NUL: the parser refuses a bare one.
        if (scratch_.find('\0') != std::string::npos) return refuse("a string before here contains U+0000", ec);
        document_.strings_.push_back(std::move(scratch_));
        scratch_.clear();
        return leaf(Node{Kind::string, false, 0, 0, document_.strings_.back()}, ec);
    }

    void note_number(string_view part) {
        if (number_begin_ == nullptr) number_begin_ = part.data();
    }

    bool finish_number(string_view last, error_code& ec) {
        note_number(last);
        const char* begin = std::exchange(number_begin_, nullptr);
        const auto length = static_cast<std::size_t>(last.data() + last.size() - begin);
        return leaf(Node{Kind::number, false, 0, 0, {begin, length}}, ec);
    }

    std::string_view source_;
    Document document_;
    std::vector<std::uint32_t> open_;     // arrays and objects that have not ended
    std::uint32_t closed_ = 0;            // the one that ended last
    std::vector<std::string_view> keys_;  // of the object that ended last
    std::string scratch_;                 // the string that is being decoded
    const char* number_begin_ = nullptr;  // the number that is being read
    std::string refusal_;
};

namespace {

std::string what_is_wrong(const boost::json::error_code& ec) {
    using boost::json::error;
    if (ec == error::incomplete) return "the text ends too early";
    if (ec == error::extra_data) return "something follows the value";
    if (ec == error::too_deep) return "nested too deeply";
    if (ec == error::expected_hex_digit) return "expected a hexadecimal digit";
    if (ec == error::illegal_leading_surrogate || ec == error::illegal_trailing_surrogate) return "a lone surrogate";
    if (ec == error::exponent_overflow) return "an exponent out of range";
    if (ec == error::array_too_large || ec == error::object_too_large) return "too many values";
    return "not valid JSON";
}

std::unexpected<Error> refuse(std::size_t offset, const std::string& reason) {
    return fail(ErrorCode::malformed_request, "JSON, byte " + std::to_string(offset) + ": " + reason);
}

}  // namespace

Result<Document> parse(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) return refuse(0, "a byte order mark");
    boost::json::parse_options options;
    options.max_depth = limits::json_depth_max;
    boost::json::basic_parser<TapeBuilder> parser(options, text);
    boost::json::error_code ec;
    const std::size_t consumed = parser.write_some(false, text.data(), text.size(), ec);
    if (ec) {
        const std::string& reason = parser.handler().refusal();
        return refuse(consumed, reason.empty() ? what_is_wrong(ec) : reason);
    }
    if (consumed < text.size()) return refuse(consumed, "something follows the value");
    return parser.handler().take();
}

Value Value::find(std::string_view key) const {
    const Node& self = node();
    if (self.kind != Kind::object) return {};
    const Node* nodes = document_->nodes_.data();
    std::uint32_t at = index_ + 1;
    for (std::uint32_t i = 0; i < self.size; ++i) {
        if (nodes[at].text == key) return {document_, at + 1};
        at = nodes[at + 1].end;
    }
    return {};
}

void Value::append_to(std::string& out) const {
    const Node& self = node();
    switch (self.kind) {
        case Kind::null:
            out.append("null");
            return;
        case Kind::boolean:
            out.append(self.truth ? "true" : "false");
            return;
        case Kind::number:
            out.append(self.text);
            return;
        case Kind::string:
            append_json_string(out, self.text);
            return;
        case Kind::array:
            append_array_to(out);
            return;
        case Kind::object:
            append_object_to(out);
            return;
    }
}

void Value::append_array_to(std::string& out) const {
    out.push_back('[');
    for (Value child = first(); !child.at_end_of(*this); child = child.next()) {
        if (child.index_ != index_ + 1) out.push_back(',');
        child.append_to(out);
    }
    out.push_back(']');
}

void Value::append_object_to(std::string& out) const {
    out.push_back('{');
    each_member([&](std::string_view key, const Value& value) {
        if (value.index_ != index_ + 2) out.push_back(',');
        append_json_string(out, key);
        out.push_back(':');
        value.append_to(out);
    });
    out.push_back('}');
}

std::string Value::to_string() const {
    std::string out;
    append_to(out);
    return out;
}

}  // namespace bs::json
