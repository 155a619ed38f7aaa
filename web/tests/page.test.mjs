import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, test } from 'node:test';
import {
  address_now, address_of_changed, at, axe_source, cells, close, colour, data, kAddress, kPage, open, settled, shares, summed,
} from './page.mjs';

after(close);

const kNothing = { hidden: 'gaps assets outlines' };
const carrier = data.plans[0].carrier;
const gaps = data.gaps.filter((gap) => gap.carrier === carrier && gap.technology === '5g');
const fullest = (gap) =>
  summed(gap.cells).reduce((best, cell) => (data.cells.population[cell] > data.cells.population[best] ? cell : best));

test('The page is small enough to send and asks nobody for anything', async () => {
  assert.ok(statSync(kPage).size < 15 * 1024 * 1024);
  const page = await open();
  assert.deepEqual(
    page.asked.filter((address) => !address.startsWith('data:')),
    [kAddress],
  );
  // What the policy forbids fails: the page could not ask if it wanted to.
  const refused = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch('https://example.org/').catch(() => {});
      }),
  );
  assert.equal(refused, 'connect-src');
  await page.close();
});

test('The map is drawn where WebGL is off', async () => {
  const page = await open();
  assert.equal(await page.evaluate(() => document.createElement('canvas').getContext('webgl')), null);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A cell has the colour of its covered share', async () => {
  const technology = '5g';
  const percent = shares(carrier, technology);
  const classes = [
    [0, 1, '#f9f7f1'],
    [1, 25, '#cfe1f0'],
    [25, 50, '#93bfe0'],
    [50, 75, '#4a8cc2'],
    [75, 101, '#174f88'],
  ];
  // Cells inland: all eight around them are the study's too.
  const held = new Set(cells.map(({ row, column }) => `${row} ${column}`));
  const inland = ({ row, column }) =>
    [-1, 0, 1].every((up) => [-1, 0, 1].every((east) => held.has(`${row + up} ${column + east}`)));
  for (const [from, below, expected] of classes) {
    const cell = cells.findIndex((its, i) => percent[i] >= from && percent[i] < below && inland(its));
    assert.notEqual(cell, -1, `no cell of ${from} to ${below} percent`);
    const page = await open(at(cells[cell], 14, kNothing));
    assert.equal(await colour(page), expected, `${percent[cell]} percent`);
    await page.close();
  }
});

test('A gap is drawn over coverage in the class of its people, and can be put away', async () => {
  const gap = gaps[0];
  const cell = fullest(gap);
  const people = data.cells.population[cell];
  const page = await open(at(cells[cell], 14, { hidden: 'assets outlines' }));
  assert.equal(await colour(page), people < 10 ? '#e9bb2d' : people < 100 ? '#da6f17' : '#7f2704');
  await page.uncheck('#map-layer-gaps');
  await settled(page);
  const below = await colour(page);
  assert.ok(['#f9f7f1', '#cfe1f0', '#93bfe0'].includes(below), below);
  await page.uncheck('#map-layer-coverage');
  await settled(page);
  assert.equal(await colour(page), '#f9f7f1');
  await page.close();
});

test('Another technology is another picture', async () => {
  const [any, own] = [shares(carrier, 'mobile'), shares(carrier, '5g')];
  const cell = cells.findIndex((_, i) => any[i] === 100 && own[i] === 0);
  const page = await open(at(cells[cell], 14, kNothing));
  const before = await colour(page);
  await page.selectOption('#map-technology', 'mobile');
  await settled(page);
  assert.notEqual(await colour(page), before);
  assert.equal(await colour(page), '#174f88');
  await page.close();
});

test('Clicks select what is drawn: a gap, a site of the plan with whom it reaches, a cell', async () => {
  const page = await open(at(cells[fullest(gaps[0])], 14, { hidden: 'assets' }));
  await page.click('#map-view');
  assert.match(await page.textContent('.map-card h3'), new RegExp(`No.${gaps[0].number}`));
  assert.match(await address_now(page), /selected=gap/);
  await page.close();

  const site = data.plans[0].sites[0];
  const [lng, lat] = data.assets[site.asset].place;
  const here = `#map?at=${lng},${lat},13&hidden=gaps`;
  const plan = await open(here);
  const served = summed(site.cells).find((_, i) => site.percent[i] >= 90);
  assert.notEqual(served, undefined);
  await plan.click('#map-view');
  assert.equal(await plan.textContent('.map-card h3'), data.assets[site.asset].name);
  await settled(plan);
  const away = await open(at(cells[served], 15, { hidden: 'gaps assets outlines', selected: `asset:${data.assets[site.asset].id}` }));
  const seen = new Set();
  for (let i = 0; i < 12; ++i) {
    seen.add(await colour(away, 640 - 160 + i, 300));
  }
  assert.ok(seen.size > 1, 'cells reached are hatched');
  await plan.close();
  await away.close();

  const percent = shares(carrier, '5g');
  const covered = cells.findIndex((_, i) => percent[i] === 100);
  const cell = await open(at(cells[covered], 14, kNothing));
  await cell.click('#map-view');
  assert.match(await cell.textContent('.map-card h3'), /\d{8,}/);
  assert.match(await cell.textContent('.map-card table'), /100％/);
  await cell.close();
});

