// A finished index.html in headless Chromium without WebGL, and the data it holds, read apart from its script.
//   TODOKU_PAGE   the page: index.html of a run of the demo
//   CHROMIUM      the browser; /usr/bin/chromium where it is not given
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';

export const kPage = process.env.TODOKU_PAGE ?? '';
export const kAddress = pathToFileURL(kPage).href;
const html = readFileSync(kPage, 'utf8');

const packed = /<script type="application\/x-todoku-map" id="map-data">([^<]*)<\/script>/.exec(html);
if (!packed) {
  throw new Error(`${kPage} has no map: was todoku built with web/node_modules?`);
}
export const data = JSON.parse(inflateSync(Buffer.from(packed[1], 'base64')).toString('utf8'));

/** Address of a copy of the page whose data `change` has altered. */
export function address_of_changed(change) {
  const other = structuredClone(data);
  change(other);
  const text = deflateSync(Buffer.from(JSON.stringify(other), 'utf8')).toString('base64');
  const file = join(mkdtempSync(join(tmpdir(), 'todoku-page-')), 'index.html');
  writeFileSync(file, html.replace(packed[1], () => text));
  return pathToFileURL(file).href;
}

/** Row and column of each cell. */
export const cells = [];
{
  let row = 0;
  for (let i = 0; i < data.cells.rows.length; i += 3) {
    row += data.cells.rows[i];
    for (let k = 0; k < data.cells.rows[i + 2]; ++k) {
      cells.push({ row, column: data.cells.rows[i + 1] + k });
    }
  }
}
export function centre_of(cell) {
  return {
    lng: (cell.column + 0.5) / data.cells.columns_per_degree,
    lat: (2 * (cell.row + 0.5)) / data.cells.half_rows_per_degree,
  };
}
export function unrolled(runs) {
  const values = [];
  for (let i = 0; i < runs.length; i += 2) {
    for (let k = 0; k < runs[i + 1]; ++k) {
      values.push(runs[i]);
    }
  }
  return values;
}
export function summed(steps) {
  let last = 0;
  return steps.map((step) => (last += step));
}
export function shares(carrier, technology) {
  return unrolled(data.layers.find((its) => its.carrier === carrier && its.technology === technology).shares);
}

export const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
export async function open(hash = '', viewport = { width: 1280, height: 800 }, address = kAddress) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'],
  });
  const page = await browser.newPage({ viewport });
  page.asked = [];
  page.faults = [];
  page.on('request', (request) => page.asked.push(request.url()));
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  await page.goto(address + hash);
  await page.waitForSelector('#map-app[data-ready]');
  await settled(page);
  return page;
}
export async function close() {
  await browser?.close();
}

/** Two pictures of the map in a row are the same, and the page has come to where it scrolls. */
export async function settled(page) {
  let last = '';
  for (let i = 0; i < 50; ++i) {
    await page.waitForTimeout(60);
    const [pictures, scrolled] = await page.evaluate(() => [
      [...document.querySelectorAll('.map-view canvas')].map((canvas) => (canvas.width > 0 ? canvas.toDataURL() : '')).join(),
      window.scrollY,
    ]);
    const now = pictures === '' ? '' : `${scrolled} ${pictures}`;
    if (now !== '' && now === last) {
      return;
    }
    last = now;
  }
  throw new Error('the map does not come to rest');
}

/** What the map's canvases show at a pixel of the map, "#rrggbb"; its middle where none is given. */
export async function colour(page, x, y) {
  return page.evaluate(
    ([x, y]) => {
      const map = document.querySelector('.map-view').getBoundingClientRect();
      const dot = document.createElement('canvas');
      dot.width = dot.height = 1;
      const pen = dot.getContext('2d');
      for (const canvas of document.querySelectorAll('.map-view canvas')) {
        if (canvas.width > 0 && canvas.offsetParent !== null) {
          const its = canvas.getBoundingClientRect();
          const [px, py] = [map.left + (x ?? map.width / 2) - its.left, map.top + (y ?? map.height / 2) - its.top];
          pen.drawImage(canvas, (-px * canvas.width) / its.width, (-py * canvas.height) / its.height);
        }
      }
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      return a === 0 ? 'nothing' : '#' + [r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('');
    },
    [x, y],
  );
}

/** The address as the page has it now; page.url() learns of it later, under load by more than a key press. */
export function address_now(page) {
  return page.evaluate(() => location.href);
}

/** The address of a view on the middle of a cell. */
export function at(cell, zoom, said = {}) {
  const { lng, lat } = centre_of(cell);
  return '#map?' + new URLSearchParams({ at: `${lng},${lat},${zoom}`, ...said });
}
