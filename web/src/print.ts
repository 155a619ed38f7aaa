// The map on paper: its canvases as one picture with a scale bar, which the style sheet shows in
// print instead of the map.
import { kFont, type MapView } from './map_view';

export function picture_of(view: MapView, stamp: string): string {
  const [width = 800, height = 600] = view.map.getSize() ?? [];
  const ratio = window.devicePixelRatio || 1;
  const sheet = document.createElement('canvas');
  sheet.width = width * ratio;
  sheet.height = height * ratio;
  const pen = sheet.getContext('2d');
  if (!pen) {
    return '';
  }
  const target = view.map.getTargetElement();
  if (!target) {
    return '';
  }
  pen.fillStyle = getComputedStyle(target).backgroundColor;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  for (const canvas of target.querySelectorAll<HTMLCanvasElement>('.ol-layer canvas, canvas.ol-layer')) {
    if (canvas.width > 0) {
      pen.drawImage(canvas, 0, 0, sheet.width, sheet.height);
    }
  }
  draw_scale(pen, view.metres_per_pixel() / ratio, ratio, sheet.height);
  if (stamp !== '') {
    pen.font = `bold ${16 * ratio}px ${kFont}`;
    const wide = pen.measureText(stamp).width;
    pen.fillStyle = '#fff';
    pen.fillRect(10 * ratio, 10 * ratio, wide + 16 * ratio, 28 * ratio);
    pen.fillStyle = pen.strokeStyle = '#a01818';
    pen.strokeRect(10 * ratio, 10 * ratio, wide + 16 * ratio, 28 * ratio);
    pen.fillText(stamp, 18 * ratio, 30 * ratio);
  }
  return sheet.toDataURL('image/png');
}

function draw_scale(pen: CanvasRenderingContext2D, metres_per_pixel: number, ratio: number, height: number): void {
  const most = 160 * ratio * metres_per_pixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  const width = length / metres_per_pixel;
  const [left, bottom] = [16 * ratio, height - 16 * ratio];
  pen.fillStyle = 'rgba(255,255,255,.85)';
  pen.fillRect(left - 8 * ratio, bottom - 26 * ratio, width + 16 * ratio, 34 * ratio);
  pen.fillStyle = pen.strokeStyle = '#000';
  pen.lineWidth = 2 * ratio;
  pen.beginPath();
  pen.moveTo(left, bottom - 6 * ratio);
  pen.lineTo(left, bottom);
  pen.lineTo(left + width, bottom);
  pen.lineTo(left + width, bottom - 6 * ratio);
  pen.stroke();
  pen.font = `${12 * ratio}px ${kFont}`;
  pen.fillText(length >= 1000 ? `${length / 1000} km` : `${length} m`, left + 4 * ratio, bottom - 9 * ratio);
}
