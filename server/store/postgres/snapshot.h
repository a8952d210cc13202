// Reading from Postgres: a Reader has a connection of its own, opened when it is needed and again when it got lost.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <chrono>
#include <memory>
#include <string>

namespace bs::postgres {

[[nodiscard]] std::unique_ptr<Reader> make_reader(std::string url, std::chrono::milliseconds snapshot_limit);

}  // namespace bs::postgres