/** Row and column of a code of 1 km or finer (JIS X 0410: 2 + 2, 1 + 1, 1 + 1 digits, then quarters). */
function cell_of(code) {
  const digit = (i) => Number(code[i]);
  let row = (Number(code.slice(0, 2)) * 8 + digit(4)) * 10 + digit(6);
  let column = ((Number(code.slice(2, 4)) + 100) * 8 + digit(5)) * 10 + digit(7);
  for (const quarter of code.slice(8)) {
    row = 2 * row + Math.floor((Number(quarter) - 1) / 2);
    column = 2 * column + ((Number(quarter) - 1) % 2);
  }
  return { row, column };
}

test("A cell's code is that of todoku, which ends a gap's id, and that of the place clicked", async () => {
  for (const gap of gaps.slice(0, 3)) {
    const code = gap.id.split('-')[1];
    const { row, column } = cell_of(code);
    assert.ok(summed(gap.cells).some((its) => cells[its].row === row && cells[its].column === column), gap.id);
    const page = await open(`#map?selected=cell:${code}`);
    assert.match(await page.textContent('.map-card h3'), new RegExp(`Cell ${code}$`));
    await page.close();
    const clicked = await open(at({ row, column }, 14, kNothing));
    await clicked.click('#map-view');
    assert.match(await clicked.textContent('.map-card h3'), new RegExp(`Cell ${code}$`));
    await clicked.close();
  }
});

test('Filters leave what they say, in the table and in what it counts', async () => {
  const page = await open('#map?use=&table=assets&in_view=0');
  const listed = async () => {
    const [, count] = /資産 ([\d,]+)件/.exec(await page.textContent('#map-assets caption'));
    return Number(count.replaceAll(',', ''));
  };
  const expected = (keep) => data.assets.filter(keep).length;
  assert.equal(await listed(), data.assets.length);
  await page.selectOption('#map-power', 'yes');
  assert.equal(await listed(), expected((asset) => asset.power === true));
  await page.selectOption('#map-fibre', 'unknown');
  assert.equal(await listed(), expected((asset) => asset.power === true && asset.fibre === null));
  await page.selectOption('#map-power', '');
  await page.selectOption('#map-fibre', '');
  await page.fill('#map-height', '15');
  await page.press('#map-height', 'Enter');
  assert.equal(await listed(), expected((asset) => asset.height_m >= 15));
  await page.fill('#map-height', '');
  await page.press('#map-height', 'Enter');
  for (const effect of ['exclude', 'permit', 'notify']) {
    await page.selectOption('#map-restriction', effect);
    assert.equal(await listed(), expected((asset) => asset.restrictions.some((hit) => hit.effect === effect)));
  }
  await page.selectOption('#map-restriction', '');
  const at = data.assets[0].municipality;
  await page.selectOption('#map-municipality', data.municipalities[at].code);
  assert.equal(await listed(), expected((asset) => asset.municipality === at));
  await page.selectOption('#map-use', 'unusable');
  assert.equal(await listed(), expected((asset) => asset.municipality === at && !asset.usable));
  await page.close();
});

test('The table follows the map', async () => {
  const page = await open();
  const count = async () => Number(/未整備箇所 ([\d,]+)か所/.exec(await page.textContent('#map-gaps caption'))[1].replaceAll(',', ''));
  assert.equal(await count(), gaps.length);
  await page.click('#map-gaps tbody tr:first-child button.name');
  await settled(page);
  const near = await count();
  assert.ok(near >= 1 && near < gaps.length, `${near} of ${gaps.length}`);
  await page.uncheck('#map-in-view');
  assert.equal(await count(), gaps.length);
  await page.close();
});

test('Headings sort, and say how', async () => {
  const page = await open('#map?in_view=0');
  const people = () =>
    page.$$eval('#map-gaps tbody tr', (rows) => rows.map((row) => Number(row.cells[3].textContent.replaceAll(',', ''))));
  await page.click('#map-gaps thead th:nth-child(4) button');
  assert.equal(await page.getAttribute('#map-gaps thead th:nth-child(4)', 'aria-sort'), 'descending');
  const falling = await people();
  assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
  await page.click('#map-gaps thead th:nth-child(4) button');
  assert.equal(await page.getAttribute('#map-gaps thead th:nth-child(4)', 'aria-sort'), 'ascending');
  assert.ok((await people())[0] <= falling.at(-1));
  await page.close();
});

