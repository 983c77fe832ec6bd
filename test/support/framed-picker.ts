/** A picker in a frame: opens its camera as a person would, and tells the page around what it says. */
import { attachmentScenes } from './attachment-scenes.js';
import { textOf } from './element-page.js';
import { picker } from './picker-page.js';

const element = await picker(await attachmentScenes.empty(), undefined, { camera: 'page', position: 'device' });
element.shadowRoot?.querySelector<HTMLElement>('.camera')?.click();
let camera = '';
for (let round = 0; round < 200 && camera === ''; round += 1) {
  await new Promise((resolve) => setTimeout(resolve, 30));
  const words = element.shadowRoot?.querySelector('.finder-words[role=alert]');
  if (words) camera = textOf(words);
}
const summary = element.shadowRoot?.querySelector('.summary');
parent.postMessage({ camera, summary: summary ? textOf(summary) : '' }, '*');
