#include "http/bundle.h"

#include "base/check.h"
#include "http/mailbox.h"

#include <algorithm>
#include <utility>

namespace bs::http {
namespace {

thread_local Bundle* current_bundle = nullptr;

}  // namespace

Bundle::Bundle() {
    BS_ASSERT(current_bundle == nullptr);
    current_bundle = this;
}

Bundle::~Bundle() {
    current_bundle = nullptr;
    for (const auto& mailbox : mailboxes_) mailbox->ring();
}

Bundle* Bundle::current() { return current_bundle; }

void Bundle::add(std::shared_ptr<Mailbox> mailbox) {
    if (std::ranges::find(mailboxes_, mailbox) == mailboxes_.end()) mailboxes_.push_back(std::move(mailbox));
}

}  // namespace bs::http
