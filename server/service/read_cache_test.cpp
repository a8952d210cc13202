#include "service/read_cache.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

constexpr CacheKey batch_7{CacheKey::Kind::batch, 7};

Resource a_resource(Seq as_of, std::size_t bytes = 10, AccountId account = AccountId{1}) {
    return {std::make_shared<const std::string>(bytes, 'x'), "1", as_of, account};
}

StoredEvent an_event(Seq seq, EventType type, std::optional<BatchId> batch = {}) {
    StoredEvent event;
    event.seq = seq;
    event.account_id = AccountId{1};
    event.batch_id = batch;
    event.type = type;
    return event;
}

TEST(ReadCache, FindsWhatWasStored) {
    ReadCache cache;
    cache.insert(batch_7, a_resource(Seq{5}));

    EXPECT_EQ(cache.find(batch_7)->as_of, Seq{5});
    EXPECT_FALSE(cache.find({CacheKey::Kind::batch, 8}));
    EXPECT_FALSE(cache.find({CacheKey::Kind::account, 7}));
}

TEST(ReadCache, DropsWhatAnEventTouches) {
    ReadCache cache;
    cache.insert(batch_7, a_resource(Seq{5}));
    cache.insert({CacheKey::Kind::account, 1}, a_resource(Seq{5}));

    const StoredEvent mark = an_event(Seq{6}, EventType::bet_status_updated, BatchId{7});
    cache.invalidate({&mark, 1});

    EXPECT_FALSE(cache.find(batch_7));
    EXPECT_TRUE(cache.find({CacheKey::Kind::account, 1}));
}

TEST(ReadCache, RefusesWhatWasReadBeforeTheEventThatTouchedIt) {
    ReadCache cache;
    const StoredEvent mark = an_event(Seq{6}, EventType::bet_status_updated, BatchId{7});
    cache.invalidate({&mark, 1});

    cache.insert(batch_7, a_resource(Seq{5}));
    EXPECT_FALSE(cache.find(batch_7));

    cache.insert(batch_7, a_resource(Seq{6}));
    EXPECT_TRUE(cache.find(batch_7));
}

TEST(ReadCache, OpenBatchesBelongToTheAccount) {
    ReadCache cache;
    cache.insert({CacheKey::Kind::account, 1}, a_resource(Seq{5}));
    cache.insert({CacheKey::Kind::accounts, 0}, a_resource(Seq{5}));

    const StoredEvent created = an_event(Seq{6}, EventType::batch_created, BatchId{9});
    cache.invalidate({&created, 1});

    EXPECT_FALSE(cache.find({CacheKey::Kind::account, 1}));
    EXPECT_FALSE(cache.find({CacheKey::Kind::accounts, 0}));
}

TEST(ReadCache, ForgetsTheBatchesOfADeletedAccount) {
    ReadCache cache;
    cache.insert(batch_7, a_resource(Seq{5}, 10, AccountId{1}));
    cache.insert({CacheKey::Kind::batch, 8}, a_resource(Seq{5}, 10, AccountId{2}));

    const StoredEvent deleted = an_event(Seq{6}, EventType::account_deleted);
    cache.invalidate({&deleted, 1});
    cache.insert(batch_7, a_resource(Seq{5}, 10, AccountId{1}));

    EXPECT_FALSE(cache.find(batch_7));
    EXPECT_TRUE(cache.find({CacheKey::Kind::batch, 8}));
}

TEST(ReadCache, StaysWithinItsBytes) {
    ReadCache cache(16 * 10'000);
    std::size_t found = 0;
    for (std::int64_t i = 0; i < 2'000; ++i) cache.insert({CacheKey::Kind::batch, i}, a_resource(Seq{1}, 1'000));
    for (std::int64_t i = 0; i < 2'000; ++i) found += cache.find({CacheKey::Kind::batch, i}) ? 1u : 0u;

    EXPECT_GT(found, 0u);
    EXPECT_LE(found * 1'256, 160'000u);
    cache.insert(batch_7, a_resource(Seq{1}, 100'000));
    EXPECT_FALSE(cache.find(batch_7));
}

}  // namespace
}  // namespace bs
