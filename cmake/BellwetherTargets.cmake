# SPDX-FileCopyrightText: Bellwether contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# One place for the flags of every target, and the two words that rooms are declared with: bw_library and bw_test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(CMAKE_SYSTEM_NAME STREQUAL Linux)
    find_program(LINUX_LLD ld.lld)
endif()
add_library(bw_flags INTERFACE)
target_include_directories(bw_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(bw_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(MSVC)
    target_compile_options(bw_flags INTERFACE /W4 /permissive- /Zc:__cplusplus /utf-8)
    target_compile_definitions(bw_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN)
else()
    target_compile_options(bw_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual)
endif()
if(BELLWETHER_WERROR)
    target_compile_options(bw_flags INTERFACE $<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
if(LINUX_LLD) # some 150 programs are linked with their debug information: seconds each with the usual linker
    target_link_options(bw_flags INTERFACE -fuse-ld=lld)
endif()
if(BELLWETHER_SANITIZE)
    target_compile_options(bw_flags INTERFACE -fsanitize=${BELLWETHER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(bw_flags INTERFACE -fsanitize=${BELLWETHER_SANITIZE})
endif()
if(BELLWETHER_FUZZ) # every room counts its edges; only the fuzz targets link libFuzzer's main
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "BELLWETHER_FUZZ needs clang")
    endif()
    target_compile_options(bw_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# The two precompiled headers: bw_pch for what may not know a widget, bw_pch_widgets for the window. -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
# builds without them.
add_library(bw_pch STATIC "${CMAKE_SOURCE_DIR}/cmake/pch/unit.cpp")
target_link_libraries(bw_pch PUBLIC bw_flags Qt6::Core tl::expected)
target_precompile_headers(bw_pch PRIVATE "${CMAKE_SOURCE_DIR}/cmake/pch/core.h")
if(BELLWETHER_BUILD_UI)
    add_library(bw_pch_widgets STATIC "${CMAKE_SOURCE_DIR}/cmake/pch/unit.cpp")
    target_link_libraries(bw_pch_widgets PUBLIC bw_flags Qt6::Widgets tl::expected)
    target_precompile_headers(bw_pch_widgets PRIVATE "${CMAKE_SOURCE_DIR}/cmake/pch/widgets.h")
endif()
set_target_properties(bw_pch PROPERTIES AUTOMOC OFF)

# bw_precompiled(name rooms...): the widest precompiled header that a target linking these rooms may use.
function(bw_precompiled name)
    if("${ARGN}" MATCHES "(^|;)(bw_ui|bw_app|Qt6::Widgets)(;|$)")
        target_precompile_headers(${name} REUSE_FROM bw_pch_widgets)
    else()
        target_precompile_headers(${name} REUSE_FROM bw_pch)
    endif()
endfunction()

# bw_library(name SOURCES ... LINK ...): a static room of the house.
function(bw_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC bw_flags ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
    bw_precompiled(${name} ${arg_LINK})
endfunction()

# bw_test(name SOURCES ... LINK ... [LABELS ...] [TIMEOUT s]): one Qt Test program, one ctest entry, without a display. The label tsan
# means that it runs under the thread sanitizer (no Qt events, whose uninstrumented library looks like a race); tsan_tests builds those.
function(bw_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(BELLWETHER_SANITIZE)
        math(EXPR arg_TIMEOUT "4 * ${arg_TIMEOUT}") # sanitized code is some three times slower
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE bw_flags Qt6::Test bw_test_support ${arg_LINK})
    bw_precompiled(${name} ${arg_LINK})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.*=false"
        ENVIRONMENT_MODIFICATION "BELLWETHER_TEST_DATA=set:${CMAKE_SOURCE_DIR}/tests/data")
    if("tsan" IN_LIST arg_LABELS)
        if(NOT TARGET tsan_tests)
            add_custom_target(tsan_tests)
        endif()
        add_dependencies(tsan_tests ${name})
    endif()
endfunction()
