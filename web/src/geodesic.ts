// Distance on the ellipsoid GRS 80 (Vincenty 1975, inverse problem), in metres; exact to a millimetre
// within a country.

export type Position = [lng: number, lat: number];

const kA = 6378137;
const kF = 1 / 298.257222101;
const kB = kA * (1 - kF);

export function distance_m([lng1, lat1]: Position, [lng2, lat2]: Position): number {
  const radians = Math.PI / 180;
  const u1 = Math.atan((1 - kF) * Math.tan(lat1 * radians));
  const u2 = Math.atan((1 - kF) * Math.tan(lat2 * radians));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const difference = (lng2 - lng1) * radians;
  let lambda = difference;
  for (let i = 0; i < 100; ++i) {
    const sin_lambda = Math.sin(lambda);
    const cos_lambda = Math.cos(lambda);
    const sin_sigma = Math.hypot(c2 * sin_lambda, c1 * s2 - s1 * c2 * cos_lambda);
    if (sin_sigma === 0) {
      return 0;
    }
    const cos_sigma = s1 * s2 + c1 * c2 * cos_lambda;
    const sigma = Math.atan2(sin_sigma, cos_sigma);
    const sin_alpha = (c1 * c2 * sin_lambda) / sin_sigma;
    const cos2_alpha = 1 - sin_alpha ** 2;
    const middle = cos2_alpha === 0 ? 0 : cos_sigma - (2 * s1 * s2) / cos2_alpha;
    const c = (kF / 16) * cos2_alpha * (4 + kF * (4 - 3 * cos2_alpha));
    const last = lambda;
    lambda =
      difference +
      (1 - c) *
        kF *
        sin_alpha *
        (sigma + c * sin_sigma * (middle + c * cos_sigma * (2 * middle ** 2 - 1)));
    if (Math.abs(lambda - last) < 1e-12) {
      const u_squared = (cos2_alpha * (kA ** 2 - kB ** 2)) / kB ** 2;
      const a =
        1 + (u_squared / 16384) * (4096 + u_squared * (-768 + u_squared * (320 - 175 * u_squared)));
      const b = (u_squared / 1024) * (256 + u_squared * (-128 + u_squared * (74 - 47 * u_squared)));
      const delta =
        b *
        sin_sigma *
        (middle +
          (b / 4) *
            (cos_sigma * (2 * middle ** 2 - 1) -
              (b / 6) * middle * (4 * sin_sigma ** 2 - 3) * (4 * middle ** 2 - 3)));
      return kB * a * (sigma - delta);
    }
  }
  return NaN;
}
