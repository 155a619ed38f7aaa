// The map itself: ground, cells, outlines and assets, drawn on canvas by OpenLayers.
import Feature from 'ol/Feature';
import type { FeatureLike } from 'ol/Feature';
import OlMap from 'ol/Map';
import OlView from 'ol/View';
import { defaults as controls } from 'ol/control/defaults';
import ScaleLine from 'ol/control/ScaleLine';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Point from 'ol/geom/Point';
import ImageLayer from 'ol/layer/Image';
import VectorLayer from 'ol/layer/Vector';
import ImageCanvas from 'ol/source/ImageCanvas';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import RegularShape from 'ol/style/RegularShape';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import TextStyle from 'ol/style/Text';
import { boundingExtent, type Extent } from 'ol/extent';

import { CellPainter, type Painting } from './cell_painter';
import { distance_m } from './geodesic';
import { to_ground, to_map } from './mercator';
import { kBorder, kCoast, kLand, kSite } from './palette';
import type { Asset, Municipality, Study, Value } from './study_data';

export const kFont = '"BIZ UDPGothic","Yu Gothic UI","Meiryo","Hiragino Sans","IPAexGothic",sans-serif';

export interface Shown extends Painting {
  outlines: boolean;
  municipality: string;
  /** Positions of the assets to draw. */
  assets: number[];
  selected_asset: number | undefined;
  value_of: (asset: number) => Value | undefined;
}

export class MapView {
  readonly map: OlMap;
  private shown: Shown;
  private readonly painter: CellPainter;
  private readonly cells: ImageCanvas;
  private readonly assets = new VectorSource<Feature<Point>>();
  private readonly outlines: VectorLayer;
  private readonly names: VectorLayer;
  private readonly whole: Extent;
  private readonly opening: Extent;
  private ranked: [number, number][] = [];

  constructor(
    target: HTMLElement,
    private readonly study: Study,
    shown: Shown,
  ) {
    this.shown = shown;
    this.painter = new CellPainter(study);
    this.cells = new ImageCanvas({
      ratio: 1.2,
      canvasFunction: (extent, resolution, pixel_ratio, size) => {
        const canvas = document.createElement('canvas');
        canvas.width = Math.ceil(size[0]!);
        canvas.height = Math.ceil(size[1]!);
        const context = canvas.getContext('2d');
        if (context) {
          const unit = resolution / pixel_ratio;
          const frame = { west: extent[0]!, north: extent[3]!, unit, width: canvas.width, height: canvas.height };
          this.painter.paint(context, frame, this.shown);
        }
        return canvas;
      },
    });
    const ground = new VectorSource({ features: study.municipalities.map(territory) });
    this.whole = boundingExtent(extent_corners(study));
    this.opening = this.whole;
    if (study.opening) {
      const [west, south, east, north] = study.opening;
      this.opening = boundingExtent([to_map([west, south]), to_map([east, north])]);
    }
    this.outlines = new VectorLayer({
      source: ground,
      style: (feature) => outline_style(feature, this.shown.municipality),
    });
    this.names = new VectorLayer({
      source: new VectorSource({ features: study.municipalities.filter((its) => its.label).map(name_point) }),
      declutter: true,
      style: (feature, resolution) => name_style(feature, this.name_offset(feature, resolution)),
    });
    this.map = new OlMap({
      target,
      controls: controls({ zoom: false, rotate: false, attribution: false }).extend([new ScaleLine({ minWidth: 80 })]),
      layers: [
        new VectorLayer({ source: ground, style: new Style({ fill: new Fill({ color: kLand }) }) }),
        new ImageLayer({ source: this.cells }),
        this.outlines,
        this.names,
        new VectorLayer({
          source: this.assets,
          style: (feature, resolution) => this.asset_style(feature.get('at') as number, resolution),
        }),
      ],
      view: new OlView({ minZoom: 5, maxZoom: 17, enableRotation: false, constrainResolution: false }),
    });
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.outlines.setVisible(shown.outlines);
    this.names.setVisible(shown.outlines);
    this.assets.clear(true);
    // Sites of the plan and the selected asset are drawn over the others.
    const order = [...shown.assets].sort((a, b) => this.weight(a) - this.weight(b));
    this.assets.addFeatures(order.map((at) => new Feature({ geometry: new Point(to_map(this.study.assets[at]!.place)), at })));
    this.ranked = order
      .filter((at) => shown.value_of(at)?.site)
      .map((at) => to_map(this.study.assets[at]!.place));
    this.cells.changed();
    this.outlines.changed();
    this.names.changed();
  }

