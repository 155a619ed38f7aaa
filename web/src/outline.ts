// The outline of a set of cells as polygons with holes, along the edges of the mesh. Cells that
// touch at a corner only are apart.
import type { Cell } from './mesh';

/** A closed line of cell corners: column, row; the last corner repeats the first. */
export type Ring = [number, number][];

/** Outer ring first, then its holes; outer rings run counterclockwise, holes clockwise (RFC 7946). */
export function outline_of(cells: Cell[]): Ring[][] {
  const key = (column: number, row: number) => `${column},${row}`;
  const held = new Set(cells.map((cell) => key(cell.column, cell.row)));
  // Edges with the cell on their left, by the corner they start from.
  const edges = new Map<string, [number, number][]>();
  const add = (from: [number, number], to: [number, number]) => {
    const name = key(...from);
    const list = edges.get(name);
    if (list) {
      list.push(to);
    } else {
      edges.set(name, [to]);
    }
  };
  for (const { row, column } of cells) {
    if (!held.has(key(column, row - 1))) add([column, row], [column + 1, row]);
    if (!held.has(key(column + 1, row))) add([column + 1, row], [column + 1, row + 1]);
    if (!held.has(key(column, row + 1))) add([column + 1, row + 1], [column, row + 1]);
    if (!held.has(key(column - 1, row))) add([column, row + 1], [column, row]);
  }
  const rings: Ring[] = [];
  for (const [name, starts] of edges) {
    while (starts.length > 0) {
      const start = name.split(',').map(Number) as [number, number];
      const ring: Ring = [start];
      let at = start;
      let to = starts.pop()!;
      for (;;) {
        const turned = to[0] !== at[0] ? 0 : 1;
        ring.push(to);
        if (key(...to) === name) {
          break;
        }
        const next = edges.get(key(...to))!;
        // At a corner of two cells, the left turn stays with the cell at hand.
        let pick = 0;
        if (next.length > 1) {
          const ahead: [number, number] = [to[0] - at[0], to[1] - at[1]];
          pick = next.findIndex(
            (n) => ahead[0] * (n[1] - to[1]) - ahead[1] * (n[0] - to[0]) > 0,
          );
        }
        const [after] = next.splice(Math.max(0, pick), 1);
        if ((after![0] !== to[0] ? 0 : 1) === turned) {
          ring.pop(); // straight on
        }
        at = to;
        to = after!;
      }
      rings.push(ring);
    }
  }
  const outer = rings.filter((ring) => twice_area(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => twice_area(ring) < 0)) {
    outer.find((polygon) => holds(polygon[0]!, hole))?.push(hole);
  }
  return outer;
}

function twice_area(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; ++i) {
    sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  }
  return sum;
}

/** Whether the middle of a cell beside the hole's first edge, outside the hole, lies in the ring. */
function holds(ring: Ring, hole: Ring): boolean {
  const [a, b] = [hole[0]!, hole[1]!];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [east, north] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const x = a[0] + east / 2 - north / 2;
  const y = a[1] + north / 2 + east / 2;
  let inside = false;
  for (let i = 0; i + 1 < ring.length; ++i) {
    const [p, q] = [ring[i]!, ring[i + 1]!];
    if (p[1] > y !== q[1] > y && x < p[0] + ((y - p[1]) * (q[0] - p[0])) / (q[1] - p[1])) {
      inside = !inside;
    }
  }
  return inside;
}
