# Sources that the build writes for the command line.

# bs_build_info(TARGET): "generated/build_info.h" says which version and commit this is; looked up at every build.
function(bs_build_info target)
    set(header ${CMAKE_BINARY_DIR}/generated/build_info.h)
    add_custom_target(build_info BYPRODUCTS ${header}
        COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${header} -DVERSION=${PROJECT_VERSION}
            -P ${CMAKE_SOURCE_DIR}/cmake/build_info.cmake)
    add_dependencies(${target} build_info)
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR})
endfunction()

# bs_seed_text(TARGET): data/seed.json inside of the binary.
function(bs_seed_text target)
    set(json ${CMAKE_SOURCE_DIR}/data/seed.json)
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${json})
    file(READ ${json} BS_SEED_JSON)
    configure_file(${CMAKE_SOURCE_DIR}/server/cli/seed_text.cpp.in ${CMAKE_BINARY_DIR}/generated/seed_text.cpp @ONLY)
    target_sources(${target} PRIVATE ${CMAKE_BINARY_DIR}/generated/seed_text.cpp)
endfunction()
