/** Colours that a person forces on all pages (Windows contrast themes): edges, the focus ring and progress are seen in everything that opens. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { OpenedName } from '../support/opened.js';
import { serveScript, type ScriptPage } from './script-page.js';

interface Tools {
  readonly names: readonly OpenedName[];
  open(name: OpenedName, place: Element): Promise<HTMLElement>;
  /** Controls without an edge that stands out. */
  faint(element: HTMLElement): string[];
  contrast(one: string, other: string): number;
  ground(element: Element | null): string;
}

const SCRIPT = `
import { open, openedNames } from './test/support/opened.ts';
import { contrast, ground } from './test/support/contrast.ts';
const seen = (element, selector) => [...element.shadowRoot.querySelectorAll(selector)].filter((one) =>
  one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.closest('.visually-hidden') === null);
const faint = (element) => {
  const dialog = element.shadowRoot.querySelector('dialog[open]');
  return seen(element, '.button:not(.bare), .control, select, input[type="text"]')
    .filter((one) => one.closest('dialog') === dialog)
    .filter((one) => {
      const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(one);
      return borderTopWidth === '0px' || borderTopStyle === 'none' || contrast(borderTopColor, ground(one.parentElement)) < 3;
    })
    .map((one) => one.className + ' ' + one.textContent.trim() + ' ' + getComputedStyle(one).borderTopColor + ' on ' + ground(one.parentElement));
};
globalThis.opened = { names: openedNames, open, faint, contrast, ground };`;

let browser: Browser;
let served: ScriptPage;

before(async () => {
  served = await serveScript(SCRIPT, "default-src 'self'");
  const executablePath = requireBrowser('chromium');
  const args = [...chromiumArgs(), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  browser = await chromium.launch({ executablePath, args });
});
after(async () => {
  await browser.close();
  served.close();
});

async function opened(name: OpenedName, scheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ forcedColors: 'active', colorScheme: scheme, permissions: ['camera'] });
  const page = await context.newPage();
  await page.goto(served.url);
  await page.waitForFunction('globalThis.opened !== undefined');
  await page.evaluate(async (one) => {
    const tools = (globalThis as unknown as { opened: Tools }).opened;
    // What an element lies on, for who measures.
    document.body.style.background = 'Canvas';
    (globalThis as unknown as { shown: HTMLElement }).shown = await tools.open(one, document.body);
  }, name);
  return page;
}

async function allNames(): Promise<readonly OpenedName[]> {
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction('globalThis.opened !== undefined');
  const names = await page.evaluate(() => (globalThis as unknown as { opened: Tools }).opened.names);
  await page.close();
  return names;
}

for (const scheme of ['light', 'dark'] as const)
  test(`forced colours, ${scheme}: every control stands out, and so does the focus`, async (context) => {
    for (const name of await allNames())
      await context.test(name, async () => {
        const page = await opened(name, scheme);
        assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
        const faint = await page.evaluate(() => {
          const { opened: tools, shown } = globalThis as unknown as { opened: Tools; shown: HTMLElement };
          return tools.faint(shown);
        });
        assert.deepEqual(faint, []);
        await page.keyboard.press('Tab');
        const ring = await page.evaluate(() => {
          const { opened: tools, shown } = globalThis as unknown as { opened: Tools; shown: HTMLElement };
          const focused = shown.shadowRoot?.activeElement;
          if (!focused) return null;
          // A file input is hidden: the ring is on its label.
          const ringed = focused.matches('.visually-hidden') ? (focused.parentElement as HTMLElement) : focused;
          const { outlineStyle, outlineColor, outlineOffset } = getComputedStyle(ringed);
          const behind = tools.ground(parseFloat(outlineOffset) < 0 ? ringed : ringed.parentElement);
          return { style: outlineStyle, contrast: tools.contrast(outlineColor, behind) };
        });
        assert.ok(ring === null || (ring.style !== 'none' && ring.contrast >= 3), JSON.stringify(ring));
        await page.context().close();
      });
  });

test('forced colours: how far a sync is, is seen', async () => {
  const page = await opened('progress: while it sends', 'dark');
  const bar = await page.evaluate(() => {
    const { opened: tools, shown } = globalThis as unknown as { opened: Tools; shown: HTMLElement };
    const fill = shown.shadowRoot?.querySelector('[part~=fill]');
    const track = shown.shadowRoot?.querySelector('[role=progressbar]');
    if (!fill || !track) return 0;
    return tools.contrast(getComputedStyle(fill).backgroundColor, tools.ground(fill.parentElement));
  });
  assert.ok(bar >= 3, String(bar));
  await page.context().close();
});
