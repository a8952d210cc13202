# Writes OUTPUT, the header that says which version and commit this is, and only when that changed, so that a build with
# nothing new compiles nothing. Run at every build: cmake -DSOURCE=... -DOUTPUT=... -DVERSION=... -P build_info.cmake

set(commit unknown)
find_program(GIT git)
if(GIT)
    execute_process(COMMAND ${GIT} describe --always --dirty --abbrev=12 --exclude=*
        WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE found RESULT_VARIABLE failed
        OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT failed AND found)
        set(commit ${found})
    endif()
endif()

set(text "// Written by the build.\n#pragma once\n#define BS_BUILD_VERSION \"${VERSION}\"\n#define BS_BUILD_COMMIT \"${commit}\"\n")
set(old "")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} old)
endif()
if(NOT text STREQUAL old)
    file(WRITE ${OUTPUT} "${text}")
endif()