async function saved(page, words) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`button:has-text("${words}")`)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('What is filtered can be saved: CSV for Excel and GeoJSON with outlines on the mesh', async () => {
  const page = await open('#map?in_view=0');
  const csv = await saved(page, 'CSVで保存');
  assert.equal(csv.name, `gaps_${carrier}.csv`);
  assert.ok(csv.text.startsWith('\ufeffid,carrier,'));
  const lines = csv.text.trimEnd().split('\r\n');
  assert.equal(lines.length, gaps.length + 1);
  assert.ok(lines[0].endsWith(',synthetic') && lines[1].endsWith(',模擬データ'));

  const geojson = JSON.parse((await saved(page, 'GeoJSONで保存')).text);
  assert.equal(geojson.features.length, gaps.length);
  const by_id = new Map(gaps.map((gap) => [gap.id, gap]));
  for (const { geometry, properties } of geojson.features) {
    let area = 0; // in cells; holes run the other way
    for (const ring of geometry.coordinates.flat()) {
      assert.deepEqual(ring[0], ring.at(-1));
      for (let i = 0; i + 1 < ring.length; ++i) {
        area += (ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]) / 2;
      }
    }
    area *= (data.cells.columns_per_degree * data.cells.half_rows_per_degree) / 2;
    assert.ok(Math.abs(area - by_id.get(properties.id).cells.length) < 1e-3, properties.id);
  }
  await page.selectOption('#map-municipality', data.municipalities[gaps[0].municipality].code);
  const fewer = await saved(page, 'CSVで保存');
  const of_it = gaps.filter((gap) => gap.municipality === gaps[0].municipality);
  assert.equal(fewer.text.trimEnd().split('\r\n').length, of_it.length + 1);
  await page.close();
});

test('The page opens with the assets of the plan, not with all', async () => {
  const page = await open();
  const [, count] = /資産 ([\d,]+)件/.exec(await page.textContent('.map-figures'));
  assert.equal(Number(count.replaceAll(',', '')), data.plans[0].sites.length);
  await page.selectOption('#map-use', '');
  const [, all] = /資産 ([\d,]+)件/.exec(await page.textContent('.map-figures'));
  assert.equal(Number(all.replaceAll(',', '')), data.assets.length);
  await page.close();
});

test('Tables open by number and by rank, and say so', async () => {
  const page = await open();
  const headings = await page.$$eval('#map-gaps thead th, #map-assets thead th', (all) =>
    all.map((th) => [th.closest('table').id, th.cellIndex, th.getAttribute('aria-sort')]).filter((its) => its[2]),
  );
  for (const [table, cell, order] of headings) {
    assert.deepEqual([cell, order], [0, 'ascending'], table);
  }
  assert.ok(headings.length > 0);
  await page.close();
});

test('In English words are English: stamp, presence, heights, what a place is called', async () => {
  const page = await open();
  await page.click('button.lang');
  const words = await page.$$eval('.stamp strong, .map-stamp, .carrier td.c', (all) => all.map((its) => its.innerText.trim()));
  assert.ok(words.length > 10);
  for (const word of words) {
    assert.doesNotMatch(word, /[\u3040-\u30ff\u4e00-\u9fff]/);
  }
  const place = await page.$eval('#carrier-1 .carrier tbody tr .en', (its) => its.innerText);
  assert.match(place, /^(near |about [0-9.]+ km )/);
  await page.close();
});

test('Names that a spreadsheet would compute are saved as text, numbers below nothing as numbers', async () => {
  const names = ['=1+1', '+81', '-1', '@SUM(A1)', '\t=1', "'=1", '"=1"', '市役所=本庁', '𠮷野家㍿葛\u{E0100}', '長'.repeat(300)];
  const address = address_of_changed((other) => {
    other.assets = other.assets.slice(0, names.length).map((asset, at) => ({ ...asset, name: names[at], height_m: -1, usable: true }));
    other.plans = other.plans.map((plan) => ({ ...plan, values: [], sites: [] }));
  });
  const page = await open('#map?table=assets&in_view=0&use=', undefined, address);
  const { text } = await saved(page, 'CSVで保存');
  for (const kept of ["'=1+1", "'+81", "'-1", "'@SUM(A1)", "'\t=1", "'=1", '"""=1"""', ...names.slice(7)]) {
    assert.ok(text.includes(`,${kept},`), kept);
  }
  assert.equal(text.split(',-1,').length - 1, names.length);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  await page.close();
});

