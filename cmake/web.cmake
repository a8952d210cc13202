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

# npm takes the node that it finds first, and leaves out optional packages that are not for that one: Vite has some.
get_filename_component(node_folder ${NODE} DIRECTORY)
set(ENV{PATH} "${node_folder}:$ENV{PATH}")

set(installed ${WEB}/node_modules/.package-lock.json)
if(NOT EXISTS ${installed} OR ${WEB}/package-lock.json IS_NEWER_THAN ${installed})
    run(npm ci --prefix ${WEB} --ignore-scripts --no-audit --no-fund)
endif()
run(npm --prefix ${WEB} run build)
