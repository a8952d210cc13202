// The nearest keys of several lists that an index gives sorted: at most `limit` of them, from one end of a range. Each
// list that was added narrows the range of the following.
#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace bs::sqlite {

class Nearest {
public:
    Nearest(std::int64_t low, std::int64_t high, bool newest_first, std::size_t limit)
        : low_(low), high_(high), newest_first_(newest_first), limit_(limit) {}

    [[nodiscard]] Outcome<> add(Statement& list) {
        BS_CHECK(list.each([this](Row& row) { keys_.push_back(row.integer(0)); }));
        narrow();
        return {};
    }

    [[nodiscard]] std::int64_t low() const { return low_; }
    [[nodiscard]] std::int64_t high() const { return high_; }
    [[nodiscard]] const std::vector<std::int64_t>& keys() const { return keys_; }

private:
    void narrow() {
        if (newest_first_) {
            std::ranges::sort(keys_, std::greater{});
        } else {
            std::ranges::sort(keys_);
        }
        if (keys_.size() < limit_) return;
        keys_.resize(limit_);
        (newest_first_ ? low_ : high_) = keys_.back();
    }

    std::int64_t low_;
    std::int64_t high_;
    bool newest_first_;
    std::size_t limit_;
    std::vector<std::int64_t> keys_;
};

}  // namespace bs::sqlite
