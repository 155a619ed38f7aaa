// What the colours and marks of the map mean.
import { kGaps, kShares, kUnknown } from './palette';
import type { Study } from './study_data';
import { both, both_of, element, type Child } from './words';

function swatch(style: string): HTMLElement {
  return element('i', { class: 'swatch', style, 'aria-hidden': 'true' });
}

export function legend(study: Study): HTMLElement {
  const item = (mark: HTMLElement, words: Child) => element('li', {}, mark, words);
  const some_unknown = study.layers.some((layer) => layer.most !== layer.shares);
  return element(
    'div',
    { class: 'map-legend' },
    element('h3', { class: 'unseen' }, both('凡例', 'Legend')),
    element('h4', {}, both('メッシュの面積のうちエリアに入る割合', 'Covered share of a cell')),
    element(
      'ul',
      {},
      ...kShares.map((step) => item(swatch(`background:${step.colour}`), both_of(step.label))),
      some_unknown
        ? item(swatch(`background:${kUnknown}`), both('エリアの内外が分からない', 'not known'))
        : null,
    ),
    element('h4', {}, both('未整備箇所（メッシュの人口）', 'Gap areas (people of a cell)')),
    element('ul', {}, ...kGaps.map((step) => item(swatch(`background:${step.colour}`), both_of(step.label)))),
    element('h4', {}, both('資産', 'Assets')),
    element(
      'ul',
      {},
      item(element('i', { class: 'mark ranked', 'aria-hidden': 'true' }, '1'), both('提供資産（順位）', 'offered, with its rank')),
      item(element('i', { class: 'mark usable', 'aria-hidden': 'true' }), both('候補資産', 'may be asked for')),
      item(element('i', { class: 'mark unusable', 'aria-hidden': 'true' }, '×'), both('使えない資産', 'not usable')),
      item(element('i', { class: 'swatch hatched', 'aria-hidden': 'true' }), both('選んだ提供資産で半数以上に届く', 'half or more reached by the selected site')),
    ),
  );
}
