// Who is at work where, as the consoles tell each other.
#include "api/presence.h"

#include "api/decode.h"
#include "api/handlers.h"
#include "api/services.h"
#include "base/json_writer.h"
#include "base/limits.h"

#include <chrono>
#include <string>
#include <utility>

namespace bs {
namespace {

std::string_view to_word(Attention state) { return state == Attention::active ? "active" : "idle"; }

void append_json(JsonWriter& json, const PresentSession& session) {
    const Beat& beat = session.beat;
    json.begin_object().field("session", std::string_view(beat.session)).field("name", std::string_view(beat.name));
    if (beat.account_id) json.field("account_id", *beat.account_id);
    if (beat.batch_id) json.field("batch_id", *beat.batch_id);
    if (beat.bet_id) json.field("bet", *beat.bet_id);
    json.field("state", to_word(beat.state))
        .field("since", session.since)
        .field("seen_at", session.seen_at)
        .end_object();
}

Answer answer_with(const std::vector<PresentSession>& sessions) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("sessions").begin_array();
    for (const PresentSession& session : sessions) append_json(json, session);
    json.end_array()
        .field("expires_ms", std::int64_t{std::chrono::milliseconds(limits::presence_expiry).count()})
        .end_object();
    return text_answer(200, "application/json", std::move(text));
}

}  // namespace

void get_presence(Call call) { std::move(call.exchange).answer(answer_with(call.services.presence.sessions())); }

void post_presence(Call call) {
    auto word = decode_presence(call.request.body);
    if (!word) return std::move(call.exchange).refuse(word.error());
    Presence& presence = call.services.presence;
    if (word->leaves) {
        presence.leave(word->beat.session);
    } else if (const auto taken = presence.beat(std::move(word->beat)); !taken) {
        return std::move(call.exchange).refuse(taken.error());
    }
    // As it was said: whoever hears it reads it as we did.
    call.services.tell_others(std::string(call.request.body));
    std::move(call.exchange).answer(answer_with(presence.sessions()));
}

void hear_presence(Presence& presence, std::string_view message) {
    auto word = decode_presence(message);
    if (!word) return;
    if (word->leaves) return presence.leave(word->beat.session);
    // There may be too many sessions here and not yet there: this node does without.
    static_cast<void>(presence.beat(std::move(word->beat)).has_value());
}

}  // namespace bs
