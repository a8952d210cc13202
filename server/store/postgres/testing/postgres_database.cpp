#include "store/postgres/testing/postgres_database.h"

#include "base/random.h"
#include "store/postgres/connection.h"

#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace bs::testing {
namespace {

using namespace std::chrono_literals;

std::string server() {
    const char* url = std::getenv("BETSTREAM_TEST_POSTGRES");
    if (url == nullptr) {
        throw std::runtime_error(
            "BETSTREAM_TEST_POSTGRES names no server; `./dev unit` starts one: postgresql://user@host:port");
    }
    return url;
}

void run(const std::string& url, const std::string& statement) {
    auto connection = postgres::Connection::open(url);
    if (!connection) throw std::runtime_error(connection.error().message);
    const auto done = connection->run_once(1min, statement);
    if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace

PostgresDatabase::PostgresDatabase() : server_(server()) {
    SystemRandom random;
    name_ = "test_" + random.base36_word(12);
    run(server_ + "/postgres", "CREATE DATABASE " + name_);
    url_ = server_ + "/" + name_;
}

PostgresDatabase::~PostgresDatabase() {
    try {
        run(server_ + "/postgres", "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server and all that is on it goes away with the test run.
        return;
    }
}

}  // namespace bs::testing
