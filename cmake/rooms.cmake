# A room is a folder under server/: its sources make one library, its *_test.cpp files one test program, and each
# *_fuzz.cpp file a program of its own. Sources are found, not listed, so that no test file can be forgotten.

find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
find_path(RAPIDCHECK_INCLUDE rapidcheck/gtest.h REQUIRED)
find_library(RAPIDCHECK rapidcheck REQUIRED)
include(GoogleTest)

# Headers that most files include, parsed once for the targets of a kind in a folder. A file includes what it uses nevertheless:
# builds of several files at once, and clang-tidy, go without.
set(bs_headers_of_rooms <algorithm> <array> <charconv> <chrono> <cstdint> <expected> <functional> <map> <memory>
    <optional> <span> <string> <string_view> <utility> <vector>)
set(bs_headers_of_tests ${bs_headers_of_rooms} <gmock/gmock.h> <gtest/gtest.h> <rapidcheck/gtest.h>)

function(bs_precompile target kind)
    if(BS_UNITY OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        return()
    endif()
    get_property(first DIRECTORY PROPERTY bs_first_of_${kind})
    if(first)
        target_precompile_headers(${target} REUSE_FROM ${first})
    else()
        target_precompile_headers(${target} PRIVATE ${bs_headers_of_${kind}})
        set_property(DIRECTORY PROPERTY bs_first_of_${kind} ${target})
    endif()
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # for ccache
endfunction()

# bs_test_program(NAME LABEL SOURCES... [LIBRARIES libs...]): GoogleTest, rapidcheck; each test is one for ctest.
function(bs_test_program name label)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${PROGRAM_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
        target_compile_options(${name} PRIVATE -O0 -U_FORTIFY_SOURCE)  # half of a build from scratch are tests
    endif()
    bs_precompile(${name} tests)
    target_link_libraries(${name} PRIVATE ${PROGRAM_LIBRARIES} GTest::gmock GTest::gtest GTest::gtest_main
        ${RAPIDCHECK} Threads::Threads)
    string(REGEX REPLACE "_test$" "." prefix ${name})
    gtest_discover_tests(${name} TEST_PREFIX ${prefix} DISCOVERY_TIMEOUT 120 NO_PRETTY_VALUES
        PROPERTIES LABELS ${label} TIMEOUT 120)
endfunction()

# bs_fuzz_program(SOURCE LIBRARIES...): build/clang/fuzz/<stem>, run by `./dev fuzz`.
function(bs_fuzz_program source)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE ${ARGN} -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
    add_dependencies(fuzz_programs ${name})
endfunction()

if(BS_FUZZ)
    add_custom_target(fuzz_programs)
endif()

# bs_room(NAME [DEPENDS rooms...] [LIBRARIES libs...])
# What stands in testing/ (builders, fakes) is a library of its own, for the tests of this room and of those after it.
function(bs_room name)
    cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/${name}/*.cpp)
    set(tests ${sources})
    set(fuzz ${sources})
    set(testing ${sources})
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|_fuzz\\.cpp$|/main\\.cpp$|/testing/")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER testing INCLUDE REGEX "/testing/")
    list(FILTER fuzz INCLUDE REGEX "_fuzz\\.cpp$")

    list(TRANSFORM ROOM_DEPENDS PREPEND bs_ OUTPUT_VARIABLE depends)
    if(sources)
        add_library(bs_${name} STATIC ${sources})
        set_target_properties(bs_${name} PROPERTIES UNITY_BUILD ${BS_UNITY} UNITY_BUILD_BATCH_SIZE 8)
        bs_precompile(bs_${name} rooms)
        target_include_directories(bs_${name} PUBLIC ${CMAKE_SOURCE_DIR}/server)
        target_link_libraries(bs_${name} PUBLIC ${depends} ${ROOM_LIBRARIES} Threads::Threads)
    else()
        add_library(bs_${name} INTERFACE)
        target_include_directories(bs_${name} INTERFACE ${CMAKE_SOURCE_DIR}/server)
        target_link_libraries(bs_${name} INTERFACE ${depends} ${ROOM_LIBRARIES})
    endif()

    if(testing)
        add_library(bs_${name}_testing STATIC ${testing})
        bs_precompile(bs_${name}_testing rooms)
        target_link_libraries(bs_${name}_testing PUBLIC bs_${name} GTest::gtest)
        set_property(GLOBAL APPEND PROPERTY bs_testing bs_${name}_testing)
    endif()
    get_property(all_testing GLOBAL PROPERTY bs_testing)

    if(BS_FUZZ)
        foreach(source ${fuzz})
            bs_fuzz_program(${source} bs_${name})
        endforeach()
    endif()
    if(tests)
        bs_test_program(${name}_test unit SOURCES ${tests} LIBRARIES bs_${name} ${all_testing})
    endif()
endfunction()
