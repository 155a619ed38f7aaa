// The card of one gap or one asset: everything the page knows of it.
import { value_of } from './filters';
import { height_words, municipality_of, restrictions_words } from './rows';
import type { Gap, Study, Text } from './study_data';
import type { View } from './view';
import { both, both_of, button, element, kEffects, kilometres, kKinds, kPrecisions, kUnknown, presence, stated, whole, type Child } from './words';

type Line = [Text, Child];

function card(title: Child, lines: Line[], close: () => void): HTMLElement {
  const heading = element('h3', { tabindex: '-1' }, title);
  const shut = button({ ja: '閉じる', en: 'Close' }, { class: 'plain' });
  shut.addEventListener('click', close);
  const list = element('dl');
  for (const [name, value] of lines) {
    if (value !== '' && value != null) {
      list.append(element('dt', {}, both_of(name)), element('dd', {}, value));
    }
  }
  return element('div', {}, element('div', { class: 'card-head' }, heading, shut), list);
}

export function gap_card(study: Study, gap: Gap, close: () => void): HTMLElement {
  const its = municipality_of(study, gap.municipality);
  const places = Object.entries(gap.places).map(([kind, count]) => `${kind} ${count}`);
  const others = gap.other_carriers.length > 0 ? gap.other_carriers.join('、') : both('なし', 'none');
  return card(
    both(`未整備箇所 No.${gap.number}`, `Gap area No. ${gap.number}`),
    [
      [{ ja: '所在', en: 'Municipality' }, its ? `${its.name}（${its.code}）` : ''],
      [{ ja: '箇所', en: 'Place' }, both_of(gap.place)],
      [{ ja: '人口', en: 'People' }, whole(gap.population)],
      [{ ja: '世帯数', en: 'Households' }, stated(gap.households, gap.households_estimated)],
      [{ ja: '65歳以上', en: 'Aged 65 and over' }, stated(gap.population_65plus, gap.population_65plus_estimated)],
      [{ ja: '面積', en: 'Area' }, `${(gap.area_m2 / 1e6).toFixed(2)} km²`],
      [{ ja: '道路', en: 'Road' }, element('span', {}, kilometres(gap.road_m), ' km')],
      [{ ja: '区域内の施設', en: 'Places inside' }, places.join('、')],
      [{ ja: '5Gのある他社', en: 'Others with 5G' }, others],
      [{ ja: '4Gのある人口', en: 'People with its 4G' }, gap.carrier === 'any' || gap.own_4g_percent === null ? '' : `${Math.round(gap.own_4g_percent)}％`],
      [{ ja: 'メッシュ', en: 'Cells' }, String(gap.cells.length)],
      [{ ja: '緯度、経度', en: 'Latitude, longitude' }, `${gap.centre[1].toFixed(5)}, ${gap.centre[0].toFixed(5)}`],
      [{ ja: 'ID', en: 'Id' }, gap.id],
    ],
    close,
  );
}

