// The tables under the map, which follow its filters and its extent, and the files that can be saved of them.
import { csv_of, geojson_of, save, type GeoJsonGeometry, type Values } from './download';
import { gap_technology } from './filters';
import { asset_columns, asset_geometry, asset_values, gap_columns, gap_geometry, gap_values } from './rows';
import { asset_id, gap_id } from './selection';
import type { Gap, Named, Study } from './study_data';
import { Table } from './table';
import type { TableName, View } from './view';
import { both, button, element, kEffects, whole } from './words';

/** West, south, east, north in degrees. */
type Bounds = [number, number, number, number];

export interface ListsOf {
  study: Study;
  stamp: string;
  view: () => View;
  change: (change: Partial<View>) => void;
  choose: (id: string, from: HTMLElement) => void;
  tell: (words: Node) => void;
}

export class Lists {
  readonly node: HTMLElement;
  /** What the tables hold, in a sentence. */
  readonly figures = element('p', { class: 'map-figures', role: 'status' });
  private readonly gaps: Table<Gap>;
  private readonly assets: Table<number>;
  private readonly panel = element('div', { class: 'map-tables', id: 'map-panel', role: 'tabpanel' });
  private readonly tabs = new Map<TableName, HTMLButtonElement>();
  private readonly in_view = element('input', { type: 'checkbox', id: 'map-in-view' });

  constructor(private readonly its: ListsOf) {
    const { study, view } = its;
    // By number and by rank, the first column of each, as the lists are.
    this.gaps = new Table('map-gaps', gap_columns(study), gap_id, (gap, from) => its.choose(gap_id(gap), from), '', 0);
    this.assets = new Table(
      'map-assets',
      asset_columns(study, view),
      (at) => asset_id(study, at),
      (at, from) => its.choose(asset_id(study, at), from),
      '',
      0,
    );
    this.in_view.addEventListener('change', () => its.change({ in_view: this.in_view.checked }));
    const csv = button({ ja: 'CSVで保存', en: 'Save as CSV' }, { class: 'plain' });
    csv.addEventListener('click', () => this.save_csv());
    const geojson = button({ ja: 'GeoJSONで保存', en: 'Save as GeoJSON' }, { class: 'plain' });
    geojson.addEventListener('click', () => this.save_geojson());
    this.node = element(
      'div',
      { class: 'map-below' },
      element(
        'div',
        { class: 'map-tabs' },
        element(
          'div',
          { role: 'tablist', 'aria-labelledby': 'map-name' },
          this.tab('gaps', both('未整備箇所', 'Gap areas')),
          this.tab('assets', both('資産', 'Assets')),
        ),
        element('label', { class: 'box', for: 'map-in-view' }, this.in_view, both('地図の範囲だけ', 'Only what the map shows')),
        csv,
        geojson,
      ),
      this.panel,
    );
  }

