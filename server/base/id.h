// Ids that cannot be mixed up: BatchId{7} is not a BetId, nor an int.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace bs {

template <class Tag>
struct Id {
    std::int64_t value{};
    friend auto operator<=>(const Id&, const Id&) = default;
};

using AccountId = Id<struct AccountTag>;
using BatchId = Id<struct BatchTag>;
using BetId = Id<struct BetTag>;

// The place of an event in the log: dense, from 1; 0 is "before the first".
using Seq = Id<struct SeqTag>;

}  // namespace bs

template <class Tag>
struct std::hash<bs::Id<Tag>> {
    std::size_t operator()(const bs::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
