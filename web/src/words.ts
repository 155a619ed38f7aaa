// Words in two languages, one of which the page's style sheet shows, and elements made of them.
import type { Text } from './study_data';

export type Child = Node | string | null | undefined;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children.filter((child): child is Node | string => child != null));
  return node;
}

export function both(ja: string, en: string): HTMLSpanElement {
  return element(
    'span',
    {},
    element('span', { class: 'ja' }, ja),
    element('span', { class: 'en', lang: 'en' }, en),
  );
}
export function both_of(text: Text): HTMLSpanElement {
  return both(text.ja, text.en);
}

/** An <option> that the page's language button speaks. */
export function option(value: string, text: Text): HTMLOptionElement {
  const language = document.documentElement.dataset['lang'] === 'en' ? 'en' : 'ja';
  return element(
    'option',
    { value, 'data-ja': text.ja, 'data-en': text.en },
    text[language],
  );
}

export function button(text: Text, attributes: Record<string, string> = {}): HTMLButtonElement {
  return element('button', { type: 'button', ...attributes }, both_of(text));
}

/** Whole numbers with separators of thousands, as in the page's tables. */
export function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** People as lists show them: 不明 where nobody states them, ※ where suppressed figures are estimated. */
export function stated(number: number | null, estimated: boolean): Child {
  return number === null ? both_of(kUnknown) : whole(number) + (estimated ? '※' : '');
}

/** Kilometres with one decimal; under 50 m but not nothing: "0.1未満". */
export function kilometres(metres: number): Child {
  return metres > 0 && metres < 50 ? both('0.1未満', 'under 0.1') : (metres / 1000).toFixed(1);
}

export const kPresent: Text = { ja: '有', en: 'yes' };
export const kAbsent: Text = { ja: '無', en: 'no' };
export const kUnknown: Text = { ja: '不明', en: 'unknown' };

export function presence(value: boolean | null): Text {
  return value === null ? kUnknown : value ? kPresent : kAbsent;
}

export const kKinds: Record<string, Text> = {
  building: { ja: '建物', en: 'building' },
  land: { ja: '土地', en: 'land' },
  structure: { ja: '工作物', en: 'structure' },
  pole: { ja: '柱', en: 'pole' },
  mast: { ja: '鉄塔', en: 'mast' },
};
export const kEffects: Record<string, Text> = {
  exclude: { ja: '設置不可', en: 'barred' },
  permit: { ja: '許可が必要', en: 'permit needed' },
  notify: { ja: '届出が必要', en: 'notification needed' },
  penalty: { ja: '減点', en: 'penalty' },
};
export const kPrecisions: Record<string, Text> = {
  ledger: { ja: '台帳の座標', en: "the ledger's coordinates" },
  block: { ja: '住所の街区', en: 'block of the address' },
  town: { ja: '住所の大字・町丁目', en: 'town of the address' },
};
