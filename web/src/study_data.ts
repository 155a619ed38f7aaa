// What todoku writes into the page (src/report/index_map.hpp), and the same unrolled for drawing.
import { Mesh, type Cell, type Pitch } from './mesh';

export interface Text {
  ja: string;
  en: string;
}
export interface Named {
  name: string;
  label: Text;
}
export interface Municipality {
  code: string;
  name: string;
  /** Steps of 1e-4 degrees, east and north by turns; the first from 0, 0. */
  rings: number[][];
  label?: [number, number];
}
export interface Gap {
  carrier: string;
  technology: string;
  number: number;
  id: string;
  municipality: number;
  nearest_place: string;
  nearest_place_m: number | null;
  place: Text;
  population: number;
  households: number | null;
  population_65plus: number | null;
  households_estimated: boolean;
  population_65plus_estimated: boolean;
  area_m2: number;
  road_m: number;
  own_4g_percent: number | null;
  other_carriers: string[];
  places: Record<string, number>;
  centre: [number, number];
  cells: number[];
}
export interface Restriction {
  effect: 'exclude' | 'permit' | 'notify' | 'penalty';
  name: string;
  source: string;
}
export interface Asset {
  id: string;
  name: string;
  kind: string;
  use: string;
  owner: string;
  department: string;
  contact: string;
  address: string;
  municipality: number | null;
  place: [number, number];
  precision: string;
  height_m: number;
  height_assumed: boolean;
  power: boolean | null;
  fibre: boolean | null;
  sharing_allowed: boolean | null;
  usable: boolean;
  reason: string;
  restrictions: Restriction[];
}
export interface Site {
  asset: number;
  rank: number;
  gain: number;
  cumulative: number;
  cells: number[];
  percent: number[];
}
interface Packed {
  format: number;
  threshold_percent: number;
  cells: Pitch & { rows: number[]; municipalities: number[]; population: number[] };
  municipalities: Municipality[];
  carriers: Named[];
  technologies: Named[];
  layers: { carrier: string; technology: string; shares: number[]; most?: number[] }[];
  gaps: Gap[];
  assets: Asset[];
  plans: { carrier: string; values: [number, number, number[]][]; sites: Site[] }[];
  confidential: string[];
  opening?: [number, number, number, number];
}

/** Cells side by side in one row; `first` is the position of the western one. */
export interface Stretch {
  row: number;
  column: number;
  count: number;
  first: number;
}
export interface Layer {
  carrier: string;
  technology: string;
  /** Covered share of each cell in whole percent. */
  shares: Uint8Array;
  /** The same with unknown ground taken as covered. */
  most: Uint8Array;
}
/** What an asset would bring one carrier. */
export interface Value {
  newly_covered: number;
  gap_numbers: number[];
  site?: Site;
}

export interface Study {
  mesh: Mesh;
  stretches: Stretch[];
  cells: Cell[];
  population: number[];
  /** Position of the municipality with most of each cell; -1 where there is none. */
  cell_municipalities: Int32Array;
  threshold: number;
  municipalities: Municipality[];
  carriers: Named[];
  technologies: Named[];
  layers: Layer[];
  gaps: Gap[];
  assets: Asset[];
  /** By carrier and position of the asset. */
  values: Map<string, Map<number, Value>>;
  confidential: string[];
  /** West, south, east and north of what is shown first; nothing: all municipalities. */
  opening: [number, number, number, number] | undefined;
}

function unrolled<Values extends Uint8Array | Int32Array>(runs: number[], values: Values): Values {
  let at = 0;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const end = at + runs[i + 1]!;
    values.fill(runs[i]!, at, end);
    at = end;
  }
  return values;
}

function summed(steps: number[]): number[] {
  let last = 0;
  return steps.map((step) => (last += step));
}

function stretches_of(rows: number[]): Stretch[] {
  const list: Stretch[] = [];
  let row = 0;
  let first = 0;
  for (let i = 0; i + 2 < rows.length; i += 3) {
    row += rows[i]!;
    const count = rows[i + 2]!;
    list.push({ row, column: rows[i + 1]!, count, first });
    first += count;
  }
  return list;
}

export function study_of(json: unknown): Study {
  const packed = json as Packed;
  if (packed.format !== 1) {
    throw new Error(`format ${packed.format}`);
  }
  const stretches = stretches_of(packed.cells.rows);
  const cells: Cell[] = [];
  for (const { row, column, count } of stretches) {
    for (let i = 0; i < count; ++i) {
      cells.push({ row, column: column + i });
    }
  }
  const values = new Map<string, Map<number, Value>>();
  for (const plan of packed.plans) {
    const its = new Map<number, Value>();
    for (const [asset, newly_covered, gap_numbers] of plan.values) {
      its.set(asset, { newly_covered, gap_numbers });
    }
    for (const site of plan.sites) {
      const value = its.get(site.asset) ?? { newly_covered: 0, gap_numbers: [] };
      its.set(site.asset, { ...value, site: { ...site, cells: summed(site.cells) } });
    }
    values.set(plan.carrier, its);
  }
  return {
    mesh: new Mesh(packed.cells),
    stretches,
    cells,
    population: packed.cells.population,
    cell_municipalities: unrolled(packed.cells.municipalities, new Int32Array(cells.length)),
    threshold: packed.threshold_percent,
    municipalities: packed.municipalities,
    carriers: packed.carriers,
    technologies: packed.technologies,
    layers: packed.layers.map((layer) => {
      const shares = unrolled(layer.shares, new Uint8Array(cells.length));
      const most = layer.most ? unrolled(layer.most, new Uint8Array(cells.length)) : shares;
      return { carrier: layer.carrier, technology: layer.technology, shares, most };
    }),
    gaps: packed.gaps.map((gap) => ({ ...gap, cells: summed(gap.cells) })),
    assets: packed.assets,
    values,
    confidential: packed.confidential,
    opening: packed.opening,
  };
}
