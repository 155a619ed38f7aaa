# cmake -D TODOKU=program -D FOLDER=folder -P MakePage.cmake
# FOLDER/out/index.html of the synthetic prefecture, at 1 km so that it stays quick.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${TODOKU} demo ${FOLDER}/demo --mesh 1km --scale 0.3 COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${TODOKU} run ${FOLDER}/demo -o ${FOLDER}/out OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