export function asset_card(study: Study, view: View, at: number, close: () => void): HTMLElement {
  const asset = study.assets[at]!;
  const its = municipality_of(study, asset.municipality);
  const value = value_of(study, view, at);
  const site = value?.site;
  const lines: Line[] = [
    [{ ja: '利用', en: 'Use' }, asset.usable ? both('候補になります', 'may be asked for') : both(`できません：${asset.reason}`, `not usable: ${asset.reason}`)],
    [{ ja: '規制', en: 'Restrictions' }, both_of(restrictions_words(asset, kEffects) ?? { ja: 'なし', en: 'none' })],
    [{ ja: '種別', en: 'Kind' }, kKinds[asset.kind] ? both_of(kKinds[asset.kind]!) : asset.kind],
    [{ ja: '用途', en: 'Used as' }, asset.use],
    [{ ja: '所在', en: 'Municipality' }, its ? `${its.name}（${its.code}）` : ''],
    [{ ja: '住所', en: 'Address' }, asset.address],
    [{ ja: '緯度、経度', en: 'Latitude, longitude' }, `${asset.place[1].toFixed(5)}, ${asset.place[0].toFixed(5)}`],
    [{ ja: '位置の精度', en: 'Place known by' }, kPrecisions[asset.precision] ? both_of(kPrecisions[asset.precision]!) : ''],
    [{ ja: '高さ(m)', en: 'Height (m)' }, height_words(asset)],
    [{ ja: '電源', en: 'Power' }, both_of(presence(asset.power))],
    [{ ja: '光回線', en: 'Fibre' }, both_of(presence(asset.fibre))],
    [{ ja: '共用', en: 'Sharing' }, asset.sharing_allowed === null ? '' : asset.sharing_allowed ? both('可', 'allowed') : both('不可', 'not allowed')],
    [{ ja: '所有者', en: 'Owner' }, asset.owner],
    [{ ja: '所管課', en: 'Department' }, asset.department],
    [{ ja: '連絡先', en: 'Contact' }, asset.contact],
  ];
  if (site) {
    lines.unshift(
      [{ ja: `${view.carrier}への提供順位`, en: `Rank for ${view.carrier}` }, String(site.rank)],
      [{ ja: '計画で新たに届く人口（累計）', en: 'Newly reached in the plan (sum so far)' }, `${whole(site.gain)}（${whole(site.cumulative)}）`],
    );
  }
  for (const carrier of study.carriers) {
    const its_value = study.values.get(carrier.name)?.get(at);
    if (its_value) {
      const numbers = its_value.gap_numbers.slice(0, 8).join('、');
      const more = its_value.gap_numbers.length > 8;
      const text = (word: string) => whole(its_value.newly_covered) + (numbers ? `（No.${numbers}${more ? word : ''}）` : '');
      lines.push([{ ja: `${carrier.label.ja}：単独で新たに届く人口（未整備箇所）`, en: `${carrier.label.en}: newly reached by itself (gap areas)` }, both(text(' ほか'), text(' and more'))]);
    }
  }
  lines.push([{ ja: 'ID', en: 'Id' }, asset.id]);
  return card(asset.name || asset.id, lines, close);
}

/** Of one cell: who lives there and what each carrier covers of it. */
export function cell_card(study: Study, at: number, close: () => void): HTMLElement {
  const its = study.municipalities.find((_, position) => position === study.cell_municipalities[at]);
  const technologies = study.technologies.filter((technology) =>
    study.layers.some((layer) => layer.technology === technology.name && layer.shares[at]! > 0),
  );
  const share = (carrier: string, technology: string): Child => {
    const layer = study.layers.find((one) => one.carrier === carrier && one.technology === technology);
    return !layer ? '－' : layer.most[at] === layer.shares[at] ? `${layer.shares[at]}％` : both_of(kUnknown);
  };
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, both('方式', 'Technology')), ...study.carriers.map((carrier) => element('th', { scope: 'col' }, both_of(carrier.label))))),
    element(
      'tbody',
      {},
      ...technologies.map((technology) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, both_of(technology.label)),
          ...study.carriers.map((carrier) => element('td', { class: 'n' }, share(carrier.name, technology.name))),
        ),
      ),
    ),
  );
  const node = card(
    both(`メッシュ ${study.mesh.code(study.cells[at]!)}`, `Cell ${study.mesh.code(study.cells[at]!)}`),
    [
      [{ ja: '所在', en: 'Municipality' }, its ? `${its.name}（${its.code}）` : ''],
      [{ ja: '人口', en: 'People' }, whole(study.population[at]!)],
    ],
    close,
  );
  node.append(
    technologies.length > 0
      ? element(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'map-card-name' },
          element('p', { class: 'small' }, both('面積のうちエリアに入る割合', 'Covered share of its area')),
          table,
        )
      : element('p', {}, both('どのエリアにも入りません。', 'Nothing covers it.')),
  );
  return node;
}
