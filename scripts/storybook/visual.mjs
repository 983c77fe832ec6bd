/**
 * `npm run visual`: every story in light, dark, right to left and at 320 px, beside the committed picture of it. A few pixels may differ a little.
 * What differs is written to visual-diff. `-- --update` writes the references anew, and a contact sheet to look at. References belong to a
 * major version of the browser; without those of this one there is nothing to compare, and it says so.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../find-browser.mjs';
import { root } from '../run.mjs';
import { compose, compare, contactSheet } from './pictures.mjs';
import { allStories, modes, visitStories } from './stories.mjs';

/** Share of the pixels that may differ, and by how much a pixel has to differ to count (0 to 1, in luminance and colour). */
const TOLERANCE = { share: 0.0005, pixel: 0.08 };

/** Pixels. */
const TALLEST = 16_000;

const isUpdate = process.argv.includes('--update');
/** @type {import("./stories.mjs").Mode[]} */
const order = [modes.light, modes.dark, modes.rtl, modes.narrow];
const stories = allStories();
/** By story, then in the order of the looks. @type {Map<string, string[]>} */
const shots = new Map();
const out = resolve(root, 'visual-diff');
rmSync(out, { recursive: true, force: true });

const { failures, version } = await visitStories({
  stories,
  modes: order,
  isFrozen: true,
  visit: async (page, story, mode) => {
    await drawThumbnails(page);
    const height = (await lowestEdge(page)) + 16;
    // Ten thousand rows are higher than any picture: those that a person sees first.
    const fullPage = height < TALLEST;
    const clip = { x: 0, y: 0, width: mode.width, height: fullPage ? Math.ceil(Math.max(height, 48)) : 600 };
    const picture = await page.screenshot({ animations: 'disabled', fullPage, clip }).catch((error) => {
      throw new Error(`${story.id}, ${mode.name}: no picture of ${clip.width} by ${clip.height}.`, { cause: error });
    });
    const looks = shots.get(story.id) ?? [];
    looks[order.indexOf(mode)] = picture.toString('base64');
    shots.set(story.id, looks);
  },
});

const references = resolve(root, 'test/visual/references', `chromium-${version}`);
const canCompare = existsSync(references);
if (!isUpdate && !canCompare)
  console.log(`No references for Chromium ${version}: nothing compared. Make them: npm run visual -- --update`);

const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
const page = await browser.newPage();
/** @type {string[]} */
const different = [];
/** @type {string[]} */
const sheets = [];
let bytes = 0;
if (isUpdate) {
  // Some of them are written beside the others.
  if (!process.argv.some((argument) => argument.startsWith('--only=')))
    rmSync(references, { recursive: true, force: true });
  mkdirSync(references, { recursive: true });
}
for (const { id } of stories) {
  const pictures = shots.get(id);
  // One that failed in some look is named below.
  if (pictures?.filter(Boolean).length !== order.length) continue;
  const sheet = await compose(page, pictures);
  const file = resolve(references, `${id}.webp`);
  if (isUpdate) {
    const content = Buffer.from(sheet, 'base64');
    bytes += content.length;
    writeFileSync(file, content);
    sheets.push(sheet);
  } else if (canCompare) {
    if (!existsSync(file)) {
      different.push(`${id}: has no reference`);
      continue;
    }
    const { share, picture } = await compare(page, [readFileSync(file).toString('base64'), sheet], TOLERANCE.pixel);
    if (share <= TOLERANCE.share) continue;
    different.push(`${id}: ${(share * 100).toFixed(2)} % of the pixels differ`);
    mkdirSync(out, { recursive: true });
    writeFileSync(resolve(out, `${id}.webp`), Buffer.from(picture, 'base64'));
  }
}
if (isUpdate) {
  mkdirSync(out, { recursive: true });
  const pages = await contactSheet(page, sheets);
  pages.forEach((picture, index) =>
    writeFileSync(resolve(out, `contact-sheet-${index + 1}.webp`), Buffer.from(picture, 'base64')),
  );
  console.log(`${sheets.length} references, ${(bytes / 1e6).toFixed(1)} MB. Look at visual-diff/contact-sheet-*.webp.`);
}
await browser.close();
for (const line of [...failures, ...different]) console.error(line);
console.log(
  `${shots.size} stories in ${order.length} looks: ${different.length} different, ${failures.length} failed.`,
);
process.exitCode = failures.length + different.length > 0 || shots.size === 0 ? 1 : 0;

/**
 * Thumbnails below the view are drawn when they come into it: all of them here, so that none is caught on its way.
 * @param {import('playwright-core').Page} page
 */
function drawThumbnails(page) {
  return page.evaluate(async () => {
    const waiting = () =>
      [...document.querySelectorAll('gdb-attachment-picker')].flatMap(({ shadowRoot }) => [
        .../** @type {NodeListOf<HTMLCanvasElement>} */ (
          shadowRoot?.querySelectorAll('canvas[data-thumb]:not([data-drawn])') ?? []
        ),
      ]);
    for (const canvas of waiting().slice(0, 60)) {
      canvas.scrollIntoView({ behavior: 'instant', block: 'center' });
      for (let turns = 0; turns < 20 && canvas.dataset['drawn'] === undefined; turns += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    scrollTo({ top: 0, behavior: 'instant' });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/**
 * Where what there is to see ends, panels that lie over the page included; waits until nothing grows any more.
 * @param {import('playwright-core').Page} page
 */
function lowestEdge(page) {
  return page.evaluate(async () => {
    /** @param {ParentNode} root @returns {number} */
    const lowest = (root) =>
      [...root.querySelectorAll('*')].reduce((edge, element) => {
        const { bottom, width } = element.getBoundingClientRect();
        const inside = element.shadowRoot === null ? 0 : lowest(element.shadowRoot);
        return Math.max(edge, inside, width > 1 ? bottom : 0);
      }, 0);
    const root = document.querySelector('#storybook-root') ?? document.body;
    let edge = lowest(root);
    for (let calm = 0, turns = 0; calm < 4 && turns < 40; turns += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const next = lowest(root);
      calm = next === edge ? calm + 1 : 0;
      edge = next;
    }
    return edge;
  });
}
