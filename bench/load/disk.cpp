#include "disk.h"

#include "samples.h"
#include "wire.h"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace bs::bench {

void probe_disk(const std::string& directory, double rate, double seconds) {
    const std::string path = directory + "/flushed";
    const UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.get() < 0) fail_with_errno(path);
    ::unlink(path.c_str());

    std::array<char, 4096> page{};
    std::vector<SteadyClock::duration> times;
    const auto start = SteadyClock::now();
    const auto end = start + duration_of(seconds);
    for (double n = 0; SteadyClock::now() < end; ++n) {
        std::this_thread::sleep_until(start + duration_of(n / rate));
        const auto before = SteadyClock::now();
        if (::write(file.get(), page.data(), page.size()) != static_cast<ssize_t>(page.size())) fail_with_errno(path);
        if (::fdatasync(file.get()) != 0) fail_with_errno(path);
        times.push_back(SteadyClock::now() - before);
    }
    std::printf("{\"flushes\":%zu,\"p50_us\":%.1f,\"p99_us\":%.1f}\n", times.size(), percentile(times, 50),
                percentile(times, 99));
}

}  // namespace bs::bench
