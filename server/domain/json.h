// The canonical text of what the domain knows: minified JSON, the same bytes in an answer, in a stored event and in a
// frame. Optional fields are left out when they are absent.
#pragma once

#include "base/json_writer.h"
#include "domain/account.h"
#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/event.h"

#include <span>
#include <string>

namespace bs {

void append_json(JsonWriter& out, const Account& account);
void append_json(JsonWriter& out, const Bet& bet);
void append_json(JsonWriter& out, const Summary& summary);
// With `bets` they stand in the order given; callers sort them (comes_before).
void append_json(JsonWriter& out, const Batch& batch);
void append_json(JsonWriter& out, const Batch& batch, std::span<const Bet> bets);

template <class Resource>
[[nodiscard]] std::string to_json(const Resource& resource) {
    std::string text;
    JsonWriter out(text);
    append_json(out, resource);
    return text;
}

// The stored form of an event: the members after the common ones, without the braces around them, for example
// `"bet":{...},"batch":{...}`. The common members (type, seq, account_seq, at, actor, account_id, request_id) are
// columns.
[[nodiscard]] std::string encode_payload(const Event& event);

}  // namespace bs
