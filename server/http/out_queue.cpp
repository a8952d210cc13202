#include "http/out_queue.h"

#include <utility>

namespace bs::http {

OutQueue::OutQueue(OutQueue&& other) noexcept
    : pieces_(std::move(other.pieces_)),
      count_(std::exchange(other.count_, 0)),
      first_(std::exchange(other.first_, 0)),
      sent_(std::exchange(other.sent_, 0)) {}

std::string& OutQueue::tail() {
    if (count_ == 0 || pieces_[count_ - 1].shared) {
        if (count_ == pieces_.size()) pieces_.emplace_back();
        ++count_;
    }
    return pieces_[count_ - 1].own;
}

void OutQueue::push(std::shared_ptr<const std::string> body) {
    static_cast<void>(tail());
    pieces_[count_ - 1].shared = std::move(body);
}

bool OutQueue::empty() const { return size() == 0; }

std::size_t OutQueue::size() const {
    std::size_t total = 0;
    for (std::size_t i = first_; i < count_; ++i) total += pieces_[i].size();
    return total - sent_;
}

std::size_t OutQueue::peek(iovec (&parts)[parts_max]) const {
    std::size_t count = 0;
    std::size_t skip = sent_;
    const auto add = [&](const std::string& bytes) {
        if (skip < bytes.size() && count < parts_max) {
            parts[count++] = {const_cast<char*>(bytes.data()) + skip, bytes.size() - skip};
            skip = 0;
        } else if (skip > 0) {
            skip -= bytes.size();
        }
    };
    for (std::size_t i = first_; i < count_ && count < parts_max; ++i) {
        add(pieces_[i].own);
        if (pieces_[i].shared) add(*pieces_[i].shared);
    }
    return count;
}

void OutQueue::advance(std::size_t bytes) {
    sent_ += bytes;
    while (first_ < count_ && sent_ >= pieces_[first_].size()) {
        sent_ -= pieces_[first_].size();
        ++first_;
    }
    if (first_ == count_) clear();
}

std::string OutQueue::flatten() {
    std::string bytes;
    iovec parts[parts_max];
    while (!empty()) {
        const std::size_t count = peek(parts);
        std::size_t taken = 0;
        for (std::size_t i = 0; i < count; ++i) {
            bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
            taken += parts[i].iov_len;
        }
        advance(taken);
    }
    clear();
    return bytes;
}

void OutQueue::clear() {
    constexpr std::size_t kept_bytes_max = 16 * 1024;
    for (std::size_t i = 0; i < count_; ++i) {
        pieces_[i].own.clear();
        if (pieces_[i].own.capacity() > kept_bytes_max) pieces_[i].own.shrink_to_fit();
        pieces_[i].shared.reset();
    }
    count_ = first_ = sent_ = 0;
}

}  // namespace bs::http
