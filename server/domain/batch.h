// A batch as its row knows it: lifecycle, versions, totals. Its bets are handed around beside it, only those needed:
// a mark in a batch of 10,000 bets touches one of them.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "domain/bet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

enum class BatchStatus : std::uint8_t { created, active, submitted, completed };
inline constexpr std::size_t batch_status_count = 4;

[[nodiscard]] std::string_view to_word(BatchStatus status);
[[nodiscard]] std::optional<BatchStatus> parse_batch_status(std::string_view word);
// Open batches take marks; closed ones need a reopen first.
[[nodiscard]] bool is_open(BatchStatus status);

struct Batch {
    BatchId id;
    AccountId account_id;
    BatchStatus status = BatchStatus::created;
    std::int64_t version = 1;  // +1 with every event of the batch, those of its bets included
    std::string meta = "{}";   // a minified JSON object, as the caller sent it
    Summary summary;
    Timestamp created_at;
    Timestamp updated_at;
    std::optional<Timestamp> submitted_at;
    std::optional<Timestamp> completed_at;
    std::string created_by;    // empty: unknown
    std::string submitted_by;  // empty: unknown, or not submitted

    friend bool operator==(const Batch&, const Batch&) = default;
};

}  // namespace bs
