// The standard mesh of Japan (JIS X 0410) as arithmetic: rows count north from the equator, columns
// east from Greenwich.

export interface Pitch {
  level: string;
  half_rows_per_degree: number;
  columns_per_degree: number;
}

export interface Cell {
  row: number;
  column: number;
}

export class Mesh {
  constructor(readonly pitch: Pitch) {}

  south(row: number): number {
    return (2 * row) / this.pitch.half_rows_per_degree;
  }
  west(column: number): number {
    return column / this.pitch.columns_per_degree;
  }
  at(lng: number, lat: number): Cell {
    return {
      row: Math.floor((lat * this.pitch.half_rows_per_degree) / 2),
      column: Math.floor(lng * this.pitch.columns_per_degree),
    };
  }
  code(cell: Cell): string {
    return code(this.pitch.level, cell.row, cell.column);
  }
}

/** How a level's code follows from the coarser one it divides. */
const kParents: Record<string, { parent: string; parts: number; digits: 'pair' | 'quarter' | 'fifth' }> = {
  '10km': { parent: '80km', parts: 8, digits: 'pair' },
  '5km': { parent: '10km', parts: 2, digits: 'quarter' },
  '2km': { parent: '10km', parts: 5, digits: 'fifth' },
  '1km': { parent: '10km', parts: 10, digits: 'pair' },
  '500m': { parent: '1km', parts: 2, digits: 'quarter' },
  '250m': { parent: '500m', parts: 2, digits: 'quarter' },
  '125m': { parent: '250m', parts: 2, digits: 'quarter' },
  '100m': { parent: '1km', parts: 10, digits: 'pair' },
};

function code(level: string, row: number, column: number): string {
  const step = kParents[level];
  if (!step) {
    return `${row}${column - 100}`;
  }
  const { parts, digits } = step;
  const up = row % parts;
  const east = column % parts;
  const coarse = code(step.parent, Math.floor(row / parts), Math.floor(column / parts));
  switch (digits) {
    case 'pair':
      return `${coarse}${up}${east}`;
    case 'quarter':
      return `${coarse}${1 + 2 * up + east}`;
    case 'fifth':
      return `${coarse}${2 * up}${2 * east}5`;
  }
}