test('A link brings the same view back', async () => {
  const page = await open('#map?table=assets&use=usable&power=yes&in_view=0');
  await page.selectOption('#map-technology', '4g');
  await page.click('#map-assets tbody tr:first-child button.name');
  await page.click('#language');
  await settled(page);
  const address = await address_now(page);
  const caption = await page.textContent('#map-assets caption .en');
  const middle = await colour(page, 30, 300);
  const again = await open(new URL(address).hash);
  assert.equal(await address_now(again), address);
  assert.equal(await again.textContent('#map-assets caption .en'), caption);
  assert.equal(await again.inputValue('#map-technology'), '4g');
  assert.equal(await again.textContent('.map-card h3'), await page.textContent('.map-card h3'));
  assert.equal(await again.getAttribute('html', 'lang'), 'en');
  assert.equal(await colour(again, 30, 300), middle);
  await page.close();
  await again.close();
});

test('Everything can be done by keyboard: move, measure, choose, close', async () => {
  const page = await open();
  await page.focus('#map-measure');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'map-view');
  const place = async () => new URLSearchParams(new URL(await address_now(page)).hash.slice(5)).get('at').split(',').map(Number);
  const step_east = async () => {
    const before = await address_now(page);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((address) => location.href !== address, before); // it is kept once the map rests
  };
  await page.keyboard.press('Enter');
  await step_east();
  const [lng, lat] = await place();
  await page.keyboard.press('Enter');
  await step_east();
  const [lng2] = await place();
  await page.keyboard.press('Enter');
  const [, kilometres] = /距離：([\d.]+) km（3点）/.exec(await page.textContent('.map-measured'));
  // Two equal steps along a parallel of the ellipsoid GRS 80.
  const e2 = (2 - 1 / 298.257222101) / 298.257222101;
  const radians = Math.PI / 180;
  const prime_vertical = 6378.137 / Math.sqrt(1 - e2 * Math.sin(lat * radians) ** 2);
  const step = (lng2 - lng) * radians * prime_vertical * Math.cos(lat * radians);
  assert.ok(Math.abs(Number(kilometres) - 2 * step) < 0.002 * step, `${kilometres} km, steps of ${step} km`);
  await page.keyboard.press('Escape');
  assert.equal(await page.textContent('.map-measured'), '');

  await page.focus('#map-gaps tbody tr:first-child button.name');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'map-card-name');
  await page.keyboard.press('Escape');
  assert.equal(await page.isVisible('.map-card'), false);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'name');
  await page.focus('#map-tab-gaps');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getAttribute('#map-tab-assets', 'aria-selected'), 'true');
  await page.close();
});

test('On paper the map is a picture with the stamp, without its tools', async () => {
  const page = await open();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.isVisible('.map-print'), true);
  assert.equal(await page.isVisible('.map-form'), false);
  const picture = await page.evaluate(async () => {
    const image = document.querySelector('.map-print');
    await image.decode();
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [image.naturalWidth, image.naturalHeight];
    const pen = sheet.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, sheet.width, sheet.height);
    const colours = {};
    for (let i = 0; i < data.length; i += 4) {
      const name = `${data[i]},${data[i + 1]},${data[i + 2]}`;
      colours[name] = (colours[name] ?? 0) + 1;
    }
    return colours;
  });
  for (const name of ['23,79,136', '249,247,241', '230,241,248', '160,24,24']) {
    assert.ok(picture[name] > 50, `${name}: ${picture[name]}`); // covered, land, sea, stamp
  }
  await page.close();
});

test('axe-core finds nothing, in either language, with and without a card, wide and narrow', async () => {
  for (const [hash, viewport, card] of [
    ['', { width: 1280, height: 800 }, false],
    ['#map?table=assets&lang=ja', { width: 1280, height: 800 }, true],
    ['#map?lang=en', { width: 400, height: 800 }, true],
  ]) {
    const page = await open(hash, viewport);
    if (card) {
      await page.click('.map-tables tbody tr:first-child button.name');
    }
    await settled(page);
    await page.addScriptTag({ content: axe_source });
    const { violations } = await page.evaluate(() => window.axe.run(document));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
    assert.deepEqual(told, []);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      true,
      'nothing is wider than the screen',
    );
    await page.close();
  }
});

test('The licences of what is bundled stand in the page', async () => {
  const page = await open();
  const text = await page.textContent('.licences');
  for (const words of ['OpenLayers 10', 'Redistributions in binary form must reproduce', 'RBush', 'quickselect']) {
    assert.ok(text.includes(words), words);
  }
  await page.close();
});
