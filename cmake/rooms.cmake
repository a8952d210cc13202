# A room is a folder under server/: its sources make one library, its *_test.cpp files one test program.
# Sources are found, not listed, so that no test file can be forgotten.

find_package(GTest REQUIRED)
find_package(Threads REQUIRED)
find_path(RAPIDCHECK_INCLUDE rapidcheck/gtest.h REQUIRED)
find_library(RAPIDCHECK rapidcheck REQUIRED)
include(GoogleTest)

# bs_room(NAME [DEPENDS rooms...] [LIBRARIES libs...] [EXTRA extra source globs...])
function(bs_room name)
    cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/${name}/*.cpp)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|_fuzz\\.cpp$|/main\\.cpp$|/testing/")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$|/testing/")

    list(TRANSFORM ROOM_DEPENDS PREPEND bs_ OUTPUT_VARIABLE depends)
    if(sources)
        add_library(bs_${name} STATIC ${sources})
        target_include_directories(bs_${name} PUBLIC ${CMAKE_SOURCE_DIR}/server)
        target_link_libraries(bs_${name} PUBLIC ${depends} ${ROOM_LIBRARIES} Threads::Threads)
    else()
        add_library(bs_${name} INTERFACE)
        target_include_directories(bs_${name} INTERFACE ${CMAKE_SOURCE_DIR}/server)
        target_link_libraries(bs_${name} INTERFACE ${depends} ${ROOM_LIBRARIES})
    endif()

    if(tests)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE bs_${name} GTest::gmock GTest::gtest GTest::gtest_main ${RAPIDCHECK})
        gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 120 PROPERTIES LABELS unit TIMEOUT 120)
    endif()
endfunction()
