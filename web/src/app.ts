// The map of index.html put together: form, map, card, tables, and the address that keeps a view.
import { asset_card, cell_card, gap_card } from './card';
import { Controls } from './controls';
import { chosen_assets, chosen_gaps, layer_of, value_of } from './filters';
import { frame } from './frame';
import { Lists } from './lists';
import { MapView, type Shown } from './map_view';
import { Measure } from './measure';
import { picture_of } from './print';
import { asset_id, cell_at, cell_id, corners_of, gap_at, gap_id, selected_asset, selected_cell, selected_gap } from './selection';
import type { Gap, Study } from './study_data';
import { address_of, kLayerNames, read_address, type View } from './view';
import { both, element } from './words';

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
  private readonly lists: Lists;
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
  private readonly measured = element('p', { class: 'map-measured', role: 'status' });
  private readonly print_picture = element('img', { class: 'map-print', alt: 'エリア、未整備箇所、資産の地図' });
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
    this.lists = new Lists({
      study,
      stamp,
      view: () => this.view,
      change: (change) => this.change(change),
      choose: (id, from) => this.select(id, from),
      tell: (words) => this.told.replaceChildren(words),
    });
    root.replaceChildren(...this.framed());
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
      this.map.fit_opening();
    }
    if (asked) {
      document.getElementById('map')?.scrollIntoView();
    }
    this.refresh();
  }

  private framed(): (HTMLElement | string)[] {
    return frame(
      this.study,
      this.stamp,
      {
        form: this.controls.node,
        map: this.map_node,
        card: this.card,
        print_picture: this.print_picture,
        lines: [this.measured, this.told, this.lists.figures],
        lists: this.lists.node,
      },
      {
        zoom_by: (steps) => this.map.zoom_by(steps),
        fit_all: () => this.map.fit_all(),
        toggle_measure: (tool) => this.toggle_measure(tool),
        tell_link: () => this.tell_link(),
      },
    );
  }

  private listen(): void {
    const { map } = this.map;
    map.on('moveend', () => {
      this.view.place = this.map.place();
      this.refresh_lists();
      this.keep_address();
    });
    map.on('click', (event) => {
      if (this.measure.active) {
        this.measure.add(event.coordinate);
        return;
      }
      const asset = this.view.layers.has('assets') ? this.map.asset_at(event.pixel) : undefined;
      if (asset !== undefined) {
        this.select(asset_id(this.study, asset), this.map_node);
        return;
      }
      const gap = this.view.layers.has('gaps') ? gap_at(this.study, this.gaps_shown, event.coordinate) : undefined;
      const cell = gap ? undefined : cell_at(this.study, event.coordinate);
      this.select(
        gap ? gap_id(gap) : cell === undefined ? '' : cell_id(this.study, cell),
        this.map_node,
      );
    });
    map.on('pointermove', (event) => {
      if (!event.dragging) {
        const over = this.measure.active || this.map.asset_at(event.pixel) !== undefined || gap_at(this.study, this.gaps_shown, event.coordinate);
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
          this.map.fit_opening();
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
        this.map.fit_opening();
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
      const row = this.from_map ? null : this.lists.button_of(left);
      (row ?? this.map_node).focus({ preventScroll: this.from_map });
    }
  }

  private show_on_map(): void {
    const gap = selected_gap(this.study, this.view);
    const asset = selected_asset(this.study, this.view);
    if (gap) {
      this.map.fit(corners_of(this.study, gap), 13);
    } else if (asset !== undefined) {
      this.map.go_to(this.study.assets[asset]!.place, Math.max(12, this.map.place()[2]));
    }
    document.querySelector('.map-frame')?.scrollIntoView({ block: 'nearest' });
  }

  private shown(): Shown {
    const asset = selected_asset(this.study, this.view);
    return {
      layer: this.view.layers.has('coverage') ? layer_of(this.study, this.view) : undefined,
      gaps: this.view.layers.has('gaps') ? this.gaps_shown : [],
      assets: this.view.layers.has('assets') ? this.assets_shown : [],
      outlines: this.view.layers.has('outlines'),
      municipality: this.view.municipality,
      selected_cells: selected_gap(this.study, this.view)?.cells ?? [selected_cell(this.study, this.view)].filter((at) => at !== undefined),
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
    this.refresh_lists();
  }

  private refresh_card(): void {
    const gap = selected_gap(this.study, this.view);
    const asset = selected_asset(this.study, this.view);
    const cell = selected_cell(this.study, this.view);
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

  private refresh_lists(): void {
    this.lists.show({ gaps: this.gaps_shown, assets: this.assets_shown }, this.map.bounds());
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
}

function language(): string {
  return document.documentElement.dataset['lang'] === 'en' ? 'en' : 'ja';
}