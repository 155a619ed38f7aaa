# Warnings and floating-point rules that every target of the project is built with.
add_library(todoku_flags INTERFACE)
target_compile_features(todoku_flags INTERFACE cxx_std_20)
target_compile_options(
  todoku_flags
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wdouble-promotion
            -Wformat=2
            # Boost 1.74 casts beyond its enums, which clang 16 and later call an error.
            $<$<CXX_COMPILER_ID:Clang>:-Wno-enum-constexpr-conversion>
            # The same bits on every machine: no fused multiply-add the source does not ask for.
            -ffp-contract=off)
if(TODOKU_WERROR)
  target_compile_options(todoku_flags INTERFACE -Werror)
endif()
if(TODOKU_SANITIZE)
  target_compile_options(todoku_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  # Instrumented code makes g++ 12 see uninitialised reads in std::function and std::regex (GCC bug 105562).
  target_compile_options(todoku_flags INTERFACE -Wno-maybe-uninitialized)
  target_link_options(todoku_flags INTERFACE -fsanitize=address,undefined)
endif()
if(TODOKU_FUZZ)
  target_compile_options(todoku_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
