# The console's pages, built into web/dist: cmake -DWEB=... -DNODE=... -P cmake/web.cmake. All presets share them.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${output}\n${command}: ${status}")
    endif()
endfunction()

# Two presets may be built at once.
file(MAKE_DIRECTORY ${WEB}/../build)
file(LOCK ${WEB}/../build/web.lock GUARD PROCESS TIMEOUT 600)

get_filename_component(node_folder ${NODE} DIRECTORY)
if(node_folder MATCHES "/tools/node/")
    string(REPLACE "${node_folder}:" "" path_before "$ENV{PATH}")
    set(ENV{PATH} "${path_before}")
endif()

set(installed ${WEB}/node_modules/.package-lock.json)
if(NOT EXISTS ${installed} OR ${WEB}/package-lock.json IS_NEWER_THAN ${installed})
    run(npm ci --prefix ${WEB} --ignore-scripts --no-audit --no-fund)
endif()
# Only what is built takes our node: npm installs with the one that it came with.
set(ENV{PATH} "${node_folder}:$ENV{PATH}")
run(npm --prefix ${WEB} run build)
