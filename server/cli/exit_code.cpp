#include "cli/exit_code.h"

namespace bs::cli {

ExitCode exit_code_of(const Error& error) {
    const bool no_answer = error.code == ErrorCode::unavailable || error.code == ErrorCode::request_timeout ||
                           error.code == ErrorCode::draining || error.code == ErrorCode::overloaded;
    return no_answer ? ExitCode::unavailable : ExitCode::failure;
}

}  // namespace bs::cli
