// The program: parse, dispatch, exit status.
#include "cli/command_line.h"

int main(int argc, char** argv) { return bs::cli::run(argc, argv); }
