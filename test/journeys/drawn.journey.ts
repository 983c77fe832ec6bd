/**
 * Progress is drawn as long as it is: screenshots of the bar and of the button's ring, their pixels counted, from the left and from the right, under
 * a policy that allows no inline styles.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { serveScript, type ScriptPage } from './script-page.js';

const POLICY = "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";

/** A run so far, from its beginning to its end. */
const SCRIPT = `
import './src/elements/sync-button/gdb-sync-button.ts';
import './src/elements/sync-progress/gdb-sync-progress.ts';
import { nextPercent } from './src/elements/sync-progress/percent.ts';
import { running, scene } from './test/support/controller-states.ts';
import { ScriptedController } from './test/support/scripted-controller.ts';

const bytes = (share) => ({ done: 0, total: null, bytesDone: share * 1e6, bytesTotal: 1e6 });
const states = [
  ...[0.06, 0.2, 0.45, 0.9].map((share) => ({ kind: 'uploading-attachments', ...bytes(share), total: 1 })),
  { kind: 'downloading', what: 'changes', ...bytes(0.5) },
  { kind: 'applying' },
  { kind: 'downloading', what: 'attachments', ...bytes(0.8) },
].map((state) => running(state));

globalThis.drawn = {
  count: states.length,
  async show(tag, at) {
    const element = document.createElement(tag);
    element.controller = new ScriptedController(scene('working', { sync: states[at] }));
    document.body.replaceChildren(element);
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 60));
    const [box, fill] = tag === 'gdb-sync-button' ? ['.ring', '.done'] : ['.bar', '.fill'];
    const find = (selector) => element.shadowRoot.querySelector(selector);
    const { x, y, width, height } = find(box).getBoundingClientRect();
    const { backgroundColor, stroke } = getComputedStyle(find(fill));
    const color = tag === 'gdb-sync-button' ? stroke : backgroundColor;
    return { value: nextPercent(null, states[at]).value, color, box: { x, y, width, height } };
  },
  async places(base64, color, isRing) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const wanted = context.getImageData(0, 0, 1, 1).data;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const isDone = (x, y) => {
      const at = 4 * (Math.floor(y) * image.width + Math.floor(x));
      return [0, 1, 2].every((channel) => Math.abs(data[at + channel] - wanted[channel]) < 40);
    };
    const count = isRing ? 1000 : image.width;
    return Array.from({ length: count }, (_, at) => {
      if (!isRing) return isDone(at, image.height / 2);
      const angle = ((at + 0.5) / count) * 2 * Math.PI;
      // The ring is drawn at 18 of 40 from its middle.
      const radius = (image.width * 18) / 40;
      return isDone(image.width / 2 + radius * Math.sin(angle), image.height / 2 - radius * Math.cos(angle));
    });
  },
};
`;

interface Shown {
  readonly value: number;
  /** As CSS computes it. */
  readonly color: string;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Shares of places in the drawing that have the colour of what is done, each from 0 to 1, in the order in which they are filled. */
type Places = readonly boolean[];

let browser: Browser;
let served: ScriptPage;
/** Pictures are read in it. */
let reader: Page;

before(async () => {
  served = await serveScript(SCRIPT, POLICY);
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
  reader = await browser.newPage();
  await begin(reader);
});
after(async () => {
  await browser.close();
  served.close();
});

async function begin(page: Page): Promise<void> {
  await page.goto(served.url);
  await page.waitForFunction('globalThis.drawn !== undefined');
}

/** Which places of a picture have the colour, along a bar (from its left) or around a ring (from its top, clockwise). */
function placesOf(picture: Buffer, color: string, isRing: boolean): Promise<Places> {
  const given = JSON.stringify([picture.toString('base64'), color, isRing]);
  return reader.evaluate<Places>(`drawn.places(...${given})`);
}

for (const tag of ['gdb-sync-progress', 'gdb-sync-button'] as const)
  for (const dir of ['ltr', 'rtl'] as const)
    test(`${tag}, ${dir}: as many pixels as percent, from the beginning on`, async () => {
      const isRing = tag === 'gdb-sync-button';
      const context = await browser.newContext({ deviceScaleFactor: 4, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const offences: string[] = [];
      page.on('console', (message) => {
        if (/content security policy|trusted type/i.test(message.text())) offences.push(message.text());
      });
      await begin(page);
      await page.evaluate((value) => {
        document.documentElement.dir = value;
      }, dir);
      const seen: number[] = [];
      const count = Number(await page.evaluate('drawn.count'));
      for (let at = 0; at < count; at += 1) {
        const { value, color, box } = await page.evaluate<Shown>(`drawn.show('${tag}', ${String(at)})`);
        const picture = await page.screenshot({ clip: box, animations: 'disabled' });
        const places = await placesOf(picture, color, isRing);
        const inOrder = dir === 'rtl' && !isRing ? [...places].reverse() : places;
        const drawn = (100 * inOrder.filter(Boolean).length) / inOrder.length;
        assert.ok(Math.abs(drawn - value) <= 1, `${String(value)} % is drawn as ${drawn.toFixed(1)} %`);
        // In one piece, from the beginning.
        const end = inOrder.lastIndexOf(true);
        assert.ok(end / inOrder.length <= (value + 1) / 100, `${String(value)} % ends at ${String(end)}`);
        seen.push(value);
      }
      assert.deepEqual(
        seen,
        [...new Set(seen)].sort((a, b) => a - b),
        'several percents',
      );
      assert.deepEqual(offences, []);
      console.log(`${tag}, ${dir}: ${seen.join(', ')} % are drawn as they are`);
      await context.close();
    });
