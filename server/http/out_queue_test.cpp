#include "http/out_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bs::http {
namespace {

// Takes everything out in pieces of at most `step` bytes.
std::string drain(OutQueue& queue, std::size_t step) {
    std::string all;
    while (!queue.empty()) {
        iovec parts[OutQueue::parts_max];
        const std::size_t count = queue.peek(parts);
        std::size_t left = step;
        for (std::size_t i = 0; i < count && left > 0; ++i) {
            const std::size_t taken = std::min(left, parts[i].iov_len);
            all.append(static_cast<const char*>(parts[i].iov_base), taken);
            left -= taken;
        }
        queue.advance(step - left);
    }
    return all;
}

TEST(OutQueue, GivesTheBytesInOrderWhateverIsTakenAtOnce) {
    for (const std::size_t step : {1U, 2U, 3U, 7U, 1000U}) {
        OutQueue queue;
        std::string want;
        for (int i = 0; i < 100; ++i) {
            queue.tail().append("head" + std::to_string(i));
            want += "head" + std::to_string(i);
            if (i % 3 == 0) {
                queue.push(std::make_shared<const std::string>("<body>"));
                want += "<body>";
            }
        }
        EXPECT_EQ(queue.size(), want.size());
        EXPECT_EQ(drain(queue, step), want) << step;
        EXPECT_EQ(queue.size(), 0U);
    }
}

TEST(OutQueue, TakesMoreWhileItIsHalfEmpty) {
    OutQueue queue;
    queue.tail().append("abc");
    queue.advance(2);
    queue.push(std::make_shared<const std::string>("de"));
    queue.advance(2);
    queue.tail().append("f");

    EXPECT_EQ(queue.size(), 2U);
    OutQueue moved(std::move(queue));
    EXPECT_EQ(moved.flatten(), "ef");
    EXPECT_TRUE(moved.empty());
    moved.tail().append("again");
    EXPECT_EQ(moved.flatten(), "again");
}

}  // namespace
}  // namespace bs::http
