// The map of index.html put together: form, map, card, tables, and the address that keeps a view.
import { asset_card, cell_card, gap_card } from './card';
import { Controls } from './controls';
import { csv_of, geojson_of, save, type GeoJsonGeometry, type Values } from './download';
import { chosen_assets, chosen_gaps, gap_technology, layer_of, value_of } from './filters';
import { legend } from './legend';
import { licences } from './licences';
import { MapView, type Shown } from './map_view';
import { Measure } from './measure';
import { to_ground } from './mercator';
import { picture_of } from './print';
import { asset_columns, asset_geometry, asset_values, gap_columns, gap_geometry, gap_values } from './rows';
import type { Gap, Named, Study } from './study_data';
import { Table } from './table';
import { address_of, kLayerNames, read_address, type TableName, type View } from './view';
import { both, button, element, kEffects, whole } from './words';

const kGapPrefix = 'gap:';
const kAssetPrefix = 'asset:';
const kCellPrefix = 'cell:';

function first_view(study: Study): View {
  const own = study.layers.find((layer) => layer.technology === '5g') ?? study.layers[0];
  return {
    carrier: own?.carrier ?? '',
    technology: own?.technology ?? '',
    layers: new Set(kLayerNames),
    municipality: '',
    least_height: '',
    kind: '',
    power: '',
    fibre: '',
    restriction: '',
    use: 'plan',
    table: 'gaps',
    in_view: true,
    selected: '',
    place: null,
  };
}

export class App {
  private readonly start: View;
  private view: View;
  private readonly controls: Controls;
  private readonly map: MapView;
  private readonly measure: Measure;
  private readonly gaps: Table<Gap>;
  private readonly assets: Table<number>;
  private readonly map_node = element('div', {
    id: 'map-view',
    class: 'map-view',
    tabindex: '0',
    role: 'application',
    'aria-labelledby': 'map-name',
    'aria-describedby': 'map-keys',
  });
  private readonly card = element('aside', { class: 'map-card', 'aria-labelledby': 'map-card-name' });
  private readonly told = element('p', { class: 'map-told', role: 'status' });
  private readonly figures = element('p', { class: 'map-figures', role: 'status' });
  private readonly measured = element('p', { class: 'map-measured', role: 'status' });
  private readonly print_picture = element('img', { class: 'map-print', alt: 'エリア、未整備箇所、資産の地図' });
  private readonly tables = element('div', { class: 'map-tables' });
  private readonly tabs = new Map<TableName, HTMLButtonElement>();
  private readonly in_view = element('input', { type: 'checkbox', id: 'map-in-view' });
  /** The card was opened from the map, not from a table. */
  private from_map = false;
  private gaps_shown: Gap[] = [];
  private assets_shown: number[] = [];

  constructor(
    private readonly study: Study,
    private readonly stamp: string,
    root: HTMLElement,
  ) {
    this.start = first_view(study);
    const asked = read_address(location.hash, this.start);
    this.view = asked?.view ?? { ...this.start, layers: new Set(this.start.layers) };
    if (!layer_of(study, this.view)) {
      this.view.carrier = this.start.carrier;
      this.view.technology = this.start.technology;
    }
    this.controls = new Controls(study, (change) => this.change(change));
    const choose_gap = (gap: Gap, from: HTMLElement) => this.select(kGapPrefix + gap.id, from);
    const choose_asset = (at: number, from: HTMLElement) => this.select(kAssetPrefix + study.assets[at]!.id, from);
    this.gaps = new Table('map-gaps', gap_columns(study), (gap) => kGapPrefix + gap.id, choose_gap);
    this.assets = new Table(
      'map-assets',
      asset_columns(study, () => this.view),
      (at) => kAssetPrefix + study.assets[at]!.id,
      choose_asset,
    );
    this.build(root);
    this.map = new MapView(this.map_node, study, this.shown());
    this.measure = new Measure(this.map, (words) => this.measured.replaceChildren(words));
    this.listen();
    if (asked?.language === 'en' && language() === 'ja') {
      document.getElementById('language')?.click();
    }
    if (this.view.place) {
      const [lng, lat, zoom] = this.view.place;
      this.map.go_to([lng, lat], zoom);
    } else {
      this.map.fit_all();
    }
    if (asked) {
      document.getElementById('map')?.scrollIntoView();
    }
    this.refresh();
  }

