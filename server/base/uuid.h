// UUID version 7 (RFC 9562): time first, so that ids sort roughly as they were made, then 74 random bits.
#pragma once

#include "base/random.h"
#include "base/time.h"

#include <string>

namespace bs {

// 36 characters in lower case, such as 019c1234-5678-7abc-9def-0123456789ab.
[[nodiscard]] std::string make_uuid(Timestamp at, RandomSource& random);

}  // namespace bs
