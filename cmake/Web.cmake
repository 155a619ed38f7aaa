# The map of index.html: web/ is bundled by npm at build time and becomes a source of the report room, in the build folder.
# TODOKU_HAS_MAP says whether it can be. Without Node.js or web/node_modules index.html is written without its map.
option(TODOKU_MAP "Bundle the map of index.html (web/)" ON)
find_program(TODOKU_NODE node)
find_program(TODOKU_NPM npm)
set(TODOKU_HAS_MAP FALSE)
if(TODOKU_MAP)
  if(TODOKU_NODE AND TODOKU_NPM AND EXISTS ${PROJECT_SOURCE_DIR}/web/node_modules/vite)
    set(TODOKU_HAS_MAP TRUE)
  else()
    message(STATUS "index.html is built without its map: Node.js, npm or web/node_modules is missing (scripts/setup installs them)")
  endif()
endif()

# Makes `file`, the source of src/report/index_bundle.hpp. To be called where the target is that compiles it.
function(add_web_bundle file)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(dist ${PROJECT_BINARY_DIR}/web/dist)
  set(embed ${PROJECT_SOURCE_DIR}/cmake/EmbedBundle.cmake)
  if(TODOKU_HAS_MAP)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/*)
    add_custom_command(
      OUTPUT ${file}
      COMMAND ${TODOKU_NPM} --silent --prefix ${web} run build -- --outDir ${dist} --emptyOutDir --logLevel warn
      COMMAND ${CMAKE_COMMAND} -D FOLDER=${dist} -D OUT=${file} -P ${embed}
      DEPENDS ${sources} ${web}/package-lock.json ${web}/vite.config.ts ${web}/tsconfig.json ${embed}
      COMMENT "Bundling the map of index.html"
      VERBATIM)
  else()
    add_custom_command(
      OUTPUT ${file}
      COMMAND ${CMAKE_COMMAND} -D OUT=${file} -P ${embed}
      DEPENDS ${embed}
      VERBATIM)
  endif()
endfunction()
