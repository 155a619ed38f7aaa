// Which gaps and assets the reader's choice leaves, by position in the study's lists.
import type { Asset, Gap, Layer, Study, Value } from './study_data';
import type { View } from './view';

export function layer_of(study: Study, view: View): Layer | undefined {
  return study.layers.find(
    (layer) => layer.carrier === view.carrier && layer.technology === view.technology,
  );
}

/** Gap lists exist of 5G, and of any mobile service of all carriers together (不感地域). */
export function gap_technology(study: Study, view: View): string | null {
  const has = (technology: string) =>
    study.gaps.some((gap) => gap.carrier === view.carrier && gap.technology === technology);
  if (view.technology === 'mobile' && has('mobile')) {
    return 'mobile';
  }
  return has('5g') ? '5g' : null;
}

export function chosen_gaps(study: Study, view: View): Gap[] {
  const technology = gap_technology(study, view);
  return study.gaps.filter(
    (gap) =>
      gap.carrier === view.carrier &&
      gap.technology === technology &&
      (view.municipality === '' ||
        study.municipalities[gap.municipality]?.code === view.municipality),
  );
}

function presence_matches(wanted: string, value: boolean | null): boolean {
  return wanted === '' || wanted === (value === null ? 'unknown' : value ? 'yes' : 'no');
}

function restriction_matches(wanted: string, asset: Asset): boolean {
  return (
    wanted === '' ||
    (wanted === 'none'
      ? asset.restrictions.length === 0
      : asset.restrictions.some((hit) => hit.effect === wanted))
  );
}

function use_matches(wanted: string, asset: Asset, value: Value | undefined): boolean {
  switch (wanted) {
    case 'usable':
      return asset.usable;
    case 'reaching':
      return asset.usable && (value?.newly_covered ?? 0) >= 0.5;
    case 'plan':
      return value?.site !== undefined;
    case 'unusable':
      return !asset.usable;
  }
  return true;
}

export function value_of(study: Study, view: View, asset: number): Value | undefined {
  return study.values.get(view.carrier)?.get(asset);
}

export function chosen_assets(study: Study, view: View): number[] {
  const least_height = view.least_height === '' ? -Infinity : Number(view.least_height);
  const chosen: number[] = [];
  study.assets.forEach((asset, at) => {
    const code = asset.municipality === null ? '' : study.municipalities[asset.municipality]?.code;
    if (
      (view.municipality === '' || code === view.municipality) &&
      asset.height_m >= least_height &&
      (view.kind === '' || asset.kind === view.kind) &&
      presence_matches(view.power, asset.power) &&
      presence_matches(view.fibre, asset.fibre) &&
      restriction_matches(view.restriction, asset) &&
      use_matches(view.use, asset, value_of(study, view, at))
    ) {
      chosen.push(at);
    }
  });
  return chosen;
}
