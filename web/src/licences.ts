// The libraries in the page and their licences, word by word.
import ol from '../node_modules/ol/LICENSE.md?raw';
import quickselect from '../node_modules/quickselect/LICENSE?raw';
import rbush from '../node_modules/rbush/LICENSE?raw';
import { version as ol_version } from '../node_modules/ol/package.json';
import { version as quickselect_version } from '../node_modules/quickselect/package.json';
import { version as rbush_version } from '../node_modules/rbush/package.json';

import { both, element } from './words';

const kLibraries: [name: string, licence: string, text: string][] = [
  [`OpenLayers ${ol_version}`, 'BSD 2-Clause', ol],
  [`RBush ${rbush_version}`, 'MIT', rbush],
  [`quickselect ${quickselect_version}`, 'ISC', quickselect],
];

export function licences(): HTMLElement {
  return element(
    'details',
    { class: 'licences' },
    element('summary', {}, both('地図に使っているソフトウェアとその利用条件', 'Software in the map and its licences')),
    ...kLibraries.flatMap(([name, licence, text]) => [
      element('h4', { lang: 'en' }, `${name}: ${licence}`),
      element('pre', { lang: 'en' }, text),
    ]),
  );
}
