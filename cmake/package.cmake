# The Debian package: `cmake --build --preset release --target deb` leaves betstream_<version>_<architecture>.deb in the
# build folder, for the Debian that it is built on. What a package needs that is no source is written by the program itself.

set(BS_MAINTAINER "BetStream contributors <contributors@betstream.invalid>" CACHE STRING "Who signs the Debian package")

# 0.1.0~deb12 is older than 0.1.0~deb13: an upgrade of Debian upgrades the package.
set(BS_DEBIAN_VERSION ${PROJECT_VERSION})
if(EXISTS /etc/os-release)
    file(STRINGS /etc/os-release release REGEX "^(ID|VERSION_ID)=")
    if(release MATCHES "ID=debian" AND release MATCHES "VERSION_ID=\"([0-9]+)")
        string(APPEND BS_DEBIAN_VERSION "~deb${CMAKE_MATCH_1}")
    endif()
endif()

set(deploy ${CMAKE_SOURCE_DIR}/deploy)
set(made ${CMAKE_BINARY_DIR}/package)
add_custom_target(package_files
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:betstream> -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${made}
        -DBS_DEBIAN_VERSION=${BS_DEBIAN_VERSION} "-DBS_MAINTAINER=${BS_MAINTAINER}"
        -P ${CMAKE_SOURCE_DIR}/cmake/package_files.cmake
    COMMENT "package: man page, completion, settings"
    VERBATIM)
add_dependencies(package_files betstream)
add_custom_target(deb
    COMMAND ${CMAKE_CPACK_COMMAND} -G DEB --config ${CMAKE_BINARY_DIR}/CPackConfig.cmake
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    VERBATIM)
add_dependencies(deb package_files)

# Relative to /, see CPACK_PACKAGING_INSTALL_PREFIX.
set(doc usr/share/doc/betstream)
install(TARGETS betstream DESTINATION usr/bin)
install(FILES ${deploy}/debian/betstream.service ${deploy}/debian/betstream.socket DESTINATION usr/lib/systemd/system)
install(FILES ${made}/betstream.toml DESTINATION etc/betstream)
install(FILES ${made}/betstream.1.gz DESTINATION usr/share/man/man1)
install(FILES ${made}/completion.bash DESTINATION usr/share/bash-completion/completions RENAME betstream)
install(FILES ${made}/completion.zsh DESTINATION usr/share/zsh/vendor-completions RENAME _betstream)
install(FILES ${made}/completion.fish DESTINATION usr/share/fish/vendor_completions.d RENAME betstream.fish)
install(FILES ${deploy}/debian/copyright ${made}/changelog.gz ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION ${doc})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION ${doc} FILES_MATCHING PATTERN "*.md" PATTERN images EXCLUDE
    PATTERN site EXCLUDE)
install(DIRECTORY ${deploy}/observability DESTINATION ${doc} OPTIONAL PATTERN .gitignore EXCLUDE)

set(CPACK_PACKAGE_NAME betstream)
set(CPACK_PACKAGE_VERSION ${BS_DEBIAN_VERSION})
set(CPACK_PACKAGE_CONTACT ${BS_MAINTAINER})
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, postgresql")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "bet execution control plane with a live console")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"BetStream takes batches of bets over HTTP, keeps them in SQLite or PostgreSQL,
and streams every change as server-sent events. Operators follow and mark bets
in a console in the browser, which is part of the program.

This package has the server as a service, which listens on this machine only
until it is told otherwise, and the command line.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${deploy}/debian/conffiles ${deploy}/debian/postinst ${deploy}/debian/prerm
    ${deploy}/debian/postrm)
include(CPack)
