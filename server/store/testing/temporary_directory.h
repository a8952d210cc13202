// A directory of a test's own, gone with it. In memory where there is such a place: most tests are about what is
// written, not about how long a disk takes.
#pragma once

#include <string>

namespace bs::testing {

class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace bs::testing
