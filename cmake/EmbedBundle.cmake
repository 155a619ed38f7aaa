# cmake -D OUT=index_bundle.cpp [-D FOLDER=dist] -P EmbedBundle.cmake
# Writes map.js and map.css of FOLDER as the texts of src/report/index_bundle.hpp; empty ones without FOLDER.
set(script "")
set(style "")
if(FOLDER)
  file(READ ${FOLDER}/map.js script)
  file(READ ${FOLDER}/map.css style)
endif()
foreach(text IN ITEMS script style)
  string(FIND "${${text}}" ")todoku\"" raw_end)
  string(TOLOWER "${${text}}" lower)
  string(FIND "${lower}" "</script" script_end)
  string(FIND "${lower}" "</style" style_end)
  string(FIND "${lower}" "<!--" comment)
  foreach(found IN ITEMS ${raw_end} ${script_end} ${style_end} ${comment})
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "The bundle of web/ cannot stand in a page: its ${text} holds an end of script, style or text at ${found}")
    endif()
  endforeach()
endforeach()
file(WRITE ${OUT} "#include \"report/index_bundle.hpp\"

namespace todoku::report {

const std::string_view kMapScript = R\"todoku(${script})todoku\";

const std::string_view kMapStyle = R\"todoku(${style})todoku\";

} // namespace todoku::report
")
