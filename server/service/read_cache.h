// Encoded resources that many ask for, valid until an event touches them. Correct without a clock: an entry is stored
// only if nothing touched it after the snapshot that it was read from, and it is dropped before the touching event is
// published. Any thread.
#pragma once

#include "base/id.h"
#include "store/store.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

namespace bs {

// A resource as bytes, true from `as_of` on until something touches it.
struct Resource {
    std::shared_ptr<const std::string> json;
    std::string etag;  // without quotes
    Seq as_of;
    AccountId account_id;  // whose it is
};

struct CacheKey {
    enum class Kind : std::uint8_t { account, accounts, batch };
    Kind kind{};
    std::int64_t id = 0;  // 0 for the list

    friend bool operator==(const CacheKey&, const CacheKey&) = default;
};

class ReadCache {
public:
    explicit ReadCache(std::size_t bytes_max = 64 * 1024 * 1024) : shard_bytes_max_(bytes_max / shards) {}

    [[nodiscard]] std::optional<Resource> find(CacheKey key) const;
    void insert(CacheKey key, Resource resource);
    // The writer's thread, after the commit and before the publish.
    void invalidate(std::span<const StoredEvent> events);

private:
    struct Hash {
        std::size_t operator()(CacheKey key) const noexcept;
    };
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<CacheKey, Resource, Hash> resources;
        std::deque<CacheKey> order;  // oldest first; may name what is gone
        std::size_t bytes = 0;
        // The last event that touched any key that falls on this slot: coarser than per key, and bounded.
        std::array<Seq, 256> touched{};

        void erase(CacheKey key);
    };
    static constexpr std::size_t shards = 16;

    [[nodiscard]] Shard& shard_of(CacheKey key) const { return shards_[Hash{}(key) % shards]; }
    [[nodiscard]] static std::size_t slot_of(CacheKey key) { return Hash{}(key) / shards % 256; }
    void touch(CacheKey key, Seq seq);
    void forget_account(AccountId id, Seq seq);

    const std::size_t shard_bytes_max_;
    mutable std::array<Shard, shards> shards_;  // each guarded by its mutex
};

}  // namespace bs
