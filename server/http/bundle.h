// Answers of one thread that leave together. Waking an io thread for each of them would cost a system call each, and
// as a rule the processor, in the middle of the work.
#pragma once

#include <memory>
#include <vector>

namespace bs::http {

class Mailbox;

// While one lives, whatever its thread sends through a Reply waits for its end. Not for io threads.
class Bundle {
public:
    Bundle();
    ~Bundle();
    Bundle(const Bundle&) = delete;
    Bundle& operator=(const Bundle&) = delete;

    // The one of this thread, if there is one.
    [[nodiscard]] static Bundle* current();
    // It is rung when the bundle ends.
    void add(std::shared_ptr<Mailbox> mailbox);

private:
    std::vector<std::shared_ptr<Mailbox>> mailboxes_;
};

}  // namespace bs::http
