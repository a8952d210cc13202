// JSON bodies to commands: shapes and types only; what the values mean is judged by the domain. All wrong fields of a
// body are reported at once, each by its JSON pointer.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "domain/command.h"
#include "service/presence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

class ObjectReader;

[[nodiscard]] Result<CreateAccount> decode_create_account(std::string_view body);
[[nodiscard]] Result<ReplaceAccount> decode_replace_account(std::string_view body);
[[nodiscard]] Result<CreateBatch> decode_create_batch(std::string_view body);
// One of its bets; what is wrong is added to the reader's errors.
[[nodiscard]] NewBet read_new_bet(ObjectReader& reader);
// The merge patch as minified JSON text: the value of `meta`.
[[nodiscard]] Result<std::string> decode_patch_batch(std::string_view body);
// An empty body stands for an empty object in these three.
[[nodiscard]] Result<SubmitBatch> decode_submit_batch(std::string_view body);
[[nodiscard]] Result<ReopenBatch> decode_reopen_batch(std::string_view body);
[[nodiscard]] Result<ActivateBatch> decode_activate_batch(std::string_view body);
[[nodiscard]] Result<MarkBet> decode_mark_bet(std::string_view body, BetId bet_id);
// [{pid, status?, version?, note?, reference?, cost?}]; without a status: successful, as the older clients mean it.
[[nodiscard]] Result<std::vector<MarkBet>> decode_mark_bets(std::string_view body);

struct PresenceWord {
    Beat beat;
    bool leaves = false;  // then only the session counts
};
[[nodiscard]] Result<PresenceWord> decode_presence(std::string_view body);
// The whole body, an object, as minified JSON text.
[[nodiscard]] Result<std::string> decode_preferences(std::string_view body);

}  // namespace bs
