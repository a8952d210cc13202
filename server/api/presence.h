// Who is at work, as another process heard it.
#pragma once

#include "service/presence.h"

#include <string_view>

namespace bs {

// `message` is the body of a POST to presence that another process took. Any thread.
void hear_presence(Presence& presence, std::string_view message);

}  // namespace bs
