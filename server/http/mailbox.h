// How other threads reach an io thread: they leave a letter and ring at most once until it looked. An io thread that
// is gone takes no letters, and nobody needs to know.
#pragma once

#include "http/message.h"
#include "http/stream.h"
#include "http/unique_fd.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace bs::http {

class IoThread;

// A connection or a stream of one io thread.
struct PeerId {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
};

using MakeResponse = std::move_only_function<Response()>;
using MakeSource = std::move_only_function<std::unique_ptr<StreamSource>(std::shared_ptr<StreamWaker>)>;

namespace letter {

struct Accepted {
    UniqueFd socket;
    std::string peer;
};
struct Answer {
    PeerId to;
    Response response;
};
struct MakeAnswer {
    PeerId to;
    MakeResponse make;
};
struct NoAnswer {  // the Reply was dropped
    PeerId to;
};
struct OpenStream {
    PeerId to;
    Response head;
    MakeSource make;
};
struct WakeStream {
    PeerId to;
};
struct Call {
    std::move_only_function<void()> function;
};

}  // namespace letter

using Letter = std::variant<letter::Accepted, letter::Answer, letter::MakeAnswer, letter::NoAnswer, letter::OpenStream,
                            letter::WakeStream, letter::Call>;

class Mailbox : public std::enable_shared_from_this<Mailbox> {
public:
    explicit Mailbox(IoThread& owner) : owner_(&owner) {}

    // From any thread. In a Bundle the letter is left at once, and the owner rung when the bundle ends.
    void push(Letter letter);
    void wake_streams();
    void ring();

    // On the io thread. Letters that came before close() are still taken once.
    [[nodiscard]] bool take(std::vector<Letter>& letters);  // true: streams were woken too
    void close();

private:
    std::atomic<bool> rung_ = false;
    std::atomic<bool> streams_woken_ = false;
    std::mutex mutex_;
    IoThread* owner_;              // Guarded by mutex_; null after close().
    std::vector<Letter> letters_;  // Guarded by mutex_.
};

}  // namespace bs::http
