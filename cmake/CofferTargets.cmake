# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of the project is made: language level, warnings, Qt strictness, sanitizers, precompiled headers.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # A precompiled header is compared by content, not by time, and paths by how they lie to the checkout, so that a
    # fresh clone still hits the cache, wherever it is.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "CCACHE_NOHASHDIR=1" "${CCACHE_PROGRAM}")
endif()

# Most of linking is the tests': with this linker it takes a tenth of the time.
find_program(MOLD_PROGRAM mold)

add_library(coffer_options INTERFACE)
target_compile_definitions(coffer_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    # In debug builds a header of Qt 6.4 asserts that the context of QFuture::then() lives, where it is documented that
    # the continuation of a dead one is skipped, which is what we rely on.
    QT_NO_DEBUG
    COFFER_VERSION="${PROJECT_VERSION}")
if(MSVC)
    target_compile_options(coffer_options INTERFACE /W4 /utf-8 /permissive-)
    if(COFFER_WERROR)
        target_compile_options(coffer_options INTERFACE /WX)
    endif()
else()
    # One code model for libraries and programs, so that they share their precompiled headers.
    target_compile_options(coffer_options INTERFACE -fPIC
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(coffer_options INTERFACE -fpch-preprocess)
    else()
        # Clang counts it to -Wconversion, GCC does not: one measure for both.
        target_compile_options(coffer_options INTERFACE -Wno-sign-conversion)
    endif()
    if(COFFER_WERROR)
        target_compile_options(coffer_options INTERFACE -Werror)
    endif()
    if(COFFER_SANITIZE)
        target_compile_options(coffer_options INTERFACE -fsanitize=${COFFER_SANITIZE} -fno-omit-frame-pointer
            -fno-sanitize-recover=all)
        target_link_options(coffer_options INTERFACE -fsanitize=${COFFER_SANITIZE})
    endif()
endif()

# coffer_library(name SOURCES … LINKS … [VIEW folder]): the static library of one folder. It can include only the folders
# it links. VIEW is the folder as includes name it, where that is not the library's name ("ui/common"). APART are sources
# with a name of their own in an unnamed namespace that another source of the folder has too: where sources are compiled
# several at a time (CMAKE_UNITY_BUILD), these are not.
function(coffer_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PCH;VIEW" "SOURCES;APART;LINKS;PRIVATE_LINKS")
    if(NOT arg_VIEW)
        set(arg_VIEW "${name}")
    endif()
    add_library(coffer_${name} STATIC ${arg_SOURCES})
    set_source_files_properties(${arg_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    add_library(Coffer::${name} ALIAS coffer_${name})
    # Headers are found as "<folder>/<file>.h" through a directory that holds this folder alone.
    set(view "${CMAKE_BINARY_DIR}/include/${name}")
    cmake_path(GET arg_VIEW PARENT_PATH parent)
    file(MAKE_DIRECTORY "${view}/${parent}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${view}/${arg_VIEW}" SYMBOLIC)
    target_include_directories(coffer_${name} PUBLIC "${view}")
    target_link_libraries(coffer_${name} PUBLIC coffer_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    coffer_reuse_headers(coffer_${name} "${arg_PCH}")
endfunction()

# coffer_program(name SOURCES … LINKS …): an executable in bin/.
function(coffer_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PCH" "SOURCES;LINKS")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE coffer_options ${arg_LINKS})
    coffer_reuse_headers(${name} "${arg_PCH}")
endfunction()

# coffer_test(name SOURCE file LINKS … [LABELS …]): one Qt Test executable, run offscreen with a HOME of its own. LABELS
# are unit (no widgets), ui, or e2e (starts whole programs); the target coffer_tests_<label> builds all of one label. The
# source ends with an include of its moc file; that alone is made, for CMake's automatic moc would compile one more file
# for each test. What several tests share is a library.
function(coffer_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PCH;SOURCE" "LINKS;LABELS")
    cmake_path(GET arg_SOURCE STEM stem)
    set(moc "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc")
    qt_generate_moc("${arg_SOURCE}" "${moc}" TARGET ${name})
    add_executable(${name} ${arg_SOURCE} "${moc}")
    set_target_properties(${name} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF)
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}" "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(${name} PRIVATE coffer_options ${arg_LINKS} Qt6::Test)
    target_compile_definitions(${name} PRIVATE COFFER_FIXTURES="${CMAKE_SOURCE_DIR}/tests/fixtures"
        COFFER_SAMPLES="${CMAKE_SOURCE_DIR}/../shared/htx-samples" COFFER_BIN="${CMAKE_BINARY_DIR}/bin")
    if(MOLD_PROGRAM)
        target_link_options(${name} PRIVATE -fuse-ld=mold)
    endif()
    if(NOT arg_PCH)
        set(arg_PCH app)
    endif()
    if(COFFER_TEST_OPTIONS)
        target_compile_options(${name} PRIVATE ${COFFER_TEST_OPTIONS})
        set(arg_PCH test_${arg_PCH})
    endif()
    coffer_reuse_headers(${name} ${arg_PCH})
    add_test(NAME ${name} COMMAND ${name})
    foreach(label IN LISTS arg_LABELS)
        if(NOT TARGET coffer_tests_${label})
            add_custom_target(coffer_tests_${label})
        endif()
        add_dependencies(coffer_tests_${label} ${name})
    endforeach()
    set(home "${CMAKE_BINARY_DIR}/home/${name}")
    file(MAKE_DIRECTORY "${home}")
    # Nothing of the user is touched: not the home folder, and not the keychain, which is reached through the bus.
    set(environment QT_QPA_PLATFORM=offscreen QT_FATAL_CRITICALS= LC_ALL=C.UTF-8
        "HOME=${home}" "XDG_DATA_HOME=${home}/data" "XDG_CONFIG_HOME=${home}/config" "XDG_CACHE_HOME=${home}/cache"
        "DBUS_SESSION_BUS_ADDRESS=unix:path=${home}/no-bus"
        "ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:detect_stack_use_after_return=1:strict_string_checks=1"
        "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
        "UBSAN_OPTIONS=print_stacktrace=1" "TSAN_OPTIONS=second_deadlock_stack=1")
    set(seconds 120)
    if(COFFER_SANITIZE)
        set(seconds 900)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds} LABELS "${arg_LABELS}" ENVIRONMENT "${environment}")
endfunction()

# How tests themselves are compiled, after what the build type says: most of them run for less time than it would take to
# optimise them. The libraries that they test are optimised as users get them.
set(COFFER_TEST_OPTIONS "")
if(NOT MSVC AND CMAKE_BUILD_TYPE STREQUAL "Release")
    set(COFFER_TEST_OPTIONS -O0)
endif()

# Two sets of precompiled headers: "app" (no widgets) and "ui"; and "test_app" and "test_ui" with the options of tests.
function(coffer_precompiled_headers)
    set(app_headers <QtCore/QtCore> <QtNetwork/QNetworkReply> <QtNetwork/QNetworkAccessManager>
        <tl/expected.hpp> <algorithm> <chrono> <functional> <memory> <optional> <variant> <vector>)
    set(ui_headers ${app_headers} <QtWidgets/QtWidgets>)
    foreach(set app ui test_app test_ui)
        string(REPLACE "test_" "" plain ${set})
        file(WRITE "${CMAKE_BINARY_DIR}/pch/${set}.cpp.in" "// The precompiled ${set} headers are built with this file.\n")
        configure_file("${CMAKE_BINARY_DIR}/pch/${set}.cpp.in" "${CMAKE_BINARY_DIR}/pch/${set}.cpp" COPYONLY)
        add_library(coffer_pch_${set} OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/pch/${set}.cpp")
        set_target_properties(coffer_pch_${set} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF)
        target_link_libraries(coffer_pch_${set} PRIVATE coffer_options Qt6::Core Qt6::Network)
        if(plain STREQUAL "ui")
            target_link_libraries(coffer_pch_${set} PRIVATE Qt6::Widgets)
        endif()
        if(NOT plain STREQUAL set)
            target_compile_options(coffer_pch_${set} PRIVATE ${COFFER_TEST_OPTIONS})
        endif()
        target_precompile_headers(coffer_pch_${set} PRIVATE ${${plain}_headers})
    endforeach()
endfunction()

# coffer_reuse_headers(target [app|ui|test_app|test_ui]): "app" when none is named.
function(coffer_reuse_headers target set)
    if(NOT set)
        set(set app)
    endif()
    if(NOT TARGET coffer_pch_app)
        coffer_precompiled_headers()
    endif()
    target_link_libraries(${target} PRIVATE Qt6::Core Qt6::Network)
    target_precompile_headers(${target} REUSE_FROM coffer_pch_${set})
endfunction()
