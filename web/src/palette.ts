// The colours of the map, those of the printed one where both show the same (src/report/map_palette.hpp).
// Classes grow darker one way, so that colour-blind readers and grey prints keep their order.
import type { Text } from './study_data';

export const kLand = '#f9f7f1';
export const kSea = '#e6f1f8';
export const kUnknown = '#a6a6a6';
export const kCoast = '#3e6580';
export const kBorder = '#3a3a3a';
export const kSite = '#0b3a75';
export const kGapEdge = '#5c3a10';

export interface Class {
  /** The class begins here: percent of a cell's area, or people of a cell. */
  from: number;
  colour: string;
  label: Text;
}

/** Covered share of a cell's area in percent. The least share, 1, stands for anything over 0. */
export const kShares: Class[] = [
  { from: 1, colour: '#cfe1f0', label: { ja: '0％超25％未満', en: 'over 0 to under 25 %' } },
  { from: 25, colour: '#93bfe0', label: { ja: '25％以上50％未満', en: '25 to under 50 %' } },
  { from: 50, colour: '#4a8cc2', label: { ja: '50％以上75％未満', en: '50 to under 75 %' } },
  { from: 75, colour: '#174f88', label: { ja: '75％以上', en: '75 % or more' } },
];

/** People of a gap's cell. */
export const kGaps: Class[] = [
  { from: 0, colour: '#e9bb2d', label: { ja: '10人未満', en: 'under 10 people' } },
  { from: 10, colour: '#da6f17', label: { ja: '10人以上100人未満', en: '10 to under 100' } },
  { from: 100, colour: '#7f2704', label: { ja: '100人以上', en: '100 or more' } },
];

/** The colour of the last class that has begun; nothing below the first. */
export function colour_of(classes: Class[], value: number): string | null {
  let colour: string | null = null;
  for (const step of classes) {
    if (value >= step.from) {
      colour = step.colour;
    }
  }
  return colour;
}
