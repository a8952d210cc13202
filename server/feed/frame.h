// The bytes of an event: as a JSON object, and as one server-sent event inside one HTTP chunk. Made from columns and
// the stored payload only, so that a live frame and its replay are the same bytes.
#pragma once

#include "base/id.h"
#include "store/store.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace bs {

// {"type":...,"seq":...,"account_seq":...,"at":...,"actor":...,"account_id":...,"request_id":...,<payload>}
void append_event_json(std::string& out, const StoredEvent& event);

// Where the server-sent event stands inside of its chunk: an HTTP/1.0 client gets it without the chunk's framing.
struct FrameShape {
    std::size_t head = 0;  // bytes of chunk framing before it
    std::size_t tail = 0;  // and after it
};

// Appends "id: ...\nevent: ...\ndata: ...\n\n" as one chunk.
FrameShape append_frame(std::string& out, std::string_view epoch, const StoredEvent& event);

// `text` as one HTTP chunk; with `bare` as it is.
void append_chunk(std::string& out, std::string_view text, bool bare);
// The end of a chunked body; nothing with `bare`.
[[nodiscard]] std::string_view last_chunk(bool bare);

}  // namespace bs