  private build(root: HTMLElement): void {
    const tool = (ja: string, en: string, act: () => void) => {
      const node = button({ ja, en }, { class: 'plain' });
      node.addEventListener('click', act);
      return node;
    };
    const closer = element('button', { type: 'button', class: 'plain zoom-step' }, element('span', { 'aria-hidden': 'true' }, '＋'), element('span', { class: 'unseen' }, both('拡大', 'Zoom in')));
    const wider = element('button', { type: 'button', class: 'plain zoom-step' }, element('span', { 'aria-hidden': 'true' }, '－'), element('span', { class: 'unseen' }, both('縮小', 'Zoom out')));
    closer.addEventListener('click', () => this.map.zoom_by(1));
    wider.addEventListener('click', () => this.map.zoom_by(-1));
    const measure = tool('距離を測る', 'Measure', () => this.toggle_measure(measure));
    measure.setAttribute('aria-pressed', 'false');
    measure.id = 'map-measure';
    const tools = element(
      'div',
      { class: 'map-tools', role: 'group', 'aria-labelledby': 'map-name' },
      closer,
      wider,
      tool('全体', 'Whole', () => this.map.fit_all()),
      measure,
      tool('この表示へのリンク', 'Link to this view', () => this.tell_link()),
      tool('印刷', 'Print', () => window.print()),
    );
    const tab = (name: TableName, words: Node) => {
      const node = element('button', { type: 'button', role: 'tab', id: `map-tab-${name}`, 'aria-controls': 'map-panel' }, words);
      node.addEventListener('click', () => this.change({ table: name }));
      node.addEventListener('keydown', (event) => {
        if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
          const other = name === 'gaps' ? 'assets' : 'gaps';
          this.change({ table: other });
          this.tabs.get(other)?.focus();
        }
      });
      this.tabs.set(name, node);
      return node;
    };
    this.in_view.addEventListener('change', () => this.change({ in_view: this.in_view.checked }));
    const confidential =
      this.study.confidential.length > 0
        ? element(
            'p',
            { class: 'small' },
            both(
              `取扱注意：この地図には、公表しない条件で受け取ったエリア（${this.study.confidential.join('、')}）が入っています。県の外には出さないでください。`,
              `Confidential: this map holds coverage received on condition that it is not published (${this.study.confidential.join(', ')}). Keep it within the prefecture.`,
            ),
          )
        : null;
    root.replaceChildren(
      confidential ?? '',
      element(
        'div',
        { class: 'map-grid' },
        this.controls.node,
        element(
          'div',
          { class: 'map-main' },
          element('span', { id: 'map-name', class: 'unseen' }, both('エリア、未整備箇所、資産の地図', 'Map of coverage, gap areas and assets')),
          element(
            'span',
            { id: 'map-keys', class: 'unseen' },
            both(
              '矢印キーで動かし、＋と－で拡大・縮小します。地図にあるものは下の表からも選べます。',
              'Arrow keys move the map, + and - zoom. What is on the map can also be chosen in the tables below.',
            ),
          ),
          tools,
          element('div', { class: 'map-frame' }, this.map_node, this.stamp ? element('span', { class: 'map-stamp' }, this.stamp) : null, this.card),
          this.print_picture,
          this.measured,
          this.told,
          this.figures,
          legend(this.study),
        ),
      ),
      element(
        'div',
        { class: 'map-below' },
        element(
          'div',
          { class: 'map-tabs' },
          element('div', { role: 'tablist', 'aria-labelledby': 'map-name' }, tab('gaps', both('未整備箇所', 'Gap areas')), tab('assets', both('資産', 'Assets'))),
          element('label', { class: 'box', for: 'map-in-view' }, this.in_view, both('地図の範囲だけ', 'Only what the map shows')),
          tool('CSVで保存', 'Save as CSV', () => this.save_csv()),
          tool('GeoJSONで保存', 'Save as GeoJSON', () => this.save_geojson()),
        ),
        this.tables,
      ),
      element(
        'p',
        { class: 'small' },
        both(
          '※は、高さでは種別からの推定、人数・世帯数では秘匿値の推定を含むことを示します。緯度・経度はJGD2011です。表は、左の絞り込みと地図の範囲に従います。境界は約10mの格子に丸めています。',
          '※: height assumed by kind; people and households that hold estimates of suppressed figures. Positions are JGD2011. Tables follow the filters and the map. Borders are rounded to a grid of about 10 m.',
        ),
      ),
      licences(),
    );
    this.tables.id = 'map-panel';
    this.tables.setAttribute('role', 'tabpanel');
  }

  private listen(): void {
    const { map } = this.map;
    map.on('moveend', () => {
      this.view.place = this.map.place();
      this.refresh_tables();
      this.keep_address();
    });
    map.on('click', (event) => {
      if (this.measure.active) {
        this.measure.add(event.coordinate);
        return;
      }
      const asset = this.view.layers.has('assets') ? this.map.asset_at(event.pixel) : undefined;
      if (asset !== undefined) {
        this.select(kAssetPrefix + this.study.assets[asset]!.id, this.map_node);
        return;
      }
      const gap = this.view.layers.has('gaps') ? this.gap_at(event.coordinate) : undefined;
      const cell = gap ? undefined : this.cell_at(event.coordinate);
      this.select(
        gap ? kGapPrefix + gap.id : cell === undefined ? '' : kCellPrefix + this.study.mesh.code(this.study.cells[cell]!),
        this.map_node,
      );
    });
    map.on('pointermove', (event) => {
      if (!event.dragging) {
        const over = this.measure.active || this.map.asset_at(event.pixel) !== undefined || this.gap_at(event.coordinate);
        this.map_node.style.cursor = over ? (this.measure.active ? 'crosshair' : 'pointer') : '';
      }
    });
    this.map_node.addEventListener('keydown', (event) => {
      if (this.measure.active && event.target === this.map_node) {
        if (event.key === 'Enter') {
          this.measure.add_middle();
        } else if (event.key === 'Backspace') {
          this.measure.take_back();
        } else if (event.key === 'Escape') {
          document.getElementById('map-measure')?.click();
        }
      }
    });
    this.card.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.select('', null);
      }
    });
    window.addEventListener('beforeprint', () => {
      this.print_picture.src = picture_of(this.map, this.stamp);
    });
    window.addEventListener('hashchange', () => {
      const asked = read_address(location.hash, this.start);
      if (asked && layer_of(this.study, asked.view)) {
        this.view = asked.view;
        if (asked.view.place) {
          const [lng, lat, zoom] = asked.view.place;
          this.map.go_to([lng, lat], zoom);
        } else {
          this.map.fit_all();
        }
        if (asked.language !== language()) {
          document.getElementById('language')?.click();
        }
        this.refresh();
      }
    });
    document.getElementById('language')?.addEventListener('click', () => this.keep_address());
  }

  private change(change: Partial<View>): void {
    const moved = change.municipality !== undefined && change.municipality !== this.view.municipality;
    Object.assign(this.view, change);
    if (!layer_of(this.study, this.view)) {
      const its = this.study.layers.filter((layer) => layer.carrier === this.view.carrier);
      this.view.technology = (its.find((layer) => layer.technology === '5g') ?? its[0])?.technology ?? '';
    }
    if (moved) {
      if (this.view.municipality === '') {
        this.map.fit_all();
      } else {
        this.map.fit_municipality(this.view.municipality);
      }
    }
    this.refresh();
    this.keep_address();
  }

  private select(id: string, from: HTMLElement | null): void {
    const left = this.view.selected;
    if (from) {
      this.from_map = from === this.map_node;
    }
    this.view.selected = id;
    const by_map = from === this.map_node;
    if (id !== '' && !by_map) {
      this.show_on_map();
    }
    this.refresh();
    this.keep_address();
    if (id !== '') {
      this.card.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
    } else if (!by_map) {
      const table = this.view.table === 'gaps' ? this.gaps : this.assets;
      const row = this.from_map ? null : table.button_of(left);
      (row ?? this.map_node).focus({ preventScroll: this.from_map });
    }
  }

  private show_on_map(): void {
    const gap = this.selected_gap();
    const asset = this.selected_asset();
    if (gap) {
      this.map.fit(
        gap.cells.flatMap((at): [number, number][] => {
          const { row, column } = this.study.cells[at]!;
          const { mesh } = this.study;
          return [
            [mesh.west(column), mesh.south(row)],
            [mesh.west(column + 1), mesh.south(row + 1)],
          ];
        }),
        13,
      );
    } else if (asset !== undefined) {
      this.map.go_to(this.study.assets[asset]!.place, Math.max(12, this.map.place()[2]));
    }
    document.querySelector('.map-frame')?.scrollIntoView({ block: 'nearest' });
  }

  private selected_gap(): Gap | undefined {
    const id = this.view.selected.startsWith(kGapPrefix) ? this.view.selected.slice(kGapPrefix.length) : null;
    const technology = gap_technology(this.study, this.view);
    return id === null
      ? undefined
      : this.study.gaps.find((gap) => gap.id === id && gap.carrier === this.view.carrier && gap.technology === technology);
  }
  private selected_asset(): number | undefined {
    if (!this.view.selected.startsWith(kAssetPrefix)) {
      return undefined;
    }
    const id = this.view.selected.slice(kAssetPrefix.length);
    const at = this.study.assets.findIndex((asset) => asset.id === id);
    return at < 0 ? undefined : at;
  }

  private gap_at(coordinate: number[]): Gap | undefined {
    const cell = this.study.mesh.at(...to_ground(coordinate));
    return this.gaps_shown.find((gap) =>
      gap.cells.some((at) => this.study.cells[at]!.row === cell.row && this.study.cells[at]!.column === cell.column),
    );
  }

  /** Position of the cell under a place of the map; nothing beyond the study's cells. */
  private cell_at(coordinate: number[]): number | undefined {
    const { row, column } = this.study.mesh.at(...to_ground(coordinate));
    const stretch = this.study.stretches.find(
      (its) => its.row === row && column >= its.column && column < its.column + its.count,
    );
    return stretch && stretch.first + column - stretch.column;
  }
  private selected_cell(): number | undefined {
    if (!this.view.selected.startsWith(kCellPrefix)) {
      return undefined;
    }
    const code = this.view.selected.slice(kCellPrefix.length);
    const at = this.study.cells.findIndex((cell) => this.study.mesh.code(cell) === code);
    return at < 0 ? undefined : at;
  }

  private shown(): Shown {
    const asset = this.selected_asset();
    return {
      layer: this.view.layers.has('coverage') ? layer_of(this.study, this.view) : undefined,
      gaps: this.view.layers.has('gaps') ? this.gaps_shown : [],
      assets: this.view.layers.has('assets') ? this.assets_shown : [],
      outlines: this.view.layers.has('outlines'),
      municipality: this.view.municipality,
      selected_cells: this.selected_gap()?.cells ?? [this.selected_cell()].filter((at) => at !== undefined),
      selected_asset: asset,
      selected_site: asset === undefined ? undefined : value_of(this.study, this.view, asset)?.site,
      value_of: (at) => value_of(this.study, this.view, at),
    };
  }

  private refresh(): void {
    this.controls.show(this.view);
    this.gaps_shown = chosen_gaps(this.study, this.view);
    this.assets_shown = chosen_assets(this.study, this.view);
    this.map.show(this.shown());
    this.refresh_card();
    this.refresh_tables();
  }

  private refresh_card(): void {
    const gap = this.selected_gap();
    const asset = this.selected_asset();
    const cell = this.selected_cell();
    const close = () => this.select('', null);
    const card = gap
      ? gap_card(this.study, gap, close)
      : asset !== undefined
        ? asset_card(this.study, this.view, asset, close)
        : cell !== undefined
          ? cell_card(this.study, cell, close)
          : null;
    this.card.hidden = card === null;
    this.card.replaceChildren(card ?? '');
    const heading = this.card.querySelector('h3');
    if (heading) {
      heading.id = 'map-card-name';
    }
  }

  private refresh_tables(): void {
    const [west, south, east, north] = this.map.bounds();
    const inside = ([lng, lat]: [number, number]) => lng >= west && lng <= east && lat >= south && lat <= north;
    const all = !this.view.in_view;
    const gaps = this.gaps_shown.filter((gap) => all || inside(gap.centre));
    const assets = this.assets_shown.filter((at) => all || inside(this.study.assets[at]!.place));
    const people = gaps.reduce((sum, gap) => sum + gap.population, 0);
    this.in_view.checked = this.view.in_view;
    for (const [name, tab] of this.tabs) {
      const chosen = name === this.view.table;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.tables.setAttribute('aria-labelledby', `map-tab-${this.view.table}`);
    if (this.view.table === 'gaps') {
      const caption = gap_technology(this.study, this.view)
        ? both(
            `未整備箇所 ${whole(gaps.length)}か所（絞り込んだ${whole(this.gaps_shown.length)}か所のうち）。名前を選ぶと地図に示します。`,
            `${whole(gaps.length)} gap areas (of ${whole(this.gaps_shown.length)} filtered). Select a name to see it on the map.`,
          )
        : both('この事業者の組合せには、未整備箇所の一覧はありません。', 'There is no list of gap areas for this combination of carriers.');
      this.gaps.fill(gaps, caption, this.view.selected);
      this.tables.replaceChildren(this.gaps.node);
    } else {
      const caption = both(
        `資産 ${whole(assets.length)}件（絞り込んだ${whole(this.assets_shown.length)}件のうち）。名前を選ぶと地図に示します。`,
        `${whole(assets.length)} assets (of ${whole(this.assets_shown.length)} filtered). Select a name to see it on the map.`,
      );
      this.assets.fill(assets, caption, this.view.selected);
      this.tables.replaceChildren(this.assets.node);
    }
    const label = (list: Named[], name: string) => list.find((its) => its.name === name)?.label ?? { ja: name, en: name };
    const carrier = label(this.study.carriers, this.view.carrier);
    const technology = label(this.study.technologies, this.view.technology);
    this.figures.replaceChildren(
      element('strong', {}, both(`${carrier.ja}　${technology.ja}`, `${carrier.en}, ${technology.en}`)),
      '　',
      both(
        `表の範囲：未整備箇所 ${whole(gaps.length)}か所（人口 ${whole(people)}人）、資産 ${whole(assets.length)}件`,
        `In the tables: ${whole(gaps.length)} gap areas (${whole(people)} people), ${whole(assets.length)} assets`,
      ),
    );
  }

  private toggle_measure(tool: HTMLElement): void {
    if (this.measure.active) {
      this.measure.end();
      this.measured.replaceChildren();
    } else {
      this.measure.begin();
      this.map_node.focus({ preventScroll: true });
    }
    tool.setAttribute('aria-pressed', String(this.measure.active));
    this.map_node.classList.toggle('measuring', this.measure.active);
  }

  private keep_address(): void {
    const address = address_of(this.view, this.start, language());
    // Only once the reader has gone somewhere: a link to a section of the page stays what it is.
    if (location.hash === '' || location.hash.startsWith('#map')) {
      history.replaceState(null, '', address);
    }
  }

  private tell_link(): void {
    history.replaceState(null, '', address_of(this.view, this.start, language()));
    const link = element('input', { type: 'text', readonly: '', class: 'map-link', 'aria-label': 'link' });
    link.value = location.href;
    const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error('no clipboard'));
    const words = (ja: string, en: string) => {
      this.told.replaceChildren(both(ja, en), ' ', link);
      link.select();
    };
    copied.then(
      () => words('この表示へのリンクを写しました：', 'Copied a link to this view:'),
      () => words('この表示へのリンク（写して使ってください）：', 'A link to this view, to copy:'),
    );
  }

  private file_rows(): { name: string; rows: Values[]; geometries: () => GeoJsonGeometry[] } {
    const carrier = this.view.carrier;
    if (this.view.table === 'gaps') {
      const gaps = this.gaps.all();
      return {
        name: `gaps_${carrier}`,
        rows: gaps.map((gap) => gap_values(this.study, gap, this.stamp)),
        geometries: () => gaps.map((gap) => gap_geometry(this.study, gap)),
      };
    }
    const assets = this.assets.all();
    return {
      name: `assets_${carrier}`,
      rows: assets.map((at) => asset_values(this.study, this.view, at, kEffects, this.stamp)),
      geometries: () => assets.map((at) => asset_geometry(this.study, at)),
    };
  }
  private save_csv(): void {
    const { name, rows } = this.file_rows();
    if (this.something(rows)) {
      save(`${name}.csv`, 'text/csv;charset=utf-8', csv_of(rows, Object.keys(rows[0]!)));
    }
  }
  private save_geojson(): void {
    const { name, rows, geometries } = this.file_rows();
    if (this.something(rows)) {
      save(`${name}.geojson`, 'application/geo+json', geojson_of(rows, geometries()));
    }
  }
  private something(rows: Values[]): boolean {
    this.told.replaceChildren(
      rows.length > 0
        ? both(`${whole(rows.length)}件を保存しました。`, `Saved ${whole(rows.length)} rows.`)
        : both('保存するものがありません。絞り込みと地図の範囲を確かめてください。', 'Nothing to save: look at the filters and the part of the map.'),
    );
    return rows.length > 0;
  }
}

function language(): string {
  return document.documentElement.dataset['lang'] === 'en' ? 'en' : 'ja';
}
