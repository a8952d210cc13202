#include "service/presence.h"

#include "base/limits.h"
#include "domain/field_checks.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace bs {
namespace {

Verdict check_session(std::string_view session) {
    const bool visible = std::ranges::all_of(session, [](char c) { return c > 0x20 && c < 0x7F; });
    if (visible && !session.empty() && session.size() <= limits::session_chars_max) return std::nullopt;
    return Flaw{"invalid_format",
                "must be 1 to " + std::to_string(limits::session_chars_max) + " visible ASCII characters"};
}

template <class IdType>
Verdict check_optional_id(const std::optional<IdType>& id) {
    return id ? check_id(id->value) : std::nullopt;
}

}  // namespace

Result<> Presence::beat(Beat beat) {
    FieldErrors errors;
    errors.add("", "session", check_session(beat.session));
    errors.add("", "name", check_text(beat.name, TextRule{limits::actor_chars_max, true, false}));
    errors.add("", "account_id", check_optional_id(beat.account_id));
    errors.add("", "batch_id", check_optional_id(beat.batch_id));
    errors.add("", "bet", check_optional_id(beat.bet_id));
    if (!errors.empty()) return fail(refuse_fields(errors.take()));

    const Timestamp now = clock_.now();
    const std::lock_guard lock(mutex_);
    forget_silent(now);
    const auto found = sessions_.find(beat.session);
    if (found != sessions_.end()) {
        found->second.beat = std::move(beat);
        found->second.seen_at = now;
        return {};
    }
    if (sessions_.size() >= limits::presence_sessions_max) {
        return fail(ErrorCode::overloaded, "too many sessions are present; some will have gone in a minute");
    }
    std::string session = beat.session;
    sessions_.emplace(std::move(session), PresentSession{std::move(beat), now, now});
    return {};
}

void Presence::leave(const std::string& session) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(session);
}

std::vector<PresentSession> Presence::sessions() {
    std::vector<PresentSession> present;
    {
        const std::lock_guard lock(mutex_);
        forget_silent(clock_.now());
        present.reserve(sessions_.size());
        for (const auto& [name, session] : sessions_) present.push_back(session);
    }
    std::ranges::sort(present, {}, [](const PresentSession& s) { return std::tie(s.since, s.beat.session); });
    return present;
}

void Presence::forget_silent(Timestamp now) {
    constexpr std::int64_t expiry = std::chrono::microseconds(limits::presence_expiry).count();
    std::erase_if(sessions_, [&](const auto& entry) { return now.micros - entry.second.seen_at.micros >= expiry; });
}

}  // namespace bs
