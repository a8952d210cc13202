// An empty PostgreSQL database that takes over what another store holds: everything in one transaction, or nothing.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/copy.h"

#include <memory>
#include <string>
#include <string_view>

namespace bs {

namespace postgres {
class Connection;
}

class PostgresCopyTarget {
public:
    // Makes the tables. Refuses (`unavailable`) a database that holds anything already.
    [[nodiscard]] static Result<PostgresCopyTarget> open(const std::string& url, Timestamp now);
    PostgresCopyTarget(PostgresCopyTarget&&) noexcept;
    ~PostgresCopyTarget();

    [[nodiscard]] Result<> append(std::string_view table, const Chunk& chunk);
    // What was appended, in the order of its keys.
    [[nodiscard]] Result<> read(std::string_view table, const TakeChunk& take);
    // New ids come after the old ones, and all of it is there from now on. Without it nothing was ever there.
    [[nodiscard]] Result<> finish();

private:
    explicit PostgresCopyTarget(std::unique_ptr<postgres::Connection> connection);

    std::unique_ptr<postgres::Connection> connection_;
};

}  // namespace bs
