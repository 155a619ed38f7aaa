// Draws cells on a canvas: covered shares, gaps, and whom the selected site would reach. Rectangles
// come from rows and columns; edges fall on whole pixels, so that neighbours leave no seam.
import { x_of, y_of } from './mercator';
import { colour_of, kGapEdge, kGaps, kShares, kSite, kUnknown } from './palette';
import type { Gap, Layer, Site, Study, Stretch } from './study_data';

export interface Painting {
  layer: Layer | undefined;
  gaps: Gap[];
  /** Positions of cells to draw a line round. */
  selected_cells: number[];
  selected_site: Site | undefined;
}

/** A window of the map: its west and north edge in map units, map units a pixel, size in pixels. */
export interface Frame {
  west: number;
  north: number;
  unit: number;
  width: number;
  height: number;
}

export class CellPainter {
  private readonly edges = new Map<number, number>();
  private readonly column_width: number;

  constructor(private readonly study: Study) {
    this.column_width = x_of(1 / study.mesh.pitch.columns_per_degree);
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, painting: Painting): void {
    if (painting.layer) {
      this.paint_shares(context, frame, painting.layer);
    }
    this.paint_gaps(context, frame, painting.gaps);
    if (painting.selected_site) {
      this.paint_site(context, frame, painting.selected_site);
    }
    if (painting.selected_cells.length > 0) {
      context.lineWidth = Math.max(2, 2.5 * pixel_ratio());
      context.strokeStyle = '#000';
      this.stroke_edges(context, frame, painting.selected_cells);
    }
  }

  private northing(row: number): number {
    let y = this.edges.get(row);
    if (y === undefined) {
      y = y_of(this.study.mesh.south(row));
      this.edges.set(row, y);
    }
    return y;
  }
  private x(frame: Frame, column: number): number {
    return Math.round((column * this.column_width - frame.west) / frame.unit);
  }
  private y(frame: Frame, row: number): number {
    return Math.round((frame.north - this.northing(row)) / frame.unit);
  }

  private fill(context: CanvasRenderingContext2D, frame: Frame, row: number, column: number, count: number): void {
    const [left, right] = [this.x(frame, column), this.x(frame, column + count)];
    const [top, bottom] = [this.y(frame, row + 1), this.y(frame, row)];
    context.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  private seen(frame: Frame, stretch: Stretch): boolean {
    return (
      this.y(frame, stretch.row) >= 0 &&
      this.y(frame, stretch.row + 1) <= frame.height &&
      this.x(frame, stretch.column + stretch.count) >= 0 &&
      this.x(frame, stretch.column) <= frame.width
    );
  }

  private paint_shares(context: CanvasRenderingContext2D, frame: Frame, layer: Layer): void {
    const colours: (string | null)[] = [];
    for (let percent = 0; percent <= 100; ++percent) {
      colours.push(colour_of(kShares, percent));
    }
    const threshold = this.study.threshold;
    const colour_at = (cell: number): string | null => {
      const share = layer.shares[cell]!;
      return share < threshold && layer.most[cell]! >= threshold ? kUnknown : (colours[share] ?? null);
    };
    for (const stretch of this.study.stretches) {
      if (!this.seen(frame, stretch)) {
        continue;
      }
      for (let i = 0; i < stretch.count; ) {
        const colour = colour_at(stretch.first + i);
        let end = i + 1;
        while (end < stretch.count && colour_at(stretch.first + end) === colour) {
          ++end;
        }
        if (colour) {
          context.fillStyle = colour;
          this.fill(context, frame, stretch.row, stretch.column + i, end - i);
        }
        i = end;
      }
    }
  }

  private paint_gaps(context: CanvasRenderingContext2D, frame: Frame, gaps: Gap[]): void {
    for (const gap of gaps) {
      for (const at of gap.cells) {
        const cell = this.study.cells[at]!;
        context.fillStyle = colour_of(kGaps, this.study.population[at]!) ?? kGaps[0]!.colour;
        this.fill(context, frame, cell.row, cell.column, 1);
      }
    }
    // Edges only where cells are large enough not to drown in them.
    if (this.column_width / frame.unit < 5 * pixel_ratio()) {
      return;
    }
    context.lineWidth = pixel_ratio();
    context.strokeStyle = kGapEdge;
    for (const gap of gaps) {
      this.stroke_edges(context, frame, gap.cells);
    }
  }

  private stroke_edges(context: CanvasRenderingContext2D, frame: Frame, cells: number[]): void {
    const key = (row: number, column: number) => row * 1e6 + column;
    const held = new Set(cells.map((at) => key(this.study.cells[at]!.row, this.study.cells[at]!.column)));
    context.beginPath();
    for (const at of cells) {
      const { row, column } = this.study.cells[at]!;
      const [left, right] = [this.x(frame, column), this.x(frame, column + 1)];
      const [top, bottom] = [this.y(frame, row + 1), this.y(frame, row)];
      const line = (x1: number, y1: number, x2: number, y2: number) => {
        context.moveTo(x1, y1);
        context.lineTo(x2, y2);
      };
      if (!held.has(key(row + 1, column))) line(left, top, right, top);
      if (!held.has(key(row - 1, column))) line(left, bottom, right, bottom);
      if (!held.has(key(row, column - 1))) line(left, top, left, bottom);
      if (!held.has(key(row, column + 1))) line(right, top, right, bottom);
    }
    context.stroke();
  }

  /** Cells of whose people half or more would be reached, hatched. */
  private paint_site(context: CanvasRenderingContext2D, frame: Frame, site: Site): void {
    context.fillStyle = hatch(context);
    site.cells.forEach((at, i) => {
      if (site.percent[i]! >= 50) {
        const cell = this.study.cells[at]!;
        this.fill(context, frame, cell.row, cell.column, 1);
      }
    });
  }
}

function pixel_ratio(): number {
  return window.devicePixelRatio || 1;
}

const kHatch = 8;

function hatch(context: CanvasRenderingContext2D): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = kHatch;
  const pen = tile.getContext('2d');
  if (!pen) {
    return kSite;
  }
  pen.strokeStyle = kSite;
  pen.lineWidth = 1.4;
  pen.beginPath();
  for (const shift of [-kHatch, 0, kHatch]) {
    pen.moveTo(shift, kHatch);
    pen.lineTo(shift + kHatch, 0);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? kSite;
}
