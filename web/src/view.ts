// What the reader chose to see, and how it stands in the page's address.

export type LayerName = 'coverage' | 'gaps' | 'assets' | 'outlines';
export const kLayerNames: LayerName[] = ['coverage', 'gaps', 'assets', 'outlines'];
export type TableName = 'gaps' | 'assets';

/** Empty text: no limit. */
export interface View {
  carrier: string;
  technology: string;
  layers: Set<LayerName>;
  municipality: string;
  least_height: string;
  kind: string;
  power: string;
  fibre: string;
  restriction: string;
  use: string;
  table: TableName;
  in_view: boolean;
  /** "gap:ID" of the shown list, "asset:ID", or nothing. */
  selected: string;
  /** Longitude, latitude, zoom; nothing for the whole prefecture. */
  place: [number, number, number] | null;
}

const kPrefix = '#map?';
const kTexts = ['carrier', 'technology', 'municipality', 'least_height', 'kind', 'power', 'fibre', 'restriction', 'use', 'selected'] as const;

/** The part of an address behind and with "#"; what is as in `start` is left out. */
export function address_of(view: View, start: View, language: string): string {
  const said = new URLSearchParams();
  for (const name of kTexts) {
    if (view[name] !== start[name]) {
      said.set(name, view[name]);
    }
  }
  const hidden = kLayerNames.filter((name) => !view.layers.has(name));
  if (hidden.length > 0) {
    said.set('hidden', hidden.join(' '));
  }
  if (view.table !== start.table) {
    said.set('table', view.table);
  }
  if (view.in_view !== start.in_view) {
    said.set('in_view', view.in_view ? '1' : '0');
  }
  if (view.place) {
    const [lng, lat, zoom] = view.place;
    said.set('at', `${lng.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`);
  }
  if (language !== 'ja') {
    said.set('lang', language);
  }
  return kPrefix + said.toString();
}

/** Language too; nothing where the address is not of a view. */
export function read_address(hash: string, start: View): { view: View; language: string } | null {
  if (!hash.startsWith(kPrefix)) {
    return null;
  }
  const said = new URLSearchParams(hash.slice(kPrefix.length));
  const view: View = { ...start, layers: new Set(start.layers) };
  for (const name of kTexts) {
    view[name] = said.get(name) ?? start[name];
  }
  const hidden = (said.get('hidden') ?? '').split(' ');
  view.layers = new Set(kLayerNames.filter((name) => !hidden.includes(name)));
  view.table = said.get('table') === 'assets' ? 'assets' : start.table;
  view.in_view = said.has('in_view') ? said.get('in_view') === '1' : start.in_view;
  const at = (said.get('at') ?? '').split(',').map(Number);
  if (at.length === 3 && at.every(Number.isFinite)) {
    view.place = [at[0]!, at[1]!, at[2]!];
  }
  return { view, language: said.get('lang') === 'en' ? 'en' : 'ja' };
}
