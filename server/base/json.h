// JSON that came from outside, parsed once into a flat tape. Numbers keep their text (money must stay exact) and
// strings are decoded. One strict parser for everything: RFC 8259, valid UTF-8, no duplicate keys, depth and number of
// values bounded, no NUL in strings.
#pragma once

#include "base/check.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bs::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Node {
    Kind kind{};
    bool truth = false;      // boolean
    std::uint32_t size = 0;  // children of an array, members of an object
    std::uint32_t end = 0;   // index of the node after this subtree
    std::string_view text;   // decoded string, or the number as it was written
};

class Document;

// A place in a Document; valid as long as the Document and the text that it was parsed from.
class Value {
public:
    Value() = default;  // found() is false

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool is(Kind kind) const { return this->kind() == kind; }
    [[nodiscard]] std::string_view text() const;  // of a string or a number
    [[nodiscard]] bool truth() const;             // of a boolean
    [[nodiscard]] std::size_t size() const;       // of an array or object

    // Children of an array, in order: `for (Value v = a.first(); !v.at_end_of(a); v = v.next())`.
    [[nodiscard]] Value first() const;
    [[nodiscard]] Value next() const;
    [[nodiscard]] bool at_end_of(const Value& parent) const;

    // Members of an object: a member's key node comes right before its value; member(i) walks, find(key) searches.
    // `found()` is false on the result of an unsuccessful find.
    [[nodiscard]] Value find(std::string_view key) const;
    [[nodiscard]] bool found() const { return document_ != nullptr; }
    // Calls `visit(key, value)` for each member in order.
    template <class Visit>
    void each_member(Visit visit) const {
        Value at = first();
        for (std::size_t i = 0; i < size(); ++i) {
            const Value value = at.next();
            visit(at.text(), value);
            at = value.next();
        }
    }

    // The subtree as minified JSON: numbers as they were written, keys in their order.
    void append_to(std::string& out) const;
    [[nodiscard]] std::string to_string() const;

private:
    friend class Document;
    Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}

    [[nodiscard]] const Node& node() const;
    void append_array_to(std::string& out) const;
    void append_object_to(std::string& out) const;

    const Document* document_ = nullptr;
    std::uint32_t index_ = 0;
};

class Document {
public:
    Document() = default;
    Document(Document&&) noexcept = default;
    Document& operator=(Document&&) noexcept = default;
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    [[nodiscard]] Value root() const { return Value(this, 0); }

private:
    friend class Value;
    friend class TapeBuilder;
    std::vector<Node> nodes_;
    std::deque<std::string> strings_;  // strings that had escapes; a deque keeps their addresses
};

inline const Node& Value::node() const {
    BS_ASSERT(document_ != nullptr && index_ < document_->nodes_.size());
    return document_->nodes_[index_];
}

inline Kind Value::kind() const { return node().kind; }

inline std::string_view Value::text() const { return node().text; }

inline bool Value::truth() const { return node().truth; }

inline std::size_t Value::size() const { return node().size; }

inline Value Value::first() const { return {document_, index_ + 1}; }

inline Value Value::next() const { return {document_, node().end}; }

inline bool Value::at_end_of(const Value& parent) const { return index_ >= parent.node().end; }

// `malformed_request` with the byte offset and what was expected. `text` must outlive the document.
[[nodiscard]] Result<Document> parse(std::string_view text);

}  // namespace bs::json
