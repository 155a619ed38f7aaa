// Measuring on the map: a line through the places that are clicked, or through the middle of the map
// by Enter, and its length on the ellipsoid.
import Feature from 'ol/Feature';
import LineString from 'ol/geom/LineString';
import MultiPoint from 'ol/geom/MultiPoint';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';

import { distance_m, type Position } from './geodesic';
import type { MapView } from './map_view';
import { to_ground, to_map } from './mercator';
import { both } from './words';

const kStyles = [
  new Style({ stroke: new Stroke({ color: '#fff', width: 6 }) }),
  new Style({
    stroke: new Stroke({ color: '#a01818', width: 3, lineDash: [8, 5] }),
    image: new CircleStyle({ radius: 5, fill: new Fill({ color: '#a01818' }), stroke: new Stroke({ color: '#fff', width: 2 }) }),
  }),
];

export class Measure {
  active = false;
  private places: Position[] = [];
  private readonly source = new VectorSource();

  constructor(
    private readonly view: MapView,
    private readonly told: (words: Node) => void,
  ) {
    view.map.addLayer(new VectorLayer({ source: this.source, style: kStyles, zIndex: 10 }));
  }

  begin(): void {
    this.active = true;
    this.places = [];
    this.draw();
  }
  end(): void {
    this.active = false;
    this.places = [];
    this.source.clear();
  }
  add(coordinate: number[]): void {
    this.places.push(to_ground(coordinate));
    this.draw();
  }
  add_middle(): void {
    this.add(this.view.map.getView().getCenter() ?? [0, 0]);
  }
  take_back(): void {
    this.places.pop();
    this.draw();
  }

  private draw(): void {
    this.source.clear(true);
    const points = this.places.map(to_map);
    this.source.addFeatures([
      new Feature(new MultiPoint(points)),
      ...(points.length > 1 ? [new Feature(new LineString(points))] : []),
    ]);
    if (points.length < 2) {
      this.told(
        both(
          '測る点を地図で選んでください（キーボードでは地図を矢印キーで動かし、Enterで中央を選びます）。',
          'Select places on the map (by keyboard: move it with the arrow keys, Enter takes its middle).',
        ),
      );
      return;
    }
    let metres = 0;
    for (let i = 1; i < this.places.length; ++i) {
      metres += distance_m(this.places[i - 1]!, this.places[i]!);
    }
    const text = metres < 1000 ? `${metres.toFixed(0)} m` : `${(metres / 1000).toFixed(2)} km`;
    this.told(both(`距離：${text}（${points.length}点）`, `Distance: ${text} (${points.length} places)`));
  }
}
