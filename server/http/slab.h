// Owns the connections of one io thread and gives each an id that never means another one: an id of something that is
// gone finds nothing. This is how other threads name a connection without touching it.
#pragma once

#include "http/mailbox.h"

#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bs::http {

template <class T>
class Slab {
public:
    PeerId insert(boost::intrusive_ptr<T> object) {
        if (free_ == no_slot) {
            free_ = static_cast<std::uint32_t>(entries_.size());
            entries_.push_back({nullptr, 0, no_slot});
        }
        const std::uint32_t slot = free_;
        Entry& entry = entries_[slot];
        free_ = entry.next_free;
        entry.object = std::move(object);
        return {slot, entry.generation};
    }

    [[nodiscard]] boost::intrusive_ptr<T> find(PeerId id) const {
        if (id.slot >= entries_.size() || entries_[id.slot].generation != id.generation) return nullptr;
        return entries_[id.slot].object;
    }

    // Whoever still works with the object holds a pointer of his own.
    void erase(PeerId id) {
        if (!find(id)) return;
        Entry& entry = entries_[id.slot];
        const boost::intrusive_ptr<T> object = std::exchange(entry.object, nullptr);
        ++entry.generation;
        entry.next_free = std::exchange(free_, id.slot);
    }

    // `visit` may erase.
    template <class Visit>
    void for_each(Visit visit) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (const boost::intrusive_ptr<T> object = entries_[i].object) visit(*object);
        }
    }

private:
    static constexpr std::uint32_t no_slot = 0xffff'ffff;

    struct Entry {
        boost::intrusive_ptr<T> object;
        std::uint32_t generation;
        std::uint32_t next_free;
    };

    std::vector<Entry> entries_;
    std::uint32_t free_ = no_slot;
};

}  // namespace bs::http
