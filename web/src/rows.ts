// Gaps and assets as rows: of the tables beside the map, and of the files that can be saved. Columns
// of files are those of tables/gaps.csv and tables/candidates.csv (docs/outputs.md).
import type { GeoJsonGeometry, Values } from './download';
import { value_of } from './filters';
import { outline_of } from './outline';
import type { Column } from './table';
import type { Asset, Gap, Municipality, Study, Text } from './study_data';
import type { View } from './view';
import { both, both_of, kilometres, kKinds, kUnknown, presence, stated, whole, type Child } from './words';

export function municipality_of(study: Study, at: number | null): Municipality | undefined {
  return at === null ? undefined : study.municipalities[at];
}

/** Effect in words, name and source as the layer has them; null where there is none. */
export function restrictions_words(asset: Asset, effects: Record<string, Text>): Text | null {
  const list = (language: keyof Text, between: string, colon: string) =>
    asset.restrictions
      .map((hit) => `${effects[hit.effect]?.[language] ?? hit.effect}${colon}${hit.name}${hit.source ? `（${hit.source}）` : ''}`)
      .join(between);
  return asset.restrictions.length > 0 ? { ja: list('ja', '、', '：'), en: list('en', '; ', ': ') } : null;
}

export function height_words(asset: Asset): Child {
  if (asset.kind === 'land' && asset.height_assumed) {
    return both('柱を新設', 'new pole');
  }
  return `${Math.round(asset.height_m * 10) / 10}${asset.height_assumed ? '※' : ''}`;
}

export function gap_columns(study: Study): Column<Gap>[] {
  return [
    { heading: { ja: '番号', en: 'No.' }, key: (gap) => gap.number, cell: (gap) => String(gap.number), numeric: true },
    { heading: { ja: '箇所', en: 'Place' }, key: (gap) => gap.place.ja, cell: (gap) => both_of(gap.place), names: true },
    { heading: { ja: '所在', en: 'Municipality' }, key: (gap) => municipality_of(study, gap.municipality)?.name ?? '' },
    { heading: { ja: '人口', en: 'People' }, key: (gap) => gap.population, numeric: true },
    { heading: { ja: '世帯数', en: 'Households' }, key: (gap) => gap.households, cell: (gap) => stated(gap.households, gap.households_estimated), numeric: true },
    { heading: { ja: '65歳以上', en: '65+' }, key: (gap) => gap.population_65plus, cell: (gap) => stated(gap.population_65plus, gap.population_65plus_estimated), numeric: true },
    { heading: { ja: '道路(km)', en: 'Road (km)' }, key: (gap) => gap.road_m, cell: (gap) => kilometres(gap.road_m), numeric: true },
    { heading: { ja: '5Gのある他社', en: 'Others with 5G' }, key: (gap) => gap.other_carriers.join('、') },
  ];
}

/** Of assets by their position in the study's list. */
export function asset_columns(study: Study, view: () => View): Column<number>[] {
  const asset = (at: number) => study.assets[at]!;
  const value = (at: number) => value_of(study, view(), at);
  const presence_key = (present: boolean | null) => (present === null ? null : present ? '有' : '無');
  return [
    { heading: { ja: '順位', en: 'Rank' }, key: (at) => value(at)?.site?.rank ?? null, cell: (at) => String(value(at)?.site?.rank ?? '－'), numeric: true },
    { heading: { ja: '名称', en: 'Name' }, key: (at) => asset(at).name || asset(at).id, names: true },
    { heading: { ja: '所在', en: 'Municipality' }, key: (at) => municipality_of(study, asset(at).municipality)?.name ?? '' },
    { heading: { ja: '種別', en: 'Kind' }, key: (at) => kKinds[asset(at).kind]?.ja ?? asset(at).kind, cell: (at) => both_of(kKinds[asset(at).kind] ?? kUnknown) },
    { heading: { ja: '高さ(m)', en: 'Height (m)' }, key: (at) => asset(at).height_m, cell: (at) => height_words(asset(at)), numeric: true },
    { heading: { ja: '電源', en: 'Power' }, key: (at) => presence_key(asset(at).power), cell: (at) => both_of(presence(asset(at).power)) },
    { heading: { ja: '光回線', en: 'Fibre' }, key: (at) => presence_key(asset(at).fibre), cell: (at) => both_of(presence(asset(at).fibre)) },
    { heading: { ja: '単独で新たに届く人口', en: 'Newly reached by itself' }, key: (at) => value(at)?.newly_covered ?? null, cell: (at) => { const its = value(at); return its ? whole(its.newly_covered) : '－'; }, numeric: true },
    { heading: { ja: '規制', en: 'Restrictions' }, key: (at) => asset(at).restrictions.map((hit) => hit.name).join('、') },
  ];
}

