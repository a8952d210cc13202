// Whose history a database holds, and how durable its commits are.
#pragma once

#include "base/id.h"
#include "store/postgres/connection.h"

#include <chrono>
#include <string>

namespace bs::postgres {

struct Identity {
    // Another one after a restore and after every promotion: the new server may have lost what the old one answered.
    std::string epoch;
    std::string version;          // of the server
    std::string weak_durability;  // which settings may lose answered commits; empty: none
    Seq head;
    Seq floor;
};

[[nodiscard]] Outcome<Identity> read_identity(Connection& connection, std::chrono::milliseconds limit);

}  // namespace bs::postgres
