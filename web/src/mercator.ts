// Web Mercator, in which the map is drawn.
import type { Position } from './geodesic';

const kRadius = 6378137;

export function x_of(lng: number): number {
  return (kRadius * lng * Math.PI) / 180;
}
export function y_of(lat: number): number {
  return kRadius * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
}
export function to_map([lng, lat]: Position): [number, number] {
  return [x_of(lng), y_of(lat)];
}
export function to_ground([x, y]: number[]): Position {
  return [
    ((x ?? 0) / kRadius) * (180 / Math.PI),
    (Math.atan(Math.exp((y ?? 0) / kRadius)) * 360) / Math.PI - 90,
  ];
}