function stamped(values: Values, stamp: string): Values {
  return stamp === '' ? values : { ...values, synthetic: stamp };
}

export function gap_values(study: Study, gap: Gap, stamp: string): Values {
  const its = municipality_of(study, gap.municipality);
  const estimated = [
    ...(gap.households_estimated ? ['households'] : []),
    ...(gap.population_65plus_estimated ? ['population_65plus'] : []),
  ];
  return stamped(
    {
      id: gap.id,
      carrier: gap.carrier,
      technology: gap.technology,
      number: gap.number,
      municipality_code: its?.code ?? '',
      municipality: its?.name ?? '',
      nearest_place: gap.nearest_place,
      nearest_place_m: gap.nearest_place === '' ? null : gap.nearest_place_m,
      place_name: gap.place.ja,
      population: gap.population,
      households: gap.households,
      population_65plus: gap.population_65plus,
      estimated: estimated.join(';'),
      cells: gap.cells.length,
      area_km2: gap.area_m2 / 1e6,
      road_km: gap.road_m / 1e3,
      own_4g_share: gap.own_4g_percent === null ? null : Math.round(gap.own_4g_percent * 10) / 1000,
      other_carriers: gap.other_carriers.join(';'),
      lat: gap.centre[1],
      lon: gap.centre[0],
    },
    stamp,
  );
}

export function gap_geometry(study: Study, gap: Gap): GeoJsonGeometry {
  const polygons = outline_of(gap.cells.map((at) => study.cells[at]!));
  const corner = ([column, row]: [number, number]) => [study.mesh.west(column), study.mesh.south(row)];
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map(corner))) };
}

export function asset_values(study: Study, view: View, at: number, effects: Record<string, Text>, stamp: string): Values {
  const asset = study.assets[at]!;
  const its = municipality_of(study, asset.municipality);
  const value = value_of(study, view, at);
  return stamped(
    {
      carrier: view.carrier,
      rank: value?.site?.rank ?? null,
      asset_id: asset.id,
      name: asset.name,
      kind: asset.kind,
      use: asset.use,
      owner: asset.owner,
      department: asset.department,
      contact: asset.contact,
      municipality_code: its?.code ?? '',
      municipality: its?.name ?? '',
      address: asset.address,
      lat: asset.place[1],
      lon: asset.place[0],
      precision: asset.precision,
      height_m: asset.height_m,
      height_assumed: asset.height_assumed,
      power: asset.power,
      fibre: asset.fibre,
      sharing_allowed: asset.sharing_allowed,
      usable: asset.usable,
      reason: asset.reason,
      restrictions: restrictions_words(asset, effects)?.ja ?? '',
      newly_covered: value?.newly_covered ?? null,
      gain: value?.site?.gain ?? null,
      cumulative: value?.site?.cumulative ?? null,
      gap_numbers: value?.gap_numbers.join(';') ?? '',
    },
    stamp,
  );
}

export function asset_geometry(study: Study, at: number): GeoJsonGeometry {
  return { type: 'Point', coordinates: study.assets[at]!.place };
}
