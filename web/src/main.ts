// Entry of the script in index.html: reads the data beside it and starts the map.
import 'ol/ol.css';
import './map.css';

import { App } from './app';
import { unpack } from './packed';
import { study_of } from './study_data';
import { both, element } from './words';

async function start(): Promise<void> {
  const root = document.getElementById('map-app');
  const data = document.getElementById('map-data');
  if (!root || !data) {
    return;
  }
  try {
    const study = study_of(await unpack(data.textContent ?? ''));
    const stamp = document.querySelector('.stamp strong .ja')?.textContent ?? '';
    new App(study, stamp, root);
    root.dataset['ready'] = 'true';
  } catch (error) {
    root.replaceChildren(
      element(
        'p',
        { role: 'alert' },
        both(
          '地図を表示できません。2023年以降のEdgeかChromeで開いてください。表とファイルはこのまま使えます。',
          'The map cannot be shown. Use Edge or Chrome of 2023 or later. Tables and files work as they are.',
        ),
      ),
    );
    console.error(error);
  }
}

void start();
