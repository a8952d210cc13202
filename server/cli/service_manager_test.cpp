#include "cli/service_manager.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace bs::cli {
namespace {

class ServiceManagerTest : public ::testing::Test {
protected:
    void TearDown() override {
        for (const char* name : {"NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "WATCHDOG_PID", "WATCHDOG_USEC"})
            ::unsetenv(name);
    }
};

TEST_F(ServiceManagerTest, IsSilentWhereThereIsNone) {
    const ServiceManager manager;
    manager.ready("serving");
    EXPECT_TRUE(manager.sockets().empty());
    EXPECT_FALSE(manager.alive_interval().has_value());
}

TEST_F(ServiceManagerTest, HearsThatWeAreReadyAliveAndStopping) {
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = "@betstream-test-" + std::to_string(::getpid());
    std::memcpy(address.sun_path, name.data(), name.size());
    address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), size), 0);
    ::setenv("NOTIFY_SOCKET", name.c_str(), 1);

    const ServiceManager manager;
    EXPECT_EQ(::getenv("NOTIFY_SOCKET"), nullptr);
    manager.ready("serving at 127.0.0.1:3001");
    manager.alive();
    manager.stopping();

    std::array<char, 256> buffer{};
    for (const std::string& expected : {std::string("READY=1\nSTATUS=serving at 127.0.0.1:3001"),
                                        std::string("WATCHDOG=1"), std::string("STOPPING=1")}) {
        const auto bytes = ::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
        ASSERT_GT(bytes, 0);
        EXPECT_EQ(std::string(buffer.data(), static_cast<std::size_t>(bytes)), expected);
    }
    ::close(fd);
}

TEST_F(ServiceManagerTest, TakesSocketsThatAreMeantForUs) {
    ::setenv("LISTEN_FDS", "2", 1);
    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
    EXPECT_EQ(ServiceManager().sockets(), (std::vector<int>{3, 4}));
    EXPECT_TRUE(ServiceManager().sockets().empty()) << "taken once";

    ::setenv("LISTEN_FDS", "2", 1);
    ::setenv("LISTEN_PID", "1", 1);
    EXPECT_TRUE(ServiceManager().sockets().empty()) << "of another process";
}

TEST_F(ServiceManagerTest, SaysHowOftenItWantsToHearOfUs) {
    ::setenv("WATCHDOG_USEC", "30000000", 1);
    EXPECT_EQ(ServiceManager().alive_interval(), std::chrono::milliseconds(10'000));
    ::setenv("WATCHDOG_USEC", "30000000", 1);
    ::setenv("WATCHDOG_PID", "1", 1);
    EXPECT_FALSE(ServiceManager().alive_interval().has_value());
}

}  // namespace
}  // namespace bs::cli
