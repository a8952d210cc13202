#include "domain/json.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <vector>

namespace bs {

namespace {

// What they mostly take; only the memory that is reserved depends on it.
constexpr std::size_t batch_json_bytes = 1024;
constexpr std::size_t bet_json_bytes = 224;

void append_optional(JsonWriter& out, std::string_view name, const std::optional<Timestamp>& at) {
    if (at) out.field(name, *at);
}

void append_optional(JsonWriter& out, std::string_view name, const std::optional<std::string>& text) {
    if (text) out.field(name, *text);
}

// Of a person: an empty name means that nobody is known.
void append_known(JsonWriter& out, std::string_view name, const std::string& actor) {
    if (!actor.empty()) out.field(name, actor);
}

void append_members(JsonWriter& out, const Batch& batch) {
    out.field("id", batch.id);
    out.field("account_id", batch.account_id);
    out.key("meta").raw(batch.meta);
    out.key("completed").boolean(!is_open(batch.status));
    out.field("status", to_word(batch.status));
    out.field("version", batch.version);
    out.key("summary");
    append_json(out, batch.summary);
    out.field("created_at", batch.created_at);
    out.field("updated_at", batch.updated_at);
    append_optional(out, "submitted_at", batch.submitted_at);
    append_optional(out, "completed_at", batch.completed_at);
    append_known(out, "created_by", batch.created_by);
    append_known(out, "submitted_by", batch.submitted_by);
}

void append_bets(JsonWriter& out, std::span<const Bet> bets) {
    out.key("bets").begin_array();
    for (const Bet& bet : bets) append_json(out, bet);
    out.end_array();
}

// The members of each kind of event, without braces around them.

void append_payload(JsonWriter& out, const Event&, const AccountChange& change) {
    out.key("account");
    append_json(out, change.account);
}

void append_payload(JsonWriter& out, const Event& event, const AccountRemoval&) { out.field("id", event.account_id); }

void append_payload(JsonWriter& out, const Event&, const BatchCreation& creation) {
    out.key("batch");
    if (std::is_sorted(creation.bets.begin(), creation.bets.end(), comes_before)) {
        return append_json(out, creation.batch, creation.bets);
    }
    std::vector<Bet> bets = creation.bets;
    std::sort(bets.begin(), bets.end(), comes_before);
    append_json(out, creation.batch, bets);
}

void append_payload(JsonWriter& out, const Event& event, const BatchChange& change) {
    if (event.type == EventType::batch_completed) out.field("id", change.batch.id);
    out.key("batch");
    append_json(out, change.batch);
    if (event.type == EventType::batch_reopened) out.field("reason", change.reason);
}

void append_payload(JsonWriter& out, const Event& event, const BetsChange& change) {
    BS_ASSERT(event.batch_id && !change.bets.empty());
    if (event.type == EventType::bet_status_updated) {
        out.key("bet");
        append_json(out, change.bets.front());
    } else {
        out.field("batch_id", *event.batch_id);
        append_bets(out, change.bets);
    }
    out.key("batch").begin_object();
    out.field("id", *event.batch_id);
    out.field("version", change.batch_version);
    out.field("status", to_word(change.batch_status));
    out.key("summary");
    append_json(out, change.batch_summary);
    out.field("updated_at", change.batch_updated_at);
    out.end_object();
}

}  // namespace

void append_json(JsonWriter& out, const Account& account) {
    out.begin_object();
    out.field("id", account.id);
    out.field("name", account.name);
    out.field("hostname", account.hostname);
    out.field("currency", account.currency);
    out.field("version", account.version);
    out.field("open_batches", account.open_batches);
    out.field("created_at", account.created_at);
    out.field("updated_at", account.updated_at);
    out.end_object();
}

void append_json(JsonWriter& out, const Bet& bet) {
    out.begin_object();
    out.field("pid", bet.id);
    out.field("id", bet.external_id);
    out.field("selection", bet.selection);
    out.field("stake", bet.stake);
    out.field("cost", bet.cost);
    out.field("status", to_word(bet.status));
    out.field("batch_id", bet.batch_id);
    out.field("version", bet.version);
    out.field("updated_at", bet.updated_at);
    append_known(out, "updated_by", bet.updated_by);
    append_optional(out, "reference", bet.reference);
    append_optional(out, "note", bet.note);
    out.end_object();
}

void append_json(JsonWriter& out, const Summary& summary) {
    out.begin_object();
    out.field("bets", summary.bets());
    for (const BetStatus status : {BetStatus::pending, BetStatus::successful, BetStatus::failed}) {
        const Totals& totals = summary.of(status);
        out.key(to_word(status)).begin_object();
        out.field("count", totals.count);
        out.field("stake", totals.stake);
        out.field("cost", totals.cost);
        out.end_object();
    }
    out.end_object();
}

void append_json(JsonWriter& out, const Batch& batch) {
    out.begin_object();
    append_members(out, batch);
    out.end_object();
}

void append_json(JsonWriter& out, const Batch& batch, std::span<const Bet> bets) {
    out.begin_object();
    append_members(out, batch);
    append_bets(out, bets);
    out.end_object();
}

std::string encode_payload(const Event& event) {
    std::string text;
    // A large batch is megabytes: it should not be copied each time that the text outgrows its memory.
    if (const auto* creation = std::get_if<BatchCreation>(&event.change)) {
        text.reserve(batch_json_bytes + creation->bets.size() * bet_json_bytes);
    }
    JsonWriter out(text);
    std::visit([&](const auto& change) { append_payload(out, event, change); }, event.change);
    return text;
}

}  // namespace bs
