#include "base/check.h"
#include "http/io_thread.h"
#include "http/server.h"

namespace bs::http {
namespace {

// The connection if it may be answered right now: we are on its io thread, and no other connection's handler is in the
// middle of using the memory that they share. Otherwise a letter is the way.
bool can_answer_now(const Mailbox* mailbox, PeerId to, boost::intrusive_ptr<Connection>& connection) {
    IoThread* io = IoThread::current();
    if (io == nullptr || io->mailbox().get() != mailbox) return false;
    connection = io->connections.find(to);
    return io->dispatching == nullptr || io->dispatching == connection.get();
}

}  // namespace

Reply::Reply(std::shared_ptr<Mailbox> mailbox, std::uint32_t slot, std::uint32_t generation)
    : mailbox_(std::move(mailbox)), slot_(slot), generation_(generation) {}

Reply::Reply(Reply&&) noexcept = default;

Reply& Reply::operator=(Reply&& other) noexcept {
    Reply old(std::move(*this));
    mailbox_ = std::move(other.mailbox_);
    slot_ = other.slot_;
    generation_ = other.generation_;
    return *this;
}

Reply::~Reply() {
    if (!mailbox_) return;
    const PeerId to{slot_, generation_};
    boost::intrusive_ptr<Connection> connection;
    if (!can_answer_now(mailbox_.get(), to, connection)) {
        mailbox_->push(letter::NoAnswer{to});
    } else if (connection) {
        connection->answer_is_lost();
    }
}

void Reply::send(Response response) && {
    BS_ASSERT(mailbox_ != nullptr);
    const auto mailbox = std::move(mailbox_);
    const PeerId to{slot_, generation_};
    boost::intrusive_ptr<Connection> connection;
    if (!can_answer_now(mailbox.get(), to, connection)) {
        mailbox->push(letter::Answer{to, std::move(response)});
    } else if (connection) {
        connection->answer(response);
    }
}

void Reply::send_from(std::move_only_function<Response()> make) && {
    BS_ASSERT(mailbox_ != nullptr);
    const auto mailbox = std::move(mailbox_);
    const PeerId to{slot_, generation_};
    boost::intrusive_ptr<Connection> connection;
    if (!can_answer_now(mailbox.get(), to, connection)) {
        mailbox->push(letter::MakeAnswer{to, std::move(make)});
    } else if (connection) {
        connection->answer(make());
    }
}

void Reply::stream(Response head, MakeSource make) && {
    BS_ASSERT(mailbox_ != nullptr);
    const auto mailbox = std::move(mailbox_);
    const PeerId to{slot_, generation_};
    boost::intrusive_ptr<Connection> connection;
    if (!can_answer_now(mailbox.get(), to, connection)) {
        mailbox->push(letter::OpenStream{to, std::move(head), std::move(make)});
    } else if (connection) {
        connection->open_stream(std::move(head), std::move(make));
    }
}

}  // namespace bs::http
