# How everything is compiled: warnings, hardening, sanitizers, and the few tools that make builds quick.

set(BS_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
option(BS_WERROR "Warnings are errors" OFF)
option(BS_UNITY "Compile several files of a room as one: quick from scratch, slow after a change" OFF)
option(BS_FUZZ "Build the fuzz targets (clang only)" OFF)

find_program(CCACHE ccache)
if(CCACHE)
    # Without these it would not keep what was compiled with a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT CMAKE_INTERPROCEDURAL_OPTIMIZATION)
    add_link_options(-fuse-ld=mold)
endif()

set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Wold-style-cast -Wimplicit-fallthrough -Wswitch-enum -Wno-missing-field-initializers)
# g++ 12 to 14 take the unused half of a std::expected for an uninitialised read, and judge the library's own code once
# it comes out of a precompiled header.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # libstdc++ 12 itself calls std::get_temporary_buffer, in std::stable_sort.
    add_compile_options(-Wno-deprecated-declarations)
endif()
if(BS_UNITY)
    add_compile_options(-g1)  # lines are enough for a report
endif()
if(BS_WERROR)
    add_compile_options(-Werror)
endif()
add_compile_options(-fstack-protector-strong -D_GLIBCXX_ASSERTIONS)
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT BS_SANITIZE)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_link_options(-Wl,-z,relro,-z,now)

if(BS_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "fuzz targets need clang: use the preset `clang`")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(BS_SANITIZE)
    add_compile_options(-fsanitize=${BS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${BS_SANITIZE})
endif()
