// What stands around the map: its name for screen readers, tools, stamp, notes.
import { legend } from './legend';
import { licences } from './licences';
import type { Study } from './study_data';
import { both, button, element, type Child } from './words';

/** What the tools do. */
export interface Acts {
  zoom_by: (steps: number) => void;
  fit_all: () => void;
  toggle_measure: (tool: HTMLElement) => void;
  tell_link: () => void;
}

export interface Parts {
  form: HTMLElement;
  map: HTMLElement;
  card: HTMLElement;
  print_picture: HTMLElement;
  /** Lines under the map. */
  lines: HTMLElement[];
  lists: HTMLElement;
}

function tool(ja: string, en: string, act: () => void): HTMLButtonElement {
  const node = button({ ja, en }, { class: 'plain' });
  node.addEventListener('click', act);
  return node;
}

function zoom_step(sign: string, words: Child, act: () => void): HTMLButtonElement {
  const node = element(
    'button',
    { type: 'button', class: 'plain zoom-step' },
    element('span', { 'aria-hidden': 'true' }, sign),
    element('span', { class: 'unseen' }, words),
  );
  node.addEventListener('click', act);
  return node;
}

function tools(acts: Acts): HTMLElement {
  const measure = tool('距離を測る', 'Measure', () => acts.toggle_measure(measure));
  measure.setAttribute('aria-pressed', 'false');
  measure.id = 'map-measure';
  return element(
    'div',
    { class: 'map-tools', role: 'group', 'aria-labelledby': 'map-name' },
    zoom_step('＋', both('拡大', 'Zoom in'), () => acts.zoom_by(1)),
    zoom_step('－', both('縮小', 'Zoom out'), () => acts.zoom_by(-1)),
    tool('全体', 'Whole', acts.fit_all),
    measure,
    tool('この表示へのリンク', 'Link to this view', acts.tell_link),
    tool('印刷', 'Print', () => window.print()),
  );
}

function confidential_note(study: Study): HTMLElement | string {
  return study.confidential.length === 0
    ? ''
    : element(
        'p',
        { class: 'small' },
        both(
          `取扱注意：この地図には、公表しない条件で受け取ったエリア（${study.confidential.join('、')}）が入っています。県の外には出さないでください。`,
          `Confidential: this map holds coverage received on condition that it is not published (${study.confidential.join(', ')}). Keep it within the prefecture.`,
        ),
      );
}

export function frame(study: Study, stamp: string, parts: Parts, acts: Acts): (HTMLElement | string)[] {
  return [
    confidential_note(study),
    element(
      'div',
      { class: 'map-grid' },
      parts.form,
      element(
        'div',
        { class: 'map-main' },
        element('span', { id: 'map-name', class: 'unseen' }, both('エリア、未整備箇所、資産の地図', 'Map of coverage, gap areas and assets')),
        element(
          'span',
          { id: 'map-keys', class: 'unseen' },
          both(
            '矢印キーで動かし、＋と－で拡大・縮小します。地図にあるものは下の表からも選べます。',
            'Arrow keys move the map, + and - zoom. What is on the map can also be chosen in the tables below.',
          ),
        ),
        tools(acts),
        element('div', { class: 'map-frame' }, parts.map, stamp ? element('span', { class: 'map-stamp' }, both(stamp, 'Synthetic data')) : null, parts.card),
        parts.print_picture,
        ...parts.lines,
        legend(study),
      ),
    ),
    parts.lists,
    element(
      'p',
      { class: 'small' },
      both(
        '※は、高さでは種別からの推定、人数・世帯数では秘匿値の推定を含むことを示します。緯度・経度はJGD2011です。表は、左の絞り込みと地図の範囲に従います。境界は約10mの格子に丸めています。',
        '※: height assumed by kind; people and households that hold estimates of suppressed figures. Positions are JGD2011. Tables follow the filters and the map. Borders are rounded to a grid of about 10 m.',
      ),
    ),
    licences(),
  ];
}
