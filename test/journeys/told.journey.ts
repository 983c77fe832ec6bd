/**
 * Everything that a person opens, in a browser of its own: what assistive technology is told of it, from the browser's accessibility tree; targets
 * for fingers; and a policy as strict as docs/embedding.md has it, which nothing offends.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { OpenedName } from '../support/opened.js';
import { serveScript, type ScriptPage } from './script-page.js';

/** Of docs/embedding.md. */
const POLICY =
  "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gdb-sync 'allow-duplicates'";

interface Opened {
  readonly names: readonly OpenedName[];
  open(name: OpenedName, place: Element): Promise<HTMLElement>;
}

const SCRIPT = `import { open, openedNames } from './test/support/opened.ts'; globalThis.opened = { names: openedNames, open };`;

let browser: Browser;
let served: ScriptPage;

before(async () => {
  served = await serveScript(SCRIPT, POLICY);
  browser = await chromium.launch({
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs(), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
});
after(async () => {
  await browser.close();
  served.close();
});

/** A page with one of them open, and what the policy was offended by so far. */
async function opened(
  name: OpenedName,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; offences: string[] }> {
  const context = await browser.newContext({ permissions: ['camera'], ...options });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(String(error)));
  await page.goto(served.url);
  await page.waitForFunction('globalThis.opened !== undefined');
  await page.evaluate(
    (one) => (globalThis as unknown as { opened: Opened }).opened.open(one, document.body).then(() => undefined),
    name,
  );
  return { page, offences };
}

async function allNames(): Promise<readonly OpenedName[]> {
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction('globalThis.opened !== undefined');
  const names = await page.evaluate(() => (globalThis as unknown as { opened: Opened }).opened.names);
  await page.close();
  return names;
}

interface AxNode {
  readonly nodeId: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly description?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

/** `button "Retry Oak" expanded=false`, in the order of the tree. */
async function told(page: Page): Promise<readonly string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: readonly AxNode[] };
  const wanted = ['expanded', 'pressed', 'checked', 'disabled', 'invalid', 'required', 'live', 'valuetext', 'modal'];
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inOrder = (node: AxNode | undefined): readonly AxNode[] =>
    node === undefined ? [] : [node, ...(node.childIds ?? []).flatMap((id) => inOrder(byId.get(id)))];
  return inOrder(nodes[0])
    .filter(
      ({ ignored, role }) => !ignored && !/^(?:none|generic|InlineTextBox|RootWebArea)$/.test(String(role?.value)),
    )
    .map(({ role, name, description, properties = [] }) => {
      const more = properties
        .filter((one) => wanted.includes(one.name) && one.value.value !== false && one.value.value !== 'false')
        .map((one) => `${one.name}=${String(one.value.value)}`);
      const said = description?.value ? [`(${String(description.value)})`] : [];
      return [String(role?.value), `"${String(name?.value ?? '')}"`, ...more, ...said].join(' ');
    });
}

/** What has to be told of each, in this order; other things may be between. */
const expected: Readonly<Partial<Record<OpenedName, readonly RegExp[]>>> = {
  'button: ready for the field': [
    /^button "More/,
    /^region "/,
    /^button "Back/,
    /^heading "Ready for the field/,
    /^list/,
    /^listitem/,
    /^status "/,
  ],
  'button: last syncs': [/^region "Last syncs"/, /^heading "Last syncs"/],
  'button: areas': [/^region "/, /^heading "/],
  'button: remove': [/^heading "/, /^button "/],
  'button: unsent edits as a file': [/^heading "/, /^button "/],
  'errors: the form that fixes one': [
    /^grid "Refused changes"/,
    /^button "Fix.*" expanded=true/,
    /^(?:combobox|textbox|spinbutton) "(?:Species|Height in m|Name)/,
    /^button "/,
  ],
  'errors: rarer actions': [/^button "More.*expanded=true/, /^button "Copy report/, /^button "Discard/],
  'errors: conflicts': [/^heading "Features changed here and by others: 3/, /^button "/],
  'picker: the preview': [
    /^dialog "IMG_1\.jpg" modal=true/,
    /^heading "IMG_1\.jpg/,
    /^button "Close/,
    /^image "IMG_1\.jpg/,
    /^button "File before/,
    /^button "Next file/,
    /^textbox "/,
  ],
  'picker: the camera': [/^dialog "Camera" modal=true/, /^button "Done/, /^button "Take/, /^status/],
  'picker: the question before a file goes': [
    /^grid "Attachments/,
    /^button "Remove.*\(Remove this file/,
    /^button "Keep it.*\(/,
  ],
};

test('what assistive technology is told of everything that opens', async (context) => {
  for (const [name, wanted] of Object.entries(expected) as [OpenedName, readonly RegExp[]][])
    await context.test(name, async () => {
      const { page } = await opened(name);
      const lines = await told(page);
      let at = 0;
      for (const one of wanted) {
        const found = lines.findIndex((line, index) => index >= at && one.test(line));
        assert.ok(found >= 0, `${String(one)} is not told after line ${String(at)} of\n${lines.join('\n')}`);
        at = found + 1;
      }
      const nameless = lines.filter((line) =>
        /^(?:button|link|textbox|combobox|image|dialog|region|grid|progressbar) ""/.test(line),
      );
      assert.deepEqual(nameless, [], 'without a name');
      await page.context().close();
    });
});

test('fingers find targets of 44 px in everything that opens', async (context) => {
  for (const name of await allNames())
    await context.test(name, async () => {
      const { page } = await opened(name, { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
      const small = await page.evaluate(() => {
        const shown = document.querySelector(
          'gdb-sync-button, gdb-sync-progress, gdb-edit-errors, gdb-attachment-picker',
        );
        const dialog = shown?.shadowRoot?.querySelector('dialog[open]');
        const all = (dialog ?? shown?.shadowRoot)?.querySelectorAll<HTMLElement>(
          'button, label.button, select, summary, input:not(.visually-hidden)',
        );
        return [...(all ?? [])]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }))
          .map((one) => ({
            // A box to tick is pressed by its words as well.
            box: (one.closest('label') ?? one).getBoundingClientRect(),
            name: `${one.className || one.localName} ${one.textContent.trim()}`,
          }))
          .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
          .map(({ box, name: label }) => `${label}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`);
      });
      assert.deepEqual(small, []);
      await page.context().close();
    });
});

test('a strict policy with Trusted Types is offended by nothing that opens', async (context) => {
  for (const name of await allNames())
    await context.test(name, async () => {
      const { page, offences } = await opened(name);
      assert.deepEqual(offences, []);
      await page.context().close();
    });
});
