#include "http/mailbox.h"

#include "http/bundle.h"
#include "http/io_thread.h"

#include <utility>

namespace bs::http {

void Mailbox::push(Letter letter) {
    {
        const std::lock_guard lock(mutex_);
        if (owner_ == nullptr) return;
        letters_.push_back(std::move(letter));
    }
    if (Bundle* bundle = Bundle::current()) return bundle->add(shared_from_this());
    ring();
}

void Mailbox::wake_streams() {
    if (!streams_woken_.exchange(true)) ring();
}

void Mailbox::ring() {
    if (rung_.exchange(true)) return;
    const std::lock_guard lock(mutex_);
    if (owner_ != nullptr) asio::post(owner_->context(), [owner = owner_] { owner->read_mail(); });
}

bool Mailbox::take(std::vector<Letter>& letters) {
    // Cleared first: whoever comes after this line rings again.
    rung_.store(false);
    const bool woken = streams_woken_.exchange(false);
    const std::lock_guard lock(mutex_);
    letters.swap(letters_);
    return woken;
}

void Mailbox::close() {
    std::vector<Letter> dropped;
    const std::lock_guard lock(mutex_);
    owner_ = nullptr;
    dropped.swap(letters_);
}

}  // namespace bs::http
