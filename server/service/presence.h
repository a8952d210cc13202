// Who is at work where, as the consoles say it: a session tells every few seconds that it is there, and is forgotten
// soon after its last word. In memory only, never in the log: nothing is decided by it. Any thread.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace bs {

enum class Attention : std::uint8_t { active, idle };

// One tab of one console, as it describes itself: what it names need not exist.
struct Beat {
    std::string session;  // a word that the client made up
    std::string name;     // of the operator
    std::optional<AccountId> account_id;
    std::optional<BatchId> batch_id;
    std::optional<BetId> bet_id;
    Attention state{};
};

struct PresentSession {
    Beat beat;  // the last one
    Timestamp since;
    Timestamp seen_at;
};

class Presence {
public:
    explicit Presence(const Clock& clock) : clock_(clock) {}

    // `invalid_field`; `overloaded`: there are presence_sessions_max others, and those who are there stay.
    [[nodiscard]] Result<> beat(Beat beat);
    void leave(const std::string& session);
    // Those who are there now, the longest first.
    [[nodiscard]] std::vector<PresentSession> sessions();

private:
    void forget_silent(Timestamp now);

    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, PresentSession> sessions_;  // guarded by mutex_
};

}  // namespace bs
