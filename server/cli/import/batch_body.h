// The request that creates a batch, and the idempotency key that makes it safe to send again.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "domain/command.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bs::cli {

// {"meta":...,"bets":[...]}. `meta` is a JSON object.
void append_body(std::string& out, std::string_view meta, std::span<const NewBet> bets);
// No body of these bets is longer; cheap.
[[nodiscard]] std::size_t body_bytes_bound(const CreateBatch& command);

// The same content at the same place of an import gives the same key, run after run: what is stored already is then
// answered again and not stored again. `label` tells imports of the same file apart that are meant.
[[nodiscard]] std::string import_key(AccountId account, std::string_view label, std::uint64_t index,
                                     std::string_view body);

// The members of `base`, those of `over` in their place where both have one, then the others of `over`.
// Both must be JSON objects: `invalid_field` otherwise.
[[nodiscard]] Result<std::string> overlay(std::string_view base, std::string_view over);

}  // namespace bs::cli
