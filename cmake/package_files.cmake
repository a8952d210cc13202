# Writes what the Debian package holds beside the program: cmake -DPROGRAM=... -DSOURCE=... -DOUTPUT=... -P package_files.cmake

find_program(GZIP gzip REQUIRED)
file(MAKE_DIRECTORY ${OUTPUT})

# Nothing of the environment gets in: BETSTREAM_LISTEN here must not become a setting there.
function(ask_program file)
    execute_process(COMMAND env -i ${PROGRAM} ${ARGN} OUTPUT_FILE ${OUTPUT}/${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Without a name and a time in it, so that the same sources make the same package.
function(compress file)
    execute_process(COMMAND ${GZIP} -9nf ${OUTPUT}/${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

ask_program(betstream.toml config default --database sqlite:/var/lib/betstream/betstream.db)
ask_program(betstream.1 manual)
foreach(shell bash zsh fish)
    ask_program(completion.${shell} completion ${shell})
endforeach()

# SOURCE_DATE_EPOCH is heeded by string(TIMESTAMP).
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
    execute_process(COMMAND git -C ${SOURCE} log -1 --format=%ct OUTPUT_VARIABLE time OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(time)
        set(ENV{SOURCE_DATE_EPOCH} ${time})
    endif()
endif()
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${SOURCE}/deploy/debian/changelog.in ${OUTPUT}/changelog @ONLY)

compress(betstream.1)
compress(changelog)
