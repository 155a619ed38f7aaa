// The form beside the map: what is shown, and what is filtered.
import type { Named, Study, Text } from './study_data';
import type { LayerName, View } from './view';
import { both_of, element, kEffects, kKinds, kUnknown, option } from './words';

type Choice = 'carrier' | 'technology' | 'municipality' | 'kind' | 'power' | 'fibre' | 'restriction' | 'use';

const kAll: [string, Text] = ['', { ja: 'すべて', en: 'all' }];
const kYesNo: [string, Text][] = [
  kAll,
  ['yes', { ja: 'あり', en: 'yes' }],
  ['no', { ja: 'なし', en: 'no' }],
  ['unknown', kUnknown],
];

export class Controls {
  readonly node = element('form', { class: 'map-form' });
  private readonly choices = new Map<Choice, HTMLSelectElement>();
  private readonly boxes = new Map<LayerName, HTMLInputElement>();
  private readonly height = element('input', { id: 'map-height', type: 'number', min: '0', max: '300', step: '1', inputmode: 'numeric' });

  constructor(
    private readonly study: Study,
    private readonly changed: (change: Partial<View>) => void,
  ) {
    this.node.addEventListener('submit', (event) => event.preventDefault());
    const named = (list: Named[]): [string, Text][] => list.map((its) => [its.name, its.label]);
    this.node.append(
      this.group({ ja: '表示するエリア', en: 'Coverage' }, [
        this.choice('carrier', { ja: '事業者', en: 'Carrier' }, named(study.carriers)),
        this.choice('technology', { ja: '方式', en: 'Technology' }, named(study.technologies)),
        this.box('coverage', { ja: 'エリアの割合', en: 'Covered share' }),
        this.box('gaps', { ja: '未整備箇所', en: 'Gap areas' }),
        this.box('assets', { ja: '資産', en: 'Assets' }),
        this.box('outlines', { ja: '市区町村の境と名前', en: 'Municipalities' }),
      ]),
      this.group({ ja: '絞り込み', en: 'Filters' }, [
        this.choice('municipality', { ja: '市区町村', en: 'Municipality' }, [
          kAll,
          ...study.municipalities.map((its): [string, Text] => [its.code, { ja: its.name, en: its.name }]),
        ]),
        this.choice('use', { ja: '資産の利用', en: 'Assets' }, [
          kAll,
          ['usable', { ja: '候補になるもの', en: 'that may be asked for' }],
          ['reaching', { ja: '新たに届く人がいるもの', en: 'that reach people anew' }],
          ['plan', { ja: '提供資産', en: 'of the plan' }],
          ['unusable', { ja: '使えないもの', en: 'that are not usable' }],
        ]),
        this.choice('kind', { ja: '種別', en: 'Kind' }, [kAll, ...Object.entries(kKinds)]),
        this.number_field(),
        this.choice('power', { ja: '電源', en: 'Power' }, kYesNo),
        this.choice('fibre', { ja: '光回線', en: 'Fibre' }, kYesNo),
        this.choice('restriction', { ja: '規制', en: 'Restriction' }, [
          kAll,
          ['none', { ja: 'なし', en: 'none' }],
          ...Object.entries(kEffects),
        ]),
      ]),
    );
  }

  show(view: View): void {
    for (const [name, select] of this.choices) {
      select.value = view[name];
    }
    for (const [name, box] of this.boxes) {
      box.checked = view.layers.has(name);
    }
    if (this.height.value !== view.least_height) {
      this.height.value = view.least_height;
    }
    // Only technologies the carrier has.
    for (const choice of this.choices.get('technology')!.options) {
      const has = this.study.layers.some((layer) => layer.carrier === view.carrier && layer.technology === choice.value);
      choice.hidden = choice.disabled = !has;
    }
  }

  private group(title: Text, parts: Node[]): HTMLElement {
    return element('fieldset', {}, element('legend', {}, both_of(title)), ...parts);
  }

  private choice(name: Choice, label: Text, values: [string, Text][]): HTMLElement {
    const select = element('select', { id: `map-${name}` }, ...values.map(([value, text]) => option(value, text)));
    select.addEventListener('change', () => this.changed({ [name]: select.value }));
    this.choices.set(name, select);
    return element('div', { class: 'field' }, element('label', { for: `map-${name}` }, both_of(label)), select);
  }

  private box(name: LayerName, label: Text): HTMLElement {
    const box = element('input', { type: 'checkbox', id: `map-layer-${name}` });
    box.addEventListener('change', () => {
      const layers = new Set<LayerName>();
      for (const [other, input] of this.boxes) {
        if (input.checked) {
          layers.add(other);
        }
      }
      this.changed({ layers });
    });
    this.boxes.set(name, box);
    return element('label', { class: 'box', for: `map-layer-${name}` }, box, both_of(label));
  }

  private number_field(): HTMLElement {
    this.height.addEventListener('change', () => {
      const metres = this.height.valueAsNumber;
      this.changed({ least_height: Number.isFinite(metres) && metres > 0 ? String(metres) : '' });
    });
    return element(
      'div',
      { class: 'field' },
      element('label', { for: 'map-height' }, both_of({ ja: '高さ(m)以上', en: 'Height (m) from' })),
      this.height,
    );
  }
}
