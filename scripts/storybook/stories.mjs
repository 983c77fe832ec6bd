/** Goes through the stories of the static Storybook in pages of a browser, side by side. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../find-browser.mjs';
import { root } from '../run.mjs';
import { serveFolder } from '../serve-folder.mjs';

/** @typedef {{ id: string, title: string, name: string, tags?: string[], type: string }} Story */
/** @typedef {{ name: string, globals: Record<string, unknown>, width: number }} Mode */

export const folder = resolve(root, 'storybook-static');

/** What a story can be shown in. */
export const modes = {
  light: { name: 'light', globals: { theme: 'light', direction: 'ltr' }, width: 800 },
  dark: { name: 'dark', globals: { theme: 'dark', direction: 'ltr' }, width: 800 },
  rtl: { name: 'rtl', globals: { theme: 'light', direction: 'rtl' }, width: 800 },
  darkRtl: { name: 'dark rtl', globals: { theme: 'dark', direction: 'rtl' }, width: 800 },
  narrow: { name: 'narrow', globals: { theme: 'light', direction: 'ltr' }, width: 320 },
};

/** @returns {Story[]} those that `--only=menu,camera` names in part, else all */
export function allStories() {
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7) ?? '';
  return everyStory().filter(({ id }) => only.split(',').some((part) => id.includes(part)));
}

/** @returns {Story[]} */
function everyStory() {
  if (!existsSync(resolve(folder, 'index.json'))) throw new Error('No Storybook. Run first: npm run storybook:build');
  /** @type {Record<string, Story>} */
  const entries = JSON.parse(readFileSync(resolve(folder, 'index.json'), 'utf8')).entries;
  return Object.values(entries).filter(({ type }) => type === 'story');
}

/**
 * Opens a browser on the stories and hands each story, in each mode, to `visit`.
 * @param {object} options
 * @param {Story[]} options.stories
 * @param {Mode[]} options.modes
 * @param {boolean} [options.isFrozen] the clock stands still, and a font that every machine has is used
 * @param {(page: import('playwright-core').Page, story: Story, mode: Mode) => Promise<void>} options.visit
 * @returns {Promise<{ failures: string[], version: string }>} stories that threw, and the browser's major version
 */
export async function visitStories({ stories, modes: wanted, isFrozen = false, visit }) {
  const font = resolve(root, 'node_modules/storybook/assets/browser/nunito-sans-regular.woff2');
  const server = await serveFolder(folder, { '/reference-font.woff2': font });
  const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
  /** @type {string[]} */
  const failures = [];
  // The long ones first: one that comes last keeps the other page waiting.
  const inOrder = [...stories].sort((a, b) => Number(isLong(b)) - Number(isLong(a)));
  const waiting = wanted.flatMap((mode) => inOrder.map((story) => ({ mode, story })));
  // A story that plays nothing, to begin with.
  const first = everyStory().find(({ tags = [] }) => !tags.includes('live') && !tags.includes('play-fn'));
  const work = async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    /** @type {string[]} */
    let errors = [];
    /** @type {Mode | undefined} */
    let current;
    page.on('pageerror', (error) => errors.push(String(error)));
    if (isFrozen) await page.clock.setFixedTime(new Date('2026-06-01T12:00:00Z'));
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { mode, story } = next;
      if (mode !== current) {
        current = mode;
        await page.setViewportSize({ width: mode.width, height: 600 });
        const globals = Object.entries(mode.globals).map(([name, value]) => `${name}:${String(value)}`);
        const query = `viewMode=story&id=${first?.id ?? ''}&globals=${[...globals, 'a11y.manual:!true'].join(';')}`;
        await page.goto(`${server.url}/iframe.html?${query}`);
        await page.waitForSelector('#storybook-root > *');
        if (isFrozen) await page.addStyleTag({ content: REFERENCE_FONT });
        // Storybook loads the page anew when a story is left before it was drawn to its end.
        await page.waitForTimeout(700);
      }
      errors = [];
      const outcome = await show(page, story);
      if (outcome === '') await visit(page, story, mode);
      else failures.push(`${story.id}, ${mode.name}: ${outcome}`);
      for (const error of errors) failures.push(`${story.id}, ${mode.name}: ${error}`);
    }
    await context.close();
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    await browser.close();
    server.close();
  }
  return { failures, version: String(browser.version().split('.')[0]) };
}

/**
 * Other colours for a story that is shown, which stays as it was played.
 * @param {import('playwright-core').Page} page
 * @param {string} theme
 */
export function setTheme(page, theme) {
  return page.evaluate(async (wanted) => {
    // That of .storybook/preview.ts.
    const { setTheme: set } = /** @type {any} */ (globalThis);
    set(wanted);
    /** @param {ParentNode} root @returns {Element[]} */
    const within = (root) =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot === null ? [] : within(element.shadowRoot)),
      ]);
    // As they draw themselves next time.
    for (const element of /** @type {any[]} */ (within(document))) {
      element.requestUpdate?.();
      await element.updateComplete;
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, theme);
}

/** @param {Story} story */
function isLong({ tags = [] }) {
  return tags.includes('long');
}

/** The same letters on every machine: the font that Storybook itself brings along. */
const REFERENCE_FONT =
  "@font-face { font-family: Reference; src: url('/reference-font.woff2') } body { font: 16px/1.5 Reference !important }";

/**
 * Shows a story from its beginning and waits until it has played.
 * @param {import('playwright-core').Page} page
 * @param {Story} story
 * @returns {Promise<string>} why it could not be shown; empty when it could
 */
function show(page, story) {
  const asked = { id: story.id, seconds: isLong(story) ? 90 : 30 };
  return page.evaluate(async ({ id, seconds }) => {
    /** @type {any} */
    const channel = /** @type {any} */ (globalThis).__STORYBOOK_ADDONS_CHANNEL__;
    const isShown = new URL(location.href).searchParams.get('id') === id;
    const outcome = await new Promise((resolve) => {
      const timer = setTimeout(() => end(`took more than ${seconds} s`), seconds * 1000);
      /** @type {[string, (payload: any) => void][]} */
      const listeners = [
        ['storyFinished', (payload) => payload.storyId === id && payload.status === 'success' && end('')],
        ['playFunctionThrewException', (error) => end(String(error.message ?? error))],
        ['storyThrewException', (error) => end(String(error.message ?? error))],
        ['storyErrored', (error) => end(String(error.title ?? error.message))],
        ['storyMissing', () => end('is missing')],
      ];
      /** @param {string} said */
      const end = (said) => {
        clearTimeout(timer);
        for (const [event, listener] of listeners) channel.off(event, listener);
        resolve(said);
      };
      for (const [event, listener] of listeners) channel.on(event, listener);
      if (isShown) channel.emit('forceRemount', { storyId: id });
      else channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
    });
    const elements = [...document.querySelectorAll('*')].filter(({ localName }) => localName.startsWith('gdb-'));
    await Promise.all(elements.map((element) => /** @type {any} */ (element).updateComplete));
    await document.fonts.ready;
    // Explanations and thumbnails come a moment later.
    await new Promise((resolve) => setTimeout(resolve, 250));
    return outcome;
  }, asked);
}
