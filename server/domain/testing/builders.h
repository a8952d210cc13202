// For tests of any room: things of the domain with sensible contents, so that a test says only what it is about.
#pragma once

#include "domain/decide.h"
#include "domain/json.h"

#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bs {

// So many microseconds after 2026-01-31T12:00:00Z.
[[nodiscard]] inline Timestamp a_time(std::int64_t micros = 0) { return {1'769'860'800'000'000 + micros}; }
[[nodiscard]] inline Timestamp at_second(std::int64_t seconds) { return a_time(seconds * 1'000'000); }

[[nodiscard]] inline Stamp a_stamp(Timestamp at = at_second(60), std::string actor = "ana") {
    return {at, std::move(actor)};
}

[[nodiscard]] inline Money money(std::int64_t whole) { return {whole * money_units_per_one}; }

[[nodiscard]] inline Account an_account(AccountId id = {1}) {
    Account account;
    account.id = id;
    account.name = "account " + std::to_string(id.value);
    account.hostname = "vendor.example";
    account.created_at = a_time();
    account.updated_at = a_time();
    return account;
}

// Number 31 of ours is the caller's number 31 too: stake 10, cost 2.5.
[[nodiscard]] inline Bet a_bet(BetId id = {31}, BetStatus status = BetStatus::pending, BatchId batch_id = {9}) {
    Bet bet;
    bet.id = id;
    bet.external_id = id.value;
    bet.batch_id = batch_id;
    bet.selection = "1/2/3";
    bet.stake = money(10);
    bet.cost = {25'000};
    bet.status = status;
    bet.updated_at = a_time();
    return bet;
}

[[nodiscard]] inline std::vector<Bet> some_bets(std::int64_t first_id, std::initializer_list<BetStatus> statuses) {
    std::vector<Bet> bets;
    for (const BetStatus status : statuses) bets.push_back(a_bet({first_id++}, status));
    return bets;
}

[[nodiscard]] inline Summary summary_of(std::span<const Bet> bets) {
    Summary summary;
    for (const Bet& bet : bets) summary.add(bet);
    return summary;
}

[[nodiscard]] inline Batch a_batch(BatchStatus status = BatchStatus::created, std::span<const Bet> bets = {}) {
    Batch batch;
    batch.id = {9};
    batch.account_id = {1};
    batch.status = status;
    batch.meta = R"({"name":"Evening card"})";
    batch.summary = summary_of(bets);
    batch.created_at = a_time();
    batch.updated_at = a_time();
    if (!is_open(status)) {
        batch.submitted_at = at_second(30);
        batch.submitted_by = "mk";
    }
    if (status == BatchStatus::completed) batch.completed_at = at_second(30);
    return batch;
}

[[nodiscard]] inline NewBet a_new_bet(std::int64_t external_id = 1) {
    NewBet bet;
    bet.external_id = external_id;
    bet.selection = "4/5/6";
    bet.stake = money(10);
    bet.cost = {25'000};
    return bet;
}

[[nodiscard]] inline CreateBatch a_new_batch(std::int64_t bets = 1) {
    CreateBatch command;
    command.meta = R"({"name":"Evening card"})";
    for (std::int64_t id = 1; id <= bets; ++id) command.bets.push_back(a_new_bet(id));
    return command;
}

[[nodiscard]] inline MarkBet a_mark(BetId bet_id, BetStatus status) {
    MarkBet mark;
    mark.bet_id = bet_id;
    mark.status = status;
    return mark;
}

// The word of an error that a rule of the domain may answer with.
[[nodiscard]] inline std::string refusal_word(const Error& error) {
    const std::initializer_list<std::pair<ErrorCode, std::string_view>> words = {
        {ErrorCode::not_found, "not_found"},
        {ErrorCode::invalid_field, "invalid_field"},
        {ErrorCode::version_conflict, "version_conflict"},
        {ErrorCode::totals_moved, "totals_moved"},
        {ErrorCode::invalid_transition, "invalid_transition"},
    };
    for (const auto& [code, word] : words) {
        if (code == error.code) return std::string(word);
    }
    return "error " + std::to_string(static_cast<int>(error.code));
}

// What a decision came to, in words: "nothing", "batch_submitted batch_completed", "invalid_transition".
[[nodiscard]] inline std::string outcome(const Result<Events>& decision) {
    if (!decision) return refusal_word(decision.error());
    std::string words;
    for (const Event& event : *decision) words.append(words.empty() ? "" : " ").append(to_word(event.type));
    return words.empty() ? "nothing" : words;
}

// The wrong fields in words: "/name required, /bets/3/stake too_small".
[[nodiscard]] inline std::string fields_of(std::span<const FieldError> fields) {
    std::string words;
    for (const FieldError& field : fields) {
        words.append(words.empty() ? "" : ", ").append(field.pointer).append(" ").append(field.code);
    }
    return words;
}

template <class T>
[[nodiscard]] std::string fields_of(const Result<T>& decision) {
    return decision ? "" : fields_of(decision.error().fields);
}

// How GoogleTest shows them.
inline void PrintTo(const Account& account, std::ostream* out) { *out << to_json(account); }
inline void PrintTo(const Batch& batch, std::ostream* out) { *out << to_json(batch); }
inline void PrintTo(const Bet& bet, std::ostream* out) { *out << to_json(bet); }
inline void PrintTo(const Summary& summary, std::ostream* out) { *out << to_json(summary); }
inline void PrintTo(const Event& event, std::ostream* out) {
    *out << to_word(event.type) << " {" << encode_payload(event) << "}";
}

}  // namespace bs
