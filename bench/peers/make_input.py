"""Input for the comparison: 4 carriers of 1,500 overlapping sites with 720 vertices each.

Writes sites.gpkg (as they are, 4.3 million vertices) and dissolved.gpkg (each carrier's union by
GEOS, one multipolygon) into the folder given, and says what the dissolving took in CPU seconds.
The same as WKB, one file a carrier, is what `overlay_bench` and memory.py read: nobody's driver
stands between.
"""
import sys
import time
from pathlib import Path

import geopandas
import numpy as np
import shapely

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
ROWS, COLUMNS = 740, 365  # cells of 250 m: 480 rows and 320 columns to the degree
SOUTH, WEST = 33.7, 135.85
VERTICES = 720


def site(dice):
    """What a site reaches: a lobed circle with shadows behind hills and a ragged edge."""
    radius = np.clip(np.exp(dice.normal(np.log(6.5), 0.55)), 2.0, 24.0)  # cells: 0.5 to 6 km
    angle = 2 * np.pi * np.arange(VERTICES) / VERTICES
    reach = radius * (0.9 + 0.1 * np.cos(3 * angle + dice.uniform(0, 6.3)))
    for _ in range(8):
        first, width = dice.integers(0, VERTICES), dice.integers(4, 40)
        reach[np.arange(first, first + width) % VERTICES] *= dice.uniform(0.4, 0.9)
    reach *= dice.uniform(0.9, 1.0, VERTICES)
    x = dice.uniform(30, COLUMNS - 30) + reach * np.cos(angle)
    y = dice.uniform(30, ROWS - 30) + reach * np.sin(angle)
    return shapely.polygons(np.column_stack([WEST + x / 320, SOUTH + y / 480]))


dice = np.random.default_rng(20240401)
names, shapes, unions = [], [], []
for carrier in "ABCD":
    sites = [site(dice) for _ in range(1500)]
    names += [carrier] * len(sites)
    shapes += sites
    start = time.process_time()
    union = shapely.union_all(sites)
    print(f"{carrier}: GEOS {shapely.geos_version_string} dissolves in "
          f"{time.process_time() - start:.2f} s CPU", flush=True)
    unions.append(union)
    largest = max(union.geoms, key=shapely.get_num_coordinates)
    print(f"   {shapely.get_num_coordinates(union)} vertices, {len(union.geoms)} polygons, the largest "
          f"{shapely.get_num_coordinates(largest)} vertices and {len(largest.interiors)} holes", flush=True)
frame = geopandas.GeoDataFrame({"carrier": names}, geometry=shapes, crs="EPSG:6668")
frame.to_file(folder / "sites.gpkg", layer="coverage")
frame = geopandas.GeoDataFrame({"carrier": list("ABCD")}, geometry=unions, crs="EPSG:6668")
frame.to_file(folder / "dissolved.gpkg", layer="coverage")
for k, carrier in enumerate("ABCD"):
    raw = shapely.multipolygons(shapes[1500 * k:1500 * (k + 1)])
    (folder / f"sites_{carrier}.wkb").write_bytes(shapely.to_wkb(raw))
    (folder / f"dissolved_{carrier}.wkb").write_bytes(shapely.to_wkb(unions[k]))
start = time.process_time()
shapely.union_all(unions)
print(f"any carrier, from the four dissolved: {time.process_time() - start:.2f} s CPU")