  private weight(asset: number): number {
    if (asset === this.shown.selected_asset) {
      return 1e6;
    }
    const rank = this.shown.value_of(asset)?.site?.rank;
    return rank === undefined ? 0 : 1e5 - rank;
  }

  /** The asset under a pixel; nothing where there is none. */
  asset_at(pixel: number[]): number | undefined {
    return this.map.forEachFeatureAtPixel(pixel, (feature) => feature.get('at') as number | undefined, {
      hitTolerance: 5,
      layerFilter: (layer) => layer.getSource() === this.assets,
    });
  }

  fit_all(): void {
    this.fit_extent(this.whole);
  }
  /** What the page opens with: all, or where most people live. */
  fit_opening(): void {
    this.fit_extent(this.opening);
  }
  private fit_extent(extent: Extent): void {
    this.map.getView().fit(extent, { padding: [16, 16, 16, 16], size: this.map.getSize() ?? [800, 600] });
  }
  fit(places: [number, number][], closest = 14): void {
    if (places.length > 0) {
      this.map.getView().fit(boundingExtent(places.map(to_map)), {
        padding: [40, 40, 40, 40],
        maxZoom: closest,
        size: this.map.getSize() ?? [800, 600],
      });
    }
  }
  fit_municipality(code: string): void {
    const its = this.study.municipalities.find((municipality) => municipality.code === code);
    if (its) {
      const places: [number, number][] = [];
      for_each_corner(its, (lng, lat) => places.push([lng, lat]));
      this.fit(places);
    }
  }
  go_to(place: [number, number], zoom: number): void {
    const view = this.map.getView();
    view.setCenter(to_map(place));
    view.setZoom(zoom);
  }
  zoom_by(steps: number): void {
    const view = this.map.getView();
    view.setZoom((view.getZoom() ?? 8) + steps);
  }
  place(): [number, number, number] {
    const view = this.map.getView();
    const [lng, lat] = to_ground(view.getCenter() ?? [0, 0]);
    return [lng, lat, view.getZoom() ?? 8];
  }
  /** West, south, east, north in degrees. */
  bounds(): [number, number, number, number] {
    const extent = this.map.getView().calculateExtent(this.map.getSize() ?? [1, 1]);
    return [...to_ground([extent[0]!, extent[1]!]), ...to_ground([extent[2]!, extent[3]!])];
  }
  /** Metres on the ground a pixel of the screen, in the middle of the map. */
  metres_per_pixel(): number {
    const view = this.map.getView();
    const [x, y] = (view.getCenter() ?? [0, 0]) as [number, number];
    const resolution = view.getResolution() ?? 1;
    return distance_m(to_ground([x, y]), to_ground([x + resolution * 100, y])) / 100;
  }

  /** Pixels by which a name goes up or down to stand clear of the ranks, where that is possible. */
  private name_offset(feature: FeatureLike, resolution: number): number {
    const [x, y] = (feature.getGeometry() as Point).getCoordinates() as [number, number];
    const half_width = 7 * (feature.get('name') as string).length + 14;
    const clear = (offset: number) =>
      this.ranked.every(
        ([px, py]) =>
          Math.abs(px - x) / resolution > half_width || Math.abs((py - y) / resolution + offset) > 22,
      );
    return [0, -14, 14, -26, 26, -38, 38].find(clear) ?? 0;
  }

  private asset_style(at: number, resolution: number): Style[] {
    const asset = this.study.assets[at]!;
    const selected = at === this.shown.selected_asset;
    const rank = this.shown.value_of(at)?.site?.rank;
    const styles: Style[] = [];
    if (selected) {
      styles.push(kSelected);
    }
    styles.push(rank === undefined ? plain_style(asset, resolution) : ranked_style(rank));
    return styles;
  }
}

