# Writes OUTPUT, the header that says which version and commit this is, and only when that changed, so that a build with
# nothing new compiles nothing. Run at every build: cmake -DSOURCE=... -DOUTPUT=... -DVERSION=... -P build_info.cmake
# Where the sources are no checkout of git, as in the build of an image, BS_COMMIT in the environment may say the commit.

set(commit unknown)
if("$ENV{BS_COMMIT}" MATCHES "^[0-9A-Za-z._-]+$")
    set(commit "$ENV{BS_COMMIT}")
endif()
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
