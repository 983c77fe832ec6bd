/**
 * `npm run pictures`: the pictures of the README out of the built Storybook, so that they show the elements as they are. Look at them before they are committed.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../find-browser.mjs';
import { root } from '../run.mjs';
import { allStories, modes, visitStories } from './stories.mjs';

const BUTTONS = ['not-offline-yet', 'changes-not-sent', 'sending-attachments', 'offline', 'ready', 'some-refused'];

/** Each file, of which stories, in which look, how wide. */
const pictures = [
  {
    file: 'sync-button-light.png',
    stories: BUTTONS.map((name) => `elements-sync-button--${name}`),
    mode: modes.light,
    width: 376,
  },
  { file: 'edit-errors-light.png', stories: ['elements-edit-errors--two-layers'], mode: modes.light, width: 640 },
  {
    file: 'attachment-picker-dark.png',
    stories: ['elements-attachment-picker--every-state'],
    mode: modes.dark,
    width: 640,
  },
];

const all = allStories();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
for (const { file, stories, mode, width } of pictures) {
  /** By story. @type {Map<string, string>} */
  const shots = new Map();
  const { failures } = await visitStories({
    stories: all.filter(({ id }) => stories.includes(id)),
    modes: [{ ...mode, width }],
    isFrozen: true,
    visit: async (page, { id }) => {
      const shot = await page.locator('#storybook-root').screenshot({ animations: 'disabled' });
      shots.set(id, shot.toString('base64'));
    },
  });
  const missing = stories.filter((id) => !shots.has(id));
  if (failures.length + missing.length > 0) throw new Error([...failures, ...missing].join('\n'));
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  const columns = stories.length > 1 ? 2 : 1;
  const images = stories.map((id) => `<img src="data:image/png;base64,${shots.get(id)}" style="width: ${width}px">`);
  await page.setContent(
    `<div id="all" style="display: inline-grid; grid-template-columns: repeat(${columns}, auto); gap: 16px; align-items: start">${images.join('')}</div>`,
  );
  const shot = await page.locator('#all').screenshot();
  writeFileSync(resolve(root, 'docs/images', file), shot);
  console.log(`docs/images/${file}: ${Math.round(shot.length / 1000)} kB`);
  await page.close();
}
await browser.close();
