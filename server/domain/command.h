// What a person, bot or adapter may ask for, after parsing and before judging. Field limits (lengths, counts) are
// judged by decide() like every other rule, so that they hold for every way in.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"
#include "domain/bet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bs {

// Who and when, handed in: rules never ask the world anything.
struct Stamp {
    Timestamp at;
    std::string actor;  // empty: unknown
};

struct CreateAccount {
    std::string name;
    std::string hostname;
    std::string currency = "USD";
};

struct ReplaceAccount {
    std::string name;
    std::string hostname;
    std::optional<std::string> currency;           // absent: stays
    std::optional<std::int64_t> expected_version;  // of If-Match
};

struct DeleteAccount {
    std::optional<std::int64_t> expected_version;
};

struct NewBet {
    std::int64_t external_id = 0;
    std::string selection;
    Money stake;
    Money cost;
    std::optional<std::string> reference;
    std::optional<std::string> note;
};

struct CreateBatch {
    std::string meta = "{}";  // a minified JSON object
    std::vector<NewBet> bets;
};

struct ReplaceMeta {
    std::string meta;  // the whole object after the merge patch
    std::optional<std::int64_t> expected_version;
};

struct ActivateBatch {
    std::optional<std::int64_t> expected_version;
};

// What becomes of the bets that are still pending.
enum class PendingBets : std::uint8_t { keep, fail, refuse };

[[nodiscard]] std::string_view to_word(PendingBets choice);
[[nodiscard]] std::optional<PendingBets> parse_pending_bets(std::string_view word);

// The counts that the caller saw when deciding to submit.
struct ExpectedCounts {
    std::optional<std::int64_t> pending;
    std::optional<std::int64_t> successful;
    std::optional<std::int64_t> failed;
};

struct SubmitBatch {
    PendingBets pending = PendingBets::keep;
    ExpectedCounts expect;
    std::optional<std::int64_t> expected_version;
};

struct ReopenBatch {
    std::string reason;
    std::optional<std::int64_t> expected_version;
};

// One bet's change. Fields that are absent stay; an empty note or reference clears it.
struct MarkBet {
    BetId bet_id;
    std::optional<BetStatus> status;
    std::optional<std::string> note;
    std::optional<std::string> reference;
    std::optional<Money> cost;
    std::optional<std::int64_t> expected_version;
};

}  // namespace bs
