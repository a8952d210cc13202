// A database of its own for one test, on the server that `./dev` started for all of them.
#pragma once

#include <string>

namespace bs::testing {

class PostgresDatabase {
public:
    // Fails the test when no server was started: BETSTREAM_TEST_POSTGRES names it.
    PostgresDatabase();
    ~PostgresDatabase();
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    [[nodiscard]] const std::string& url() const { return url_; }

private:
    std::string server_;
    std::string name_;
    std::string url_;
};

}  // namespace bs::testing