  /** @param filtered gaps and assets, of which those within `bounds` are listed where the reader asks for it */
  show(filtered: { gaps: Gap[]; assets: number[] }, [west, south, east, north]: Bounds): void {
    const { study } = this.its;
    const view = this.its.view();
    const inside = ([lng, lat]: [number, number]) => lng >= west && lng <= east && lat >= south && lat <= north;
    const all = !view.in_view;
    const gaps = filtered.gaps.filter((gap) => all || inside(gap.centre));
    const assets = filtered.assets.filter((at) => all || inside(study.assets[at]!.place));
    this.in_view.checked = view.in_view;
    for (const [name, tab] of this.tabs) {
      const chosen = name === view.table;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.panel.setAttribute('aria-labelledby', `map-tab-${view.table}`);
    if (view.table === 'gaps') {
      const caption = gap_technology(study, view)
        ? both(
            `未整備箇所 ${whole(gaps.length)}か所（絞り込んだ${whole(filtered.gaps.length)}か所のうち）。名前を選ぶと地図に示します。`,
            `${whole(gaps.length)} gap areas (of ${whole(filtered.gaps.length)} filtered). Select a name to see it on the map.`,
          )
        : both('この事業者の組合せには、未整備箇所の一覧はありません。', 'There is no list of gap areas for this combination of carriers.');
      this.gaps.fill(gaps, caption, view.selected);
      this.panel.replaceChildren(this.gaps.node);
    } else {
      const caption = both(
        `資産 ${whole(assets.length)}件（絞り込んだ${whole(filtered.assets.length)}件のうち）。名前を選ぶと地図に示します。`,
        `${whole(assets.length)} assets (of ${whole(filtered.assets.length)} filtered). Select a name to see it on the map.`,
      );
      this.assets.fill(assets, caption, view.selected);
      this.panel.replaceChildren(this.assets.node);
    }
    this.show_figures(gaps, assets.length);
  }

  /** The button that selected `id` in the table shown; nothing where its row is not there. */
  button_of(id: string): HTMLElement | null {
    return this.its.view().table === 'gaps' ? this.gaps.button_of(id) : this.assets.button_of(id);
  }

  private tab(name: TableName, words: Node): HTMLButtonElement {
    const node = element('button', { type: 'button', role: 'tab', id: `map-tab-${name}`, 'aria-controls': 'map-panel' }, words);
    node.addEventListener('click', () => this.its.change({ table: name }));
    node.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        const other = name === 'gaps' ? 'assets' : 'gaps';
        this.its.change({ table: other });
        this.tabs.get(other)?.focus();
      }
    });
    this.tabs.set(name, node);
    return node;
  }

  private show_figures(gaps: Gap[], assets: number): void {
    const { study } = this.its;
    const view = this.its.view();
    const people = gaps.reduce((sum, gap) => sum + gap.population, 0);
    const label = (list: Named[], name: string) => list.find((its) => its.name === name)?.label ?? { ja: name, en: name };
    const carrier = label(study.carriers, view.carrier);
    const technology = label(study.technologies, view.technology);
    this.figures.replaceChildren(
      element('strong', {}, both(`${carrier.ja}　${technology.ja}`, `${carrier.en}, ${technology.en}`)),
      '　',
      both(
        `表の範囲：未整備箇所 ${whole(gaps.length)}か所（人口 ${whole(people)}人）、資産 ${whole(assets)}件`,
        `In the tables: ${whole(gaps.length)} gap areas (${whole(people)} people), ${whole(assets)} assets`,
      ),
    );
  }

  private rows(): { name: string; rows: Values[]; geometries: () => GeoJsonGeometry[] } {
    const { study, stamp } = this.its;
    const view = this.its.view();
    if (view.table === 'gaps') {
      const gaps = this.gaps.all();
      return {
        name: `gaps_${view.carrier}`,
        rows: gaps.map((gap) => gap_values(study, gap, stamp)),
        geometries: () => gaps.map((gap) => gap_geometry(study, gap)),
      };
    }
    const assets = this.assets.all();
    return {
      name: `assets_${view.carrier}`,
      rows: assets.map((at) => asset_values(study, view, at, kEffects, stamp)),
      geometries: () => assets.map((at) => asset_geometry(study, at)),
    };
  }
  private save_csv(): void {
    const { name, rows } = this.rows();
    if (this.something(rows)) {
      save(`${name}.csv`, 'text/csv;charset=utf-8', csv_of(rows, Object.keys(rows[0]!)));
    }
  }
  private save_geojson(): void {
    const { name, rows, geometries } = this.rows();
    if (this.something(rows)) {
      save(`${name}.geojson`, 'application/geo+json', geojson_of(rows, geometries()));
    }
  }
  private something(rows: Values[]): boolean {
    this.its.tell(
      rows.length > 0
        ? both(`${whole(rows.length)}件を保存しました。`, `Saved ${whole(rows.length)} rows.`)
        : both('保存するものがありません。絞り込みと地図の範囲を確かめてください。', 'Nothing to save: look at the filters and the part of the map.'),
    );
    return rows.length > 0;
  }
}
