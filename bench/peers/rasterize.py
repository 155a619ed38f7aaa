"""gdal_rasterize with 10 x 10 points a cell beside todoku's shares: time, and the largest difference.

    rasterize.py DIR TODOKU

DIR is what make_input.py wrote, TODOKU the program. Layer A on 25 m pixels (cell centres), averaged
to 250 m; then layer A on 10 m pixels of the primary mesh 5136 (64 million).
"""
import csv
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import rasterio

folder, todoku = Path(sys.argv[1]), sys.argv[2]
ROWS, COLUMNS, SOUTH, WEST = 740, 365, 33.7, 135.85


def cpu(*command, runs=3):
    best = np.inf
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def rasterized(name, west, south, east, north, columns, rows):
    path = folder / f"{name}.tif"
    path.unlink(missing_ok=True)
    seconds = cpu("gdal_rasterize", "-q", "-burn", "1", "-init", "0", "-ot", "Byte", "-where", "carrier='A'",
                  "-te", *map(repr, (west, south, east, north)), "-ts", str(columns), str(rows),
                  str(folder / "dissolved.gpkg"), str(path))
    print(f"gdal_rasterize of {columns} x {rows} pixels, one layer: {seconds:.2f} s CPU", flush=True)
    return rasterio.open(path).read(1)


fine = rasterized("fine", WEST, SOUTH, WEST + COLUMNS / 320, SOUTH + ROWS / 480, COLUMNS * 10, ROWS * 10)
seconds = cpu("gdal_translate", "-q", "-ot", "Float64", "-r", "average", "-outsize", str(COLUMNS), str(ROWS),
              str(folder / "fine.tif"), str(folder / "average.tif"))
print(f"gdal_translate -r average of them to {COLUMNS} x {ROWS}: {seconds:.2f} s CPU")
average = fine.reshape(ROWS, 10, COLUMNS, 10).mean((1, 3))[::-1]  # south to north

table = folder / "A.csv"
seconds = cpu(todoku, "lab", "fractions", str(folder / "dissolved.gpkg"), "--mesh", "250m", "--where",
              "carrier='A'", "--threads", "1", "-o", str(table))
print(f"todoku lab fractions, one layer, the whole command: {seconds:.2f} s CPU")
exact = np.zeros((ROWS, COLUMNS))
for line in csv.DictReader(table.open(encoding="utf-8-sig")):
    code = line["code"]  # JIS X 0410: 80 km, 10 km, 1 km, then quarters of quarters
    row, column = int(code[0:2]) * 80 + int(code[4]) * 10 + int(code[6]), \
        int(code[2:4]) * 80 + int(code[5]) * 10 + int(code[7])
    for digit in code[8:]:
        row, column = row * 2 + (int(digit) - 1) // 2, column * 2 + (int(digit) - 1) % 2
    # 250 m: 480 rows, 320 columns to the degree; columns count from 100 E
    exact[row - round(SOUTH * 480), column - round((WEST - 100) * 320)] = float(line["fraction"])
error = np.abs(average - exact)
print(f"largest difference of a share {error.max():.3f}, mean of cells in part covered "
      f"{error[(exact > 0) & (exact < 1)].mean():.4f}; mean share {average.mean():.6f} and {exact.mean():.6f}")

rasterized("metres", 136, 34, 137, 34 + 2 / 3, 8000, 8000)
