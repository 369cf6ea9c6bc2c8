# One library per folder: boai_library(kernel/store DEPENDS base PACKAGES sqlite3 libpq)
# Sources are the folder's *.cpp; tests are tests/*_test.cpp, one program per library.
# Links show the floor order: a folder names only folders below it.

function(boai_library folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PACKAGES;LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
  if(folder MATCHES "^domains/")  # a domain too long for one file a kind is split by noun
    foreach(kind records rules commands queries)
      file(GLOB parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/${kind}/*.cpp)
      list(APPEND sources ${parts})
    endforeach()
  endif()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${target} STATIC ${sources})
  # Engines are code of their own with many small names; they include little and build fast apart.
  if(folder MATCHES "^engines/")
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  endif()
  foreach(dependency ${ARG_DEPENDS})
    string(REPLACE "/" "_" dependency ${dependency})
    target_link_libraries(${target} PUBLIC ${dependency})
  endforeach()
  foreach(package ${ARG_PACKAGES})
    pkg_check_modules(${package} REQUIRED IMPORTED_TARGET ${package})
    target_link_libraries(${target} PUBLIC PkgConfig::${package})
  endforeach()
  target_link_libraries(${target} PUBLIC ${ARG_LIBRARIES} Threads::Threads)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/tests/*_test.cpp)
  if(BOAI_TESTS AND tests)
    boai_test(${folder} "${tests}" ${target})
  endif()
endfunction()

function(boai_test folder tests)
  string(REPLACE "/" "_" target ${folder})
  find_package(GTest REQUIRED)
  add_executable(${target}_test ${tests})
  target_link_libraries(${target}_test PRIVATE ${ARGN} GTest::gtest GTest::gtest_main)
  # Headers are most of what a test costs to compile, and speed is measured in bench/.
  # Tests name their rows freely: one file's Case may stand inside another's test.
  target_compile_options(${target}_test PRIVATE -O1 -Wno-shadow)
  if(folder MATCHES "^engines/")
    set_target_properties(${target}_test PROPERTIES UNITY_BUILD OFF)
  else()
    set_target_properties(${target}_test PROPERTIES UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

# Reads cmake/tree.cmake, where every folder stands with one line.
function(boai_floors)
  include(${CMAKE_SOURCE_DIR}/cmake/tree.cmake)
endfunction()
