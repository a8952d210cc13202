#include "hold.h"

#include "crowd.h"
#include "wire.h"

#include <array>
#include <cstdio>
#include <limits>
#include <stdexcept>
#include <unistd.h>

namespace bs::bench {

void hold(std::uint16_t port, const std::string& path, const std::vector<std::size_t>& counts) {
    Epoll epoll;
    Crowd crowd(epoll, port, path, [](std::size_t, const StreamEvent& event) {
        if (event.name != "hello" && event.name != "ping") throw std::runtime_error("nothing should happen here");
    });
    for (const std::size_t count : counts) {
        crowd.grow_to(count);
        std::printf("%zu\n", count);
        std::fflush(stdout);
        constexpr std::uint64_t standard_input = std::numeric_limits<std::uint64_t>::max();
        if (count == counts.front()) epoll.add(STDIN_FILENO, standard_input);
        bool go_on = false;
        while (!go_on) {
            std::array<epoll_event, 512> ready;
            for (const epoll_event& event : epoll.wait(ready, -1)) {
                if (event.data.u64 != standard_input) {
                    crowd.read(event.data.u64);
                    continue;
                }
                std::array<char, 64> line{};
                if (::read(STDIN_FILENO, line.data(), line.size()) <= 0) return;
                go_on = true;
            }
        }
    }
}

}  // namespace bs::bench
