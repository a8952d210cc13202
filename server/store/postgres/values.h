// Values on their way to Postgres, in its binary formats: those of one statement, and columns that a statement unnests
// into rows. Knows no table.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bs::postgres {

template <class T>
concept Enumeration = std::is_enum_v<T>;

void append_big_endian(std::string& out, std::uint32_t value);
void append_big_endian(std::string& out, std::uint64_t value);

// A value as the bytes that Postgres expects. Numbers, ids, money, times and enums are bigint.
inline void encode(std::string& out, std::int64_t value) { append_big_endian(out, static_cast<std::uint64_t>(value)); }
inline void encode(std::string& out, std::size_t value) { append_big_endian(out, std::uint64_t{value}); }
inline void encode(std::string& out, int value) { encode(out, std::int64_t{value}); }
inline void encode(std::string& out, bool value) { out += value ? '\1' : '\0'; }
inline void encode(std::string& out, std::string_view value) { out += value; }
inline void encode(std::string& out, Money value) { encode(out, value.units); }
inline void encode(std::string& out, Timestamp value) { encode(out, value.micros); }
template <class Tag>
void encode(std::string& out, Id<Tag> value) {
    encode(out, value.value);
}
template <Enumeration E>
void encode(std::string& out, E value) {
    encode(out, static_cast<std::int64_t>(value));
}
inline void encode(std::string& out, std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) out += static_cast<char>(byte);
}

// The elements of one array parameter.
enum class ElementType : std::uint32_t { bytea = 17, bigint = 20, text = 25 };  // their OIDs, from pg_type.dat

template <class T>
[[nodiscard]] constexpr ElementType element_type() {
    if constexpr (std::is_convertible_v<T, std::string_view>) return ElementType::text;
    if constexpr (std::is_convertible_v<T, std::span<const std::uint8_t>>) return ElementType::bytea;
    return ElementType::bigint;
}

class Column {
public:
    explicit Column(ElementType type) : type_(type) {}

    template <class T>
    void add(const T& value) {
        const std::size_t start = open();
        encode(elements_, value);
        close(start);
    }
    template <class T>
    void add(const std::optional<T>& value) {
        if (value) return add(*value);
        ++count_;
        has_null_ = true;
        append_big_endian(elements_, std::uint32_t{0xFFFFFFFF});  // the length of a NULL
    }
    // The whole parameter: a header, then each element after its length (arrayfuncs.c, array_recv).
    [[nodiscard]] std::string bytes() const;

private:
    [[nodiscard]] std::size_t open();
    void close(std::size_t start);

    ElementType type_;
    std::uint32_t count_ = 0;
    bool has_null_ = false;
    std::string elements_;
};

template <class T>
[[nodiscard]] Column column_of() {
    return Column(element_type<T>());
}

template <class T>
[[nodiscard]] std::vector<T> sorted_once(std::vector<T> values) {
    std::ranges::sort(values);
    const auto repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());
    return values;
}

// What is asked for, for `= ANY ($1)` and the like.
template <class List>
[[nodiscard]] Column column_from(const List& values) {
    Column column = column_of<typename List::value_type>();
    for (const auto& value : values) column.add(value);
    return column;
}

// Columns of the same length, added to row by row.
template <class... Types>
class Table {
public:
    void add(const Types&... values) { add_to(std::index_sequence_for<Types...>{}, values...); }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::span<const Column> columns() const { return columns_; }

private:
    template <std::size_t... at>
    void add_to(std::index_sequence<at...> /*of*/, const Types&... values) {
        (columns_[at].add(values), ...);
        ++rows_;
    }

    template <class T>
    struct Plain {
        using Type = T;
    };
    template <class T>
    struct Plain<std::optional<T>> {
        using Type = T;
    };

    std::array<Column, sizeof...(Types)> columns_{column_of<typename Plain<Types>::Type>()...};
    std::size_t rows_ = 0;
};

// The parameters of one statement, in order.
class Values {
public:
    Values() = default;
    template <class... T>
    [[nodiscard]] static Values of(const T&... values) {
        Values all;
        (all.add(values), ...);
        return all;
    }

    Values& add(const Column& column) { return add_bytes(column.bytes()); }
    Values& add(std::span<const Column> columns) {
        for (const Column& column : columns) add(column);
        return *this;
    }
    template <class T>
    Values& add(const std::optional<T>& value) {
        if (value) return add(*value);
        parameters_.emplace_back();
        return *this;
    }
    template <class T>
    Values& add(const T& value) {
        std::string bytes;
        encode(bytes, value);
        return add_bytes(std::move(bytes));
    }

    // nullopt: NULL.
    [[nodiscard]] const std::vector<std::optional<std::string>>& parameters() const { return parameters_; }

private:
    Values& add_bytes(std::string bytes) {
        parameters_.emplace_back(std::move(bytes));
        return *this;
    }

    std::vector<std::optional<std::string>> parameters_;
};

}  // namespace bs::postgres
