# What the server serves from inside of its binary: the specification, its interactive page, the docs, the console.

# ./dev brings a node of its own where the system's is too old for the console.
file(GLOB own_node ${CMAKE_SOURCE_DIR}/tools/node/node_modules/node-linux-*/bin)
unset(NODE CACHE)
find_program(NODE NAMES node nodejs HINTS ${own_node} NO_CACHE REQUIRED)

set(BS_OPENAPI_JSON ${CMAKE_BINARY_DIR}/assets/openapi.json)
set(BS_CONTRACT ${CMAKE_SOURCE_DIR}/contract)
file(GLOB contract_sources CONFIGURE_DEPENDS ${BS_CONTRACT}/openapi.yaml ${BS_CONTRACT}/bundle.mjs)
add_custom_command(
    OUTPUT ${BS_OPENAPI_JSON}
    COMMAND ${NODE} ${BS_CONTRACT}/bundle.mjs ${BS_OPENAPI_JSON}
    DEPENDS ${contract_sources}
    COMMENT "contract: openapi.yaml to JSON")
add_custom_target(openapi_json DEPENDS ${BS_OPENAPI_JSON})

set(web ${CMAKE_SOURCE_DIR}/web)
set(BS_CONSOLE ${web}/dist)
set(BS_CONSOLE_STAMP ${BS_CONSOLE}/.vite/manifest.json)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*
    ${CMAKE_SOURCE_DIR}/clients/typescript/src/*)
list(FILTER web_sources EXCLUDE REGEX "\\.test\\.tsx?$")
add_custom_command(
    OUTPUT ${BS_CONSOLE_STAMP}
    COMMAND ${CMAKE_COMMAND} -DWEB=${web} -DNODE=${NODE} -P ${CMAKE_SOURCE_DIR}/cmake/web.cmake
    DEPENDS ${web_sources} ${web}/index.html ${web}/package.json ${web}/package-lock.json ${web}/vite.config.ts
        ${web}/tsconfig.json ${CMAKE_SOURCE_DIR}/cmake/web.cmake
    COMMENT "web: the console's pages")
add_custom_target(console DEPENDS ${BS_CONSOLE_STAMP})

# A page that comes or goes is noticed, as a change of one is.
set(site ${CMAKE_SOURCE_DIR}/docs/site)
set(BS_DOCS ${CMAKE_BINARY_DIR}/assets/docs)
set(BS_DOCS_STAMP ${BS_DOCS}/.stamp)
file(GLOB docs_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/*.md ${CMAKE_SOURCE_DIR}/docs/*/*.md ${site}/*.mjs
    ${site}/site.*)
add_custom_command(
    OUTPUT ${BS_DOCS_STAMP}
    COMMAND ${NODE} ${site}/build.mjs ${BS_DOCS}
    COMMAND ${CMAKE_COMMAND} -E touch ${BS_DOCS_STAMP}
    DEPENDS ${docs_sources} ${site}/package-lock.json ${web}/src/ui/tokens.css
    COMMENT "docs: pages to HTML")
add_custom_target(docs DEPENDS ${BS_DOCS_STAMP})

# bs_assets("PATH=FILE" ... "PREFIX/=FOLDER/" ... DEPENDS files...): what a folder holds is found at build time.
# A library of its own: what a room generates waits for all libraries below it, and the room waits with it.
function(bs_assets)
    cmake_parse_arguments(ASSETS "" "" "DEPENDS" ${ARGN})
    set(dir ${CMAKE_BINARY_DIR}/assets)
    set(script ${CMAKE_SOURCE_DIR}/cmake/embed_assets.mjs)
    add_custom_command(
        OUTPUT ${dir}/assets.S ${dir}/assets_table.cpp
        COMMAND ${NODE} ${script} ${dir} ${ASSETS_UNPARSED_ARGUMENTS}
        DEPENDS ${script} ${ASSETS_DEPENDS}
        COMMENT "assets: into the binary")
    set_source_files_properties(${dir}/assets.S PROPERTIES COMPILE_OPTIONS "")
    add_library(bs_assets STATIC ${dir}/assets.S ${dir}/assets_table.cpp)
    target_include_directories(bs_assets PRIVATE ${CMAKE_SOURCE_DIR}/server)
    add_dependencies(bs_assets openapi_json console)
endfunction()
