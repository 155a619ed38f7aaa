"""Peers on geometries that are in memory: CPU seconds of the question alone, one thread.

    memory.py DIR QUESTION [EVERY]

DIR is what make_input.py wrote. QUESTION is one of
    exactextract   shares of four layers by exact_extract(): the table of cells, and the sum alone
    dissolve       shapely.union_all of the sites of each carrier, and of the four results
    shapely        cells of one layer: prepared test, then intersection
    geopandas      cells of one layer: geopandas.overlay(how="intersection")
The last two take one cell in EVERY (a systematic sample) and tell what all cells would take.
"""
import sys
import time
from pathlib import Path

import geopandas
import numpy as np
import shapely

ROWS, COLUMNS, SOUTH, WEST = 740, 365, 33.7, 135.85
folder, question = Path(sys.argv[1]), sys.argv[2]
every = int(sys.argv[3]) if len(sys.argv) > 3 else 1


def read(kind):
    return [shapely.from_wkb((folder / f"{kind}_{c}.wkb").read_bytes()) for c in "ABCD"]


def cells():
    index = np.arange(0, ROWS * COLUMNS, every)
    south, west = SOUTH + index // COLUMNS / 480, WEST + index % COLUMNS / 320
    return shapely.box(west, south, west + 1 / 320, south + 1 / 480)


def timed(name, work, runs=3):
    best = np.inf
    for _ in range(runs):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    print(f"{name}: {best:.3f} s CPU (least of {runs})", flush=True)
    return best, result


if question == "exactextract":
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    crs = geopandas.GeoSeries(crs="EPSG:6668").crs
    raster = NumPyRasterSource(np.ones((ROWS, COLUMNS), np.float32), xmin=WEST, ymin=SOUTH,
                               xmax=WEST + COLUMNS / 320, ymax=SOUTH + ROWS / 480, srs_wkt=crs.to_wkt())
    layers = geopandas.GeoDataFrame({"carrier": list("ABCD")}, geometry=read("dissolved"), crs=crs)
    for operations in (["sum"], ["cell_id", "coverage"]):
        timed(f"{operations}", lambda: exact_extract(
            raster, layers, operations, output="pandas", max_cells_in_memory=30_000_000))
elif question == "dissolve":
    sites = [list(shape.geoms) for shape in read("sites")]
    _, unions = timed("sites of each carrier", lambda: [shapely.union_all(s) for s in sites], 1)
    timed("union of the four results", lambda: shapely.union_all(unions), 1)
    timed("all 6,000 sites", lambda: shapely.union_all([s for one in sites for s in one]), 1)
else:
    layer, squares = read("dissolved")[0], cells()

    def by_shapely():
        shapely.prepare(layer)
        inside = shapely.contains_properly(layer, squares)
        touched = shapely.intersects(layer, squares) & ~inside
        share = inside.astype(float)
        share[touched] = (shapely.area(shapely.intersection(squares[touched], layer))
                          / shapely.area(squares[touched]))
        return share

    def by_geopandas():
        frame = geopandas.GeoDataFrame({"cell": np.arange(len(squares))}, geometry=squares)
        parts = geopandas.GeoDataFrame(geometry=[layer])
        return geopandas.overlay(frame, parts, how="intersection", make_valid=False).area

    seconds, _ = timed(f"{len(squares)} cells", by_shapely if question == "shapely" else by_geopandas, 1)
    print(f"all {ROWS * COLUMNS} cells of four layers: {seconds * every * 4:.0f} s")
