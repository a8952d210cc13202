#include "base/json_writer.h"

#include "base/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bs {

namespace {

// 0: goes out as it is. 'u': as a \u escape. 'L': first byte of what may be U+2028 or U+2029. Else: the letter that
// follows the backslash.
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = 'u';
    table['"'] = '"';
    table['\\'] = '\\';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table[0x7F] = 'u';
    table[0xE2] = 'L';
    return table;
}();

void append_escape(std::string& out, char c, char escape) {
    out.push_back('\\');
    out.push_back(escape);
    if (escape != 'u') return;
    out.append("00");
    ascii::append_hex(out, static_cast<unsigned char>(c));
}

bool is_line_separator(std::string_view text, std::size_t at) {
    return text.substr(at, 3) == "\xE2\x80\xA8" || text.substr(at, 3) == "\xE2\x80\xA9";
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t run = 0;  // start of what was not copied yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char escape = escapes[static_cast<unsigned char>(text[i])];
        if (escape == 0) [[likely]]
            continue;
        if (escape == 'L') {
            if (!is_line_separator(text, i)) continue;
            out.append(text, run, i - run);
            out.append(text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
            i += 2;
        } else {
            out.append(text, run, i - run);
            append_escape(out, text[i], escape);
        }
        run = i + 1;
    }
    out.append(text, run);
    out.push_back('"');
}

// In one step: keys are half of what is written.
JsonWriter& JsonWriter::key(std::string_view name) {
    const std::size_t before = out_.size();
    const std::size_t size = before + (needs_comma_ ? 1 : 0) + name.size() + 3;
    out_.resize_and_overwrite(size, [&](char* text, std::size_t /*size*/) {
        char* p = text + before;
        if (needs_comma_) *p++ = ',';
        *p++ = '"';
        p = std::ranges::copy(name, p).out;
        *p++ = '"';
        *p = ':';
        return size;
    });
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    separate();
    std::array<char, 20> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out_.append(digits.data(), end);
    return *this;
}

JsonWriter& JsonWriter::value(Money amount) {
    separate();
    append_money(out_, amount);
    return *this;
}

JsonWriter& JsonWriter::value(Timestamp at) {
    separate();
    out_.push_back('"');
    append_timestamp(out_, at);
    out_.push_back('"');
    return *this;
}

JsonWriter& JsonWriter::boolean(bool truth) { return raw(truth ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    out_.append(json);
    return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_.push_back(bracket);
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    out_.push_back(bracket);
    needs_comma_ = true;
    return *this;
}

// Writes the comma that the previous value of the same array or object is owed.
void JsonWriter::separate() {
    if (needs_comma_) out_.push_back(',');
    needs_comma_ = true;
}

}  // namespace bs
