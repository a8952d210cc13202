#include "store/testing/store_home.h"

#include "store/postgres/postgres_store.h"
#include "store/postgres/testing/postgres_database.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/memory_store.h"
#include "store/testing/temporary_directory.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace bs::testing {
namespace {

constexpr std::chrono::minutes snapshot_limit{1};  // sanitizers are slow

// Opened again and again on the same data.
class FileOrServerHome : public StoreHome {
public:
    [[nodiscard]] Store& open() final {
        store_.reset();
        auto store = open_store();
        if (!store) throw std::runtime_error(store.error().detail);
        store_ = *std::move(store);
        return *store_;
    }

protected:
    // Before the data goes away.
    void close() { store_.reset(); }

private:
    [[nodiscard]] virtual Result<std::unique_ptr<Store>> open_store() = 0;

    std::unique_ptr<Store> store_;
};

class SqliteHome final : public FileOrServerHome {
public:
    ~SqliteHome() override { close(); }

private:
    [[nodiscard]] Result<std::unique_ptr<Store>> open_store() override {
        SqliteOptions options{.path = directory_.path() + "/contract.db", .retention = retention};
        options.snapshot_limit = options.snapshot_limit_max = snapshot_limit;
        return open_sqlite_store(std::move(options), SystemClock());
    }

    TemporaryDirectory directory_;
};

class PostgresHome final : public FileOrServerHome {
public:
    ~PostgresHome() override { close(); }

private:
    [[nodiscard]] Result<std::unique_ptr<Store>> open_store() override {
        PostgresOptions options{.url = database_.url(), .allow_weak_durability = true};
        options.snapshot_limit = snapshot_limit;
        options.retention = retention;
        return open_postgres_store(std::move(options), SystemClock());
    }

    PostgresDatabase database_;
};

class MemoryHome final : public StoreHome {
public:
    [[nodiscard]] Store& open() override { return store_; }
    [[nodiscard]] bool forgets() const override { return false; }

private:
    MemoryStore store_;
};

template <class Home>
std::unique_ptr<StoreHome> make() {
    return std::make_unique<Home>();
}

}  // namespace

const std::array<StoreKind, 3>& store_kinds() {
    static constexpr std::array<StoreKind, 3> kinds{
        {{"Sqlite", make<SqliteHome>}, {"Postgres", make<PostgresHome>}, {"Memory", make<MemoryHome>}}};
    return kinds;
}

}  // namespace bs::testing
