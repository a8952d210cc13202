#include "base/metrics.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

TEST(MetricsPage, HeadsEachFamilyOnce) {
    MetricsPage page;
    page.counter("requests_total", "Requests.", 3, R"(status="2xx")");
    page.counter("requests_total", "Requests.", 1, R"(status="4xx")");
    page.gauge("queue_length", "Waiting.", -2);

    EXPECT_EQ(page.take(),
              "# HELP requests_total Requests.\n# TYPE requests_total counter\n"
              "requests_total{status=\"2xx\"} 3\nrequests_total{status=\"4xx\"} 1\n"
              "# HELP queue_length Waiting.\n# TYPE queue_length gauge\nqueue_length -2\n");
}

TEST(Histogram, CountsEveryValueUpToTheBoundThatIsShown) {
    Histogram histogram;
    for (const std::uint64_t micros : {0u, 1u, 2u, 3u, 4u, 1'000'000'000u}) histogram.observe(micros);
    MetricsPage page;
    page.histogram("wait_seconds", "Wait.", histogram, 1e6);

    const std::string text = page.take();

    for (const char* row :
         {"wait_seconds_bucket{le=\"0\"} 1\n", "wait_seconds_bucket{le=\"1e-06\"} 2\n",
          "wait_seconds_bucket{le=\"3e-06\"} 4\n", "wait_seconds_bucket{le=\"7e-06\"} 5\n",
          "wait_seconds_bucket{le=\"+Inf\"} 6\n", "wait_seconds_sum 1000.00001\n", "wait_seconds_count 6\n"}) {
        EXPECT_NE(text.find(row), std::string::npos) << row << text;
    }
}

}  // namespace
}  // namespace bs
