// What a person or a pipe gets to see: data on stdout, messages on stderr, colour only where somebody looks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bs::cli {

enum class Style : unsigned char { plain, bold, dim, red, green, yellow, cyan };

// Colours are used on a terminal, unless NO_COLOR is set or TERM is "dumb".
class Terminal {
public:
    // `fd`: 1 or 2.
    explicit Terminal(int fd);

    [[nodiscard]] bool is_terminal() const { return is_terminal_; }
    [[nodiscard]] std::string paint(Style style, std::string_view text) const;
    // Writes it whole; false when the other end is closed or the disk is full.
    bool write(std::string_view text) const;

private:
    int fd_;
    bool is_terminal_;
    bool colours_;
};

[[nodiscard]] const Terminal& standard_output();
[[nodiscard]] const Terminal& standard_error();

// One line each on stderr: "error: ...", "warning: ...", or just the text.
void say_error(std::string_view text);
void say_warning(std::string_view text);
void say(std::string_view text);

}  // namespace bs::cli
