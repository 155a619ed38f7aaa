#include "report/index_looks.hpp"

namespace todoku::report {

const std::string_view kIndexStyle = R"css(
:root{--ink:#1a1a1a;--quiet:#4a4f57;--line:#c3c9d1;--head:#0b3a75;--wash:#f3f6fa;--gap:#7f2704;--bar:#1f6fb2;--track:#dde3ea;--warn:#a01818}
*{box-sizing:border-box}
html{font-size:16px;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;color:var(--ink);background:#fff;font-family:"BIZ UDPGothic","BIZ UDPゴシック","Yu Gothic UI","Meiryo","Hiragino Sans","IPAexGothic",sans-serif;line-height:1.6}
[data-lang=ja] .en,[data-lang=en] .ja{display:none}
.skip{position:absolute;left:-9999px}
.skip:focus{left:8px;top:8px;background:#fff;padding:8px;z-index:9}
.page{max-width:1280px;margin:0 auto;padding:0 24px}
header.top{background:var(--head);color:#fff;padding:14px 0}
header.top .page{display:flex;justify-content:space-between;align-items:center;gap:24px}
h1{font-size:1.45rem;margin:0;line-height:1.35}
.state{margin:2px 0 0;font-size:.95rem}
button.lang{font:inherit;font-size:.9rem;color:#fff;background:transparent;border:1px solid #fff;border-radius:4px;padding:6px 14px;cursor:pointer;white-space:nowrap}
.stamp{background:#fff;border-bottom:3px solid var(--warn);color:var(--warn);padding:10px 0}
.stamp strong{border:2px solid var(--warn);padding:1px 8px;margin-right:12px;white-space:nowrap}
nav{border-bottom:1px solid var(--line);background:var(--wash)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:0;padding:8px 0;font-size:.95rem}
a{color:#0a4aa6}
a:focus-visible,button:focus-visible,select:focus-visible,.scroll:focus-visible{outline:3px solid #e08a00;outline-offset:2px}
section{padding:18px 0 8px;scroll-margin-top:8px}
h2{font-size:1.25rem;margin:0 0 10px;padding-bottom:4px;border-bottom:2px solid var(--head)}
h3{font-size:1.05rem;margin:18px 0 6px}
p{margin:.4em 0}
.small{font-size:.875rem;color:var(--quiet)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(270px,1fr));gap:14px;padding:0;margin:0;list-style:none}
.card{border:1px solid var(--line);border-radius:6px;padding:12px 16px}
.card h3{margin:0 0 2px}
.big{font-size:1.9rem;font-weight:700;line-height:1.2}
.track{height:12px;background:var(--track);margin:6px 0 10px;position:relative;overflow:hidden}
.fill{position:absolute;top:0;bottom:0;left:0;background:var(--bar)}
.plan{background:repeating-linear-gradient(45deg,#1f6fb2 0 3px,#cfe2f2 3px 6px)}
dl{display:grid;grid-template-columns:auto auto;gap:2px 12px;margin:0;font-size:.95rem}
dt{color:var(--quiet)}
dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
.carrier{display:grid;grid-template-columns:minmax(300px,440px) minmax(0,1fr);gap:24px;align-items:start}
.carrier.bare{grid-template-columns:minmax(0,1fr)}
.carrier h3:first-child{margin-top:0}
.carrier+.carrier{margin-top:24px}
figure{margin:0}
figure img{width:100%;height:auto;border:1px solid var(--line);display:block;background:var(--wash)}
.chart{width:100%;max-width:640px;height:auto;display:block;font-size:11px}
.chart text{fill:var(--ink)}
.chart .rule{stroke:var(--line)}
.chart .band{fill:#cfe2f2}
.chart .line{fill:none;stroke:var(--head);stroke-width:2}
.chart .mark{fill:var(--warn)}
figcaption{font-size:.875rem;margin-top:4px}
button.zoom{font:inherit;font-size:.875rem;margin:0 0 6px;padding:4px 12px;border:1px solid #6b7280;border-radius:4px;background:#fff;color:var(--ink);cursor:pointer}
button.zoom[aria-pressed=true]{background:var(--head);color:#fff}
.carrier.large{grid-template-columns:minmax(0,1fr)}
.carrier:not(.large)>figure{position:sticky;top:8px}
.files{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:2px 20px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-size:.875rem;color:var(--quiet);padding-bottom:4px}
th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top}
thead th{background:#e3eaf2;white-space:nowrap}
tbody th{font-weight:400}
tfoot td,tfoot th{background:var(--wash);font-weight:700}
.n{text-align:right;white-space:nowrap}
.c{text-align:center;white-space:nowrap}
.s{white-space:nowrap}
#evidence thead th{white-space:normal;min-width:4.5em}
td.name,th.name{min-width:11em;overflow-wrap:anywhere}
th button{font:inherit;font-weight:700;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;text-align:inherit}
th button::after{content:"\2195";font-weight:400;color:var(--quiet);padding-left:4px}
th[aria-sort=ascending] button::after{content:"\25B2";color:var(--ink)}
th[aria-sort=descending] button::after{content:"\25BC";color:var(--ink)}
.chooser{display:flex;flex-wrap:wrap;gap:8px 24px;margin:0 0 8px;padding:10px 14px;background:var(--wash);border:1px solid var(--line);border-radius:6px}
.chooser label{display:flex;gap:8px;align-items:center}
select{font:inherit;padding:4px 6px;border:1px solid #6b7280;border-radius:4px;background:#fff;max-width:16em}
.share{position:relative;min-width:8.5em}
.share i{position:absolute;left:0;top:0;bottom:0;background:#cfe2f2;z-index:0}
.share b{position:relative;font-weight:400}
.share .range{position:relative;display:block;font-size:.8rem;font-weight:400}
.big .range{font-size:1rem;font-weight:400;white-space:nowrap}
footer{border-top:1px solid var(--line);margin-top:24px;padding:12px 0 32px;font-size:.875rem;color:var(--quiet)}
noscript p{color:var(--warn)}
@media (max-width:900px){.carrier{grid-template-columns:minmax(0,1fr)}.carrier:not(.large)>figure{position:static}}
@media print{
@page{size:A4;margin:14mm}
html{font-size:10.5pt}
nav,.chooser,button.lang,button.zoom,.skip,footer{display:none}
header.top{background:#fff;color:#000;border-bottom:2px solid #000}
.page{max-width:none;padding:0}
.carrier{grid-template-columns:55mm minmax(0,1fr);gap:6mm}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:4mm}
.carrier:not(.large)>figure{position:static}
.scroll{overflow:visible}
table{font-size:8.5pt}
th button::after{content:""}
th,td{padding:1px 4px}
tr,.card,figure{break-inside:avoid}
h2,h3{break-after:avoid}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
)css";

const std::string_view kIndexScript = R"js(
(function () {
'use strict';
const root = document.documentElement;
const data = JSON.parse(document.getElementById('coverage-data').textContent);
const table = document.getElementById('coverage-table');
const carrier = document.getElementById('choose-carrier');
const technology = document.getElementById('choose-technology');
const rule = document.getElementById('choose-rule');

function speak(language) {
  root.dataset.lang = language;
  root.lang = language;
  for (const option of document.querySelectorAll('option[data-ja]')) {
    option.textContent = option.dataset[language];
  }
  say_what();
}
function say_what() {
  if (data.length === 0) { return; }
  document.getElementById('coverage-shown').textContent = [carrier, technology, rule].map(function (select) {
    return select.selectedOptions[0].textContent;
  }).join('\u3000');
}
document.getElementById('language').addEventListener('click', function () {
  speak(root.dataset.lang === 'ja' ? 'en' : 'ja');
});

for (const zoom of document.querySelectorAll('button.zoom')) {
  zoom.addEventListener('click', function () {
    const large = zoom.closest('.carrier').classList.toggle('large');
    zoom.setAttribute('aria-pressed', String(large));
  });
}

function cell(tag, text, name, value) {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) { node.className = name; }
  if (value !== undefined) { node.dataset.v = value; }
  return node;
}
function whole(number) {
  return Math.round(number).toLocaleString('en-US');
}
function percent(part, all) {
  if (!(all > 0)) { return '－'; }
  let text = '';
  for (let decimals = 1; decimals <= 3; ++decimals) {
    text = (100 * part / all).toFixed(decimals);
    const says_all = Number(text) >= 100 && Math.round(part) < Math.round(all);
    const says_none = Number(text) === 0 && Math.round(part) > 0;
    if (!says_all && !says_none) { break; }
  }
  return text + '％';
}
function line(row) {
  const tr = document.createElement('tr');
  const ratio = row[4] > 0 ? row[5] / row[4] : 0;
  const area = row[8] > 0 ? row[9] / row[8] : 0;
  tr.append(cell('td', row[0], 'c', row[0]));
  const name = cell('th', row[1], '', row[0]);
  name.scope = 'row';
  tr.append(name);
  tr.append(cell('td', whole(row[4]), 'n', row[4]));
  tr.append(cell('td', whole(row[5]), 'n', row[5]));
  const share = cell('td', '', 'n share', ratio);
  const bar = document.createElement('i');
  bar.style.width = Math.min(100, 100 * ratio) + '%';
  share.append(bar, cell('b', percent(row[5], row[4])));
  if (row[12]) { share.append(cell('span', '（' + row[12] + '）', 'range')); }
  tr.append(share);
  tr.append(cell('td', whole(row[4] - row[5] - row[10]), 'n', row[4] - row[5] - row[10]));
  tr.append(cell('td', whole(row[6] - row[7] - row[11]), 'n', row[6] - row[7] - row[11]));
  tr.append(cell('td', percent(row[9], row[8]), 'n', area));
  return tr;
}
function offer(select, values, wanted) {
  let found = false;
  for (const option of select.options) {
    const there = values.has(option.value);
    option.hidden = option.disabled = !there;
    if (there && option.value === wanted) { found = true; }
  }
  if (!found) {
    const first = Array.from(select.options).find(function (option) { return !option.disabled; });
    if (first) { select.value = first.value; }
  }
}
function show() {
  const of_carrier = data.filter(function (row) { return row[2][0] === carrier.value; });
  offer(technology, new Set(of_carrier.map(function (row) { return row[2][1]; })), technology.value);
  const of_technology = of_carrier.filter(function (row) { return row[2][1] === technology.value; });
  offer(rule, new Set(of_technology.map(function (row) { return row[3]; })), rule.value);
  const body = document.createElement('tbody');
  const foot = document.createElement('tfoot');
  for (const row of of_technology) {
    if (row[3] === rule.value) { (row[0].slice(2, 5) === '000' ? foot : body).append(line(row)); }
  }
  table.tBodies[0].replaceWith(body);
  if (table.tFoot) { table.tFoot.remove(); }
  table.append(foot);
  say_what();
  const sorted = table.querySelector('th[aria-sort]');
  if (sorted) { sort(table, sorted.cellIndex, sorted.getAttribute('aria-sort') === 'ascending'); }
}

function key(row, column) {
  const node = row.cells[column];
  const text = node.dataset.v !== undefined ? node.dataset.v : node.textContent;
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? number : text;
}
function order(a, b) {
  if (typeof a === 'number' && typeof b === 'number') { return a - b; }
  if (typeof a === 'number') { return -1; }
  if (typeof b === 'number') { return 1; }
  return a.localeCompare(b, 'ja');
}
function sort(list, column, rising) {
  const body = list.tBodies[0];
  const rows = Array.from(body.rows);
  rows.sort(function (a, b) { return (rising ? 1 : -1) * order(key(a, column), key(b, column)); });
  body.append(...rows);
}
for (const list of document.querySelectorAll('table.sortable')) {
  for (const head of list.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', function () {
      const rising = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of list.tHead.rows[0].cells) { other.removeAttribute('aria-sort'); }
      head.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
      sort(list, head.cellIndex, rising);
    });
  }
}
if (data.length > 0) {
  for (const select of [carrier, technology, rule]) { select.addEventListener('change', show); }
  show();
}
})();
)js";

} // namespace todoku::report
