// What is selected, as it stands in the address: "gap:ID" of the shown list, "asset:ID", "cell:CODE".
import { gap_technology } from './filters';
import { to_ground } from './mercator';
import type { Gap, Study } from './study_data';
import type { View } from './view';

const kGapPrefix = 'gap:';
const kAssetPrefix = 'asset:';
const kCellPrefix = 'cell:';

export function gap_id(gap: Gap): string {
  return kGapPrefix + gap.id;
}
export function asset_id(study: Study, at: number): string {
  return kAssetPrefix + study.assets[at]!.id;
}
export function cell_id(study: Study, at: number): string {
  return kCellPrefix + study.mesh.code(study.cells[at]!);
}

function rest(selected: string, prefix: string): string | null {
  return selected.startsWith(prefix) ? selected.slice(prefix.length) : null;
}

export function selected_gap(study: Study, view: View): Gap | undefined {
  const id = rest(view.selected, kGapPrefix);
  const technology = gap_technology(study, view);
  return id === null
    ? undefined
    : study.gaps.find((gap) => gap.id === id && gap.carrier === view.carrier && gap.technology === technology);
}

/** Position in the study's list; nothing where no asset is selected. */
export function selected_asset(study: Study, view: View): number | undefined {
  const id = rest(view.selected, kAssetPrefix);
  const at = id === null ? -1 : study.assets.findIndex((asset) => asset.id === id);
  return at < 0 ? undefined : at;
}

/** Position in the study's list; nothing where no cell is selected. */
export function selected_cell(study: Study, view: View): number | undefined {
  const code = rest(view.selected, kCellPrefix);
  const at = code === null ? -1 : study.cells.findIndex((cell) => study.mesh.code(cell) === code);
  return at < 0 ? undefined : at;
}

/** The one of `gaps` under a place of the map. */
export function gap_at(study: Study, gaps: Gap[], coordinate: number[]): Gap | undefined {
  const cell = study.mesh.at(...to_ground(coordinate));
  return gaps.find((gap) =>
    gap.cells.some((at) => study.cells[at]!.row === cell.row && study.cells[at]!.column === cell.column),
  );
}

/** Position of the cell under a place of the map; nothing beyond the study's cells. */
export function cell_at(study: Study, coordinate: number[]): number | undefined {
  const { row, column } = study.mesh.at(...to_ground(coordinate));
  const stretch = study.stretches.find(
    (its) => its.row === row && column >= its.column && column < its.column + its.count,
  );
  return stretch && stretch.first + column - stretch.column;
}

/** South-western and north-eastern corners of a gap's cells. */
export function corners_of(study: Study, gap: Gap): [number, number][] {
  const { mesh } = study;
  return gap.cells.flatMap((at): [number, number][] => {
    const { row, column } = study.cells[at]!;
    return [
      [mesh.west(column), mesh.south(row)],
      [mesh.west(column + 1), mesh.south(row + 1)],
    ];
  });
}
