#include "cli/doctor/machine_check.h"
#include "cli/doctor/stream_check.h"

#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

StreamSeen a_good_stream() {
    StreamSeen seen;
    seen.status = 200;
    seen.hello = milliseconds(3);
    seen.ping = milliseconds(2'004);
    seen.ping_interval = milliseconds(2'000);
    return seen;
}

TEST(DoctorsStream, IsGoodWhenEventsComeAtOnce) { EXPECT_EQ(judge_stream(a_good_stream()).health, Health::good); }

TEST(DoctorsStream, IsBadWhenItIsCompressedOnItsWay) {
    StreamSeen seen = a_good_stream();
    seen.content_encoding = "gzip";
    const Finding finding = judge_stream(seen);
    EXPECT_EQ(finding.health, Health::bad);
    EXPECT_NE(finding.detail.find("gzip"), std::string::npos);
    EXPECT_NE(finding.repair.find("gzip off"), std::string::npos);
}

TEST(DoctorsStream, IsBadWhenNothingComes) {
    StreamSeen seen;
    seen.failure = "no answer in time";
    EXPECT_EQ(judge_stream(seen).health, Health::bad);
    EXPECT_NE(judge_stream(seen).repair.find("proxy_buffering off"), std::string::npos);
}

TEST(DoctorsStream, IsBadWhenItsFirstEventIsHeldBack) {
    StreamSeen seen = a_good_stream();
    seen.hello = milliseconds(4'000);
    EXPECT_EQ(judge_stream(seen).health, Health::bad);
}

TEST(DoctorsStream, IsBadWhenLaterEventsAreHeldBack) {
    StreamSeen seen = a_good_stream();
    seen.ping.reset();
    EXPECT_EQ(judge_stream(seen).health, Health::bad);
    seen.ping = milliseconds(7'000);
    EXPECT_EQ(judge_stream(seen).health, Health::bad);
}

TEST(DoctorsStream, IsBadWhenItIsNotThere) {
    StreamSeen seen;
    seen.status = 502;
    EXPECT_NE(judge_stream(seen).detail.find("502"), std::string::npos);
}

TEST(DoctorsDisk, IsJudgedByWhatIsLeft) {
    EXPECT_EQ(judge_space("/data", 100 * gibibyte, 500 * gibibyte).health, Health::good);
    EXPECT_EQ(judge_space("/data", 10 * gibibyte, 500 * gibibyte).health, Health::doubtful);
    EXPECT_EQ(judge_space("/data", gibibyte / 2, 2 * gibibyte).health, Health::doubtful);
    EXPECT_EQ(judge_space("/data", gibibyte / 8, 500 * gibibyte).health, Health::bad);
}

TEST(DoctorsLog, IsDoubtfulWhenItGrowsAndGrows) {
    EXPECT_EQ(judge_log_size(64 * 1024 * 1024).health, Health::good);
    EXPECT_EQ(judge_log_size(3 * gibibyte).health, Health::doubtful);
}

}  // namespace
}  // namespace bs::cli
