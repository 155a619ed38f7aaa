# add_module(NAME DEPENDS modules... SOURCES files... LIBS targets...)
#
# One call per room. DEPENDS is the project's only dependency table: it links the rooms and the test
# "includes fall" (CheckLayers.cmake) reads it to check every #include "room/file.hpp".
# LIBS are third-party targets used inside .cpp files (PRIVATE); PUBLIC_LIBS appear in headers.
# With TOGETHER the room's sources are compiled six at a time where TODOKU_UNITY is on, but for those under ALONE, whose names
# without linkage meet those of others.
# Headers lie beside their sources; tests lie in tests/NAME/*_test.cpp, benchmarks in bench/NAME_bench.cpp and bench/NAME_*_bench.cpp.
set_property(GLOBAL PROPERTY TODOKU_MODULES "")

function(add_module name)
  cmake_parse_arguments(arg "TOGETHER" "" "DEPENDS;SOURCES;ALONE;LIBS;PUBLIC_LIBS" ${ARGN})
  set(target todoku_${name})
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  add_library(${target} STATIC ${arg_SOURCES})
  if(TODOKU_UNITY AND arg_TOGETHER)
    # What is hidden between two files of a batch shows when each is compiled by itself.
    set_target_properties(
      ${target}
      PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6
                 UNITY_BUILD_CODE_BEFORE_INCLUDE
                 "#pragma GCC diagnostic ignored \"-Wshadow\"\n#pragma GCC diagnostic ignored \"-Wsubobject-linkage\"")
    set_source_files_properties(${arg_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  add_library(todoku::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${headers})
  # Public, so that the check of headers by themselves speaks the same language.
  target_compile_features(${target} PUBLIC cxx_std_20)
  set(rooms ${arg_DEPENDS})
  list(TRANSFORM rooms PREPEND todoku::)
  target_link_libraries(${target} PUBLIC ${rooms} ${arg_PUBLIC_LIBS} PRIVATE ${arg_LIBS} todoku_flags)
  set_property(GLOBAL APPEND PROPERTY TODOKU_MODULES ${name})
  set_property(GLOBAL PROPERTY TODOKU_DEPENDS_${name} "${arg_DEPENDS}")
  if(TODOKU_TESTS)
    add_module_tests(${name})
  endif()
  file(GLOB benchmarks CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/${name}_bench.cpp
       ${PROJECT_SOURCE_DIR}/bench/${name}_*_bench.cpp)
  if(TODOKU_BENCH AND benchmarks)
    add_executable(${name}_bench ${benchmarks})
    target_include_directories(${name}_bench PRIVATE ${PROJECT_SOURCE_DIR}/tests) # its support/ makes inputs
    target_link_libraries(${name}_bench PRIVATE todoku::${name} ${arg_LIBS} benchmark::benchmark_main todoku_flags)
  endif()
endfunction()

function(add_module_tests name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_link_libraries(${name}_tests PRIVATE todoku::${name} todoku_test_support)
  target_precompile_headers(${name}_tests PRIVATE <catch2/catch.hpp>)
  catch_discover_tests(
    ${name}_tests
    TEST_PREFIX "${name}: "
    PROPERTIES LABELS ${name} SKIP_RETURN_CODE 4)
endfunction()

# Writes the dependency table where CheckLayers.cmake reads it.
function(write_dependency_table file)
  get_property(modules GLOBAL PROPERTY TODOKU_MODULES)
  set(text "set(modules ${modules})\n")
  foreach(name IN LISTS modules)
    get_property(depends GLOBAL PROPERTY TODOKU_DEPENDS_${name})
    string(APPEND text "set(depends_${name} ${depends})\n")
  endforeach()
  file(WRITE ${file} "${text}")
endfunction()
