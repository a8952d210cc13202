#include "store/testing/temporary_directory.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace bs::testing {

TemporaryDirectory::TemporaryDirectory() {
    const bool has_memory = ::access("/dev/shm", W_OK | X_OK) == 0;
    const std::string base = has_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
    path_ = base + "/betstream-test-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot create a directory in " + base);
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace bs::testing
