#include "service/merge_patch.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

TEST(MergePatch, FollowsTheTableOfRfc7396) {
    struct Row {
        std::string_view target;
        std::string_view patch;
        std::string_view want;
    };
    for (const Row& row : {
             Row{R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
             Row{R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
             Row{R"({"a":"b"})", R"({"a":null})", R"({})"},
             Row{R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
             Row{R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
             Row{R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
             Row{R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
             Row{R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
             Row{R"(["a","b"])", R"({"a":1})", R"({"a":1})"},
             Row{R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
             Row{R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
             Row{R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
             Row{R"({"a":1.10,"z":"\u00e9\n"})", R"({"b":1e2})", R"({"a":1.10,"z":"é\n","b":1e2})"},
         }) {
        EXPECT_EQ(apply_merge_patch(row.target, row.patch), row.want);
    }
}

}  // namespace
}  // namespace bs
