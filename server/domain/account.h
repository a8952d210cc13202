// An account: whose bets these are, at which vendor.
#pragma once

#include "base/id.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace bs {

struct Account {
    AccountId id;
    std::string name;              // unique among the accounts that are not deleted
    std::string hostname;          // shown, never dialled
    std::string currency = "USD";  // ISO 4217
    std::int64_t version = 1;      // +1 with every change of the fields above; open_batches does not count
    std::int64_t open_batches = 0;
    Timestamp created_at;
    Timestamp updated_at;
    std::optional<Timestamp> deleted_at;  // deleted accounts answer as if they were not there

    friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace bs
