#include "cli/version.h"

#include "base/json_writer.h"
#include "cli/terminal.h"
#include "generated/build_info.h"
#include "store/sqlite/sqlite_version.h"

namespace bs::cli {
namespace {

#if defined(__clang__)
constexpr std::string_view compiler = "clang " __clang_version__;
#else
constexpr std::string_view compiler = "g++ " __VERSION__;
#endif

}  // namespace

const BuildInfo& build_info() {
    static constexpr BuildInfo info{BS_BUILD_VERSION, BS_BUILD_COMMIT, compiler};
    return info;
}

std::string version_line() {
    return "betstream " + std::string(build_info().version) + " (" + std::string(build_info().commit) + ")";
}

ExitCode show_version(bool json) {
    std::string text;
    if (json) {
        JsonWriter out(text);
        out.begin_object().field("version", build_info().version).field("commit", build_info().commit);
        out.field("compiler", build_info().compiler).field("sqlite", sqlite_version()).end_object();
    } else {
        text = version_line() + "\ncompiler " + std::string(compiler) + "\nSQLite " + std::string(sqlite_version());
    }
    return standard_output().write(text + "\n") ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace bs::cli