function for_each_corner(municipality: Municipality, visit: (lng: number, lat: number, ring: number) => void): void {
  municipality.rings.forEach((ring, at) => {
    let [x, y] = [0, 0];
    for (let i = 0; i + 1 < ring.length; i += 2) {
      x += ring[i]!;
      y += ring[i + 1]!;
      visit(x / 1e4, y / 1e4, at);
    }
  });
}

function territory(municipality: Municipality): Feature {
  const rings: [number, number][][] = municipality.rings.map(() => []);
  for_each_corner(municipality, (lng, lat, ring) => rings[ring]!.push(to_map([lng, lat])));
  for (const ring of rings) {
    ring.push(ring[0]!);
  }
  // Holes are filled too: what lies in one is another municipality's, drawn by itself.
  return new Feature({ geometry: new MultiPolygon(rings.map((ring) => [ring])), code: municipality.code });
}

function name_point(municipality: Municipality): Feature {
  return new Feature({ geometry: new Point(to_map(municipality.label!)), name: municipality.name });
}

function extent_corners(study: Study): [number, number][] {
  const corners: [number, number][] = [];
  for (const municipality of study.municipalities) {
    for_each_corner(municipality, (lng, lat) => corners.push(to_map([lng, lat])));
  }
  if (corners.length === 0) {
    for (const { row, column, count } of study.stretches) {
      corners.push(to_map([study.mesh.west(column), study.mesh.south(row)]));
      corners.push(to_map([study.mesh.west(column + count), study.mesh.south(row + 1)]));
    }
  }
  return corners;
}

const kOutline = new Style({ stroke: new Stroke({ color: kCoast, width: 1 }) });
const kChosen = [
  new Style({ stroke: new Stroke({ color: '#fff', width: 5 }), zIndex: 1 }),
  new Style({ stroke: new Stroke({ color: kBorder, width: 2.5 }), zIndex: 2 }),
];

function outline_style(feature: FeatureLike, chosen: string): Style | Style[] {
  return chosen !== '' && feature.get('code') === chosen ? kChosen : kOutline;
}

const kNames = new Map<string, Style>();
function name_style(feature: FeatureLike, offset: number): Style {
  const name = feature.get('name') as string;
  const key = `${name} ${offset}`;
  let style = kNames.get(key);
  if (!style) {
    style = new Style({
      text: new TextStyle({
        text: name,
        offsetY: offset,
        font: `13px ${kFont}`,
        fill: new Fill({ color: '#1a1a1a' }),
        stroke: new Stroke({ color: 'rgba(255,255,255,.9)', width: 3 }),
        overflow: true,
      }),
    });
    kNames.set(key, style);
  }
  return style;
}

const kSelected = new Style({
  image: new CircleStyle({ radius: 16, stroke: new Stroke({ color: '#000', width: 3 }), fill: new Fill({ color: 'rgba(255,255,255,.7)' }) }),
});
/** Marks of assets without a rank, by their size: thousands of them leave the map to be seen. */
const kUsable = [2, 3, 5].map(
  (radius) =>
    new Style({
      image: new CircleStyle({
        radius,
        fill: new Fill({ color: '#fff' }),
        stroke: new Stroke({ color: kSite, width: radius > 2 ? 2 : 1.5 }),
      }),
    }),
);
// A cross: told from circles by its shape.
const kUnusable = [2, 3, 5].map(
  (radius) =>
    new Style({
      image: new RegularShape({
        points: 4,
        radius: radius + 1,
        radius2: 0,
        angle: Math.PI / 4,
        stroke: new Stroke({ color: '#555', width: radius > 2 ? 2 : 1 }),
      }),
    }),
);
function plain_style(asset: Asset, resolution: number): Style {
  const size = resolution > 200 ? 0 : resolution > 60 ? 1 : 2;
  return (asset.usable ? kUsable : kUnusable)[size]!;
}

const kRanked = new Map<number, Style>();
function ranked_style(rank: number): Style {
  let style = kRanked.get(rank);
  if (!style) {
    style = new Style({
      image: new RegularShape({
        points: 4,
        angle: Math.PI / 4,
        radius: 14,
        fill: new Fill({ color: kSite }),
        stroke: new Stroke({ color: '#fff', width: 2 }),
      }),
      text: new TextStyle({ text: String(rank), font: `bold 12px ${kFont}`, fill: new Fill({ color: '#fff' }) }),
    });
    kRanked.set(rank, style);
  }
  return style;
}
