#include "service/read_cache.h"

#include <utility>
#include <vector>

namespace bs {
namespace {

bool changes_account(EventType type) {
    switch (type) {
        case EventType::account_created:
        case EventType::account_updated:
        case EventType::account_deleted:
        case EventType::batch_created:
        case EventType::batch_submitted:
        case EventType::batch_reopened:
            return true;
        case EventType::batch_activated:
        case EventType::batch_updated:
        case EventType::batch_completed:
        case EventType::bet_status_updated:
        case EventType::batch_bets_updated:
            return false;
    }
    return true;
}

// What an entry costs beside its body.
constexpr std::size_t entry_bytes = 256;

}  // namespace

std::size_t ReadCache::Hash::operator()(CacheKey key) const noexcept {
    auto mixed = static_cast<std::uint64_t>(key.id) * 3 + static_cast<std::uint64_t>(key.kind);
    mixed *= 0x9E3779B97F4A7C15ULL;  // Fibonacci hashing: neighbours spread over shards and slots
    return static_cast<std::size_t>(mixed >> 20);
}

void ReadCache::Shard::erase(CacheKey key) {
    const auto found = resources.find(key);
    if (found == resources.end()) return;
    bytes -= found->second.json->size() + entry_bytes;
    resources.erase(found);
}

std::optional<Resource> ReadCache::find(CacheKey key) const {
    const Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.resources.find(key);
    if (found == shard.resources.end()) return std::nullopt;
    return found->second;
}

void ReadCache::insert(CacheKey key, Resource resource) {
    const std::size_t bytes = resource.json->size() + entry_bytes;
    if (bytes > shard_bytes_max_) return;
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.touched[slot_of(key)] > resource.as_of) return;
    shard.erase(key);
    // `order` may hold names of entries that are gone; it must not grow beyond what is useful because of them.
    while (!shard.order.empty() &&
           (shard.bytes + bytes > shard_bytes_max_ || shard.order.size() > 2 * shard.resources.size() + 16)) {
        shard.erase(shard.order.front());
        shard.order.pop_front();
    }
    shard.bytes += bytes;
    shard.order.push_back(key);
    shard.resources.emplace(key, std::move(resource));
}

void ReadCache::invalidate(std::span<const StoredEvent> events) {
    for (const StoredEvent& event : events) {
        if (event.batch_id) touch({CacheKey::Kind::batch, event.batch_id->value}, event.seq);
        if (event.type == EventType::account_deleted) forget_account(event.account_id, event.seq);
        if (!changes_account(event.type)) continue;
        touch({CacheKey::Kind::account, event.account_id.value}, event.seq);
        touch({CacheKey::Kind::accounts, 0}, event.seq);
    }
}

// Its batches answer 404 from now on. Rare, so that a look at every entry is cheap enough.
void ReadCache::forget_account(AccountId id, Seq seq) {
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        shard.touched.fill(seq);
        std::vector<CacheKey> gone;
        for (const auto& [key, resource] : shard.resources) {
            if (resource.account_id == id) gone.push_back(key);
        }
        for (const CacheKey key : gone) shard.erase(key);
    }
}

void ReadCache::touch(CacheKey key, Seq seq) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    shard.touched[slot_of(key)] = seq;
    shard.erase(key);
}

}  // namespace bs
