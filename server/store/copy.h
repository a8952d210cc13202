// Moving everything from one store to another: tables as chunks of rows of plain values, and a digest that tells
// whether two stores hold the same.
#pragma once

#include "base/result.h"
#include "base/sha256.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bs {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;  // nothing, a number, a text or bytes
using Chunk = std::vector<std::vector<Cell>>;
using TakeChunk = std::function<Result<>(const Chunk&)>;

// In an order in which every row comes after those that it refers to.
inline constexpr std::array<std::string_view, 10> copied_tables{
    "accounts", "account_seqs", "batches",     "batch_meta", "bets",
    "events",   "idempotency",  "preferences", "statistics", "meta"};

// A table comes in chunks of at most so many rows, and of not many more bytes: the creation of a large batch alone is
// megabytes.
inline constexpr std::size_t copied_chunk_rows = 1'000;
inline constexpr std::size_t copied_chunk_bytes = 4 * 1024 * 1024;

// What two stores are compared by: how many rows, and the SHA-256 over all their values in the order of their keys. How
// the rows came in chunks does not matter.
class CopyDigest {
public:
    void add(const Chunk& chunk);
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] const Sha256& digest() const { return digest_; }
    friend bool operator==(const CopyDigest&, const CopyDigest&) = default;

private:
    std::size_t rows_ = 0;
    Sha256 digest_{};
};

}  // namespace bs
